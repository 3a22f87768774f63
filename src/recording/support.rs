//! How much of a run an outside system supports: scenarios, clauses and cells of the tables, and what is missing.

use std::collections::BTreeMap;

use crate::conformance::level::Level;
use crate::conformance::tally::Tally;
use crate::conformance::verdict::Verdict;
use crate::policy::checked::Policy;
use crate::recording::case::{Case, FailureCause};
use crate::recording::system_note::SystemNote;
use crate::recording::whole::Recording;

/// How much of a run a system supports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support {
    /// How far it conforms.
    pub level: Level,
    /// The scenarios that are unsupported.
    pub scenarios: SupportedShare,
    /// How many scenarios are unsupported though the system is held to what they cite.
    pub beyond_profile: usize,
    /// The clauses that could not be tried.
    pub clauses: SupportedShare,
    /// How many clauses a scenario has shown.
    pub clauses_verified: usize,
    /// How many clauses a scenario has shown to be broken.
    pub clauses_failed: usize,
    /// The cells of the tables that no scenario can fill.
    pub cells: SupportedShare,
}

/// A number of things, and why some of them are unsupported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupportedShare {
    /// How many there are.
    pub all: usize,
    /// How many are unsupported.
    pub unsupported: usize,
    /// What is missing, with how many lack it. One thing can lack several.
    pub missing: BTreeMap<String, usize>,
}

impl SupportedShare {
    fn lacks(&mut self, needs: impl IntoIterator<Item = String>) {
        self.unsupported += 1;
        for need in needs {
            *self.missing.entry(need).or_default() += 1;
        }
    }
}

impl Recording {
    /// How much of the run its system supports; nothing if it was run on the simulation.
    pub fn support(&self, tallies: &[Tally]) -> Option<Support> {
        let system = self.header.system.as_ref()?;
        let mut scenarios = SupportedShare { all: self.cases.len(), ..SupportedShare::default() };
        let unsupported = || self.cases.iter().filter(|case| case.verdict == Verdict::Unsupported);
        unsupported().for_each(|case| scenarios.lacks(needs(case)));
        let mut clauses = SupportedShare::default();
        let (mut clauses_verified, mut clauses_failed) = (0, 0);
        let mut cells = SupportedShare::default();
        for tally in tallies {
            for clause in &tally.clauses {
                clauses.all += 1;
                let citing = |case: &&Case| {
                    *case.policy == *tally.policy.id && case.clauses.contains(&clause.id)
                };
                let mut failing = self.cases.iter().filter(citing);
                if failing.any(|case| matches!(case.verdict, Verdict::Fails | Verdict::Waived)) {
                    clauses_failed += 1;
                } else if clause.passing > 0 {
                    clauses_verified += 1;
                } else if let Some(case) = unsupported().find(citing) {
                    clauses.lacks(needs(case));
                }
            }
            count_cells(&tally.policy, system, &mut cells);
        }
        Some(Support {
            level: self.level(tallies),
            scenarios,
            beyond_profile: self.unsupported_beyond_profile(),
            clauses,
            clauses_verified,
            clauses_failed,
            cells,
        })
    }

    /// How many scenarios are unsupported though the system is held to what they cite.
    pub fn unsupported_beyond_profile(&self) -> usize {
        let is_held = |case: &&Case| {
            let system = self.header.system.as_ref();
            system.is_some_and(|system| system.is_held_to(&case.clauses))
        };
        let unsupported = self.cases.iter().filter(|case| case.verdict == Verdict::Unsupported);
        unsupported.filter(is_held).count()
    }

    /// The clauses of the profile that no scenario has shown, where every scenario was run.
    pub fn lacks_of_profile(&self) -> Vec<String> {
        let has_profile =
            self.header.system.as_ref().is_some_and(|system| system.profile.is_some());
        if has_profile && self.header.complete {
            self.unverified_of_profile(&self.tallies())
        } else {
            Vec::new()
        }
    }

    /// The clauses of the profile that no scenario has shown.
    pub fn unverified_of_profile(&self, tallies: &[Tally]) -> Vec<String> {
        let profile = self.header.system.as_ref().and_then(|system| system.profile.as_ref());
        let held = profile.iter().flat_map(|profile| &profile.clauses);
        let is_verified = |clause: &str| {
            let mut cited = tallies.iter().flat_map(|tally| &tally.clauses);
            cited.any(|citation| *citation.id == *clause && citation.passing > 0)
        };
        held.filter(|clause| !is_verified(clause)).map(ToString::to_string).collect()
    }

    fn level(&self, tallies: &[Tally]) -> Level {
        let has = |verdict| self.count(verdict) > 0;
        let unjudged = [Verdict::Undefined, Verdict::NotReached, Verdict::Error, Verdict::Broken];
        let tried = [Verdict::Conforms, Verdict::Flaky, Verdict::Waived, Verdict::Fails];
        let unverified = self.header.complete && !self.unverified_of_profile(tallies).is_empty();
        if unjudged.into_iter().any(has) || !tried.into_iter().any(has) || self.has_no_end() {
            Level::CannotSay
        } else if has(Verdict::Fails) || has(Verdict::Waived) {
            Level::Fails
        } else if self.unsupported_beyond_profile() > 0 || unverified {
            Level::Partial
        } else {
            Level::Conforms
        }
    }

    /// Whether the run did not reach its end, or a part of it is missing.
    fn has_no_end(&self) -> bool {
        !self.gaps().is_empty() && !self.is_one_shard()
    }
}

/// What an unsupported scenario lacks.
fn needs(case: &Case) -> Vec<String> {
    match &case.why {
        Some(FailureCause::Unsupported { what, .. }) => {
            what.split("; ").map(str::to_owned).collect()
        }
        Some(
            FailureCause::Failed { .. } | FailureCause::Error { .. } | FailureCause::Broken { .. },
        )
        | None => Vec::new(),
    }
}

/// The cells of a policy's tables: what becomes of the passcode of each kind of device, and what each place shows of it.
fn count_cells(policy: &Policy, system: &SystemNote, cells: &mut SupportedShare) {
    let can = &system.can;
    for id in policy.key_ids() {
        let Some(covered) = policy.covered(id) else { continue };
        let dimensions = policy.dimension_names().zip(covered.key.values());
        let missing = dimensions.filter(|(name, value)| {
            !can.dimensions
                .get(*name)
                .is_some_and(|values| values.iter().any(|it| **it == ***value))
        });
        let of_key: Vec<String> = missing.map(|(name, value)| format!("{name} {value}")).collect();
        cells.all += 1;
        if !of_key.is_empty() {
            cells.lacks(of_key.clone());
        }
        for place in policy.places() {
            let (actor, surface) =
                (policy.actor_name(place.actor), policy.surface_name(place.surface));
            let mut lacking = of_key.clone();
            if !can.actors.iter().any(|known| known == actor) {
                lacking.push(actor.to_owned());
            }
            let abilities = can.surfaces.get(surface);
            if !abilities.is_some_and(|all| all.iter().any(|ability| ability == "look")) {
                lacking.push(surface.to_owned());
            }
            cells.all += 1;
            if !lacking.is_empty() {
                cells.lacks(lacking);
            }
        }
    }
}
