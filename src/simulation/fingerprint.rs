//! One number for a state of the world, the same for two states from which the same can happen.

use twox_hash::XxHash64;

use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::passcode::Passcode;
use crate::domain::reset::ResetId;
use crate::domain::span::Span;
use crate::simulation::Simulation;
use crate::simulation::clock::{Answered, Due, Scheduled};

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
/// - *The journal* is left out: the simulation writes it and never reads it.
///
/// Every part adds itself by taking all of its fields apart, so that the compiler asks about a new one.
/// With 64 bits, two of a million states share a number in fewer than one search of ten million.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fingerprint(pub u64);

/// What distinguishes a state, in the making. It keeps its room, so that one serves a whole search.
#[derive(Debug, Default)]
pub struct Marks {
    bytes: Vec<u8>,
    now: Instant,
    /// Those that people know whatever happens, and then those of the state.
    passcodes: Vec<Passcode>,
    known: usize,
    resets: Vec<(DeviceId, ResetId)>,
    due: Vec<Scheduled>,
}

/// The shortest span that is longer than `span`.
pub(crate) const fn past(span: Span) -> Span {
    Span::from_milliseconds(span.milliseconds().saturating_add(1))
}

impl Simulation {
    /// Identifies the state by what can still happen from it.
    pub fn fingerprint(&self, marks: &mut Marks) -> Fingerprint {
        let Self {
            policy,
            seed: _,
            clock,
            devices,
            sessions,
            console_says,
            network: _,
            passcodes: _,
            resets: _,
            monitor,
            journal: _,
            // An explored world has neither: every order of deliveries is tried instead.
            faults: _,
            // It stays the same for a whole search.
            rules: _,
        } = self;
        marks.restart(clock.now());
        let mut due = std::mem::take(&mut marks.due);
        clock.scheduled(&mut due);
        due.retain(|scheduled| self.still_matters(scheduled));
        self.name_resets(&due, marks);
        for session in sessions {
            session.mark(&policy.portal, marks);
        }
        marks.flag(console_says.is_some());
        if let Some((surface, device, text)) = console_says {
            marks.small(surface.number());
            marks.small(device.0);
            marks.number(text.0.into());
        }
        for (device, managed) in (0..).map(DeviceId).zip(devices) {
            let Some(managed) = managed else { continue };
            // A device keeps its row, its management and its owner.
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
            Due::PushAgain(reset) | Due::ResultArrives(reset, _) => in_flight(reset),
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
            | Self::ResultArrives(reset, _) => Some(reset),
            Self::PushArrives | Self::CheckIn | Self::FollowUpEnds | Self::BackOnline => None,
        }
    }
}

impl Answered {
    pub(crate) fn mark(self, marks: &mut Marks) {
        match self {
            Self::Done(passcode) => {
                marks.small(1);
                marks.passcode(passcode);
            }
            Self::Failed => marks.small(2),
        }
    }
}

impl Marks {
    /// Marks of worlds in which people may enter or set these passcodes at any time: two states differ
    /// if one holds such a passcode where the other holds none of them or another.
    pub fn knowing(passcodes: Vec<Passcode>) -> Self {
        Self { known: passcodes.len(), passcodes, ..Self::default() }
    }

    fn restart(&mut self, now: Instant) {
        self.bytes.clear();
        self.passcodes.truncate(self.known);
        self.resets.clear();
        self.now = now;
    }

    pub(crate) fn small(&mut self, value: u8) {
        self.bytes.push(value);
    }

    pub(crate) fn flag(&mut self, flag: bool) {
        self.bytes.push(flag.into());
    }

    pub(crate) fn number(&mut self, number: u64) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    /// How long ago something was; all that is at least `most` ago is the same.
    pub(crate) fn age(&mut self, since: Option<Instant>, most: Span) {
        let age = since.map(|since| self.now.since(since).min(most));
        self.number(age.map_or(0, |age| age.milliseconds().saturating_add(1)));
    }

    /// How far ahead something is.
    pub(crate) fn ahead(&mut self, at: Instant) {
        self.number(at.since(self.now).milliseconds());
    }

    /// Which passcode it is: the first, the second… of those that are known and that the state holds.
    pub(crate) fn passcode(&mut self, passcode: Option<Passcode>) {
        let Some(passcode) = passcode else { return self.small(0) };
        let known = self.passcodes.iter().position(|known| *known == passcode);
        let place = known.unwrap_or_else(|| {
            self.passcodes.push(passcode);
            self.passcodes.len() - 1
        });
        self.small(u8::try_from(place).unwrap_or(u8::MAX).saturating_add(1));
    }

    /// Which reset it is: the first, the second… of those of the device that matter.
    pub(crate) fn reset(&mut self, device: DeviceId, reset: Option<ResetId>) {
        let place = reset.map(|reset| {
            let before = self.resets.iter().filter(|(of, id)| *of == device && *id < reset);
            before.count()
        });
        let place = place.map_or(0, |place| u8::try_from(place).unwrap_or(u8::MAX - 1) + 1);
        self.small(place);
    }
}
