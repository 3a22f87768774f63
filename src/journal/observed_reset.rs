//! A reset as people could see it: who began it where, how it ended, and what became of the passcode.

use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::passcode::Shape;
use crate::domain::place::Place;
use crate::domain::reset::{Effect, ResetState};
use crate::domain::view::Notice;
use crate::policy::keys::KeyId;
use crate::policy::table::Earlier;

/// One reset, from what was observed alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObservedReset {
    /// The device it was about.
    pub device: DeviceId,
    /// What the device is.
    pub key: KeyId,
    /// Who asked for it, and where.
    pub place: Place,
    /// What had been applied to the device before.
    pub earlier: Earlier,
    /// When the last prompt was answered.
    pub begun_at: Instant,
    /// How it was seen to end, and when that was first seen.
    pub ended: Option<(ResetState, Instant)>,
    /// What became of the passcode, and the new one's shape, as far as that was seen.
    pub change: Option<(Effect, Option<Shape>)>,
    /// Which of the scenario's passcodes the new one is, where it was seen.
    pub ordinal: Option<u8>,
    /// When the device was first seen without a passcode.
    pub removed_at: Option<Instant>,
    /// What the device said.
    pub on_device: Option<Notice>,
    /// Whether a scenario had something go wrong with it.
    pub faulty: bool,
    /// What was seen in each place after the reset began, in the order of the policy's places.
    pub places: Vec<SeenAt>,
}

/// What one place showed of a reset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeenAt {
    /// Whether anyone looked there who was allowed to.
    pub allowed: bool,
    /// Whether anyone did once the reset had been seen to end, there or elsewhere.
    pub looked: bool,
    /// How the place showed that the reset had ended: well, if it ever did.
    pub ended: Option<ResetState>,
    /// The shape of the reset's new passcode, where it was shown.
    pub passcode: Option<Shape>,
}

impl ObservedReset {
    /// What the place that `index` counts to showed.
    pub fn at(&self, index: usize) -> SeenAt {
        self.places.get(index).copied().unwrap_or_default()
    }

    /// Whether the reset was seen to end well.
    pub fn is_done(&self) -> bool {
        self.ended.is_some_and(|(state, _)| state == ResetState::Done)
    }

    /// Takes note that someone looked in the place that `index` counts to, who was allowed to.
    pub(crate) fn looked_at(&mut self, index: usize) {
        let is_over = self.ended.is_some();
        if let Some(seen) = self.places.get_mut(index) {
            seen.allowed = true;
            seen.looked |= is_over;
        }
    }

    /// Takes note of how the place that `index` counts to shows that it has ended.
    pub(crate) fn shows_end(&mut self, index: usize, state: ResetState) {
        self.looked_at(index);
        if let Some(seen) = self.places.get_mut(index) {
            seen.ended = seen.ended.filter(|shown| *shown == ResetState::Done).or(Some(state));
        }
    }

    /// Takes note that its new passcode is visible in the place that `index` counts to.
    pub(crate) fn shows(&mut self, index: usize, ordinal: u8, shape: Shape) {
        self.change = Some((Effect::Replaced, Some(shape)));
        self.ordinal = Some(ordinal);
        if let Some(seen) = self.places.get_mut(index) {
            seen.passcode = seen.passcode.or(Some(shape));
        }
    }
}
