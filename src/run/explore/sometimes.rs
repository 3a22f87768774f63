//! The interesting states: a search that never reached them would say little by finding nothing.

use crate::domain::actor::Actor;
use crate::domain::device::DeviceId;
use crate::domain::phrase::phrases;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::reset::Effect;
use crate::domain::surface::Surface;
use crate::domain::view::ShownPasscode;
use crate::journal::entry::Entry;
use crate::journal::event::Event;
use crate::policy::checked::{OfflineDevice, Policy, Superseded};
use crate::policy::row::{Otherwise, Row, RowId};
use crate::policy::table::{ResetBefore, Visible};
use crate::simulation::Simulation;

/// A state that an exploration should reach, where the policy leads there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sometimes {
    /// A person is asked to confirm a reset, having signed in again.
    AskedToConfirm,
    /// A person came back too late.
    WindowExpired,
    /// A person tried a reset while one was in flight.
    SecondResetRefused,
    /// A person tried what is not theirs.
    StrangerRefused,
    /// A reset is in flight, and its device is away.
    PendingOffline,
    /// A reset failed because its device was away.
    FailedOffline,
    /// Both devices have a reset in flight.
    BothInFlight,
    /// A device carried out a reset.
    Applied,
    /// A command arrived a second time.
    DuplicateIgnored,
    /// A new passcode is visible in the portal.
    PasscodeInPortal,
    /// A new passcode is visible in a console.
    PasscodeInConsole,
    /// A passcode that was visible is gone, because a newer reset was accepted.
    SupersededHidden,
    /// A visible passcode is marked as superseded.
    SupersededMarked,
    /// No one set a passcode in time.
    AppsBlocked,
    /// A passcode was set after all.
    AppsUnblocked,
}

phrases!(Sometimes, "interesting state", {
    AskedToConfirm => "the portal asks to confirm a reset",
    WindowExpired => "a person signs in again too late",
    SecondResetRefused => "a second reset is refused while one is in flight",
    StrangerRefused => "another end user is refused access",
    PendingOffline => "a reset waits for a device that is offline",
    FailedOffline => "a reset fails because its device is offline",
    BothInFlight => "both devices have a reset in flight at once",
    Applied => "a device carries out a reset",
    DuplicateIgnored => "a device ignores a command that arrives twice",
    PasscodeInPortal => "a new passcode is visible in the portal",
    PasscodeInConsole => "a new passcode is visible in a console",
    SupersededHidden => "a visible passcode is hidden by a newer reset",
    SupersededMarked => "a visible passcode is marked as superseded",
    AppsBlocked => "a device blocks its apps",
    AppsUnblocked => "a device lets its apps be used again",
});

/// Signing out and in again takes this many steps, selecting before and confirming after included.
const PORTAL_FLOW: usize = 4;
/// From acceptance to the answer, the clock moves once: everything on its way arrives.
const ANSWER: usize = 1;
/// A connection that is lost and found makes a device check in twice; then the clock moves.
const SECOND_COMMAND: usize = 3;

impl Sometimes {
    /// The steps that lead there from the beginning; nothing where the policy does not lead there.
    pub fn steps(self, policy: &Policy, id: RowId, console: bool) -> Option<usize> {
        let row = policy.row(id)?;
        let portal = policy.portal.offers_reset;
        let ask = if console { 1 } else { PORTAL_FLOW };
        let asked = (console || portal).then_some(ask)?;
        let applied = asked + ANSWER;
        let shown = |portal: bool| shortest(policy, row, console, portal);
        let any_shown = [shown(true), shown(false)].into_iter().flatten().min();
        let follow_up = row.follow_up.filter(|it| it.otherwise == Otherwise::AppsBlocked);
        let when = |holds: bool, steps: usize| holds.then_some(steps);
        match self {
            Self::AskedToConfirm => when(portal, PORTAL_FLOW - 1),
            // The clock moves once between signing out and signing in.
            Self::WindowExpired => when(portal, PORTAL_FLOW),
            Self::SecondResetRefused => Some(asked + 1),
            Self::StrangerRefused => Some(1),
            Self::PendingOffline => when(policy.offline_device == OfflineDevice::Waits, asked + 1),
            Self::FailedOffline => when(policy.offline_device == OfflineDevice::Fails, asked + 1),
            Self::BothInFlight => Some(2 * asked),
            Self::Applied => Some(applied),
            Self::DuplicateIgnored => Some(asked + SECOND_COMMAND),
            Self::PasscodeInPortal => shown(true),
            Self::PasscodeInConsole => shown(false),
            Self::SupersededHidden => {
                any_shown.filter(|_| policy.superseded == Superseded::Hidden).map(|it| it + ask)
            }
            Self::SupersededMarked => {
                any_shown.filter(|_| policy.superseded == Superseded::Marked).map(|it| it + ask)
            }
            Self::AppsBlocked => follow_up.map(|_| applied + 1),
            Self::AppsUnblocked => follow_up.map(|_| applied + 2),
        }
    }

