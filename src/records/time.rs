//! Times as control rooms write them.

use chrono::{Datelike, NaiveDate};

/// A time of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time {
    /// The day.
    pub date: NaiveDate,
    /// The hour that begins then, 0 to 23; `None`: the record is about the whole day.
    pub hour: Option<u8>,
    /// Its minute, which says nothing but that it is another row than that of another minute.
    pub minute: u8,
}

/// Reads a time: `2021-12-01 05:00`, `2021/12/1 5:00:00`, `2021-12-01T05:00`, `2021-12-01`, `2021年12月1日5时`, `20211201`.
/// Minutes are dropped: a record is about its hour. `24:00` is the next day's first hour.
pub fn parse_time(text: &str) -> Option<Time> {
    let mut rest = text.trim();
    let (year, month, day);
    if rest.len() == 8 && rest.bytes().all(|b| b.is_ascii_digit()) {
        (year, month, day) = (rest[..4].parse().ok()?, rest[4..6].parse().ok()?, rest[6..].parse().ok()?);
        rest = "";
    } else {
        year = digits(&mut rest, 4, 4)? as i32;
        let mark = sign(&mut rest, &['-', '/', '.', '年'])?;
        month = digits(&mut rest, 1, 2)?;
        sign(&mut rest, &[if mark == '年' { '月' } else { mark }])?;
        day = digits(&mut rest, 1, 2)?;
        if mark == '年' {
            let _ = sign(&mut rest, &['日', '号']);
        }
    }
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    if rest.is_empty() {
        return Some(Time { date, hour: None, minute: 0 });
    }
    let clock = rest.strip_prefix('T').unwrap_or_else(|| rest.trim_start());
    let (hour, minute) = hour_of(clock)?;
    if hour == 24 {
        return Some(Time { date: date.succ_opt()?, hour: Some(0), minute });
    }
    Some(Time { date, hour: Some(hour), minute })
}

/// `5:00`, `05:00:00.000`, `5时`, `5点30分`: the hour, 0 to 24, and the minute.
fn hour_of(text: &str) -> Option<(u8, u8)> {
    let mut rest = text;
    let hour = digits(&mut rest, 1, 2)?;
    let mark = sign(&mut rest, &[':', '：', '时', '点'])?;
    let (mut minute, mut second) = (0, 0);
    if mark == ':' || mark == '：' {
        minute = digits(&mut rest, 2, 2)?;
        if sign(&mut rest, &[mark]).is_some() {
            second = digits(&mut rest, 2, 2)?;
            if sign(&mut rest, &['.']).is_some() {
                digits(&mut rest, 1, 9)?;
            }
        }
    } else if !rest.is_empty() {
        minute = digits(&mut rest, 1, 2)?;
        sign(&mut rest, &['分'])?;
        if !rest.is_empty() {
            second = digits(&mut rest, 1, 2)?;
            sign(&mut rest, &['秒'])?;
        }
    }
    let holds = rest.is_empty() && minute < 60 && second < 60 && (hour < 24 || (hour == 24 && minute == 0 && second == 0));
    holds.then_some((hour as u8, minute as u8))
}

/// A month: `2021-12`, `2021/12`, `202112`, `2021年12月`, or the first day of one.
pub fn parse_month(text: &str) -> Option<(i32, u32)> {
    let mut rest = text.trim();
    let year = digits(&mut rest, 4, 4)? as i32;
    let mark = sign(&mut rest, &['-', '/', '.', '年']);
    let month = digits(&mut rest, if mark.is_some() { 1 } else { 2 }, 2)?;
    if mark == Some('年') {
        let _ = sign(&mut rest, &['月']);
    }
    if !rest.is_empty() {
        let time = parse_time(text).filter(|t| t.date.day() == 1)?;
        return Some((time.date.year(), time.date.month()));
    }
    (1..=12).contains(&month).then_some((year, month))
}

/// Takes `least` to `most` digits off the front.
fn digits(rest: &mut &str, least: usize, most: usize) -> Option<u32> {
    let n = rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (number, tail) = rest.split_at_checked(n).filter(|_| n >= least)?;
    *rest = tail;
    number.parse().ok()
}

/// Takes one of some signs off the front.
fn sign(rest: &mut &str, of: &[char]) -> Option<char> {
    let c = rest.chars().next().filter(|c| of.contains(c))?;
    *rest = &rest[c.len_utf8()..];
    Some(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<(String, Option<u8>)> {
        parse_time(text).map(|t| (t.date.to_string(), t.hour))
    }

    #[test]
    fn every_spelling_of_an_hour_is_the_same_hour() {
        for text in [
            "2021-12-01 05:00",
            "2021/12/1 5:00:00",
            "2021-12-01T05:00",
            "2021年12月1日5时",
            "2021年12月1日 05时00分",
            "2021.12.1 05:59:59.999",
            " 2021-12-01  05:00 ",
        ] {
            assert_eq!(at(text), Some(("2021-12-01".into(), Some(5))), "{text}");
        }
        for text in ["2021-12-01", "2021/12/1", "2021年12月1日", "20211201"] {
            assert_eq!(at(text), Some(("2021-12-01".into(), None)), "{text}");
        }
        assert_eq!(at("2021-12-31 24:00"), Some(("2022-01-01".into(), Some(0))));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "2021",
            "2021-13-01",
            "2021-02-29",
            "2021-12/01",
            "2021-12-01 25:00",
            "2021-12-01 24:01",
            "2021-12-01 5",
            "2021-12-01 05:61",
            "21-12-01",
            "2021-12-01 05:00Z",
            "44531.2",
            "2021年12月1日5",
            "２０２１-12-01",
            "2021-12-01x",
        ] {
            assert_eq!(at(text), None, "{text}");
        }
    }

    #[test]
    fn months() {
        for text in ["2021-12", "2021/12", "202112", "2021年12月", "2021-12-01", "2021.12"] {
            assert_eq!(parse_month(text), Some((2021, 12)), "{text}");
        }
        for text in ["2021-13", "2021-12-02", "12", "2021", "20211"] {
            assert_eq!(parse_month(text), None, "{text}");
        }
    }
}
