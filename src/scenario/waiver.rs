//! `[[waivers]]`: a document by which an authority exempts a mill from a rule for some days. What it changes is said in
//! [`crate::rules::waiver`]: how findings are shown, never whether a plan holds.

use super::{EntIx, Enterprise, Unit, UnitIx};
use crate::both;
use crate::input::{Errors, Rec, suggest};
use crate::lang::Note;
use crate::policy::Span;
use crate::rules::{RULES, RuleId};
use std::collections::HashMap;

/// Index of a waiver in [`super::Scenario::waivers`].
pub type WaiverIx = usize;

/// `[[waivers]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The rule that it exempts from.
    pub rule: RuleId,
    /// The enterprise that has it.
    pub enterprise: EntIx,
    /// The one unit that it is for; `None`: whatever of the enterprise.
    pub unit: Option<UnitIx>,
    /// Its days as filed, not clipped to the season.
    pub span: Span,
    /// The document, as its number.
    pub document: String,
    /// Who issued it.
    pub issuer: String,
}

/// The waivers of a scenario; what they name and the scenario lacks is an error.
pub(super) fn read(root: &Rec<'_>, enterprises: &[Enterprise], units: &[Unit], errors: &mut Errors<'_>) -> Vec<Waiver> {
    let by_id: HashMap<&str, EntIx> = enterprises.iter().enumerate().map(|(e, x)| (x.id.as_str(), e)).collect();
    let mut ids: Vec<&str> = by_id.keys().copied().collect();
    ids.sort_unstable();
    let (rules, enterprise_ids) = (|| RULES.iter().map(|r| r.id.id()).collect(), || ids.clone());
    let by_id = |id: &str| by_id.get(id).copied();
    let mut one = |r: &Rec<'_>| {
        let rule = named(r, "rule", |n| both!("waiver-no-rule", name = n), RuleId::from_id, rules, errors);
        let says = |n: &str| both!("waiver-no-enterprise", name = n);
        let enterprise = named(r, "enterprise", says, by_id, enterprise_ids, errors);
        let unit = enterprise.and_then(|e| {
            let own = || enterprises[e].units.iter().copied();
            let of_own = |id: &str| own().find(|&u| units[u].id == id);
            let own_ids = || own().map(|u| units[u].id.as_str()).collect();
            named(r, "unit", |n| both!("waiver-no-unit", name = n), of_own, own_ids, errors)
        });
        let (document, issuer) = (r.string("document"), r.string("issuer"));
        Some(Waiver { rule: rule?, enterprise: enterprise?, unit, span: r.dates()?, document, issuer })
    };
    root.records("waivers").iter().filter_map(&mut one).collect()
}

/// What a field names; an error with the nearest of `known` where there is no such thing.
fn named<'k, T>(
    r: &Rec<'_>,
    field: &str,
    says: impl Fn(&str) -> Note,
    find: impl Fn(&str) -> Option<T>,
    known: impl Fn() -> Vec<&'k str>,
    errors: &mut Errors<'_>,
) -> Option<T> {
    let name = r.text(field).filter(|n| !n.trim().is_empty())?; // the walk has said that it is blank
    let found = find(name);
    if found.is_none() {
        let many = errors.many();
        let e = errors.add(r.at(field), says(name));
        if !many {
            suggest(e, name, known());
        }
    }
    found
}
