//! Small suites that once fooled passgate, or were misunderstood by it: what each of their commands prints now.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use insta::{Settings, assert_snapshot};

use crate::folder::Folder;
use crate::support::root;

/// The files of a case, with their paths in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// What the commands of a case print, run one after the other by a shell in a copy of its folder, each with its exit code.
fn printed(case: &Path) -> String {
    let folder = Folder::empty();
    for file in files(case) {
        let path = file.strip_prefix(case).unwrap().to_str().unwrap();
        folder.write(path, fs::read(&file).unwrap());
    }
    let commands = fs::read_to_string(case.join("commands")).unwrap();
    let program = env!("CARGO_BIN_EXE_passgate");
    let script = format!(
        "exec 2>&1\npassgate() {{ \"{program}\" \"$@\"; code=$?; echo \"exit code $code\" >&2; return $code; }}\n{commands}"
    );
    let mut shell = Command::new("/bin/sh");
    shell.current_dir(folder.path()).env_clear().env("PATH", "/usr/bin:/bin");
    let output = shell.args(["-c", &script]).stdin(Stdio::null()).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_case_prints_what_it_should() {
    let mut cases: Vec<PathBuf> = fs::read_dir(root().join("fixtures/cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(cases.len() > 15);
    for case in cases {
        let name = case.file_name().unwrap().to_str().unwrap();
        let mut settings = Settings::clone_current();
        settings.set_snapshot_path(root().join("snapshots/cases"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| assert_snapshot!(name, printed(&case)));
    }
}
