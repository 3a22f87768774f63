//! What could be seen after a step and not before it, as expectations that a scenario can have.

use crate::domain::device::{DeviceId, DeviceLock};
use crate::domain::expectation::Expectation;
use crate::domain::place::Place;
use crate::domain::reset::ResetState;
use crate::domain::surface::SurfaceId;
use crate::domain::view::{ShownPasscode, View};
use crate::language::plan::{Check, NamedDevice, NamedPlace};
use crate::policy::checked::Policy;
use crate::serve::served::entered::finds;
use crate::serve::served::step::SeenAfter;

/// What is different in a place, with whether most people would expect it; no passcode where `has_ended` says that a
/// reset has just been seen to end.
pub(crate) fn differences(
    policy: &Policy,
    (place, device): (Place, DeviceId),
    before: &View,
    after: &View,
    has_ended: bool,
) -> Vec<SeenAfter> {
    if place.surface == SurfaceId::DEVICE {
        return on_device(policy, device, before, after);
    }
    let mut seen = Seen { place, device, all: Vec::new() };
    if before.says != after.says {
        for text in after.says.texts() {
            seen.add(Expectation::Says(policy.text(*text).into()), true);
        }
        if after.allowed && after.says.is_empty() {
            seen.add(Expectation::SaysNothing, false);
        }
    }
    if before.asks != after.asks {
        match (before.asks, after.asks) {
            (_, Some(asked)) => {
                seen.add(Expectation::Asks(policy.text(asked.words).into(), true), true);
            }
            (Some(asked), None) => {
                seen.add(Expectation::Asks(policy.text(asked.words).into(), false), false);
            }
            (None, None) => {}
        }
    }
    if before.offers != after.offers
        && let Some(button) = after.offers.or(before.offers)
    {
        let what = Expectation::Offers(policy.text(button).into(), after.offers.is_some());
        seen.add(what, false);
    }
    if after.greyed_out
        && !before.greyed_out
        && let Some(surface) = policy.surface(place.surface)
    {
        seen.add(Expectation::GreyedOut(policy.text(surface.button).into()), false);
    }
    if before.state != after.state
        && let Some(state) = after.state
    {
        seen.add(Expectation::State(state), state != ResetState::None);
    }
    if before.passcode != after.passcode || has_ended {
        seen.passcode(policy, after);
    }
    seen.all
}

struct Seen {
    place: Place,
    device: DeviceId,
    all: Vec<SeenAfter>,
}

impl Seen {
    fn add(&mut self, what: Expectation, usual: bool) {
        let Place { actor, surface } = self.place;
        let at = NamedPlace { actor, surface: Some(surface) };
        let device = NamedDevice::Numbered(self.device);
        self.all.push(SeenAfter { check: Check::Sees { at, device, what, within: None }, usual });
    }

    fn passcode(&mut self, policy: &Policy, after: &View) {
        match &after.passcode {
            ShownPasscode::Shown { passcode, superseded: false, .. } => {
                let check = finds(self.place, self.device, passcode);
                self.all.push(SeenAfter { check, usual: true });
            }
            ShownPasscode::Words(words) => {
                let words = policy.text(*words).into();
                self.add(Expectation::WordsForPasscode(words), true);
            }
            ShownPasscode::Nothing if after.allowed => self.add(Expectation::NoPasscode, false),
            ShownPasscode::Nothing | ShownPasscode::Masked { .. } | ShownPasscode::Shown { .. } => {
            }
        }
    }
}

fn on_device(policy: &Policy, device: DeviceId, before: &View, after: &View) -> Vec<SeenAfter> {
    let mut all = Vec::new();
    let mut add = |what, usual| {
        let device = NamedDevice::Numbered(device);
        all.push(SeenAfter { check: Check::DeviceShows { device, what }, usual });
    };
    if before.notice != after.notice {
        match after.notice {
            Some(notice) => {
                let text = policy.text(notice.says).into();
                add(Expectation::Notice(notice.kind, text), true);
            }
            None => add(Expectation::SaysNothing, false),
        }
    }
    let has = |view: &View| view.lock != Some(DeviceLock::NoPasscode);
    if before.lock.is_some() && has(before) != has(after) {
        add(Expectation::HasPasscode(has(after)), true);
    }
    for lost in after.lost.texts().iter().filter(|text| !before.lost.texts().contains(text)) {
        add(Expectation::Lost(policy.text(*lost).into(), true), true);
    }
    if before.apps_blocked != after.apps_blocked {
        add(Expectation::AppsBlocked(after.apps_blocked), true);
    }
    if before.asks_for_own_passcode != after.asks_for_own_passcode {
        add(Expectation::AsksForOwnPasscode(after.asks_for_own_passcode), true);
    }
    all
}
