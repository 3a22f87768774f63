//! A managed device: its lock, its notice, its deadline, and what it does with a command.

use crate::domain::device::{DeviceId, DeviceLock};
use crate::domain::instant::Instant;
use crate::domain::passcode::Passcode;
use crate::domain::reset::{ResetId, ResetScope};
use crate::domain::span::Span;
use crate::domain::view::{Notice, Said, View};
use crate::policy::row::{FollowUp, Otherwise};
use crate::policy::surfaces::Limit;
use crate::simulation::clock::Answered;
use crate::simulation::marks::Marks;

#[cfg(test)]
mod tests;

/// A device, as its owner holds it.
#[derive(Clone, Debug)]
pub(crate) struct Device {
    /// What opens it, if anything is needed.
    pub(crate) passcode: Option<Passcode>,
    /// Whether it is connected.
    pub(crate) online: bool,
    /// The token that a server must show to have the passcode removed.
    pub(crate) unlock_token: u64,
    /// The passcode that its latest reset gave it, whatever the owner has set since.
    pub(crate) given: Option<Passcode>,
    /// Whether its passcode is meant to be replaced by one of the owner's own.
    pub(crate) temporary: bool,
    unlocked: bool,
    asks_for_own_passcode: bool,
    notice: Option<Notice>,
    follow_up: Option<(Instant, Otherwise)>,
    apps_blocked: bool,
    last_applied: Option<(ResetId, Answered)>,
    profile: WorkProfile,
    lost: Said,
}

/// What opens a device's work profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WorkProfile {
    /// The device has none.
    Absent,
    /// What opens the device, as long as no reset has set them apart.
    LikeDevice,
    /// A passcode of its own, or none.
    Own(Option<Passcode>),
}

impl Device {
    /// A device that has just come under management: connected, without a passcode.
    pub(crate) const fn new(unlock_token: u64) -> Self {
        Self {
            passcode: None,
            online: true,
            unlock_token,
            given: None,
            temporary: false,
            unlocked: false,
            asks_for_own_passcode: false,
            notice: None,
            follow_up: None,
            apps_blocked: false,
            last_applied: None,
            profile: WorkProfile::Absent,
            lost: Said::NOTHING,
        }
    }

    /// The same with a work profile, where resets are about one.
    pub(crate) const fn with_profile_for(self, scope: ResetScope) -> Self {
        let profile = match scope {
            ResetScope::Device => WorkProfile::Absent,
            ResetScope::WorkProfile => WorkProfile::LikeDevice,
        };
        Self { profile, ..self }
    }

    /// What opens its work profile, where it has one that asks for a passcode.
    pub(crate) const fn profile_passcode(&self) -> Option<Passcode> {
        match self.profile {
            WorkProfile::Absent => None,
            WorkProfile::LikeDevice => self.passcode,
            WorkProfile::Own(passcode) => passcode,
        }
    }

    /// Loses what a reset takes away besides the passcode.
    pub(crate) fn lose(&mut self, what: Said) {
        for text in what.texts() {
            if !self.lost.texts().contains(text) {
                self.lost.push(*text);
            }
        }
    }

    /// The work profile takes the new passcode, or does without one; the device keeps its own.
    pub(crate) const fn replace_in_profile(&mut self, passcode: Option<Passcode>) {
        self.profile = WorkProfile::Own(passcode);
        self.given = passcode;
    }

    /// What keeps people from the device's contents.
    pub(crate) const fn lock(&self) -> DeviceLock {
        match (&self.passcode, self.unlocked) {
            (None, _) => DeviceLock::NoPasscode,
            (Some(_), true) => DeviceLock::Unlocked,
            (Some(_), false) => DeviceLock::Locked,
        }
    }

    /// What the owner sees.
    pub(crate) fn view(&self) -> View {
        View {
            allowed: true,
            notice: self.notice,
            lock: Some(self.lock()),
            apps_blocked: self.apps_blocked,
            asks_for_own_passcode: self.asks_for_own_passcode,
            lost: self.lost,
            ..View::default()
        }
    }

    /// Opens. One with a temporary passcode then asks for another one, which the owner may put off.
    pub(crate) const fn open(&mut self) {
        self.unlocked = true;
        self.asks_for_own_passcode = self.temporary;
    }

    /// Has a passcode of the owner's choice; the device then locks, as it does when it is put away, and asks for
    /// nothing more.
    pub(crate) const fn set(&mut self, passcode: Passcode) {
        self.passcode = Some(passcode);
        self.unlocked = false;
        self.temporary = false;
        self.asks_for_own_passcode = false;
        self.follow_up = None;
        self.notice = None;
        self.apps_blocked = false;
    }

    /// Whether it keeps its apps closed.
    pub(crate) const fn apps_blocked(&self) -> bool {
        self.apps_blocked
    }

