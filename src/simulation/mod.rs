//! The one simulation: surfaces, server, devices, network and clock, obeying a policy.
//!
//! Synchronous: it opens no file, waits for nothing, prints nothing, and knows no platform, surface or person by name.

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
pub(crate) mod marks;
pub(crate) mod monitor;
pub(crate) mod network;
pub(crate) mod random_stream;
#[cfg(test)]
pub(crate) mod random_walk;
pub(crate) mod response;
pub(crate) mod rules;
pub(crate) mod server;
pub(crate) mod session;
pub(crate) mod touched;

use std::sync::Arc;

use crate::simulation::fault::{FaultPlan, InjectedFault};
use crate::simulation::invariant::{Breach, Invariant};
use crate::simulation::random_stream::{RandomStream, Seed, StreamName};

use crate::domain::actor::ActorId;
use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::place::Place;
use crate::domain::surface::{SurfaceId, SurfaceSet};
use crate::journal::Trace;
use crate::journal::entry::Entry;
use crate::journal::event::Event;
use crate::policy::checked::Policy;
use crate::policy::row::{Row, RowId};
use crate::simulation::clock::Clock;
use crate::simulation::defect::Defect;
use crate::simulation::device::Device;
use crate::simulation::fault::Faults;
use crate::simulation::monitor::Monitor;
use crate::simulation::network::Network;
use crate::simulation::rules::Rules;
use crate::simulation::server::DeviceRecord;
use crate::simulation::session::Session;
use crate::simulation::touched::Touched;

/// The surfaces, a server and devices under one policy.
#[derive(Clone, Debug)]
pub struct Simulation {
    policy: Arc<Policy>,
    seed: Seed,
    clock: Clock,
    devices: Vec<Option<Managed>>,
    /// How far each person is on each surface, in the order of the policy's places.
    sessions: Vec<Session>,
    network: Network,
    faults: Faults,
    passcodes: RandomStream,
    resets: u32,
    monitor: Monitor,
    trace: Trace,
    /// What may look different than when it was last asked for, and than when the monitor last looked.
    touched: Touched,
    unchecked: Touched,
    /// How it decides: by other rules where it has a defect.
    rules: &'static Rules,
}

/// A device under management: itself, and what the server keeps of it.
#[derive(Clone, Debug)]
pub(crate) struct Managed {
    row: RowId,
    /// The surfaces that know devices under its management.
    managing: SurfaceSet,
    owner: ActorId,
    device: Device,
    record: DeviceRecord,
}

impl Managed {
    /// Whether the surface knows devices under this management.
    const fn is_managed_on(&self, surface: SurfaceId) -> bool {
        self.managing.has(surface)
    }
}

impl Simulation {
    /// A world without devices, at the beginning of its clock.
    pub fn new(policy: Arc<Policy>, seed: Seed) -> Self {
        let network =
            Network::new(RandomStream::new(seed, StreamName::Latency), policy.completes_within);
        Self {
            seed,
            clock: Clock::default(),
            devices: Vec::new(),
            sessions: sessions(&policy).collect(),
            network,
            faults: Faults::default(),
            passcodes: RandomStream::new(seed, StreamName::Passcodes),
            resets: 0,
            monitor: Monitor::new(&policy),
            trace: Trace::new(),
            touched: Touched::default(),
            unchecked: Touched::default(),
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
        self.sessions.clear();
        self.sessions.extend(sessions(policy));
        self.network =
            Network::new(RandomStream::new(seed, StreamName::Latency), policy.completes_within);
        self.passcodes = RandomStream::new(seed, StreamName::Passcodes);
        self.resets = 0;
        self.monitor.restart(policy);
        self.trace.clear();
        self.touched.clear();
        self.unchecked.clear();
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

    /// What has happened inside so far.
    pub const fn trace(&mut self) -> &mut Trace {
        &mut self.trace
    }

    /// How many events that is.
    pub fn trace_length(&self) -> usize {
        self.trace.entries().len()
    }

    /// The surfaces that may show something else of `device` than when this was last asked.
    pub fn take_touched(&mut self, device: DeviceId) -> SurfaceSet {
        self.touched.take(device)
    }

    /// What has changed so far is known.
    pub fn forget_touched(&mut self) {
        self.touched.clear();
    }

    fn touch(&mut self, device: DeviceId, surfaces: SurfaceSet) {
        self.touched.add(device, surfaces);
        self.unchecked.add(device, surfaces);
    }

    /// A person is somewhere else on a surface than before: that shows whichever device they look at.
    fn touch_everywhere(&mut self, surface: SurfaceId) {
        let surfaces = SurfaceSet::one(surface);
        self.touched.add_everywhere(surfaces);
        self.unchecked.add_everywhere(surfaces);
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
        self.trace.push(entry);
        self.monitor.observe(&self.policy, &entry);
    }

    fn managed(&self, device: DeviceId) -> Option<&Managed> {
        self.devices.get(device.index())?.as_ref()
    }

    fn managed_mut(&mut self, device: DeviceId) -> Option<&mut Managed> {
        self.devices.get_mut(device.index())?.as_mut()
    }

    fn session(&self, place: Place) -> Option<&Session> {
        self.sessions.get(self.policy.place_index(place)?)
    }

    fn session_mut(&mut self, place: Place) -> Option<&mut Session> {
        self.sessions.get_mut(self.policy.place_index(place)?)
    }

    fn row_of(&self, device: DeviceId) -> Option<&Row> {
        self.managed(device).and_then(|managed| self.policy.row(managed.row))
    }
}

/// The sessions that a scenario begins with.
fn sessions(policy: &Policy) -> impl Iterator<Item = Session> {
    let surfaces = policy.places().iter().filter_map(|place| policy.surface(place.surface));
    surfaces.map(|surface| Session::new(surface.open_to))
}
