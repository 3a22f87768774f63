//! How fast `passgate check` is, against a program that only parses the same files with the bare gherkin crate; and
//! how much longer it takes for one file than for the same scenarios in many.
//!
//! Run it by hand with `cargo bench --bench check`. It prints figures and judges none of them. Both programs are
//! whole processes, and take turns, so that a change of load hits both.
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
use cucumber::gherkin::{Feature, GherkinEnv};

/// How many scenarios are checked.
const SCENARIOS: usize = 1_000;
/// How many of them are in one file.
const SCENARIOS_A_FILE: usize = 12;
/// How often each program takes its turn; one more turn before them warms the machine up.
const ROUNDS: usize = 31;

/// How many scenarios the large file has, and each of the small ones.
const LARGE: usize = 5_000;
const SMALL: usize = 50;

/// The steps of each of them.
const STEPS: &str = "    Given an iOS device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    Then the device has no passcode
";

/// What has this program parse a folder.
const BARE: &str = "bare";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [what, features] if what == BARE => parse(Path::new(features)),
        // `cargo test --all-targets` starts benchmarks too; only `cargo bench` says this.
        all if all.iter().any(|argument| argument == "--bench") => measure(),
        _ => println!("nothing is measured here; `cargo bench --bench check` does that"),
    }
}

/// Parses every file, and looks at nothing in it.
fn parse(features: &Path) {
    let mut count = 0;
    for entry in fs::read_dir(features).unwrap() {
        let feature = Feature::parse_path(entry.unwrap().path(), GherkinEnv::default()).unwrap();
        count += feature.scenarios.len();
    }
    assert!(count > 0, "nothing was parsed");
}

fn measure() {
    against_the_bare_crate();
    one_file_against_many();
}

fn one_file_against_many() {
    let folder = tempfile::tempdir().unwrap();
    let checked = |size: usize| {
        let place = folder.path().join(format!("{size}/features"));
        fs::create_dir_all(&place).unwrap();
        for file in 0..LARGE / size {
            let mut text = format!("Feature: {file}\n");
            for number in 0..size {
                text += &format!("\n  Scenario: number {number}\n{STEPS}");
            }
            fs::write(place.join(format!("{file}.feature")), text).unwrap();
        }
        let mut passgate = Command::new(env!("CARGO_BIN_EXE_passgate"));
        passgate.arg("check").current_dir(place.parent().unwrap());
        passgate
    };
    let (mut one, mut many) = (checked(LARGE), checked(SMALL));
    let mut pairs = Vec::new();
    for round in 0..=ROUNDS {
        let pair = (Cost::of(&mut one), Cost::of(&mut many));
        if round > 0 {
            pairs.push(pair);
        }
    }
    println!("\n{LARGE} scenarios, {ROUNDS} rounds: median (least to most)");
    println!("                {:>26} {:>26} {:>22}", "one file", "files of 50", "ratio");
    table(&pairs);
}

fn against_the_bare_crate() {
    let folder = tempfile::tempdir().unwrap();
    let features = folder.path().join("features");
    scenarios::write(&features, SCENARIOS, SCENARIOS_A_FILE);
    let mut passgate = Command::new(env!("CARGO_BIN_EXE_passgate"));
    passgate.arg("check").current_dir(folder.path());
    let mut bare = Command::new(std::env::current_exe().unwrap());
    bare.arg(BARE).arg(&features);
    let mut pairs = Vec::new();
    for round in 0..=ROUNDS {
        let pair = (Cost::of(&mut passgate), Cost::of(&mut bare));
        if round > 0 {
            pairs.push(pair);
        }
    }
    println!("{SCENARIOS} scenarios, {ROUNDS} rounds: median (least to most)");
    println!("                {:>26} {:>26} {:>22}", "passgate check", "bare gherkin", "ratio");
    table(&pairs);
}

/// Prints what two programs cost, turn by turn.
fn table(pairs: &[(Cost, Cost)]) {
    for (what, unit, value) in cost::KINDS {
        // A check takes a fraction of a second.
        let (unit, scale) = if unit == "s" { ("ms", 1000.0) } else { (unit, 1.0) };
        let ours = Spread::of(pairs.iter().map(|(ours, _)| value(ours) * scale));
        let theirs = Spread::of(pairs.iter().map(|(_, theirs)| value(theirs) * scale));
        let ratio = Spread::of(pairs.iter().map(|(ours, theirs)| value(ours) / value(theirs)));
        let (ours, theirs) = (ours.in_words(unit), theirs.in_words(unit));
        println!("{what:<16}{ours:>26} {theirs:>26} {:>22}", ratio.in_words("×"));
    }
}
