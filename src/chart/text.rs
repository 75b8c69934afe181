//! Text on charts: cleaned of what a file may smuggle in, measured without a font, cut to a width.

use unicode_width::UnicodeWidthChar;

/// Text from a file as it may stand in an SVG: no control or format characters (they are not allowed in XML or reorder the
/// line), white space as single spaces. Escaping `<`, `&` and quotes is the writer's.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        let dropped = c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
            || matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff)
            || (c == ' ' && out.ends_with(' '));
        if !dropped {
            out.push(c);
        }
    }
    out.trim().to_owned()
}

/// Width of a character in em, rather too wide than too narrow: fonts differ, and labels must never overlap.
fn char_em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.32,
        ' ' | 'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '/' | '-' | '·' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.95,
        'A'..='Z' => 0.72,
        _ => match c.width() {
            Some(0) | None => 0.0,
            Some(1) if c.is_ascii() => 0.6,
            Some(1) => 0.75,
            Some(_) => 1.0,
        },
    }
}

/// Width of a text at a font size, px.
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(char_em).sum::<f64>() * size
}

/// The text, or as much of it as fits into a width with an … at its end; empty where not even that fits.
pub fn fit(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut left = room / size - char_em('…').max(1.0);
    if left < 0.0 {
        return String::new();
    }
    let mut out = String::new();
    for c in text.chars() {
        left -= char_em(c);
        if left < 0.0 {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

/// The first of several wordings that fits, longest first.
pub fn first_fit(wordings: &[String], size: f64, room: f64) -> Option<&str> {
    wordings.iter().map(String::as_str).find(|w| width(w, size) <= room)
}

/// A text in lines no wider than `room`, broken at spaces or between wide characters.
pub fn wrap(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    let mut break_at = 0;
    for c in text.chars() {
        let w = char_em(c) * size;
        let line = lines.last_mut().expect("there is always a line");
        if used + w > room && !line.is_empty() {
            let rest = if break_at > 0 && break_at < line.len() { line.split_off(break_at) } else { String::new() };
            line.truncate(line.trim_end().len());
            used = width(&rest, size);
            lines.push(rest.trim_start().to_owned());
            break_at = 0;
        }
        let line = lines.last_mut().expect("there is always a line");
        line.push(c);
        used += w;
        if c == ' ' || c.width() == Some(2) {
            break_at = line.len();
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn control_and_format_characters_go() {
        assert_eq!(clean("a\u{0}b\u{202e}c\u{7}\n d\u{feff}\u{fffe}"), "abc d");
        assert_eq!(clean("<script>\"'&"), "<script>\"'&");
    }

    #[test]
    fn a_chinese_character_is_one_em() {
        assert!((width("错峰生产", 10.0) - 40.0).abs() < 1e-9);
        assert_eq!(fit("甲钢铁有限公司", 10.0, 50.0), "甲钢铁有…");
        assert_eq!(fit("甲", 10.0, 5.0), "");
    }

    proptest! {
        #[test]
        fn what_is_cut_to_fit_fits(text in "\\PC{0,40}", room in 0.0..300.0f64) {
            prop_assert!(width(&fit(&text, 12.0, room), 12.0) <= room.max(0.0) + 1e-9);
        }

        #[test]
        fn wrapping_keeps_all_but_spaces_and_fits(text in "[a-z 错峰]{0,80}", room in 30.0..300.0f64) {
            let lines = wrap(&text, 12.0, room);
            let bare = |s: &str| s.replace(' ', "");
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
            prop_assert!(lines.iter().all(|l| width(l, 12.0) <= room + 13.0));
        }
    }
}
