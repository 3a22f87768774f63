//! The marks by which a fingerprint distinguishes states: each part of the simulation adds its own.

use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::passcode::Passcode;
use crate::domain::reset::ResetId;
use crate::domain::span::Span;
use crate::simulation::clock::{Answered, Scheduled};

/// What distinguishes a state, in the making. It keeps its room, so that one serves a whole search.
#[derive(Debug, Default)]
pub struct Marks {
    pub(crate) bytes: Vec<u8>,
    pub(crate) now: Instant,
    /// Those that people know whatever happens, and then those of the state.
    pub(crate) passcodes: Vec<Passcode>,
    pub(crate) known: usize,
    pub(crate) resets: Vec<(DeviceId, ResetId)>,
    pub(crate) due: Vec<Scheduled>,
}

/// The shortest span that is longer than `span`.
pub(crate) const fn past(span: Span) -> Span {
    Span::from_milliseconds(span.milliseconds().saturating_add(1))
}

impl Answered {
    pub(crate) fn mark(self, marks: &mut Marks) {
        match self {
            Self::Done(passcode) => {
                marks.small(1);
                marks.passcode(passcode);
            }
            Self::Failed => marks.small(2),
            Self::NotSupported => marks.small(3),
        }
    }
}

impl Marks {
    /// Marks of worlds in which people may enter or set these passcodes at any time: two states differ
    /// if one holds such a passcode where the other holds none of them or another.
    pub fn knowing(passcodes: Vec<Passcode>) -> Self {
        Self { known: passcodes.len(), passcodes, ..Self::default() }
    }

    pub(crate) fn restart(&mut self, now: Instant) {
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
