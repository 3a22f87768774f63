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

#[cfg(test)]
mod tests {
    use super::*;

    fn passcode(characters: &str) -> Option<Passcode> {
        Passcode::new(characters)
    }

    /// What each passcode of a state is marked with.
    fn marked(marks: &mut Marks, passcodes: &[&str]) -> Vec<u8> {
        marks.restart(Instant::START);
        passcodes.iter().for_each(|characters| marks.passcode(passcode(characters)));
        marks.bytes.clone()
    }

    #[test]
    fn a_passcode_is_marked_by_its_place_among_those_of_the_state() {
        let mut marks = Marks::default();
        assert_eq!(marked(&mut marks, &["1111", "2222", "1111", "3333", "2222"]), [1, 2, 1, 3, 2]);
        assert_eq!(marked(&mut marks, &["2222", "1111"]), [1, 2], "another state starts over");
        marks.passcode(None);
        assert_eq!(marks.bytes, [1, 2, 0]);
    }

    #[test]
    fn what_people_know_anyway_is_the_same_in_every_state() {
        let known = ["2580", "1357"].map(|characters| passcode(characters).unwrap());
        let mut marks = Marks::knowing(known.to_vec());
        assert_eq!(marked(&mut marks, &["1111", "1357"]), [3, 2]);
        assert_eq!(marked(&mut marks, &["1357", "2222", "2580"]), [2, 3, 1]);
    }

    #[test]
    fn a_reset_is_marked_by_its_place_among_those_of_its_device() {
        let mut marks = Marks::default();
        let [first, second] = [DeviceId::FIRST, DeviceId::SECOND];
        marks.resets = vec![(first, ResetId(3)), (second, ResetId(5)), (first, ResetId(8))];
        marks.reset(first, None);
        for (device, id) in [(first, 3), (first, 8), (second, 5), (second, 8)] {
            marks.reset(device, Some(ResetId(id)));
        }
        assert_eq!(marks.bytes, [0, 1, 2, 1, 2]);
    }

    #[test]
    fn what_is_long_ago_is_marked_like_what_is_longer_ago() {
        let mut marks = Marks::default();
        let mut age = |since: Option<u64>| {
            marks.restart(Instant::from_milliseconds(1000));
            let most = Span::from_milliseconds(300);
            marks.age(since.map(Instant::from_milliseconds), most);
            marks.bytes.clone()
        };
        assert_eq!(age(Some(100)), age(Some(700)));
        let ages = [None, Some(1000), Some(800), Some(700)].map(age);
        assert!(ages.iter().enumerate().all(|(at, one)| !ages[..at].contains(one)), "{ages:?}");
        marks.restart(Instant::from_milliseconds(1000));
        marks.ahead(Instant::from_milliseconds(1256));
        assert_eq!(marks.bytes, [0, 1, 0, 0, 0, 0, 0, 0]);
    }
}
