//! A breadth-first search: every state once, the shortest way to each first.

use std::collections::{BTreeMap, BTreeSet};

use crate::journal::Trace;
use crate::run::explore::counterexample::Counterexample;
use crate::run::explore::explored::{ExploredRow, Limits};
use crate::run::explore::row_progress::RowProgress;
use crate::run::explore::sometimes::{Sometimes, VisiblePlaces};
use crate::run::explore::transition::{Reach, Transition, WorldSteps, open_steps};
use crate::run::explore::world::World;
use crate::run::progress::Progress;
use crate::simulation::Simulation;
use crate::simulation::fingerprint::Fingerprint;
use crate::simulation::invariant::Invariant;
use crate::simulation::marks::Marks;

/// A state that is still to be left by every step, and its place in the chain of links.
struct Node {
    state: Simulation,
    link: usize,
}

/// How much memory a state takes, in bytes: itself in a layer that grows, what it points to, and its entries in the
/// set of states and in the chain of links.
pub(crate) const BYTES_PER_STATE: usize = 2 * size_of::<Node>() + size_of::<Simulation>() + 64;

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
    steps: &'a WorldSteps,
    seen: BTreeSet<Fingerprint>,
    links: Vec<Link>,
    reached: BTreeMap<Sometimes, usize>,
    invariants: [bool; Invariant::ALL.len()],
    steps_tried: u64,
    /// Kept only so that no step pays for room of its own.
    marks: Marks,
    trace: Trace,
    progress: RowProgress<'a>,
}

/// How many steps a search for the way to an interesting state takes at most, and how many states it sees.
const DISTANCE_MAX: Limits = Limits { depth: 16, states_max: 20_000 };

/// Why a layer was not searched to its end.
enum Stopped {
    /// A step broke an invariant.
    Broken(Vec<usize>),
    /// There were as many states as there may be.
    Full,
    /// The work was stopped.
    Interrupted,
}

impl<'a> Search<'a> {
    pub(crate) fn new(world: &'a World, limits: Limits) -> Self {
        Self {
            world,
            limits,
            steps: &world.steps,
            seen: BTreeSet::new(),
            links: Vec::new(),
            reached: BTreeMap::new(),
            invariants: Default::default(),
            steps_tried: 0,
            marks: world.marks(),
            trace: Trace::new(),
            progress: RowProgress::new(&(), limits.depth),
        }
    }

    /// The same search, which reports how far it is.
    pub(crate) fn reporting_to(self, progress: &'a dyn Progress) -> Self {
        Self { progress: RowProgress::new(progress, self.limits.depth), ..self }
    }

    /// The steps to each of these interesting states, as far as a search finds them in which everyone does what is
    /// theirs to do and messages arrive as time passes: with one device, and with both for what takes both. Such a way
    /// is a way for the whole search, too. None if the work was stopped.
    pub(crate) fn distances(
        world: &World,
        wanted: &BTreeSet<Sometimes>,
        progress: &dyn Progress,
    ) -> Option<BTreeMap<Sometimes, usize>> {
        let mut found = BTreeMap::new();
        for reach in [Reach::OneDevice, Reach::Rightful] {
            let Some(steps) = world.steps_within(reach) else { continue };
            if wanted.iter().all(|sometimes| found.contains_key(sometimes)) {
                break;
            }
            let search = Search::new(world, DISTANCE_MAX).reporting_to(progress);
            let mut search = Search { steps: &steps, ..search };
            // A break, if there is one, is for the whole search to find.
            let (_, stopped) = search.search();
            if matches!(stopped, Some(Stopped::Interrupted)) {
                return None;
            }
            search.reached.into_iter().for_each(|(sometimes, steps)| {
                found.entry(sometimes).or_insert(steps);
            });
        }
        found.retain(|sometimes, _| wanted.contains(sometimes));
        Some(found)
    }

