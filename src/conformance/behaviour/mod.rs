//! The behaviour table: what happens to the passcode for each key, as the run observed it. Each key has a row for the
//! way in which its resets usually go; below these, there is a row for each other way that was seen.

use std::collections::{BTreeMap, BTreeSet};

use crate::conformance::outcome::ScenarioFacts;
use crate::conformance::reset_outcome::ResetOutcome;
use crate::conformance::seen_reset::{SeenReset, Sees, sees};
use crate::conformance::verdict::Verdict;
use crate::domain::actor::{ActorId, Role};
use crate::domain::passcode::Alphabet;
use crate::domain::place::Place;
use crate::domain::reset::{Effect, ResetState};
use crate::domain::surface::SurfaceId;
use crate::domain::text_table::TextId;
use crate::journal::device_history::DeviceHistory;
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;
use crate::policy::surfaces::Surface;

/// What became of the passcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PasscodeChange {
    /// It was removed.
    Removed,
    /// A new one took its place: of this kind, if anyone saw it.
    New(Option<Alphabet>),
    /// It stayed.
    Unchanged,
}

/// What the people of a surface find there after a reset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Found {
    /// No reset is offered there.
    NotOffered,
    /// In a portal, where owners look after resets of their own.
    InPortal {
        /// Whether they see the new passcode.
        sees: Sees,
        /// How they read that the reset ended, where they always read the same.
        says: Option<ResetState>,
    },
    /// In a console, whether its staff see the new passcode of a reset that an owner made; otherwise of their own.
    InConsole(Sees),
}

/// A cell of the behaviour table: one surface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurfaceCell {
    /// The surface.
    pub surface: SurfaceId,
    /// What is found there, by whom: one entry where everyone finds the same.
    pub found: Vec<(Vec<ActorId>, Found)>,
    /// Who sees the new passcode of a reset of their own there at once, where someone else's is seen on a condition.
    pub resets_again: Vec<ActorId>,
}

/// One line of the behaviour table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BehaviourRow {
    /// What the device is.
    pub key: KeyId,
    /// How the resets went that the line is about.
    pub outcome: ResetOutcome,
    /// Whether it is the first line of its key, which counts all scenarios of the key.
    pub is_first: bool,
    /// What became of the passcode; more than one entry where scenarios differ.
    pub changes: BTreeSet<PasscodeChange>,
    /// What people find on each declared surface, in the policy's order.
    pub surfaces: Vec<SurfaceCell>,
    /// What the device said; nothing where no one looked at it.
    pub on_device: Option<BTreeSet<TextId>>,
    /// How many scenarios the line is made of, by verdict.
    pub verdicts: BTreeMap<Verdict, usize>,
}

/// The behaviour table of one policy, from the scenarios that were run under it.
pub fn behaviour(policy: &Policy, all_facts: &[ScenarioFacts]) -> Vec<BehaviourRow> {
    let rows = in_order(policy, all_facts).into_iter();
    rows.map(|line| BehaviourRow::new(policy, line, all_facts)).collect()
}

/// A key and a way in which its resets went, with whether it is the first one of the key.
pub(crate) type Line = (KeyId, ResetOutcome, bool);

/// The lines of both tables in order: what is usual for each key, even if it was never seen, then what else happened.
pub(crate) fn in_order(policy: &Policy, all_facts: &[ScenarioFacts]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut others = Vec::new();
    for key in policy.key_ids() {
        let resets = devices_of(key, all_facts).flat_map(|device| SeenReset::of(policy, device));
        let seen: BTreeSet<ResetOutcome> = resets.map(|one| one.outcome).collect();
        let mut usual = ResetOutcome::USUAL.into_iter();
        let first =
            usual.find(|outcome| seen.contains(outcome)).unwrap_or(ResetOutcome::NotObserved);
        lines.push((key, first, true));
        let rest = seen.into_iter().filter(|outcome| *outcome != first);
        others.extend(rest.map(|outcome| (key, outcome, false)));
    }
    others.sort_by_key(|(_, outcome, _)| *outcome);
    lines.extend(others);
    lines
}

/// The devices of all scenarios that are of this kind.
pub(crate) fn devices_of(
    key: KeyId,
    all_facts: &[ScenarioFacts],
) -> impl Iterator<Item = &DeviceHistory> {
    all_facts.iter().flat_map(|facts| &facts.devices).filter(move |device| device.key == Some(key))
}

/// The resets of a device that went this way.
pub(crate) fn resets_of<'h>(
    policy: &Policy,
    device: &'h DeviceHistory,
    outcome: ResetOutcome,
) -> impl Iterator<Item = SeenReset<'h>> {
    SeenReset::of(policy, device).filter(move |one| one.outcome == outcome)
}

