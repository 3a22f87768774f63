//! The result of an exploration, as plain data.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;
use crate::run::explore::counterexample::Counterexample;
use crate::run::explore::sometimes::Sometimes;
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
    /// Every key that a row covers, in the order of the policy.
    pub rows: Vec<ExploredRow>,
}

/// The result of exploring one row.
#[derive(Clone, Debug)]
pub struct ExploredRow {
    /// What both devices are.
    pub key: KeyId,
    /// How many different states were seen.
    pub states: usize,
    /// How many steps were tried from them.
    pub steps_tried: u64,
    /// How many steps every interleaving was followed for: the whole depth, unless the search stopped.
    pub depth: usize,
    /// Whether everything to the depth was seen.
    pub exhaustive: bool,
    /// Whether the search was interrupted.
    pub interrupted: bool,
    /// The interesting states that were reached, with the fewest steps to each.
    pub reached: BTreeMap<Sometimes, usize>,
    /// The interesting states that were not, though the policy leads there, with the steps that it takes; nothing where
    /// no way was found.
    pub missing: BTreeMap<Sometimes, Option<usize>>,
    /// The invariants that were reached where they matter.
    pub invariants: Vec<Invariant>,
    /// The shortest way to a broken invariant, if there is one: a defect of the simulation.
    pub counterexample: Option<Counterexample>,
}

impl Exploration {
    /// Whether no row reached anything that is interesting: then it shows nothing.
    pub(crate) fn reached_nothing(&self) -> bool {
        self.rows.iter().all(|row| row.reached.is_empty())
    }
}

impl ExploredRow {
    /// The interesting states that were not reached though this depth was enough for them, or though no way there was
    /// found at any depth.
    pub fn missed(&self) -> impl Iterator<Item = Sometimes> + '_ {
        let near_enough =
            self.missing.iter().filter(|(_, steps)| steps.is_none_or(|steps| steps <= self.depth));
        near_enough.map(|(sometimes, _)| *sometimes)
    }
}