    /// Searches layer by layer, to the depth.
    pub(crate) fn run(mut self) -> ExploredRow {
        let (depth, stopped) = self.search();
        self.progress.finish();
        // A world with nothing left to happen is explored to any depth.
        let depth = if stopped.is_none() { self.limits.depth } else { depth };
        self.finish(depth, stopped)
    }

    fn search(&mut self) -> (usize, Option<Stopped>) {
        let mut start = self.world.start();
        start.trace().clear();
        self.seen.insert(start.fingerprint(&mut self.marks));
        self.links.push(Link { from: 0, step: 0 });
        let mut layer = vec![Node { state: start, link: 0 }];
        let mut depth = 0;
        while depth < self.limits.depth && !layer.is_empty() {
            match self.leave(layer, depth + 1) {
                Ok(next) => layer = next,
                Err(why) => return (depth, Some(why)),
            }
            depth += 1;
        }
        (depth, None)
    }

    /// Leaves every state of a layer by every step; the new states are the next layer.
    fn leave(&mut self, layer: Vec<Node>, depth: usize) -> Result<Vec<Node>, Stopped> {
        let states = layer.len();
        let mut next = Vec::new();
        let mut steps: Vec<Transition> = Vec::new();
        for (left, Node { state, link }) in layer.into_iter().enumerate() {
            self.progress.report(depth.saturating_sub(1), left, states);
            if self.progress.is_stopped() {
                return Err(Stopped::Interrupted);
            }
            let before = VisiblePlaces::of(&state);
            open_steps(self.steps, &state, &mut steps);
            for (position, step) in steps.iter().enumerate() {
                let mut after = state.clone();
                std::mem::swap(after.trace(), &mut self.trace);
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
                VisiblePlaces::of(&after).compare(before, &after, |sometimes| {
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

    /// Reads the step's trace, and takes the trace back.
    fn note_events(&mut self, depth: usize, after: &mut Simulation) {
        std::mem::swap(after.trace(), &mut self.trace);
        for entry in self.trace.entries() {
            if let Some(sometimes) = Sometimes::shown_by(&self.world.policy, entry) {
                self.reached.entry(sometimes).or_insert(depth);
            }
        }
        self.trace.clear();
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

    /// The interesting states that the row's policy leads to and the search did not reach, with the steps that it takes
    /// if that is known. None if the work was stopped.
    fn missing(&self) -> Option<BTreeMap<Sometimes, Option<usize>>> {
        let World { policy, key, .. } = self.world;
        let missing: BTreeSet<Sometimes> = Sometimes::ALL
            .iter()
            .filter(|it| !self.reached.contains_key(it) && it.is_promised(policy, *key))
            .copied()
            .collect();
        let distances = Self::distances(self.world, &missing, &self.progress.unreported())?;
        Some(missing.into_iter().map(|it| (it, distances.get(&it).copied())).collect())
    }

    fn finish(self, depth: usize, stopped: Option<Stopped>) -> ExploredRow {
        // What an interrupted search did not reach is not missing.
        let missing = match stopped {
            Some(Stopped::Interrupted) => None,
            Some(Stopped::Broken(_) | Stopped::Full) | None => self.missing(),
        };
        let interrupted = missing.is_none();
        let reached_there = |invariant: &Invariant| {
            self.invariants.get(invariant.index()).is_some_and(|reached| *reached)
        };
        ExploredRow {
            key: self.world.key,
            states: self.seen.len(),
            steps_tried: self.steps_tried,
            depth,
            exhaustive: stopped.is_none() && !interrupted,
            interrupted,
            reached: self.reached,
            missing: missing.unwrap_or_default(),
            invariants: Invariant::ALL.iter().copied().filter(reached_there).collect(),
            counterexample: match stopped {
                Some(Stopped::Broken(way)) => Counterexample::replayed(self.world, &way),
                Some(Stopped::Full | Stopped::Interrupted) | None => None,
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
