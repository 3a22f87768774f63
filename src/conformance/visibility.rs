//! The visibility table: who saw the new passcode on which surface, and after what.

use crate::conformance::behaviour::{devices_of, in_order, resets_of};
use crate::conformance::outcome::ScenarioFacts;
use crate::conformance::reset_outcome::ResetOutcome;
use crate::conformance::seen_reset::{SeenReset, Sees, sees};
use crate::domain::actor::ActorId;
use crate::domain::place::Place;
use crate::domain::reset::Effect;
use crate::domain::surface::SurfaceId;
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;

/// One line of the visibility table: a key, how the reset went, and who performed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisibilityRow {
    /// What the device is.
    pub key: KeyId,
    /// How the reset went.
    pub outcome: ResetOutcome,
    /// Who performs the reset; no one if no scenario saw one that went this way.
    pub by: Option<ActorId>,
    /// Whether a scenario reached the key.
    pub reached: bool,
    /// Whether there is a new passcode at all; nothing where that was not observed.
    pub new_passcode: Option<bool>,
    /// Whether it is seen in each declared place but on the device, in the policy's order.
    pub places: Vec<(Place, Sees)>,
    /// Who has to reset again to see a passcode, unless one was reset before.
    pub resets_again: Vec<ActorId>,
}

/// The visibility table of one policy, from the scenarios that were run under it.
pub fn visibility(policy: &Policy, all_facts: &[ScenarioFacts]) -> Vec<VisibilityRow> {
    let lines = in_order(policy, all_facts).into_iter();
    lines.flat_map(|(key, outcome, _)| rows(policy, key, outcome, all_facts)).collect()
}

/// The places that the table is about.
pub(crate) fn looked_at(policy: &Policy) -> impl Iterator<Item = Place> {
    policy.places().iter().copied().filter(|place| place.surface != SurfaceId::DEVICE)
}

fn rows(
    policy: &Policy,
    key: KeyId,
    outcome: ResetOutcome,
    all_facts: &[ScenarioFacts],
) -> Vec<VisibilityRow> {
    let reached = devices_of(key, all_facts).next().is_some();
    let devices = devices_of(key, all_facts);
    let resets: Vec<SeenReset<'_>> =
        devices.flat_map(|device| resets_of(policy, device, outcome)).collect();
    let mut rows = Vec::new();
    for by in policy.actor_ids() {
        let own: Vec<SeenReset<'_>> = resets.iter().copied().filter(|one| one.by == by).collect();
        if !own.is_empty() {
            rows.push(VisibilityRow::new(policy, key, outcome, Some(by), &own));
        }
    }
    let shows_own = |row: &VisibilityRow| {
        let by = row.by?;
        let own = |(place, sees): &(Place, Sees)| place.actor == by && *sees == Sees::Passcode;
        row.places.iter().any(own).then_some(by)
    };
    let again: Vec<ActorId> = rows.iter().filter_map(shows_own).collect();
    for row in &mut rows {
        let sees = |wanted: fn(&Sees) -> bool| row.places.iter().any(|(_, sees)| wanted(sees));
        if sees(|sees| matches!(sees, Sees::After(_))) && !sees(|sees| *sees == Sees::Passcode) {
            row.resets_again.clone_from(&again);
        }
    }
    if rows.is_empty() {
        rows.push(VisibilityRow { reached, ..VisibilityRow::new(policy, key, outcome, None, &[]) });
    }
    rows
}

impl VisibilityRow {
    fn new(
        policy: &Policy,
        key: KeyId,
        outcome: ResetOutcome,
        by: Option<ActorId>,
        own: &[SeenReset<'_>],
    ) -> Self {
        let changes = own.iter().filter_map(|one| one.reset.change);
        let replaced = changes.map(|(effect, _)| effect == Effect::Replaced);
        Self {
            key,
            outcome,
            by,
            reached: true,
            new_passcode: replaced.reduce(|one, other| one || other),
            places: looked_at(policy).map(|place| (place, sees(policy, place, own))).collect(),
            resets_again: Vec::new(),
        }
    }
}
