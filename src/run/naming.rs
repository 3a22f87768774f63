//! What the names in a sentence mean in this scenario: which device, which place, which passcode.

use crate::domain::action::UserAction;
use crate::domain::actor::ActorId;
use crate::domain::device::DeviceId;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::language::plan::{KnownPasscode, NamedDevice, NamedPlace, SurfaceAction};
use crate::run::executor::Executor;
use crate::run::failure::Failure;
use crate::sut::SystemUnderTest;

impl<T: SystemUnderTest> Executor<T> {
    pub(crate) fn known(&self, which: KnownPasscode, device: DeviceId) -> Option<Passcode> {
        let device = self.devices.get(device.index());
        match which {
            KnownPasscode::Old => device.and_then(|known| known.old),
            KnownPasscode::Seen => self.seen,
            KnownPasscode::Chosen(who) => {
                device.and_then(|known| known.chosen.get(who.index())).copied().flatten()
            }
        }
    }

    /// The device that a sentence names.
    pub(crate) fn device(&self, named: NamedDevice) -> Result<DeviceId, Failure> {
        let position = match named {
            NamedDevice::Numbered(device) => Some(device.index()),
            NamedDevice::Of(owner) => self.devices.iter().position(|known| known.owner == owner),
        };
        let found = position.filter(|position| *position < self.devices.len());
        found
            .and_then(|found| u8::try_from(found).ok())
            .map(DeviceId)
            .ok_or_else(Failure::no_device)
    }

    /// The place that a sentence names; without a surface, that which the actor used last, or the first that they may use.
    pub(crate) fn place(&self, named: NamedPlace) -> Result<Place, Failure> {
        let actor = named.actor;
        let last = self.last_used.get(actor.index()).copied().flatten();
        let first = || {
            let mut may =
                self.policy.declared_surfaces().filter(|(_, it)| it.people.contains(&actor));
            may.next().map(|(id, _)| id)
        };
        let surface = named.surface.or(last).or_else(first);
        let surface = surface.ok_or_else(|| Failure::no_surface(self.policy.actor_name(actor)))?;
        Ok(Place::new(actor, surface))
    }

    /// Whose device it is.
    pub(crate) fn owner_of(&self, device: DeviceId) -> ActorId {
        let owner = self.devices.get(device.index()).map(|known| known.owner);
        owner.unwrap_or_else(|| self.policy.owner())
    }

    /// What failures call a passcode.
    pub(crate) fn in_words(&self, which: KnownPasscode) -> String {
        match which {
            KnownPasscode::Old => "the old passcode".to_owned(),
            KnownPasscode::Seen => "the new passcode".to_owned(),
            KnownPasscode::Chosen(who) => {
                format!("the passcode that {} set", self.policy.actor_name(who))
            }
        }
    }
}

impl SurfaceAction {
    /// The same as an action on a system under test.
    pub(crate) const fn as_user_action(self) -> UserAction {
        match self {
            Self::SelectReset => UserAction::SelectReset,
            Self::SignOut => UserAction::SignOut,
            Self::SignIn(from) => UserAction::SignIn { from },
            Self::Confirm => UserAction::Confirm,
            Self::EnterCode { right } => UserAction::EnterCode { right },
            Self::Choose(option) => UserAction::Choose { option },
            Self::Cancel => UserAction::Cancel,
        }
    }
}
