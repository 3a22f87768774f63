//! What a record says about its scenario.

use crate::domain::phrases;
use crate::journal::{Entry, Event};
use crate::run::{Ending, Record};

/// What became of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Everything it expects was seen.
    Conforms,
    /// It does not conform, and a waiver in force says who answers for that, why and until when.
    Waived,
    /// Something it expects was not seen, or could not be done.
    Fails,
    /// It says something that the catalogue or its policy does not know.
    Undefined,
    /// The run ended before its turn.
    NotReached,
    /// The harness itself broke.
    Error,
}

phrases!(Verdict, "verdict", {
    Conforms => "conforms",
    Waived => "waived",
    Fails => "fails",
    Undefined => "undefined",
    NotReached => "not reached",
    Error => "error",
});

/// Judges a scenario by its journal; the way it ended only tells why there may be none.
pub fn judge(record: &Record) -> Verdict {
    match record.ending {
        Ending::NotPlayed => return Verdict::Undefined,
        Ending::NotReached => return Verdict::NotReached,
        Ending::Broken(_) => return Verdict::Error,
        Ending::Held | Ending::Failed { .. } => {}
    }
    let entries = record.journal.entries();
    if entries.iter().any(counts_against) { Verdict::Fails } else { Verdict::Conforms }
}

/// Whether an event says that a step did not hold.
const fn counts_against(entry: &Entry) -> bool {
    matches!(entry.event, Event::Compared { met: false, .. } | Event::MustNotRefuse { .. })
}
