//! What the journals say: verdicts, outcomes, tables and the clauses behind them.
//!
//! This room touches no simulation and no target: it reads what was recorded.

mod behaviour;
mod clauses;
mod outcome;
mod tally;
mod verdict;
mod visibility;

pub use behaviour::{BehaviourRow, Change, ConsoleCell, PortalCell, behaviour};
pub use clauses::{Citation, cited_clauses};
pub use outcome::{Account, Outcome, RowKey, Story, outcomes};
pub use tally::{Judgement, Tally, judge_run};
pub use verdict::{Verdict, judge};
pub use visibility::{Sees, VisibilityRow, visibility};
