//! What ancillary units give and at what price, against every way to give it.

use crate::common::tiny;
use rand::{RngExt as _, SeedableRng};
use rand_pcg::Pcg64;
use steel_stagger::day::DayRange;
use steel_stagger::measure::anchor::Anchor;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::planner::coke::{Battery, levels, supply};
use steel_stagger::planner::group::{Cheapest, Grid, StopGroup, Supply};
use steel_stagger::planner::line::PriceLine;
use steel_stagger::planner::model::{self, Block, Component, Group};
use steel_stagger::planner::pool::{Class, Member, Pool};
use steel_stagger::planner::unit::{CountTable, DayPrices};
use steel_stagger::rules::all_rows;
use steel_stagger::scenario::Scenario;

fn near(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || (a - b).abs() <= 1e-6 * b.abs().max(1.0)
}

fn components(s: &Scenario) -> Vec<Component> {
    model::components(s, all_rows(s))
}

fn groups(c: &Component) -> impl Iterator<Item = (&Block, &Group)> {
    c.blocks.iter().flat_map(|b| b.groups.iter().map(move |g| (b, g)))
}

#[test]
fn a_convex_supply_takes_its_cheapest_pieces_first() {
    let mut rng = Pcg64::seed_from_u64(1);
    for _ in 0..200 {
        let (start, base) = (rng.random_range(0.0..50.0), rng.random_range(-100.0..100.0));
        let mut pieces: Vec<(f64, f64)> =
            (0..rng.random_range(0..5)).map(|_| (rng.random_range(0.5..20.0), rng.random_range(0.1..9.0))).collect();
        pieces.sort_by(|a, b| a.1.total_cmp(&b.1));
        let supply = Supply::from_pieces(start, base, &pieces);
        assert!(supply.is_convex());
        let most = start + pieces.iter().map(|p| p.0).sum::<f64>();
        for _ in 0..20 {
            let need = rng.random_range(-10.0..most * 1.2 + 1.0);
            let (mut left, mut cost) = (need - start, base);
            for &(amount, slope) in &pieces {
                let take = left.clamp(0.0, amount);
                (left, cost) = (left - take, cost + take * slope);
            }
            let cost = if left > 0.0 && need > most { f64::INFINITY } else { cost };
            assert!(near(supply.price(need), cost), "{need} of {pieces:?} from {start}: {} {cost}", supply.price(need));
        }
        let ends: Vec<f64> = supply.ends().collect();
        assert!(near(ends[0], start) && near(ends[ends.len() - 1], most) && ends.len() == pieces.len() + 1);
    }
}

/// Least price of at least `need` capacity-days over all numbers of days of all units.
fn by_trying_all(tables: &[(CountTable, f64)], need: f64) -> f64 {
    let Some(((table, rate), rest)) = tables.split_first() else {
        return if need <= 1e-9 { 0.0 } else { f64::INFINITY };
    };
    let of = |(n, price): (usize, &f64)| price + by_trying_all(rest, need - n as f64 * rate);
    table.best().iter().enumerate().map(of).fold(f64::INFINITY, f64::min)
}

