//! One line of a journal.

use serde::{Deserialize, Serialize};

use crate::domain::actor::Actor;
use crate::domain::browser::Browser;
use crate::domain::device::{DeviceId, DeviceLock};
use crate::domain::instant::Instant;
use crate::domain::passcode::Shape;
use crate::domain::platform::Management;
use crate::domain::refusal::Refusal;
use crate::domain::reset::{Effect, ResetId, ResetState};
use crate::domain::surface::Surface;
use crate::domain::view::Prompt;
use crate::journal::fault::Fault;
use crate::policy::checked::TextId;
use crate::policy::row::RowId;

/// Something that happened, when, and to which device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Entry {
    /// When.
    pub at: Instant,
    /// To which device.
    pub device: DeviceId,
    /// What.
    pub event: Event,
}

/// An entry's text form: a list of three, which is half as long as an object and quicker to read.
#[derive(Serialize, Deserialize)]
struct Written(Instant, DeviceId, Event);

impl From<Written> for Entry {
    fn from(Written(at, device, event): Written) -> Self {
        Self { at, device, event }
    }
}

impl From<Entry> for Written {
    fn from(Entry { at, device, event }: Entry) -> Self {
        Self(at, device, event)
    }
}

/// What happened. Small and `Copy`: a journal is written in the innermost loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The device came under management.
    Enrolled {
        /// The row that answers for it.
        row: RowId,
        /// How it is managed.
        management: Management,
        /// Whose it is.
        owner: Actor,
    },
    /// The device lost its connection.
    WentOffline,
    /// The device is connected again.
    CameOnline,
    /// A person selected Reset Passcode in the portal.
    SelectedReset {
        /// Who.
        who: Actor,
    },
    /// A person signed out of the portal.
    SignedOut {
        /// Who.
        who: Actor,
    },
    /// A person signed in to the portal.
    SignedIn {
        /// Who.
        who: Actor,
        /// From where.
        from: Browser,
    },
    /// The portal asked for something.
    Asked {
        /// Whom.
        who: Actor,
        /// For what.
        prompt: Prompt,
    },
    /// A person came back after the window had closed: nothing is asked.
    WindowLapsed {
        /// Who.
        who: Actor,
    },
    /// A person confirmed the reset in the portal.
    ConfirmedReset {
        /// Who.
        who: Actor,
    },
    /// A person left the portal's flow.
    Cancelled {
        /// Who.
        who: Actor,
    },
    /// An administrator asked for a reset in a console.
    AskedForReset {
        /// Who.
        who: Actor,
        /// Where.
        surface: Surface,
    },
    /// What a person tried was turned away.
    Refused {
        /// Who tried.
        who: Actor,
        /// Where.
        surface: Surface,
        /// Why.
        refusal: Refusal,
    },
    /// The server accepted a reset.
    Accepted {
        /// Which.
        reset: ResetId,
        /// Who asked for it.
        by: Actor,
        /// Where.
        surface: Surface,
    },
    /// The server asked the device to check in.
    PushSent,
    /// The device checked in with the server.
    CheckedIn,
    /// The device received the command of a reset.
    CommandDelivered {
        /// Which reset.
        reset: ResetId,
    },
    /// The device carried out a reset.
    Applied {
        /// Which.
        reset: ResetId,
        /// What became of its passcode.
        effect: Effect,
        /// The new passcode's shape, where there is one.
        shape: Option<Shape>,
    },
    /// The device could not carry out a reset.
    NotApplied {
        /// Which.
        reset: ResetId,
    },
    /// The device received a command again and did nothing.
    Ignored {
        /// Which reset's.
        reset: ResetId,
    },
    /// The server learned how a reset ended.
    Ended {
        /// Which.
        reset: ResetId,
        /// How.
        state: ResetState,
    },
    /// A surface said something to a viewer.
    Said {
        /// Where.
        surface: Surface,
        /// To whom.
        to: Actor,
        /// What.
        text: TextId,
        /// The shape of the new passcode that it showed beside the text.
        shape: Option<Shape>,
    },
    /// The device blocked its apps: nobody had set a passcode in time.
    AppsBlocked,
    /// The device lets its apps be used again.
    AppsUnblocked,
    /// A person entered a passcode on the device.
    EnteredPasscode {
        /// Who.
        who: Actor,
        /// Whether it opened.
        opened: bool,
    },
    /// A person set a passcode on the device.
    SetPasscode {
        /// Who.
        who: Actor,
    },
    /// Something went wrong between the server, the devices and the persons.
    Fault {
        /// What.
        fault: Fault,
    },
    /// From here on nothing goes wrong any more.
    FaultsEnd,
    /// A viewer looked at a surface and saw something else than at the last look.
    Saw {
        /// Who looked.
        actor: Actor,
        /// Where.
        surface: Surface,
        /// What there was to see.
        observation: Observation,
    },
    /// A step's expectation was compared with what was seen.
    Compared {
        /// The step, counted from zero.
        step: u16,
        /// Whether it was met.
        met: bool,
    },
    /// A person tried something, and the step required it to be done.
    MustNotRefuse {
        /// The step, counted from zero.
        step: u16,
    },
}

/// The part of a view that reports read: no passcode, only its shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// Whether a reset was offered.
    #[serde(default, skip_serializing_if = "is_not")]
    pub offers_reset: bool,
    /// The shape of a passcode that was not marked as superseded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_passcode: Option<Shape>,
    /// The state of the latest reset, where the surface tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<ResetState>,
    /// The lock, on the device itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<DeviceLock>,
    /// Whether apps were blocked.
    #[serde(default, skip_serializing_if = "is_not")]
    pub apps_blocked: bool,
}

/// What is usual is left out of the text form.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_not(flag: &bool) -> bool {
    !*flag
}
