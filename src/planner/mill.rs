//! Pricing a block: duals in, the cheapest pattern of the whole mill and a bound out.

use super::coke;
use super::group::{StopGroup, Supply};
use super::knapsack::{Choice, Knapsack};
use super::model::{Block, Group, UnitModel};
use super::unit::{CountTable, DayPrices};
use crate::day::DayRange;
use crate::plan::schedule::UnitDays;
use crate::rules::Term;
use crate::scenario::{Scenario, UnitIx};

/// A pattern of a block: a column of the master.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its block.
    pub block: usize,
    /// CNY.
    pub cost: f64,
    /// What it gives in each linking row that it touches: the row's index in the component, and what the row is counted in.
    pub gives: Vec<(usize, f64)>,
    /// Stops of the units whose days matter to linking rows or to the mill's capacity-days.
    pub stops: Vec<(UnitIx, Vec<DayRange>)>,
}

/// What pricing found.
#[derive(Debug)]
pub struct Priced {
    /// No pattern of the block is cheaper at these duals (minus infinity where pricing was coarse).
    pub bound: f64,
    /// Price of the column.
    pub price: f64,
    /// The cheapest pattern found; `None` where the block has none at all.
    pub column: Option<Column>,
}

impl Group {
    /// As a group of stops at some duals.
    pub fn at(&self, prices: Vec<DayPrices>, period: DayRange) -> StopGroup<'_> {
        StopGroup {
            graphs: self.units.iter().map(|u| &u.graph).collect(),
            prices,
            rates: self.units.iter().map(|u| u.rate).collect(),
            period,
            grid: self.grid,
        }
    }

    fn day_prices(&self, duals: &[f64]) -> Vec<DayPrices> {
        self.units.iter().map(|u| u.prices(duals)).collect()
    }

    /// Computes the supply at zero duals.
    pub fn fill_supply(&mut self, period: DayRange, rows: usize) {
        self.supply = if self.batteries.is_empty() {
            self.at(self.day_prices(&vec![0.0; rows]), period).supply()
        } else {
            let prices: Vec<Vec<f64>> = self.batteries.iter().map(|b| b.cost.clone()).collect();
            coke::supply(&self.batteries, &prices, period)
        };
    }

    /// Capacity-days asked of it when the furnaces give `sum`.
    pub fn need(&self, sum: f64) -> f64 {
        (self.share * sum + self.extra).max(0.0)
    }
}

impl Block {
    /// A price that no pattern at the duals is below: quicker than [`Block::price`] without classes, and a little lower.
    pub fn floor(&self, duals: &[f64]) -> f64 {
        let floor = |k: &Knapsack| Choice { bound: k.floor(), price: 0.0, days: Vec::new() };
        self.choose(duals, floor).0.bound + self.price_lone(duals).price
    }

    /// What the groups supply whose units' days have prices; `None` where the supply without prices holds.
    pub(super) fn supplies(&self, duals: &[f64]) -> Vec<Option<Supply>> {
        let live = |g: &&Group| g.units.iter().any(|u| u.links.iter().any(|&(r, _)| duals[r] != 0.0));
        self.groups.iter().map(|g| live(&g).then(|| g.at(g.day_prices(duals), self.period).supply())).collect()
    }

    /// Price of what the groups must do when the furnaces give `sum` capacity-days, at these supplies.
    pub(super) fn follow(&self, supplies: &[Option<Supply>], sum: f64) -> f64 {
        // what linking rows ask is for the duals to pay
        if supplies.iter().zip(&self.groups).all(|(s, g)| s.is_none() && !g.is_linked()) {
            return self.line.price(sum);
        }
        let price = |(g, s): (&Group, &Option<Supply>)| match s {
            None if !g.is_linked() => g.price(sum),
            s => s.as_ref().unwrap_or(&g.supply).price(g.need(sum)),
        };
        self.groups.iter().zip(supplies).map(price).sum()
    }

