//! What a clause is about: by which observations, and where, a scenario can prove it.

use std::sync::Arc;

use crate::domain::actor::ActorId;
use crate::domain::phrase::phrases;
use crate::domain::surface::SurfaceId;
use crate::policy::keys::KeyId;

/// A kind of observation: the part of what a person can notice that shows a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObservationKind {
    /// Whether a reset is offered.
    Offer,
    /// What is asked for.
    Prompt,
    /// What is said.
    Text,
    /// The state of the latest reset.
    State,
    /// Which passcode is visible, or none.
    Passcode,
    /// Whether the device has a passcode.
    Lock,
    /// Which passcode opens the device.
    Unlock,
    /// What the device says, and how.
    Notice,
    /// Whether apps are blocked.
    Apps,
    /// That something is refused.
    Refusal,
}

phrases!(ObservationKind, "kind of observation", {
    Offer => "offer",
    Prompt => "prompt",
    Text => "text",
    State => "state",
    Passcode => "passcode",
    Lock => "lock",
    Unlock => "unlock",
    Notice => "notice",
    Apps => "apps",
    Refusal => "refusal",
});

/// What a clause is about. An empty list is any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The keys that decide it, `[]` for any entry of a list: `rows[].passcode.length`.
    pub keys: Vec<String>,
    /// The kinds of observation that show it.
    pub observes: Vec<ObservationKind>,
    /// The rows' keys.
    pub rows: Vec<KeyId>,
    /// Who sees it.
    pub actors: Vec<ActorId>,
    /// Where it is seen.
    pub surfaces: Vec<SurfaceId>,
    /// The seeded defects that break it.
    pub defects: Vec<Arc<str>>,
}
