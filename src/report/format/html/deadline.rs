//! The times within which something has to happen, by a policy: when one begins, and whether it is missed.

use crate::domain::device::{DeviceId, DeviceLock};
use crate::domain::instant::Instant;
use crate::domain::place::Place;
use crate::domain::prompt::{Asked, PromptKind};
use crate::domain::span::Span;
use crate::journal::device_history::DeviceHistory;
use crate::journal::lane::{Lane, Mark};
use crate::journal::observation::{ActionKind, Observation, Observed};
use crate::journal::reset_tracker::ResetTracker;
use crate::policy::checked::Policy;
use crate::policy::surfaces::{MeasuredFrom, SignInAgain};
use crate::report::timeline_event::TimelineEvent;

/// Who has to do what, and where that is drawn.
#[derive(Clone, Debug)]
struct Duty {
    lane: Lane,
    who: String,
    what: &'static str,
}

/// The lines of a timeline that are about deadlines, from what was observed, in order.
pub(crate) fn deadlines(policy: &Policy, observations: &[Observed]) -> Vec<TimelineEvent> {
    let end = observations.last().map_or(Instant::START, |observed| observed.at);
    let mut lines = Lines { events: Vec::new(), end };
    for history in ResetTracker::read(policy, observations) {
        of_resets(policy, &history, observations, &mut lines);
    }
    of_sign_ins(policy, observations, &mut lines);
    lines.events.sort_by_key(|event| event.at);
    lines.events
}

/// Every reset has to end, and where it removed the passcode, its owner has to set one.
fn of_resets(
    policy: &Policy,
    history: &DeviceHistory,
    observations: &[Observed],
    lines: &mut Lines,
) {
    let covered = history.key.and_then(|key| policy.covered(key));
    let follow_up = covered.and_then(|covered| policy.row(covered.row)?.follow_up);
    for reset in &history.resets {
        let duty = Duty {
            lane: Lane::Server,
            who: "the server".to_owned(),
            what: "bring the reset to an end",
        };
        let ended = reset.ended.map(|(_, at)| at);
        lines.over(reset.begun_at, policy.completes_within, ended, &duty);
        if let Some((removed_at, follow_up)) = reset.removed_at.zip(follow_up) {
            let who = policy.actor_name(history.owner).to_owned();
            let duty = Duty { lane: Lane::Device, who, what: "set a new passcode" };
            let own = || observations.iter().filter(|observed| observed.device == reset.device);
            let set =
                own().skip_while(|observed| !shows_removed(observed, removed_at)).find(|it| {
                    done(it).is_some_and(|(_, action)| matches!(action, ActionKind::SetPasscode(_)))
                });
            let set = set.map(|observed| observed.at);
            lines.set(removed_at, follow_up.set_passcode_within, &duty);
            lines.over(removed_at, follow_up.set_passcode_within, set, &duty);
        }
    }
}

/// Who signs out when asked to has to sign in again.
fn of_sign_ins(policy: &Policy, observations: &[Observed], lines: &mut Lines) {
    let mut asked: Vec<((DeviceId, Place), Asked)> = Vec::new();
    let mut requested: Vec<((DeviceId, Place), Instant)> = Vec::new();
    for (position, observed) in observations.iter().enumerate() {
        if let Observation::Saw { place, view } = observed.observation {
            asked.retain(|(at, _)| *at != (observed.device, place));
            asked.extend(view.asks.map(|asks| ((observed.device, place), asks)));
        }
        let Some((place, action)) = done(observed) else { continue };
        let here = (observed.device, place);
        if action == ActionKind::SelectReset {
            requested.retain(|(at, _)| *at != here);
            requested.push((here, observed.at));
        }
        let asks = asked.iter().find(|(at, _)| *at == here).map(|(_, asks)| *asks);
        let Some(window) = asks.and_then(|asks| window(policy, place, asks)) else { continue };
        if action != ActionKind::SignOut {
            continue;
        }
        let request = requested.iter().find(|(at, _)| *at == here).map(|(_, at)| *at);
        let from = match window.measured_from {
            MeasuredFrom::SignOut => observed.at,
            MeasuredFrom::Request => request.unwrap_or(observed.at),
        };
        let who = policy.actor_name(place.actor).to_owned();
        let duty = Duty { lane: Lane::Actor(place.actor), who, what: "sign in again" };
        let back = observations.iter().skip(position).find(|other| {
            done(other)
                .is_some_and(|(at, action)| at == place && matches!(action, ActionKind::SignIn(_)))
        });
        lines.set(observed.at, window.within, &duty);
        lines.over(from, window.within, back.map(|back| back.at), &duty);
    }
}

