//! The report of `stagger audit`: what was judged, counts, findings, ratios and crude steel.

mod issues;
mod json;
mod text;

pub use issues::{issues, judged};

use crate::audit::{Audit, AuditKind, Finding, InForce, KINDS, Verdict};
use crate::lang::Lang;
use crate::plan::PlanFile;
use crate::records::Records;
use crate::scenario::{CityIx, EntIx, Scenario};
use std::collections::BTreeMap;

/// An audited season.
#[derive(Debug)]
pub struct AuditReport<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The plans, in the order given.
    pub plans: &'a [PlanFile],
    /// Which was in force when.
    pub force: &'a InForce,
    /// The records.
    pub records: &'a Records,
    /// What was found.
    pub audit: &'a Audit,
    /// `--tolerance-hours`.
    pub tolerance_hours: f64,
}

/// Numbers of findings by verdict, in the order of [`Verdict::ALL`].
pub type Counts = [usize; 3];

fn add(counts: &mut Counts, f: &Finding) {
    counts[f.verdict as usize] += 1;
}

impl AuditReport<'_> {
    /// All findings.
    pub fn total(&self) -> Counts {
        Verdict::ALL.map(|v| self.audit.of(v).count())
    }

    /// By kind, in the order of [`KINDS`]; those without findings are left out.
    pub fn by_kind(&self) -> Vec<(AuditKind, Counts)> {
        let of = |kind| {
            let mut counts = Counts::default();
            self.audit.findings.iter().filter(|f| f.kind == kind).for_each(|f| add(&mut counts, f));
            counts
        };
        KINDS.iter().map(|k| (k.kind, of(k.kind))).filter(|(_, n)| *n != Counts::default()).collect()
    }

    /// By enterprise (`None`: the city as a whole), in the scenario's order.
    pub fn by_enterprise(&self) -> Vec<(CityIx, Option<EntIx>, Counts)> {
        let mut counts: BTreeMap<(CityIx, Option<EntIx>), Counts> = BTreeMap::new();
        for f in &self.audit.findings {
            add(counts.entry((f.place.city, f.place.enterprise)).or_default(), f);
        }
        counts.into_iter().map(|((city, e), n)| (city, e, n)).collect()
    }

    /// As text, for people.
    pub fn text(&self, lang: Lang) -> String {
        text::report(self, lang)
    }

    /// As JSON.
    pub fn json(&self, lang: Lang) -> serde_json::Value {
        json::report(self, lang)
    }
}
