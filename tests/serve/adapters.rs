//! The loop: through an adapter and the service, scenarios get the verdicts that they get on the simulation in process.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::running::{CONTROL, Running};
use crate::support::root;

/// The verdict on each scenario of a run of the bundled features, by its place.
fn verdicts(arguments: &[&str], environment: &[(&str, &str)]) -> BTreeMap<(String, u64), String> {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("run.ndjson");
    let format = format!("record:{}", record.display());
    let mut command = Command::new(env!("CARGO_BIN_EXE_passgate"));
    command.arg("run").args(arguments).args(["-f", &format, "-f", "null"]).current_dir(root());
    let output = command.envs(environment.iter().copied()).output().unwrap();
    let text = fs::read_to_string(&record).unwrap_or_else(|_| panic!("{output:?}"));
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let cases = lines.filter_map(|line| line.get("scenario").cloned());
    cases
        .map(|case| {
            let place = (case["path"].as_str().unwrap().to_owned(), case["line"].as_u64().unwrap());
            (place, case["verdict"].as_str().unwrap().to_owned())
        })
        .collect()
}

/// Runs features through an adapter on a service; how many were not unsupported, and of how many.
#[track_caller]
fn through(kind: &str, flags: &str, features: &[&str]) -> (usize, usize) {
    let running = Running::start(&["--policy", crate::WORLD]);
    running.control("POST", "worlds", &json!({ "name": "adapter" }));
    let token = running.graph_token("adapter", "staff", "full");
    let folder = tempfile::tempdir().unwrap();
    let settings =
        fs::read_to_string(root().join(format!("fixtures/adapters/{kind}.yaml"))).unwrap();
    let path = folder.path().join("adapter.yaml");
    fs::write(&path, settings.replace("127.0.0.1:8015", &running.host)).unwrap();
    let program = env!("CARGO_BIN_EXE_passgate");
    let sut = format!("{program} adapter {kind} {flags} {}", path.display());
    let expected = verdicts(features, &[]);
    let mut arguments = features.to_vec();
    arguments.extend(["--sut", sut.as_str()]);
    let environment = [("PASSGATE_CONTROL_TOKEN", CONTROL), ("GRAPH_TOKEN", token.as_str())];
    let found = verdicts(&arguments, &environment);
    assert_eq!(found.len(), expected.len());
    let run: Vec<_> = found.iter().filter(|(_, verdict)| *verdict != "unsupported").collect();
    for (place, verdict) in &run {
        assert_eq!(expected.get(*place), Some(*verdict), "{place:?}");
    }
    (run.len(), found.len())
}

/// Whether there is a browser; said aloud where there is none and none is required.
#[expect(clippy::disallowed_methods, reason = "a browser is looked for")]
fn has_browser() -> bool {
    use std::io::Write as _;
    let names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    let is_there = |name: &&str| Command::new(name).arg("--version").output().is_ok();
    let found = std::env::var_os("CHROMIUM").is_some() || names.iter().any(is_there);
    assert!(
        found || std::env::var_os("PASSGATE_BROWSER").is_none(),
        "there is no Chromium, and PASSGATE_BROWSER requires one"
    );
    if !found {
        let _ = std::io::stderr()
            .write_all(b"left out: the portal adapter, since there is no Chromium\n");
    }
    found
}

#[test]
fn scenarios_of_administrators_alone_have_their_verdicts_through_graph() {
    assert_eq!(through("graph", "", &["features/intune-2015-12"]), (20, 235));
}

#[test]
fn a_scenario_of_everyone_has_its_verdict_through_pages_in_a_browser() {
    if has_browser() {
        let scenario = "features/intune-2015-12/windows-phone-8.1.feature:7";
        assert_eq!(through("portal", "--browser-flag=--no-sandbox", &[scenario]), (1, 1));
    }
}
