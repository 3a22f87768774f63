//! One seed, and a random stream for each purpose.

use std::hash::Hasher as _;
use std::sync::Arc;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use twox_hash::XxHash64;

use crate::domain::passcode::Passcode;
use crate::domain::span::Span;
use crate::policy::row::PasscodeRule;

/// The seed of one scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(pub u64);

impl Seed {
    /// The seed of a scenario in a run: it depends on where the scenario is and on nothing
    /// next to it, so that selecting or reordering scenarios changes no other one.
    pub fn of_scenario(run: u64, path: &str, name: &str, example: usize) -> Self {
        let mut hasher = XxHash64::with_seed(run);
        for part in [path.as_bytes(), name.as_bytes()] {
            hasher.write(part);
            // A separator that no text holds, so that moving a letter between the parts counts.
            hasher.write(&[0xff]);
        }
        hasher.write(&u64::try_from(example).unwrap_or(u64::MAX).to_le_bytes());
        Self(hasher.finish())
    }
}

/// What a draw is for. Each purpose has a stream of its own, so that a new draw in one place never
/// shifts the draws of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StreamName {
    /// New passcodes that a device or the server makes.
    Passcodes,
    /// How long messages take.
    Latency,
    /// What people choose: the passcode a device has at first, the one they set.
    People,
    /// What goes wrong.
    Faults,
}

/// A source of choices for one purpose.
#[derive(Clone, Debug)]
pub(crate) struct RandomStream {
    generator: ChaCha8Rng,
    /// What the passcodes to come begin with one of.
    first: Option<Arc<str>>,
}

impl RandomStream {
    /// The stream called `stream_name` under `seed`.
    pub(crate) fn new(seed: Seed, stream_name: StreamName) -> Self {
        // The seed is laid out here, not by `seed_from_u64`, whose expansion is the crate's own affair.
        let mut bytes = [0; 32];
        for (into, byte) in bytes.iter_mut().zip(seed.0.to_le_bytes()) {
            *into = byte;
        }
        let mut generator = ChaCha8Rng::from_seed(bytes);
        generator.set_stream(match stream_name {
            StreamName::Passcodes => 1,
            StreamName::Latency => 2,
            StreamName::People => 3,
            StreamName::Faults => 4,
        });
        Self { generator, first: None }
    }

    /// A number in `0..bound`; zero when `bound` is zero.
    ///
    /// Mapped here from raw 64-bit output, not by a distribution crate, so that a dependency's
    /// update cannot change what a recorded seed replays.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        let wide = u128::from(self.generator.next_u64()) * u128::from(bound);
        u64::try_from(wide >> 64).unwrap_or_default()
    }

    /// A span between `least` and `most`, both included.
    pub(crate) fn between(&mut self, least: Span, most: Span) -> Span {
        let width = most.milliseconds().saturating_sub(least.milliseconds());
        Span::from_milliseconds(least.milliseconds() + self.below(width.saturating_add(1)))
    }

    /// The passcodes to come begin with one of these characters.
    pub(crate) fn begin_with(&mut self, first: Option<Arc<str>>) {
        self.first = first;
    }

    /// A passcode that `rule` allows and that differs from `current`.
    pub(crate) fn passcode(
        &mut self,
        rule: &PasscodeRule,
        current: Option<&Passcode>,
    ) -> Option<Passcode> {
        // A draw can miss its kind (eight characters that all happen to be digits) or repeat the
        // current passcode: both are rare, so a bounded number of draws always finds one.
        for _ in 0..256 {
            let mut drawn = self.characters(&rule.characters, rule.length);
            if let Some(among) = self.first.clone() {
                drawn.begin_with(&self.characters(&among, 1));
            }
            if let Some(passcode) = Passcode::new(&drawn)
                && rule.allows(&passcode)
                && current != Some(&passcode)
            {
                return Some(passcode);
            }
        }
        None
    }

    /// The passcode that a person chooses: four digits.
    pub(crate) fn chosen_passcode(&mut self) -> Option<Passcode> {
        let drawn = self.characters("0123456789", 4);
        Passcode::new(&drawn)
    }

    fn characters(&mut self, among: &str, length: u8) -> Drawn {
        let mut drawn = Drawn::default();
        for _ in 0..length {
            let position = self.below(among.len() as u64);
            let byte = usize::try_from(position).ok().and_then(|at| among.as_bytes().get(at));
            drawn.push(byte.copied().unwrap_or(b'0'));
        }
        drawn
    }
}

/// Characters on their way into a passcode, kept off the heap.
#[derive(Default)]
struct Drawn {
    bytes: [u8; 32],
    length: usize,
}

impl Drawn {
    /// Takes the first character of another one.
    fn begin_with(&mut self, other: &Self) {
        if let (Some(place), Some(first)) = (self.bytes.first_mut(), other.bytes.first()) {
            *place = *first;
        }
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
    }
}

impl std::ops::Deref for Drawn {
    type Target = str;

    fn deref(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A dependency that changes a stream would replay every recorded seed differently.
    #[test]
    fn each_stream_draws_what_it_always_drew() {
        let draw = |stream_name| RandomStream::new(Seed(2015), stream_name).below(1_000_000);
        assert_eq!(
            [StreamName::Passcodes, StreamName::Latency, StreamName::People, StreamName::Faults]
                .map(draw),
            [677_478, 93_411, 482_347, 384_873]
        );
    }

    #[test]
    fn a_scenario_keeps_its_seed_whatever_is_next_to_it() {
        let seed = Seed::of_scenario(2015, "a.feature", "first", 0);
        assert_eq!(seed, Seed::of_scenario(2015, "a.feature", "first", 0));
        assert_ne!(seed, Seed::of_scenario(2015, "a.feature", "first", 1));
        assert_ne!(seed, Seed::of_scenario(2015, "a.featuref", "irst", 0));
        assert_ne!(seed, Seed::of_scenario(2016, "a.feature", "first", 0));
    }

    #[test]
    fn a_draw_stays_below_its_bound_and_reaches_its_ends() {
        let mut random = RandomStream::new(Seed(7), StreamName::Latency);
        let mut seen = [false; 3];
        for _ in 0..200 {
            let drawn = random.below(3);
            seen[usize::try_from(drawn).unwrap()] = true;
        }
        assert_eq!(seen, [true; 3]);
        assert_eq!(random.below(0), 0);
    }

    #[test]
    fn a_span_is_drawn_between_its_ends() {
        let mut random = RandomStream::new(Seed(7), StreamName::Latency);
        let [least, most] = [5, 7].map(Span::from_milliseconds);
        let drawn: std::collections::BTreeSet<u64> =
            (0..200).map(|_| random.between(least, most).milliseconds()).collect();
        assert_eq!(drawn, [5, 6, 7].into());
        assert_eq!(random.between(most, most), most);
    }
}