impl BehaviourRow {
    fn new(policy: &Policy, (key, outcome, is_first): Line, all_facts: &[ScenarioFacts]) -> Self {
        let devices: Vec<&DeviceHistory> = devices_of(key, all_facts).collect();
        let resets: Vec<SeenReset<'_>> =
            devices.iter().flat_map(|device| resets_of(policy, device, outcome)).collect();
        let mut verdicts = BTreeMap::new();
        for facts in all_facts {
            let own = facts.devices.iter().filter(|device| device.key == Some(key));
            let is_about = |device: &DeviceHistory| {
                is_first || resets_of(policy, device, outcome).next().is_some()
            };
            if own.into_iter().any(is_about) {
                *verdicts.entry(facts.verdict).or_default() += 1;
            }
        }
        let evidence = RowEvidence { policy, devices: &devices, resets: &resets };
        let surfaces = policy.declared_surfaces();
        let notices = resets.iter().filter_map(|one| one.reset.on_device);
        let on_device: BTreeSet<TextId> = notices.map(|notice| notice.says).collect();
        let looked =
            resets.iter().any(|one| one.at(policy, Place::on_device(policy.owner())).looked);
        Self {
            key,
            outcome,
            is_first,
            changes: changes(&resets),
            surfaces: surfaces.map(|(id, surface)| evidence.cell(id, surface)).collect(),
            on_device: (looked || !on_device.is_empty()).then_some(on_device),
            verdicts,
        }
    }

    /// How many scenarios the line is made of.
    pub fn scenario_count(&self) -> usize {
        self.verdicts.values().sum()
    }
}

/// What became of the passcode; the kind of a new one is known by its shape, where it was shown.
fn changes(resets: &[SeenReset<'_>]) -> BTreeSet<PasscodeChange> {
    let change = |one: &SeenReset<'_>| {
        let (effect, shape) = one.reset.change?;
        Some(match effect {
            Effect::Removed => PasscodeChange::Removed,
            Effect::Unchanged => PasscodeChange::Unchanged,
            Effect::Replaced => PasscodeChange::New(shape.map(|shape| shape.alphabet)),
        })
    };
    let mut changes: BTreeSet<PasscodeChange> = resets.iter().filter_map(change).collect();
    if changes.iter().any(|change| matches!(change, PasscodeChange::New(Some(_)))) {
        changes.remove(&PasscodeChange::New(None));
    }
    changes
}

/// What a line of the table is made of.
struct RowEvidence<'h> {
    policy: &'h Policy,
    devices: &'h [&'h DeviceHistory],
    resets: &'h [SeenReset<'h>],
}

impl<'h> RowEvidence<'h> {
    fn cell(&self, id: SurfaceId, surface: &Surface) -> SurfaceCell {
        let people = if surface.is_portal() {
            // A portal shows each owner their own devices alone.
            vec![self.policy.owner()]
        } else {
            surface.people.clone()
        };
        let of_interest = self.of_interest(id, surface);
        let mut found: Vec<(Vec<ActorId>, Found)> = Vec::new();
        for actor in people {
            let finds = self.finds(Place::new(actor, id), surface, &of_interest);
            match found.iter_mut().find(|(_, other)| *other == finds) {
                Some((actors, _)) => actors.push(actor),
                None => found.push((vec![actor], finds)),
            }
        }
        let conditional = found.iter().any(|(_, found)| {
            let (Found::InConsole(sees) | Found::InPortal { sees, .. }) = found else {
                return false;
            };
            matches!(sees, Sees::After(_))
        });
        let own = |actor: &ActorId| {
            let own = self.by(|by| by == *actor);
            sees(self.policy, Place::new(*actor, id), &own) == Sees::Passcode
        };
        let resets_again = surface.people.iter().copied().filter(|_| conditional).filter(own);
        SurfaceCell { surface: id, found, resets_again: resets_again.collect() }
    }

    /// The resets that a surface is looked at after: in a portal those of the owner, made there if any were; in a
    /// console those of owners, otherwise those of staff.
    fn of_interest(&self, id: SurfaceId, surface: &Surface) -> Vec<SeenReset<'h>> {
        let owners = self.by(|by| self.policy.role(by) != Role::Staff);
        if surface.is_console() {
            return if owners.is_empty() { self.resets.to_vec() } else { owners };
        }
        let usual = self.policy.owner();
        let own = owners.into_iter().filter(|one| one.by == usual);
        let (here, elsewhere): (Vec<_>, Vec<_>) = own.partition(|one| one.is_made_on(id));
        if here.is_empty() { elsewhere } else { here }
    }

    fn by(&self, is_meant: impl Fn(ActorId) -> bool) -> Vec<SeenReset<'h>> {
        self.resets.iter().copied().filter(|one| is_meant(one.by)).collect()
    }

    fn finds(&self, place: Place, surface: &Surface, resets: &[SeenReset<'_>]) -> Found {
        let sees = sees(self.policy, place, resets);
        if sees == Sees::NotObserved && self.offers(place) == Some(false) {
            return Found::NotOffered;
        }
        if surface.is_console() {
            return Found::InConsole(sees);
        }
        let seen = resets.iter().map(|one| one.at(self.policy, place));
        let ends: BTreeSet<Option<ResetState>> =
            seen.filter(|seen| seen.looked).map(|seen| seen.ended).collect();
        let says = ends.first().copied().flatten().filter(|_| ends.len() == 1);
        Found::InPortal { sees, says }
    }

    /// Whether a reset of such a device was ever offered in a place; nothing where no one looked.
    fn offers(&self, place: Place) -> Option<bool> {
        let offered = |device: &&DeviceHistory| {
            let actor = self.policy.seen_from(device.owner, place.actor);
            device.offered(self.policy.place_index(Place { actor, ..place })?)
        };
        self.devices.iter().filter_map(offered).reduce(|one, other| one || other)
    }
}

#[cfg(test)]
mod tests;
