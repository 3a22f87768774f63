//! Where features, policies and snapshots come from: the folder, or else what is bundled.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::CommandFactory as _;

use crate::cli::args::Args;
use crate::cli::output::error::{FileError, reason};
use crate::cli::project::bundled;
use crate::cli::project::files::{
    InputFile, ReadResult, files_below, label, read, read_all, read_each,
};
use crate::document::suggestion::{nearest, question};

/// Whether the folder has features of its own.
pub(crate) fn has_features() -> bool {
    Path::new("features").is_dir()
}

/// The features of the folder, or the bundled ones if it has no `features/`.
pub(crate) fn features() -> ReadResult {
    if has_features() { features_below("features") } else { Ok(bundled::features()) }
}

/// The features at a path from the command line: a file, a folder, or a bundled one.
pub(crate) fn features_at(path: &str) -> ReadResult {
    let file = Path::new(path);
    if file.is_dir() {
        return features_below(path);
    }
    if fs::symlink_metadata(file).is_ok() {
        return read(file).map(|source| vec![source]).map_err(|error| vec![error]);
    }
    let wanted = label(file);
    let mut found = bundled::features();
    found
        .retain(|source| source.label == wanted || source.label.starts_with(&format!("{wanted}/")));
    if found.is_empty() || has_features() {
        return Err(vec![not_found(path, &features().unwrap_or_default())]);
    }
    Ok(found)
}

/// The folder's own policies, and the errors of those that cannot be read.
pub(crate) fn own_policies() -> (Vec<InputFile>, Vec<FileError>) {
    let folder = Path::new("fixtures/policies");
    if !folder.is_dir() {
        return (Vec::new(), Vec::new());
    }
    match files_below(folder, &["yaml", "yml"]) {
        Ok(paths) => read_each(&paths),
        Err(error) => (Vec::new(), vec![error]),
    }
}

/// The approved text called `name`, such as `intune-2015-12/behaviour`, if there is one.
pub(crate) fn snapshot(name: &str) -> Result<Option<String>, FileError> {
    let path = snapshot_path(name);
    match fs::symlink_metadata(&path) {
        Ok(_) => return approved(&path).map(Some),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => {
            return Err(FileError::Unreadable { path: label(&path), reason: reason(&error) });
        }
    }
    // A folder with features of its own is compared with its own snapshots only.
    if Path::new("snapshots").is_dir() || has_features() {
        return Ok(None);
    }
    Ok(bundled::snapshot(name).map(str::to_owned))
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

/// The path of the approved text called `name`.
pub(crate) fn snapshot_path(name: &str) -> PathBuf {
    Path::new("snapshots").join(format!("{name}.snap"))
}

/// Whether `path` names a feature called `label_of_feature`, or a folder that contains it.
pub(crate) fn is_below(label_of_feature: &str, path: &str) -> bool {
    let named = label(Path::new(path));
    let inside = label_of_feature.strip_prefix(&named);
    named.is_empty() || inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn features_below(path: &str) -> ReadResult {
    read_all(&feature_paths(path).map_err(|error| vec![error])?)
}

/// The paths of the features below a folder; there is at least one.
pub(crate) fn feature_paths(folder: &str) -> Result<Vec<PathBuf>, FileError> {
    let paths = files_below(Path::new(folder), &["feature"])?;
    if paths.is_empty() {
        return Err(FileError::NoFeature { path: folder.to_owned() });
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
