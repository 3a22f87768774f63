//! The search compared with a definition of it that is too simple to be wrong.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::language::plan::{Act, NamedDevice, NamedPlace, SurfaceAction};
use crate::language::policies_of_tests::bundled;
use crate::policy::samples::{changed, key, place, plain as policy};
use crate::run::explore::explored::ExploredRow;
use crate::run::explore::sometimes::{Sometimes, VisiblePlaces};
use crate::run::explore::transition::{Transition, open_steps};
use crate::simulation::Simulation;
use crate::simulation::defect::Defect;
use crate::simulation::fingerprint::Fingerprint;
use crate::simulation::invariant::Invariant;
use crate::simulation::marks::Marks;

/// Explores one key of a world with a defect.
pub(crate) fn explore_with_defect(
    policy: &Arc<Policy>,
    key: KeyId,
    limits: Limits,
    defect: &'static Defect,
) -> ExploredRow {
    let world = World::new(policy, key, Some(defect)).unwrap();
    Search::new(&world, limits).run()
}

fn world(policy: &Arc<Policy>, platform: &str, management: &str) -> World {
    World::new(policy, policy.key_id(&key(platform, management)).unwrap(), None).unwrap()
}

const fn limits(depth: usize) -> Limits {
    Limits { depth, states_max: 1_000_000 }
}

fn done(who: &str, surface: &str, user_action: SurfaceAction) -> Transition {
    let place = place(&policy(), who, surface);
    let at = NamedPlace { actor: place.actor, surface: Some(place.surface) };
    Transition::Act(Act::Do { at, device: NamedDevice::FIRST, user_action })
}

/// The clerk has asked for a reset, and the connection was lost and found: two check-ins are on their way to one
/// command.
fn under_way() -> Vec<Transition> {
    let asked = done("the clerk", "the desk", SurfaceAction::SelectReset);
    vec![asked, connect(false), connect(true)]
}

fn connect(online: bool) -> Transition {
    Transition::Act(Act::Connect { device: NamedDevice::FIRST, online })
}

/// The owner has signed out as asked.
fn away() -> Vec<Transition> {
    [SurfaceAction::SelectReset, SurfaceAction::SignOut]
        .map(|action| done("the owner", "the page", action))
        .to_vec()
}

/// Worlds in which different things are about to happen.
fn worlds() -> Vec<World> {
    let plain = policy();
    let marked = changed("superseded: hidden", "superseded: marked");
    let fails = changed("offline_device: waits", "offline_device: fails");
    let request = changed("measured_from: sign_out", "measured_from: request");
    vec![
        world(&plain, "Gone", "joint").after(&under_way()),
        world(&plain, "Digits", "joint").after(&away()).after(&[connect(false)]),
        world(&marked, "Letters", "joint").after(&under_way()),
        world(&fails, "Letters", "joint"),
        world(&plain, "Letters", "single").after(&away()),
        world(&request, "Gone", "single").after(&away()),
    ]
}

/// Everything that is reached by every sequence of steps, however often a state comes again.
#[derive(Debug, Default, PartialEq, Eq)]
struct Reached {
    states: BTreeSet<Fingerprint>,
    sometimes: BTreeMap<Sometimes, usize>,
    invariants: BTreeSet<Invariant>,
}

impl Reached {
    fn follow(&mut self, world: &World, state: &Simulation, depth: usize, left: usize) {
        let mut marks = world.marks();
        self.states.insert(state.fingerprint(&mut marks));
        if left == 0 {
            return;
        }
        let mut steps = Vec::new();
        open_steps(&world.steps, state, &mut steps);
        for step in &steps {
            let mut after = state.clone();
            after.trace().clear();
            let _ = world.take(&mut after, step);
            let mut reach = |sometimes| {
                let fewest = self.sometimes.entry(sometimes).or_insert(depth);
                *fewest = depth.min(*fewest);
            };
            let trace = after.trace().clone();
            let entries = trace.entries().iter();
            entries
                .filter_map(|entry| Sometimes::shown_by(&world.policy, entry))
                .for_each(&mut reach);
            VisiblePlaces::of(&after).compare(VisiblePlaces::of(state), &after, reach);
            self.invariants.extend(after.invariants_reached());
            self.follow(world, &after, depth + 1, left - 1);
        }
    }
}

#[test]
fn leaving_out_states_that_come_again_changes_nothing_that_is_reached() {
    // Every second world: without leaving out, three steps are twenty thousand ways.
    for world in worlds().into_iter().step_by(2) {
        let mut all = Reached::default();
        all.follow(&world, &world.start(), 1, 3);
        let row = Search::new(&world, limits(3)).run();
        assert_eq!(row.reached, all.sometimes, "{}", world.policy.key_in_words(world.key));
        assert_eq!(row.invariants, Vec::from_iter(all.invariants));
        assert_eq!(row.states, all.states.len());
        assert!(row.exhaustive);
        assert!(row.steps_tried > u64::try_from(row.states).unwrap());
    }
}

/// What every open step leads to, in their order.
fn futures(world: &World, state: &Simulation, marks: &mut Marks) -> Vec<(bool, Fingerprint)> {
    let mut steps = Vec::new();
    open_steps(&world.steps, state, &mut steps);
    let lead = |step: &Transition| {
        let mut after = state.clone();
        let done = world.take(&mut after, step).is_ok();
        (done, after.fingerprint(marks))
    };
    steps.iter().map(lead).collect()
}

