//! What a command works on: the files of a project, its suite, its configuration and what it keeps between runs.

pub(crate) mod absences;
pub(crate) mod bundled;
pub(crate) mod cache;
pub(crate) mod check_result;
pub(crate) mod config;
pub(crate) mod execution;
pub(crate) mod features;
pub(crate) mod files;
pub(crate) mod generated_files;
pub(crate) mod input_paths;
pub(crate) mod inputs;
pub(crate) mod last_failed;
pub(crate) mod path_argument;
pub(crate) mod policies;
pub(crate) mod policy_suites;
pub(crate) mod recordings;
pub(crate) mod regressions;
pub(crate) mod root;
pub(crate) mod row_selector;
pub(crate) mod selection;
pub(crate) mod snapshots;
pub(crate) mod sources;
pub(crate) mod suite;
pub(crate) mod system;
pub(crate) mod unused;
