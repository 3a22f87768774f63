//! A system under test behind one trait: actions in, views out.
//!
//! Today the simulation in process. This room knows no feature and no report.

use thiserror::Error;

use crate::domain::action::Action;
use crate::domain::device::DeviceId;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::view::View;
use crate::journal::Journal;
use crate::simulation::Simulation;
use crate::simulation::invariant::Breach;

/// Something that passcodes are reset on.
pub trait SystemUnderTest {
    /// Does something to it.
    ///
    /// # Errors
    ///
    /// When the system itself is broken; a refusal is an answer, not an error.
    fn act(&mut self, action: &Action) -> Result<Result<(), Refusal>, SutError>;

    /// What there is to see of `device` in a place.
    fn look(&self, place: Place, device: DeviceId) -> View<'_>;

    /// What has happened to it, for more to be written down.
    fn journal(&mut self) -> &mut Journal;

    /// The present, on its own clock.
    fn now(&self) -> crate::domain::instant::Instant;
}

/// A system under test that cannot go on.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SutError {
    /// The simulation broke one of its own rules: a defect of passgate.
    #[error("the simulation broke an invariant: {0}")]
    Breach(#[from] Breach),
    /// The system cannot do what it is asked for, such as moving a clock that is real.
    #[error("the system under test cannot do this: {what}")]
    Unsupported {
        /// What it cannot do, in words.
        what: String,
    },
}

impl SystemUnderTest for Simulation {
    fn act(&mut self, action: &Action) -> Result<Result<(), Refusal>, SutError> {
        let answer = Self::act(self, action);
        match self.breach() {
            Some(breach) => Err(breach.into()),
            None => Ok(answer),
        }
    }

    fn look(&self, place: Place, device: DeviceId) -> View<'_> {
        Self::look(self, place, device)
    }

    fn journal(&mut self) -> &mut Journal {
        Self::journal(self)
    }

    fn now(&self) -> crate::domain::instant::Instant {
        Self::now(self)
    }
}
