//! The arguments of `passgate adapter`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Subcommand};

/// Our own outside ends of the protocol.
#[derive(Debug, Subcommand)]
pub(crate) enum AdapterCommand {
    /// Speak the protocol for a service in the shape of Microsoft Graph
    Graph(SettingsArg),
    /// Speak the protocol for portals and consoles that are pages, in a real Chromium
    Portal(PortalArgs),
}

#[derive(Debug, ClapArgs)]
pub(crate) struct SettingsArg {
    /// The file that says what the system can do, and how
    #[arg(value_name = "FILE")]
    pub(crate) settings: PathBuf,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct PortalArgs {
    #[command(flatten)]
    pub(crate) file: SettingsArg,

    /// The browser [default: the Chromium that is installed]
    #[arg(long, env = "CHROMIUM", hide_env_values = true, value_name = "PROGRAM")]
    pub(crate) browser: Option<String>,

    /// Start the browser with this flag too, such as `--no-sandbox` in a container; may be repeated
    #[arg(long, value_name = "FLAG", allow_hyphen_values = true)]
    pub(crate) browser_flag: Vec<String>,
}
