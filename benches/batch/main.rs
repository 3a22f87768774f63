//! How fast plans are run in bulk, against the cucumber runner on the same scenarios; how fast the
//! simulation is by itself; and what a second core is worth.
//!
//! Run it by hand with `cargo bench --bench batch`. It prints figures and judges none of them.
#![expect(clippy::print_stdout, reason = "the figures are for the person who asked for them")]
#![expect(clippy::unwrap_used, reason = "a benchmark stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "a benchmark is about the clock on the wall")]

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use passgate::internals::domain::{
    Action, Actor, Browser, DeviceId, Management, Passcode, Platform, Surface, UserAction,
};
use passgate::internals::language::{Catalogue, Feature, Scenario, Translator, Vocabulary};
use passgate::internals::policy::Policy;
use passgate::internals::run::{Job, Options, Plan, Worker, run, sweep};
use passgate::internals::simulation::{FaultPlan, Profile, Seed, Simulation};

/// How often each thing is measured, in turns.
const ROUNDS: usize = 7;

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("nothing is measured here; `cargo bench` does that");
        return;
    }
    let (policy, scenarios) = bundled();
    let plans: Vec<(Plan, Arc<Policy>)> = scenarios
        .iter()
        .map(|scenario| (Plan::new(scenario).unwrap(), Arc::clone(&policy)))
        .collect();
    runners(&policy, &scenarios, &plans);
    simulation(&policy);
    cores(&plans);
}

/// The features of the first policy, read once.
fn bundled() -> (Arc<Policy>, Vec<Arc<Scenario>>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("fixtures/policies/intune-2015-12.yaml")).unwrap();
    let policy = Arc::new(Policy::parse("intune-2015-12", &text).unwrap());
    let mut vocabulary = Vocabulary::default();
    vocabulary.learn(&policy);
    let mut translator = Translator::new(Catalogue::bundled(), &vocabulary);
    let mut scenarios = Vec::new();
    for entry in fs::read_dir(root.join("features/intune-2015-12")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let feature = Feature::read(&path.display().to_string(), &text).unwrap();
        scenarios.extend(translator.translate(feature).unwrap().into_scenarios());
    }
    (policy, scenarios)
}

/// Scenarios a second, on one core: through cucumber, and in bulk.
fn runners(policy: &Arc<Policy>, scenarios: &[Arc<Scenario>], plans: &[(Plan, Arc<Policy>)]) {
    let (mut cucumber, mut bulk) = (Vec::new(), Vec::new());
    let mut worker = Worker::new(policy);
    for round in 0..=ROUNDS {
        let seed = u64::try_from(round).unwrap();
        let jobs: Vec<Job> = scenarios
            .iter()
            .map(|scenario| Job::new(Arc::clone(scenario), Arc::clone(policy), seed))
            .collect();
        let started = Instant::now();
        let records = run(jobs, Options::at_once(64));
        cucumber.push(rate(records.len(), started));
        let started = Instant::now();
        let repeats = 100;
        for repeat in 0..repeats {
            for (plan, policy) in plans {
                worker.run(plan, policy, plan.seed(seed + repeat), &FaultPlan::None);
            }
        }
        bulk.push(rate(plans.len() * 100, started));
    }
    let (cucumber, bulk) = (median(cucumber), median(bulk));
    println!(
        "scenarios a second, one core: {cucumber:.0} through cucumber, {bulk:.0} in bulk: {:.1} ×",
        bulk / cucumber
    );
}

/// Events a second of the bare simulation, its journal, digest and invariants included.
fn simulation(policy: &Arc<Policy>) {
    let device = DeviceId::FIRST;
    let user = |user_action| Action::Do {
        who: Actor::EndUser,
        at: Surface::CompanyPortal,
        device,
        user_action,
    };
    let old = UserAction::SetPasscode(Passcode::new("2580").unwrap());
    let mut actions = vec![
        Action::Enrol {
            device,
            owner: Actor::EndUser,
            platform: Platform::new("Android"),
            management: Management::Hybrid,
        },
        Action::Do { who: Actor::EndUser, at: Surface::Device, device, user_action: old },
    ];
    // One device lives through many resets, as in a fleet.
    for _ in 0..100 {
        actions.extend([
            user(UserAction::SelectReset),
            user(UserAction::SignOut),
            user(UserAction::SignIn { from: Browser::OnAnotherDevice }),
            user(UserAction::ConfirmReset),
            Action::AwaitAnswer { device, within: None },
        ]);
    }
    let mut rates = Vec::new();
    let mut simulation = Simulation::new(Arc::clone(policy), Seed(1));
    for _ in 0..=ROUNDS {
        let (started, mut events) = (Instant::now(), 0);
        for seed in 0..500 {
            simulation.restart(policy, Seed(seed), &FaultPlan::None);
            for action in &actions {
                simulation.act(action).unwrap();
            }
            std::hint::black_box(simulation.journal().digest());
            events += simulation.journal().entries().len();
        }
        rates.push(rate(events, started));
    }
    println!(
        "events a second, one core: {:.1} million, with digest and invariants",
        median(rates) / 1e6
    );
}

/// What the second core is worth to a sweep.
fn cores(plans: &[(Plan, Arc<Policy>)]) {
    let (mut one, mut two) = (Vec::new(), Vec::new());
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let (single, double) = (pool(1), pool(2));
    for _ in 0..=ROUNDS {
        for (pool, rates) in [(&single, &mut one), (&double, &mut two)] {
            let started = Instant::now();
            let swept = pool.install(|| sweep(plans, 0..1000, Profile::Hostile));
            rates.push(rate(usize::try_from(swept.trials).unwrap(), started));
        }
    }
    let (one, two) = (median(one), median(two));
    println!(
        "trials a second, hostile faults: {one:.0} on one core, {two:.0} on two: {:.2} ×",
        two / one
    );
}

fn rate(count: usize, started: Instant) -> f64 {
    let count = f64::from(u32::try_from(count).unwrap());
    count / started.elapsed().as_secs_f64()
}

/// The middle of the rates; the first round warms up and is left out.
fn median(mut rates: Vec<f64>) -> f64 {
    rates.remove(0);
    rates.sort_by(f64::total_cmp);
    *rates.get(rates.len() / 2).unwrap()
}
