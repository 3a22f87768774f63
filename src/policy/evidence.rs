//! What the statements of a policy are based on.

use crate::domain::phrase::phrases;

/// What a statement is based on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// The source that the policy was written from says so.
    Seed,
    /// The vendor's own pages say so.
    Documented,
    /// It was seen to happen.
    Observed,
    /// No source says so; the author assumes it.
    Assumed,
    /// The sources disagree.
    Disputed,
}

phrases!(Evidence, "evidence", {
    Seed => "seed",
    Documented => "documented",
    Observed => "observed",
    Assumed => "assumed",
    Disputed => "disputed",
});
