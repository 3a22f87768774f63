//! What a place shows of a reset as a whole: that it is in flight, or how it has ended.

use crate::domain::place::Place;
use crate::domain::reset::ResetState;
use crate::journal::observation::SeenView;
use crate::policy::checked::Policy;

/// How the latest reset has ended, if a place shows that it has: by its state, or by a text that the policy has for it.
pub(crate) fn ended(policy: &Policy, place: Place, view: &SeenView) -> Option<ResetState> {
    if let Some(state) = view.state {
        return Some(state).filter(|state| !state.in_flight() && *state != ResetState::None);
    }
    let says = policy.surface(place.surface)?.says;
    let said = |text| view.says.texts().contains(&text);
    if says.succeeded.is_some_and(said) {
        Some(ResetState::Done)
    } else if says.failed.is_some_and(said) {
        Some(ResetState::Failed)
    } else {
        None
    }
}

/// Whether a place shows that a reset is in flight.
pub(crate) fn shows_in_flight(policy: &Policy, place: Place, view: &SeenView) -> bool {
    let pending = policy.surface(place.surface).and_then(|surface| surface.says.pending);
    view.state.is_some_and(ResetState::in_flight)
        || pending.is_some_and(|text| view.says.texts().contains(&text))
}
