//! What an exploration needs in addition to actions and views: deliveries out of turn, and the moments that matter.

use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::phrase::phrases;
use crate::simulation::clock::{Due, Scheduled};
use crate::simulation::invariant::Invariant;
use crate::simulation::marks::past;
use crate::simulation::network::Network;
use crate::simulation::random_stream::{RandomStream, StreamName};
use crate::simulation::{Enrolment, Simulation};

/// A message on its way to or from a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The device.
    pub device: DeviceId,
    /// What is on its way.
    pub what: Delivery,
    sequence: u64,
}

/// What can be on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Delivery {
    /// A push, to the device.
    Push,
    /// A device's check-in, to the server.
    CheckIn,
    /// A command, to the device.
    Command,
    /// A device's answer, to the server.
    Answer,
}

phrases!(Delivery, "delivery", {
    Push => "push",
    CheckIn => "check-in",
    Command => "command",
    Answer => "answer",
});

impl Simulation {
    /// Makes the next step depend on the state alone: its latencies are drawn as if it were the first.
    pub fn begin_step(&mut self) {
        let bound = self.policy.completes_within;
        self.network = Network::new(RandomStream::new(self.seed, StreamName::Latency), bound);
    }

    /// Every message on its way, soonest first. A deadline and a repeated push are no messages: they
    /// happen when time passes.
    pub fn pending(&self) -> Vec<Pending> {
        let mut due = Vec::new();
        self.clock.scheduled(&mut due);
        due.iter().filter_map(message).collect()
    }

    /// Lets a message arrive now, whatever else is due before it.
    pub fn deliver(&mut self, pending: &Pending) {
        if let Some((device, due)) = self.clock.take(pending.sequence) {
            self.happen(device, due);
        }
    }

    /// The moments ahead at which something can change that people or policies care about: the last one
    /// inside a window to sign in again and the first one past it, the end of a time to follow up, and
    /// the first one at which a reset has taken too long.
    pub fn turning_points(&self) -> Vec<Instant> {
        let mut moments = Vec::new();
        for (session, place) in self.sessions.iter().zip(self.policy.places()) {
            let surface = self.policy.surface(place.surface);
            let flow = surface.and_then(|surface| surface.flow.as_deref()).unwrap_or_default();
            if let Some(last) = session.window_ends(flow) {
                moments.extend([last, last.after(past(crate::domain::span::Span::ZERO))]);
            }
        }
        for (device, managed) in (0..).map(DeviceId).zip(&self.devices) {
            let ends = managed.as_ref().and_then(|managed| managed.device.follow_up_ends());
            moments.extend(ends);
            moments.extend(self.monitor.bound_broken_at(&self.policy, device));
        }
        let mut due = Vec::new();
        self.clock.scheduled(&mut due);
        let expires = |it: &Scheduled| {
            matches!(it.due, Due::PasscodeExpires(_) | Due::GivesUp(_)).then_some(it.at)
        };
        moments.extend(due.iter().filter_map(expires));
        moments.retain(|moment| *moment > self.now());
        moments.sort_unstable();
        moments.dedup();
        moments
    }

    /// Whether `device` is connected; nothing if there is none.
    pub fn online(&self, device: DeviceId) -> Option<bool> {
        self.managed(device).map(|managed| managed.device.online)
    }

    /// Whether the server still manages `device`.
    pub(crate) fn is_managed(&self, device: DeviceId) -> bool {
        self.managed(device).is_some_and(|managed| managed.enrolment != Enrolment::Unenrolled)
    }

    /// Whether a reset of `device` is in flight.
    pub fn in_flight(&self, device: DeviceId) -> bool {
        self.managed(device).is_some_and(|managed| managed.record.state().in_flight())
    }

    /// The invariants that mattered in the steps so far.
    pub fn invariants_reached(&self) -> impl Iterator<Item = Invariant> + '_ {
        Invariant::ALL.iter().copied().filter(|invariant| self.reached(*invariant))
    }
}

/// The message that this is, if it is one.
const fn message(scheduled: &Scheduled) -> Option<Pending> {
    let what = match scheduled.due {
        Due::PushArrives => Delivery::Push,
        Due::CheckIn => Delivery::CheckIn,
        Due::CommandArrives(_) => Delivery::Command,
        Due::ResultArrives(..) => Delivery::Answer,
        Due::PushAgain(_)
        | Due::FollowUpEnds
        | Due::GivesUp(_)
        | Due::PasscodeExpires(_)
        | Due::BackOnline => {
            return None;
        }
    };
    Some(Pending { device: scheduled.device, what, sequence: scheduled.sequence })
}