    /// The answer that the device gave to this very reset or a later one: delivery is at least once.
    pub(crate) fn answered(&self, reset: ResetId) -> Option<Answered> {
        self.last_applied.filter(|(id, _)| *id >= reset).map(|(_, answer)| answer)
    }

    /// Remembers what it answered.
    pub(crate) const fn remember(&mut self, reset: ResetId, answer: Answered) {
        self.last_applied = Some((reset, answer));
    }

    /// The answer in which it returned a passcode that it made is lost: it returns one once.
    pub(crate) fn has_returned_passcode(&mut self, reset: ResetId) {
        if let Some((id, Answered::Done(passcode))) = &mut self.last_applied
            && *id == reset
        {
            *passcode = None;
        }
    }

    /// Forgets what it has carried out.
    pub(crate) const fn forget(&mut self) {
        self.last_applied = None;
    }

    /// Takes the new passcode, or does without one.
    pub(crate) const fn replace(&mut self, passcode: Option<Passcode>) {
        self.passcode = passcode;
        self.given = passcode;
        self.unlocked = false;
        self.temporary = false;
        self.asks_for_own_passcode = false;
        self.apps_blocked = false;
        self.follow_up = None;
    }

    /// Is as it was when it was new, and connected as it is.
    pub(crate) const fn erase(&mut self) {
        *self = Self { online: self.online, ..Self::new(self.unlock_token) };
    }

    /// Leaves management: no policy asks anything of it any more.
    pub(crate) const fn leave_management(&mut self) {
        self.follow_up = None;
        self.apps_blocked = false;
    }

    /// Restarts: it locks. What it has carried out, it remembers.
    pub(crate) const fn reboot(&mut self) {
        self.unlocked = false;
    }

    /// Shows what the policy has it say.
    pub(crate) const fn show(&mut self, notice: Notice) {
        self.notice = Some(notice);
    }

    /// Starts the time to follow up; returns the instant at which it is over.
    pub(crate) fn start_follow_up(&mut self, follow_up: &FollowUp, from: Instant) -> Instant {
        let last = from.after(follow_up.set_passcode_within);
        let over = match follow_up.limit {
            Limit::Inclusive => last.after(Span::from_milliseconds(1)),
            Limit::Exclusive => last,
        };
        self.follow_up = Some((over, follow_up.otherwise));
        over
    }

    /// Ends the time to follow up, if it is this one and it is over. Returns whether apps are blocked now.
    pub(crate) fn end_follow_up(&mut self, now: Instant) -> bool {
        let Some((_, otherwise)) = self.follow_up.filter(|(over, _)| *over <= now) else {
            return false;
        };
        self.follow_up = None;
        match otherwise {
            Otherwise::AppsBlocked => {
                self.apps_blocked = true;
                true
            }
            Otherwise::Nothing => false,
        }
    }
}

/// For exploring: when something would change by itself, and what distinguishes two devices.
impl Device {
    /// When the time to follow up is over, if it is running.
    pub(crate) fn follow_up_ends(&self) -> Option<Instant> {
        self.follow_up.map(|(over, _)| over)
    }

    /// The reset that it remembers its answer to.
    pub(crate) fn remembered(&self) -> Option<ResetId> {
        self.last_applied.map(|(reset, ..)| reset)
    }

    /// Adds what distinguishes this device from others.
    pub(crate) fn mark(&self, at: DeviceId, server_token: Option<u64>, marks: &mut Marks) {
        let Self {
            passcode,
            online,
            unlock_token,
            given,
            temporary,
            unlocked,
            asks_for_own_passcode,
            notice,
            follow_up,
            apps_blocked,
            last_applied,
            profile,
            lost,
        } = self;
        marks.passcode(*passcode);
        marks.passcode(*given);
        marks.flag(matches!(profile, WorkProfile::Own(_)));
        marks.passcode(self.profile_passcode());
        let flags = [
            *online,
            *unlocked,
            *apps_blocked,
            *temporary,
            *asks_for_own_passcode,
            server_token == Some(*unlock_token),
        ];
        flags.into_iter().for_each(|flag| marks.flag(flag));
        marks.small(notice.map_or(0, |notice| 1 + notice.kind.number()));
        marks.number(notice.map_or(0, |notice| notice.says.0.into()));
        lost.texts().iter().for_each(|text| marks.number(u64::from(text.0)));
        marks.small(u8::try_from(lost.texts().len()).unwrap_or(u8::MAX));
        marks.flag(follow_up.is_some());
        if let Some((over, otherwise)) = follow_up {
            marks.ahead(*over);
            marks.small(otherwise.number());
        }
        marks.reset(at, last_applied.map(|(reset, ..)| reset));
        if let Some((_, answer)) = last_applied {
            answer.mark(marks);
        }
    }
}
