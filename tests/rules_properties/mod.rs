//! Each rule as a property of generated scenarios: a plan that is known to hold is brought to the very edge of the rule and one
//! notch beyond it.
//!
//! Most limits are numbers of the scenario or the policy. Such a limit is first drawn absurdly tight, so that the rule's finding
//! says what the plan measures; set to just that, the rule holds; one notch tighter, it is broken there by about the notch.

mod breaks;
mod case;
mod edges;

use breaks::BREAKS;
use case::cases;
use edges::EDGES;
use steel_stagger::rules::{Finding, RULES, RuleId};

/// The measure nearest to breaking: the worst of several findings.
fn worst(found: &[Finding], up: bool) -> Option<f64> {
    let measured = found.iter().filter_map(|f| f.measured);
    measured.reduce(if up { f64::min } else { f64::max })
}

#[test]
fn a_limit_set_to_what_is_measured_holds_and_one_notch_tighter_does_not() {
    let cases = cases();
    for (i, edge) in EDGES.iter().enumerate() {
        let (up, mut tried) = (edge.notch > 0.0, 0);
        for case in &cases {
            for at in (edge.places)(case) {
                let with = |x: f64| {
                    let mut c = case.clone();
                    (edge.set)(&mut c, at, x);
                    c.findings(edge.rule, at)
                };
                // a plan that does nothing there has no edge: no oven is slow, nothing stops twice
                let Some(measured) = worst(&with(edge.tight), up) else { continue };
                assert_eq!(with(measured), [], "{:?} ({i}) at {at:?} set to the measured {measured}", edge.rule);
                let broken = with(measured + edge.notch);
                let short = broken.iter().filter_map(|f| f.short_by).fold(0.0, f64::max);
                let about = (edge.notch.abs() - short).abs() <= 1e-3 * edge.notch.abs() + 1e-9 * measured.abs();
                assert!(about, "{:?} ({i}) at {at:?}: {measured} overstepped by {}, {broken:?}", edge.rule, edge.notch);
                tried += 1;
            }
        }
        assert!(tried >= 4, "{:?} ({i}) was tried {tried} times", edge.rule);
    }
}

#[test]
fn what_breaks_a_rule_is_found_there_and_a_notch_milder_is_not() {
    let cases = cases();
    for (i, b) in BREAKS.iter().enumerate() {
        let mut tried = 0;
        for case in &cases {
            for at in (b.places)(case) {
                let with = |breaks: bool| {
                    let mut c = case.clone();
                    (b.make)(&mut c, at, breaks).then(|| c.findings(b.rule, at))
                };
                let (Some(mild), Some(broken)) = (with(false), with(true)) else { continue };
                assert_eq!(mild, [], "{:?} ({i}) at {at:?}: the milder one", b.rule);
                assert!(!broken.is_empty(), "{:?} ({i}) at {at:?} is not found", b.rule);
                tried += 1;
            }
        }
        assert!(tried >= 2, "{:?} ({i}) was tried {tried} times", b.rule);
    }
}

#[test]
fn every_rule_has_a_property() {
    let here = |rule: RuleId| EDGES.iter().any(|e| e.rule == rule) || BREAKS.iter().any(|b| b.rule == rule);
    let missing: Vec<_> = RULES.iter().filter(|r| !here(r.id)).map(|r| r.id.id()).collect();
    assert_eq!(missing, Vec::<&str>::new());
}
