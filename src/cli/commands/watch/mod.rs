//! `passgate run --watch`: runs again whatever a saved file changes.

pub(crate) mod conflicts;
pub(crate) mod file_watcher;
pub(crate) mod inventory;
pub(crate) mod screen;
pub(crate) mod session;
pub(crate) mod watched_folders;

use thiserror::Error;

use crate::cli::args::run::RunArgs;
use crate::cli::commands::watch::file_watcher::FileWatcher;
use crate::cli::commands::watch::inventory::Inventory;
use crate::cli::commands::watch::screen::WatchScreen;
use crate::cli::commands::watch::session::WatchSession;
use crate::cli::commands::watch::watched_folders::WatchedFolders;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;

/// The current folder was deleted.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("the folder that was watched is gone")]
#[diagnostic(code(watch::gone), help("change to the folder that replaced it, and start again"))]
struct FolderGone;

/// Runs, and runs again whenever something that was read has changed, until a signal ends it.
pub(crate) fn watch(args: &RunArgs, output: &Output) -> Result<Exit, CliError> {
    conflicts::refuse(args)?;
    let mut session = WatchSession::begin(args, output)?;
    let mut watcher = FileWatcher::new()?;
    let mut screen = WatchScreen::new(output);
    let mut before: Option<Inventory> = None;
    let mut last = None;
    loop {
        if std::env::current_dir().is_err() {
            return Err(CliError::input(FolderGone));
        }
        // First the watcher and then the inventory, so that nothing happens unseen in between.
        let folders = WatchedFolders::of(args);
        watcher.watch(folders.paths())?;
        let inventory = folders.inventory();
        let changes = before.as_ref().and_then(|before| inventory.since(before));
        if before.is_none() || changes.is_some() {
            match run_once(&mut session, &mut screen, changes.as_deref(), output) {
                Ok(Exit::Interrupted) => break,
                Ok(exit) => last = Some(exit),
                // Saving a file does not fix a command line.
                Err(error) if last.is_none() && error.exit() == Exit::Usage => return Err(error),
                Err(error) => {
                    screen.draw_problem(changes.as_deref(), &error);
                    last = Some(error.exit());
                }
            }
            if !screen.end(&folders.in_words()) {
                break;
            }
        }
        before = Some(inventory);
        if !watcher.wait() {
            break;
        }
    }
    Ok(last.unwrap_or(Exit::Interrupted))
}

/// Runs once, and reports the result. An interrupted run is not reported: the last whole one stays on the screen.
fn run_once(
    session: &mut WatchSession<'_>,
    screen: &mut WatchScreen<'_>,
    changes: Option<&str>,
    output: &Output,
) -> Result<Exit, CliError> {
    let run = session.run(output)?;
    if run.exit == Exit::Interrupted {
        return Ok(run.exit);
    }
    let results = session.results(&run.recording);
    screen.draw(changes, run.fresh_count, &results);
    output.to_stderr(&run.notes);
    let reported = session.report(&results, &run.root, screen, output);
    Ok(run.exit.worst(reported))
}
