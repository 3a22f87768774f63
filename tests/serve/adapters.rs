//! The loop: through an adapter and the service, scenarios get the verdicts that they get on the simulation in process.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::running::{CONTROL, Running};
use crate::support::root;

/// How a scenario ended.
#[derive(Debug)]
struct Ended {
    verdict: String,
    name: String,
    /// What was missing, where it could not be tried.
    needs: String,
    steps: Vec<String>,
}

/// Every scenario of the policies that a plain run is about, by its place: `features/a.feature:7`.
type Run = BTreeMap<String, Ended>;

fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("run.ndjson");
    let format = format!("record:{}", record.display());
    let mut command = Command::new(env!("CARGO_BIN_EXE_passgate"));
    command.arg("run").args(arguments).args(["-f", &format, "-f", "null"]);
    let output = command.envs(environment.iter().copied()).current_dir(root()).output().unwrap();
    let text = fs::read_to_string(&record).unwrap_or_else(|_| panic!("{output:?}"));
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let cases = lines.filter_map(|line| line.get("scenario").cloned());
    cases
        .map(|case| {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let steps = case["steps"].as_array().unwrap().iter();
            let ended = Ended {
                verdict: text(&case["verdict"]),
                name: text(&case["name"]),
                needs: text(&case["why"]["unsupported"]["what"]),
                steps: steps.map(|step| text(&step["text"])).collect(),
            };
            (format!("{}:{}", text(&case["path"]), case["line"]), ended)
        })
        .collect()
}

/// The people whose tokens an adapter's file wants, by the variables that hold them.
const TOKENS: [(&str, &str); 4] = [
    ("GRAPH_TOKEN", "the administrator"),
    ("ADMINISTRATOR_TOKEN", "the administrator"),
    ("HELP_DESK_TOKEN", "the help desk operator"),
    ("READ_ONLY_TOKEN", "the read-only operator"),
];

/// Runs scenarios through an adapter on a service. Each that is not unsupported has the verdict that it has in process.
#[track_caller]
fn through(policy: &str, adapter: (&str, &str), expected: &Run, selection: &[&str]) -> Run {
    let (kind, settings) = adapter;
    let running = Running::start(&["--policy", policy]);
    running.control("POST", "worlds", &json!({ "name": "adapter", "policy": policy }));
    let tokens = TOKENS.map(|(name, actor)| (name, running.token_of("adapter", actor)));
    let folder = tempfile::tempdir().unwrap();
    let settings =
        fs::read_to_string(root().join(format!("fixtures/adapters/{settings}.yaml"))).unwrap();
    let path = folder.path().join("adapter.yaml");
    fs::write(&path, settings.replace("127.0.0.1:8015", &running.host)).unwrap();
    let program = env!("CARGO_BIN_EXE_passgate");
    let sut = format!("{program} adapter {kind} {}", path.display());
    let arguments = [selection, &["--sut", sut.as_str()]].concat();
    let mut environment = vec![("PASSGATE_CONTROL_TOKEN", CONTROL)];
    environment.extend(tokens.iter().map(|(name, token)| (*name, token.as_str())));
    let found = run(&arguments, &environment);
    for (place, ended) in found.iter().filter(|(_, ended)| ended.verdict != "unsupported") {
        let in_process = expected.get(place).map(|expected| &expected.verdict);
        assert_eq!(in_process, Some(&ended.verdict), "{place}: {}", ended.name);
    }
    found
}

fn tried(run: &Run) -> usize {
    run.values().filter(|ended| ended.verdict != "unsupported").count()
}

/// Whether there is a browser; said aloud where there is none and none is required.
fn has_browser() -> bool {
    use std::io::Write as _;
    let names = ["chromium", "chromium-browser", "google-chrome", "chrome"];
    let is_there = |name: &&str| Command::new(name).arg("--version").output().is_ok();
    let found = variable("CHROMIUM").is_some() || names.iter().any(is_there);
    assert!(
        found || variable("PASSGATE_BROWSER").is_none(),
        "there is no Chromium, and PASSGATE_BROWSER requires one"
    );
    if !found {
        let _ = std::io::stderr()
            .write_all(b"left out: the portal adapter, since there is no Chromium\n");
    }
    found
}

#[expect(
    clippy::disallowed_methods,
    reason = "a browser is looked for, and how much is tried in it"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

#[test]
fn administrators_scenarios_have_their_verdicts_through_graph() {
    let expected = run(&[], &[]);
    let found = through(crate::WORLD, ("graph", "graph"), &expected, &[]);
    assert_eq!((tried(&found), found.len()), (78, 304));
    approved("through-graph", &found);
}

/// Three people with tokens of their own: who may reset, and who may only read.
#[test]
fn the_people_of_an_admin_center_have_their_verdicts_through_graph() {
    let own = ["--tags", "@policy:intune-2025"];
    let expected = run(&[&["--all-policies"], &own[..]].concat(), &[]);
    let selection = [&["--all-policies"], &own[..]].concat();
    let found = through("intune-2025", ("graph", "graph-2025"), &expected, &selection);
    assert_eq!((tried(&found), found.len()), (30, 85));
    approved("through-graph-2025", &found);
}

/// What administrators' scenarios need that cannot be tried. A scenario is an administrator's if staff act or look in it
/// and no one does anything in the portal.
#[track_caller]
fn approved(name: &str, found: &Run) {
    let mut all = 0;
    let mut report = String::new();
    for (place, ended) in found {
        let says = |words: &str| ended.steps.iter().any(|step| step.contains(words));
        if !(says("the administrator") || says(" operator")) || says("Company Portal") {
            continue;
        }
        all += 1;
        if ended.verdict == "unsupported" {
            let place = place.trim_start_matches("features/");
            report += &format!("{place} {}\n    needs {}\n", ended.name, ended.needs);
        }
    }
    let head = format!("Of {all} scenarios of administrators, these cannot be tried:\n\n");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("snapshots/serve"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, head + &report));
}

/// One scenario in ten, and all of them where `PASSGATE_BROWSER` is `all`: that takes minutes.
#[test]
fn scenarios_have_their_verdicts_through_pages_in_a_browser() {
    if !has_browser() {
        return;
    }
    let expected = run(&[], &[]);
    let all = variable("PASSGATE_BROWSER").is_some_and(|it| it == "all");
    let places = expected.keys().map(String::as_str).step_by(if all { 1 } else { 10 });
    let places: Vec<&str> = places.collect();
    let adapter = ("portal --browser-flag=--no-sandbox", "portal");
    let found = through(crate::WORLD, adapter, &expected, &places);
    let pinned = if all { (304, 304) } else { (31, 31) };
    assert_eq!((tried(&found), found.len()), pinned);
}
