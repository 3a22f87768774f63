//! Where features, policies and snapshots come from: the suite, or else what is bundled.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::CommandFactory as _;

use crate::cli::args::Args;
use crate::cli::output::error::{FileError, reason};
use crate::cli::project::files::{InputFile, ReadResult, files_below, label, read};
use crate::cli::project::root::{FEATURES, POLICIES, SNAPSHOTS, SuiteRoot};
use crate::cli::project::{absences, bundled};
use crate::document::suggestion::{nearest, question};

impl SuiteRoot {
    /// Whether the suite has features of its own.
    pub(crate) fn has_features(&self) -> bool {
        self.has(FEATURES)
    }

    /// The features of the suite, or the bundled ones if they are asked for or the folder is not that of a suite.
    pub(crate) fn features(&self, bundled: bool) -> ReadResult {
        if bundled {
            return Ok(bundled::features());
        }
        if self.has_features() {
            return self.features_below(&self.way(FEATURES));
        }
        match absences::part_of_a_suite(self) {
            Some(part) => Err(vec![FileError::NoFeatures { part }]),
            None => Ok(bundled::features()),
        }
    }

    /// The features at a path from the command line: a file, a folder, or a bundled one if those are asked for.
    pub(crate) fn features_at(&self, path: &str, bundled: bool) -> ReadResult {
        let file = Path::new(path);
        let wanted = self.label(file);
        let mut found = bundled::features();
        if bundled {
            let all = found.clone();
            found.retain(|source| is_below(&source.label, &wanted));
            return if found.is_empty() { Err(vec![not_found(path, &all)]) } else { Ok(found) };
        }
        if file.is_dir() {
            return self.features_below(file);
        }
        if fs::symlink_metadata(file).is_ok() {
            return self.read(file).map(|source| vec![source]).map_err(|error| vec![error]);
        }
        if !self.has_features() && found.iter().any(|source| is_below(&source.label, &wanted)) {
            let help = "it is one of the bundled features: add `--bundled`".to_owned();
            return Err(vec![FileError::NotFound { path: path.to_owned(), help }]);
        }
        Err(vec![not_found(path, &self.features(false).unwrap_or_default())])
    }

    /// The suite's own policies, and the errors of those that cannot be read.
    pub(crate) fn own_policies(&self) -> (Vec<InputFile>, Vec<FileError>) {
        if !self.has(POLICIES) {
            return (Vec::new(), Vec::new());
        }
        match files_below(&self.way(POLICIES), &["yaml", "yml"]) {
            Ok(paths) => self.read_each(&paths),
            Err(error) => (Vec::new(), vec![error]),
        }
    }

    /// The approved text called `name`, such as `our-phones/behaviour`, if there is one; the `bundled` features have
    /// theirs.
    pub(crate) fn snapshot(&self, name: &str, bundled: bool) -> Result<Option<String>, FileError> {
        if bundled {
            return Ok(bundled::snapshot(name).map(str::to_owned));
        }
        let path = self.snapshot_path(name);
        match fs::symlink_metadata(&path) {
            Ok(_) => approved(&path).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(FileError::Unreadable { path: label(&path), reason: reason(&error) }),
        }
    }

    /// The path of the approved text called `name`.
    pub(crate) fn snapshot_path(&self, name: &str) -> PathBuf {
        self.way(SNAPSHOTS).join(format!("{name}.snap"))
    }

    fn features_below(&self, folder: &Path) -> ReadResult {
        let (sources, errors) =
            self.read_each(&feature_paths(folder).map_err(|error| vec![error])?);
        if errors.is_empty() { Ok(sources) } else { Err(errors) }
    }
}

/// Reads an approved text. Saving it in another encoding would not repair it, so the help is another one.
fn approved(path: &Path) -> Result<String, FileError> {
    match read(path) {
        Ok(source) => Ok(source.text),
        Err(FileError::NotUtf8 { path, line, column }) => {
            Err(FileError::DamagedSnapshot { path, line, column })
        }
        Err(error) => Err(error),
    }
}

/// Whether a feature is the one that is called `named`, or in the folder of that name.
pub(crate) fn is_below(feature: &str, named: &str) -> bool {
    let inside = feature.strip_prefix(named);
    named.is_empty() || inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The paths of the features below a folder; there is at least one.
pub(crate) fn feature_paths(folder: &Path) -> Result<Vec<PathBuf>, FileError> {
    let paths = files_below(folder, &["feature"])?;
    if paths.is_empty() {
        return Err(FileError::NoFeature { path: folder.display().to_string() });
    }
    Ok(paths)
}

fn not_found(path: &str, known: &[InputFile]) -> FileError {
    // It may be a misspelled command, or one that is written after an option.
    let commands = Args::command();
    let command = nearest(path, commands.get_subcommands().map(clap::Command::get_name));
    let labels = known.iter().map(|source| source.label.as_str());
    let help = match (command, nearest(path, labels)) {
        (Some(command), _) if command == path => {
            format!("`{path}` is a command: write it first, as in `passgate {path} …`")
        }
        (Some(command), _) => question(&format!("passgate {command}")),
        (None, Some(label)) => question(label),
        (None, None) => "name a feature file, a folder of them, or FILE:LINE".to_owned(),
    };
    FileError::NotFound { path: path.to_owned(), help }
}
