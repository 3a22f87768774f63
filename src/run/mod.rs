//! Runs plans on systems under test into journals: once through cucumber for people, in bulk for machines.
//!
//! This room prints nothing and judges nothing; it records.

pub(crate) mod batch;
pub(crate) mod comparing;
pub(crate) mod cucumber;
pub(crate) mod cucumber_form;
pub(crate) mod defect_matrix;
#[cfg(test)]
pub(crate) mod defects;
pub(crate) mod execution;
pub(crate) mod executor;
pub(crate) mod explore;
pub(crate) mod failure;
pub(crate) mod injecting;
pub(crate) mod kill;
pub(crate) mod looking;
pub(crate) mod naming;
pub(crate) mod needs;
pub(crate) mod outside_monitor;
pub(crate) mod progress;
pub(crate) mod reached_rows;
pub(crate) mod record;
pub(crate) mod regression;
pub(crate) mod resetting;
pub(crate) mod shrink;
pub(crate) mod single;
pub(crate) mod sweep;
pub(crate) mod sweep_rounds;
