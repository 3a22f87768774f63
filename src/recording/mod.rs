//! A run written down: what every report reads, and what outlives the run as a versioned text.
//!
//! This room runs nothing, opens no file and draws nothing. It holds no passcode: only shapes.

pub(crate) mod absence;
pub(crate) mod case;
pub(crate) mod comparison;
pub(crate) mod ends;
pub(crate) mod gate_result;
pub(crate) mod making;
pub(crate) mod merging;
pub(crate) mod proof;
pub(crate) mod reading;
pub(crate) mod run_texts;
pub(crate) mod support;
pub(crate) mod system_note;
pub(crate) mod tables;
pub(crate) mod text;
pub(crate) mod whole;
