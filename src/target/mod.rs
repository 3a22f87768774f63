//! A system under test behind one trait: actions in, views out.
//!
//! Today the simulation in process. This room knows no feature and no report.

use thiserror::Error;

use crate::domain::{Action, DeviceId, Refusal, Surface, View, Viewer};
use crate::journal::Journal;
use crate::simulation::{Breach, Simulation};

/// Something that passcodes are reset on.
pub trait Target {
    /// Does something to it.
    ///
    /// # Errors
    ///
    /// When the target itself is broken; a refusal is an answer, not an error.
    fn act(&mut self, action: &Action) -> Result<Result<(), Refusal>, TargetError>;

    /// What `viewer` sees of `device` on `surface`.
    fn look(&self, viewer: Viewer, surface: Surface, device: DeviceId) -> View<'_>;

    /// What has happened to it, for more to be written down.
    fn journal(&mut self) -> &mut Journal;

    /// The present, on its own clock.
    fn now(&self) -> crate::domain::Instant;
}

/// A target that cannot go on.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TargetError {
    /// The simulation broke one of its own rules: a defect of passgate.
    #[error("the simulation broke an invariant: {0}")]
    Breach(#[from] Breach),
    /// The target cannot do what it is asked for, such as moving a clock that is real.
    #[error("the target cannot do this: {what}")]
    Unsupported {
        /// What it cannot do, in words.
        what: String,
    },
}

impl Target for Simulation {
    fn act(&mut self, action: &Action) -> Result<Result<(), Refusal>, TargetError> {
        let answer = Self::act(self, action);
        match self.breach() {
            Some(breach) => Err(breach.into()),
            None => Ok(answer),
        }
    }

    fn look(&self, viewer: Viewer, surface: Surface, device: DeviceId) -> View<'_> {
        Self::look(self, viewer, surface, device)
    }

    fn journal(&mut self) -> &mut Journal {
        Self::journal(self)
    }

    fn now(&self) -> crate::domain::Instant {
        Self::now(self)
    }
}
