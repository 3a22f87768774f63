//! How fast the clock of a world moves by itself.

use tokio::time::Instant;

use crate::domain::span::Span;

/// The fastest that a clock moves by itself: an hour of the world in a second.
pub(crate) const RATE_MAX: u32 = 3600;

/// A clock that moves by itself, or only when someone moves it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    rate: u32,
    /// The moment up to which the world's clock has followed.
    since: Instant,
}

impl Pace {
    /// A clock that moves this many times as fast as that on the wall; zero moves only when someone moves it.
    pub(crate) fn new(rate: u32) -> Self {
        Self { rate: rate.min(RATE_MAX), since: Instant::now() }
    }

    /// How many times as fast it is as the clock on the wall.
    pub(crate) const fn rate(self) -> u32 {
        self.rate
    }

    /// How much the world's clock is behind.
    pub(crate) fn behind(self) -> Span {
        let gone = u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX);
        Span::from_milliseconds(gone.saturating_mul(self.rate.into())).min(Span::MAX)
    }

    /// The world's clock has followed up to now.
    pub(crate) fn caught_up(&mut self) {
        self.since = Instant::now();
    }
}
