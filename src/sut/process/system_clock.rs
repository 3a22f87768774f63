//! The clock of an outside system: one that is moved, or one that runs by itself and is read on the wall.

use std::time::Duration;

use crate::domain::instant::Instant;
use crate::domain::span::Span;
use crate::sut::protocol::declaration::ClockKind;

/// The present of one scenario.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SystemClock {
    /// What the system has said last.
    Moved(Instant),
    /// The time on the wall since the scenario began, times a factor.
    Running { since: std::time::Instant, scale: u32 },
}

impl SystemClock {
    /// The clock of a scenario that begins now.
    #[expect(clippy::disallowed_methods, reason = "an outside system has a clock on the wall")]
    pub(crate) fn start(kind: ClockKind, scale: u32) -> Self {
        match kind {
            ClockKind::Virtual => Self::Moved(Instant::START),
            ClockKind::Scaled => Self::Running { since: std::time::Instant::now(), scale },
            ClockKind::Real | ClockKind::None => {
                Self::Running { since: std::time::Instant::now(), scale: 1 }
            }
        }
    }

    /// The present.
    pub(crate) fn now(&self) -> Instant {
        match self {
            Self::Moved(now) => *now,
            Self::Running { since, scale } => {
                let passed = u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX);
                Instant::from_milliseconds(passed.saturating_mul(u64::from(*scale)))
            }
        }
    }

    /// How long a span of the scenario takes on the wall.
    pub(crate) fn on_the_wall(&self, span: Span) -> Duration {
        match self {
            Self::Moved(_) => Duration::ZERO,
            // A part of a millisecond counts as a whole one, so that the span has passed at its end.
            Self::Running { scale, .. } => {
                Duration::from_millis(span.milliseconds().div_ceil(u64::from((*scale).max(1))))
            }
        }
    }
}
