//! What the surfaces of a policy offer, ask for and say.

use std::sync::Arc;

use crate::domain::actor::ActorId;
use crate::domain::phrase::phrases;
use crate::domain::prompt::{Asked, PromptKind};
use crate::domain::span::Span;
use crate::domain::surface::SurfaceKind;
use crate::domain::text_table::TextId;

/// A surface: a portal, a console, or the device itself.
#[derive(Clone, Debug)]
pub struct Surface {
    /// What sentences call it, article included.
    pub name: Arc<str>,
    /// How it behaves.
    pub kind: SurfaceKind,
    /// Who may use it.
    pub people: Vec<ActorId>,
    /// Who of them may reset passcodes.
    pub resetting: Vec<ActorId>,
    /// The kinds of management whose devices it knows.
    pub manages: Vec<Arc<str>>,
    /// From which browsers it may be used.
    pub open_to: OpenTo,
    /// What the button is called that begins a reset.
    pub button: TextId,
    /// What it asks for before it sends a reset, in order; nothing where it offers no reset.
    pub flow: Option<Arc<[Prompt]>>,
    /// What it says when.
    pub says: SurfaceTexts,
}

/// A prompt of a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// What is asked for.
    pub asked: Asked,
    /// When a person has to be back who is asked to sign in again.
    pub window: Option<SignInAgain>,
    /// What a person can choose from who is asked to choose.
    pub options: Vec<TextId>,
    /// Which of those goes on with the reset.
    pub right: u8,
}

/// From which browsers a surface may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OpenTo {
    /// From any device.
    AnyBrowser,
    /// Only from the managed device itself.
    TheDevice,
}

phrases!(OpenTo, "portal access", {
    AnyBrowser => "any browser",
    TheDevice => "the device itself",
});

/// The window in which a person signs in again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInAgain {
    /// How long it is.
    pub within: Span,
    /// Whether its last instant still counts.
    pub limit: Limit,
    /// When it opens.
    pub measured_from: MeasuredFrom,
}

/// Whether the last instant of a time limit is within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// It is: exactly five minutes are within five minutes.
    Inclusive,
    /// It is not.
    Exclusive,
}

phrases!(Limit, "limit", {
    Inclusive => "inclusive",
    Exclusive => "exclusive",
});

impl Limit {
    /// Whether `taken` is within `allowed`.
    pub fn admits(self, taken: Span, allowed: Span) -> bool {
        match self {
            Self::Inclusive => taken <= allowed,
            Self::Exclusive => taken < allowed,
        }
    }
}

/// The moment from which the window is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeasuredFrom {
    /// The moment of signing out.
    SignOut,
    /// The moment of selecting the button that begins the reset.
    Request,
}

phrases!(MeasuredFrom, "start of the window", {
    SignOut => "sign_out",
    Request => "request",
});

/// What a surface says when. A text that is absent is not said.
#[derive(Clone, Copy, Debug, Default)]
pub struct SurfaceTexts {
    /// Once a reset has been sent.
    pub pending: Option<TextId>,
    /// Once the device has applied it.
    pub succeeded: Option<TextId>,
    /// Next to a new passcode, with a `{passcode}` slot.
    pub new_passcode: Option<TextId>,
    /// When it could not be applied.
    pub failed: Option<TextId>,
    /// When another reset of the device is in flight.
    pub already_pending: Option<TextId>,
    /// When no reset of the device is on record.
    pub no_reset_state: Option<TextId>,
    /// In the place of a passcode, where the latest reset removed it.
    pub removed_passcode: Option<TextId>,
}

impl SurfaceTexts {
    /// Every text that is said at some time.
    pub(crate) fn all(&self) -> impl Iterator<Item = TextId> {
        let Self {
            pending,
            succeeded,
            new_passcode,
            failed,
            already_pending,
            no_reset_state,
            removed_passcode,
        } = *self;
        let says = [pending, succeeded, new_passcode, failed, already_pending];
        says.into_iter().chain([no_reset_state, removed_passcode]).flatten()
    }
}

impl Surface {
    /// Whether it is a console.
    pub fn is_console(&self) -> bool {
        self.kind == SurfaceKind::Console
    }

    /// Whether it is a portal.
    pub fn is_portal(&self) -> bool {
        self.kind == SurfaceKind::Portal
    }

    /// Whether it knows devices under this management.
    pub fn manages(&self, management: &str) -> bool {
        self.manages.iter().any(|known| &**known == management)
    }

    /// The name as a heading has it: without its article.
    pub fn heading(&self) -> &str {
        heading(&self.name)
    }

    /// Whether a person is asked for a prompt of this kind here.
    pub fn asks_for(&self, kind: PromptKind) -> bool {
        self.flow.iter().flat_map(|flow| flow.iter()).any(|prompt| prompt.asked.kind == kind)
    }
}

/// A declared name as a heading has it: without its article.
pub(crate) fn heading(name: &str) -> &str {
    name.strip_prefix("the ").unwrap_or(name)
}
