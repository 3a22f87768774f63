//! Why a step could not even be tried.

use thiserror::Error;

/// Why a step could not even be tried; nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum Untried {
    /// The world has as many devices as it can have.
    #[error("a world has at most eight devices")]
    DevicesMax,
    /// A world without that device, person or passcode.
    #[error("{0}")]
    Unknown(&'static str),
    /// A surface asks without end, or for what no one can answer.
    #[error("the surface cannot be answered: {0}")]
    Stuck(String),
    /// The simulation broke one of its own rules: a defect of passgate.
    #[error("the simulation broke an invariant: {0}; this is a bug in passgate")]
    Broken(String),
}
