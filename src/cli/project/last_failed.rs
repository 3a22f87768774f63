//! What did not conform in the last run of a folder, to be played again; and lists of places in general.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use thiserror::Error;

use crate::cli::output::error::{CliError, FileError, reason};
use crate::cli::project::{files, snapshots, suite};
use crate::recording::case::Case;
use crate::recording::whole::Recording;

/// The folder of what is kept between runs. It keeps itself out of version control.
const FOLDER: &str = ".passgate";

/// Where the places are kept that did not conform, in the form that `-f rerun` has.
const PLACE: &str = ".passgate/last-failed";

/// The paths of a command line, with the places that an `@FILE` lists in its stead.
pub(crate) fn expanded(paths: &[String]) -> Result<Vec<String>, CliError> {
    let mut expanded = Vec::new();
    for path in paths {
        match path.strip_prefix('@') {
            Some(list) if !Path::new(path).exists() => {
                let source = files::read(Path::new(list)).map_err(CliError::input)?;
                let places = places(&source.text);
                if places.is_empty() && paths.len() == 1 {
                    return Err(CliError::nothing(NothingListed { list: list.to_owned() }));
                }
                expanded.extend(places);
            }
            Some(_) | None => expanded.push(path.clone()),
        }
    }
    Ok(expanded)
}

/// The places that did not conform in the last run.
pub(crate) fn load() -> Result<Vec<String>, CliError> {
    // A feature that is gone since then cannot be played again.
    let still_there =
        |place: &String| place.rsplit_once(':').is_some_and(|(path, _)| Path::new(path).exists());
    let places =
        |text: &str| -> Vec<String> { places(text).into_iter().filter(still_there).collect() };
    match fs::read_to_string(PLACE) {
        Ok(text) if !places(&text).is_empty() => Ok(places(&text)),
        Ok(_) => Err(CliError::nothing(NothingFailed)),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(CliError::nothing(NothingFailed)),
        Err(error) => {
            let path = PLACE.to_owned();
            Err(CliError::input(FileError::Unreadable { path, reason: reason(&error) }))
        }
    }
}

/// Keeps in mind what did not conform: what was played before and not now stays as it was.
///
/// Only a folder with features of its own is written to.
pub(crate) fn keep(recording: &Recording) -> Result<(), FileError> {
    if !suite::has_features() {
        return Ok(());
    }
    let before = fs::read_to_string(PLACE).unwrap_or_default();
    let played: BTreeSet<String> = recording.cases.iter().map(Case::place).collect();
    let mut broken: Vec<String> =
        places(&before).into_iter().filter(|place| !played.contains(place)).collect();
    if recording.is_whole() {
        broken.clear();
    }
    let broken_now = recording.cases.iter().filter(|case| !case.verdict.is_tolerable());
    broken.extend(broken_now.map(Case::place));
    if broken.is_empty() {
        // That there may be nothing to forget is no error.
        let _ = fs::remove_file(PLACE);
        return Ok(());
    }
    let ignored = Path::new(FOLDER).join(".gitignore");
    if !ignored.exists() {
        snapshots::write(&ignored, "*\n")?;
    }
    snapshots::write(Path::new(PLACE), &(broken.join("\n") + "\n"))
}

/// The places of a list: a line each, without the lines that begin with `#`.
fn places(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// A list of places without a place.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("`{list}` lists no scenario")]
#[diagnostic(
    code(selection::empty_list),
    help("write FILE:LINE in each line, or let `passgate run -f rerun:PATH` write it")
)]
struct NothingListed {
    list: String,
}

/// There is nothing to play again.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("nothing failed in the last run of this folder")]
#[diagnostic(code(selection::nothing_failed), help("leave out `--last-failed` to play everything"))]
struct NothingFailed;
