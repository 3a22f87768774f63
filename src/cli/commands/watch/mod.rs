//! `passgate run --watch`: stays, and plays again what a saved file changes.

pub(crate) mod bell;
pub(crate) mod ground;
pub(crate) mod inventory;
pub(crate) mod refusal;
pub(crate) mod screen;
pub(crate) mod session;

use thiserror::Error;

use crate::cli::args::run::RunArgs;
use crate::cli::commands::watch::bell::ChangeBell;
use crate::cli::commands::watch::ground::WatchedFolders;
use crate::cli::commands::watch::inventory::Inventory;
use crate::cli::commands::watch::screen::Screen;
use crate::cli::commands::watch::session::Session;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;

/// The folder that everything was in is gone.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("the folder that was watched is gone")]
#[diagnostic(code(watch::gone), help("change to the folder that took its place, and begin again"))]
struct FolderGone;

/// Plays, and plays again whenever something that was read has changed, until Ctrl-C. The exit code is that of the
/// last run.
pub(crate) fn watch(args: &RunArgs, output: &Output) -> Result<Exit, CliError> {
    refusal::refuse(args)?;
    let mut session = Session::begin(args)?;
    let mut bell = ChangeBell::hang()?;
    let mut screen = Screen::new(output);
    let mut before: Option<Inventory> = None;
    let mut last = None;
    loop {
        if std::env::current_dir().is_err() {
            return Err(CliError::input(FolderGone));
        }
        // First the bell and then the inventory, so that nothing happens unseen in between.
        let ground = WatchedFolders::of(args);
        bell.ring_in(ground.folders())?;
        let inventory = ground.inventory();
        let changes = before.as_ref().and_then(|before| inventory.since(before));
        if before.is_none() || changes.is_some() {
            match kill(&mut session, &mut screen, changes.as_deref(), output) {
                Ok(Exit::Interrupted) => break,
                Ok(exit) => last = Some(exit),
                // Nothing that is saved mends a command line.
                Err(error) if last.is_none() && error.exit() == Exit::Usage => return Err(error),
                Err(error) => {
                    screen.draw_problem(changes.as_deref(), &error);
                    last = Some(error.exit());
                }
            }
            if !screen.end(&ground.in_words()) {
                break;
            }
        }
        before = Some(inventory);
        if !bell.wait() {
            break;
        }
    }
    Ok(last.unwrap_or(Exit::Interrupted))
}

/// Plays once, and tells what came of it. What was interrupted is not told: the last whole run stays in sight.
fn kill(
    session: &mut Session<'_>,
    screen: &mut Screen<'_>,
    changes: Option<&str>,
    output: &Output,
) -> Result<Exit, CliError> {
    let replay = session.replay(output)?;
    if replay.exit == Exit::Interrupted {
        return Ok(replay.exit);
    }
    let results = session.results(&replay.recording);
    screen.draw(changes, &replay, &results);
    output.to_stderr(&replay.aside);
    if let Err(error) = session.tell(&results, screen, output) {
        output.report(&error);
        return Ok(error.exit());
    }
    Ok(replay.exit)
}
