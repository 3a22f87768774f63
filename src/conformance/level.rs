//! How far an outside system conforms, in one word.

use crate::domain::phrase::phrases;

/// How far a system conforms, from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// All that it is held to was shown.
    Conforms,
    /// What could be tried was shown, and something that it is held to could not be tried.
    Partial,
    /// Something that was tried was not as required.
    Fails,
    /// Something was not tried, or could not be judged.
    CannotSay,
}

phrases!(Level, "level", {
    Conforms => "conforms",
    Partial => "partial",
    Fails => "fails",
    CannotSay => "cannot say",
});
