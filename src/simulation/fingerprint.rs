//! One number for a state of the world, the same for two states from which the same can happen.

use twox_hash::XxHash64;

use crate::domain::device::DeviceId;
use crate::domain::reset::ResetId;
use crate::simulation::Simulation;
use crate::simulation::clock::{Due, Scheduled};
use crate::simulation::marks::Marks;

/// Identifies a state by what can still happen from it.
///
/// Two states with one fingerprint have the same futures, step by step, but for names:
///
/// - *Absolute time* is left out. Nothing reads the clock but to compare two instants, so every instant
///   goes in by its distance from the present, and one that is too old for its comparison to turn again
///   goes in as just that old.
/// - *Passcodes* go in by which of them are equal, to each other and to those that people know from the
///   beginning, never by their characters: nothing else about them is asked. That a stream draws one
///   passcode twice is left out, as it would be in any run of few draws.
/// - *Resets* go in by their order on their device: ids are compared with each other and never counted.
/// - *What is due* goes in whole and in order, but for what would change nothing when it happens: an
///   answer or a repeated push for a reset that has ended, a deadline that has been lifted.
/// - *Latencies* are left out, because every explored step draws them from a new stream
///   ([`Simulation::begin_step`]): they depend on the state and the step alone.
/// - *The trace* is left out: the simulation writes it and never reads it.
///
/// Every part adds itself by taking all of its fields apart, so that the compiler asks about a new one.
/// With 64 bits, two of a million states share a number in fewer than one search of ten million.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint(pub u64);

impl Simulation {
    /// Identifies the state by what can still happen from it.
    pub fn fingerprint(&self, marks: &mut Marks) -> Fingerprint {
        let Self {
            policy,
            seed: _,
            clock,
            devices,
            sessions,
            network: _,
            passcodes: _,
            resets: _,
            monitor,
            trace: _,
            // What was seen last is for the harness to know, and both are empty after a step.
            touched: _,
            unchecked: _,
            // An explored world has neither: every order of deliveries is tried instead.
            faults: _,
            // These stay the same for a whole search.
            rules: _,
            widening: _,
            is_defective: _,
            ignores_invariants: _,
        } = self;
        marks.restart(clock.now());
        let mut due = std::mem::take(&mut marks.due);
        clock.scheduled(&mut due);
        due.retain(|scheduled| self.still_matters(scheduled));
        self.name_resets(&due, marks);
        for (session, place) in sessions.iter().zip(policy.places()) {
            let surface = policy.surface(place.surface);
            let flow = surface.and_then(|surface| surface.flow.as_deref()).unwrap_or_default();
            session.mark(flow, marks);
        }
        for (device, managed) in (0..).map(DeviceId).zip(devices) {
            let Some(managed) = managed else { continue };
            // A device keeps its row, its management and its owner; none leaves management in an explored world.
            managed.device.mark(device, managed.record.unlock_token, marks);
            managed.record.mark(device, policy.superseded, marks);
        }
        monitor.mark(policy, marks);
        for scheduled in &due {
            marks.small(scheduled.device.0);
            marks.ahead(scheduled.at);
            scheduled.mark(marks);
        }
        marks.due = due;
        Fingerprint(XxHash64::oneshot(0, &marks.bytes))
    }

    /// Whether something that is due would change anything when it happens.
    fn still_matters(&self, scheduled: &Scheduled) -> bool {
        let Some(managed) = self.managed(scheduled.device) else { return false };
        let in_flight =
            |reset| managed.record.latest.is_some_and(|it| it.id == reset && it.state.in_flight());
        match scheduled.due {
            Due::PushArrives | Due::CheckIn | Due::CommandArrives(_) | Due::BackOnline => true,
            Due::PushAgain(reset) | Due::ResultArrives(reset, _) | Due::GivesUp(reset) => {
                in_flight(reset)
            }
            Due::PasscodeExpires(reset) => managed.record.shows(reset),
            Due::FollowUpEnds => managed.device.follow_up_ends() == Some(scheduled.at),
        }
    }

    /// Collects every reset that a comparison could still ask about.
    fn name_resets(&self, due: &[Scheduled], marks: &mut Marks) {
        for (device, managed) in (0..).map(DeviceId).zip(&self.devices) {
            let Some(managed) = managed else { continue };
            let [latest, applied] = self.monitor.named(device);
            let known = managed.record.latest.map(|reset| reset.id);
            let named = [known, managed.device.remembered(), latest, applied];
            marks.resets.extend(named.into_iter().flatten().map(|reset| (device, reset)));
        }
        let named = due.iter().filter_map(|it| it.due.reset().map(|reset| (it.device, reset)));
        marks.resets.extend(named);
        marks.resets.sort_unstable();
        marks.resets.dedup();
    }
}

impl Scheduled {
    fn mark(&self, marks: &mut Marks) {
        marks.small(match self.due {
            Due::PushArrives => 0,
            Due::PushAgain(_) => 1,
            Due::CheckIn => 2,
            Due::CommandArrives(_) => 3,
            Due::ResultArrives(..) => 4,
            Due::FollowUpEnds => 5,
            Due::BackOnline => 6,
            Due::PasscodeExpires(_) => 7,
            Due::GivesUp(_) => 8,
        });
        marks.reset(self.device, self.due.reset());
        if let Due::ResultArrives(_, answer) = self.due {
            answer.mark(marks);
        }
    }
}

impl Due {
    /// The reset that it is about.
    const fn reset(self) -> Option<ResetId> {
        match self {
            Self::PushAgain(reset)
            | Self::CommandArrives(reset)
            | Self::PasscodeExpires(reset)
            | Self::GivesUp(reset)
            | Self::ResultArrives(reset, _) => Some(reset),
            Self::PushArrives | Self::CheckIn | Self::FollowUpEnds | Self::BackOnline => None,
        }
    }
}
