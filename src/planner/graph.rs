//! The admissible stop patterns of one unit as paths of a small directed graph.
//!
//! Every path from source to sink is a pattern that keeps SHORT-STOP, SHORT-RUN, MANY-STOPS, MUST-RUN and DOWN, and every
//! such pattern is a path. Nodes stand between days; arcs carry stopped days, whether they count, the days that are cold,
//! and the restart or banking cost. Whole stops only: coke ovens' slow-downs are in [`super::coke`].

use super::asked::Asked;
use crate::day::{Day, DayRange};
use crate::measure::begun::Last;
use crate::measure::cost::UnitCost;
use crate::plan::schedule::StopClass;
use crate::scenario::{Scenario, UnitIx};
use std::collections::BTreeMap;

/// One step of a pattern: some days, all stopped or all running.
#[derive(Debug, Clone, Copy)]
pub struct Arc {
    /// Node it leaves.
    pub from: u32,
    /// Stopped days; empty for a running step.
    pub stop: DayRange,
    /// Whether the stopped days count in ratios.
    pub counted: bool,
    /// Days that this step makes cold (stopped and ramp days not yet charged).
    pub cold: DayRange,
    /// Restart or banking, CNY.
    pub cost: f64,
    /// What it is to an ordinary stop.
    pub step: Step,
}

/// What an arc is to an ordinary stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It begins one.
    Begins,
    /// It goes on with one.
    GoesOn,
    /// Neither.
    Apart,
}

/// Patterns of a unit. Nodes are numbered so that arcs go from lower to higher; 0 is the source, the last the sink.
#[derive(Debug, Clone)]
pub struct Graph {
    /// Arcs into each node: `arcs[into[v]..into[v + 1]]`.
    pub into: Vec<u32>,
    /// Arcs, grouped by the node they enter.
    pub arcs: Vec<Arc>,
}

/// Where a pattern stands before a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    /// The day before ran (or there is none): ordinary stops made, days until the next may start, ramp days already charged.
    Run { made: u16, wait: u16, ramp: u16 },
    /// Within an ordinary stop that is long enough; `ramp` as above (above 0 only where a ramp outlasts a shortest stop).
    In { made: u16, ramp: u16 },
    /// Behind the last day.
    Done,
}

/// What a day is to a unit.
struct Days {
    service: DayRange,
    may_not_stop: Vec<bool>,
    may_not_cool: Vec<bool>,
    may_not_restart: Vec<bool>,
    down: Vec<bool>,
    /// Down or episode days: a stop of nothing else is fixed, or an episode's if one of its episodes names the kind.
    eligible: Vec<bool>,
    /// Days of episodes that name the kind.
    named: Vec<bool>,
}

impl Graph {
    /// Patterns of a unit that do what is asked.
    pub fn new(scenario: &Scenario, unit: UnitIx, asked: &Asked) -> Self {
        Self::build(scenario, unit, Some(asked))
    }

    /// Patterns that keep the shape of stops and what is settled alone: MUST-RUN and DOWN may be broken. What a stop is (fixed,
    /// episode, ordinary) still follows from the filed days.
    pub fn elastic(scenario: &Scenario, unit: UnitIx) -> Self {
        Self::build(scenario, unit, None)
    }

    fn build(scenario: &Scenario, unit: UnitIx, asked: Option<&Asked>) -> Self {
        let len = usize::from(scenario.season.len);
        let u = &scenario.units[unit];
        let fixed = scenario.season.flags(&u.down);
        let named = scenario.episode_days(unit);
        // where no episode names the kind, an episode's days are like any other
        let mut eligible =
            if named.contains(&true) { scenario.city_episode_days(scenario.city_of(unit)) } else { named.clone() };
        eligible.iter_mut().zip(&fixed).for_each(|(e, d)| *e |= d);
        let either = |a: &[bool], b: &[bool]| -> Vec<bool> { a.iter().zip(b).map(|(a, b)| *a || *b).collect() };
        let none = vec![false; len];
        let (mut may_not_stop, mut may_not_cool, mut down) = match asked {
            Some(a) => {
                (either(&scenario.season.flags(&u.must_run), &a.never_stop), a.never_cold.clone(), either(&fixed, &a.stop))
            }
            None => (none.clone(), none.clone(), none),
        };
        if let Some(anchor) = &scenario.anchor {
            let (stands, runs) = anchor.stands_and_runs(unit);
            for flags in [&mut may_not_stop, &mut may_not_cool, &mut down] {
                flags[..usize::from(anchor.today())].fill(false);
            }
            (may_not_stop, down) = (either(&may_not_stop, &runs), either(&down, &stands));
        }
        let mut may_not_restart = asked.map_or_else(|| vec![false; len], |a| a.never_restart.clone());
        may_not_restart[..usize::from(scenario.today())].fill(false);
        let days = Days { service: u.service, may_not_stop, may_not_cool, may_not_restart, down, eligible, named };
        Builder::new(scenario, unit, &days, &fixed).build()
    }

