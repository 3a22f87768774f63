//! A breadth-first search: every state once, the shortest way to each first.

use std::collections::{BTreeMap, BTreeSet};

use crate::journal::Journal;
use crate::policy::row::RowId;
use crate::run::explore::counterexample::Counterexample;
use crate::run::explore::sometimes::{ObservationsSeen, Sometimes};
use crate::run::explore::transition::{Transition, open_steps};
use crate::run::explore::world::World;
use crate::run::explore::{ExploredRow, Limits};
use crate::simulation::Simulation;
use crate::simulation::fingerprint::{Fingerprint, Marks};
use crate::simulation::invariant::Invariant;

/// A state that is still to be left by every step, and its place in the chain of links.
struct Node {
    state: Simulation,
    link: usize,
}

/// How a state was reached: from which, by which of its open steps.
#[derive(Clone, Copy)]
struct Link {
    from: u32,
    step: u16,
}

/// A search of one world.
pub(crate) struct Search<'a> {
    world: &'a World,
    limits: Limits,
    seen: BTreeSet<Fingerprint>,
    links: Vec<Link>,
    reached: BTreeMap<Sometimes, usize>,
    invariants: [bool; Invariant::ALL.len()],
    steps_tried: u64,
    /// Kept only so that no step pays for room of its own.
    marks: Marks,
    journal: Journal,
}

/// Why a layer was not searched to its end.
enum Stopped {
    /// A step broke an invariant.
    Broken(Vec<usize>),
    /// There were as many states as there may be.
    Full,
}

impl<'a> Search<'a> {
    pub(crate) fn new(world: &'a World, limits: Limits) -> Self {
        Self {
            world,
            limits,
            seen: BTreeSet::new(),
            links: Vec::new(),
            reached: BTreeMap::new(),
            invariants: Default::default(),
            steps_tried: 0,
            marks: world.marks(),
            journal: Journal::new(),
        }
    }

    /// Searches layer by layer, to the depth.
    pub(crate) fn run(mut self) -> ExploredRow {
        let mut start = self.world.start();
        start.journal().clear();
        self.seen.insert(start.fingerprint(&mut self.marks));
        self.links.push(Link { from: 0, step: 0 });
        let mut layer = vec![Node { state: start, link: 0 }];
        let mut stopped = None;
        let mut depth = 0;
        while depth < self.limits.depth && !layer.is_empty() {
            match self.leave(layer, depth + 1) {
                Ok(next) => layer = next,
                Err(why) => {
                    stopped = Some(why);
                    break;
                }
            }
            depth += 1;
        }
        // A world with nothing left to happen is explored to any depth.
        let depth = if stopped.is_none() { self.limits.depth } else { depth };
        self.finish(depth, stopped)
    }

    /// Leaves every state of a layer by every step; the new states are the next layer.
    fn leave(&mut self, layer: Vec<Node>, depth: usize) -> Result<Vec<Node>, Stopped> {
        let mut next = Vec::new();
        let mut steps: Vec<Transition> = Vec::new();
        for Node { state, link } in layer {
            let before = ObservationsSeen::of(&state);
            open_steps(&self.world.user_actions, &state, &mut steps);
            for (position, step) in steps.iter().enumerate() {
                let mut after = state.clone();
                std::mem::swap(after.journal(), &mut self.journal);
                // A refusal is as good an answer as any: what matters is the state that it leaves.
                let _ = self.world.take(&mut after, step);
                self.steps_tried += 1;
                if after.breach().is_some() {
                    return Err(Stopped::Broken(self.way(link, position)));
                }
                self.note_events(depth, &mut after);
                if !self.seen.insert(after.fingerprint(&mut self.marks)) {
                    continue;
                }
                let reached = &mut self.reached;
                ObservationsSeen::of(&after).compare(before, &after, |sometimes| {
                    reached.entry(sometimes).or_insert(depth);
                });
                let own = self.links.len();
                self.links.push(Link { from: narrow(link), step: narrow_step(position) });
                if depth < self.limits.depth {
                    next.push(Node { state: after, link: own });
                }
                if self.seen.len() >= self.limits.states_max {
                    return Err(Stopped::Full);
                }
            }
        }
        Ok(next)
    }

    /// Reads the step's journal, and takes the journal back.
    fn note_events(&mut self, depth: usize, after: &mut Simulation) {
        std::mem::swap(after.journal(), &mut self.journal);
        for entry in self.journal.entries() {
            if let Some(sometimes) = Sometimes::shown_by(&self.world.policy, entry) {
                self.reached.entry(sometimes).or_insert(depth);
            }
        }
        self.journal.clear();
        for invariant in after.invariants_reached() {
            if let Some(reached) = self.invariants.get_mut(invariant.index()) {
                *reached = true;
            }
        }
    }

    /// The steps that lead to a state and one step further, each by its place among the open ones.
    fn way(&self, link: usize, last: usize) -> Vec<usize> {
        let mut way = vec![last];
        let mut at = link;
        while at > 0 {
            let Some(link) = self.links.get(at) else { break };
            way.push(link.step.into());
            at = usize::try_from(link.from).unwrap_or_default();
        }
        way.reverse();
        way
    }

    fn finish(self, depth: usize, stopped: Option<Stopped>) -> ExploredRow {
        let World { policy, platform, management, .. } = self.world;
        let id = policy.row_for(platform, *management).unwrap_or(RowId::default());
        let console = policy
            .consoles
            .iter()
            .any(|console| console.offers_reset && console.manages.contains(management));
        let missing = Sometimes::ALL
            .iter()
            .filter(|sometimes| !self.reached.contains_key(sometimes))
            .filter_map(|sometimes| Some((*sometimes, sometimes.steps(policy, id, console)?)))
            .collect();
        let reached_there = |invariant: &Invariant| {
            self.invariants.get(invariant.index()).is_some_and(|reached| *reached)
        };
        ExploredRow {
            platform: platform.clone(),
            management: *management,
            states: self.seen.len(),
            steps_tried: self.steps_tried,
            depth,
            exhaustive: stopped.is_none(),
            reached: self.reached,
            missing,
            invariants: Invariant::ALL.iter().copied().filter(reached_there).collect(),
            counterexample: match stopped {
                Some(Stopped::Broken(way)) => Counterexample::replayed(self.world, &way),
                Some(Stopped::Full) | None => None,
            },
        }
    }
}

/// A search has fewer states than fit: their number is limited.
fn narrow(link: usize) -> u32 {
    u32::try_from(link).unwrap_or(u32::MAX)
}

/// A state has a few dozen open steps.
fn narrow_step(step: usize) -> u16 {
    u16::try_from(step).unwrap_or(u16::MAX)
}
