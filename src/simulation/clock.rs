//! The virtual clock, and what is due when.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::passcode::Passcode;
use crate::domain::reset::ResetId;

/// Something that will happen by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Due {
    /// A push reaches the device.
    PushArrives,
    /// The server pushes again, if the reset is still in flight.
    PushAgain(ResetId),
    /// The device checks in.
    CheckIn,
    /// The command of a reset reaches the device.
    CommandArrives(ResetId),
    /// The device's answer reaches the server.
    ResultArrives(ResetId, Answered),
    /// The time to set a passcode is over.
    FollowUpEnds,
    /// A reset has waited for its device for too long, if it still does.
    GivesUp(ResetId),
    /// The passcode of a reset has been visible for as long as it may be.
    PasscodeExpires(ResetId),
    /// The device is connected again, after a fault.
    BackOnline,
}

/// What a device answers to a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answered {
    /// It was carried out; the passcode is the one that the device made, if it made one.
    Done(Option<Passcode>),
    /// It could not be carried out.
    Failed,
    /// The device does not know such a command.
    NotSupported,
}

/// Something due, ordered by time and, within one instant, by the order in which it was put down: no two share that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scheduled {
    pub(crate) at: Instant,
    pub(crate) sequence: u64,
    pub(crate) device: DeviceId,
    pub(crate) due: Due,
}

impl Ord for Scheduled {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.sequence).cmp(&(other.at, other.sequence))
    }
}

impl PartialOrd for Scheduled {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The clock of one scenario: it moves only when it is moved.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clock {
    now: Instant,
    sequence: u64,
    queue: BinaryHeap<Reverse<Scheduled>>,
}

impl Clock {
    /// Goes back to the beginning, with nothing due.
    pub(crate) fn restart(&mut self) {
        self.now = Instant::START;
        self.sequence = 0;
        self.queue.clear();
    }

    /// The present.
    pub(crate) const fn now(&self) -> Instant {
        self.now
    }

    /// Puts down that something happens to `device` at `at`; never before the present.
    pub(crate) fn schedule(&mut self, at: Instant, device: DeviceId, due: Due) {
        self.sequence += 1;
        let at = at.max(self.now);
        self.queue.push(Reverse(Scheduled { at, sequence: self.sequence, device, due }));
    }

    /// Moves to the next thing that is due no later than `until`, and takes it off the list.
    pub(crate) fn next(&mut self, until: Instant) -> Option<(DeviceId, Due)> {
        if self.queue.peek()?.0.at > until {
            return None;
        }
        let Reverse(scheduled) = self.queue.pop()?;
        self.now = scheduled.at;
        Some((scheduled.device, scheduled.due))
    }

    /// When something is next due.
    pub(crate) fn next_at(&self) -> Option<Instant> {
        self.queue.peek().map(|Reverse(scheduled)| scheduled.at)
    }

    /// Whether something more is due at the present instant.
    pub(crate) fn is_due_now(&self) -> bool {
        self.queue.peek().is_some_and(|Reverse(scheduled)| scheduled.at <= self.now)
    }

    /// Takes off the list what will not happen after all.
    pub(crate) fn cancel(&mut self, is_off: impl Fn(DeviceId, &Due) -> bool) {
        self.queue.retain(|Reverse(scheduled)| !is_off(scheduled.device, &scheduled.due));
    }

    /// Moves to `instant`, if that is not in the past.
    pub(crate) fn move_to(&mut self, instant: Instant) {
        self.now = self.now.max(instant);
    }
}

/// For exploring: what is due can be seen, and can be taken out of turn.
impl Clock {
    /// Everything that is due, in the order in which it would happen; `into` is emptied first.
    pub(crate) fn scheduled(&self, into: &mut Vec<Scheduled>) {
        into.clear();
        into.extend(self.queue.iter().map(|Reverse(scheduled)| *scheduled));
        into.sort_unstable();
    }