#[test]
fn two_states_with_one_fingerprint_have_the_same_futures() {
    for world in worlds() {
        let mut marks = world.marks();
        let mut known: BTreeMap<Fingerprint, Vec<(bool, Fingerprint)>> = BTreeMap::new();
        let mut layer = vec![world.start()];
        let mut again = 0;
        for _ in 0..3 {
            let mut next = Vec::new();
            for state in &layer {
                let mut steps = Vec::new();
                open_steps(&world.steps, state, &mut steps);
                for step in &steps {
                    let mut after = state.clone();
                    after.trace().clear();
                    let _ = world.take(&mut after, step);
                    let leads = futures(&world, &after, &mut marks);
                    match known.insert(after.fingerprint(&mut marks), leads.clone()) {
                        Some(led) => {
                            assert_eq!(led, leads, "{:?} after {step:?}", world.key);
                            again += 1;
                        }
                        None => next.push(after),
                    }
                }
            }
            layer = next;
        }
        assert!(again > 500, "only {again} states came again");
    }
}

#[test]
fn every_row_reaches_what_its_policy_leads_to() {
    let policy = policy();
    let exploration = explore(&policy, limits(5), &());
    assert_eq!(exploration.rows.len(), 6);
    for row in &exploration.rows {
        let key = policy.key_in_words(row.key);
        assert_eq!(row.missed().collect::<Vec<_>>(), [], "{key}");
        assert!(row.counterexample.is_none());
        assert!(row.missing.values().all(Option::is_some), "{key}: {:?}", row.missing);
    }
    // Only the search itself reaches every invariant without a fault.
    let joint =
        exploration.rows.iter().filter(|row| policy.key_in_words(row.key).contains("joint"));
    assert!(joint.clone().all(|row| row.invariants.contains(&Invariant::AppliedOnce)));
    // What is left takes two resets, one after the other.
    let left = joint.flat_map(|row| row.missing.keys().copied());
    assert_eq!(Vec::from_iter(left), [Sometimes::SupersededHidden]);
}

#[test]
fn what_a_policy_does_not_lead_to_is_not_missed() {
    let marked = changed("superseded: hidden", "superseded: marked");
    let world_of_marked = world(&marked, "Letters", "joint");
    let row = Search::new(&world_of_marked, limits(2)).run();
    assert!(row.missing.contains_key(&Sometimes::SupersededMarked));
    assert!(!row.missing.contains_key(&Sometimes::SupersededHidden));
    let both = BTreeSet::from([Sometimes::SupersededMarked, Sometimes::SupersededHidden]);
    let distances = Search::distances(&world_of_marked, &both, &()).unwrap();
    assert!(distances.contains_key(&Sometimes::SupersededMarked), "{distances:?}");
    assert!(!distances.contains_key(&Sometimes::SupersededHidden), "{distances:?}");
    let fails = changed("offline_device: waits", "offline_device: fails");
    let row = Search::new(&world(&fails, "Letters", "joint"), limits(3)).run();
    assert!(row.reached.contains_key(&Sometimes::FailedOffline));
}

/// Two resets, one after the other, are far away where there are many surfaces.
#[test]
fn a_way_is_found_to_what_takes_two_resets_of_one_device() {
    let hidden = BTreeSet::from([Sometimes::SupersededHidden]);
    let mut promised = 0;
    for policy in bundled() {
        for key in policy.key_ids() {
            if Sometimes::SupersededHidden.is_promised(&policy, key) {
                let world = World::new(&policy, key, None).unwrap();
                let steps = Search::distances(&world, &hidden, &()).unwrap();
                assert!(
                    steps.contains_key(&Sometimes::SupersededHidden),
                    "{}",
                    policy.key_in_words(key)
                );
                promised += 1;
            }
        }
    }
    assert!(promised > 1);
}

#[test]
fn a_row_with_too_many_states_ends_early_and_says_so() {
    let world = world(&policy(), "Letters", "joint");
    let few = Limits { depth: 5, states_max: 200 };
    let row = Search::new(&world, few).run();
    assert_eq!((row.states, row.depth, row.exhaustive), (200, 2, false));
    assert!(row.counterexample.is_none());
}

/// The first defect found is the nearest one: no shorter way breaks the rule.
#[test]
fn a_seeded_defect_is_found_by_the_fewest_steps() {
    let broken = |depth| {
        let letters = policy().key_id(&key("Letters", "joint")).unwrap();
        let twice = Defect::from_name("duplicate-makes-second-passcode").unwrap();
        explore_with_defect(&policy(), letters, limits(depth), twice).counterexample
    };
    assert!(broken(3).is_none());
    let found = broken(4).unwrap();
    assert_eq!((found.invariant, found.steps.len()), (Invariant::AppliedOnce, 4));
}

#[test]
fn the_number_of_cores_changes_nothing() {
    let few = Limits { depth: 3, states_max: 400 };
    let explored = || format!("{:?}", explore(&policy(), few, &()).rows);
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    assert_eq!(one.install(explored), explored());
}
