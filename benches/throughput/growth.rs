//! How time and memory grow with the scenarios of a suite and with the rows of a policy.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::SCENARIOS_A_FILE;
use crate::cost::{Cost, KINDS};
use crate::scenarios;

/// The sizes of suites that are run.
const SCENARIOS: [usize; 3] = [1_000, 10_000, 50_000];
/// The numbers of rows of policies that are mutated.
const ROWS: [usize; 3] = [50, 100, 500];
/// The numbers of rows of one outline that is formatted and checked.
const EXAMPLES: [usize; 3] = [1_000, 10_000, 100_000];

/// An outline, without its rows.
const OUTLINE: &str = "Feature: One table
  Scenario Outline: Number <n>
    Given an iOS device managed by Intune standalone
    Then the device is locked

    Examples:
      | n      |
";

/// A policy, without its clauses and rows.
const SECTIONS: &str = r#"
schema: 2
policy: grown
title: A policy that grew
as_of: "2026-01"
service: Fleet
managements: [pooled]
actors:
  the guard: { role: owner }
surfaces:
  the kiosk:
    kind: portal
    for: [the guard]
    open_to: any browser
    button: Renew
    reset: []
    says: { pending: Wait, succeeded: Renewed, failed: Sorry, already_pending: Later, new_passcode: "{passcode}" }
completes_within: 5 minutes
offline_device: waits
superseded: hidden
"#;

/// Prints a table for suites and one for policies.
pub(crate) fn measure() {
    println!("`passgate run`, by scenarios");
    table(&SCENARIOS, |folder, count| {
        scenarios::write(&folder.join("features"), count, SCENARIOS_A_FILE);
        passgate(folder, &["run"])
    });
    for command in ["coverage", "mutate"] {
        println!("\n`passgate {command}`, by rows, each with a clause and a scenario");
        table(&ROWS, |folder, count| {
            write_rows(folder, count);
            passgate(folder, &[command])
        });
    }
    for arguments in [&["fmt", "--check"][..], &["check"], &["@list", "--tags", "@none"]] {
        println!("\n`passgate {}`, by rows of an outline", arguments.join(" "));
        table(&EXAMPLES, |folder, count| {
            write_outline(folder, count);
            passgate(folder, arguments)
        });
    }
}

fn table(sizes: &[usize], prepare: impl Fn(&Path, usize) -> Command) {
    let mut before: Option<Cost> = None;
    for &size in sizes {
        let folder = tempfile::tempdir().unwrap();
        let mut line = format!("{size:>8}");
        let mut command = prepare(folder.path(), size);
        // A policy of which not every mutant is caught is fine here: what counts is that all were tried.
        let (cost, status) = Cost::of_any_ending(&mut command);
        // Of the list, whose selection is measured, no scenario has the tag.
        assert!(matches!(status.code(), Some(0 | 1 | 4)), "{command:?}: {status}");
        for (what, unit, value) in KINDS {
            let _ = write!(line, "   {what} {:.2} {unit}", value(&cost));
            if let Some(before) = &before {
                let _ = write!(line, " ({:.1} ×)", value(&cost) / value(before));
            }
        }
        before = Some(cost);
        println!("{line}");
    }
}

fn passgate(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_passgate"));
    command.args(arguments).current_dir(folder);
    command
}

/// Writes a policy with this many rows, and a feature with a scenario for each.
fn write_rows(folder: &Path, rows: usize) {
    let (mut policy, mut feature) = (format!("{SECTIONS}clauses:\n"), String::new());
    for row in 0..rows {
        let _ = writeln!(policy, "  c-{row}: {{ statement: a new one, evidence: assumed }}");
    }
    policy += "rows:\n";
    for row in 0..rows {
        let _ = write!(
            policy,
            "  - platform: Model {row}\n    management: [pooled]\n    effect: replaced\n    \
             passcode: {{ alphabet: numeric, length: 6, generated_by: device }}\n    \
             visible:\n      - {{ at: the kiosk, to: the guard, when: always }}\n    \
             evidence: assumed\n    clauses: [c-{row}]\n"
        );
        let _ = write!(
            feature,
            "\n  @clause:c-{row}\n  Scenario: Row {row}\n    \
             Given a Model {row} device managed by Fleet pooled\n    \
             When the guard resets the passcode in the kiosk\n    \
             Then the guard sees a new numeric passcode of 6 characters in the kiosk\n"
        );
    }
    for (place, text) in [
        ("fixtures/policies/grown.yaml", policy),
        ("features/grown.feature", format!("@policy:grown\nFeature: Rows\n{feature}")),
    ] {
        let place = folder.join(place);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }
}

/// Writes a feature with one outline, and a list of every other row of it.
fn write_outline(folder: &Path, rows: usize) {
    let (mut feature, mut list) = (OUTLINE.to_owned(), String::new());
    let first = OUTLINE.lines().count();
    for row in 1..=rows {
        let _ = writeln!(feature, "      | {row:06} |");
        if row % 2 == 0 {
            let _ = writeln!(list, "features/table.feature:{}", first.saturating_add(row));
        }
    }
    fs::create_dir_all(folder.join("features")).unwrap();
    fs::write(folder.join("features/table.feature"), feature).unwrap();
    fs::write(folder.join("list"), list).unwrap();
}