    /// How many days each primary unit gives, by a way to choose; with the prices and tables that it was chosen by.
    fn choose(&self, duals: &[f64], choice: impl FnOnce(&Knapsack) -> Choice) -> (Choice, Vec<DayPrices>, Vec<CountTable>) {
        let prices: Vec<DayPrices> = self.primary.iter().map(|u| u.prices(duals)).collect();
        let tables: Vec<CountTable> =
            self.primary.iter().zip(&prices).map(|(u, p)| CountTable::new(&u.graph, p, self.period)).collect();
        let supplies = self.supplies(duals);
        let chosen = choice(&Knapsack {
            tables: tables.iter().map(CountTable::best).collect(),
            rates: self.primary.iter().map(|u| u.rate).collect(),
            required: self.required,
            value: &|sum| self.follow(&supplies, sum),
        });
        (chosen, prices, tables)
    }

    /// Cheapest pattern at the duals.
    pub fn price(&self, scenario: &Scenario, number: usize, duals: &[f64], classes: Option<usize>) -> Priced {
        let (choice, prices, tables) = self.choose(duals, |k| k.solve(classes));
        let lone = self.price_lone(duals);
        let (bound, price) = (choice.bound + lone.price, choice.price + lone.price);
        if !choice.price.is_finite() {
            return Priced {
                bound: if classes.is_none() { f64::INFINITY } else { bound },
                price: f64::INFINITY,
                column: None,
            };
        }
        let mut column = Column { block: number, cost: lone.cost, gives: lone.gives, stops: Vec::new() };
        let mut sum = 0.0;
        for (((u, p), t), &n) in self.primary.iter().zip(&prices).zip(&tables).zip(&choice.days) {
            sum += u.rate * n as f64;
            column.add(scenario, u, t.trace(&u.graph, p, n));
        }
        for g in &self.groups {
            if g.is_linked() {
                let Some(plans) = g.at(g.day_prices(duals), self.period).plan(g.need(sum)) else { continue };
                for (u, stops) in g.units.iter().zip(plans) {
                    column.add(scenario, u, stops);
                }
            } else {
                column.cost += g.price(sum);
            }
        }
        column.tidy();
        Priced { bound, price, column: Some(column) }
    }

    pub(super) fn price_lone(&self, duals: &[f64]) -> Lone {
        let mut out = Lone { price: 0.0, cost: 0.0, gives: Vec::new() };
        for (b, links) in &self.lone_batteries {
            let mut price = b.cost.clone();
            for &(row, t) in links {
                price[t.days.days()].iter_mut().for_each(|p| *p -= duals[row] * t.coef);
            }
            let prices = [price];
            let battery = std::slice::from_ref(b);
            let levels = &coke::levels(battery, &prices, DayRange::EMPTY, 0.0)[0];
            let at = |price: &[f64]| levels.iter().zip(price).map(|(l, p)| l * p).sum::<f64>() + b.surcharge(levels);
            out.price += at(&prices[0]);
            out.cost += at(&b.cost);
            out.gives.extend(links.iter().map(|&(row, t)| (row, t.coef * levels[t.days.days()].iter().sum::<f64>())));
        }
        out
    }
}

/// What the coke ovens that no group holds do.
pub(super) struct Lone {
    /// At the duals, CNY.
    pub price: f64,
    cost: f64,
    gives: Vec<(usize, f64)>,
}

/// What a term gives on a unit's days.
pub fn term_value(t: &Term, days: &UnitDays) -> f64 {
    t.coef * days.sum(t.basis, t.days)
}

impl Column {
    fn add(&mut self, scenario: &Scenario, u: &UnitModel, stops: Vec<DayRange>) {
        if !stops.is_empty() {
            let days = u.days(scenario, &stops);
            self.cost += u.cost_of(&days);
            self.gives.extend(u.links.iter().map(|(row, t)| (*row, term_value(t, &days))).filter(|g| g.1 != 0.0));
        }
        self.stops.push((u.unit, stops));
    }

    /// One entry a row.
    fn tidy(&mut self) {
        self.gives.sort_by_key(|g| g.0);
        let mut out: Vec<(usize, f64)> = Vec::with_capacity(self.gives.len());
        for &(row, v) in &self.gives {
            match out.last_mut() {
                Some(last) if last.0 == row => last.1 += v,
                _ => out.push((row, v)),
            }
        }
        self.gives = out;
    }
}
