//! The one simulation: portal, server, devices, consoles, network and clock, obeying a policy.
//!
//! Synchronous: it opens no file, waits for nothing, prints nothing, and knows no platform by name.

pub(crate) mod act;
pub(crate) mod clock;
pub(crate) mod command;
pub(crate) mod defect;
pub(crate) mod delivery;
pub(crate) mod device;
pub(crate) mod explore;
pub(crate) mod fault;
pub(crate) mod fault_effects;
pub(crate) mod fingerprint;
pub(crate) mod invariant;
pub(crate) mod look;
pub(crate) mod monitor;
pub(crate) mod network;
pub(crate) mod portal;
pub(crate) mod random_stream;
#[cfg(test)]
pub(crate) mod random_walk;
pub(crate) mod response;
pub(crate) mod rules;
pub(crate) mod server;

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
use crate::simulation::defect::Defect;
use crate::simulation::device::Device;
use crate::simulation::fault::Faults;
use crate::simulation::monitor::Monitor;
use crate::simulation::network::Network;
use crate::simulation::portal::PortalSession;
use crate::simulation::rules::Rules;
use crate::simulation::server::DeviceRecord;

/// A portal, a server, consoles and devices under one policy.
#[derive(Clone, Debug)]
pub struct Simulation {
    policy: Arc<Policy>,
    seed: Seed,
    clock: Clock,
    devices: Vec<Option<Managed>>,
    sessions: [PortalSession; Actor::COUNT],
    /// What a console last said when it refused something.
    console_says: Option<(Surface, DeviceId, TextId)>,
    network: Network,
    faults: Faults,
    passcodes: RandomStream,
    resets: u32,
    monitor: Monitor,
    journal: Journal,
    /// How it decides: by other rules where it has a defect.
    rules: &'static Rules,
}

/// A device under management: itself, and what the server keeps of it.
#[derive(Clone, Debug)]
pub(crate) struct Managed {
    row: RowId,
    management: Management,
    owner: Actor,
    device: Device,
    record: DeviceRecord,
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
            sessions: [PortalSession::new(&policy.portal); Actor::COUNT],
            console_says: None,
            network,
            faults: Faults::default(),
            passcodes: RandomStream::new(seed, StreamName::Passcodes),
            resets: 0,
            monitor: Monitor::default(),
            journal: Journal::new(),
            rules: &Rules::RIGHT,
            policy,
        }
    }

    /// Starts over under a policy, a seed and its faults, keeping the memory that it uses and its defect.
    pub fn restart(&mut self, policy: &Arc<Policy>, seed: Seed, faults: &FaultPlan) {
        self.seed = seed;
        self.faults.restart(faults, seed);
        self.clock.restart();
        self.devices.clear();
        self.sessions = [PortalSession::new(&policy.portal); Actor::COUNT];
        self.console_says = None;
        self.network = Network::new(
            RandomStream::new(seed, StreamName::Latency),
            policy.portal.completes_within,
        );
        self.passcodes = RandomStream::new(seed, StreamName::Passcodes);
        self.resets = 0;
        self.monitor.restart();
        self.journal.clear();
        if !Arc::ptr_eq(&self.policy, policy) {
            self.policy = Arc::clone(policy);
        }
    }

    /// Gives it a defect, over restarts too; none makes it right again.
    pub fn inject_defect(&mut self, defect: Option<&'static Defect>) {
        self.rules = defect.map_or(&Rules::RIGHT, |defect| &defect.rules);
    }

    /// The faults that have been injected so far.
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
        self.monitor.breach()
    }

    /// Whether the scenario reached a state in which this invariant matters.
    pub fn reached(&self, invariant: Invariant) -> bool {
        self.monitor.reached(invariant)
    }

    /// Writes down what happened to `device` now, and checks it against the invariants.
    fn note(&mut self, device: DeviceId, event: Event) {
        let entry = Entry { at: self.clock.now(), device, event };
        self.journal.push(entry);
        self.monitor.observe(&self.policy, &entry);
    }

    fn managed(&self, device: DeviceId) -> Option<&Managed> {
        self.devices.get(device.index())?.as_ref()
    }

    fn managed_mut(&mut self, device: DeviceId) -> Option<&mut Managed> {
        self.devices.get_mut(device.index())?.as_mut()
    }

    fn session(&mut self, who: Actor) -> &mut PortalSession {
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
