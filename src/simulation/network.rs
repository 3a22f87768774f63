//! How long messages take, within what the policy promises for a device that is online.

use crate::domain::span::Span;
use crate::simulation::random_stream::RandomStream;

/// A message on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leg {
    /// The push that asks the device to check in.
    Push,
    /// From the push to the check-in.
    CheckIn,
    /// The command, or the device's answer to it.
    Message,
}

/// How many pushes come soon after each other.
pub(crate) const PUSHES_SOON: u32 = 9;

/// The longest time between two pushes, in milliseconds.
const HOUR: u64 = 3_600_000;

/// Draws latencies. Each leg takes a share of the policy's bound, so that the slowest reset of an
/// online device ends within a fifth of it, and one whose first push is lost still ends in time.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    random: RandomStream,
    bound: Span,
    /// How late every push is: then nothing else takes time.
    late_by: Option<Span>,
}

impl Network {
    pub(crate) const fn new(random: RandomStream, bound: Span) -> Self {
        Self { random, bound, late_by: None }
    }

    /// The same, in which every push is that late.
    pub(crate) fn with_late_pushes(self, late_by: Option<Span>) -> Self {
        Self { late_by, ..self }
    }

    /// How long this message takes.
    pub(crate) fn latency(&mut self, leg: Leg) -> Span {
        if let Some(late_by) = self.late_by {
            return if leg == Leg::Push { late_by } else { Span::from_milliseconds(1) };
        }
        let (least, most) = match leg {
            Leg::Push => (self.share(600), self.share(60)),
            Leg::CheckIn => (self.share(300), self.share(8)),
            Leg::Message => (self.share(1500), self.share(150)),
        };
        self.random.between(least, most)
    }

    /// How long a message takes that something went wrong with: late, but within the bound.
    pub(crate) fn delay(&mut self) -> Span {
        self.random.between(self.share(20), self.share(3))
    }

    /// How long a device stays away that loses its connection.
    pub(crate) fn absence(&mut self) -> Span {
        let longest = self.bound.milliseconds().saturating_mul(3);
        self.random.between(self.share(300), Span::from_milliseconds(longest))
    }

    /// How long the server waits before it repeats push number `attempt`, from one. Some repeats come
    /// soon, within the bound; then each takes twice as long, up to an hour, so that a device that
    /// stays away for weeks costs little. It checks in by itself when it is back.
    pub(crate) fn patience(&self, attempt: u32) -> Span {
        let first = self.share(5).milliseconds().max(1);
        let soon = if attempt > 1 { first.saturating_mul(2) } else { first };
        let doublings = attempt.saturating_sub(PUSHES_SOON).min(20);
        Span::from_milliseconds(soon.saturating_mul(1 << doublings).min(HOUR.max(soon)))
    }

    const fn share(&self, part: u64) -> Span {
        Span::from_milliseconds(self.bound.milliseconds() / part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::random_stream::{Seed, StreamName};

    #[test]
    fn the_slowest_reset_ends_in_time_even_if_its_first_push_is_lost() {
        let bound = Span::from_minutes(5);
        let mut network = Network::new(RandomStream::new(Seed(1), StreamName::Latency), bound);
        let mut slowest = |leg| (0..5000).map(|_| network.latency(leg)).max().unwrap();
        let total = [Leg::Push, Leg::CheckIn, Leg::Message, Leg::Message]
            .map(|leg| slowest(leg).milliseconds())
            .iter()
            .sum::<u64>();
        assert!(total <= bound.milliseconds() / 5, "{total} ms");
        assert!(network.patience(1).milliseconds() + total < bound.milliseconds());
        assert!(network.patience(9).milliseconds() + total < bound.milliseconds());
        let late = (0..5000).map(|_| network.delay()).max().unwrap();
        assert!(late.milliseconds() + total < bound.milliseconds());
    }

    #[test]
    fn a_push_is_repeated_soon_and_then_ever_more_rarely() {
        let bound = Span::from_minutes(5);
        let network = Network::new(RandomStream::new(Seed(1), StreamName::Latency), bound);
        let waits = |attempt| network.patience(attempt).milliseconds() / 60_000;
        assert_eq!([1, 2, PUSHES_SOON].map(waits), [1, 2, 2]);
        assert_eq!([PUSHES_SOON + 1, PUSHES_SOON + 2, 99].map(waits), [4, 8, 60]);
    }
}
