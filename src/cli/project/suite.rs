//! Features, policies and snapshots: from the folder where there are some, otherwise the bundled ones.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::CommandFactory as _;
use include_dir::{Dir, include_dir};

use crate::cli::args::Args;
use crate::cli::output::error::{FileError, reason};
use crate::cli::project::files::{Found, Source, files_below, label, read, read_all, read_each};
use crate::document::suggestion::{nearest, question};

/// The policy of scenarios that name none.
pub(crate) const DEFAULT_POLICY: &str = "intune-2015-12";

static FEATURES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/features");
static POLICIES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/fixtures/policies");
static SNAPSHOTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/snapshots");

/// Whether the folder has features of its own.
pub(crate) fn has_features() -> bool {
    Path::new("features").is_dir()
}

/// The features of the folder, or the bundled ones where it has no `features/`.
pub(crate) fn features() -> Found {
    if has_features() {
        return features_below("features");
    }
    Ok(bundled(&FEATURES, "features", "feature"))
}

/// The features at a path that somebody named: a file, a folder, or a bundled one.
pub(crate) fn features_at(path: &str) -> Found {
    let place = Path::new(path);
    if place.is_dir() {
        return features_below(path);
    }
    if fs::symlink_metadata(place).is_ok() {
        return read(place).map(|source| vec![source]).map_err(|error| vec![error]);
    }
    let wanted = label(place);
    let mut found = bundled(&FEATURES, "features", "feature");
    found
        .retain(|source| source.label == wanted || source.label.starts_with(&format!("{wanted}/")));
    if found.is_empty() || has_features() {
        return Err(vec![not_found(path, &features().unwrap_or_default())]);
    }
    Ok(found)
}

/// The folder's own policies, and what is wrong with those that cannot be read.
pub(crate) fn own_policies() -> (Vec<Source>, Vec<FileError>) {
    let folder = Path::new("fixtures/policies");
    if !folder.is_dir() {
        return (Vec::new(), Vec::new());
    }
    match files_below(folder, &["yaml", "yml"]) {
        Ok(paths) => read_each(&paths),
        Err(error) => (Vec::new(), vec![error]),
    }
}

/// The policies that come with passgate.
pub(crate) fn bundled_policies() -> Vec<Source> {
    bundled(&POLICIES, "fixtures/policies", "yaml")
}

/// The approved text called `name`, such as `intune-2015-12/behaviour`, where there is one.
pub(crate) fn snapshot(name: &str) -> Result<Option<String>, FileError> {
    let path = snapshot_path(name);
    match fs::symlink_metadata(&path) {
        Ok(_) => return approved(&path).map(Some),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => {
            return Err(FileError::Unreadable { path: label(&path), reason: reason(&error) });
        }
    }
    // A folder with features of its own is judged by its own snapshots alone.
    if Path::new("snapshots").is_dir() || has_features() {
        return Ok(None);
    }
    let file = SNAPSHOTS.get_file(format!("{name}.snap"));
    Ok(file.and_then(|file| file.contents_utf8()).map(str::to_owned))
}

/// Reads an approved text. Saving it in another encoding would not mend it, so a damaged one is told apart.
fn approved(path: &Path) -> Result<String, FileError> {
    match read(path) {
        Ok(source) => Ok(source.text),
        Err(FileError::NotUtf8 { path, line, column }) => {
            Err(FileError::DamagedSnapshot { path, line, column })
        }
        Err(error) => Err(error),
    }
}

/// Where the approved text called `name` is kept.
pub(crate) fn snapshot_path(name: &str) -> PathBuf {
    Path::new("snapshots").join(format!("{name}.snap"))
}

/// Whether a feature called `label` is what `path` names, or stands below it.
pub(crate) fn is_below(label_of_feature: &str, path: &str) -> bool {
    let named = label(Path::new(path));
    let inside = label_of_feature.strip_prefix(&named);
    named.is_empty() || inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn features_below(path: &str) -> Found {
    read_all(&feature_paths(path).map_err(|error| vec![error])?)
}

/// Where the features below a folder are; there is at least one.
pub(crate) fn feature_paths(folder: &str) -> Result<Vec<PathBuf>, FileError> {
    let paths = files_below(Path::new(folder), &["feature"])?;
    if paths.is_empty() {
        return Err(FileError::NoFeature { path: folder.to_owned() });
    }
    Ok(paths)
}

fn bundled(folder: &Dir<'_>, label: &str, ending: &str) -> Vec<Source> {
    let mut sources = Vec::new();
    collect(folder, label, ending, &mut sources);
    sources.sort_by(|a, b| a.label.cmp(&b.label));
    sources
}

fn collect(folder: &Dir<'_>, label: &str, ending: &str, into: &mut Vec<Source>) {
    for file in folder.files() {
        let fits = file.path().extension().is_some_and(|found| found == ending);
        if let Some(text) = file.contents_utf8().filter(|_| fits) {
            let label = format!("{label}/{}", file.path().display());
            into.push(Source { label, text: text.to_owned() });
        }
    }
    for inner in folder.dirs() {
        collect(inner, label, ending, into);
    }
}

fn not_found(path: &str, known: &[Source]) -> FileError {
    // Somebody may misspell a command, or write it behind an option.
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
