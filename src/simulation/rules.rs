//! The points at which the simulation decides, as a value: a wrong simulation is another value, and no other code.

use crate::domain::action::UserAction;
use crate::domain::actor::Actor;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::reset::{Effect, ResetState};
use crate::policy::checked::{
    ConsoleTexts, OfflineDevice, Policy, PortalTexts, Superseded, TextId,
};
use crate::policy::row::Row;
use crate::simulation::command::{Receipt, ResetCommand, receive};
use crate::simulation::device::Device;
use crate::simulation::portal::{portal_knows, portal_text};
use crate::simulation::random_stream::RandomStream;
use crate::simulation::response::{Circumstances, Response, respond};
use crate::simulation::server::{DeviceRecord, VisiblePasscode, removed_text, visible_passcode};

/// How the simulation decides. A seeded defect (`defect.rs`) differs from [`Rules::RIGHT`] at one point or two.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    /// The response to a user action.
    pub(crate) respond: fn(UserAction, &Circumstances) -> Result<Response, Refusal>,
    /// Whether the portal shows a device of this owner to a person.
    pub(crate) portal_knows: fn(person: Actor, owner: Actor) -> bool,
    /// What the portal says when a reset that began there reaches a state.
    pub(crate) portal_text: fn(&PortalTexts, ResetState) -> Option<TextId>,
    /// What happens to a reset while its device is offline.
    pub(crate) offline_device: fn(&Policy) -> OfflineDevice,
    /// How often the server pushes for a reset while it does not hear of the device.
    pub(crate) pushes_max: u32,
    /// How far a reset is, for the server, whose device checks in.
    pub(crate) state_at_check_in: ResetState,
    /// What a device does with a command.
    pub(crate) receive: fn(&mut Device, &ResetCommand<'_>, &mut RandomStream) -> Receipt,
    /// Which passcode is visible in a place.
    pub(crate) visible_passcode:
        fn(&DeviceRecord, &Row, Superseded, Place) -> Option<VisiblePasscode>,
    /// The state of the latest reset that a console shows.
    pub(crate) state_in_console: fn(ResetState) -> Option<ResetState>,
    /// What a console says in the place of a passcode that was removed.
    pub(crate) removed_text: fn(&ConsoleTexts, Effect, ResetState) -> Option<TextId>,
}

impl Rules {
    /// Those of a simulation without a defect.
    pub(crate) const RIGHT: Self = Self {
        respond,
        portal_knows,
        portal_text,
        offline_device: |policy| policy.offline_device,
        pushes_max: u32::MAX,
        state_at_check_in: ResetState::Active,
        receive,
        visible_passcode,
        state_in_console: Some,
        removed_text,
    };
}
