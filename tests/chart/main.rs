//! The Gantt chart: structure of the SVG, not its bytes.

mod builder;

use builder::*;
use steel_stagger::chart::{GanttOptions, gantt_svg};
use steel_stagger::lang::Lang;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::rules::RuleId;

#[test]
#[ignore = "writes files to look at"]
fn write_samples() {
    let dir = std::env::temp_dir().join("gantt");
    std::fs::create_dir_all(&dir).unwrap();
    for (name, lang) in [("zh", Lang::Zh), ("en", Lang::En)] {
        let options = GanttOptions { lang, ..Default::default() };
        for (what, (s, p), bad) in [("one", one_mill(), false), ("one-bad", one_mill(), true), ("city", big_city(25), true)] {
            let findings = if bad {
                let mut f = vec![
                    finding(RuleId::ShortStop, Some(0), Some(0), Some(0), Some(("2021-12-01", "2022-01-20"))),
                    finding(RuleId::MustRun, Some(0), Some(0), Some(1), Some(("2021-12-10", "2021-12-28"))),
                    finding(RuleId::BfRatio, Some(0), Some(0), None, Some(("2021-11-15", "2022-03-15"))),
                    finding(RuleId::SteelYoy, Some(0), Some(0), None, Some(("2021-11-15", "2022-03-15"))),
                    finding(RuleId::CityDaily, Some(0), None, None, Some(("2021-11-15", "2021-11-19"))),
                ];
                f[0].measured = Some(1.0);
                f
            } else {
                Vec::new()
            };
            let svg = gantt_svg(&s, &p, &Schedule::new(&s, &p), &findings, &options).unwrap();
            std::fs::write(dir.join(format!("{what}-{name}.svg")), svg).unwrap();
        }
    }
}
