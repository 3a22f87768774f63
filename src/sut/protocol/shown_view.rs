//! What there is to see in one place, as the protocol writes it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::device::DeviceLock;
use crate::domain::passcode::Alphabet;
use crate::domain::prompt::PromptKind;
use crate::domain::reset::ResetState;
use crate::domain::view::NoticeKind;
use crate::sut::protocol::secret::Secret;
use crate::sut::protocol::unsupported::UnsupportedMessage;

/// What there is to see. What is absent is not there to be seen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "view")]
pub(crate) struct ShownView {
    /// The person may not see anything here of this device.
    #[serde(skip_serializing_if = "is_not")]
    pub not_allowed: bool,
    /// There is no such device.
    #[serde(skip_serializing_if = "is_not")]
    pub no_device: bool,
    /// The system has no such place: an error if it declared one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unsupported: Option<UnsupportedMessage>,
    /// Whether the button is offered that begins a reset.
    #[serde(skip_serializing_if = "is_not")]
    pub offers_reset: bool,
    /// What the surface asks for next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asks: Option<Asks>,
    /// What the surface says: a text, or several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<Says>,
    /// The state of the device's latest reset, where the surface shows one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<ResetState>,
    /// What is shown where a new passcode could be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passcode: Option<PasscodeMessage>,
    /// The lock, on the device itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lock: Option<DeviceLock>,
    /// What the device itself says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<NoticeMessage>,
    /// Whether the device keeps its apps closed until a passcode is set.
    #[serde(skip_serializing_if = "is_not")]
    pub apps_blocked: bool,
    /// Whether the device asks its owner to set a passcode of their own.
    #[serde(skip_serializing_if = "is_not")]
    pub asks_for_own_passcode: bool,
    /// Whether the button that begins a reset is greyed out: it is there, and cannot be selected.
    #[serde(skip_serializing_if = "is_not")]
    pub greyed_out: bool,
    /// What a reset has taken away from the device besides its passcode, by its names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<String>,
}

/// One text, or several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "says")]
pub(crate) enum Says {
    /// One text.
    One(String),
    /// Several, in the order in which they are shown.
    Several(Vec<String>),
}

/// What a surface asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "asks")]
pub(crate) struct Asks {
    /// The kind of prompt.
    pub prompt: PromptKind,
    /// What the person is asked to do; the policy's words for this prompt if they are left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
}

/// What the device says after a reset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "notice")]
pub(crate) struct NoticeMessage {
    /// How it says it.
    pub kind: NoticeKind,
    /// What it says.
    pub says: String,
}

/// What is shown where a new passcode could be: its characters, its shape, or words instead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "passcode")]
pub(crate) struct PasscodeMessage {
    /// The characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shown: Option<Secret>,
    /// Its kind and length, where the system masks it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shape: Option<ShapeMessage>,
    /// Words in the place of a passcode, such as `N/A`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Whether the surface says that it is no longer the device's.
    #[serde(skip_serializing_if = "is_not")]
    pub superseded: bool,
    /// The surface's words around it, with `{passcode}` in its place; none where it shows the passcode alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wording: Option<String>,
}

/// All that a masked passcode shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "shape")]
pub(crate) struct ShapeMessage {
    /// What kind of characters it is made of.
    pub alphabet: Alphabet,
    /// How many characters it has.
    pub length: u8,
}

/// What is usual is left out.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
pub(crate) const fn is_not(flag: &bool) -> bool {
    !*flag
}
