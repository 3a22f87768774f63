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
    Action, Browser, DeviceId, Key, Passcode, Place, SurfaceId, UserAction,
};
use passgate::internals::journal::Journal;
use passgate::internals::language::{Catalogue, Feature, Translator, Vocabulary};
use passgate::internals::policy::Policy;
use passgate::internals::run::{Job, Options, Plan, Worker, run, sweep};
use passgate::internals::simulation::{FaultPlan, Profile, Seed, Simulation};

/// How often each thing is measured, in turns.
const ROUNDS: usize = 7;
/// How often the plans are run in bulk in each.
const REPEATS: u64 = 100;

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("nothing is measured here; `cargo bench` does that");
        return;
    }
    let jobs = workload();
    let plans: Vec<(Plan, Arc<Policy>)> = jobs
        .iter()
        .map(|job| (Plan::new(&job.scenario).unwrap(), Arc::clone(&job.policy)))
        .collect();
    runners(&jobs, &plans);
    simulation(&jobs.first().unwrap().policy);
    cores(&plans);
}

/// The scenarios of the workload, each under its policy. They are kept here, so that what the project learns to check
/// later does not move the figures.
fn workload() -> Vec<Job> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/workload");
    let policies = ["intune-2015-12", "intune-2015-10"].map(|name| {
        let text = fs::read_to_string(root.join(format!("{name}.yaml"))).unwrap();
        Arc::new(Policy::parse(name, &text).unwrap())
    });
    let mut vocabulary = Vocabulary::default();
    policies.iter().for_each(|policy| vocabulary.learn(policy));
    let mut translator = Translator::new(Catalogue::bundled(), &vocabulary);
    let mut jobs = Vec::new();
    for policy in &policies {
        let folder = format!("features/{}", policy.id);
        let mut paths: Vec<_> =
            fs::read_dir(root.join(&folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap().to_str().unwrap();
            let text = fs::read_to_string(&path).unwrap();
            let feature = Feature::read(&format!("{folder}/{name}"), &text).unwrap();
            let scenarios = translator.translate(feature).unwrap().into_scenarios();
            jobs.extend(scenarios.into_iter().map(|it| Job::new(it, Arc::clone(policy), 0)));
        }
    }
    jobs
}

/// Scenarios a second, on one core: through cucumber, and in bulk.
fn runners(scenarios: &[Job], plans: &[(Plan, Arc<Policy>)]) {
    let (mut cucumber, mut bulk) = (Vec::new(), Vec::new());
    let (mut observations, mut runs) = (0, 0);
    let mut worker = Worker::new(&plans.first().unwrap().1);
    for round in 0..=ROUNDS {
        let seed = u64::try_from(round).unwrap();
        let jobs: Vec<Job> = scenarios
            .iter()
            .map(|job| Job::new(Arc::clone(&job.scenario), Arc::clone(&job.policy), seed))
            .collect();
        let started = Instant::now();
        let records = run(jobs, Options::at_once(64));
        cucumber.push(rate(records.len(), started));
        let started = Instant::now();
        for repeat in 0..REPEATS {
            for (plan, policy) in plans {
                worker.run(plan, policy, plan.seed(seed + repeat), &FaultPlan::None);
                observations += worker.observations().len();
                runs += 1;
            }
        }
        bulk.push(rate(runs / (round + 1), started));
    }
    let (cucumber, bulk) = (median(cucumber), median(bulk));
    println!(
        "{} scenarios; scenarios a second, one core: {cucumber:.0} through cucumber, {bulk:.0} in bulk: {:.1} ×; {:.1} observations each",
        plans.len(),
        bulk / cucumber,
        f64::from(u32::try_from(observations).unwrap()) / f64::from(u32::try_from(runs).unwrap()),
    );
}

/// Events a second of the bare simulation, its trace, digest and invariants included.
fn simulation(policy: &Arc<Policy>) {
    let device = DeviceId::FIRST;
    let owner = policy.owner();
    let portal = Place::new(owner, SurfaceId(1));
    let done = |at, user_action| Action::Do { at, device, user_action };
    let old = UserAction::SetPasscode(Passcode::new("2580").unwrap());
    let key = Key::new(["Android".into(), "hybrid".into()]);
    let mut actions =
        vec![Action::Enrol { device, owner, key }, done(Place::on_device(owner), old)];
    // One device lives through many resets, as in a fleet.
    for _ in 0..100 {
        actions.extend(
            [
                UserAction::SelectReset,
                UserAction::SignOut,
                UserAction::SignIn { from: Browser::OnAnotherDevice },
                UserAction::Confirm,
            ]
            .map(|action| done(portal, action)),
        );
    }
    let mut rates = Vec::new();
    let mut simulation = Simulation::new(Arc::clone(policy), Seed(1));
    for _ in 0..=ROUNDS {
        let (started, mut events) = (Instant::now(), 0);
        for seed in 0..500 {
            simulation.restart(policy, Seed(seed), &FaultPlan::None);
            for action in &actions {
                simulation.act(action).unwrap();
                if let Action::Do { user_action: UserAction::Confirm, .. } = action {
                    while simulation.in_flight(device) {
                        simulation.advance(policy.completes_within);
                        simulation.forget_touched();
                    }
                }
            }
            let trace = std::mem::take(simulation.trace());
            events += trace.entries().len();
            std::hint::black_box(Journal { trace, ..Journal::default() }.digest());
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
