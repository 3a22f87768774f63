//! The times within which something has to happen, by a policy: when one begins, and whether it is missed.

use crate::domain::actor::Actor;
use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::reset::ResetId;
use crate::domain::span::Span;
use crate::journal::entry::Entry;
use crate::journal::event::Event;
use crate::journal::lane::Lane;
use crate::policy::checked::Policy;
use crate::policy::row::Row;
use crate::policy::surfaces::MeasuredFrom;

/// What has to happen in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Duty {
    SignInAgain(Actor),
    Complete(ResetId),
    SetPasscode(DeviceId),
}

/// A time that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Deadline {
    due: Instant,
    within: Span,
    duty: Duty,
}

/// The times that run while a journal is read.
#[derive(Debug)]
pub(crate) struct Deadlines<'p> {
    policy: &'p Policy,
    row: [Option<&'p Row>; 2],
    requested_at: Instant,
    running: Vec<Deadline>,
}

/// A deadline as a line of a timeline: its lane, who has to meet it and what it says.
pub(crate) type DeadlineLine = (Lane, &'static str, String);

impl<'p> Deadlines<'p> {
    /// Nothing runs yet.
    pub(crate) const fn new(policy: &'p Policy) -> Self {
        Self { policy, row: [None, None], requested_at: Instant::START, running: Vec::new() }
    }

    /// The times that were over before `now`, in their order.
    pub(crate) fn over_before(&mut self, now: Instant) -> Vec<(Instant, DeadlineLine)> {
        let mut over: Vec<Deadline> =
            self.running.iter().copied().filter(|deadline| deadline.due < now).collect();
        self.running.retain(|deadline| deadline.due >= now);
        over.sort_by_key(|deadline| deadline.due);
        over.into_iter().map(|deadline| (deadline.due, deadline.is_over())).collect()
    }

    /// Reads an entry: what it ends runs no longer; what it begins is returned, unless no one waits for it.
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the other events begin and end no deadline"
    )]
    pub(crate) fn read(&mut self, entry: &Entry) -> Option<DeadlineLine> {
        match entry.event {
            Event::Enrolled { row, .. } => {
                let row = self.policy.row(row);
                if let Some(known) = self.row.get_mut(entry.device.index()) {
                    *known = row;
                }
                None
            }
            Event::SelectedReset { .. } => {
                self.requested_at = entry.at;
                None
            }
            Event::SignedOut { who } => self.sign_in_again(who, entry.at),
            Event::SignedIn { who, .. } => self.ended(Duty::SignInAgain(who)),
            Event::Accepted { reset, .. } => {
                let within = self.policy.portal.completes_within;
                self.begin(entry.at, within, Duty::Complete(reset));
                None
            }
            Event::Ended { reset, .. } => self.ended(Duty::Complete(reset)),
            Event::Applied { .. } => {
                let row = self.row.get(entry.device.index()).copied().flatten();
                let within = row?.follow_up?.set_passcode_within;
                Some(self.begin(entry.at, within, Duty::SetPasscode(entry.device)))
            }
            Event::SetPasscode { .. } => self.ended(Duty::SetPasscode(entry.device)),
            _ => None,
        }
    }

    fn sign_in_again(&mut self, who: Actor, now: Instant) -> Option<DeadlineLine> {
        let window = self.policy.portal.sign_in_again;
        let from = match window.measured_from {
            MeasuredFrom::SignOut => now,
            MeasuredFrom::Request => self.requested_at,
        };
        Some(self.begin(from, window.within, Duty::SignInAgain(who)))
    }

    fn begin(&mut self, from: Instant, within: Span, duty: Duty) -> DeadlineLine {
        self.ended(duty);
        let deadline = Deadline { due: from.after(within), within, duty };
        self.running.push(deadline);
        deadline.begins()
    }

    fn ended(&mut self, duty: Duty) -> Option<DeadlineLine> {
        self.running.retain(|deadline| deadline.duty != duty);
        None
    }
}

impl Deadline {
    fn begins(self) -> DeadlineLine {
        let (lane, who, what) = self.in_words();
        (lane, who, format!("has {} to {what}", self.within))
    }

    fn is_over(self) -> DeadlineLine {
        let (lane, who, what) = self.in_words();
        (lane, who, format!("has not managed to {what} within {}", self.within))
    }

    const fn in_words(self) -> (Lane, &'static str, &'static str) {
        match self.duty {
            Duty::SignInAgain(who) => (Lane::EndUser, who.name(), "sign in again"),
            Duty::Complete(_) => (Lane::Server, "the server", "bring the reset to an end"),
            Duty::SetPasscode(_) => (Lane::Device, "the end user", "set a new passcode"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::browser::Browser;
    use crate::domain::platform::Management;
    use crate::domain::reset::Effect;
    use crate::policy::row::RowId;

    const POLICY: &str = include_str!("../../../../fixtures/policies/intune-2015-12.yaml");

    #[track_caller]
    fn check(event: Event, next: Event, next_at: u64, begins: Option<&str>, over: &[&str]) {
        let policy = Policy::parse("intune-2015-12", POLICY).unwrap();
        let mut deadlines = Deadlines::new(&policy);
        let entry = |at, event| Entry {
            at: Instant::START.after(Span::from_minutes(at)),
            device: DeviceId::FIRST,
            event,
        };
        let owner = Actor::EndUser;
        let management = Management::Standalone;
        deadlines.read(&entry(0, Event::Enrolled { row: RowId(0), management, owner }));
        let begun = deadlines.read(&entry(1, event)).map(|(_, who, what)| format!("{who} {what}"));
        assert_eq!(begun.as_deref(), begins);
        deadlines.read(&entry(2, next));
        let later = Instant::START.after(Span::from_minutes(next_at));
        let missed: Vec<String> =
            deadlines.over_before(later).into_iter().map(|(_, line)| line.2).collect();
        assert_eq!(missed, over);
    }

    #[test]
    fn a_deadline_is_listed_when_it_begins_and_when_it_was_missed() {
        let who = Actor::EndUser;
        let (out, back) =
            (Event::SignedOut { who }, Event::SignedIn { who, from: Browser::OnTheDevice });
        let begins = Some("the end user has 5 minutes to sign in again");
        check(out, back, 99, begins, &[]);
        check(out, Event::PushSent, 6, begins, &[]);
        check(
            out,
            Event::PushSent,
            7,
            begins,
            &["has not managed to sign in again within 5 minutes"],
        );
        let reset = ResetId(1);
        let applied = Event::Applied { reset, effect: Effect::Removed, shape: None };
        let begins = Some("the end user has 1 hour to set a new passcode");
        check(applied, Event::SetPasscode { who }, 99, begins, &[]);
        check(
            applied,
            Event::PushSent,
            99,
            begins,
            &["has not managed to set a new passcode within 1 hour"],
        );
    }
}
