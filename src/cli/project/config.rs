//! `passgate.yaml`, and the current date.

use std::path::Path;
use std::time::UNIX_EPOCH;

use crate::cli::args::run::ConfigArgs;
use crate::cli::output::error::CliError;
use crate::cli::project::files;
use crate::conformance::config::checked::Config;
use crate::conformance::config::date::Date;
use crate::conformance::waivers::LoadedScenarios;
use crate::conformance::waivers::Waivers;
use crate::policy::checked::Policy;

/// The usual path of a configuration.
pub(crate) const PATH: &str = "passgate.yaml";

const SECONDS_PER_DAY: u64 = 24 * 60 * 60;

/// The configuration that is named, or that of the folder, or the default one.
pub(crate) fn load(args: &ConfigArgs) -> Result<Config, CliError> {
    let path = match &args.config {
        Some(path) => path,
        None if Path::new(PATH).exists() => Path::new(PATH),
        None => return Ok(Config::default()),
    };
    let source = files::read(path).map_err(CliError::input)?;
    Config::parse(&source.label, &source.text).map_err(CliError::inputs)
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
