//! What a surface can ask a person to do before it sends a reset.

use crate::domain::phrase::phrases;
use crate::domain::text_table::TextId;

/// A kind of prompt: each has a user action that answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PromptKind {
    /// Sign out, and sign in again in time.
    SignInAgain,
    /// Confirm the reset.
    Confirm,
    /// Enter a code that only this person was given.
    EnterCode,
    /// Choose the reset from a list.
    Choose,
}

phrases!(PromptKind, "prompt", {
    SignInAgain = 0 => "sign in again",
    Confirm = 1 => "confirm",
    EnterCode = 2 => "enter a code",
    Choose = 3 => "choose",
});

/// What a surface asks for, and in which words.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Asked {
    /// The kind of prompt.
    pub kind: PromptKind,
    /// What the person is asked to do.
    pub words: TextId,
}
