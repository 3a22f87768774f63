//! Features, policies and snapshots: from the folder where there are some, otherwise the bundled ones.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::cli::error::FileError;

/// The policy of scenarios that name none.
pub(super) const DEFAULT_POLICY: &str = "intune-2015-12";

/// No feature and no policy is larger.
const FILE_BYTES_MAX: u64 = 16 * 1024 * 1024;

static FEATURES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/features");
static POLICIES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/fixtures/policies");
static SNAPSHOTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/snapshots");

/// A text, and what people call it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// Its path, relative to the folder where possible.
    pub(super) label: String,
    /// Its content.
    pub(super) text: String,
}

/// The features of the folder, or the bundled ones where it has no `features/`.
pub(super) fn features() -> Result<Vec<Source>, FileError> {
    if Path::new("features").is_dir() {
        return features_below("features");
    }
    Ok(bundled(&FEATURES, "features", "feature"))
}

/// The features at a path that somebody named: a file, a folder, or a bundled one.
pub(super) fn features_at(path: &str) -> Result<Vec<Source>, FileError> {
    let place = Path::new(path);
    if place.is_dir() {
        return features_below(path);
    }
    if place.exists() {
        return Ok(vec![read(place)?]);
    }
    let wanted = label(place);
    let mut found = bundled(&FEATURES, "features", "feature");
    found
        .retain(|source| source.label == wanted || source.label.starts_with(&format!("{wanted}/")));
    if found.is_empty() || Path::new("features").is_dir() {
        return Err(not_found(path, &features().unwrap_or_default()));
    }
    Ok(found)
}

/// The folder's own policies, and the bundled ones that it does not replace.
pub(super) fn policies() -> Result<Vec<Source>, FileError> {
    let mut sources = Vec::new();
    let folder = Path::new("fixtures/policies");
    if folder.is_dir() {
        for path in files_below(folder, &["yaml", "yml"])? {
            sources.push(read(&path)?);
        }
    }
    for source in bundled(&POLICIES, "fixtures/policies", "yaml") {
        if sources.iter().all(|known| known.label != source.label) {
            sources.push(source);
        }
    }
    Ok(sources)
}

/// The approved text called `name`, such as `intune-2015-12/behaviour`, and where it stands.
pub(super) fn snapshot(name: &str) -> Result<Option<String>, FileError> {
    let path = snapshot_path(name);
    if path.is_file() {
        return read(&path).map(|source| Some(source.text));
    }
    // A folder with features of its own is judged by its own snapshots alone.
    if Path::new("snapshots").is_dir() || Path::new("features").is_dir() {
        return Ok(None);
    }
    let file = SNAPSHOTS.get_file(format!("{name}.snap"));
    Ok(file.and_then(|file| file.contents_utf8()).map(str::to_owned))
}

/// Where the approved text called `name` is kept.
pub(super) fn snapshot_path(name: &str) -> PathBuf {
    Path::new("snapshots").join(format!("{name}.snap"))
}

/// Reads a file as text.
pub(super) fn read(path: &Path) -> Result<Source, FileError> {
    let label = label(path);
    let unreadable = |source| FileError::Unreadable { path: label.clone(), source };
    let file = fs::File::open(path).map_err(|source| {
        if source.kind() != std::io::ErrorKind::NotFound {
            return unreadable(source);
        }
        FileError::NotFound {
            path: label.clone(),
            help: "check the spelling; paths are relative to the current folder".to_owned(),
        }
    })?;
    let mut bytes = Vec::new();
    file.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > FILE_BYTES_MAX {
        return Err(FileError::TooLarge { path: label, limit: FILE_BYTES_MAX });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source { label, text }),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let before = error.as_bytes().get(..good).unwrap_or_default();
            let line = before.split(|byte| *byte == b'\n').count();
            let last = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
            let column = String::from_utf8_lossy(last).chars().count() + 1;
            Err(FileError::NotUtf8 { path: label, line, column })
        }
    }
}

/// Whether a feature called `label` is what `path` names, or stands below it.
pub(super) fn is_below(label_of_feature: &str, path: &str) -> bool {
    let named = label(Path::new(path));
    let inside = label_of_feature.strip_prefix(&named);
    named.is_empty() || inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn features_below(path: &str) -> Result<Vec<Source>, FileError> {
    let paths = files_below(Path::new(path), &["feature"])?;
    if paths.is_empty() {
        return Err(FileError::NoFeature { path: path.to_owned() });
    }
    paths.iter().map(|path| read(path)).collect()
}

/// Every file below a folder with one of the endings, in the order of their paths.
pub(super) fn files_below(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>, FileError> {
    let unreadable = |source| FileError::Unreadable { path: label(folder), source };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let path = entry.path();
        // A link to a folder is not followed, so that a loop of links ends.
        if entry.file_type().map_err(unreadable)?.is_dir() {
            files.extend(files_below(&path, endings)?);
        } else if path
            .extension()
            .is_some_and(|ending| endings.iter().any(|known| ending == *known))
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// What people call a path: relative, with `/`, without `./` in front.
fn label(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let relative = path.strip_prefix(&here).unwrap_or(path);
    let parts: Vec<String> = relative
        .components()
        .filter(|part| !matches!(part, std::path::Component::CurDir))
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    parts.join("/").replacen("//", "/", 1)
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
    let nearest = known
        .iter()
        .map(|source| (strsim::normalized_levenshtein(&source.label, path), &source.label))
        .filter(|(likeness, _)| *likeness > 0.6)
        .max_by(|(a, _), (b, _)| a.total_cmp(b));
    let help = match nearest {
        Some((_, label)) => format!("did you mean `{label}`?"),
        None => "name a feature file, a folder of them, or FILE:LINE".to_owned(),
    };
    FileError::NotFound { path: path.to_owned(), help }
}