    /// The interesting state that an entry of a step's journal shows.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other events show no interesting state"
    )]
    pub(crate) fn shown_by(policy: &Policy, entry: &Entry) -> Option<Self> {
        match entry.event {
            Event::Asked { prompt: crate::domain::view::Prompt::ResetPasscode, .. } => {
                Some(Self::AskedToConfirm)
            }
            Event::WindowExpired { .. } => Some(Self::WindowExpired),
            Event::Refused { refusal: Refusal::AlreadyPending, .. } => {
                Some(Self::SecondResetRefused)
            }
            Event::Refused { who: Actor::AnotherEndUser, .. }
                if entry.device == DeviceId::FIRST =>
            {
                Some(Self::StrangerRefused)
            }
            Event::Ended { state: crate::domain::reset::ResetState::Failed, .. }
                if policy.offline_device == OfflineDevice::Fails =>
            {
                Some(Self::FailedOffline)
            }
            Event::Applied { .. } => Some(Self::Applied),
            Event::Ignored { .. } => Some(Self::DuplicateIgnored),
            Event::AppsBlocked => Some(Self::AppsBlocked),
            Event::AppsUnblocked => Some(Self::AppsUnblocked),
            _ => None,
        }
    }
}

/// The fewest steps to a new passcode in the portal, or in a console.
fn shortest(policy: &Policy, row: &Row, console: bool, in_portal: bool) -> Option<usize> {
    if row.effect != Effect::Replaced {
        return None;
    }
    let way = |by: Actor| match by {
        Actor::Administrator => console.then_some(1),
        Actor::EndUser | Actor::AnotherEndUser => policy.portal.offers_reset.then_some(PORTAL_FLOW),
    };
    let steps = |entry: &Visible| {
        let all = [way(Actor::Administrator), way(Actor::EndUser)];
        let any = all.into_iter().flatten().min();
        let own = entry.when.reset_by.map_or(any, way)? + ANSWER;
        let before = match entry.when.reset_before {
            None => 0,
            Some(ResetBefore::Any) => any? + ANSWER,
            Some(ResetBefore::ByAdministrator) => way(Actor::Administrator)? + ANSWER,
        };
        Some(own + before)
    };
    let there = row.visible.iter().filter(|entry| {
        let portal = entry.place.surface == Surface::CompanyPortal;
        portal == in_portal && (portal || console)
    });
    there.filter_map(steps).min()
}

/// Which passcodes of which device are visible where, a bit a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ObservationsSeen {
    new: u32,
    superseded: u32,
}

impl ObservationsSeen {
    /// What is visible where in this state.
    pub(crate) fn of(state: &Simulation) -> Self {
        let mut observations = Self::default();
        let mut bit = 1;
        for device in [DeviceId::FIRST, DeviceId::SECOND] {
            for place in Place::all() {
                match state.look(place, device).passcode {
                    ShownPasscode::Shown { superseded: true, .. } => observations.superseded |= bit,
                    ShownPasscode::Shown { superseded: false, .. } => observations.new |= bit,
                    ShownPasscode::Nothing | ShownPasscode::Words(_) => {}
                }
                bit <<= 1;
            }
        }
        observations
    }

    /// The interesting things that a new state shows, coming from another.
    pub(crate) fn compare(
        self,
        before: Self,
        state: &Simulation,
        mut found: impl FnMut(Sometimes),
    ) {
        let in_portal = |place: &Place| place.surface == Surface::CompanyPortal;
        let portal =
            Place::all().filter(in_portal).fold(0, |bits, place| bits | 1 << place.index());
        let portal = portal | portal << Place::COUNT;
        let in_flight = [DeviceId::FIRST, DeviceId::SECOND].map(|device| state.in_flight(device));
        let waits = [DeviceId::FIRST, DeviceId::SECOND]
            .into_iter()
            .any(|device| state.in_flight(device) && state.online(device) == Some(false));
        let shown = [
            (self.new & portal != 0, Sometimes::PasscodeInPortal),
            (self.new & !portal != 0, Sometimes::PasscodeInConsole),
            (before.new & !self.new & !self.superseded != 0, Sometimes::SupersededHidden),
            (self.superseded != 0, Sometimes::SupersededMarked),
            (waits, Sometimes::PendingOffline),
            (in_flight == [true; 2], Sometimes::BothInFlight),
        ];
        shown.into_iter().filter(|(holds, _)| *holds).for_each(|(_, sometimes)| found(sometimes));
    }
}
