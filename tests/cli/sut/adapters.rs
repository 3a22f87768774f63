//! The adapters that `passgate sut init` writes: each passes its check and every scenario that it declares, and a relay that
//! is written with its protocol file gives what the system behind it gives.

use std::fs;
use std::process::Command;

use crate::folder::{Folder, Printed};
use crate::sut::{PASSGATE, adapter, cases, is_there, run, with_path};

/// A language, the command that starts a program in it, and a relay to the system that `SUT` names.
struct Language {
    name: &'static str,
    command: &'static str,
    relay_command: &'static str,
    relay: (&'static str, &'static str),
    /// Makes the adapter ready in its folder; nothing if this machine cannot.
    build: fn(&Folder) -> Option<()>,
}

const PYTHON: Language = Language {
    name: "python",
    command: "python3 adapter/service.py",
    relay_command: "python3 adapter/relay.py",
    relay: ("adapter/relay.py", include_str!("relays/relay.py")),
    build: |_| is_there("python3").then_some(()),
};

const TYPESCRIPT: Language = Language {
    name: "typescript",
    command: "node adapter/service.ts",
    relay_command: "node adapter/relay.ts",
    relay: ("adapter/relay.ts", include_str!("relays/relay.ts")),
    build: |_| runs_typescript().then_some(()),
};

const RUST: Language = Language {
    name: "rust",
    command: "adapter/target/debug/adapter",
    relay_command: "adapter/target/debug/relay",
    relay: ("adapter/src/bin/relay.rs", include_str!("relays/relay.rs")),
    build: build_rust,
};

/// Whether this machine's Node runs TypeScript as it is.
fn runs_typescript() -> bool {
    let folder = Folder::empty().and("a.ts", "const a: number = 1; console.log(a);\n");
    let mut command = Command::new("node");
    let done = with_path(&mut command).arg("a.ts").current_dir(folder.path()).output();
    done.is_ok_and(|done| done.status.success())
}

/// Builds the package with the crates that this project was built with, without a network.
fn build_rust(folder: &Folder) -> Option<()> {
    let package = folder.path().join("adapter");
    let lock = fs::read_to_string(crate::support::root().join("Cargo.lock")).unwrap();
    fs::write(package.join("Cargo.lock"), lock).unwrap();
    let mut command = Command::new("cargo");
    command.args(["build", "--quiet", "--offline"]).current_dir(&package);
    for kept in ["HOME", "CARGO_HOME", "RUSTUP_HOME"] {
        #[expect(clippy::disallowed_methods, reason = "where the crates of this machine are")]
        std::env::var_os(kept).into_iter().for_each(|value| _ = command.env(kept, value));
    }
    command.env("CARGO_TARGET_DIR", package.join("target"));
    let built = with_path(&mut command).output().ok()?;
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success() || said.contains("offline"), "{said}");
    built.status.success().then_some(())
}

/// The adapter of a language, ready to be started; what this machine lacks is left out, and said.
fn ready(language: &Language) -> Option<Folder> {
    let folder = adapter(language.name);
    let (path, relay) = language.relay;
    folder.write(path, relay);
    let built = (language.build)(&folder);
    if built.is_none() {
        let message = format!("left out: this machine does not run {} adapters\n", language.name);
        let _ = std::io::Write::write_all(&mut std::io::stderr(), message.as_bytes());
        assert_ne!(language.name, "rust", "what built this test builds that");
    }
    built.map(|()| folder)
}

fn check_adapter(language: &Language) {
    let Some(folder) = ready(language) else { return };
    let mut check = vec!["sut", "check", "--"];
    check.extend(language.command.split(' '));
    let checked = run(&folder, &check);
    assert_eq!(checked.code, Some(0), "{}", checked.all());
    assert!(checked.stdout.contains("keeps the 12 rules"), "{}", checked.stdout);
    let judged = run(&folder, &["run", "--bundled", "-f", "summary", "--sut", language.command]);
    assert_eq!(judged.code, Some(1), "partial: {}", judged.all());
    assert!(judged.stdout.contains("example-service 1.0: partial"), "{}", judged.stdout);
    assert!(judged.stdout.contains("partial · 269 unsupported, 35 conform"), "{}", judged.stdout);
}

fn check_relay(language: &Language) {
    let Some(folder) = ready(language) else { return };
    let record = |sut: Option<&str>, file: &str| {
        let record = format!("record:{file}");
        let mut command = folder.command(&["run", "--bundled", "-f", "null", "-f", &record]);
        command.env("SUT", PASSGATE).args(sut.iter().flat_map(|sut| ["--sut", sut]));
        let printed = Printed::by(with_path(&mut command));
        assert_eq!(printed.code, Some(0), "{}", printed.all());
    };
    record(None, "inside.rec");
    record(Some(language.relay_command), "outside.rec");
    let (inside, outside) = (cases(&folder, "inside.rec"), cases(&folder, "outside.rec"));
    assert!(inside.len() > 150);
    for (inside, outside) in inside.iter().zip(&outside) {
        assert_eq!(inside["verdict"], outside["verdict"], "{}", inside["name"]);
        assert_eq!(inside["journal"]["observations"], outside["journal"]["observations"]);
    }
}

#[test]
fn the_python_adapter_passes_its_check_and_all_that_it_declares() {
    check_adapter(&PYTHON);
}

#[test]
fn the_typescript_adapter_passes_its_check_and_all_that_it_declares() {
    check_adapter(&TYPESCRIPT);
}

#[test]
fn the_rust_adapter_passes_its_check_and_all_that_it_declares() {
    check_adapter(&RUST);
}

#[test]
fn a_relay_in_python_changes_nothing() {
    check_relay(&PYTHON);
}

#[test]
fn a_relay_in_typescript_changes_nothing() {
    check_relay(&TYPESCRIPT);
}

#[test]
fn a_relay_in_rust_changes_nothing() {
    check_relay(&RUST);
}

#[test]
fn a_folder_with_another_file_is_left_as_it_is() {
    let folder = Folder::empty().and("adapter/service.py", "mine\n");
    let printed = folder.run(&["sut", "init", "python", "adapter"]);
    assert_eq!(printed.code, Some(3), "{}", printed.all());
    assert_eq!(folder.read("adapter/service.py"), "mine\n");
}
