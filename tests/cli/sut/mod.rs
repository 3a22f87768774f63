//! Outside systems: the simulation behind a pipe gives what it gives in process, and whatever another system does, the
//! harness says so, ends, and leaves nothing behind.
#![cfg(unix)]

mod adapters;
mod clocks;
mod defects;
mod misbehaviours;
mod pipe;
mod protocol;
mod secrets;
mod strangers;
mod worlds;

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::folder::{Folder, Printed};

/// The program itself.
pub const PASSGATE: &str = env!("CARGO_BIN_EXE_passgate");

/// The simulation as a system under test.
pub fn served() -> String {
    format!("'{PASSGATE}' sut serve")
}

/// Runs the command in a folder, where the programs of this machine are found.
pub fn run(folder: &Folder, arguments: &[&str]) -> Printed {
    Printed::by(with_path(&mut folder.command(arguments)))
}

/// The command, with the programs of this machine.
pub fn with_path(command: &mut Command) -> &mut Command {
    #[expect(
        clippy::disallowed_methods,
        reason = "an adapter's language is somewhere on this machine"
    )]
    let path = std::env::var_os("PATH").unwrap_or_default();
    command.env("PATH", path)
}

/// The scenarios of a recorded run.
pub fn cases(folder: &Folder, record: &str) -> Vec<Value> {
    let lines = folder.read(record);
    let lines = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter_map(|line| line.get("scenario").cloned()).collect()
}

/// Whether a program is there; a test about it says that it was left out.
pub fn is_there(program: &str) -> bool {
    let mut command = Command::new(program);
    let found = with_path(&mut command).arg("--version").output();
    found.is_ok_and(|found| found.status.success())
}

/// A copy of the adapter that `passgate sut init` writes.
pub fn adapter(language: &str) -> Folder {
    let folder = Folder::empty();
    let printed = folder.run(&["sut", "init", language, "adapter"]);
    assert_eq!(printed.code, Some(0), "{}", printed.all());
    assert!(folder.path().join("adapter").join("README.md").is_file());
    folder
}

/// Whether a process exists that has not ended.
pub fn is_alive(pid: &str) -> bool {
    let status = std::fs::read_to_string(Path::new("/proc").join(pid.trim()).join("stat"));
    status.is_ok_and(|stat| !stat.rsplit(')').next().unwrap_or_default().trim().starts_with('Z'))
}
