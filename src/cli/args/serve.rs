//! The arguments of `passgate serve`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args as ClapArgs;

use crate::cli::args::number::seed;
use crate::cli::args::sweep::FaultsArg;
use crate::serve::client::expected::ClientRule;
use crate::serve::served::pace::RATE_MAX;

/// Where a service listens by default.
const LISTEN: &str = "127.0.0.1:8015";

#[derive(Debug, ClapArgs)]
pub(crate) struct ServiceArgs {
    /// Begin with a world under this policy: a name or a file; may be repeated [default: that of features
    /// without a `@policy:` tag]
    #[arg(long, env = "PASSGATE_POLICY", hide_env_values = true, value_name = "NAME|FILE")]
    pub(crate) policy: Vec<String>,

    /// The address and port to listen on; port 0 takes any free one
    #[arg(
        long,
        env = "PASSGATE_LISTEN",
        hide_env_values = true,
        value_name = "ADDRESS:PORT",
        default_value = LISTEN,
    )]
    pub(crate) listen: SocketAddr,

    /// Allow an address that other machines can reach: anyone there can use the pages
    #[arg(long)]
    pub(crate) allow_remote: bool,

    /// Answer to this host name too; may be repeated
    #[arg(long, value_name = "HOST")]
    pub(crate) allow_host: Vec<String>,

    /// Let pages of this origin call the Graph API, such as `http://localhost:3000`; may be repeated
    #[arg(long, value_name = "ORIGIN")]
    pub(crate) allow_origin: Vec<String>,

    /// Serve over TLS, with a certificate made for this run
    #[arg(long)]
    pub(crate) tls: bool,

    /// Write the certificate to this file, for clients to trust
    #[arg(long, value_name = "FILE", requires = "tls")]
    pub(crate) certificate: Option<PathBuf>,

    /// The seed of new worlds
    #[arg(
        long,
        env = "PASSGATE_SEED",
        hide_env_values = true,
        value_name = "NUMBER",
        default_value_t = 2015,
        value_parser = seed,
    )]
    pub(crate) seed: u64,

    /// What may go wrong by chance in new worlds [default: nothing]
    #[arg(
        long,
        value_enum,
        env = "PASSGATE_FAULTS",
        hide_env_values = true,
        value_name = "PROFILE"
    )]
    pub(crate) faults: Option<FaultsArg>,

    /// How many times as fast the clock of a new world runs as real time; 0 moves it only on request
    #[arg(
        long,
        value_name = "FACTOR",
        default_value_t = 0,
        value_parser = clap::value_parser!(u32).range(0..=i64::from(RATE_MAX)),
    )]
    pub(crate) rate: u32,

    /// How many Graph requests a world answers per second before it answers with 429; 0 for no limit
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    pub(crate) throttle: u32,

    /// Answer the first resets with these statuses although they are accepted, such as `503,504`
    #[arg(
        long,
        value_name = "STATUS,…",
        value_delimiter = ',',
        value_parser = clap::value_parser!(u16).range(204..=599),
    )]
    pub(crate) answer_with: Vec<u16>,

    /// Fail unless the clients of the Graph API do this: `one-reset`, `waited-for-done`, `retry-after` or
    /// `no-passcode-logged`; may be repeated
    #[arg(long, value_name = "NAME", value_parser = client_rule)]
    pub(crate) expect: Vec<ClientRule>,

    /// Search this file for passcodes at the end: a log of the client; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) client_log: Vec<PathBuf>,

    /// Write the verdict on the clients to this file at the end, for `passgate report`
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,

    /// The token for the control API [default: made up, and shown to no one]
    #[arg(
        long,
        env = "PASSGATE_CONTROL_TOKEN",
        hide_env_values = true,
        value_name = "TOKEN",
        value_parser = control_token,
    )]
    pub(crate) control_token: Option<String>,
}

/// Reads the name of something that a client must do.
fn client_rule(name: &str) -> Result<ClientRule, String> {
    ClientRule::from_name(name).ok_or_else(|| {
        let known: Vec<&str> = ClientRule::ALL.iter().map(|rule| rule.name()).collect();
        format!("write one of {}", known.join(", "))
    })
}

/// Reads a token that is too long to be guessed.
fn control_token(token: &str) -> Result<String, String> {
    let is_plain = token.bytes().all(|byte| byte.is_ascii_graphic());
    if token.len() >= 16 && is_plain {
        return Ok(token.to_owned());
    }
    Err("write at least 16 letters, digits or signs, without spaces".to_owned())
}
