//! Runs every interleaving of a small world, to a depth: user actions, deliveries and clock ticks.
//!
//! The world is the one simulation with two devices of one row, their owners and an administrator.
//! Nothing goes wrong in it that the policy does not promise: faults are for the sweep. Left out, too,
//! are a second browser for a person who may use any, entering passcodes on the other device, and
//! passcodes that no one could know. The search judges nothing; it says what it found.

pub(crate) mod counterexample;
pub(crate) mod search;
pub(crate) mod sometimes;
pub(crate) mod transition;
pub(crate) mod world;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use crate::domain::platform::{Management, Platform};
use crate::policy::checked::Policy;
use crate::run::explore::search::Search;
use crate::run::explore::world::World;
use crate::simulation::invariant::Invariant;

/// How far to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many steps an interleaving may have.
    pub depth: usize,
    /// How many states a row may have before its search stops.
    pub states_max: usize,
}

/// The result of exploring a policy.
#[derive(Clone, Debug)]
pub struct Exploration {
    /// The policy.
    pub policy: Arc<Policy>,
    /// How far it was to go.
    pub limits: Limits,
    /// Each platform under each kind of management, in the order of the policy.
    pub rows: Vec<ExploredRow>,
}

/// The result of exploring one row.
#[derive(Clone, Debug)]
pub struct ExploredRow {
    /// The platform of both devices.
    pub platform: Platform,
    /// How both are managed.
    pub management: Management,
    /// How many different states were seen.
    pub states: usize,
    /// How many steps were tried from them.
    pub steps_tried: u64,
    /// How many steps every interleaving was followed for: the whole depth, unless the search stopped.
    pub depth: usize,
    /// Whether everything to the depth was seen.
    pub exhaustive: bool,
    /// The interesting states that were reached, with the fewest steps to each.
    pub reached: BTreeMap<Sometimes, usize>,
    /// The interesting states that were not, though the row's policy leads there, with the steps it takes.
    pub missing: BTreeMap<Sometimes, usize>,
    /// The invariants that were reached where they matter.
    pub invariants: Vec<Invariant>,
    /// The shortest way to a broken invariant, if there is one: a defect of the simulation.
    pub counterexample: Option<Counterexample>,
}

impl ExploredRow {
    /// The interesting states that this depth was enough for and that were not reached.
    pub fn missed(&self) -> impl Iterator<Item = Sometimes> + '_ {
        let near_enough = self.missing.iter().filter(|(_, steps)| **steps <= self.depth);
        near_enough.map(|(sometimes, _)| *sometimes)
    }
}

/// Explores every row of a policy, the rows on all cores. The result depends on the policy and the limits alone.
pub fn explore(policy: &Arc<Policy>, limits: Limits) -> Exploration {
    let keys: Vec<(Platform, Management)> = policy
        .rows
        .iter()
        .flat_map(|row| row.management.iter().map(|kind| (row.platform.clone(), *kind)))
        .collect();
    let rows = keys
        .into_par_iter()
        .filter_map(|(platform, management)| World::new(policy, platform, management, None))
        .map(|world| Search::new(&world, limits).run())
        .collect();
    Exploration { policy: Arc::clone(policy), limits, rows }
}

#[cfg(test)]
pub(crate) mod tests;

use crate::run::explore::counterexample::Counterexample;
use crate::run::explore::sometimes::Sometimes;
