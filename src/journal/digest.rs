//! One number that identifies what happened.

use std::fmt;
use std::hash::Hasher as _;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash64;

use crate::journal::entry::Entry;
use crate::journal::observation::Observed;
use crate::journal::packing::pack_pair;

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
        let (number, first, second) = entry.event.packed();
        let head = pack_pair(number, entry.device.0);
        let mut bytes = [0_u8; 32];
        for (into, word) in
            bytes.chunks_exact_mut(8).zip([entry.at.milliseconds(), head, first, second])
        {
            into.copy_from_slice(&word.to_le_bytes());
        }
        self.hasher.write(&bytes);
    }

    /// Adds what was observed next.
    pub(crate) fn add_observed(&mut self, observed: &Observed) {
        let (number, words) = observed.observation.packed();
        let head = 1 << 16 | pack_pair(number, observed.device.0);
        let mut bytes = [0_u8; 48];
        let all = [observed.at.milliseconds(), head].into_iter().chain(words);
        for (into, word) in bytes.chunks_exact_mut(8).zip(all) {
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

#[cfg(test)]
mod tests {
    use insta::{Settings, assert_snapshot};

    use super::*;
    use crate::domain::actor::Role;
    use crate::domain::browser::Browser;
    use crate::domain::device::{DeviceId, DeviceLock};
    use crate::domain::fault::Fault;
    use crate::domain::instant::Instant;
    use crate::domain::passcode::Alphabet;
    use crate::domain::prompt::PromptKind;
    use crate::domain::refusal::Refusal;
    use crate::domain::reset::{Effect, ResetState};
    use crate::domain::surface::SurfaceKind;
    use crate::domain::view::NoticeKind;
    use crate::journal::Journal;
    use crate::journal::event::Event;
    use crate::journal::observation::Observation;
    use crate::policy::row::Otherwise;
    use crate::policy::table::Earlier;

    fn journal(events: &[Event]) -> Journal {
        let mut journal = Journal::default();
        for (at, event) in (0..).zip(events) {
            let at = Instant::from_milliseconds(at);
            journal.trace.push(Entry { at, device: DeviceId::FIRST, event: *event });
        }
        journal
    }

    #[test]
    fn order_and_facts_count() {
        let one = journal(&[Event::WentOffline, Event::CameOnline]).digest();
        let other = journal(&[Event::CameOnline, Event::WentOffline]).digest();
        assert_ne!(one, other);
        let compared = |met| {
            let (at, device) = (Instant::START, DeviceId::FIRST);
            let observation = Observation::Compared { step: 1, met };
            let observations = vec![Observed { at, device, observation }];
            Journal { observations, ..Journal::default() }.digest()
        };
        assert_ne!(compared(true), compared(false));
    }

    #[test]
    fn the_encoding_is_pinned() {
        let digest = journal(&[Event::PushSent, Event::CheckedIn]).digest();
        assert_eq!(digest.to_string(), "fd8b 358a 5e62 a227");
    }

    /// The numbers of one kind of value, a line each, in their order; no two values share one.
    fn numbers(what: &str, all: impl IntoIterator<Item = (&'static str, u8)>) -> String {
        let mut all: Vec<_> = all.into_iter().map(|(name, number)| (number, name)).collect();
        all.sort_unstable();
        assert!(all.is_sorted_by(|one, next| one.0 < next.0), "two of one number: {all:?}");
        let lines = all.iter().map(|(number, name)| format!("  {number:>2}  {name}\n"));
        format!("{what}\n{}", lines.collect::<String>())
    }

    /// What an old seed and an old recording say depends on these numbers: none may ever change.
    #[test]
    fn every_number_that_is_hashed_is_pinned() {
        macro_rules! pinned {
            ($($kind:ident),+) => {
                [$(numbers($kind::WHAT, $kind::ALL.iter().map(|it| (it.name(), it.number())))),+]
            };
        }
        let mut all = pinned!(
            Role,
            SurfaceKind,
            Browser,
            PromptKind,
            NoticeKind,
            Refusal,
            Effect,
            ResetState,
            Alphabet,
            DeviceLock,
            Fault,
            Earlier,
            Otherwise
        )
        .concat();
        all += &numbers("event", Event::NUMBERS.iter().copied());
        let mut settings = Settings::clone_current();
        settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/determinism"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| assert_snapshot!("numbers", all));
    }
}
