//! What an audit may find: one record each, of which reports, `stagger explain` and the docs are made.

use super::Verdict;
use crate::lang::Text;

/// Identifies what was found; [`AuditKind::id`] is its name in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // each is documented by its record in KINDS
pub enum AuditKind {
    RunInStop,
    LateStop,
    EarlyRestart,
    LowLoad,
    CokingShort,
    OutOfService,
    RatioAchieved,
    SteelLimit,
    PowerInStop,
    Breakdown,
    Unapproved,
    Gap,
    Frozen,
    Scale,
    SteelUnexplained,
    SteelMonth,
    SeasonForecast,
}

/// The record of a kind.
#[derive(Debug, Clone, Copy)]
pub struct KindRecord {
    /// Which it is.
    pub kind: AuditKind,
    /// Its name in files and on screen.
    pub id: &'static str,
    /// Short name.
    pub name: Text,
    /// What it amounts to, where its records are complete.
    pub verdict: Verdict,
    /// The programme's words, or whose; the English is our rendering.
    pub clause: Text,
    /// When it is found.
    pub holds: Text,
    /// What to do about it.
    pub advice: Text,
}

const WHOLE: Text = Text::new(
    "以具体高炉设备停产为基础，不得以降低生产负荷方式代替",
    "staggering rests on stopping particular furnaces and may not be replaced by lower load",
);
const BY_UNIT: Text =
    Text::new("落实到具体企业、生产线、生产设施和时间段", "down to the enterprise, the line, the unit and the time");
const STEEL: Text = Text::new(
    "严格执行2021年粗钢产量压减工作有关要求，将压减量细化分解到企业；须确保秋冬季期间粗钢产量同比不增加",
    "keep strictly to the crude-steel cut of 2021 and break it down to enterprises; crude steel over the season must not rise year on year",
);
const RECORDS: Text = Text::new(
    "攻坚方案二(十)、三(十三)(十四)大意：管控措施可核查，关键数据见中控记录；在线监测、用电监管、台账互相印证",
    "programme 2(10), 3(13) and (14), in our words: measures can be checked by the central control records; monitoring, electricity and \
     ledgers bear each other out",
);

