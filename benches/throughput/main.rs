//! How fast `passgate run` is, against a bare cucumber program with empty steps on the same features.
//!
//! Run it by hand with `cargo bench`. It prints figures and judges none of them: a loaded machine is
//! no defect. Both programs are whole processes, and take turns, so that a change of load hits both.
#![expect(clippy::print_stdout, reason = "the figures are for the person who asked for them")]
#![expect(clippy::unwrap_used, reason = "a benchmark stops where it fails")]

mod bare;
mod cost;
mod growth;
mod scenarios;

use std::path::Path;
use std::process::Command;

use cost::{Cost, Spread};

/// How many scenarios are run.
const SCENARIOS: usize = 10_000;
/// How many of them are in one file: as many as in the model. Cucumber copies the whole table for
/// every row, so longer tables would measure that.
const SCENARIOS_A_FILE: usize = 12;
/// How often each program takes its turn; one more turn before them warms the machine up.
const ROUNDS: usize = 7;
/// How often the bundled suite is run.
const BUNDLED_ROUNDS: usize = 21;

/// What has this program run the bare run of a folder.
const BARE: &str = "bare";

/// What asks for the growth instead: `cargo bench --bench throughput -- growth`.
const GROWTH: &str = "growth";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [what, features] if what == BARE => bare::run(Path::new(features)),
        all if all.iter().any(|argument| argument == GROWTH) => growth::measure(),
        // `cargo test --all-targets` starts benchmarks too; only `cargo bench` says this.
        all if all.iter().any(|argument| argument == "--bench") => measure(),
        _ => println!("nothing is measured here; `cargo bench` does that"),
    }
}

fn measure() {
    let folder = tempfile::tempdir().unwrap();
    let features = folder.path().join("features");
    scenarios::write(&features, SCENARIOS, SCENARIOS_A_FILE);
    let mut passgate = Command::new(env!("CARGO_BIN_EXE_passgate"));
    passgate.arg("run").current_dir(folder.path());
    let mut bare = Command::new(std::env::current_exe().unwrap());
    bare.arg(BARE).arg(&features);
    let mut pairs = Vec::new();
    for round in 0..=ROUNDS {
        let pair = (Cost::of(&mut passgate), Cost::of(&mut bare));
        if round > 0 {
            pairs.push(pair);
        }
    }
    println!(
        "{SCENARIOS} scenarios of the behaviour table, {ROUNDS} rounds: median (least to most)"
    );
    println!("                {:>26} {:>26} {:>22}", "passgate run", "bare cucumber", "ratio");
    for (what, unit, value) in cost::KINDS {
        let ours = Spread::of(pairs.iter().map(|(ours, _)| value(ours)));
        let theirs = Spread::of(pairs.iter().map(|(_, theirs)| value(theirs)));
        let ratio = Spread::of(pairs.iter().map(|(ours, theirs)| value(ours) / value(theirs)));
        let (ours, theirs) = (ours.in_words(unit), theirs.in_words(unit));
        println!("{what:<16}{ours:>26} {theirs:>26} {:>22}", ratio.in_words("×"));
    }
    let empty = tempfile::tempdir().unwrap();
    let mut bundled = Command::new(env!("CARGO_BIN_EXE_passgate"));
    bundled.arg("--bundled").current_dir(empty.path());
    let _warm_up = Cost::of(&mut bundled);
    let wall = Spread::of((0..BUNDLED_ROUNDS).map(|_| Cost::of(&mut bundled).wall * 1000.0));
    println!(
        "\nthe bundled suite, whole process, {BUNDLED_ROUNDS} rounds: {}",
        wall.in_words("ms")
    );
}
