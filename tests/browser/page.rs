//! Pages to look at, made by the command from recordings.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

/// A report in a folder of its own.
pub struct Page {
    folder: tempfile::TempDir,
}

impl Page {
    /// The report of the recording that has every verdict in it.
    pub fn of_every_verdict() -> Self {
        Self::of(&recording())
    }

    /// The report of a recording.
    pub fn of(recording: &str) -> Self {
        Self::since(recording, None)
    }

    /// The report of a recording, with what has changed since another one.
    pub fn since(recording: &str, baseline: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("run.ndjson"), recording).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_passgate"));
        command.current_dir(folder.path()).env_clear();
        command.args(["report", "run.ndjson", "-f", "html:report.html", "-f", "null"]);
        if let Some(baseline) = baseline {
            fs::write(folder.path().join("before.ndjson"), baseline).unwrap();
            command.args(["--baseline", "before.ndjson"]);
        }
        let output = command.output().unwrap();
        assert!(folder.path().join("report.html").exists(), "{output:?}");
        Self { folder }
    }

    /// The file.
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("report.html")
    }
}

/// A recorded run with every verdict and with names that mean harm.
pub fn recording() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(root.join("fixtures/recordings/every-verdict.ndjson")).unwrap()
}

/// The same recording, with each scenario as `change` leaves it.
pub fn changed(change: impl Fn(&mut Value)) -> String {
    let line = |line: &str| {
        let mut value: Value = serde_json::from_str(line).unwrap();
        if let Some(case) = value.get_mut("scenario") {
            change(case);
        }
        format!("{value}\n")
    };
    recording().lines().map(line).collect()
}

/// The same scenarios again and again, as many as asked for; the run did not reach its end.
pub fn repeated(times: usize) -> String {
    let text = recording();
    let mut lines: Vec<String> = Vec::new();
    let mut scenarios: Vec<Value> = Vec::new();
    for line in text.lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        match value.get("scenario") {
            Some(_) => scenarios.push(value),
            None if value.get("footer").is_none() => lines.push(line.to_owned()),
            None => {}
        }
    }
    for (position, scenario) in scenarios.iter().cycle().take(times).enumerate() {
        let mut scenario = scenario.clone();
        scenario["scenario"]["position"] = json!(position);
        scenario["scenario"]["line"] = json!(position + 1);
        lines.push(scenario.to_string());
    }
    lines.join("\n") + "\n"
}
