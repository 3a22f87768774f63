//! `passgate adapter`: a Graph-shaped service, or pages in a browser, as a system that speaks the protocol.

use std::io::{BufRead as _, Write as _};
use std::path::Path;

use thiserror::Error;

use crate::adapter::browser_page::BrowserPage;
use crate::adapter::conversation::{Adapted, Conversation};
use crate::adapter::devtools::DevTools;
use crate::adapter::driven::Driven;
use crate::adapter::graph_service::GraphService;
use crate::adapter::hooks::HookRunner;
use crate::adapter::settings::{AdapterKind, AdapterSettings};
use crate::adapter::web_pages::WebPages;
use crate::cli::args::adapter::AdapterCommand;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::project::files;

/// An adapter that cannot begin.
#[derive(Debug, miette::Diagnostic, Error)]
enum AdapterError {
    /// The browser cannot be used.
    #[error("the browser cannot be used: {reason}")]
    #[diagnostic(
        code(adapter::browser),
        help("name one with --browser; in a container, add --browser-flag=--no-sandbox")
    )]
    Browser { reason: String },
}

/// Answers each line of standard input with a line on standard output, until its end.
pub(crate) fn adapter(command: AdapterCommand) -> Result<Exit, CliError> {
    match command {
        AdapterCommand::Graph(file) => {
            converse(GraphService::new(driven(AdapterKind::Graph, &file.settings)?))
        }
        AdapterCommand::Portal(args) => {
            let driven = driven(AdapterKind::Portal, &args.file.settings)?;
            let browser = DevTools::start(args.browser.as_deref(), &args.browser_flag);
            let browser =
                browser.map_err(|reason| CliError::input(AdapterError::Browser { reason }))?;
            let page = BrowserPage::new(browser, driven.settings.pages_are())
                .map_err(|reason| CliError::input(AdapterError::Browser { reason }))?;
            converse(WebPages::new(driven, page))
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "credentials reach an adapter by its environment")]
fn driven(kind: AdapterKind, path: &Path) -> Result<Driven, CliError> {
    let file = files::read(path).map_err(CliError::input)?;
    let environment = |name: &str| std::env::var(name).ok();
    let settings = AdapterSettings::parse(kind, (&file.label, &file.text), &environment);
    let settings = settings.map_err(CliError::inputs)?;
    Ok(Driven::new(settings, HookRunner::new(Box::new(environment))))
}

fn converse(adapted: impl Adapted) -> Result<Exit, CliError> {
    let mut conversation = Conversation::new(adapted);
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { break };
        let answer = conversation.answer(&line);
        // A harness that no longer listens needs no answer.
        if writeln!(output, "{answer}").and_then(|()| output.flush()).is_err() {
            break;
        }
        if conversation.is_over() {
            break;
        }
    }
    Ok(Exit::Conforms)
}
