//! A run written down: what every report reads, and what outlives the run as a versioned text.
//!
//! This room plays nothing, opens no file and draws nothing. It holds no passcode: only shapes.

mod case;
mod comparison;
mod ends;
mod making;
mod merging;
mod proof;
mod reading;
mod text;
mod whole;

pub use case::{Attempt, Case, Label, OutcomeNote, SightNote, Step, StepStatus, Trouble, Why};
pub use comparison::{Changes, Observed, RowChange, Turned};
pub use ends::{
    ClauseNote, Footer, Header, MutationNote, PolicyDocument, PolicyNote, Shard, SnapshotNote,
    SourceText,
};
pub use making::Trials;
pub use merging::{MergeError, merge};
pub use reading::{ReadError, read};
pub use text::{Line, VERSION, append, write};
pub use whole::{Gap, Recording};
