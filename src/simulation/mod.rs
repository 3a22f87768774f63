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
pub(crate) mod injection;
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
pub(crate) mod seeing;
pub(crate) mod server;
pub(crate) mod session;
pub(crate) mod touched;
pub(crate) mod widening;

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
use crate::simulation::widening::Widening;

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
    /// What its policy allows that another one did not, which it does first.
    widening: Option<Widening>,
    /// Whether it has a defect: then something may look different wherever anything happens.
    is_defective: bool,
    /// Whether it goes on where an invariant is broken.
    ignores_invariants: bool,
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
    enrolment: Enrolment,
}

/// Whether the server manages a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Enrolment {
    /// It does.
    Enrolled,
    /// The device was erased: the server keeps its record, and offers nothing more.
    Wiped,
    /// The device has left management: the server does not know it any more.
    Unenrolled,
}

impl Managed {
    /// Whether messages reach the device.
    fn is_reachable(&self) -> bool {
        self.device.online && self.enrolment == Enrolment::Enrolled
    }

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
            widening: None,
            is_defective: false,
            ignores_invariants: false,
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
        let late_by = self.widening.as_ref().and_then(|widening| widening.bound);
        let latencies = RandomStream::new(seed, StreamName::Latency);
        self.network = Network::new(latencies, policy.completes_within).with_late_pushes(late_by);
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
        self.is_defective = defect.is_some();
    }

    /// Does first what its policy allows and another one did not, over restarts too.
    pub fn widen(&mut self, widening: Option<Widening>) {
        self.widening = widening;
    }

    /// The next passcode of such a device has a character that its policy has added, if there is one.
    fn draw_what_was_added(&mut self, row: RowId) {
        let added = self.widening.as_ref().and_then(|widening| widening.added(row));
        self.passcodes.begin_with(added.cloned());
    }

    /// Whether it goes on where an invariant is broken, over restarts too: then only what people see shows what is wrong.
    pub const fn ignore_invariants(&mut self, ignores: bool) {
        self.ignores_invariants = ignores;
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
        let touched = self.touched.take(device);
        if self.is_defective { SurfaceSet::ALL } else { touched }
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
        if self.ignores_invariants { None } else { self.monitor.breach() }
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