    /// Takes off the list what was put down as number `sequence`; the clock stays where it is.
    pub(crate) fn take(&mut self, sequence: u64) -> Option<(DeviceId, Due)> {
        let Reverse(found) =
            *self.queue.iter().find(|scheduled| scheduled.0.sequence == sequence)?;
        self.queue.retain(|scheduled| scheduled.0.sequence != sequence);
        Some((found.device, found.due))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_at_one_instant_keeps_its_order() {
        let mut clock = Clock::default();
        let soon = Instant::from_milliseconds(5);
        clock.schedule(soon, DeviceId::FIRST, Due::CheckIn);
        clock.schedule(Instant::from_milliseconds(2), DeviceId::SECOND, Due::PushArrives);
        clock.schedule(soon, DeviceId::FIRST, Due::FollowUpEnds);
        let end = Instant::from_milliseconds(5);
        assert_eq!(clock.next(end), Some((DeviceId::SECOND, Due::PushArrives)));
        assert_eq!(clock.next(end), Some((DeviceId::FIRST, Due::CheckIn)));
        assert_eq!(clock.next(end), Some((DeviceId::FIRST, Due::FollowUpEnds)));
        assert_eq!(clock.next(end), None);
    }

    #[test]
    fn nothing_happens_before_it_is_due() {
        let mut clock = Clock::default();
        clock.schedule(Instant::from_milliseconds(5), DeviceId::FIRST, Due::CheckIn);
        assert_eq!(clock.next(Instant::from_milliseconds(4)), None);
        assert_eq!(clock.now(), Instant::START);
    }

    fn at(milliseconds: u64) -> Instant {
        Instant::from_milliseconds(milliseconds)
    }

    /// A clock on which a push and a check-in are due at one instant, and another check-in later.
    fn busy() -> Clock {
        let mut clock = Clock::default();
        clock.schedule(at(7), DeviceId::FIRST, Due::CheckIn);
        clock.schedule(at(5), DeviceId::SECOND, Due::PushArrives);
        clock.schedule(at(5), DeviceId::FIRST, Due::CheckIn);
        clock
    }

    #[test]
    fn what_is_due_now_is_due_until_it_has_happened() {
        let mut clock = busy();
        assert_eq!((clock.is_due_now(), clock.next_at()), (false, Some(at(5))));
        assert_eq!(clock.next(at(9)), Some((DeviceId::SECOND, Due::PushArrives)));
        assert_eq!((clock.is_due_now(), clock.now()), (true, at(5)));
        assert_eq!(clock.next(at(9)), Some((DeviceId::FIRST, Due::CheckIn)));
        assert_eq!((clock.is_due_now(), clock.next_at()), (false, Some(at(7))));
        clock.move_to(at(8));
        assert!(clock.is_due_now());
        clock.move_to(at(3));
        assert_eq!(clock.now(), at(8));
        clock.schedule(at(1), DeviceId::FIRST, Due::FollowUpEnds);
        assert_eq!(clock.next(at(9)), Some((DeviceId::FIRST, Due::CheckIn)));
        assert_eq!(clock.next(at(9)), Some((DeviceId::FIRST, Due::FollowUpEnds)));
        assert_eq!(clock.now(), at(8), "nothing is due before the present");
    }

    #[test]
    fn what_is_off_does_not_happen() {
        let mut clock = busy();
        clock.cancel(|device, due| device == DeviceId::FIRST && *due == Due::CheckIn);
        assert_eq!(clock.next(at(9)), Some((DeviceId::SECOND, Due::PushArrives)));
        assert_eq!(clock.next(at(9)), None);
        let mut clock = busy();
        clock.move_to(at(4));
        clock.restart();
        assert_eq!((clock.now(), clock.next_at()), (Instant::START, None));
    }

    #[test]
    fn one_thing_can_be_taken_out_of_order() {
        let mut clock = busy();
        let mut due = Vec::new();
        clock.scheduled(&mut due);
        let sequences: Vec<u64> = due.iter().map(|scheduled| scheduled.sequence).collect();
        assert_eq!(sequences, [2, 3, 1]);
        assert_eq!(clock.take(3), Some((DeviceId::FIRST, Due::CheckIn)));
        assert_eq!(clock.take(3), None);
        assert_eq!(clock.now(), Instant::START);
        clock.scheduled(&mut due);
        let sequences: Vec<u64> = due.iter().map(|scheduled| scheduled.sequence).collect();
        assert_eq!(sequences, [2, 1]);
    }
}