    /// Slow-downs of a coke oven at one level: on no `down` or `barred` day, as long as the policy allows and at most so many,
    /// free of charge.
    pub fn slow(scenario: &Scenario, unit: UnitIx, barred: &[bool], most: u16) -> Self {
        let u = &scenario.units[unit];
        let mut down = scenario.season.flags(&u.down);
        down.iter_mut().zip(barred).for_each(|(d, b)| *d |= b);
        let none = scenario.season.flags(&[]);
        let days = Days {
            service: u.service,
            may_not_stop: down,
            may_not_cool: none.clone(),
            may_not_restart: none.clone(),
            down: none.clone(),
            eligible: none.clone(),
            named: none.clone(),
        };
        let mut builder = Builder::new(scenario, unit, &days, &none);
        if let Some(c) = &scenario.policy.coke {
            (builder.min_stop, builder.min_run, builder.max_stops) = (c.min_slow_days.max(1), 1, most);
        }
        (builder.free, builder.ramp, builder.cost.restart) = (false, 0, 0.0);
        builder.today = 0;
        builder.build()
    }

    /// Number of nodes.
    pub fn nodes(&self) -> usize {
        self.into.len() - 1
    }

    /// Arcs into a node.
    pub fn arcs_into(&self, node: usize) -> &[Arc] {
        &self.arcs[self.into[node] as usize..self.into[node + 1] as usize]
    }

    /// Whether there is any pattern at all.
    pub fn is_feasible(&self) -> bool {
        self.nodes() > 1
    }
}

struct Builder<'a> {
    days: &'a Days,
    fixed: &'a [bool],
    min_stop: Day,
    min_run: u16,
    max_stops: u16,
    /// Whether the number of stops made need not be tracked: time does not allow more.
    free: bool,
    ramp: u16,
    /// Stops before this day are as they were, whatever their shape.
    today: Day,
    /// What may become of the one that reaches up to that day.
    last: Last,
    cost: UnitCost,
    /// Arcs into each state: (from, arc without `from`).
    open: BTreeMap<(Day, State), Vec<Arc>>,
}

impl<'a> Builder<'a> {
    fn new(scenario: &Scenario, unit: UnitIx, days: &'a Days, fixed: &'a [bool]) -> Self {
        let shape = scenario.policy.shape(scenario.units[unit].kind);
        let (min_stop, min_run) = (shape.min_stop_days.max(1), shape.min_run_days.max(1));
        let today = scenario.today();
        let most = (days.service.len() + usize::from(min_run)) / (usize::from(min_stop) + usize::from(min_run));
        Self {
            days,
            fixed,
            min_stop,
            min_run,
            max_stops: shape.max_stops,
            free: today == 0 && most <= usize::from(shape.max_stops),
            today,
            last: scenario.begun(unit).last,
            ramp: scenario.ramp_days(unit),
            cost: UnitCost::new(scenario, unit),
            open: BTreeMap::new(),
        }
    }

    fn build(mut self) -> Graph {
        let s = self.days.service;
        let start = if s.is_empty() { State::Done } else { State::Run { made: 0, wait: 0, ramp: 0 } };
        let mut into = vec![0];
        let mut arcs = Vec::new();
        self.open.insert((s.first, start), Vec::new());
        let mut done = None;
        while let Some(((day, state), incoming)) = self.open.pop_first() {
            if state == State::Done {
                done = Some(incoming);
                continue;
            }
            let id = (into.len() - 1) as u32;
            arcs.extend(incoming);
            into.push(arcs.len() as u32);
            match state {
                State::Run { made, wait, ramp } => self.from_run(id, day, made, wait, ramp),
                State::In { made, ramp } => self.from_stop(id, day, made, ramp),
                State::Done => {}
            }
        }
        if let Some(incoming) = done {
            arcs.extend(incoming);
            into.push(arcs.len() as u32);
        } else {
            // no pattern: a graph of one node without arcs
            return Graph { into: vec![0, 0], arcs: Vec::new() };
        }
        if s.is_empty() {
            // never in service: source and sink with one empty step between
            let idle =
                Arc { from: 0, stop: DayRange::EMPTY, counted: false, cold: DayRange::EMPTY, cost: 0.0, step: Step::Apart };
            return Graph { into: vec![0, 0, 1], arcs: vec![idle] };
        }
        Graph { into, arcs }
    }

