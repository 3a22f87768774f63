//! One number that identifies what happened.

use std::fmt;
use std::hash::Hasher as _;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash64;

use crate::domain::actor::Actor;
use crate::domain::passcode::Shape;
use crate::domain::surface::Surface;
use crate::journal::entry::{Entry, Event, Observation};

/// Identifies an ordered record, whichever machine made it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Digest(pub u64);

/// Four groups of four hexadecimal digits: `9f3c 12ab 0071 c5d8`.
impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = [48, 32, 16, 0].map(|shift| self.0 >> shift & 0xffff);
        write!(formatter, "{a:04x} {b:04x} {c:04x} {d:04x}")
    }
}

/// A digest in the making.
///
/// Each entry is packed by hand into 24 bytes: the standard library's `Hash` promises no encoding,
/// and a golden digest must outlive compilers.
pub(crate) struct JournalDigest {
    hasher: XxHash64,
}

impl Default for JournalDigest {
    fn default() -> Self {
        Self::new()
    }
}

impl JournalDigest {
    /// The digest of nothing.
    pub(crate) fn new() -> Self {
        Self { hasher: XxHash64::with_seed(0) }
    }

    /// Adds what happened next.
    pub(crate) fn add(&mut self, entry: &Entry) {
        let (tag, first, second) = packed(&entry.event);
        let head = tag << 8 | u64::from(entry.device.0);
        let mut bytes = [0_u8; 32];
        for (into, word) in
            bytes.chunks_exact_mut(8).zip([entry.at.milliseconds(), head, first, second])
        {
            into.copy_from_slice(&word.to_le_bytes());
        }
        self.hasher.write(&bytes);
    }

    /// Adds a digest that was made elsewhere.
    pub(crate) fn add_digest(&mut self, digest: Digest) {
        self.hasher.write(&digest.0.to_le_bytes());
    }

    /// The number.
    pub(crate) fn finish(&self) -> Digest {
        Digest(self.hasher.finish())
    }
}

/// A kind's number, and two words that hold its facts. The numbers never change once released.
fn packed(event: &Event) -> (u64, u64, u64) {
    match *event {
        Event::Enrolled { row, management, owner } => {
            (1, u64::from(row.0), (management as u64) << 8 | actor(owner))
        }
        Event::WentOffline => (2, 0, 0),
        Event::CameOnline => (3, 0, 0),
        Event::SelectedReset { who } => (4, actor(who), 0),
        Event::SignedOut { who } => (5, actor(who), 0),
        Event::SignedIn { who, from } => (6, actor(who), from as u64),
        Event::Asked { who, prompt } => (7, actor(who), prompt as u64),
        Event::WindowLapsed { who } => (8, actor(who), 0),
        Event::ConfirmedReset { who } => (9, actor(who), 0),
        Event::Cancelled { who } => (10, actor(who), 0),
        Event::AskedForReset { who, surface } => (11, place(who, surface), 0),
        Event::Refused { who, surface, refusal } => (12, place(who, surface), refusal as u64),
        Event::Accepted { reset, by, surface } => (13, u64::from(reset.0), place(by, surface)),
        Event::PushSent => (14, 0, 0),
        Event::CheckedIn => (15, 0, 0),
        Event::CommandDelivered { reset } => (16, u64::from(reset.0), 0),
        Event::Applied { reset, effect, shape } => {
            (17, u64::from(reset.0), (effect as u64) << 32 | packed_shape(shape))
        }
        Event::NotApplied { reset } => (18, u64::from(reset.0), 0),
        Event::Ignored { reset } => (19, u64::from(reset.0), 0),
        Event::Ended { reset, state } => (20, u64::from(reset.0), state as u64),
        Event::Said { surface, to, text, shape } => {
            (21, place(to, surface), u64::from(text.0) << 32 | packed_shape(shape))
        }
        Event::AppsBlocked => (22, 0, 0),
        Event::AppsUnblocked => (23, 0, 0),
        Event::EnteredPasscode { who, opened } => (24, actor(who), u64::from(opened)),
        Event::SetPasscode { who } => (25, actor(who), 0),
        Event::Fault { fault } => (26, fault as u64, 0),
        Event::Saw { actor, surface, observation } => {
            (27, place(actor, surface), packed_observation(observation))
        }
        Event::Compared { step, met } => (28, u64::from(step), u64::from(met)),
        Event::MustNotRefuse { step } => (29, u64::from(step), 0),
        Event::FaultsEnd => (30, 0, 0),
    }
}

const fn actor(actor: Actor) -> u64 {
    actor as u64
}

const fn place(actor: Actor, surface: Surface) -> u64 {
    (actor as u64) << 8 | surface as u64
}

fn packed_shape(shape: Option<Shape>) -> u64 {
    shape.map_or(0, |shape| 1 << 16 | (shape.alphabet as u64) << 8 | u64::from(shape.length))
}

fn packed_observation(observation: Observation) -> u64 {
    let state = observation.state.map_or(0, |state| 1 + state as u64);
    let lock = observation.lock.map_or(0, |lock| 1 + lock as u64);
    let flags = u64::from(observation.offers_reset) | u64::from(observation.apps_blocked) << 1;
    packed_shape(observation.new_passcode) << 32 | state << 16 | lock << 8 | flags
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::device::DeviceId;
    use crate::domain::instant::Instant;
    use crate::journal::Journal;

    fn journal(events: &[Event]) -> Journal {
        let mut journal = Journal::new();
        for (at, event) in (0..).zip(events) {
            let at = Instant::from_milliseconds(at);
            journal.push(Entry { at, device: DeviceId::FIRST, event: *event });
        }
        journal
    }

    #[test]
    fn order_and_facts_count() {
        let one = journal(&[Event::WentOffline, Event::CameOnline]).digest();
        let other = journal(&[Event::CameOnline, Event::WentOffline]).digest();
        assert_ne!(one, other);
        let met = journal(&[Event::Compared { step: 1, met: true }]).digest();
        let missed = journal(&[Event::Compared { step: 1, met: false }]).digest();
        assert_ne!(met, missed);
    }

    #[test]
    fn the_encoding_is_pinned() {
        let digest = journal(&[Event::PushSent, Event::CheckedIn]).digest();
        assert_eq!(digest.to_string(), "fd8b 358a 5e62 a227");
    }
}
