//! How long messages take, within what the policy promises for a device that is online.

use super::dice::Dice;
use crate::domain::Span;

/// The longest that the server waits for a device that is away, in milliseconds.
const HOUR: u64 = 3_600_000;

/// A message on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leg {
    /// The push that asks the device to check in.
    Push,
    /// From the push to the check-in.
    CheckIn,
    /// The command, or the device's answer to it.
    Message,
}

/// Draws latencies. Each leg takes a share of the policy's bound, so that the slowest reset of an
/// online device ends within a fifth of it, and one whose first push is lost still ends in time.
#[derive(Clone, Debug)]
pub(super) struct Network {
    dice: Dice,
    bound: Span,
}

impl Network {
    pub(super) const fn new(dice: Dice, bound: Span) -> Self {
        Self { dice, bound }
    }

    /// How long this message takes.
    pub(super) fn latency(&mut self, leg: Leg) -> Span {
        let (least, most) = match leg {
            Leg::Push => (self.share(600), self.share(60)),
            Leg::CheckIn => (self.share(300), self.share(8)),
            Leg::Message => (self.share(1500), self.share(150)),
        };
        self.dice.between(least, most)
    }

    /// How long a message takes that something went wrong with: late, but within the bound.
    pub(super) fn delay(&mut self) -> Span {
        self.dice.between(self.share(20), self.share(3))
    }

    /// How long a device stays away that loses its connection.
    pub(super) fn absence(&mut self) -> Span {
        let longest = self.bound.milliseconds().saturating_mul(3);
        self.dice.between(self.share(300), Span::from_milliseconds(longest))
    }

    /// How long the server waits before it repeats push number `attempt`, counted from one: twice as
    /// long each time. For a device that is there up to half of the bound, so that a reset whose faults
    /// have stopped still ends in time; for one that stays away up to an hour, so that its absence
    /// costs little.
    pub(super) fn patience(&self, attempt: u32, online: bool) -> Span {
        let first = self.share(5).milliseconds().max(1);
        let doubled = first.saturating_mul(1 << attempt.saturating_sub(1).min(20));
        let longest = if online { self.share(2).milliseconds() } else { HOUR };
        Span::from_milliseconds(doubled.min(longest.max(first)))
    }

    const fn share(&self, part: u64) -> Span {
        Span::from_milliseconds(self.bound.milliseconds() / part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::dice::{Purpose, Seed};

    #[test]
    fn the_slowest_reset_ends_in_time_even_if_its_first_push_is_lost() {
        let bound = Span::from_minutes(5);
        let mut network = Network::new(Dice::new(Seed(1), Purpose::Latency), bound);
        let mut slowest = |leg| (0..5000).map(|_| network.latency(leg)).max().unwrap();
        let total = [Leg::Push, Leg::CheckIn, Leg::Message, Leg::Message]
            .map(|leg| slowest(leg).milliseconds())
            .iter()
            .sum::<u64>();
        assert!(total <= bound.milliseconds() / 5, "{total} ms");
        assert!(network.patience(1, true).milliseconds() + total < bound.milliseconds());
        assert!(network.patience(9, true).milliseconds() + total < bound.milliseconds());
        let late = (0..5000).map(|_| network.delay()).max().unwrap();
        assert!(late.milliseconds() + total < bound.milliseconds());
    }
    #[test]
    fn the_server_is_patient_with_a_device_that_stays_away_and_with_no_other() {
        let patience = |bound, attempt, online| {
            let dice = Dice::new(Seed(1), Purpose::Latency);
            Network::new(dice, bound).patience(attempt, online).milliseconds()
        };
        let bound = Span::from_minutes(5);
        assert_eq!(
            [1, 2, 3, 9].map(|attempt| patience(bound, attempt, true)),
            [60_000, 120_000, 150_000, 150_000]
        );
        assert_eq!(patience(bound, 9, false), HOUR);
        assert_eq!(patience(Span::from_milliseconds(1), 9, true), 1, "no longer than the bound");
        let days = Span::from_minutes(2 * 24 * 60);
        assert_eq!(patience(days, 9, false), patience(days, 1, true), "no shorter than at first");
    }
}
