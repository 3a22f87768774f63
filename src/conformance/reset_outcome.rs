//! How a reset went: resets that went another way than is usual for a key are rows of their own in both tables.

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
    /// None was seen to end.
    NotObserved,
}

phrases!(ResetOutcome, "outcome", {
    Done => "done",
    DoneDespiteFault => "done despite a fault",
    Failed => "failed",
    Canceled => "canceled",
    NotSupported => "not supported",
    NotObserved => "not observed",
});

impl ResetOutcome {
    /// What is usual for a key that was seen with several outcomes: the first of these.
    pub(crate) const USUAL: [Self; 6] = [
        Self::Done,
        Self::NotSupported,
        Self::Failed,
        Self::Canceled,
        Self::DoneDespiteFault,
        Self::NotObserved,
    ];

    /// Whether nothing went wrong.
    pub(crate) fn is_plain(self) -> bool {
        matches!(self, Self::Done | Self::NotObserved)
    }

    /// Its name, unless nothing went wrong: titles leave that out.
    pub(crate) fn unless_plain(self) -> Option<&'static str> {
        (!self.is_plain()).then(|| self.name())
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
