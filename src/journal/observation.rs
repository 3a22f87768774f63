//! What the harness itself observes: all that is judged, and all that tables and reports are made of.
//!
//! It is written by the harness alone, for any system under test. A passcode is here as its shape and its ordinal in the
//! scenario; its characters are nowhere.

use serde::{Deserialize, Serialize};

use crate::domain::action::UserAction;
use crate::domain::actor::ActorId;
use crate::domain::browser::Browser;
use crate::domain::device::{DeviceId, DeviceLock};
use crate::domain::fault::Fault;
use crate::domain::instant::Instant;
use crate::domain::passcode::Shape;
use crate::domain::place::Place;
use crate::domain::prompt::{Asked, PromptKind};
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetState;
use crate::domain::text_table::TextId;
use crate::domain::view::{Notice, Said, ShownPasscode, View};
use crate::policy::keys::KeyId;
use crate::policy::surfaces::Prompt;

/// Something that the harness did or saw, when, and about which device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "ObservedList", into = "ObservedList")]
pub struct Observed {
    /// When.
    pub at: Instant,
    /// About which device.
    pub device: DeviceId,
    /// What.
    pub observation: Observation,
}

/// The text form: a list of three, which is half as long as an object and quicker to read.
#[derive(Serialize, Deserialize)]
struct ObservedList(Instant, DeviceId, Observation);

impl From<ObservedList> for Observed {
    fn from(ObservedList(at, device, observation): ObservedList) -> Self {
        Self { at, device, observation }
    }
}

impl From<Observed> for ObservedList {
    fn from(Observed { at, device, observation }: Observed) -> Self {
        Self(at, device, observation)
    }
}

/// What the harness did or saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Observation {
    /// The device came under management.
    Enrolled {
        /// What it is, and so which row answers for it.
        key: KeyId,
        /// Whose it is.
        owner: ActorId,
    },
    /// The device lost its connection, or is back.
    Connected {
        /// Whether it has a connection.
        online: bool,
    },
    /// A person did something.
    Done {
        /// Who, and where.
        place: Place,
        /// What.
        action: ActionKind,
    },
    /// A person tried something, and it was refused.
    Refused {
        /// Who, and where.
        place: Place,
        /// What.
        action: ActionKind,
        /// Why.
        refusal: Refusal,
    },
    /// There is something else to see in a place than at the last look.
    Saw {
        /// Who looked, and where.
        place: Place,
        /// All that there is to see.
        view: SeenView,
    },
    /// A step's expectation was compared with what was seen.
    Compared {
        /// The step, counted from zero.
        step: u16,
        /// Whether it was met.
        met: bool,
    },
    /// A scenario had something go wrong.
    Injected {
        /// What.
        fault: Fault,
    },
    /// What a step says has not been done.
    NotDone {
        /// The step, counted from zero.
        step: u16,
    },
}

/// A user action as it is written down: a passcode is its ordinal in the scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActionKind {
    /// Began a reset with the surface's button.
    SelectReset,
    /// Signed out.
    SignOut,
    /// Signed in.
    SignIn(Browser),
    /// Confirmed.
    Confirm,
    /// Entered the right code, or a wrong one.
    EnterCode(bool),
    /// Chose from a list.
    Choose(u8),
    /// Left what the surface asks for.
    Cancel,
    /// Entered a passcode on the device.
    EnterPasscode(u8),
    /// Entered a passcode in the device's work profile.
    OpenWorkProfile(u8),
    /// Set a passcode on the device.
    SetPasscode(u8),
}

impl ActionKind {
    /// Whether the action answers the prompt, so that the flow goes on.
    pub(crate) fn answers(self, prompt: &Prompt) -> bool {
        match (prompt.asked.kind, self) {
            (PromptKind::SignInAgain, Self::SignIn(_))
            | (PromptKind::Confirm, Self::Confirm)
            | (PromptKind::EnterCode, Self::EnterCode(true)) => true,
            (PromptKind::Choose, Self::Choose(option)) => option == prompt.right,
            _ => false,
        }
    }
}

