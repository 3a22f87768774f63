//! The kept findings of sweeps, in `fixtures/regressions/`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::output::error::{CliError, FileError};
use crate::cli::output::file_writer;
use crate::cli::project::files;
use crate::cli::project::root::SuiteRoot;
use crate::conformance::sweeping::KeptTrial;
use crate::policy::checked::Policy;
use crate::run::batch::Plan;
use crate::run::regression::Regression;

/// Where they are kept.
pub(crate) const FOLDER: &str = "fixtures/regressions";

/// Reads every kept finding whose feature is among the plans, in the order of their names. All damaged ones are
/// reported at once.
pub(crate) fn load(
    plans: &[(Plan, Arc<Policy>)],
    root: &SuiteRoot,
) -> Result<Vec<KeptTrial>, CliError> {
    let folder = root.way(FOLDER);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let paths = files::files_below(&folder, &["json"]).map_err(CliError::input)?;
    let (mut kept, mut reports) = (Vec::new(), Vec::<FileError>::new());
    for path in paths {
        match read(&path, plans, root) {
            Ok(trial) => kept.extend(trial),
            Err(error) => reports.push(error),
        }
    }
    if reports.is_empty() { Ok(kept) } else { Err(CliError::inputs(reports)) }
}

fn read(
    path: &Path,
    plans: &[(Plan, Arc<Policy>)],
    root: &SuiteRoot,
) -> Result<Option<KeptTrial>, FileError> {
    let label = root.label(path);
    let damaged = |why: String, help: &str| FileError::Damaged {
        path: label.clone(),
        why,
        help: help.to_owned(),
    };
    let source = files::read(path)?;
    let regression = Regression::read(&source.text).map_err(|error| {
        damaged(error.to_string(), "delete the file, or restore it from version control")
    })?;
    if !plans.iter().any(|(plan, _)| *plan.scenario.path == *regression.feature) {
        // Its feature was not selected.
        return Ok(None);
    }
    let trial = regression.trial(plans).map_err(|error| {
        let help = "its scenario has changed: delete the file, or keep the finding again";
        damaged(error.to_string(), help)
    })?;
    Ok(Some(KeptTrial { path: label, trial }))
}

/// Keeps a finding under a name: lower-case words with hyphens.
pub(crate) fn keep(
    name: &str,
    regression: &Regression,
    root: &SuiteRoot,
) -> Result<PathBuf, FileError> {
    let path = root.way(FOLDER).join(format!("{name}.json"));
    file_writer::refuse_links(&root.way(""), &path)?;
    file_writer::write_new(&path, &regression.write())?;
    Ok(path)
}
