//! A system under test that is a child process, and speaks protocol 1 over its standard input and output.

pub(crate) mod adapter_check;
pub(crate) mod adapter_questions;
pub(crate) mod asking;
pub(crate) mod connection;
pub(crate) mod declared_system;
pub(crate) mod group;
pub(crate) mod pipes;
pub(crate) mod pool;
pub(crate) mod process_system;
pub(crate) mod reading_views;
pub(crate) mod secrets;
pub(crate) mod sign_in_window;
pub(crate) mod stderr_tail;
pub(crate) mod system_clock;
pub(crate) mod transcript;
