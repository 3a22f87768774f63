//! What the journals say: verdicts, outcomes, tables and the clauses behind them.
//!
//! What a project has agreed on (`passgate.yaml`) is part of judgement, and so is read here.
//! This room touches no simulation and no target: it reads what was recorded.

mod bearing;
mod behaviour;
mod clauses;
mod config;
mod coverage;
mod mutation;
mod outcome;
mod tally;
mod verdict;
mod visibility;
mod waivers;

pub use bearing::borne;
pub use behaviour::{BehaviourRow, Change, ConsoleCell, PortalCell, behaviour};
pub use clauses::{Citation, cited_clauses};
pub use config::{AtHand, Config, Date, DateError, Subject, Thresholds, Waiver, config_schema};
pub use coverage::{
    Bearing, Break, BreakKind, ClauseCoverage, Coverage, Fall, Hold, breaks, coverage,
};
pub use mutation::{Attempt, Fate, Mutation, Unneeded, Why, mutate};
pub use outcome::{Account, Outcome, RowKey, Story, outcomes, row_keys};
pub use tally::{Judgement, Tally, judge_run, judge_run_with, tallies};
pub use verdict::{Verdict, judge};
pub use visibility::{Sees, VisibilityRow, visibility};
pub use waivers::{Lapse, LapseKind, Standing, Terms, Waivers};
