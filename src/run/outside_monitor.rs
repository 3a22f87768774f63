//! Invariants as they can be watched from outside, on what was observed of any system.
//!
//! It knows the policy and the observations, and nothing that a system says of itself.

use crate::domain::device::{DEVICES_MAX, DeviceId};
use crate::domain::instant::Instant;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::view::View;
use crate::journal::device_history::DeviceHistory;
use crate::journal::observation::{Observation, Observed, SeenView};
use crate::journal::observed_reset::ObservedReset;
use crate::journal::reset_tracker::ResetTracker;
use crate::journal::shown_end::shows_in_flight;
use crate::policy::checked::Policy;
use crate::policy::table::Situation;
use crate::simulation::invariant::Invariant;

/// What is known of the devices from what was observed.
#[derive(Debug, Default)]
pub(crate) struct OutsideMonitor {
    devices: [Watched; DEVICES_MAX],
    breach: Option<(Invariant, String)>,
}

/// What is known of one device.
#[derive(Debug, Default)]
struct Watched {
    /// Its new passcodes by ordinal, in the order in which they were first visible.
    shown: Vec<u8>,
    /// The place that showed a reset in flight at the last look.
    in_flight_at: Option<Place>,
    /// Since when it has a connection; nothing while it has none.
    online_since: Option<Instant>,
}

impl OutsideMonitor {
    /// The first breach since this was asked last, and the observations that show it.
    pub(crate) fn take_breach(&mut self) -> Option<(Invariant, String)> {
        self.breach.take()
    }

    /// Takes note of what was observed next. `begun` is how many resets of the device had begun before.
    pub(crate) fn observe(
        &mut self,
        policy: &Policy,
        tracker: &ResetTracker,
        begun: usize,
        observed: &Observed,
    ) {
        let Some(watched) = self.devices.get_mut(observed.device.index()) else { return };
        match observed.observation {
            Observation::Enrolled { .. } | Observation::Connected { online: true } => {
                watched.online_since = Some(observed.at);
            }
            Observation::Connected { online: false } => watched.online_since = None,
            // What a policy promises of time does not hold in spite of such a fault.
            Observation::Injected { fault } if fault.row().delays && !fault.row().is_benign => {
                watched.online_since = None;
            }
            Observation::Done { .. } => {
                let Some(history) = tracker.device(observed.device) else { return };
                let earlier = begun.checked_sub(1).and_then(|index| history.resets.get(index));
                let is_new = history.resets.len() > begun;
                let in_flight = earlier.filter(|it| is_new && it.ended.is_none());
                if let Some((earlier, place)) = in_flight.zip(watched.in_flight_at) {
                    let seen = format!(
                        "a reset began at {}, while {} still showed the one that began at {}",
                        observed.at,
                        in_place(policy, place),
                        earlier.begun_at,
                    );
                    self.report(Invariant::OneInFlight, seen);
                }
            }
            Observation::Injected { .. }
            | Observation::Refused { .. }
            | Observation::Saw { .. }
            | Observation::Compared { .. }
            | Observation::NotDone { .. } => {}
        }
    }

    /// Checks all that there is to see of a device; `ordinal` says which of the scenario's passcodes one is.
    pub(crate) fn look(
        &mut self,
        policy: &Policy,
        tracker: &ResetTracker,
        (now, device): (Instant, DeviceId),
        views: &[View],
        ordinal: impl Fn(&Passcode) -> u8,
    ) {
        let Some(history) = tracker.device(device) else { return };
        let visible = policy.places().iter().zip(views);
        let visible = visible.filter_map(|(place, view)| Some((*place, view.new_passcode()?)));
        for (place, passcode) in visible {
            self.shown(policy, history, (now, device), place, ordinal(passcode));
        }
        let mut seen = policy.places().iter().zip(views);
        let in_flight = seen
            .find(|(place, view)| shows_in_flight(policy, **place, &SeenView::of(view, 0)))
            .map(|(place, _)| *place);
        let Some(watched) = self.devices.get_mut(device.index()) else { return };
        watched.in_flight_at = in_flight;
        let Some((reset, place)) = history.resets.last().zip(in_flight) else { return };
        let since = watched.online_since.map(|online| online.max(reset.begun_at));
        let late = since.filter(|since| now.since(*since) > policy.completes_within);
        if late.is_some() && reset.ended.is_none() {
            let seen = format!(
                "a reset began at {}, and {} still shows it in flight at {now}",
                reset.begun_at,
                in_place(policy, place),
            );
            self.report(Invariant::EndsInTime, seen);
        }
    }

    /// A new passcode is visible in a place.
    fn shown(
        &mut self,
        policy: &Policy,
        history: &DeviceHistory,
        (now, device): (Instant, DeviceId),
        place: Place,
        ordinal: u8,
    ) {
        if !is_allowed(policy, history, place) {
            let seen = format!(
                "passcode {ordinal} was visible {} at {now}, {}",
                policy.place_in_words(place),
                resets_in_words(policy, history),
            );
            self.report(Invariant::SeenByThePolicy, seen);
        }
        let Some(watched) = self.devices.get_mut(device.index()) else { return };
        if !watched.shown.contains(&ordinal) {
            watched.shown.push(ordinal);
        }
        let newer = watched.shown.iter().rev().take_while(|other| **other != ordinal);
        let newer: Vec<u8> = newer.copied().collect();
        let Some(newest) = newer.first() else { return };
        let of_newest = history.resets.iter().find(|reset| reset.ordinal == Some(*newest));
        let is_known_done = of_newest.is_some_and(ObservedReset::is_done);
        if newer.len() > 1 || is_known_done {
            let seen = format!(
                "passcode {ordinal} was visible {} at {now}, though passcode {newest} has replaced it",
                policy.place_in_words(place),
            );
            self.report(Invariant::ShownIsCurrent, seen);
        }
    }

    fn report(&mut self, invariant: Invariant, seen: String) {
        self.breach.get_or_insert((invariant, seen));
    }
}

/// Whether the policy shows the new passcode of any reset so far in this place.
fn is_allowed(policy: &Policy, history: &DeviceHistory, place: Place) -> bool {
    let (Some(key), owner) = (history.key, history.owner) else { return false };
    let row = policy.covered(key).and_then(|covered| policy.row(covered.row));
    let seen_from = |actor| policy.seen_from(owner, actor);
    let place = Place { actor: seen_from(place.actor), ..place };
    row.is_some_and(|row| {
        history.resets.iter().any(|reset| {
            let by = seen_from(reset.place.actor);
            row.shows(place, Situation { by, earlier: reset.earlier })
        })
    })
}

fn resets_in_words(policy: &Policy, history: &DeviceHistory) -> String {
    match history.resets.last() {
        None => "and no reset had begun".to_owned(),
        Some(reset) => format!(
            "after a reset that began at {}, {}",
            reset.begun_at,
            policy.place_in_words(reset.place)
        ),
    }
}

fn in_place(policy: &Policy, place: Place) -> String {
    policy.surface_name(place.surface).to_owned()
}
