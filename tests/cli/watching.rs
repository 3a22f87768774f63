//! `passgate --watch` from outside: a process that waits, files that change, and the runs that it prints.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::approving::on_another_row;
use crate::folder::{Folder, HOLDS, MIXED};

/// Longer than any run takes, however busy the machine is.
const DEADLINE: Duration = Duration::from_secs(60);

/// A watching process, with what it says on standard output and standard error in one stream.
struct Watching {
    process: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn begin(folder: &Folder, arguments: &[&str]) -> Self {
        let (reader, writer) = std::io::pipe().unwrap();
        let mut command = folder.command(&[&["--watch"], arguments].concat());
        command.stdout(writer.try_clone().unwrap()).stderr(writer);
        let process = command.spawn().unwrap();
        // The command owns the writing ends; while it does, the other end never ends.
        drop(command);
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(reader).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Self { process, lines }
    }

    /// The next run, to its last line.
    #[track_caller]
    fn run(&self) -> String {
        let mut printed = String::new();
        loop {
            let line = self.lines.recv_timeout(DEADLINE);
            assert!(line.is_ok(), "nothing more comes after:\n{printed}");
            printed += &(line.unwrap() + "\n");
            if printed.lines().last().is_some_and(|line| line.starts_with("watching ")) {
                return printed;
            }
        }
    }

    /// The next run, which says all of this.
    #[track_caller]
    fn run_with(&self, expected: &[&str]) {
        let printed = self.run();
        for words in expected {
            assert!(printed.contains(words), "no `{words}` in:\n{printed}");
        }
    }

