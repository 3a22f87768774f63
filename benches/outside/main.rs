//! How much slower the bundled suite is on a child process than in process, what a call costs, and whether ten thousand
//! scenarios take ten times as long as a thousand.
//!
//! Run it by hand with `cargo bench --bench outside`. It prints figures and judges none of them. The programs take pairs, so
//! that a change of load hits all of them.
#![expect(clippy::print_stdout, reason = "the figures are for the person who asked for them")]
#![expect(clippy::unwrap_used, reason = "a benchmark stops where it fails")]

#[path = "../throughput/cost.rs"]
mod cost;
#[path = "../throughput/scenarios.rs"]
mod scenarios;

use std::fs;
use std::path::Path;
use std::process::Command;

use cost::{Cost, Spread};

/// How often each program takes its pair; one more pair before them warms the machine up.
const ROUNDS: usize = 15;
/// How many scenarios are run on two instances.
const MANY: [usize; 2] = [1_000, 10_000];

const PASSGATE: &str = env!("CARGO_BIN_EXE_passgate");

fn main() {
    // `cargo test --all-targets` starts benchmarks too; only `cargo bench` says this.
    if std::env::args().any(|argument| argument == "--bench") {
        bundled();
        many();
    } else {
        println!("nothing is measured here; `cargo bench --bench outside` does that");
    }
}

fn passgate(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(PASSGATE);
    command.args(["run", "-f", "null"]).args(arguments).current_dir(folder);
    command
}

fn bundled() {
    let folder = tempfile::tempdir().unwrap();
    let sut = format!("'{PASSGATE}' sut serve");
    let mut inside = passgate(folder.path(), &["--bundled"]);
    let mut outside = passgate(folder.path(), &["--bundled", "--sut", &sut]);
    let mut pairs = Vec::new();
    for round in 0..=ROUNDS {
        let pair = (Cost::of(&mut inside), Cost::of(&mut outside));
        if round > 0 {
            pairs.push(pair);
        }
    }
    let transcript = folder.path().join("pipe.txt");
    let recorded = ["--bundled", "--transcript", "pipe.txt", "--sut", &sut];
    assert!(passgate(folder.path(), &recorded).status().unwrap().success());
    let lines = fs::read_to_string(transcript).unwrap();
    let calls = lines.lines().filter(|line| line.starts_with("> ")).count();
    let wall = |cost: &Cost| cost::KINDS.first().map(|(_, _, value)| value(cost)).unwrap();
    let ms =
        |costs: Vec<f64>| Spread::of(costs.into_iter().map(|cost| cost * 1000.0)).in_words("ms");
    println!("the bundled suite, {ROUNDS} rounds: median (least to most)");
    println!("in process       {:>26}", ms(pairs.iter().map(|(one, _)| wall(one)).collect()));
    println!("child process    {:>26}", ms(pairs.iter().map(|(_, other)| wall(other)).collect()));
    let ratio = Spread::of(pairs.iter().map(|(one, other)| wall(other) / wall(one)));
    println!("ratio            {:>26}", ratio.in_words("×"));
    #[expect(clippy::cast_precision_loss, reason = "a suite has some thousand calls")]
    let each = Spread::of(
        pairs.iter().map(|(one, other)| (wall(other) - wall(one)) * 1_000_000.0 / calls as f64),
    );
    println!("one of {calls} calls {:>24}", each.in_words("µs"));
}

fn many() {
    let sut = format!("'{PASSGATE}' sut serve");
    println!("\nscenarios on two instances");
    for count in MANY {
        let folder = tempfile::tempdir().unwrap();
        scenarios::write(&folder.path().join("features"), count, 50);
        fs::write(
            folder.path().join("passgate.yaml"),
            "schema: 1\ndefault_policy: intune-2015-12\n",
        )
        .unwrap();
        let mut run = passgate(folder.path(), &["--jobs", "2", "--sut", &sut]);
        let cost = Cost::of(&mut run);
        let wall = cost::KINDS.first().map(|(_, _, value)| value(&cost)).unwrap();
        println!("{count:>16} {wall:>24.2} s");
    }
}
