//! The interesting states: a search that never reached them would say little by finding nothing.

use crate::domain::actor::{ActorId, Role};
use crate::domain::device::DeviceId;
use crate::domain::phrase::phrases;
use crate::domain::place::Place;
use crate::domain::prompt::PromptKind;
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetState;
use crate::domain::view::ShownPasscode;
use crate::journal::entry::Entry;
use crate::journal::event::Event;
use crate::policy::checked::{OfflineDevice, Policy, Superseded};
use crate::policy::keys::KeyId;
use crate::policy::row::{Otherwise, Row};
use crate::policy::surfaces::Surface;
use crate::policy::table::{Earlier, Situation};
use crate::simulation::Simulation;

/// A state that an exploration should reach, where the policy leads there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sometimes {
    /// A person is asked for the last thing before the reset is sent.
    AskedLast,
    /// A person came back too late.
    WindowExpired,
    /// A person entered a wrong code.
    WrongCode,
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
    /// A new passcode is visible in a portal.
    PasscodeInPortal,
    /// A new passcode is visible in a console.
    PasscodeInConsole,
    /// A passcode that was visible is gone, because a newer reset was done.
    SupersededHidden,
    /// A visible passcode is marked as superseded.
    SupersededMarked,
    /// No one set a passcode in time.
    AppsBlocked,
    /// A passcode was set after all.
    AppsUnblocked,
}

phrases!(Sometimes, "interesting state", {
    AskedLast => "a surface asks for the last thing before it sends a reset",
    WindowExpired => "a person signs in again too late",
    WrongCode => "a person enters a wrong code",
    SecondResetRefused => "a second reset is refused while one is in flight",
    StrangerRefused => "another owner is refused access",
    PendingOffline => "a reset waits for a device that is offline",
    FailedOffline => "a reset fails because its device is offline",
    BothInFlight => "both devices have a reset in flight at once",
    Applied => "a device carries out a reset",
    DuplicateIgnored => "a device ignores a command that arrives twice",
    PasscodeInPortal => "a new passcode is visible in a portal",
    PasscodeInConsole => "a new passcode is visible in a console",
    SupersededHidden => "a visible passcode is hidden by a newer reset",
    SupersededMarked => "a visible passcode is marked as superseded",
    AppsBlocked => "a device blocks its apps",
    AppsUnblocked => "a device lets its apps be used again",
});

impl Sometimes {
    /// Whether the policy leads there, for devices of this key. How many steps it takes is for a search to find.
    pub fn is_promised(self, policy: &Policy, key: KeyId) -> bool {
        let Some(covered) = policy.covered(key) else { return false };
        let Some(row) = policy.row(covered.row) else { return false };
        let management = covered.key.management();
        let places: Vec<Place> = policy.resetting_places(policy.owner(), &covered.key).collect();
        let asks_for = |kind| {
            let mut surfaces = places.iter().filter_map(|place| policy.surface(place.surface));
            surfaces.any(|surface| surface.asks_for(kind))
        };
        let has_flow = |surface: &Surface| surface.flow.as_ref().is_some_and(|it| !it.is_empty());
        let blocks = row.follow_up.is_some_and(|it| it.otherwise == Otherwise::AppsBlocked);
        let is_carried_out = |place: &Place| row.support(place.surface).is_none();
        if places.is_empty() && self != Self::StrangerRefused {
            return false;
        }
        match self {
            Self::AskedLast => {
                places.iter().filter_map(|place| policy.surface(place.surface)).any(has_flow)
            }
            Self::WindowExpired => asks_for(PromptKind::SignInAgain),
            Self::WrongCode => asks_for(PromptKind::EnterCode),
            Self::StrangerRefused => policy.first_with(Role::OtherOwner).is_some(),
            Self::PendingOffline => policy.offline_device == OfflineDevice::Waits,
            Self::FailedOffline => policy.offline_device == OfflineDevice::Fails,
            Self::SecondResetRefused | Self::BothInFlight => true,
            Self::Applied | Self::DuplicateIgnored => places.iter().any(is_carried_out),
            Self::PasscodeInPortal => shown_on(policy, row, management, Surface::is_portal),
            Self::PasscodeInConsole => shown_on(policy, row, management, Surface::is_console),
            Self::SupersededHidden => {
                policy.superseded == Superseded::Hidden && is_superseded(row, &places)
            }
            Self::SupersededMarked => {
                policy.superseded == Superseded::Marked && is_superseded(row, &places)
            }
            Self::AppsBlocked | Self::AppsUnblocked => blocks,
        }
    }

