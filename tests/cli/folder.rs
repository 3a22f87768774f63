//! A temporary folder in which the command is run, and what the command says there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// One scenario that holds, one that fails, one that is not understood, one under the wrong keyword.
pub const MIXED: &str = include_str!("../../fixtures/cli/mixed.feature");

/// One scenario that holds.
pub const HOLDS: &str = include_str!("../../fixtures/cli/holds.feature");

/// A folder of its own for one test.
pub struct Folder {
    place: tempfile::TempDir,
}

/// What a command printed, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    pub stdout: String,
    pub stderr: String,
    pub code: Option<i32>,
}

impl Folder {
    /// An empty folder.
    pub fn empty() -> Self {
        Self { place: tempfile::tempdir().unwrap() }
    }

    /// A folder whose features are about the newest bundled policy if they name none.
    pub fn suite() -> Self {
        Self::empty().and("passgate.yaml", "schema: 1\ndefault_policy: intune-2015-12\n")
    }

    /// Such a folder with one feature, `features/mine.feature`.
    pub fn with_feature(text: &str) -> Self {
        Self::suite().and("features/mine.feature", text)
    }

    /// The same folder with one more file.
    pub fn and(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(path, content);
        self
    }

    /// Writes a file, and the folders that it needs.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    pub fn path(&self) -> &Path {
        self.place.path()
    }

    /// Every file and folder below, with the content of the files: to see that nothing was written.
    pub fn content(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut content = Vec::new();
        collect(self.path(), &mut content);
        content.sort();
        content
    }

    /// The command, ready to run here, with nothing of the environment.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_passgate"));
        command.current_dir(self.path()).args(arguments).env_clear().stdin(Stdio::null());
        command
    }

    /// Runs the command here.
    pub fn run(&self, arguments: &[&str]) -> Printed {
        Printed::by(&mut self.command(arguments))
    }
}

impl Printed {
    /// What a command says.
    pub fn by(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        Self {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code(),
        }
    }

    /// All of it in one text, as a snapshot keeps it.
    pub fn all(&self) -> String {
        let Self { stdout, stderr, code } = self;
        let code = code.map_or_else(|| "none".to_owned(), |code| code.to_string());
        format!("{stdout}── stderr ──\n{stderr}── exit code {code}\n")
    }
}

fn collect(folder: &Path, content: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // What failed last is kept for the next run, and hides itself from version control.
        if path.ends_with(".passgate") {
            continue;
        }
        if path.is_dir() {
            collect(&path, content);
            content.push((path, Vec::new()));
        } else {
            let bytes = fs::read(&path).unwrap_or_default();
            content.push((path, bytes));
        }
    }
}

/// Compares a text with the snapshot called `name`.
#[track_caller]
pub fn approved(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(crate::support::root().join("snapshots/cli"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
