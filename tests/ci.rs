//! The examples for CI systems: their commands are run as they are written, with the variables of the system.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize as _;
use serde_yaml::Value;

/// Four scenarios that pass, and one that fails.
const SUITE: &str = "\
@policy:intune-2015-12
Feature: A suite
  Background:
    Given an iOS device managed by Intune standalone

  Scenario Outline: Nothing happens for <minutes> minutes
    When <minutes> minutes pass
    Then the old passcode still unlocks the device

    Examples:
      | minutes |
      | 1       |
      | 2       |
      | 3       |
      | 4       |

  Scenario: This one fails
    When 1 minute passes
    Then the device has no passcode
";

/// A folder that the commands of one example are run in.
struct Machine {
    folder: tempfile::TempDir,
}

impl Machine {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("features")).unwrap();
        fs::write(folder.path().join("features/suite.feature"), SUITE).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a script as the system would, with passgate on the path; the exit code.
    fn run(&self, shell: &[&str], script: &str, variables: &[(&str, &str)]) -> Option<i32> {
        let bin = Path::new(env!("CARGO_BIN_EXE_passgate")).parent().unwrap();
        let path = format!("{}:/usr/bin:/bin", bin.display());
        let mut command = Command::new(shell[0]);
        command.args(&shell[1..]).arg(script).current_dir(self.folder.path());
        command.env_clear().env("PATH", path).envs(variables.iter().copied());
        let output = command.output().unwrap();
        output.status.code()
    }

    /// What the report's files hold in the end.
    fn check(&self, report: &str) {
        let junit = fs::read_to_string(self.path(&format!("{report}junit.xml"))).unwrap();
        assert_eq!(junit.matches("<testcase ").count(), 5, "{junit}");
        let html = ["index.html", "report.html"].map(|name| self.path(&format!("{report}{name}")));
        let html = html.iter().find(|path| path.exists()).unwrap();
        assert!(fs::read_to_string(html).unwrap().contains("This one fails"));
    }
}

fn documents(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci").join(name);
    let text = fs::read_to_string(path).unwrap();
    serde_yaml::Deserializer::from_str(&text)
        .map(|document| Value::deserialize(document).unwrap())
        .collect()
}

/// The command of the step called `name`.
fn step(job: &Value, name: &str) -> String {
    let steps = job["steps"].as_sequence().unwrap();
    let step = steps.iter().find(|step| step["name"].as_str() == Some(name)).unwrap();
    step["run"].as_str().unwrap().to_owned()
}

#[test]
fn the_github_workflow_runs_and_reports() {
    let workflow = &documents("github-actions.yml")[0];
    let machine = Machine::new();
    let run = &workflow["jobs"]["test"];
    let shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"];
    let mut codes = Vec::new();
    for shard in run["strategy"]["matrix"]["shard"].as_sequence().unwrap() {
        let shard = shard.as_u64().unwrap().to_string();
        let script = step(run, "run").replace("${{ matrix.shard }}", &shard);
        assert!(!script.contains("${{"), "{script}");
        codes.push(machine.run(&shell, &script, &[]));
    }
    assert_eq!(codes, [Some(1), Some(0), Some(0), Some(0)]);
    let summary = machine.path("summary");
    let variables = [("GITHUB_STEP_SUMMARY", summary.to_str().unwrap())];
    let script = step(&workflow["jobs"]["report"], "report");
    assert_eq!(machine.run(&shell, &script, &variables), Some(1));
    machine.check("report/");
    assert!(fs::read_to_string(&summary).unwrap().contains("This one fails"));
}

#[test]
fn the_gitlab_pipeline_runs_and_reports() {
    let pipeline = &documents("gitlab-ci.yml")[0];
    let machine = Machine::new();
    let script = |job: &str| pipeline[job]["script"][0].as_str().unwrap().to_owned();
    let shell = ["bash", "-eo", "pipefail", "-c"];
    let total = pipeline["test"]["parallel"].as_u64().unwrap().to_string();
    for index in 1..=pipeline["test"]["parallel"].as_u64().unwrap() {
        let index = index.to_string();
        let variables = [("CI_NODE_INDEX", index.as_str()), ("CI_NODE_TOTAL", total.as_str())];
        let code = machine.run(&shell, &script("test"), &variables);
        assert_eq!(code, Some(i32::from(index == "1")));
    }
    assert_eq!(machine.run(&shell, &script("report"), &[]), Some(1));
    machine.check("report/");
    assert_eq!(
        pipeline["report"]["artifacts"]["reports"]["junit"].as_str(),
        Some("report/junit.xml")
    );
}

#[test]
fn the_kubernetes_job_runs_a_shard_per_pod_and_reports() {
    let documents = documents("kubernetes-job.yaml");
    let machine = Machine::new();
    let container = |job: &Value| job["spec"]["template"]["spec"]["containers"][0].clone();
    // The volume of the records is a folder of the test's own.
    fs::create_dir(machine.path("records")).unwrap();
    let script = |job: &Value| {
        let container = container(job);
        assert_eq!(container["command"].as_sequence().unwrap().len(), 2);
        let script = container["args"][0].as_str().unwrap();
        script.replace("/records/", "records/")
    };
    let run = &documents[0];
    for index in 0..run["spec"]["completions"].as_u64().unwrap() {
        let index = index.to_string();
        let variables = [("JOB_COMPLETION_INDEX", index.as_str())];
        let code = machine.run(&["sh", "-c"], &script(run), &variables);
        assert_eq!(code, Some(i32::from(index == "0")));
        let fails = &run["spec"]["podFailurePolicy"]["rules"][0]["onExitCodes"]["values"];
        assert!(fails.as_sequence().unwrap().contains(&Value::from(1)));
    }
    assert_eq!(machine.run(&["sh", "-c"], &script(&documents[1]), &[]), Some(1));
    machine.check("records/");
}
