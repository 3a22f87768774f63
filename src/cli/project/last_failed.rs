//! What failed in the last run of a folder, to be run again; and files that list scenarios in general.

use std::collections::BTreeSet;
use std::path::Path;

use thiserror::Error;

use crate::cli::output::error::{CliError, FileError, NotKept};
use crate::cli::output::file_writer::{refuse_links, remove, write_unnamed};
use crate::cli::output::staging::{lock_folder, remove_abandoned};
use crate::cli::output::terminal::Output;
use crate::cli::project::files;
use crate::cli::project::path_argument::PathArgument;
use crate::cli::project::root::SuiteRoot;
use crate::recording::case::Case;
use crate::recording::whole::Recording;

/// The folder of what is kept between runs. It keeps itself out of version control.
const FOLDER: &str = ".passgate";

/// Where the scenarios are listed that did not conform, as `-f rerun` lists them.
pub(crate) const LAST_FAILED: &str = ".passgate/last-failed";

/// The paths of a command line, with those that an `@FILE` lists in place of it.
pub(crate) fn expanded(paths: &[String]) -> Result<Vec<String>, CliError> {
    let mut expanded = Vec::new();
    for path in paths {
        match path.strip_prefix('@') {
            Some(list) if !Path::new(path).exists() => {
                let source = files::read(Path::new(list)).map_err(CliError::input)?;
                let listed = self::paths(&source.text);
                let here = SuiteRoot::here();
                let outside = listed.iter().filter(|path| !is_inside(path, &here)).cloned();
                let outside: Vec<LeadsOutside> =
                    outside.map(|path| LeadsOutside { list: list.to_owned(), path }).collect();
                if !outside.is_empty() {
                    return Err(CliError::inputs(outside));
                }
                if listed.is_empty() && paths.len() == 1 {
                    return Err(CliError::nothing(NothingListed { list: list.to_owned() }));
                }
                expanded.extend(listed);
            }
            Some(_) | None => expanded.push(path.clone()),
        }
    }
    Ok(expanded)
}

/// The paths that a run reads, and the root of its suite. The run reports a list that cannot be read, and paths that
/// cannot be understood or do not belong together.
pub(crate) fn read_paths(paths: &[String]) -> (Vec<PathArgument>, SuiteRoot) {
    let (here, mut arguments) = (SuiteRoot::here(), Vec::new());
    for path in expanded(paths).unwrap_or_default() {
        let whole = PathArgument { path: path.clone(), line: None };
        arguments.push(PathArgument::parse(&path, &here).unwrap_or(whole));
    }
    let root = PathArgument::root(&arguments).unwrap_or(here);
    (arguments, root)
}

/// The scenarios that did not conform in the last run of the suite, each with the way to its feature.
pub(crate) fn load(root: &SuiteRoot) -> Result<Vec<String>, CliError> {
    // A feature that has been deleted since then cannot be run again.
    let still_there =
        |path: &String| path.rsplit_once(':').is_some_and(|(path, _)| Path::new(path).exists());
    let ways = |text: &str| {
        let ways = paths(text).into_iter().map(|path| root.way(&path));
        ways.filter(|way| root.contains(way)).map(|way| way.display().to_string())
    };
    let listed = |text: &str| -> Vec<String> { ways(text).filter(still_there).collect() };
    match files::read(&root.way(LAST_FAILED)) {
        Ok(source) if !listed(&source.text).is_empty() => Ok(listed(&source.text)),
        Ok(_) | Err(FileError::NotFound { .. }) => Err(CliError::nothing(NothingFailed)),
        Err(error) => Err(CliError::input(error)),
    }
}

/// Lists what did not conform: what ran before and not now stays listed.
///
/// Only a suite with features of its own is written to. A list that cannot be written is a warning.
pub(crate) fn save(recording: &Recording, root: &SuiteRoot, output: &Output) {
    if !root.has_features() {
        return;
    }
    if let Err(problem) = save_list(recording, root) {
        let consequence = "`--last-failed` does not know this run";
        output.diagnose(NotKept { problem, consequence });
    }
}

fn save_list(recording: &Recording, root: &SuiteRoot) -> Result<(), FileError> {
    let (folder, file) = (root.way(FOLDER), root.way(LAST_FAILED));
    refuse_links(&root.way(""), &file)?;
    // What another process adds now would be lost if it were not waited for.
    let _lock = lock_folder(&folder)?;
    remove_abandoned(&folder);
    let executed: BTreeSet<String> = recording.cases.iter().map(Case::place).collect();
    let before = files::read(&file).map_or_else(|_| Vec::new(), |source| paths(&source.text));
    let mut failed: Vec<String> = before;
    failed.retain(|path| !recording.is_whole() && !executed.contains(path));
    let failed_now = recording.cases.iter().filter(|case| !case.verdict.is_tolerable());
    failed.extend(failed_now.map(Case::place));
    if failed.is_empty() {
        remove(&file);
        return Ok(());
    }
    let ignored = folder.join(".gitignore");
    if !ignored.exists() {
        write_unnamed(&root.way(""), &ignored, "*\n")?;
    }
    write_unnamed(&root.way(""), &file, &(failed.join("\n") + "\n"))
}

/// The paths of a list: one per line, without the lines that begin with `#`.
fn paths(text: &str) -> Vec<String> {
    let lines = text
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with('#'));
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Whether a path that is listed is in the suite: the author of the list may be a stranger.
fn is_inside(path: &str, here: &SuiteRoot) -> bool {
    // One that cannot be understood is reported as such.
    let named = PathArgument::parse(path, here).map_or_else(|_| path.to_owned(), |it| it.path);
    here.contains(Path::new(&named))
}

/// A path of a list that is not in the suite.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("`{list}` lists `{path}`, which is not in this suite")]
#[diagnostic(
    code(selection::outside),
    help("name that path on the command line, or start passgate in the suite that contains it")
)]
struct LeadsOutside {
    list: String,
    path: String,
}

/// A list without a path.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("`{list}` lists no scenario")]
#[diagnostic(
    code(selection::empty_list),
    help("write one FILE:LINE per line, or let `passgate run -f rerun:PATH` write the list")
)]
struct NothingListed {
    list: String,
}

/// There is nothing to run again.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("nothing failed in the last run of this suite")]
#[diagnostic(code(selection::nothing_failed), help("leave out `--last-failed` to run everything"))]
struct NothingFailed;
