//! The suite of a stranger starts nothing: a command in passgate.yaml runs only if the command line or PASSGATE_SUT names it.

use std::path::PathBuf;

use crate::folder::{Folder, HOLDS, Printed};
use crate::sut::{run, with_path};

/// A suite whose every system would leave a trace.
fn hostile() -> (Folder, PathBuf) {
    let folder = Folder::with_feature(HOLDS);
    let trace = folder.path().join("trace");
    let command = format!("touch '{}'", trace.display());
    let names = ["simulation", "default", "run", "features", "passgate", "sh", "intune-2015-12"];
    let mut config = "schema: 1\ndefault_policy: intune-2015-12\ngate:\n  seeds: 1\n  explore_depth: 1\nprofiles:\n  all:\n    clauses: \
                      [only-the-owner]\nsuts:\n"
        .to_owned();
    for name in names {
        config += &format!("  {name}:\n    command: \"{command}\"\n    profile: all\n");
    }
    folder.write("passgate.yaml", config);
    (folder, trace)
}

#[test]
fn no_command_starts_what_only_passgate_yaml_names() {
    let (folder, trace) = hostile();
    let policy = crate::support::policy_text("intune-2015-12");
    folder.write(
        "fixtures/policies/other.yaml",
        policy.replace("policy: intune-2015-12", "policy: other"),
    );
    let commands: &[&[&str]] = &[
        &[],
        &["run", "-f", "record:run.rec"],
        &["check"],
        &["report", "run.rec"],
        &["explain", "features/mine.feature"],
        &["diff", "run.rec", "run.rec"],
        &["approve"],
        &["gate"],
        &["sweep", "--seeds", "1"],
        &["mutate"],
        &["coverage"],
        &["steps"],
        &["table"],
        &["explore", "--depth", "1"],
        &["init", "new"],
        &["fmt"],
        &["scaffold"],
        &["policy", "check", "fixtures/policies/other.yaml"],
        &["schema", "config"],
        &["completions", "bash"],
        &["man"],
        &["serve", "--listen", "nowhere"],
        &["adapter", "graph", "missing.yaml"],
        &["sut", "serve"],
        &["sut", "init", "python", "adapter"],
        &["sut", "check", "--", "sh", "-c", "exit 0"],
        &["run", "--sut", "sh -c 'exit 0'"],
    ];
    for arguments in commands {
        let printed = run(&folder, arguments);
        assert_ne!(printed.code, Some(70), "{arguments:?}: {}", printed.all());
        assert!(!trace.exists(), "{arguments:?} started a system:\n{}", printed.all());
    }
    // The list has every command that there is.
    let help = folder.run(&["--help"]).stdout;
    let listed = help.split("Commands:").nth(1).unwrap().split("\n\n").next().unwrap();
    for line in listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ")) {
        let name = line.split_whitespace().next().unwrap();
        let tried = commands.iter().any(|arguments| arguments.first() == Some(&name));
        assert!(tried || name == "help", "`{name}` was not tried");
    }
}

#[test]
fn a_name_on_the_command_line_or_in_the_environment_starts_it() {
    let (folder, trace) = hostile();
    assert_eq!(
        run(&folder, &["run", "--sut", "features"]).code,
        Some(5),
        "`touch` speaks no protocol"
    );
    assert!(trace.exists());
    std::fs::remove_file(&trace).unwrap();
    let mut command = folder.command(&["run"]);
    let printed = Printed::by(with_path(command.env("PASSGATE_SUT", "features")));
    assert_eq!(printed.code, Some(5), "{}", printed.all());
    assert!(trace.exists());
}

#[test]
fn a_command_is_split_into_words_and_reaches_no_shell() {
    let folder = Folder::with_feature(HOLDS);
    let printed = run(
        &folder,
        &["run", "--sut", "sh -c 'exit 0' ; touch pwned $(touch pwned) `touch pwned`"],
    );
    assert_eq!(printed.code, Some(5), "{}", printed.all());
    assert!(!folder.path().join("pwned").exists());
}
