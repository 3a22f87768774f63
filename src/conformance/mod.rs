//! What the observations say: verdicts, outcomes, tables and the clauses behind them.
//!
//! What a project has agreed on (`passgate.yaml`) is part of judgement, and so is read here.
//! This room touches no simulation and no system under test: it reads what was recorded.

pub(crate) mod behaviour;
pub(crate) mod citing;
pub(crate) mod clauses;
pub(crate) mod conclusion;
pub(crate) mod config;
pub(crate) mod coverage;
pub(crate) mod gate;
pub(crate) mod gate_figures;
pub(crate) mod gate_part_name;
pub(crate) mod level;
pub(crate) mod mutation;
pub(crate) mod named_defects;
pub(crate) mod outcome;
pub(crate) mod policy_suite;
pub(crate) mod proof_search;
pub(crate) mod proving_mutant;
pub(crate) mod reset_outcome;
pub(crate) mod retries;
pub(crate) mod seen_reset;
pub(crate) mod suggested_about;
pub(crate) mod sweeping;
pub(crate) mod tally;
pub(crate) mod verdict;
pub(crate) mod visibility;
pub(crate) mod waivers;
