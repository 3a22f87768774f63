//! The part of a view that is written down: no passcode, only its shape.

use serde::{Deserialize, Serialize};

use crate::domain::device::DeviceLock;
use crate::domain::passcode::{Passcode, Shape};
use crate::domain::reset::ResetState;
use crate::domain::view::View;

/// What there was to see in one place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// Whether a reset was offered.
    #[serde(default, skip_serializing_if = "is_not")]
    pub offers_reset: bool,
    /// The shape of a passcode that was not marked as superseded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_passcode: Option<Shape>,
    /// The state of the latest reset, where the surface shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<ResetState>,
    /// The lock, on the device itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<DeviceLock>,
    /// Whether apps were blocked.
    #[serde(default, skip_serializing_if = "is_not")]
    pub apps_blocked: bool,
}

impl Observation {
    /// What is written down of a view.
    pub fn of(view: &View<'_>) -> Self {
        Self {
            offers_reset: view.offers_reset,
            new_passcode: view.new_passcode().map(Passcode::shape),
            state: view.state,
            lock: view.lock,
            apps_blocked: view.apps_blocked,
        }
    }
}

/// What is usual is left out of the text form.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_not(flag: &bool) -> bool {
    !*flag
}
