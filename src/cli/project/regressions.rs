//! The findings that were kept, in `fixtures/regressions/`.

use std::path::{Path, PathBuf};

use crate::cli::output::error::FileError;
use crate::cli::project::{files, snapshots};
use crate::document::diagnostic::Diagnostic;
use crate::run::regression::Regression;

/// Where they are kept.
const FOLDER: &str = "fixtures/regressions";

/// A kept finding, and where it stands.
pub(crate) struct Kept {
    pub(crate) path: String,
    pub(crate) regression: Regression,
}

/// Reads every kept finding, in the order of their names. All damaged ones are told at once.
pub(crate) fn load() -> Result<Vec<Kept>, Vec<Diagnostic>> {
    let folder = Path::new(FOLDER);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let paths = files::files_below(folder, &["json"]).map_err(|error| vec![error.into()])?;
    let (mut kept, mut reports) = (Vec::new(), Vec::new());
    for path in paths {
        let label = path.display().to_string();
        match files::read(&path).map(|source| Regression::read(&source.text)) {
            Ok(Ok(regression)) => kept.push(Kept { path: label, regression }),
            Ok(Err(error)) => {
                let help = "delete the file, or restore it from your version control".to_owned();
                let why = error.to_string();
                reports.push(FileError::Damaged { path: label, why, help }.into());
            }
            Err(error) => reports.push(error.into()),
        }
    }
    if reports.is_empty() { Ok(kept) } else { Err(reports) }
}

/// Keeps a finding under a name: lower-case words with hyphens.
pub(crate) fn keep(name: &str, regression: &Regression) -> Result<PathBuf, FileError> {
    let path = Path::new(FOLDER).join(format!("{name}.json"));
    if path.exists() {
        return Err(FileError::Exists { path: path.display().to_string() });
    }
    snapshots::write(&path, &regression.write())?;
    Ok(path)
}
