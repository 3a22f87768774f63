//! What it costs to record a run, and to report a recording of 10,000 scenarios in each format.
//!
//! Run it by hand with `cargo bench --bench formats`. It prints figures and judges none of them. Whole processes
//! take turns with the one that they are compared with, so that a change of load hits both.
#![expect(clippy::print_stdout, reason = "the figures are for the person who asked for them")]
#![expect(clippy::unwrap_used, reason = "a benchmark stops where it fails")]

#[path = "../throughput/cost.rs"]
mod cost;
#[path = "../throughput/scenarios.rs"]
mod scenarios;

use std::path::Path;
use std::process::Command;

use cost::{Cost, Spread};
use passgate::internals::report::Format;

/// How many scenarios are run and reported.
const SCENARIOS: usize = 10_000;
/// How many of them are in one file.
const SCENARIOS_A_FILE: usize = 12;
/// How often each process takes its turn; one more turn before them warms the machine up.
const ROUNDS: usize = 5;

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("nothing is measured here; `cargo bench` does that");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    scenarios::write(&folder.path().join("features"), SCENARIOS, SCENARIOS_A_FILE);
    println!("{SCENARIOS} scenarios, {ROUNDS} rounds: median (least to most)");
    let record = passgate(folder.path(), &["run", "-f", "null", "-f", "record:run.ndjson"]);
    compare("run, recorded", record, passgate(folder.path(), &["run", "-f", "null"]));
    let size = std::fs::metadata(folder.path().join("run.ndjson")).unwrap().len();
    println!("the recording has {} MiB\n", size / 1024 / 1024);
    for format in Format::ALL {
        let reported = format!("{format}:out");
        let reported =
            passgate(folder.path(), &["report", "run.ndjson", "-f", "null", "-f", &reported]);
        let read = passgate(folder.path(), &["report", "run.ndjson", "-f", "null"]);
        compare(format.name(), reported, read);
    }
}

fn passgate(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_passgate"));
    command.args(arguments).current_dir(folder);
    command
}

/// Lets two commands take turns, and reports what the first costs, and how many times what the second does.
fn compare(what: &str, mut command: Command, mut other: Command) {
    let mut pairs = Vec::new();
    for round in 0..=ROUNDS {
        let pair = (Cost::of(&mut command), Cost::of(&mut other));
        if round > 0 {
            pairs.push(pair);
        }
    }
    let mut line = format!("{what:<14}");
    for (kind, unit, value) in cost::KINDS {
        let figure = Spread::of(pairs.iter().map(|(one, _)| value(one)));
        let ratio = Spread::of(pairs.iter().map(|(one, other)| value(one) / value(other)));
        let (figure, ratio) = (figure.in_words(unit), ratio.in_words("×"));
        line += &format!("  {kind} {figure}, {ratio}");
    }
    println!("{line}");
}
