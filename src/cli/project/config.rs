//! `passgate.yaml`, and the current date.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::cli::args::run::ConfigArgs;
use crate::cli::output::error::CliError;
use crate::cli::project::bundled;
use crate::cli::project::files::InputFile;
use crate::cli::project::root::{CONFIG, SuiteRoot};
use crate::conformance::config::checked::Config;
use crate::conformance::config::date::Date;
use crate::conformance::waivers::LoadedScenarios;
use crate::conformance::waivers::Waivers;
use crate::policy::checked::Policy;

const SECONDS_PER_DAY: u64 = 24 * 60 * 60;

/// The configuration that is named, or that of the suite, or the default one. The bundled suite has its own.
pub(crate) fn load(
    path: Option<&Path>,
    root: &SuiteRoot,
    is_bundled: bool,
) -> Result<Config, CliError> {
    let source = match path.map(Path::to_owned).or_else(|| usual(root)) {
        Some(path) => root.read(&path).map_err(CliError::input)?,
        None if is_bundled => {
            InputFile { label: CONFIG.to_owned(), text: bundled::CONFIG.to_owned() }
        }
        None => return Ok(Config::default()),
    };
    Config::parse(&source.label, &source.text).map_err(CliError::inputs)
}

/// The path of the suite's configuration, if it has one.
pub(crate) fn usual(root: &SuiteRoot) -> Option<PathBuf> {
    Some(root.way(CONFIG)).filter(|path| path.exists())
}

/// The waivers of a configuration as of today.
pub(crate) fn waivers<'p>(
    config: &Config,
    loaded: LoadedScenarios,
    policies: impl Iterator<Item = &'p Policy>,
    args: &ConfigArgs,
) -> Result<Waivers, CliError> {
    if config.waivers.is_empty() {
        return Ok(Waivers::default());
    }
    config.waivers(loaded, policies, args.today.unwrap_or_else(today)).map_err(CliError::inputs)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a waiver expires on a day of the calendar; `--today` makes a run reproducible"
)]
fn today() -> Date {
    let since_1970 = std::time::SystemTime::now().duration_since(UNIX_EPOCH);
    Date::after_1970(since_1970.map_or(0, |time| time.as_secs() / SECONDS_PER_DAY))
}
