//! One thing that was done in a world.

use crate::domain::actor::ActorId;
use crate::domain::device::DeviceId;
use crate::domain::fault::Fault;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetScope;
use crate::domain::span::Span;
use crate::language::plan::{Check, KnownPasscode, SurfaceAction};
use crate::policy::keys::KeyId;

/// Something that is done in a world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum WorldStep {
    /// One more device comes under management, with a passcode of its owner's.
    Enrol {
        /// Whose it is.
        owner: ActorId,
        /// What it is.
        key: KeyId,
        /// The passcode that it has from the start.
        first: FirstPasscode,
    },
    /// The device loses its connection, or is back.
    Connect {
        /// Which.
        device: DeviceId,
        /// Whether it has a connection from now on.
        online: bool,
    },
    /// A person does something on a surface.
    Do {
        /// Who, and where.
        at: Place,
        /// About which device.
        device: DeviceId,
        /// What.
        action: SurfaceAction,
    },
    /// A person goes through the whole flow of a surface, up to the moment when the reset is sent.
    Reset {
        /// Who, and where.
        at: Place,
        /// Of which device.
        device: DeviceId,
    },
    /// A person enters a passcode on the device.
    Enter {
        /// Who.
        who: ActorId,
        /// On which device.
        device: DeviceId,
        /// Whether for the device, or for its work profile.
        scope: ResetScope,
        /// Which passcode.
        passcode: EnteredPasscode,
    },
    /// A person sets a passcode on the device.
    Set {
        /// Who.
        who: ActorId,
        /// On which device.
        device: DeviceId,
        /// The passcode that they chose; one is made up where there is none. No link holds it.
        passcode: Option<Passcode>,
    },
    /// Time passes.
    Pass {
        /// How long.
        span: Span,
        /// Whether someone waited for what happens next, so that the length itself is by chance.
        until_change: bool,
    },
    /// A fault is asked for.
    Inject {
        /// Of which device.
        device: DeviceId,
        /// Which.
        fault: Fault,
    },
}

/// The passcode that a device has from the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FirstPasscode {
    /// One that is made up.
    MadeUp,
    /// This one. No link holds it: there, it is made up.
    Given(Passcode),
    /// None: its owner sets one later.
    None,
}

/// A passcode that is entered, by how the world knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EnteredPasscode {
    /// One that was seen or set before, by its ordinal in the world.
    Known(u8),
    /// Any other.
    Wrong,
}

/// A step that was taken, and what it led to.
#[derive(Clone, Debug)]
pub(crate) struct TakenStep {
    /// What was done.
    pub(crate) step: WorldStep,
    /// Why it was refused, if it was.
    pub(crate) refused: Option<Refusal>,
    /// What could be seen after it that could not be seen before, and whether an expectation of it is usual.
    pub(crate) seen: Vec<SeenAfter>,
    /// Devices whose latest reset was seen to end.
    pub(crate) answered: Vec<DeviceId>,
    /// Whether a reset was in flight when the step began.
    pub(crate) in_flight: bool,
    /// How long ago the device was seen without a passcode for the first time, where it waits for a new one.
    pub(crate) since_removed: Option<(DeviceId, Span)>,
    /// How a sentence calls the passcode that was entered, and the check that finds it first.
    pub(crate) entered: Option<(KnownPasscode, Option<Check>)>,
}

/// Something that could be seen after a step.
#[derive(Clone, Debug)]
pub(crate) struct SeenAfter {
    /// The expectation that it meets.
    pub(crate) check: Check,
    /// Whether most people who write the scenario would expect it.
    pub(crate) usual: bool,
}
