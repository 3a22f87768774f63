//! SIGINT, SIGTERM and SIGHUP from outside: each ends every command in time, with its code and in words.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use crate::folder::{Folder, HOLDS, Printed};

/// A second on a machine that does nothing else; the tests share theirs.
const DEADLINE: Duration = Duration::from_secs(5);

const SIGNALS: [(&str, &str, i32); 3] =
    [("-INT", "SIGINT", 130), ("-TERM", "SIGTERM", 143), ("-HUP", "SIGHUP", 129)];

/// A command under way, with its standard input open.
struct Running {
    process: Child,
    _input: ChildStdin,
}

impl Running {
    fn begin(folder: &Folder, arguments: &[&str]) -> Self {
        // What starts the tests may ignore SIGHUP, as `nohup` does, and what they start would inherit that.
        let mut command = Command::new("/usr/bin/env");
        command.args(["--default-signal=HUP", env!("CARGO_BIN_EXE_passgate")]).args(arguments);
        command.current_dir(folder.path()).env_clear();
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let input = process.stdin.take().unwrap();
        let running = Self { process, _input: input };
        // A signal before there is a handler would end it as usual.
        running.wait_until(|| {
            let status = fs::read_to_string(format!("/proc/{}/status", running.process.id()));
            let status = status.unwrap();
            let mask = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap();
            u64::from_str_radix(mask.trim(), 16).unwrap() & (1 << 14) != 0
        });
        running
    }

    #[expect(clippy::disallowed_methods, reason = "a test that waits for ever says nothing")]
    fn wait_until(&self, is_so: impl Fn() -> bool) {
        let begun = Instant::now();
        while !is_so() {
            assert!(begun.elapsed() < 12 * DEADLINE, "it never happens");
            std::thread::yield_now();
        }
    }

    fn send(&self, signal: &str) {
        let id = self.process.id().to_string();
        assert!(Command::new("/bin/kill").args([signal, &id]).status().unwrap().success());
    }

    /// The lines that it prints, up to one that begins like this.
    fn read_to(&mut self, begins: &str) -> String {
        let mut printed = String::new();
        let mut reader = BufReader::new(self.process.stdout.as_mut().unwrap());
        while !printed.lines().last().is_some_and(|line| line.starts_with(begins)) {
            assert!(reader.read_line(&mut printed).unwrap() > 0, "{printed}");
        }
        printed
    }

    /// What it prints after a signal, which ends it in time.
    #[track_caller]
    #[expect(clippy::disallowed_methods, reason = "what is measured is the time")]
    fn end(mut self, signal: &str) -> Printed {
        let begun = Instant::now();
        self.send(signal);
        let code = self.process.wait().unwrap().code();
        let took = begun.elapsed();
        assert!(took < DEADLINE, "it took {took:?} to end");
        let (mut stdout, mut stderr) = (String::new(), String::new());
        self.process.stdout.take().unwrap().read_to_string(&mut stdout).unwrap();
        self.process.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        Printed { stdout, stderr, code }
    }
}

/// A suite that every command needs many seconds for.
fn large() -> Folder {
    suite(12_000)
}

fn suite(scenarios: usize) -> Folder {
    let outline = HOLDS.replace("Scenario: One that holds", "Scenario Outline: Number <n>");
    let rows: String = (0..scenarios).map(|row| format!("      | {row} |\n")).collect();
    Folder::with_feature(&format!("{outline}\n    Examples:\n      | n |\n{rows}"))
}