/// What there was to see in one place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SeenView {
    /// Whether the person was allowed to see anything.
    #[serde(skip_serializing_if = "is_not")]
    pub allowed: bool,
    /// The button that offered a reset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offers: Option<TextId>,
    /// What was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asks: Option<Asked>,
    /// What was said.
    #[serde(skip_serializing_if = "Said::is_empty")]
    pub says: Said,
    /// The state of the latest reset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<ResetState>,
    /// What was shown where a new passcode could be.
    #[serde(skip_serializing_if = "SeenPasscode::is_nothing")]
    pub passcode: SeenPasscode,
    /// The lock, on the device itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lock: Option<DeviceLock>,
    /// What the device said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// Whether apps were blocked.
    #[serde(skip_serializing_if = "is_not")]
    pub apps_blocked: bool,
    /// Whether the device asked its owner for a passcode of their own.
    #[serde(skip_serializing_if = "is_not")]
    pub asks_for_own_passcode: bool,
    /// Whether the button that begins a reset was greyed out.
    #[serde(skip_serializing_if = "is_not")]
    pub greyed_out: bool,
    /// What a reset had taken away from the device.
    #[serde(skip_serializing_if = "Said::is_empty")]
    pub lost: Said,
}

/// What was shown where a new passcode could be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SeenPasscode {
    /// Nothing.
    #[default]
    Nothing,
    /// Words in the place of a passcode.
    Words(TextId),
    /// A passcode.
    Shown {
        /// Its shape.
        shape: Shape,
        /// Which one of the scenario's passcodes it is, counted from one: equal characters have equal ordinals.
        ordinal: u8,
        /// Whether the surface said that it is no longer the device's.
        #[serde(default, skip_serializing_if = "is_not")]
        superseded: bool,
        /// The surface's words around it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        wording: Option<TextId>,
    },
    /// A passcode whose characters cannot be read, so that it cannot be distinguished from others of its shape.
    Masked {
        /// Its shape; nothing where it is made of what no policy could ask for.
        shape: Option<Shape>,
        /// Whether the surface said that it is no longer the device's.
        #[serde(default, skip_serializing_if = "is_not")]
        superseded: bool,
    },
}

impl SeenPasscode {
    /// Whether nothing was shown.
    pub const fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }
}

impl SeenView {
    /// What is written down of a view whose passcode is the scenario's `ordinal`th.
    pub fn of(view: &View, ordinal: u8) -> Self {
        let View {
            allowed,
            offers,
            asks,
            says,
            state,
            passcode,
            lock,
            notice,
            apps_blocked,
            asks_for_own_passcode,
            greyed_out,
            lost,
        } = *view;
        let passcode = match passcode {
            ShownPasscode::Nothing => SeenPasscode::Nothing,
            ShownPasscode::Words(words) => SeenPasscode::Words(words),
            ShownPasscode::Shown { passcode, superseded, wording } => {
                SeenPasscode::Shown { shape: passcode.shape(), ordinal, superseded, wording }
            }
            ShownPasscode::Masked { shape, superseded } => {
                SeenPasscode::Masked { shape, superseded }
            }
        };
        Self {
            allowed,
            offers,
            asks,
            says,
            state,
            passcode,
            lock,
            notice,
            apps_blocked,
            asks_for_own_passcode,
            greyed_out,
            lost,
        }
    }

    /// The visible passcode and its shape, unless it is marked as superseded.
    pub const fn new_passcode(&self) -> Option<(u8, Shape)> {
        match self.passcode {
            SeenPasscode::Shown { shape, ordinal, superseded: false, .. } => Some((ordinal, shape)),
            SeenPasscode::Shown { .. }
            | SeenPasscode::Masked { .. }
            | SeenPasscode::Words(_)
            | SeenPasscode::Nothing => None,
        }
    }
}

impl ActionKind {
    /// What is written down of an action with the scenario's `ordinal`th passcode.
    pub const fn of(action: UserAction, ordinal: u8) -> Self {
        match action {
            UserAction::SelectReset => Self::SelectReset,
            UserAction::SignOut => Self::SignOut,
            UserAction::SignIn { from } => Self::SignIn(from),
            UserAction::Confirm => Self::Confirm,
            UserAction::EnterCode { right } => Self::EnterCode(right),
            UserAction::Choose { option } => Self::Choose(option),
            UserAction::Cancel => Self::Cancel,
            UserAction::EnterPasscode(_) => Self::EnterPasscode(ordinal),
            UserAction::OpenWorkProfile(_) => Self::OpenWorkProfile(ordinal),
            UserAction::SetPasscode(_) => Self::SetPasscode(ordinal),
        }
    }
}

/// What is usual is left out of the text form.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_not(flag: &bool) -> bool {
    !*flag
}