    /// The interesting state that an entry of a step's trace shows.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other events show no interesting state"
    )]
    pub(crate) fn shown_by(policy: &Policy, entry: &Entry) -> Option<Self> {
        match entry.event {
            Event::Prompted { at, asked } => {
                let flow = policy.surface(at.surface)?.flow.as_deref()?;
                flow.last().filter(|prompt| prompt.asked == asked).map(|_| Self::AskedLast)
            }
            Event::WindowExpired { .. } => Some(Self::WindowExpired),
            Event::EnteredCode { right: false, .. } => Some(Self::WrongCode),
            Event::Refused { refusal: Refusal::AlreadyPending, .. } => {
                Some(Self::SecondResetRefused)
            }
            Event::Refused { at, .. }
                if policy.role(at.actor) == Role::OtherOwner && entry.device == DeviceId::FIRST =>
            {
                Some(Self::StrangerRefused)
            }
            Event::Ended { state: ResetState::Failed, .. }
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

/// Whether the row shows a new passcode on such a surface.
fn shown_on(policy: &Policy, row: &Row, management: &str, is: fn(&Surface) -> bool) -> bool {
    row.visible.iter().any(|entry| {
        let surface = policy.surface(entry.place.surface);
        surface.is_some_and(|surface| is(surface) && surface.manages(management))
    })
}

/// Whether a newer reset can take away a passcode that was visible in a place, by not being visible there itself.
fn is_superseded(row: &Row, resetting: &[Place]) -> bool {
    let by: Vec<ActorId> = resetting.iter().map(|place| place.actor).collect();
    let situations = || {
        by.iter().flat_map(|by| {
            Earlier::ALL.iter().map(|earlier| Situation { by: *by, earlier: *earlier })
        })
    };
    let places = row.visible.iter().map(|entry| entry.place);
    places.into_iter().any(|place| {
        let shown = situations().any(|situation| row.shows(place, situation));
        let hidden = situations().any(|it| it.earlier != Earlier::None && !row.shows(place, it));
        shown && hidden
    })
}

/// Which passcodes of which device are visible where, a bit a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct VisiblePlaces {
    new: u128,
    superseded: u128,
    /// Where a person may look at all: one who signs out sees less, and nothing was hidden.
    allowed: u128,
    portals: u128,
}

impl VisiblePlaces {
    /// What is visible where in this state.
    pub(crate) fn of(state: &Simulation) -> Self {
        let mut visible = Self::default();
        let mut bit = 1;
        for device in [DeviceId::FIRST, DeviceId::SECOND] {
            for place in state.policy().places() {
                let view = state.look(*place, device);
                if view.allowed {
                    visible.allowed |= bit;
                }
                match view.passcode {
                    ShownPasscode::Shown { superseded: true, .. } => visible.superseded |= bit,
                    ShownPasscode::Shown { superseded: false, .. } => visible.new |= bit,
                    ShownPasscode::Nothing
                    | ShownPasscode::Words(_)
                    | ShownPasscode::Masked { .. } => {}
                }
                if state.policy().is_portal(place.surface) {
                    visible.portals |= bit;
                }
                bit <<= 1;
            }
        }
        visible
    }

    /// The interesting things that a new state shows, coming from another.
    pub(crate) fn compare(
        self,
        before: Self,
        state: &Simulation,
        mut found: impl FnMut(Sometimes),
    ) {
        let devices = [DeviceId::FIRST, DeviceId::SECOND];
        let in_flight = devices.map(|device| state.in_flight(device));
        let waits = devices
            .into_iter()
            .any(|device| state.in_flight(device) && state.online(device) == Some(false));
        let hidden = before.new & !self.new & !self.superseded;
        let shown = [
            (self.new & self.portals != 0, Sometimes::PasscodeInPortal),
            (self.new & !self.portals != 0, Sometimes::PasscodeInConsole),
            (hidden & self.allowed != 0, Sometimes::SupersededHidden),
            (self.superseded != 0, Sometimes::SupersededMarked),
            (waits, Sometimes::PendingOffline),
            (in_flight == [true; 2], Sometimes::BothInFlight),
        ];
        shown.into_iter().filter(|(holds, _)| *holds).for_each(|(_, sometimes)| found(sometimes));
    }
}