#[test]
fn every_signal_ends_every_command_in_time() {
    let folder = large();
    for (position, arguments) in [
        &["run"][..],
        &["gate"],
        &["coverage"],
        &["mutate"],
        &["explore", "--depth", "30"],
        &["sweep", "--seeds", "1000000"],
        &["check"],
        &["check", "-"],
        &["approve"],
        &["explain", "features/mine.feature"],
        &["report", "/dev/stdin"],
        &["diff", "/dev/stdin", "/dev/stdin"],
        &["fmt", "-"],
        &["fmt", "--check"],
        &["run", "--watch"],
        &["steps", "--unused"],
        &["scaffold", "--policy", "intune-2015-12"],
    ]
    .into_iter()
    .enumerate()
    {
        let (signal, name, code) = SIGNALS[position % SIGNALS.len()];
        let printed = Running::begin(&folder, arguments).end(signal);
        let expected = format!("passgate: `{}` was interrupted by {name}\n", arguments[0]);
        if arguments == ["check", "-"] {
            // It ends at once, whatever is sent to it.
            continue;
        }
        assert!(printed.stderr.ends_with(&expected), "{arguments:?}: {}", printed.all());
        assert_eq!(printed.code, Some(code), "{arguments:?}: {}", printed.all());
    }
}

#[test]
fn what_a_signal_left_of_a_run_is_reported_as_partial_in_every_format() {
    let folder = suite(3_000);
    let formats = ["pretty", "html", "junit", "markdown", "json", "messages", "tap", "summary"];
    for (signal, name, code) in SIGNALS {
        let mut arguments = vec!["run", "-f", "record:run.ndjson"];
        let outputs: Vec<String> = formats.iter().map(|it| format!("{it}:out/{it}")).collect();
        outputs.iter().for_each(|output| arguments.extend(["-f", output]));
        let running = Running::begin(&folder, &arguments);
        let record = folder.path().join("run.ndjson");
        running.wait_until(|| fs::metadata(&record).is_ok_and(|found| found.len() > 300_000));
        running.send(signal);
        let printed = running.process.wait_with_output().unwrap();
        assert_eq!(printed.status.code(), Some(code));
        let stderr = String::from_utf8(printed.stderr).unwrap();
        assert_eq!(stderr, format!("passgate: `run` was interrupted by {name}\n"));
        for format in formats {
            let text = folder.read(&format!("out/{format}"));
            assert!(text.contains("interrupted after"), "{format}");
        }
        fs::remove_file(record).unwrap();
    }
}

#[test]
fn a_gate_that_is_interrupted_says_where_and_marks_its_reports_as_partial() {
    let folder = Folder::empty();
    let arguments =
        ["gate", "--bundled", "--depth", "30", "-f", "summary:sum.txt", "-f", "html:page.html"];
    let mut running = Running::begin(&folder, &arguments);
    running.read_to("✔ hostile");
    let printed = running.end("-TERM");
    let last = "the gate was interrupted in `explore`, after 7 parts\n";
    assert!(printed.stdout.ends_with(last), "{}", printed.all());
    assert!(printed.stderr.ends_with("passgate: `gate` was interrupted by SIGTERM\n"));
    assert_eq!(printed.code, Some(143));
    let partial = "interrupted after the last of ";
    assert!(
        folder.read("sum.txt").contains(&format!("partial: {partial}")),
        "{}",
        folder.read("sum.txt")
    );
    assert!(folder.read("page.html").contains(partial));
}

#[test]
fn what_a_signal_left_of_a_sweep_and_an_exploration_is_reported() {
    let folder = Folder::empty();
    let mut running = Running::begin(&folder, &["explore", "--depth", "30"]);
    running.read_to("passgate");
    let printed = running.end("-HUP");
    assert!(
        printed.stdout.contains(" is not exhaustive: it was interrupted ("),
        "{}",
        printed.all()
    );
    assert!(printed.stdout.contains("\ninterrupted · "), "{}", printed.all());
    assert_eq!(printed.code, Some(129));
}

#[test]
fn what_nohup_started_outlives_its_terminal() {
    let folder = Folder::empty();
    let mut command = Command::new("nohup");
    command.arg(env!("CARGO_BIN_EXE_passgate")).args(["explore", "--depth", "30"]);
    command.current_dir(folder.path()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut process = command.stdin(Stdio::null()).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut first).unwrap();
    let id = process.id().to_string();
    for signal in ["-HUP", "-TERM"] {
        assert!(Command::new("/bin/kill").args([signal, &id]).status().unwrap().success());
    }
    assert_eq!(process.wait().unwrap().code(), Some(143));
}
