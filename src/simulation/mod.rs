//! The one simulation: portal, server, devices, consoles, network and clock, obeying a policy.
//!
//! Synchronous: it opens no file, waits for nothing, prints nothing, and knows no platform by name.

pub(crate) mod act;
pub(crate) mod clock;
pub(crate) mod defect;
pub(crate) mod delivery;
pub(crate) mod device;
pub(crate) mod explore;
pub(crate) mod fault;
pub(crate) mod fault_effects;
pub(crate) mod fingerprint;
pub(crate) mod invariant;
pub(crate) mod look;
pub(crate) mod network;
pub(crate) mod portal;
pub(crate) mod random_stream;
#[cfg(test)]
pub(crate) mod random_walk;
pub(crate) mod server;
pub(crate) mod watch;

use std::sync::Arc;

use crate::simulation::fault::{FaultPlan, InjectedFault};
use crate::simulation::invariant::{Breach, Invariant};
use crate::simulation::random_stream::{RandomStream, Seed, StreamName};

use crate::domain::actor::Actor;
use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::platform::Management;
use crate::domain::surface::Surface;
use crate::journal::Journal;
use crate::journal::entry::Entry;
use crate::journal::event::Event;
use crate::policy::checked::{Policy, TextId};
use crate::policy::row::{Row, RowId};
use crate::simulation::clock::Clock;
use crate::simulation::device::Device;
use crate::simulation::fault::Faults;
use crate::simulation::network::Network;
use crate::simulation::portal::Session;
use crate::simulation::server::Record;
use crate::simulation::watch::Watch;

/// A portal, a server, consoles and devices under one policy.
#[derive(Clone, Debug)]
pub struct Simulation {
    policy: Arc<Policy>,
    seed: Seed,
    clock: Clock,
    devices: Vec<Option<Managed>>,
    sessions: [Session; Actor::COUNT],
    /// What a console last answered when it turned something away.
    console_says: Option<(Surface, DeviceId, TextId)>,
    network: Network,
    faults: Faults,
    passcodes: RandomStream,
    resets: u32,
    watch: Watch,
    journal: Journal,
    /// How the simulation is wrong: only tests can say so.
    defect: Option<defect::Defect>,
}

/// A device under management: itself, and what the server keeps of it.
#[derive(Clone, Debug)]
pub(crate) struct Managed {
    row: RowId,
    management: Management,
    owner: Actor,
    device: Device,
    record: Record,
}

impl Simulation {
    /// A world without devices, at the beginning of its clock.
    pub fn new(policy: Arc<Policy>, seed: Seed) -> Self {
        let network = Network::new(
            RandomStream::new(seed, StreamName::Latency),
            policy.portal.completes_within,
        );
        Self {
            seed,
            clock: Clock::default(),
            devices: Vec::new(),
            sessions: [Session::new(&policy.portal); Actor::COUNT],
            console_says: None,
            network,
            faults: Faults::default(),
            passcodes: RandomStream::new(seed, StreamName::Passcodes),
            resets: 0,
            watch: Watch::default(),
            journal: Journal::new(),
            defect: None,
            policy,
        }
    }

    /// Begins anew under a policy, a seed and its faults, keeping the room that it has taken up.
    pub fn restart(&mut self, policy: &Arc<Policy>, seed: Seed, faults: &FaultPlan) {
        self.seed = seed;
        self.faults.restart(faults, seed);
        self.clock.restart();
        self.devices.clear();
        self.sessions = [Session::new(&policy.portal); Actor::COUNT];
        self.console_says = None;
        self.network = Network::new(
            RandomStream::new(seed, StreamName::Latency),
            policy.portal.completes_within,
        );
        self.passcodes = RandomStream::new(seed, StreamName::Passcodes);
        self.resets = 0;
        self.watch.restart();
        self.journal.clear();
        if !Arc::ptr_eq(&self.policy, policy) {
            self.policy = Arc::clone(policy);
        }
    }

    /// The faults that have struck so far.
    pub fn injected(&self) -> &[InjectedFault] {
        self.faults.all_injected()
    }

    /// The policy that it obeys.
    pub fn policy(&self) -> &Arc<Policy> {
        &self.policy
    }

    /// The present, on its own clock.
    pub const fn now(&self) -> Instant {
        self.clock.now()
    }

    /// What has happened so far.
    pub const fn journal(&mut self) -> &mut Journal {
        &mut self.journal
    }

    /// The first invariant that was broken: a defect of the simulation.
    pub const fn breach(&self) -> Option<Breach> {
        self.watch.breach()
    }

    /// Whether the scenario came to where this invariant matters.
    pub fn reached(&self, invariant: Invariant) -> bool {
        self.watch.reached(invariant)
    }

    /// Writes down what happened to `device` now, and holds it against the invariants.
    fn note(&mut self, device: DeviceId, event: Event) {
        let entry = Entry { at: self.clock.now(), device, event };
        self.journal.push(entry);
        self.watch.observe(&self.policy, &entry);
    }

    fn managed(&self, device: DeviceId) -> Option<&Managed> {
        self.devices.get(device.index())?.as_ref()
    }

    fn managed_mut(&mut self, device: DeviceId) -> Option<&mut Managed> {
        self.devices.get_mut(device.index())?.as_mut()
    }

    fn session(&mut self, who: Actor) -> &mut Session {
        let [end_user, another, administrator] = &mut self.sessions;
        match who {
            Actor::EndUser => end_user,
            Actor::AnotherEndUser => another,
            Actor::Administrator => administrator,
        }
    }

    fn row_of(&self, device: DeviceId) -> Option<&Row> {
        self.managed(device).and_then(|managed| self.policy.row(managed.row))
    }
}
