//! What the records say of one unit: compact arrays over the season.

use crate::day::{Day, Season};

/// What a state column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum State {
    /// 运行.
    Run = 1,
    /// 停产, 焖炉, 休风.
    Stop = 2,
    /// 检修.
    Maintenance = 3,
    /// 故障.
    Breakdown = 4,
}

impl State {
    /// Words of state columns.
    const WORDS: [(&'static str, Self); 37] = [
        ("运行", Self::Run),
        ("运行中", Self::Run),
        ("生产", Self::Run),
        ("正常", Self::Run),
        ("正常生产", Self::Run),
        ("开机", Self::Run),
        ("开", Self::Run),
        ("run", Self::Run),
        ("running", Self::Run),
        ("on", Self::Run),
        ("1", Self::Run),
        ("停产", Self::Stop),
        ("停", Self::Stop),
        ("停机", Self::Stop),
        ("停炉", Self::Stop),
        ("停运", Self::Stop),
        ("停止", Self::Stop),
        ("停用", Self::Stop),
        ("关", Self::Stop),
        ("焖炉", Self::Stop),
        ("闷炉", Self::Stop),
        ("休风", Self::Stop),
        ("stop", Self::Stop),
        ("stopped", Self::Stop),
        ("off", Self::Stop),
        ("idle", Self::Stop),
        ("0", Self::Stop),
        ("检修", Self::Maintenance),
        ("大修", Self::Maintenance),
        ("维修", Self::Maintenance),
        ("maintenance", Self::Maintenance),
        ("overhaul", Self::Maintenance),
        ("故障", Self::Breakdown),
        ("事故", Self::Breakdown),
        ("breakdown", Self::Breakdown),
        ("fault", Self::Breakdown),
        ("down", Self::Breakdown),
    ];

    /// The state of a word; `None`: no such word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(w, _)| word.eq_ignore_ascii_case(w)).map(|(_, s)| *s)
    }

    /// The first word of it.
    pub(super) fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, s)| *s == self).map_or("", |(w, _)| w)
    }

    fn from_code(code: u8) -> Option<Self> {
        [Self::Run, Self::Stop, Self::Maintenance, Self::Breakdown].into_iter().find(|s| *s as u8 == code)
    }
}

/// How long a record of a series is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Step {
    /// An hour.
    #[default]
    Hour,
    /// A day.
    Day,
}

impl Step {
    /// Hours of a record.
    pub const fn hours(self) -> usize {
        match self {
            Self::Hour => 1,
            Self::Day => 24,
        }
    }

    /// Records of a day.
    pub const fn per_day(self) -> usize {
        24 / self.hours()
    }
}

/// One record's values; each may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Values {
    /// t.
    pub output: Option<f32>,
    /// kWh.
    pub power: Option<f32>,
    /// What it did.
    pub state: Option<State>,
}

impl Values {
    /// Which of output, power and state it says.
    const fn says(&self) -> [bool; 3] {
        [self.output.is_some(), self.power.is_some(), self.state.is_some()]
    }

    /// Whether nothing is said.
    pub const fn is_absent(&self) -> bool {
        self.output.is_none() && self.power.is_none() && self.state.is_none()
    }
}

/// Records of one unit over the season. An array is empty until its first value comes.
#[derive(Debug, Clone, Default)]
pub struct Series {
    /// Of what length each record is.
    pub step: Step,
    len: usize,
    output: Vec<f32>,
    power: Vec<f32>,
    state: Vec<u8>,
    /// Minutes within their hours of output, power and state; an array is empty while all are 0.
    minutes: [Vec<u8>; 3],
}

/// Two series are the same where their records are.
impl PartialEq for Series {
    fn eq(&self, other: &Self) -> bool {
        (self.step, self.len) == (other.step, other.len) && (0..self.len).all(|i| self.get(i) == other.get(i))
    }
}

impl Series {
    /// No record yet.
    pub fn new(season: Season, step: Step) -> Self {
        Self { step, len: usize::from(season.len) * step.per_day(), ..Self::default() }
    }

    /// Number of slots: hours or days of the season.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether no record was set.
    pub fn is_empty(&self) -> bool {
        self.output.is_empty() && self.power.is_empty() && self.state.is_empty()
    }

    /// The record of a slot.
    pub fn get(&self, slot: usize) -> Values {
        let number = |v: &[f32]| v.get(slot).copied().filter(|x| !x.is_nan());
        Values {
            output: number(&self.output),
            power: number(&self.power),
            state: self.state.get(slot).copied().and_then(State::from_code),
        }
    }

    /// Adds a record of a minute of the hour. A value that is the same as an earlier one repeats it only where the minutes are the same:
    /// else both are of parts of the hour, and `Err` is the earlier record.
    pub(super) fn add_at(&mut self, slot: usize, minute: u8, values: &Values) -> Result<bool, Values> {
        let (old, says) = (self.get(slot), values.says());
        let other_minute = |column: usize| self.minutes[column].get(slot).copied().unwrap_or(0) != minute;
        if (0..3).any(|c| says[c] && old.says()[c] && other_minute(c)) {
            return Err(old);
        }
        let repeated = self.add(slot, values)?;
        for minutes in self.minutes.iter_mut().zip(says).filter(|(_, says)| *says).map(|(minutes, _)| minutes) {
            if minute != 0 && minutes.is_empty() {
                *minutes = vec![0; self.len];
            }
            if let Some(m) = minutes.get_mut(slot) {
                *m = minute;
            }
        }
        Ok(repeated)
    }

    /// Adds a record; the earlier one is kept. `Err`: the earlier one, which says something else. `Ok(true)`: it said the same, and nothing more.
    pub(super) fn add(&mut self, slot: usize, values: &Values) -> Result<bool, Values> {
        let old = self.get(slot);
        let clash = |a: Option<f32>, b: Option<f32>| a.zip(b).is_some_and(|(a, b)| a.to_bits() != b.to_bits());
        if clash(old.output, values.output)
            || clash(old.power, values.power)
            || old.state.zip(values.state).is_some_and(|(a, b)| a != b)
        {
            return Err(old);
        }
        let put = |array: &mut Vec<f32>, len: usize, x: Option<f32>| {
            if let Some(x) = x {
                if array.is_empty() {
                    *array = vec![f32::NAN; len];
                }
                array[slot] = x;
            }
        };
        put(&mut self.output, self.len, values.output);
        put(&mut self.power, self.len, values.power);
        if let Some(state) = values.state {
            if self.state.is_empty() {
                self.state = vec![0; self.len];
            }
            self.state[slot] = state as u8;
        }
        Ok(!old.is_absent() && values.says().into_iter().zip(old.says()).all(|(says, said)| said || !says))
    }

    /// Slots that have a record, in order.
    pub fn slots(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.len).filter(|&i| !self.get(i).is_absent())
    }

    /// The same as a series of days, where all its hours are the first of their day: exports write a day as `2021-12-01 00:00`.
    pub(super) fn as_days(&self, season: Season) -> Option<Self> {
        let mut out = Self::new(season, Step::Day);
        for slot in self.slots() {
            if slot % 24 != 0 {
                return None;
            }
            out.add(slot / 24, &self.get(slot)).ok()?;
        }
        Some(out)
    }

    /// The slots of a day.
    pub fn of_day(&self, day: Day) -> std::ops::Range<usize> {
        let n = self.step.per_day();
        usize::from(day) * n..(usize::from(day) + 1) * n
    }

    /// Whether any record has an output.
    pub fn has_output(&self) -> bool {
        !self.output.is_empty()
    }
}
