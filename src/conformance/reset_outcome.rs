//! How a reset went: resets that did not go as planned are rows of their own in both tables.

use crate::domain::phrase::phrases;
use crate::domain::reset::ResetState;
use crate::journal::observed_reset::ObservedReset;

/// How a reset was seen to go, from start to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResetOutcome {
    /// It was done, and nothing was made to go wrong: a plain reset.
    Done,
    /// It was done although a scenario had something go wrong with it.
    DoneDespiteFault,
    /// It failed.
    Failed,
    /// It was canceled.
    Canceled,
    /// It was not supported.
    NotSupported,
}

phrases!(ResetOutcome, "outcome", {
    Done => "done",
    DoneDespiteFault => "done despite a fault",
    Failed => "failed",
    Canceled => "canceled",
    NotSupported => "not supported",
});

impl ResetOutcome {
    /// Its name, unless the reset was plain: titles leave that out.
    pub(crate) fn unless_plain(self) -> Option<&'static str> {
        (self != Self::Done).then(|| self.name())
    }

    /// How a reset went; nothing if it was never seen to end.
    pub(crate) fn of(reset: &ObservedReset) -> Option<Self> {
        match reset.ended?.0 {
            ResetState::Done if reset.faulty => Some(Self::DoneDespiteFault),
            ResetState::Done => Some(Self::Done),
            ResetState::Failed => Some(Self::Failed),
            ResetState::Canceled => Some(Self::Canceled),
            ResetState::NotSupported => Some(Self::NotSupported),
            ResetState::None | ResetState::Pending | ResetState::Active => None,
        }
    }
}
