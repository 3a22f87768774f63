//! The folder that a suite's paths count from, so that they are the same wherever a command is run.

use std::path::{Component, Path, PathBuf};

use thiserror::Error;

use crate::cli::output::error::{CliError, FileError};
use crate::cli::project::files::{self, InputFile};

/// The configuration of a suite, in its root.
pub(crate) const CONFIG: &str = "passgate.yaml";
/// Where a suite's features are.
pub(crate) const FEATURES: &str = "features";
/// Where a suite's policies are.
pub(crate) const POLICIES: &str = "fixtures/policies";
/// Where a suite's approved tables are.
pub(crate) const SNAPSHOTS: &str = "snapshots";

/// The root of a suite: the folder of its `passgate.yaml`; without one, the folder with its `features/` or
/// `fixtures/policies/`; otherwise the folder that is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SuiteRoot {
    /// The folder, from the root of the file system.
    folder: PathBuf,
    /// The way to it from the working directory: empty if it is the same.
    way: PathBuf,
}

impl SuiteRoot {
    /// The root of the suite that the working directory belongs to, or else the working directory.
    pub(crate) fn here() -> Self {
        let here = whole(Path::new(""));
        Self::at(&suite_around(&here, false).unwrap_or(here))
    }

    /// The root at a folder.
    pub(crate) fn at(folder: &Path) -> Self {
        let here = real(&whole(Path::new("")));
        let folder = whole(folder);
        let way = relative(&here, &real(&folder)).unwrap_or_else(|| folder.clone());
        Self { folder, way }
    }

    /// The root of the suite that paths of a command line belong to. A path outside of any suite belongs to that of the
    /// working directory; without one, the root is the folder that all paths share.
    pub(crate) fn of(named: &[&str]) -> Result<Self, CliError> {
        let mut found: Option<(&str, PathBuf)> = None;
        let mut shared: Option<PathBuf> = None;
        for name in named {
            let path = Path::new(name);
            // What a shell passes as `<(…)` is nowhere.
            if !path.exists() || path.starts_with("/dev") {
                continue;
            }
            let path = whole(path);
            let start = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(&path) };
            match (suite_around(start, true), &found) {
                (Some(root), Some((first, other))) if real(&root) != real(other) => {
                    let (first, second) = ((*first).to_owned(), (*name).to_owned());
                    return Err(CliError::usage(TwoSuites { first, second }));
                }
                (Some(root), None) => found = Some((name, root)),
                (Some(_) | None, _) => {}
            }
            shared = Some(match shared {
                Some(shared) => common(&shared, start),
                None => start.to_owned(),
            });
        }
        let here = whole(Path::new(""));
        let root = found.map(|(_, root)| root).or_else(|| suite_around(&here, false)).or(shared);
        Ok(Self::at(&root.unwrap_or(here)))
    }

    /// The folder that a file is to stay in, since links there are those of its author, who may be a stranger: the suite
    /// around it, or else the working directory. A file that is in neither may be anywhere.
    pub(crate) fn folder_of(file: &Path) -> Option<PathBuf> {
        let (file, here) = (whole(file), whole(Path::new("")));
        let around = suite_around(file.parent()?, true);
        around.or_else(|| file.starts_with(&here).then_some(here))
    }

    /// Whether a path is in the suite, as far as its words say.
    pub(crate) fn contains(&self, path: &Path) -> bool {
        whole(path).starts_with(&self.folder)
    }

    /// The way to a file or folder of the suite from the working directory.
    pub(crate) fn way(&self, below: &str) -> PathBuf {
        self.way.join(below)
    }

    /// Whether the suite has a folder of its own with this name.
    pub(crate) fn has(&self, folder: &str) -> bool {
        self.way(folder).is_dir()
    }

    /// The name of a path within the suite: it counts from the root, with `/`.
    pub(crate) fn label(&self, path: &Path) -> String {
        let path = whole(path);
        let inside = path.strip_prefix(&self.folder).map(Path::to_owned);
        let inside =
            inside.or_else(|_| real(&path).strip_prefix(real(&self.folder)).map(Path::to_owned));
        files::label(&inside.ok().or_else(|| relative(&self.folder, &path)).unwrap_or(path))
    }

    /// Reads a file, with its name within the suite.
    pub(crate) fn read(&self, path: &Path) -> Result<InputFile, FileError> {
        let source = files::read(path)?;
        Ok(InputFile { label: self.label(path), ..source })
    }

    /// Reads every file; those that can be read, and the errors of the others.
    pub(crate) fn read_each(&self, paths: &[PathBuf]) -> (Vec<InputFile>, Vec<FileError>) {
        let (mut sources, mut errors) = (Vec::new(), Vec::new());
        for path in paths {
            match self.read(path) {
                Ok(source) => sources.push(source),
                Err(error) => errors.push(error),
            }
        }
        (sources, errors)
    }

    /// A note where printed paths do not count from the working directory; otherwise nothing.
    pub(crate) fn note(&self) -> String {
        if self.way.as_os_str().is_empty() {
            return String::new();
        }
        format!("paths count from {}, the root of the suite\n", files::label(&self.way))
    }
}

/// The root of the suite that a folder is in, up to the folder of the repository. A folder that is `named` on the
/// command line is also in a suite whose `features/` or `fixtures/policies/` are next to it or further up.
fn suite_around(start: &Path, named: bool) -> Option<PathBuf> {
    let mut above: Vec<&Path> = Vec::new();
    for folder in start.ancestors() {
        above.push(folder);
        if folder.join(".git").exists() {
            break;
        }
    }
    let has_parts = |folder: &Path| {
        [FEATURES, POLICIES].iter().any(|part| {
            let is_around = folder == start || start.starts_with(folder.join(part));
            (named || is_around) && folder.join(part).is_dir()
        })
    };
    let configured = above.iter().find(|folder| folder.join(CONFIG).exists());
    let root = configured.or_else(|| above.iter().find(|folder| has_parts(folder)));
    root.map(|folder| (*folder).to_owned())
}

/// The path from the root of the file system, without `.` and `..`.
fn whole(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let mut parts = PathBuf::new();
    for part in here.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                // The folder above a link is the one above its target.
                parts = real(&parts);
                parts.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => parts.push(part),
        }
    }
    parts
}

/// The path with every link followed, as far as it exists.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The longest beginning that two paths share.
fn common(one: &Path, other: &Path) -> PathBuf {
    let both = one.components().zip(other.components());
    both.take_while(|(one, other)| one == other).map(|(part, _)| part).collect()
}

/// The way from one folder to a path, if they share more than the root of the file system.
fn relative(from: &Path, to: &Path) -> Option<PathBuf> {
    let shared = common(from, to);
    shared.parent()?;
    let up = from.strip_prefix(&shared).ok()?.components().map(|_| Component::ParentDir);
    Some(up.chain(to.strip_prefix(&shared).ok()?.components()).collect())
}

/// Paths of two suites in one command.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("`{first}` and `{second}` belong to different suites")]
#[diagnostic(
    code(selection::two_suites),
    help(
        "name them in separate commands, or write a passgate.yaml into a folder above both, which makes them one suite"
    )
)]
struct TwoSuites {
    first: String,
    second: String,
}