/// All kinds, in the order of reports.
pub static KINDS: &[KindRecord] = &[
    KindRecord {
        kind: AuditKind::RunInStop,
        id: "RUN-IN-STOP",
        name: Text::new("停产期间生产", "made product in its stop"),
        verdict: Verdict::Breach,
        clause: BY_UNIT,
        holds: Text::new(
            "停产期内的产量合计超过满产1小时的量（每条记录低于满产1%不计）",
            "in a stop, more was made than in one hour at full rate (records below 1 % of the rate aside)",
        ),
        advice: Text::new(
            "核对中控数据、用电和出铁记录；责令停产并补足天数",
            "compare taps, power and deliveries; stop the unit and make up the days",
        ),
    },
    KindRecord {
        kind: AuditKind::LateStop,
        id: "LATE-STOP",
        name: Text::new("推迟停产", "stop began late"),
        verdict: Verdict::Breach,
        clause: BY_UNIT,
        holds: Text::new(
            "停产首日0时以后继续生产，超过容许的小时数（--tolerance-hours）",
            "it went on running into its stop for more than the tolerated hours (--tolerance-hours)",
        ),
        advice: Text::new("核实推迟原因；补足少停的小时", "ask why; make up the hours"),
    },
    KindRecord {
        kind: AuditKind::EarlyRestart,
        id: "EARLY-RESTART",
        name: Text::new("提前复产", "restarted early"),
        verdict: Verdict::Breach,
        clause: BY_UNIT,
        holds: Text::new(
            "停产末日24时以前开始生产，超过容许的小时数（--tolerance-hours）",
            "it ran before the end of its stop for more than the tolerated hours (--tolerance-hours)",
        ),
        advice: Text::new("核实复产审批；补足少停的小时", "ask who allowed it; make up the hours"),
    },
    KindRecord {
        kind: AuditKind::LowLoad,
        id: "LOW-LOAD",
        name: Text::new("以降低生产负荷代替停产", "lower load instead of a stop"),
        verdict: Verdict::Breach,
        clause: WHOLE,
        holds: Text::new(
            "停产期内连续2天以上以1%至90%的负荷生产",
            "in a stop, two days or more on end at 1 to 90 % of the rate",
        ),
        advice: Text::new("按未停产处理，补足停产天数", "count it as no stop; make up the days"),
    },
    KindRecord {
        kind: AuditKind::CokingShort,
        id: "COKING-SHORT",
        name: Text::new("出焦时间短于计划", "coking time shorter than planned"),
        verdict: Verdict::Breach,
        clause: Text::new(
            "与高炉配套的焦炉、烧结、球团、石灰窑等生产设备错峰生产比例不得低于高炉错峰生产比例（焦炉以延长出焦时间计）",
            "the coke ovens and other equipment that go with the furnaces are staggered by no lower a ratio (a battery's share is longer coking)",
        ),
        holds: Text::new(
            "延长出焦时间期间，连续3天以上日产量高于计划5%以上（前2天为调整期，不计）",
            "on a slow-down, three days or more on end with 5 % more coke than the planned time gives (the first two days aside)",
        ),
        advice: Text::new("核对推焦记录；延长到计划的出焦时间", "compare the pushing log; go to the planned time"),
    },
    KindRecord {
        kind: AuditKind::OutOfService,
        id: "OUT-OF-SERVICE",
        name: Text::new("已退出或停用设施生产", "made product out of service"),
        verdict: Verdict::Breach,
        clause: Text::new(
            "新建钢铁项目投运前，用于置换的产能需同步退出",
            "before a new project starts, the capacity that it replaces has to leave",
        ),
        holds: Text::new(
            "备案为未投运、已退出或长期停产的设施，产量合计超过满产1小时的量",
            "a unit that is filed as not yet, no longer or long not in service made more than in one hour at full rate",
        ),
        advice: Text::new("核对备案；如已恢复使用，更新情景文件", "compare the filing; file it anew if it is in use"),
    },
    KindRecord {
        kind: AuditKind::RatioAchieved,
        id: "RATIO-ACHIEVED",
        name: Text::new("实际错峰生产比例不足", "achieved ratio too low"),
        verdict: Verdict::Breach,
        clause: Text::new(
            "其他企业根据不同环保绩效评级和目标任务执行差异化错峰生产比例；与高炉配套的生产设备错峰生产比例不得低于高炉错峰生产比例",
            "the others stagger by ratios that differ by grade and task; ancillary equipment by no lower a ratio than the furnaces",
        ),
        holds: Text::new(
            "错峰生产期已过，按记录计算的比例低于规定；缺失记录若足以补足，则为待认定",
            "the staggering period is over and the ratio by the records is below what is required; to be settled where missing records \
             could make it up",
        ),
        advice: Text::new("核实缺停的天数，纳入问题清单", "find the missing days and enter them in the ledger"),
    },
    KindRecord {
        kind: AuditKind::SteelLimit,
        id: "STEEL-LIMIT",
        name: Text::new("粗钢产量已超上限", "crude steel above its cap"),
        verdict: Verdict::Breach,
        clause: STEEL,
        holds: Text::new(
            "至记录末日的粗钢产量已超过全季、全年或阶段的上限",
            "crude steel to the last recorded day is above the season's, the year's or a stage's cap already",
        ),
        advice: Text::new("立即压减", "cut at once"),
    },
    KindRecord {
        kind: AuditKind::PowerInStop,
        id: "POWER-IN-STOP",
        name: Text::new("停产期间用电如常", "electricity of running in its stop"),
        verdict: Verdict::ToSettle,
        clause: RECORDS,
        holds: Text::new(
            "停产期间产量记为0，但一天有12小时以上用电不低于平常生产（生产日中位数）的40%",
            "in a stop no output is recorded, but on 12 hours or more of a day electricity is 40 % or more of its median on running days",
        ),
        advice: Text::new(
            "向供电公司调取用电数据，核对产量是否漏报",
            "get the power company's data; see whether output was left out",
        ),
    },
    KindRecord {
        kind: AuditKind::Breakdown,
        id: "BREAKDOWN",
        name: Text::new("批复前的停产", "stood before it was approved"),
        verdict: Verdict::ToSettle,
        clause: BY_UNIT,
        holds: Text::new(
            "设施在当时执行的计划之外停产，后来的调整计划列入了该停产：自停产之日至新计划执行之日",
            "the unit stood outside the plan in force, and a later plan has the stop: from its first day to that plan's",
        ),
        advice: Text::new(
            "核对故障报告与批复，认定停产天数",
            "compare the report and the approval; settle which days count",
        ),
    },
    KindRecord {
        kind: AuditKind::Unapproved,
        id: "UNAPPROVED",
        name: Text::new("批复前按调整后计划生产", "ran by a plan not yet approved"),
        verdict: Verdict::ToSettle,
        clause: BY_UNIT,
        holds: Text::new(
            "故障停产后、新计划执行前，按原计划应停、按新计划不停的设施在生产",
            "between a breakdown and the new plan's first day, a unit ran that the old plan stops and the new one does not",
        ),
        advice: Text::new("随故障一并认定", "settle it with the breakdown"),
    },
    KindRecord {
        kind: AuditKind::Gap,
        id: "GAP",
        name: Text::new("记录缺失", "records missing"),
        verdict: Verdict::ToSettle,
        clause: RECORDS,
        holds: Text::new(
            "一天缺3小时以上的记录（按日记录：缺该日）；缺失不等于停产",
            "three hours or more of a day without a record (by the day: the day); a missing record is not a stop",
        ),
        advice: Text::new("调取原始中控数据或用电数据补齐", "get the control system's own data, or the power company's"),
    },
    KindRecord {
        kind: AuditKind::Frozen,
        id: "FROZEN",
        name: Text::new("数值不变", "frozen values"),
        verdict: Verdict::ToSettle,
        clause: RECORDS,
        holds: Text::new(
            "生产期间同一非零数值连续重复12小时（按日记录：5天）以上，且以该设施平常的波动不可能出现",
            "running, the same value for 12 hours (by the day: 5 days) or more, which the unit's usual variation does not explain",
        ),
        advice: Text::new("检查仪表与数据传输，是否人为填报", "check the instrument and whether the values were typed in"),
    },
    KindRecord {
        kind: AuditKind::Scale,
        id: "SCALE",
        name: Text::new("产量数值过小", "output of another size"),
        verdict: Verdict::ToSettle,
        clause: RECORDS,
        holds: Text::new(
            "计划生产的日子里（5天以上）产量不为0，却从未达到满产的1%：计量单位可能不对",
            "on days on which the plan has it running (five or more) output is not 0, and yet never 1 % of the rate: another unit of measure",
        ),
        advice: Text::new("核对表头的计量单位（吨、万吨、千克）", "compare the unit of measure of the column: t, kt, kg"),
    },
    KindRecord {
        kind: AuditKind::SteelUnexplained,
        id: "STEEL-UNEXPLAINED",
        name: Text::new("粗钢产量与高炉、电炉记录不符", "crude steel and the furnaces' records do not agree"),
        verdict: Verdict::ToSettle,
        clause: STEEL,
        holds: Text::new(
            "统计的月粗钢产量比高炉、电炉记录推算的高3%以上，或（有产量记录时）低3%以上：外购生铁、废钢或漏报铁水；外售生铁或少报粗钢",
            "the month's statistics are 3 % or more above what the furnaces' records explain, or, where these are of output, below: bought iron, scrap or iron not \
             recorded; sold iron or steel left out",
        ),
        advice: Text::new(
            "核对外购、外售生铁和废钢台账及统计报表",
            "compare the books of iron and scrap bought and sold, and the statistics",
        ),
    },
    KindRecord {
        kind: AuditKind::SteelMonth,
        id: "STEEL-MONTH",
        name: Text::new("月粗钢产量高于计划", "the month's crude steel is above plan"),
        verdict: Verdict::Notice,
        clause: STEEL,
        holds: Text::new(
            "月粗钢产量（有统计用统计，否则用记录）高于计划2%以上（另容许每座高炉、电炉推迟停产一次）",
            "the month's crude steel (statistics, or else records) is 2 % or more above the plan's, one late stop a furnace aside",
        ),
        advice: Text::new("按月调度，下月压减", "cut in the months that are left"),
    },
    KindRecord {
        kind: AuditKind::SeasonForecast,
        id: "SEASON-FORECAST",
        name: Text::new("预计期末不达标", "forecast to miss a limit"),
        verdict: Verdict::Notice,
        clause: STEEL,
        holds: Text::new(
            "若其余时间按计划执行，期末的比例或粗钢产量仍不达标",
            "if the rest goes as planned, a ratio or a cap on crude steel is missed at the end",
        ),
        advice: Text::new("调整计划：stagger replan", "amend the plan: stagger replan"),
    },
];

impl AuditKind {
    /// Its record.
    pub fn record(self) -> &'static KindRecord {
        KINDS.iter().find(|k| k.kind == self).expect("every kind has a record in KINDS, as a test over the list holds")
    }

    /// Its name in files and on screen.
    pub fn id(self) -> &'static str {
        self.record().id
    }

    /// The kind of a name, in any case.
    pub fn from_id(id: &str) -> Option<Self> {
        KINDS.iter().find(|k| k.id.eq_ignore_ascii_case(id)).map(|k| k.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_one_record_with_all_its_words() {
        let mut ids: Vec<&str> = KINDS.iter().map(|k| k.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), KINDS.len());
        for k in KINDS {
            assert_eq!((k.kind.record().id, AuditKind::from_id(&k.id.to_lowercase())), (k.id, Some(k.kind)));
            for text in [k.name, k.clause, k.holds, k.advice] {
                assert!(!text.zh.is_empty() && !text.en.is_empty(), "{}", k.id);
            }
        }
    }

    #[test]
    fn no_kind_has_the_id_of_a_rule() {
        assert!(KINDS.iter().all(|k| crate::rules::RULES.iter().all(|r| r.id.id() != k.id)));
    }
}
