//! A length of time, as people write it.

use crate::document::wording::counted;
use std::fmt;

use thiserror::Error;

/// A whole number of milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(u64);

/// Why a text is not a length of time.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SpanError {
    /// The text is in none of the known notations.
    #[error("`{0}` is not a length of time")]
    Unreadable(String),
    /// The number is followed by a word that is no unit.
    #[error("`{0}` is not a unit of time")]
    UnknownUnit(String),
    /// The time is below zero.
    #[error("a length of time cannot be negative: `{0}`")]
    Negative(String),
    /// The time is longer than any reset could matter.
    #[error("`{0}` is longer than a year")]
    TooLong(String),
}

impl SpanError {
    /// How a length of time is written.
    pub const HELP: &'static str = "write a number and a unit (`5 minutes`, `90 seconds`, `1 hour`) or a clock time (`4:59`, `1:00:00`)";
}

/// The units that a text may use, largest first, with their length in milliseconds.
const UNITS: [(&str, u64); 5] = [
    ("day", 86_400_000),
    ("hour", 3_600_000),
    ("minute", 60_000),
    ("second", 1000),
    ("millisecond", 1),
];

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);
    /// The longest that a text may ask for: a year of 365 days.
    pub const MAX: Self = Self(365 * 86_400_000);

    /// A span of `milliseconds`.
    pub const fn from_milliseconds(milliseconds: u64) -> Self {
        Self(milliseconds)
    }

    /// A span of `minutes`.
    pub const fn from_minutes(minutes: u64) -> Self {
        Self(minutes.saturating_mul(60_000))
    }

    /// The length in milliseconds.
    pub const fn milliseconds(self) -> u64 {
        self.0
    }

    /// Reads `5 minutes`, `1 hour 30 minutes`, `90 seconds`, `4:59` or `1:00:00`.
    ///
    /// # Errors
    ///
    /// When the text is in none of these notations, uses an unknown unit, is negative, or is longer than a year.
    pub fn parse(text: &str) -> Result<Self, SpanError> {
        let text = text.trim();
        if text.starts_with(['-', '−']) {
            return Err(SpanError::Negative(text.to_owned()));
        }
        let milliseconds = if text.contains(':') { clock_time(text) } else { counted_units(text) }?;
        if milliseconds > Self::MAX.0 {
            return Err(SpanError::TooLong(text.to_owned()));
        }
        Ok(Self(milliseconds))
    }
}

/// Reads `4:59` as minutes and seconds, `1:00:00` as hours, minutes and seconds.
fn clock_time(text: &str) -> Result<u64, SpanError> {
    let unreadable = || SpanError::Unreadable(text.to_owned());
    let parts: Vec<&str> = text.split(':').collect();
    if parts.len() > 3 {
        return Err(unreadable());
    }
    let mut seconds: u64 = 0;
    for (position, part) in parts.iter().enumerate() {
        let number = whole_number(part).ok_or_else(unreadable)?;
        // Only the first part may be large: `90:00` is an hour and a half, `1:75` is a slip.
        if position > 0 && (part.len() != 2 || number > 59) {
            return Err(unreadable());
        }
        seconds = seconds.saturating_mul(60).saturating_add(number);
    }
    Ok(seconds.saturating_mul(1000))
}

/// Reads one or more pairs of a number and a unit.
fn counted_units(text: &str) -> Result<u64, SpanError> {
    let unreadable = || SpanError::Unreadable(text.to_owned());
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() || !words.len().is_multiple_of(2) {
        return Err(unreadable());
    }
    let mut milliseconds: u64 = 0;
    for pair in words.chunks_exact(2) {
        let &[number, unit] = pair else { return Err(unreadable()) };
        let number = whole_number(number).ok_or_else(unreadable)?;
        let length = UNITS
            .iter()
            .find(|(name, _)| unit.strip_suffix('s').unwrap_or(unit) == *name)
            .map(|(_, length)| *length)
            .ok_or_else(|| SpanError::UnknownUnit(unit.to_owned()))?;
        milliseconds = milliseconds.saturating_add(number.saturating_mul(length));
    }
    Ok(milliseconds)
}

/// A number written with digits alone; one too large to hold is larger than any limit.
fn whole_number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

/// The largest units first, those of zero left out: `1 hour 30 minutes`.
impl fmt::Display for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        let mut parts = Vec::new();
        for (name, length) in UNITS {
            let count = rest / length;
            rest %= length;
            if count > 0 {
                parts.push(counted(count, name));
            }
        }
        if parts.is_empty() {
            parts.push("0 seconds".to_owned());
        }
        formatter.pad(&parts.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: u64) {
        assert_eq!(Span::parse(text), Ok(Span::from_milliseconds(expected)), "{text}");
    }

    #[test]
    fn both_notations_are_read() {
        check("5 minutes", 300_000);
        check("1 minute", 60_000);
        check("1 hour 30 minutes", 5_400_000);
        check("4:59", 299_000);
        check("90:00", 5_400_000);
        check("1:00:00", 3_600_000);
        check("250 milliseconds", 250);
    }

    #[test]
    fn what_is_no_length_of_time_is_refused() {
        assert_eq!(Span::parse("-5 minutes"), Err(SpanError::Negative("-5 minutes".into())));
        assert_eq!(Span::parse("5 minuts"), Err(SpanError::UnknownUnit("minuts".into())));
        assert_eq!(Span::parse("9 fortnights"), Err(SpanError::UnknownUnit("fortnights".into())));
        assert_eq!(Span::parse("5"), Err(SpanError::Unreadable("5".into())));
        assert_eq!(Span::parse("1:75"), Err(SpanError::Unreadable("1:75".into())));
        assert_eq!(Span::parse(""), Err(SpanError::Unreadable(String::new())));
        assert_eq!(Span::parse("400 days"), Err(SpanError::TooLong("400 days".into())));
        let huge = "99999999999999999999999 hours";
        assert_eq!(Span::parse(huge), Err(SpanError::TooLong(huge.into())));
    }

    #[test]
    fn what_is_shown_is_read_back() {
        for milliseconds in [1, 1000, 299_000, 300_000, 3_600_000, 5_400_000, 90_061_001] {
            let span = Span::from_milliseconds(milliseconds);
            assert_eq!(Span::parse(&span.to_string()), Ok(span));
        }
    }
}
