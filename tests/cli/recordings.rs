//! A run with every verdict in it, recorded: what the tests of all formats read.

use std::fs;

use passgate::internals::conformance::Verdict;
use passgate::internals::recording::{self, Recording, StepStatus};
use passgate::internals::report::{Format, Look, Paint, Results, Width, render};
use serde_json::{Value, json};

use crate::folder::Folder;
use crate::support::root;

/// Where the recording is; `PASSGATE_RENEW=1 cargo test` renews it.
const FIXTURE: &str = "fixtures/recordings/every-verdict.ndjson";

fn fixture() -> String {
    fs::read_to_string(root().join(FIXTURE)).unwrap()
}

/// The folder that the fixture is recorded in.
fn ward() -> Folder {
    let read = |name: &str| fs::read(root().join("fixtures/recordings").join(name)).unwrap();
    Folder::empty()
        .and("features/ward.feature", read("ward.feature"))
        .and("passgate.yaml", read("passgate.yaml"))
}

/// Runs the folder, and gives some scenarios the verdicts that the simulation never reaches.
fn recorded() -> String {
    let folder = ward();
    let printed = folder.run(&["-f", "record:run.ndjson", "--retry", "3", "--today", "2027-01-01"]);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    let text = folder.read("run.ndjson");
    let mut lines: Vec<String> = text.lines().map(with_other_verdicts).collect();
    // The footer has to match the lines before it.
    let mut footer: Value = serde_json::from_str(&lines.pop().unwrap()).unwrap();
    let before = lines.join("\n") + "\n";
    footer["footer"]["digest"] = json!(read(&before).digest().to_string());
    format!("{before}{footer}\n")
}

fn with_other_verdicts(line: &str) -> String {
    let mut value: Value = serde_json::from_str(line).unwrap();
    let Some(case) = value.get_mut("scenario") else { return line.to_owned() };
    let name = case["name"].as_str().unwrap().to_owned();
    match name.as_str() {
        "Two sentences fit" => {
            case["verdict"] = json!("undefined");
            case["steps"][1]["status"] = json!("ambiguous");
            case["steps"][0]["status"] = json!("skipped");
            case["steps"][2]["status"] = json!("skipped");
            case["diagnostics"] = json!([{
                "severity": "error",
                "code": "language::ambiguous",
                "message": "2 sentences in the catalogue match this step",
                "help": "say it in other words",
                "file": "features/ward.feature",
                "line": 30,
                "column": 10,
                "end_line": 30,
                "end_column": 46,
            }]);
        }
        "Sixty real minutes pass" => {
            case["verdict"] = json!("unsupported");
            case["why"] =
                json!({ "unsupported": { "step": 1, "what": "its clock is a real one" } });
            case["steps"][1]["status"] = json!("unsupported");
            case["steps"][2]["status"] = json!("skipped");
        }
        "The system under test is lost" => {
            case["verdict"] = json!("error");
            let what = "it ended with exit code 1";
            case["why"] = json!({ "error": { "step": 1, "what": what } });
            case["steps"][1]["status"] = json!("failed");
            case["steps"][2]["status"] = json!("skipped");
        }
        "passgate breaks" => {
            case["verdict"] = json!("broken");
            case["why"] = json!({ "broken": { "reason": "one reset changed the passcode twice" } });
            case["steps"][1]["status"] = json!("failed");
            case["steps"][2]["status"] = json!("skipped");
        }
        _ => return line.to_owned(),
    }
    // A scenario that was not run, or not to its end, would have no such journal.
    if name != "passgate breaks" {
        case["journal"] = json!({ "observations": [] });
    }
    value.to_string()
}

fn read(text: &str) -> Recording {
    recording::read("run.ndjson", text.as_bytes()).unwrap()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a developer renews the recording on purpose")]
fn the_recorded_run_is_the_same_as_a_new_one() {
    let recorded = recorded();
    if std::env::var_os("PASSGATE_RENEW").is_some() {
        fs::write(root().join(FIXTURE), &recorded).unwrap();
    }
    assert_eq!(fixture(), recorded, "renew it with PASSGATE_RENEW=1");
}

#[test]
fn it_contains_every_verdict_and_every_status_of_a_step() {
    let recording = read(&fixture());
    for &verdict in Verdict::ALL.iter().filter(|verdict| **verdict != Verdict::NotReached) {
        assert!(recording.count(verdict) > 0, "no scenario is {verdict}");
    }
    let statuses = || recording.cases.iter().flat_map(|case| &case.steps).map(|step| step.status);
    for status in StepStatus::ALL {
        assert!(statuses().any(|other| other == *status), "no step is {status}");
    }
}

#[test]
fn what_is_read_is_written_again_byte_by_byte() {
    let look = Look { paint: Paint::Plain, width: Width::Unbounded };
    let folder = ward();
    folder.run(&["-f", "record:run.ndjson", "--retry", "3", "--today", "2027-01-01"]);
    let text = folder.read("run.ndjson");
    let recording = read(&text);
    assert_eq!(render(Format::Record, &Results::of(&recording), look), text);
}

#[test]
fn a_report_of_a_recording_is_that_of_the_run() {
    let folder = ward();
    let run = folder.run(&["-f", "record:run.ndjson", "--retry", "3", "--today", "2027-01-01"]);
    let report = folder.run(&["report", "run.ndjson"]);
    assert_eq!((report.stdout, report.code), (run.stdout, run.code));
}
