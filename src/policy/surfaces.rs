//! What the portal and the consoles of a policy offer and say.

use crate::domain::phrase::phrases;
use crate::domain::platform::Management;
use crate::domain::span::Span;
use crate::domain::surface::Surface;

/// The portal and its reset flow.
#[derive(Clone, Debug)]
pub struct Portal {
    /// Whether end users may reset passcodes there at all.
    pub offers_reset: bool,
    /// From which browsers it may be used.
    pub open_to: OpenTo,
    /// How soon the end user has to be back after signing out.
    pub sign_in_again: SignInAgain,
    /// The bound behind "a few minutes": the longest that a reset of an online device takes.
    pub completes_within: Span,
    /// What the portal says when.
    pub says: PortalTexts,
}

/// From which browsers the portal may be used.
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

/// The window in which the end user signs in again.
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
    /// The moment of selecting Reset Passcode.
    Request,
}

phrases!(MeasuredFrom, "start of the window", {
    SignOut => "sign_out",
    Request => "request",
});

/// What the portal says when.
#[derive(Clone, Copy, Debug)]
pub struct PortalTexts {
    /// Once a reset is confirmed.
    pub pending: TextId,
    /// Once the device has applied it.
    pub succeeded: TextId,
    /// Next to a new passcode, with a `{passcode}` slot.
    pub new_passcode: TextId,
    /// When it could not be applied.
    pub failed: TextId,
    /// When another reset of the device is in flight.
    pub already_pending: TextId,
}

/// An administrators' surface.
#[derive(Clone, Debug)]
pub struct Console {
    /// Which one.
    pub surface: Surface,
    /// The kinds of management whose devices it knows.
    pub manages: Vec<Management>,
    /// Whether administrators may reset passcodes there.
    pub offers_reset: bool,
    /// What it says when.
    pub says: ConsoleTexts,
}

/// What a console says when. A text that is absent is not said.
#[derive(Clone, Copy, Debug, Default)]
pub struct ConsoleTexts {
    /// When another reset of the device is in flight.
    pub already_pending: Option<TextId>,
    /// When no reset of the device is on record.
    pub no_reset_state: Option<TextId>,
    /// In the place of a passcode, where the latest reset removed it.
    pub removed_passcode: Option<TextId>,
}

/// A text of the policy, counted from zero.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct TextId(pub u16);
