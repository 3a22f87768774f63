//! What a page needs in addition to actions and views: whether a person is signed in, what is due next, and which faults wait.

use crate::domain::device::DeviceId;
use crate::domain::fault::Fault;
use crate::domain::instant::Instant;
use crate::domain::place::Place;
use crate::simulation::Simulation;

impl Simulation {
    /// Whether the person is signed in there; nothing where they may not be.
    pub fn signed_in(&self, place: Place) -> Option<bool> {
        self.session(place).map(|session| session.signed_in())
    }

    /// When something is next due to happen by itself.
    pub fn next_due(&self) -> Option<Instant> {
        self.clock.next_at()
    }

    /// The faults that wait for an opportunity.
    pub fn armed(&self) -> &[(DeviceId, Fault)] {
        self.faults.all_armed()
    }
}
