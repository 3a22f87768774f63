//! A point on a scenario's own clock.

use std::fmt;

use crate::domain::span::Span;

/// Milliseconds since the scenario began. Only actions move the clock.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct Instant(u64);

impl Instant {
    /// The beginning of the scenario.
    pub const START: Self = Self(0);

    /// The instant `milliseconds` after the beginning.
    pub const fn from_milliseconds(milliseconds: u64) -> Self {
        Self(milliseconds)
    }

    /// Milliseconds since the beginning.
    pub const fn milliseconds(self) -> u64 {
        self.0
    }

    /// The instant `span` later; the end of time where there is none.
    #[must_use]
    pub const fn after(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.milliseconds()))
    }

    /// The time from `earlier` to this instant; zero where `earlier` is later.
    pub const fn since(self, earlier: Self) -> Span {
        Span::from_milliseconds(self.0.saturating_sub(earlier.0))
    }
}

/// `6:12` below an hour, `1:06:12` from there on; milliseconds are left out.
impl fmt::Display for Instant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0 / 1000;
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        if hours > 0 {
            formatter.pad(&format!("{hours}:{minutes:02}:{seconds:02}"))
        } else {
            formatter.pad(&format!("{minutes}:{seconds:02}"))
        }
    }
}