#[test]
fn a_groups_stops_cost_the_least_of_all_ways_and_the_cheapest_of_several_supplies_is_told() {
    let mut rng = Pcg64::seed_from_u64(2);
    let (mut tried, mut needs, mut several) = (0, 0, 0);
    for (s, _) in (0..120).map(tiny) {
        for c in components(&s) {
            for (block, g) in groups(&c) {
                if g.units.is_empty() || g.units.len() > 3 {
                    continue;
                }
                let (mut cheapest, mut all) = (Cheapest::default(), Vec::new());
                let rates: Vec<f64> = g.units.iter().map(|u| u.rate).collect();
                let most: f64 = rates.iter().sum::<f64>() * block.period.len() as f64;
                for number in 0..3 {
                    let mut of_days =
                        |of: &[f64]| -> Vec<f64> { of.iter().map(|c| c * rng.random_range(-0.3..1.0)).collect() };
                    let prices: Vec<DayPrices> = g
                        .units
                        .iter()
                        .map(|u| DayPrices::new(&of_days(&u.cost), &of_days(&u.cost), &vec![0.0; u.cost.len()]))
                        .collect();
                    let tables: Vec<(CountTable, f64)> = (g.units.iter().zip(&prices))
                        .map(|(u, p)| (CountTable::new(&u.graph, p, block.period), u.rate))
                        .collect();
                    let group = StopGroup {
                        graphs: g.units.iter().map(|u| &u.graph).collect(),
                        prices,
                        rates: rates.clone(),
                        period: block.period,
                        grid: Grid::new(1),
                    };
                    let supply = group.supply();
                    assert!(!supply.is_convex());
                    for need in [0.0, 0.2, 0.5, 0.77, 1.0, 1.1].map(|x| x * most) {
                        let least = by_trying_all(&tables, need);
                        assert!(near(supply.price(need), least), "{need}: {} {least}", supply.price(need));
                        let plan = group.plan(need);
                        assert_eq!(plan.is_some(), least.is_finite());
                        needs += u32::from(plan.is_some());
                        for (u, stops) in plan.iter().flat_map(|p| g.units.iter().zip(p)) {
                            let days = u.days(&s, stops);
                            assert!(days.stops.iter().map(|w| w.days).eq(stops.iter().copied()), "{stops:?}");
                        }
                    }
                    cheapest.offer(&supply, number);
                    all.push(supply);
                }
                for need in (0..=22).map(|i| f64::from(i) / 20.0 * most) {
                    let least = all.iter().map(|s| s.price(need)).fold(f64::INFINITY, f64::min);
                    assert!(near(cheapest.supply.price(need), least));
                    let number = cheapest.number(need);
                    assert_eq!(number.is_some(), least.is_finite());
                    assert!(number.is_none_or(|n| near(all[n].price(need), least)), "{number:?}");
                    several += u32::from(number.is_some_and(|n| n > 0));
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 20 && needs > 200 && several > 100, "{tried} groups, {needs} needs, {several}");
}

/// What levels give within a period, capacity-days, and cost, CNY.
fn given(batteries: &[Battery], prices: &[Vec<f64>], period: DayRange, levels: &[Vec<f64>]) -> (f64, f64) {
    let (mut sum, mut cost) = (0.0, 0.0);
    for ((battery, price), level) in batteries.iter().zip(prices).zip(levels) {
        for d in 0..level.len() {
            cost += price[d] * level[d];
            let counts = period.contains(d as u16) && battery.down[d] != Some(false);
            sum += if counts { battery.rate * level[d] } else { 0.0 };
        }
        let slowed: Vec<f64> = level.iter().zip(&battery.down).map(|(l, d)| if d.is_some() { 0.0 } else { *l }).collect();
        cost += battery.surcharge(&slowed);
    }
    (sum, cost)
}

#[test]
fn no_levels_of_batteries_give_as_much_for_less() {
    let (mut rng, mut asks) = (Pcg64::seed_from_u64(3), Pcg64::seed_from_u64(4));
    let (mut tried, mut dearer, mut down, mut asked) = (0, 0, 0, 0);
    for seed in 0..600 {
        let (s, witness) = tiny(seed);
        // near a plan, days beyond what it has cost more
        let anchor = witness.map(|w| Anchor::new(&s, &Schedule::new(&s, &w), 1.0, |u| 20.0 * s.units[u].rate_t_d));
        let s = Scenario { anchor, ..s };
        for c in components(&s) {
            for (block, g) in groups(&c) {
                if g.batteries.is_empty() {
                    continue;
                }
                // what is asked of a day may be beyond what the plan has
                let mut batteries = g.batteries.clone();
                for b in &mut batteries {
                    for f in b.floor.iter_mut().filter(|_| asks.random_bool(0.1)) {
                        *f = f.max(b.most * rng.random::<f64>());
                    }
                }
                let cost = |b: &Battery| b.cost.iter().map(|c| c * rng.random_range(-0.2..1.0)).collect();
                let prices: Vec<Vec<f64>> = batteries.iter().map(cost).collect();
                let supply = supply(&batteries, &prices, block.period);
                let (lowest, highest) = (supply.ends().fold(f64::INFINITY, f64::min), supply.ends().fold(0.0, f64::max));
                for i in 0..=10 {
                    let need = lowest + (highest - lowest) * f64::from(i) / 10.0;
                    let at = levels(&batteries, &prices, block.period, need);
                    let (sum, cost) = given(&batteries, &prices, block.period, &at);
                    assert!(near(sum.max(need), sum) && near(supply.price(need), cost), "seed {seed}: {need} {sum}, {cost}");
                }
                for _ in 0..20 {
                    let full = rng.random_bool(0.5);
                    let level = |b: &Battery, d: usize, rng: &mut Pcg64| match b.down[d] {
                        _ if !b.service.contains(d as u16) => 0.0,
                        Some(_) => 1.0,
                        None if b.settled[d] => b.floor[d],
                        None if full => [b.floor[d], b.most.max(b.floor[d])][usize::from(rng.random_bool(0.5))],
                        None => rng.random_range(b.floor[d]..=b.most.max(b.floor[d])),
                    };
                    let any: Vec<Vec<f64>> =
                        (batteries.iter()).map(|b| (0..b.cost.len()).map(|d| level(b, d, &mut rng)).collect()).collect();
                    let (sum, cost) = given(&batteries, &prices, block.period, &any);
                    let least = supply.price(sum);
                    assert!(cost >= least - 1e-6 * least.abs().max(1.0), "seed {seed}: {sum} for {cost}, not {least}");
                    assert!(sum <= highest + 1e-6 && near(supply.price(sum + highest), f64::INFINITY));
                    dearer += u32::from(batteries.iter().zip(&any).any(|(b, l)| b.surcharge(l) > 0.0));
                }
                down += u32::from(batteries.iter().any(|b| b.down.iter().any(Option::is_some)));
                asked += u32::from(batteries.iter().any(|b| b.floor.iter().any(|f| *f > 0.0)));
                tried += 1;
            }
        }
    }
    assert!(tried > 50 && dearer > 50 && down > 1 && asked > 3, "{tried} {dearer} {down} {asked}");
}

#[test]
fn a_line_has_the_price_of_its_groups() {
    let mut rng = Pcg64::seed_from_u64(4);
    let (mut sloped, mut impossible, mut shared) = (0, 0, 0);
    for (s, _) in (0..400).map(tiny) {
        for c in components(&s) {
            for block in c.blocks.iter().filter(|b| !b.groups.is_empty()) {
                let most: f64 = block.primary.iter().map(|u| u.rate * block.period.len() as f64).sum();
                let line = PriceLine::of_block(block);
                assert!(line.ends().is_sorted() && near(line.end_at(0.0), 0.0) && near(line.end_at(2.0 * most), most));
                sloped += u32::from(line.is_sloped());
                for _ in 0..30 {
                    let x = rng.random_range(0.0..=most);
                    let price: f64 = block.groups.iter().map(|g| g.price(x)).sum();
                    assert!(near(line.price(x), price), "{x}: {} {price}", line.price(x));
                    assert!(line.end_at(x) >= x - 1e-6 && line.ends().contains(&line.end_at(x)));
                    impossible += u32::from(price.is_infinite());
                }
            }
            for g in c.pools.iter().flat_map(|p| &p.classes).map(|class| &class.group) {
                shared += 1;
                let line = PriceLine::of_group(g);
                let last = line.ends()[line.ends().len() - 1];
                for x in (0..=10).map(|i| last * f64::from(i) / 10.0) {
                    assert!(near(line.price(x), g.price(x)), "{x}: {} {}", line.price(x), g.price(x));
                }
                assert!(last == 0.0 || line.price(last * 1.01 + 1.0).is_infinite());
            }
        }
    }
    assert!(sloped > 5 && impossible > 0 && shared > 2, "{sloped} {impossible} {shared}");
}

/// What a pool costs where the classes that serve several mills give so much, each mill's own units the rest.
fn pool_price(pool: &Pool, needs: &[f64], given: &[f64]) -> f64 {
    let shared = |c: &&(&Class, &f64)| c.0.serves.len() > 1;
    let all: Vec<(&Class, &f64)> = pool.classes.iter().zip(given).collect();
    let mut price: f64 = all.iter().filter(shared).map(|(class, x)| class.line.price(**x)).sum();
    for (m, need) in needs.iter().enumerate() {
        let got: f64 = all.iter().filter(shared).filter(|(class, _)| class.serves.contains(&m)).map(|(_, x)| **x).sum();
        let left = (need - got).max(0.0);
        let own = pool.classes.iter().find(|class| class.serves == [m]);
        price += own.map_or(if left <= 1e-9 * need { 0.0 } else { f64::INFINITY }, |class| class.line.price(left));
    }
    price
}

#[test]
fn a_pool_gives_what_its_mills_ask_and_no_other_amount_of_a_class_does_it_for_less() {
    let mut rng = Pcg64::seed_from_u64(5);
    let blocks = (0..150).flat_map(|seed| components(&tiny(seed).0)).flat_map(|c| c.blocks);
    // by capacity-days of its own, as a class is
    let filled = blocks.flat_map(|b| b.groups).map(|g| Group { share: 1.0, extra: 0.0, ..g });
    let some: Vec<Group> = filled.filter(|g| PriceLine::of_group(g).end_at(f64::MAX) > 0.0).collect();
    let (mut met, mut not, mut sloped, mut several, mut early) = (0, 0, 0, 0, 0);
    for round in 0..600 {
        let members = rng.random_range(2..=3);
        let mut serves: Vec<Vec<usize>> = (0..members).filter(|_| rng.random_bool(0.8)).map(|m| vec![m]).collect();
        serves.push((0..members).collect());
        if round % 3 == 0 {
            serves.push(vec![0, members - 1]);
        }
        serves.dedup();
        let class = |serves: Vec<usize>| {
            let group = some[rng.random_range(0..some.len())].clone();
            Class { line: PriceLine::of_group(&group), group, serves, period: DayRange::EMPTY }
        };
        let classes: Vec<Class> = serves.into_iter().map(class).collect();
        let most: f64 = classes.iter().map(|c| c.line.end_at(f64::MAX)).fold(0.0, f64::max);
        let extra = |m: usize| if m == 0 { 3.0 } else { -2.0 };
        let pool =
            Pool { members: (0..members).map(|m| Member { block: m, share: 0.5, extra: extra(m) }).collect(), classes };
        let furnaces: Vec<f64> = (0..members).map(|_| rng.random_range(0.0..2.5) * most).collect();
        let needs = pool.needs(|b| furnaces[b]);
        assert!(needs.iter().enumerate().all(|(m, n)| near(*n, (0.5 * furnaces[m] + extra(m)).max(0.0))));
        let units: usize = pool.classes.iter().map(|c| c.group.units.len() + c.group.batteries.len()).sum();
        assert_eq!(pool.units().count(), units);
        let shared: Vec<usize> = (0..pool.classes.len()).filter(|&c| pool.classes[c].serves.len() > 1).collect();
        let grid = |c: usize| {
            let last = pool.classes[c].line.end_at(f64::MAX);
            let even = (0..=40).map(move |i| last * f64::from(i) / 40.0);
            pool.classes[c].line.ends().iter().copied().chain(even).collect::<Vec<f64>>()
        };
        let Some((price, given)) = pool.split(&needs) else {
            // the most that all shared classes can give is not enough either
            let full: Vec<f64> = pool.classes.iter().map(|c| c.line.end_at(f64::MAX)).collect();
            assert!(pool_price(&pool, &needs, &full).is_infinite(), "{needs:?}");
            not += 1;
            continue;
        };
        assert!(near(price, pool_price(&pool, &needs, &given)), "{price}");
        for (m, need) in needs.iter().enumerate() {
            let got: f64 = pool.classes.iter().zip(&given).filter(|(c, _)| c.serves.contains(&m)).map(|(_, x)| x).sum();
            assert!(got >= need - 1e-6 * need, "{got} of {need}");
        }
        for &c in &shared {
            for x in grid(c) {
                let other: Vec<f64> = given.iter().enumerate().map(|(i, &g)| if i == c { x } else { g }).collect();
                let dearer = pool_price(&pool, &needs, &other);
                let best = dearer >= price - 1e-6 * price.abs().max(1.0);
                // with several, rounds may end before none of them can be better
                assert!(best || shared.len() > 1, "{x} of class {c} for {dearer}, not {price}");
                early += u32::from(!best);
            }
            sloped += u32::from(pool.classes[c].line.is_sloped());
        }
        met += 1;
        several += u32::from(shared.len() > 1);
    }
    assert!(met > 200 && not > 20 && sloped > 20 && several > 30 && early < 5, "{met} {not} {sloped} {several} {early}");
}