/// Within which time a person has to be back who is asked for this.
fn window(policy: &Policy, place: Place, asked: Asked) -> Option<SignInAgain> {
    if asked.kind != PromptKind::SignInAgain {
        return None;
    }
    let flow = policy.surface(place.surface)?.flow.as_deref()?;
    flow.iter().find(|prompt| prompt.asked == asked)?.window
}

const fn done(observed: &Observed) -> Option<(Place, ActionKind)> {
    match observed.observation {
        Observation::Done { place, action } => Some((place, action)),
        Observation::Enrolled { .. }
        | Observation::Connected { .. }
        | Observation::Refused { .. }
        | Observation::Saw { .. }
        | Observation::Injected { .. }
        | Observation::Compared { .. }
        | Observation::NotDone { .. } => None,
    }
}

/// Whether it is the look at which the device was first seen without a passcode.
fn shows_removed(observed: &Observed, removed_at: Instant) -> bool {
    let Observation::Saw { view, .. } = observed.observation else { return false };
    observed.at == removed_at && view.lock == Some(DeviceLock::NoPasscode)
}

/// The lines so far, and how long the scenario lasts.
struct Lines {
    events: Vec<TimelineEvent>,
    end: Instant,
}

impl Lines {
    /// A time begins.
    fn set(&mut self, at: Instant, within: Span, duty: &Duty) {
        let words = format!("has {within} to {}", duty.what);
        self.events.push(TimelineEvent::on(duty.lane, Mark::DeadlineSet, at, &duty.who, words));
    }

    /// A time is over, if what had to be done within it was not.
    fn over(&mut self, from: Instant, within: Span, done: Option<Instant>, duty: &Duty) {
        let due = from.after(within);
        if self.end > due && done.is_none_or(|done| done > due) {
            let words = format!("has not managed to {} within {within}", duty.what);
            let event = TimelineEvent::on(duty.lane, Mark::DeadlineOver, due, &duty.who, words);
            self.events.push(event);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::browser::Browser;
    use crate::journal::observing::Observing;

    fn lines(observing: &Observing) -> Vec<String> {
        let deadlines = deadlines(&observing.policy, &observing.observations);
        let line = |event: &TimelineEvent| format!("{} {}", event.actor, event.user_action);
        deadlines.iter().map(line).collect()
    }

    fn signed_out() -> Observing {
        let mut observing = Observing::plain();
        let (owner, portal) = (observing.owner(), observing.portal());
        observing.enrol(0, owner);
        observing.act(portal, ActionKind::SelectReset);
        observing.asks_first(portal);
        observing.act(portal, ActionKind::SignOut);
        observing
    }

    #[test]
    fn a_person_who_signs_out_has_to_be_back_in_time() {
        let begins = "the owner has 5 minutes to sign in again";
        let mut in_time = signed_out();
        in_time.later(5);
        in_time.act(in_time.portal(), ActionKind::SignIn(Browser::OnAnotherDevice));
        in_time.later(9);
        in_time.act(in_time.portal(), ActionKind::Cancel);
        assert_eq!(lines(&in_time), [begins]);
        let mut late = signed_out();
        late.later(6);
        late.act(late.portal(), ActionKind::SignIn(Browser::OnAnotherDevice));
        let missed = "the owner has not managed to sign in again within 5 minutes";
        assert_eq!(lines(&late), [begins, missed]);
    }

    fn removed() -> Observing {
        let mut observing = Observing::plain();
        let (owner, portal) = (observing.owner(), observing.portal());
        observing.enrol(0, owner);
        observing.reset(portal);
        observing.pending(&[portal]);
        observing.lock(DeviceLock::NoPasscode);
        observing.done(&[portal]);
        observing
    }

    #[test]
    fn an_owner_has_to_set_a_passcode_in_time() {
        let begins = "the owner has 1 hour to set a new passcode";
        let mut in_time = removed();
        let device = Place::on_device(in_time.owner());
        in_time.later(60);
        in_time.act(device, ActionKind::SetPasscode(2));
        in_time.later(60);
        in_time.act(device, ActionKind::EnterPasscode(2));
        assert_eq!(lines(&in_time), [begins]);
        let mut late = removed();
        late.later(61);
        late.lock(DeviceLock::NoPasscode);
        let missed = "the owner has not managed to set a new passcode within 1 hour";
        assert_eq!(lines(&late), [begins, missed]);
    }

    #[test]
    fn a_reset_has_to_end_in_time() {
        let mut observing = Observing::plain();
        let (owner, portal) = (observing.owner(), observing.portal());
        observing.enrol(0, owner);
        observing.reset(portal);
        observing.pending(&[portal]);
        observing.later(6);
        observing.done(&[portal]);
        let missed = "the server has not managed to bring the reset to an end within 5 minutes";
        assert_eq!(lines(&observing), [missed]);
    }
}