    fn end(&self) -> Day {
        self.days.service.end
    }

    /// What a stop is to the shape rules.
    fn kind_of(&self, stop: DayRange) -> StopClass {
        let all = |flags: &[bool]| flags[stop.days()].iter().all(|&f| f);
        if all(self.fixed) {
            StopClass::Fixed
        } else if all(&self.days.eligible) && self.days.named[stop.days()].contains(&true) {
            StopClass::Episode
        } else {
            StopClass::Ordinary
        }
    }

    /// Ramp days and restart or banking of a stop.
    const fn worth(&self, class: StopClass) -> (u16, f64) {
        match class {
            StopClass::Fixed => (self.ramp, 0.0),
            StopClass::Ordinary => (self.ramp, self.cost.restart),
            StopClass::Episode => (0, self.cost.banking),
        }
    }

    /// What a stop makes cold with `after` days of ramp, where the first `ramp` days are charged already.
    fn newly_cold(&self, stop: DayRange, ramp: u16, after: u16) -> DayRange {
        let cold = DayRange::new(stop.first + ramp, (stop.end + after).min(self.end()));
        if cold.is_empty() { DayRange::EMPTY } else { cold }
    }

    /// Whether a step would make a day cold that may not be.
    fn too_cold(&self, cold: DayRange) -> bool {
        self.days.may_not_cool[cold.days()].contains(&true)
    }

    /// Opens the state behind running days up to `day`, or the sink.
    fn arrive(&mut self, day: Day, state: State, arc: Arc) {
        let key = if day >= self.end() { (self.end(), State::Done) } else { (day, state) };
        self.open.entry(key).or_default().push(arc);
    }

    /// Runs on from `day` (the day itself must run) after a step that is `arc` so far.
    fn run_on(&mut self, day: Day, made: u16, wait: u16, ramp: u16, arc: Arc) {
        let wait = if !self.free && made >= self.max_stops { 0 } else { wait };
        let skip = wait.max(ramp).max(1);
        let to = day.saturating_add(skip).min(self.end());
        let quiet = (day..to).all(|d| !self.days.eligible[usize::from(d)] && !self.days.down[usize::from(d)]);
        if quiet && wait >= ramp {
            self.arrive(to, State::Run { made, wait: 0, ramp: 0 }, arc);
        } else {
            let next = State::Run { made, wait: wait.saturating_sub(1), ramp: ramp.saturating_sub(1) };
            self.arrive(day + 1, next, arc);
        }
    }

