//! One file for each command.

pub(crate) mod adapter;
pub(crate) mod approve;
pub(crate) mod check;
pub(crate) mod coverage;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod explore;
pub(crate) mod fmt;
pub(crate) mod gate;
pub(crate) mod init;
pub(crate) mod manual;
pub(crate) mod mutate;
pub(crate) mod policy_check;
pub(crate) mod policy_diff;
pub(crate) mod report;
pub(crate) mod run;
pub(crate) mod scaffold;
pub(crate) mod schema;
pub(crate) mod serve;
pub(crate) mod steps;
pub(crate) mod sut;
pub(crate) mod sut_check;
pub(crate) mod sut_init;
pub(crate) mod sweep;
pub(crate) mod table;
pub(crate) mod watch;
