//! Wrong simulations, so that features and invariants can show that they would notice.
//!
//! Only this crate's own tests can switch one on: in a build for users every question below is
//! answered with no by the compiler.

use crate::simulation::Simulation;

/// One way of being wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    WindowNotChecked,
    WindowFromRequest,
    FirstSelectionSends,
    CancelStillSends,
    PhoneNeeded,
    AnotherEndUserLetIn,
    SecondResetAccepted,
    PendingNotSaid,
    SuccessNotSaid,
    SuccessBeforeApplied,
    PortalShowsInHybrid,
    ConsoleShowsTooMuch,
    OwnResetNotShown,
    SupersededStays,
    ConsoleKeepsNoState,
    RemovedNotTold,
    DuplicateMakesSecondPasscode,
    LostResultHangs,
    StaleTokenSucceeds,
    OfflineResetFails,
    OldPasscodeKept,
    OtherPasscodeTold,
    PasscodeNotRemoved,
    DeviceSaysNothing,
    DeadlineFromRequest,
    AppsNeverBlocked,
}

impl Simulation {
    /// Whether the simulation is wrong in this way.
    pub(crate) fn has_defect(&self, defect: Defect) -> bool {
        cfg!(test) && self.defect == Some(defect)
    }

    /// Makes the simulation wrong in this way, over restarts too.
    #[cfg(test)]
    pub(crate) const fn inject_defect(&mut self, defect: Option<Defect>) {
        self.defect = defect;
    }
}

#[cfg(test)]
impl Defect {
    /// Every way of being wrong, with what it does in words.
    pub(crate) const ALL: [(Self, &str); 26] = [
        (Self::WindowNotChecked, "the window for signing in again is not checked"),
        (Self::WindowFromRequest, "the window opens at the first Reset Passcode"),
        (Self::FirstSelectionSends, "the first Reset Passcode sends at once"),
        (Self::CancelStillSends, "cancelling sends all the same"),
        (Self::PhoneNeeded, "the portal lets nobody in but from the phone"),
        (Self::AnotherEndUserLetIn, "another end user is let in"),
        (Self::SecondResetAccepted, "a second reset is accepted while one is in flight"),
        (Self::PendingNotSaid, "the portal does not say that the reset is pending"),
        (Self::SuccessNotSaid, "the portal does not say that the reset succeeded"),
        (Self::SuccessBeforeApplied, "success is told before the device has applied the reset"),
        (Self::PortalShowsInHybrid, "the portal shows every new passcode"),
        (
            Self::ConsoleShowsTooMuch,
            "the consoles show every new passcode, without an earlier reset",
        ),
        (
            Self::OwnResetNotShown,
            "the consoles hide the passcode of an administrator's own first reset",
        ),
        (Self::SupersededStays, "a superseded passcode stays in sight, unmarked"),
        (Self::ConsoleKeepsNoState, "the consoles keep no state"),
        (Self::RemovedNotTold, "Remote Mobile Device Manager shows nothing for a removed passcode"),
        (Self::DuplicateMakesSecondPasscode, "a duplicated command makes a second passcode"),
        (Self::LostResultHangs, "a lost answer leaves the reset pending for ever"),
        (Self::StaleTokenSucceeds, "a stale unlock token is reported as a success"),
        (Self::OfflineResetFails, "a reset of an offline device fails"),
        (Self::OldPasscodeKept, "the device reports a new passcode and keeps the old one"),
        (Self::OtherPasscodeTold, "the device reports another passcode than it has"),
        (Self::PasscodeNotRemoved, "the device keeps a passcode that it was told to remove"),
        (Self::DeviceSaysNothing, "the device says nothing"),
        (Self::DeadlineFromRequest, "the time to set a passcode starts at the request"),
        (Self::AppsNeverBlocked, "apps are never blocked"),
    ];
}