    fn from_run(&mut self, id: u32, day: Day, made: u16, wait: u16, ramp: u16) {
        let step = |stop, counted, cold, cost| Arc { from: id, stop, counted, cold, cost, step: Step::Apart };
        // the last day before which a stop from this day on does not end
        let mut least = day;
        if day < self.today && self.days.down[usize::from(day)] {
            let ran = (day..self.today).find(|&d| !self.days.down[usize::from(d)]);
            let e = ran.unwrap_or(self.today);
            let stop = DayRange::new(day, e);
            // one that goes on by itself may end now if it is long enough, or can be so no more
            let may_end = self.last != Last::Open
                || stop.len() >= usize::from(self.min_stop)
                || self.kind_of(stop) != StopClass::Ordinary;
            if ran.is_some() || may_end && self.may_run(e) {
                self.whole_stop(id, stop, made, wait, ramp);
            }
            if ran.is_some() {
                return;
            }
            least = e;
        }
        // whether a stop from this day on that reaches up to today is ordinary already, and too short however long it goes on
        let behind = least > day && self.kind_of(DayRange::new(day, least)) == StopClass::Ordinary;
        let lost = behind && self.last == Last::Lost;
        let may_begin = behind || wait == 0 && (self.free || made < self.max_stops);
        if !self.days.down[usize::from(day)] {
            self.run_on(day, made, wait, ramp, step(DayRange::EMPTY, false, DayRange::EMPTY, 0.0));
        }
        // a stop day..e of nothing but eligible days: fixed, an episode's, or ordinary where no episode of it names the kind
        let mut e = day;
        while e < self.end() && self.days.eligible[usize::from(e)] && !self.days.may_not_stop[usize::from(e)] {
            e += 1;
            let stop = DayRange::new(day, e);
            let in_shape = || lost || stop.len() >= usize::from(self.min_stop) && may_begin;
            if e > least && (self.kind_of(stop) != StopClass::Ordinary || in_shape()) {
                self.try_stop(id, stop, made, wait, ramp);
            }
        }
        let Some(plain) = (day..self.end()).find(|&d| !self.days.eligible[usize::from(d)]) else { return };
        let holds = plain.max(least) + 1;
        let ends = if lost { holds..(day + self.min_stop).min(self.end() + 1) } else { 0..0 };
        for e in ends.take_while(|&e| !self.days.may_not_stop[usize::from(day)..usize::from(e)].contains(&true)) {
            self.try_stop(id, DayRange::new(day, e), made, wait, ramp);
        }
        // an ordinary stop from day on, to where it is long enough and holds a day that is not eligible
        if may_begin {
            let e = holds.max(day + self.min_stop);
            if e > self.end() || self.days.may_not_stop[usize::from(day)..usize::from(e)].contains(&true) {
                return;
            }
            let cold = DayRange::new((day + ramp).min(e), e);
            if self.too_cold(cold) {
                return;
            }
            let arc = Arc { step: Step::Begins, ..step(DayRange::new(day, e), true, cold, self.cost.restart) };
            let made = if self.free { 0 } else { made + 1 };
            let ramp = ramp.saturating_sub(e - day);
            let key = if e == self.end() { (e, State::Done) } else { (e, State::In { made, ramp }) };
            self.open.entry(key).or_default().push(arc);
        }
    }

    /// Whether the unit may run on a day after standing the day before; behind its service it has not to.
    fn may_run(&self, day: Day) -> bool {
        let barred = |flags: &[bool]| flags[usize::from(day)];
        day >= self.end() || !barred(&self.days.down) && !barred(&self.days.may_not_restart)
    }

    /// A whole stop, where the unit may run or be gone behind it and no day becomes cold that may not.
    fn try_stop(&mut self, id: u32, stop: DayRange, made: u16, wait: u16, ramp: u16) {
        let (after, _) = self.worth(self.kind_of(stop));
        if self.may_run(stop.end) && !self.too_cold(self.newly_cold(stop, ramp, after)) {
            self.whole_stop(id, stop, made, wait, ramp);
        }
    }

    /// A whole stop, whatever its shape.
    fn whole_stop(&mut self, id: u32, stop: DayRange, made: u16, wait: u16, ramp: u16) {
        let class = self.kind_of(stop);
        let (is_ordinary, (after, cost)) = (class == StopClass::Ordinary, self.worth(class));
        let cold = self.newly_cold(stop, ramp, after);
        let (n, step) = (stop.len() as u16, if is_ordinary { Step::Begins } else { Step::Apart });
        let arc = Arc { from: id, stop, counted: n >= self.min_stop, cold, cost, step };
        let made = made + u16::from(is_ordinary && !self.free);
        let wait = if is_ordinary { self.min_run } else { wait.saturating_sub(n) };
        self.run_on(stop.end, made, wait, after.max(ramp.saturating_sub(n)), arc);
    }

    fn from_stop(&mut self, id: u32, day: Day, made: u16, ramp: u16) {
        let one = DayRange::new(day, day + 1);
        let cold = if ramp == 0 { one } else { DayRange::EMPTY };
        if !self.days.may_not_stop[usize::from(day)] && !self.too_cold(cold) {
            let arc = Arc { from: id, stop: one, counted: true, cold, cost: 0.0, step: Step::GoesOn };
            let state = State::In { made, ramp: ramp.saturating_sub(1) };
            let key = if day + 1 == self.end() { (day + 1, State::Done) } else { (day + 1, state) };
            self.open.entry(key).or_default().push(arc);
        }
        let end = self.end();
        let cold = DayRange::new((day + ramp).min(end), (day + self.ramp).min(end));
        if !self.days.down[usize::from(day)] && !self.days.may_not_restart[usize::from(day)] && !self.too_cold(cold) {
            let arc = Arc { from: id, stop: DayRange::EMPTY, counted: false, cold, cost: 0.0, step: Step::Apart };
            self.run_on(day, made, self.min_run, self.ramp, arc);
        }
    }
}
