//! The outside systems of `passgate.yaml`, by name, and what each is held to.

use crate::document::yaml::path::Path;
use crate::domain::span::Span;

/// An outside system. Its command runs only if a command line or `PASSGATE_SUT` names the system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemEntry {
    /// Its name.
    pub name: String,
    /// The command that starts it, as a shell would split it.
    pub command: String,
    /// The profile that it is held to; the whole policy if there is none.
    pub profile: Option<String>,
    /// By how much its clock is faster than real time.
    pub time_scale: Option<u32>,
    /// How long a scenario may wait on its clock.
    pub patience: Option<Span>,
    /// How long it may take to answer.
    pub limits: LimitEntries,
}

/// How long a system may take to answer, where the author says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LimitEntries {
    /// To `hello`.
    pub hello: Option<Span>,
    /// To `begin`.
    pub begin: Option<Span>,
    /// To `act`, `advance` and `inject`.
    pub act: Option<Span>,
    /// To `look`.
    pub look: Option<Span>,
    /// To `end`.
    pub end: Option<Span>,
}

/// What a system is held to: these clauses, and no other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileEntry {
    /// Its name.
    pub name: String,
    /// The clauses.
    pub clauses: Vec<String>,
    pub(crate) path: Path,
}