    /// Presses Ctrl-C: what it printed since the last read, and its exit code.
    fn end(mut self) -> (String, Option<i32>) {
        interrupt(&self.process);
        let code = self.process.wait().unwrap().code();
        (self.lines.iter().map(|line| line + "\n").collect(), code)
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // It has ended already, unless a test failed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn interrupt(process: &Child) {
    let id = process.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
}

/// What Ctrl-C adds to the last run, and its exit code.
fn ended() -> (String, Option<i32>) {
    ("passgate: `run` was interrupted by SIGINT\n".to_owned(), Some(130))
}

/// A feature that fails: it expects what `HOLDS` says is not there.
fn fails() -> String {
    HOLDS.replace("sees no new passcode", "sees a new numeric passcode")
}

#[test]
fn only_a_saved_feature_runs_again() {
    let folder = Folder::with_feature(HOLDS).and("features/other.feature", HOLDS);
    let watching = Watching::begin(&folder, &[]);
    watching.run_with(&["2 scenarios ran\n", "2 scenarios conform", "watching features/"]);
    folder.write("features/mine.feature", fails());
    watching.run_with(&[
        "features/mine.feature changed · 1 of 2 scenarios ran again\n",
        "✘ One that holds",
        "1 scenario fails, 1 conforms",
    ]);
    folder.write("features/mine.feature", HOLDS);
    watching.run_with(&["features/mine.feature changed · 1 of 2", "2 scenarios conform"]);
    assert_eq!(watching.end(), ended());
}

#[test]
fn what_has_the_same_meaning_does_not_run_again() {
    let folder = Folder::with_feature(&fails());
    let watching = Watching::begin(&folder, &[]);
    watching.run_with(&["1 scenario fails", "features/mine.feature:3"]);
    folder.write("features/mine.feature", format!("# a comment\n{}", fails()));
    watching.run_with(&["no scenario had to run", "features/mine.feature:4"]);
    assert_eq!(watching.end(), ended());
}

/// The digest that a run prints: it identifies everything that happened.
fn digest(printed: &str) -> String {
    printed.split("digest ").nth(1).unwrap().lines().next().unwrap().to_owned()
}

#[test]
fn what_is_cached_is_what_a_separate_run_would_find() {
    let policy = crate::support::policy_text("intune-2015-12");
    let folder = Folder::empty();
    let watching = Watching::begin(&folder, &["--bundled"]);
    let first = watching.run();
    assert_eq!(digest(&first), digest(&folder.run(&["-f", "summary"]).stdout));
    let other = policy.replace("length: 6", "length: 5");
    folder.write("fixtures/policies/intune-2015-12.yaml", other);
    let mut second = watching.run();
    // The watcher may look after the folder and before its file.
    if !second.contains("intune-2015-12.yaml is new") {
        second = watching.run();
    }
    assert!(second.contains("236 of 304 scenarios ran again"), "{second}");
    assert_ne!(digest(&first), digest(&second));
    let separate = folder.run(&["--bundled", "-f", "summary"]);
    assert_eq!(digest(&second), digest(&separate.stdout));
    assert_eq!(watching.end(), ended());
}

#[test]
fn a_broken_save_is_reported_above_the_last_result_and_fixed_by_the_next() {
    let folder = Folder::with_feature(HOLDS);
    let watching = Watching::begin(&folder, &[]);
    watching.run();
    folder.write("features/mine.feature", "Feture: Mine\n");
    watching.run_with(&[
        "features/mine.feature changed · nothing could be run\n",
        "did you mean `Feature:`?",
        "before that\n1 scenario conforms",
    ]);
    folder.write("features/mine.feature", [0x46, 0xff]);
    watching.run_with(&["is not UTF-8 text", "before that\n1 scenario conforms"]);
    folder.write("features/mine.feature", HOLDS);
    watching.run_with(&["no scenario had to run", "1 scenario conforms"]);
    folder.write("features/mine.feature", "");
    watching.run_with(&["before that"]);
    assert_eq!(watching.end(), ended());
}

#[test]
fn files_that_come_move_and_go_count() {
    let folder = Folder::with_feature(HOLDS);
    let at = |path: &str| folder.path().join(path);
    let watching = Watching::begin(&folder, &[]);
    watching.run();
    folder.write("features/below/new.feature", HOLDS);
    watching.run_with(&["features/below/new.feature is new · 1 of 2", "2 scenarios conform"]);
    folder.write("features/below/new.feature", fails());
    watching.run_with(&["features/below/new.feature changed · 1 of 2", "1 scenario fails"]);
    fs::rename(at("features/below"), at("features/other")).unwrap();
    watching.run_with(&["features/below/new.feature is now features/other/new.feature"]);
    folder.write("features/other/new.feature", HOLDS);
    watching.run_with(&["features/other/new.feature changed", "2 scenarios conform"]);
    fs::remove_dir_all(at("features/other")).unwrap();
    watching.run_with(&["features/other/new.feature is gone", "1 scenario conforms"]);
    fs::remove_dir_all(at("features")).unwrap();
    watching.run_with(&["there is no `features/` in this folder", "nothing could be run"]);
    folder.write("features/mine.feature", HOLDS);
    // The watcher may look after the folder and before its file.
    let printed = watching.run();
    if !printed.contains("features/mine.feature is new") {
        watching.run_with(&["features/mine.feature is new", "1 scenario conforms"]);
    }
    assert_eq!(watching.end(), ended());
}

#[test]
fn a_save_by_renaming_counts_time_after_time() {
    let folder = Folder::with_feature(HOLDS);
    let watching = Watching::begin(&folder, &["features/mine.feature:3"]);
    watching.run_with(&["watching features/mine.feature, passgate.yaml · Ctrl-C ends"]);
    for (text, words) in [(fails(), "1 scenario fails"), (HOLDS.to_owned(), "1 scenario conforms")]
    {
        folder.write("features/mine.feature.part", text);
        let part = folder.path().join("features/mine.feature.part");
        fs::rename(part, folder.path().join("features/mine.feature")).unwrap();
        watching.run_with(&["features/mine.feature changed", words]);
    }
    assert_eq!(watching.end(), ended());
}

#[test]
fn a_saved_policy_runs_its_scenarios_again() {
    let policy = crate::support::policy_text("intune-2015-12");
    let folder = Folder::with_feature(HOLDS).and("fixtures/policies/mine.yaml", &policy);
    let watching = Watching::begin(&folder, &[]);
    watching.run_with(&["watching features/, fixtures/policies/"]);
    let other = policy.replace("Passcode successfully reset", "It is done");
    folder.write("fixtures/policies/mine.yaml", &other);
    watching.run_with(&["fixtures/policies/mine.yaml changed · 1 scenario ran", "\"It is done\""]);
    folder.write("fixtures/policies/mine.yaml", other.replace("rows:", "rws:"));
    watching.run_with(&["is missing the key `rows`", "before that\n1 scenario fails"]);
    fs::remove_file(folder.path().join("fixtures/policies/mine.yaml")).unwrap();
    watching.run_with(&["fixtures/policies/mine.yaml is gone", "1 scenario conforms"]);
    assert_eq!(watching.end(), ended());
}

#[test]
fn a_policy_that_was_named_is_watched_wherever_it_is() {
    let policy = crate::support::policy_text("intune-2015-12");
    let elsewhere = Folder::empty().and("mine.yaml", &policy);
    let path = elsewhere.path().join("mine.yaml").display().to_string();
    let folder = Folder::with_feature(HOLDS);
    let watching = Watching::begin(&folder, &["--policy", &path]);
    watching.run();
    elsewhere.write("mine.yaml", policy.replace("Passcode successfully reset", "It is done"));
    watching.run_with(&["mine.yaml changed · 1 scenario ran again", "\"It is done\""]);
}

#[test]
fn a_waiver_and_an_approved_table_are_judged_without_running() {
    let folder = Folder::with_feature(&fails());
    let watching = Watching::begin(&folder, &["--today", "2027-01-01"]);
    watching.run_with(&["1 scenario fails"]);
    folder.write(
        "passgate.yaml",
        "schema: 1\ndefault_policy: intune-2015-12\nwaivers:\n  - scenario: One that holds\n    reason: a test\n    owner: Ana\n    \
         ticket: T-1\n    expires: 2027-01-31\n",
    );
    watching
        .run_with(&["passgate.yaml changed · judged again, no scenario", "1 waived, 0 conform"]);
    let approved = folder.run(&["approve", "--today", "2027-01-01"]);
    assert_eq!(approved.code, Some(0), "{}", approved.all());
    // The tables may be seen one by one.
    while !watching.run().contains("snapshot unchanged ·") {}
    assert_eq!(watching.end(), ended());
}

#[test]
fn what_passgate_writes_itself_starts_no_run() {
    let folder = Folder::with_feature(HOLDS).and("snapshots/.keep", "");
    let arguments = ["-f", "rerun:snapshots/list.snap", "-f", "summary:features/sum.txt"];
    let watching = Watching::begin(&folder, &arguments);
    watching.run_with(&["1 scenario conforms"]);
    folder.write("features/mine.feature", fails());
    watching.run_with(&["\nfeatures/mine.feature changed · 1 scenario ran", "1 scenario fails"]);
    assert_eq!(folder.read("snapshots/list.snap"), "features/mine.feature:3\n");
    assert_eq!(watching.end(), ended());
}

#[test]
fn a_table_written_next_to_the_approved_one_starts_no_run() {
    let folder = Folder::with_feature(HOLDS);
    folder.run(&["approve"]);
    let watching = Watching::begin(&folder, &[]);
    watching.run_with(&["snapshot unchanged"]);
    folder.write("features/more.feature", on_another_row());
    watching.run_with(&["\nfeatures/more.feature is new · 1 of 2", "snapshot differs"]);
    assert!(folder.path().join("snapshots/intune-2015-12/behaviour.snap.new").is_file());
    folder.write("features/mine.feature", MIXED);
    watching.run_with(&["\nfeatures/mine.feature changed · 2 of 5", "1 scenario fails"]);
    assert!(folder.path().join(".passgate/last-failed").is_file());
    fs::remove_file(folder.path().join("features/more.feature")).unwrap();
    watching.run_with(&["\nfeatures/more.feature is gone · judged", "1 scenario fails"]);
    assert_eq!(watching.end(), ended());
}

#[test]
fn an_empty_folder_waits_for_features() {
    let folder = Folder::empty();
    let watching = Watching::begin(&folder, &[]);
    watching.run_with(&[
        "no features/ in this folder",
        "304 scenarios conform · ",
        "watching this folder",
    ]);
    fs::create_dir(folder.path().join("features")).unwrap();
    watching.run_with(&["features is new", "`features` contains no feature file", "before that"]);
    let tagged = format!("@policy:intune-2015-12\n{HOLDS}");
    folder.write("features/mine.feature", tagged);
    watching.run_with(&["features/mine.feature is new", "1 scenario conforms"]);
    assert_eq!(watching.end(), ended());
}

#[test]
fn a_path_that_is_not_there_yet_is_waited_for() {
    let folder = Folder::with_feature(HOLDS);
    let watching = Watching::begin(&folder, &["later/new.feature"]);
    watching.run_with(&["there is no `later/new.feature`", "new.feature (not there yet)"]);
    fs::create_dir(folder.path().join("later")).unwrap();
    fs::rename(
        folder.path().join("features/mine.feature"),
        folder.path().join("later/new.feature"),
    )
    .unwrap();
    watching.run_with(&["later/new.feature is new", "1 scenario conforms"]);
    assert_eq!(watching.end(), ended());
}

#[test]
fn a_folder_that_is_gone_ends_it() {
    let folder = Folder::empty().and("inner/features/mine.feature", HOLDS);
    let inner = folder.path().join("inner");
    let (reader, writer) = std::io::pipe().unwrap();
    let mut command = folder.command(&["--watch"]);
    command.current_dir(&inner).stdout(writer.try_clone().unwrap()).stderr(writer);
    let mut process = command.spawn().unwrap();
    drop(command);
    let mut lines = BufReader::new(reader).lines().map_while(Result::ok);
    assert!(lines.any(|line| line.starts_with("watching ")));
    fs::remove_dir_all(inner).unwrap();
    assert!(lines.any(|line| line.contains("the folder that was watched is gone")));
    assert_eq!(process.wait().unwrap().code(), Some(3));
}

#[test]
fn every_conflict_with_watching_is_refused_at_once() {
    let folder = Folder::with_feature(HOLDS);
    let before = folder.content();
    let arguments =
        ["--shard", "1/2", "--last-failed", "-f", "record:run.ndjson", "/dev/fd/7", "@list"];
    let arguments = [&["--watch", "-f", "rerun:./list", "-f", "json"], &arguments[..]].concat();
    crate::folder::approved("watch-conflicts", &folder.run(&arguments).all());
    let printed = folder.run(&["--watch", "--tags", "@a and"]);
    assert_eq!((printed.code, printed.stdout.as_str()), (Some(2), ""), "{}", printed.stderr);
    assert_eq!(folder.content(), before);
}
