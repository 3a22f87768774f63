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
use crate::adapter::settings::AdapterSettings;
use crate::adapter::web_pages::WebPages;
use crate::cli::args::adapter::AdapterCommand;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::project::files;

/// An adapter that cannot begin.
#[derive(Debug, miette::Diagnostic, Error)]
enum AdapterError {
    /// The settings cannot be understood.
    #[error("`{path}` is no adapter's settings: {reason}")]
    #[diagnostic(
        code(adapter::settings),
        help("docs/serve.md describes the file, with an example for `passgate serve`")
    )]
    Settings { path: String, reason: String },
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
        AdapterCommand::Graph(file) => converse(GraphService::new(driven(&file.settings)?)),
        AdapterCommand::Portal(args) => {
            let driven = driven(&args.file.settings)?;
            let browser = DevTools::start(args.browser.as_deref(), &args.browser_flag);
            let browser =
                browser.map_err(|reason| CliError::input(AdapterError::Browser { reason }))?;
            let page = BrowserPage::new(browser, driven.settings.script)
                .map_err(|reason| CliError::input(AdapterError::Browser { reason }))?;
            converse(WebPages { driven, page })
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "credentials reach an adapter by its environment")]
fn driven(path: &Path) -> Result<Driven, CliError> {
    let file = files::read(path).map_err(CliError::input)?;
    let settings = AdapterSettings::parse(&file.text)
        .map_err(|reason| CliError::input(AdapterError::Settings { path: file.label, reason }))?;
    let environment = |name: &str| std::env::var(name).ok();
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
