//! One thing that changes from one policy to another.

/// One thing that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// What it is about: the key of a policy that decides it.
    pub(crate) about: &'static str,
    /// The change, in a sentence without a capital and without a stop.
    pub(crate) sentence: String,
}

impl Difference {
    /// A change of what the key `about` decides.
    pub(crate) fn new(about: &'static str, sentence: impl Into<String>) -> Self {
        Self { about, sentence: sentence.into() }
    }
}
