//! The points at which the simulation decides, as a value: a wrong simulation is another value, and no other code.

use crate::domain::action::UserAction;
use crate::domain::actor::ActorId;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::reset::{Effect, ResetState};
use crate::domain::span::Span;
use crate::domain::surface::SurfaceKind;
use crate::domain::text_table::TextId;
use crate::domain::view::View;
use crate::policy::checked::{OfflineDevice, Policy, Superseded};
use crate::policy::surfaces::SurfaceTexts;
use crate::policy::table::Situation;
use crate::simulation::command::{Receipt, ResetCommand, receive};
use crate::simulation::device::Device;
use crate::simulation::random_stream::RandomStream;
use crate::simulation::response::{Circumstances, Response, respond};
use crate::simulation::seeing::{Seeing, seen};
use crate::simulation::server::{DeviceRecord, VisiblePasscode, removed_text, visible_passcode};
use crate::simulation::session::{portal_knows, text_of};

/// Which passcode a place shows, from the record, what the row shows there, and the kind of surface.
pub(crate) type Show = fn(
    &DeviceRecord,
    &dyn Fn(Situation) -> bool,
    Superseded,
    (SurfaceKind, Place),
) -> Option<VisiblePasscode>;

/// What happens when a user does something.
pub(crate) type Respond = fn(UserAction, &Circumstances<'_>) -> Result<Response, Refusal>;

/// How the simulation decides. A seeded defect (`defect.rs`) differs from [`Rules::RIGHT`] at one point or two.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    /// The response to a user action.
    pub(crate) respond: Respond,
    /// Whether a portal shows a device of this owner to a person.
    pub(crate) portal_knows: fn(person: ActorId, owner: ActorId) -> bool,
    /// What a surface says when a reset that began there reaches a state.
    pub(crate) text_of: fn(&SurfaceTexts, ResetState) -> Option<TextId>,
    /// What happens to a reset while its device is offline.
    pub(crate) offline_device: fn(&Policy) -> OfflineDevice,
    /// How often the server pushes for a reset while it does not hear of the device.
    pub(crate) pushes_max: u32,
    /// How far a reset is, for the server, whose device checks in.
    pub(crate) state_at_check_in: ResetState,
    /// How much later than usual the first push of a reset arrives.
    pub(crate) push_delay: fn(&Policy) -> Span,
    /// Whether a reset that ended like this counts as an earlier one afterwards.
    pub(crate) counts_as_earlier: fn(ResetState) -> bool,
    /// What a restart does to a device.
    pub(crate) restart: fn(&mut Device),
    /// What there is to see in a place, of what would be right.
    pub(crate) seen: fn(View, &Seeing<'_>) -> View,
    /// What a device does with a command.
    pub(crate) receive: fn(&mut Device, &ResetCommand<'_>, &mut RandomStream) -> Receipt,
    /// Which passcode is visible in a place.
    pub(crate) visible_passcode: Show,
    /// The state of the latest reset that a console shows.
    pub(crate) state_in_console: fn(ResetState) -> Option<ResetState>,
    /// What a console says in the place of a passcode that was removed.
    pub(crate) removed_text: fn(&SurfaceTexts, Effect, &DeviceRecord) -> Option<TextId>,
}

impl Rules {
    /// Those of a simulation without a defect.
    pub(crate) const RIGHT: Self = Self {
        respond,
        portal_knows,
        text_of,
        offline_device: |policy| policy.offline_device,
        pushes_max: u32::MAX,
        state_at_check_in: ResetState::Active,
        push_delay: |_| Span::ZERO,
        counts_as_earlier: |state| matches!(state, ResetState::Done),
        restart: Device::reboot,
        seen,
        receive,
        visible_passcode,
        state_in_console: Some,
        removed_text,
    };
}
