//! Cells of a row that are not certain: what the sources disagree on, and what none of them states.

use std::sync::Arc;

use crate::domain::phrase::phrases;
use crate::policy::evidence::Evidence;

/// A cell on which sources can disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DisputedCell {
    /// What happens to the passcode.
    Effect,
    /// Whose passcode it is.
    Scope,
}

phrases!(DisputedCell, "cell", {
    Effect => "effect",
    Scope => "scope",
});

/// A cell that says something by what it leaves out, and so has to be marked where no source says anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnstatedCell {
    /// Who sees the new passcode.
    Visible,
    /// What the device says.
    OnDevice,
    /// What the owner has to do next.
    FollowUp,
}

phrases!(UnstatedCell, "cell", {
    Visible => "visible",
    OnDevice => "on_device",
    FollowUp => "follow_up",
});

/// A cell on which the sources disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// Which cell.
    pub cell: DisputedCell,
    /// What the sources say, in the author's order. What the row says is one of them.
    pub alternatives: Vec<Claim>,
}

/// One of the things that the sources say of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What the cell is by this source.
    pub is: Arc<str>,
    /// What that is based on.
    pub evidence: Evidence,
    /// Which source that is.
    pub source: String,
}
