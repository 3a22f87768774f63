//! `passgate init` from outside: a suite that passes at once, without touching any other file.

use std::fs;

use crate::folder::{Folder, Printed, approved};
use crate::support::root;

/// Runs the command in a folder below.
fn run_in(folder: &Folder, below: &str, arguments: &[&str]) -> Printed {
    let mut command = folder.command(arguments);
    Printed::by(command.current_dir(folder.path().join(below)))
}

/// The files of the new suite, as they are kept.
fn templates() -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![root().join("templates/suite")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let below = path.strip_prefix(root().join("templates/suite")).unwrap();
                files.push(below.to_str().unwrap().to_owned());
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_new_suite_is_green_at_once() {
    let folder = Folder::empty();
    let printed = folder.run(&["init", "our/suite"]);
    approved("init", &printed.all());
    let suite = |arguments: &[&str]| run_in(&folder, "our/suite", arguments);
    let run = suite(&[]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    assert!(run.stdout.contains("12 scenarios conform · 7 of 7 clauses"), "{}", run.stdout);
    assert!(run.stdout.contains("snapshot unchanged"), "{}", run.stdout);
    let approve = suite(&["approve"]);
    assert!(approve.stdout.ends_with("0 approved, 2 unchanged\n"), "{}", approve.stdout);
    let gate = suite(&["gate", "--seeds", "10", "--depth", "4"]);
    assert_eq!(gate.code, Some(0), "{}{}", gate.stdout, gate.stderr);
    let check = suite(&["fmt", "--check"]);
    assert_eq!(
        (check.code, check.stdout.as_str()),
        (Some(0), "0 would be formatted, 3 unchanged\n")
    );
    let nothing = suite(&["scaffold", "--policy", "our-phones"]);
    assert_eq!((nothing.code, nothing.stdout.as_str()), (Some(0), ""));
}

#[test]
fn each_file_of_a_new_suite_is_what_it_says() {
    let folder = Folder::empty();
    assert_eq!(folder.run(&["init", "."]).code, Some(0));
    let files = templates();
    assert!(files.len() > 8, "{files:?}");
    for file in &files {
        let kept = fs::read_to_string(root().join("templates/suite").join(file)).unwrap();
        assert_eq!(folder.read(file), kept, "{file}");
    }
    // Nothing but them, and the folders that they are in.
    let found = folder.content().into_iter().filter(|(path, _)| path.is_file()).count();
    assert_eq!(found, files.len());
    // The policy is noticed when it is edited, as its reader is asked to try.
    let policy = folder.read("fixtures/policies/our-phones.yaml");
    folder.write("fixtures/policies/our-phones.yaml", policy.replace("length: 6", "length: 7"));
    assert_eq!(folder.run(&[]).code, Some(1));
    folder.write("fixtures/policies/our-phones.yaml", policy);
    // The commented waiver is one that works.
    let config = folder.read("passgate.yaml");
    let lines = config.lines().map(|line| match line.strip_prefix("# ") {
        Some(rest) if rest.starts_with("waivers:") || rest.starts_with("  ") => rest.to_owned(),
        Some(_) | None => line.to_owned(),
    });
    folder.write("passgate.yaml", lines.collect::<Vec<_>>().join("\n"));
    let printed = folder.run(&["--today", "2027-03-31"]);
    assert!(
        printed.stdout.contains("stale"),
        "it conforms, so its waiver is stale: {}",
        printed.stdout
    );
    folder.write("passgate.yaml", config);
    // The three commands of its guide, and those of the file for CI.
    let cursor = folder.read("features/README.md");
    let (_, block) = cursor.split_once("```sh\n").unwrap();
    let commands = block.split_once("```").unwrap().0.lines().map(str::to_owned);
    let ci: serde_yaml::Value =
        serde_yaml::from_str(&folder.read(".github/workflows/passgate.yml")).unwrap();
    let steps = ci["jobs"]["gate"]["steps"].as_sequence().unwrap().clone();
    let runs = steps.iter().filter_map(|step| step["run"].as_str()).map(str::to_owned);
    let all: Vec<String> = commands.chain(runs).filter(|it| it.starts_with("passgate")).collect();
    assert_eq!(all.len(), 5, "{all:?}");
    for command in all {
        let words = command.split('#').next().unwrap().split_whitespace().skip(1);
        let printed = folder.run(&words.collect::<Vec<_>>());
        assert_eq!(printed.code, Some(0), "{command}: {}{}", printed.stdout, printed.stderr);
    }
}

#[test]
fn a_folder_with_other_things_in_it_keeps_them() {
    let folder = Folder::empty()
        .and("README.md", "ours")
        .and("features/other.txt", "ours")
        .and(".github/workflows/build.yml", "ours");
    assert_eq!(folder.run(&["init", "."]).code, Some(0));
    assert_eq!(folder.run(&[]).code, Some(0));
    for path in ["README.md", "features/other.txt", ".github/workflows/build.yml"] {
        assert_eq!(folder.read(path), "ours");
    }
}

#[test]
fn every_obstacle_is_reported_and_nothing_is_written() {
    let folder = Folder::empty()
        .and("a/passgate.yaml", "mine")
        .and("a/features/our-phones/ios.feature", "mine")
        .and("a/snapshots", "no folder")
        .and("file", "");
    let before = folder.content();
    let check = |name: &str, dir: &str, code| {
        let printed = folder.run(&["init", dir]);
        approved(name, &printed.all());
        assert_eq!(printed.code, Some(code), "{}", printed.stderr);
        assert_eq!(folder.content(), before, "something was written");
    };
    check("init-in-the-way", "a", 3);
    check("init-on-a-file", "file", 3);
    check("init-below-a-file", "file/suite", 3);
    assert_eq!(folder.run(&["init"]).code, Some(2));
    assert_eq!(folder.run(&["init", ""]).code, Some(2));
    assert_eq!(folder.run(&["init", "a", "b"]).code, Some(2));
}

#[cfg(unix)]
#[test]
fn a_suite_that_cannot_be_finished_leaves_nothing_behind() {
    let folder = Folder::empty();
    // A folder that cannot be written to, where the last files would go.
    std::os::unix::fs::symlink("/proc/self", folder.path().join("snapshots")).unwrap();
    let printed = folder.run(&["init", "."]);
    assert_eq!(printed.code, Some(3), "{}", printed.stdout);
    assert!(printed.stderr.contains("snapshots/our-phones"), "{}", printed.stderr);
    let left: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert_eq!(left, ["snapshots"]);
}
