//! How many days each unit gives, against every way to choose them.

use rand::{RngExt as _, SeedableRng};
use rand_pcg::Pcg64;
use steel_stagger::planner::knapsack::{Knapsack, common_unit};

/// The least price over all numbers of days.
fn by_trying_all(k: &Knapsack, unit: usize, sum: f64, price: f64) -> f64 {
    let Some(table) = k.tables.get(unit) else {
        let met = sum >= k.required - 1e-9 * k.required.abs().max(1.0);
        return if met { price + (k.value)(sum) } else { f64::INFINITY };
    };
    let of = |(n, f): (usize, &f64)| by_trying_all(k, unit + 1, sum + n as f64 * k.rates[unit], price + f);
    table.iter().enumerate().map(of).fold(f64::INFINITY, f64::min)
}

#[test]
fn no_numbers_of_days_cost_less() {
    let mut rng = Pcg64::seed_from_u64(6);
    let (mut met, mut not, mut odd) = (0, 0, 0);
    for round in 0..400 {
        let units = rng.random_range(0..=4);
        let mut rate =
            || if round % 2 == 0 { f64::from(rng.random_range(1..60)) * 50.0 } else { rng.random_range(50.0..3000.0) };
        let rates: Vec<f64> = (0..units).map(|_| rate()).collect();
        odd += u32::from(common_unit(&rates).is_none());
        let entry = |rng: &mut Pcg64| if rng.random_bool(0.15) { f64::INFINITY } else { rng.random_range(0.0..1e5) };
        let table = |rng: &mut Pcg64| (0..rng.random_range(1..=9)).map(|n| if n == 0 { 0.0 } else { entry(rng) }).collect();
        let tables: Vec<Vec<f64>> = (0..units).map(|_| table(&mut rng)).collect();
        let top: f64 = tables.iter().zip(&rates).map(|(t, r)| (t.len() - 1) as f64 * r).sum();
        let (step, most) = (rng.random_range(300.0..4000.0), rng.random_range(0.4..1.6) * top);
        let value = |sum: f64| if sum > most { f64::INFINITY } else { 2e3 * f64::floor(sum / step) + 0.5 * sum };
        let required = rng.random_range(-0.2..1.1) * top;
        let k = Knapsack { tables: tables.iter().map(Vec::as_slice).collect(), rates, required, value: &value };
        let least = by_trying_all(&k, 0, 0.0, 0.0);
        let (exact, quick, floor) = (k.solve(None), k.solve(Some(50)), k.floor());
        if least.is_infinite() {
            assert!(
                [exact.price, exact.bound, quick.price].iter().all(|x| x.is_infinite()),
                "round {round}: {exact:?} {quick:?}"
            );
            not += 1;
            continue;
        }
        let slack = 1e-9 * least.abs().max(1.0);
        assert!(floor <= least + slack && quick.price >= least - slack, "round {round}: {floor} {quick:?}, not {least}");
        met += 1;
        // without a common unit the bound lies below by what a cell is wide: less than a step of the value
        assert!(exact.bound <= least + slack && exact.bound >= least - 2.1e3, "round {round}: {exact:?}, not {least}");
        if common_unit(&k.rates).is_some() {
            assert!((exact.bound - least).abs() <= slack, "round {round}: {exact:?}, not {least}");
        }
        assert!(exact.price - least <= exact.price - exact.bound + slack, "round {round}: {exact:?}, not {least}");
        let sum: f64 = exact.days.iter().zip(&k.rates).map(|(&n, r)| n as f64 * r).sum();
        let price: f64 = exact.days.iter().zip(&k.tables).map(|(&n, t)| t[n]).sum::<f64>() + value(sum);
        assert!((price - exact.price).abs() <= slack && sum >= required - 1e-6, "round {round}: {exact:?}");
    }
    assert!(met > 150 && not > 50 && odd > 150, "{met} {not} {odd}");
}
