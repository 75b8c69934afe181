//! What may stand in a message: text, whole numbers, and what is itself said in either language.

use super::{Lang, Note, Text, catalogue};
use crate::kind::Kind;
use fluent_bundle::{FluentArgs, FluentValue};
use std::borrow::Cow;
use std::fmt;
use std::path;

/// The value of a message's variable.
pub trait Said {
    /// As it stands in a message of that language.
    fn said(&self, lang: Lang) -> FluentValue<'_>;
}

macro_rules! text {
    ($($t:ty),*) => {$(
        impl Said for $t {
            fn said(&self, _: Lang) -> FluentValue<'_> {
                FluentValue::String(Cow::Borrowed(self.as_ref()))
            }
        }
    )*};
}
text!(&str, String, &String, Cow<'_, str>);

macro_rules! shown {
    ($($t:ty),*) => {$(
        impl Said for $t {
            fn said(&self, _: Lang) -> FluentValue<'_> {
                FluentValue::String(Cow::Owned(self.to_string()))
            }
        }
    )*};
}
shown!(path::Display<'_>, fmt::Arguments<'_>, chrono::NaiveDate, char);

/// Whole numbers choose the plural, and are shown by thousands.
macro_rules! number {
    ($($t:ty),*) => {$(
        impl Said for $t {
            fn said(&self, _: Lang) -> FluentValue<'_> {
                FluentValue::from(*self)
            }
        }
    )*};
}
number!(u8, u16, u32, u64, usize, i32, i64);

impl Said for Note {
    fn said(&self, lang: Lang) -> FluentValue<'_> {
        FluentValue::String(Cow::Borrowed(self.pick(lang)))
    }
}

impl Said for Text {
    fn said(&self, lang: Lang) -> FluentValue<'_> {
        FluentValue::String(Cow::Borrowed(self.pick(lang)))
    }
}

impl Said for Kind {
    fn said(&self, lang: Lang) -> FluentValue<'_> {
        FluentValue::String(Cow::Borrowed(self.name(lang)))
    }
}

impl<F: Fn(Lang) -> String> Said for F {
    fn said(&self, lang: Lang) -> FluentValue<'_> {
        FluentValue::String(Cow::Owned(self(lang)))
    }
}

/// A message of the catalogue, see [`say!`](crate::say).
pub fn said(lang: Lang, id: &str, args: &[(&'static str, &dyn Said)]) -> String {
    let args: FluentArgs = args.iter().map(|(name, value)| (*name, value.said(lang))).collect();
    catalogue::message(lang, id, &args)
}

/// A message of the catalogue in one language: `say!(lang, "check-holds", warnings = n)`.
///
/// A variable is text, a whole number (which chooses an English plural and is shown by thousands), a kind, a [`Note`], or a
/// function of the language: `|lang| date(day, lang)`. Fractions are spelt by the caller.
#[macro_export]
macro_rules! say {
    ($lang:expr, $id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::lang::said($lang, $id, &[$((stringify!($name), &$value as &dyn $crate::lang::Said)),*])
    };
}

/// The same in both languages, a [`Note`](crate::lang::Note): `both!("short-stop", days = n)`.
#[macro_export]
macro_rules! both {
    ($id:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::lang::Note::of(|lang| $crate::say!(lang, $id $(, $name = $value)*))
    };
}
