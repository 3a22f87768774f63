//! How small facts share a word that a digest hashes.

use crate::domain::passcode::Shape;
use crate::journal::observation::Observation;

/// Two numbers.
pub(crate) fn pack_pair(high: u8, low: u8) -> u64 {
    u64::from(high) << 8 | u64::from(low)
}

/// A shape, or that there is none.
pub(crate) fn pack_shape(shape: Option<Shape>) -> u64 {
    shape.map_or(0, |shape| 1 << 16 | pack_pair(shape.alphabet.number(), shape.length))
}

/// What was seen in a place.
pub(crate) fn pack_observation(observation: Observation) -> u64 {
    let Observation { offers_reset, new_passcode, state, lock, apps_blocked } = observation;
    let state = state.map_or(0, |state| 1 + u64::from(state.number()));
    let lock = lock.map_or(0, |lock| 1 + u64::from(lock.number()));
    let flags = u64::from(offers_reset) | u64::from(apps_blocked) << 1;
    pack_shape(new_passcode) << 32 | state << 16 | lock << 8 | flags
}
