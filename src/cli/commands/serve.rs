//! `passgate serve`: the simulation behind pages and an HTTP API.

use std::fs;
use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use thiserror::Error;

use crate::cli::args::serve::ServiceArgs;
use crate::cli::exit::Exit;
use crate::cli::output::error::{CliError, FileError, reason};
use crate::cli::output::file_writer;
use crate::cli::output::formats::WouldReplaceInput;
use crate::cli::output::terminal::Output;
use crate::cli::project::files::label;
use crate::cli::project::input_paths::InputPaths;
use crate::cli::project::policies::Policies;
use crate::cli::project::root::{FEATURES, SuiteRoot};
use crate::cli::signals;
use crate::policy::checked::Policy;
use crate::recording::whole::Recording;
use crate::serve::client::judging;
use crate::serve::http::listening::{Listening, serve as serve_until};
use crate::serve::options::ServeOptions;
use crate::simulation::fault::Profile;

/// How many features of one world can be saved under its name.
const SAVED_MAX: usize = 1000;

/// An address at which nothing is served.
#[derive(Debug, miette::Diagnostic, Error)]
enum AddressError {
    /// Other machines can reach it, and no one has said that they may.
    #[error("other machines can reach `{address}`")]
    #[diagnostic(
        code(serve::remote),
        help(
            "listen on 127.0.0.1, or add --allow-remote if anyone who can reach it may use the pages"
        )
    )]
    Remote { address: String },
    /// It cannot be listened on.
    #[error("`{address}` cannot be listened on: {reason}")]
    #[diagnostic(
        code(serve::listen),
        help("choose another address or port with --listen; port 0 takes any free one")
    )]
    Listen { address: String, reason: String },
}

/// Serves until a signal or the control API ends it. The exit code is the verdict on the clients, if one is asked for.
pub(crate) fn serve(args: ServiceArgs, output: &Output) -> Result<Exit, CliError> {
    let address = args.listen.to_string();
    if !is_loopback(args.listen.ip()) && !args.allow_remote {
        return Err(CliError::usage(AddressError::Remote { address }));
    }
    let root = SuiteRoot::here();
    let policies = Policies::load(&root)?;
    check_outputs(&args, &root)?;
    let (certificate, record, is_judged) =
        (args.certificate.clone(), args.record.clone(), !args.expect.is_empty());
    let options = options(args, &policies, root)?;
    signals::stop_flag();
    signals::end_in_order();
    let failure = Mutex::new(None);
    let ready = |listening: &Listening| {
        let pem = listening.certificate.as_deref();
        if let (Some(path), Some(pem)) = (&certificate, pem) {
            *failure.lock().unwrap_or_else(PoisonError::into_inner) =
                file_writer::write(path, pem).err();
        }
        output.write(&format!("passgate serves {}  (Ctrl-C ends it)\n", listening.url));
        output.flush();
    };
    // A client could not trust what it cannot read.
    let has_failed = || failure.lock().unwrap_or_else(PoisonError::into_inner).is_some();
    let recording = serve_until(options, ready, || signals::is_stopped() || has_failed());
    let recording = recording.map_err(|error| {
        CliError::input(AddressError::Listen { address, reason: reason(&error) })
    })?;
    if let Some(failure) = failure.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(CliError::input(failure));
    }
    if let Some(path) = record {
        let text = String::from_utf8_lossy(&judging::text(&recording)).into_owned();
        file_writer::write(&path, &text).map_err(CliError::input)?;
    }
    if !is_judged {
        return Ok(Exit::Conforms);
    }
    output.write(&verdicts(&recording));
    Ok(recording.conclusion(false).into())
}

/// Refuses a file to write that is one of the policies.
fn check_outputs(args: &ServiceArgs, root: &SuiteRoot) -> Result<(), CliError> {
    let inputs = InputPaths::of_policies(root, &args.policy);
    let mut outputs = args.certificate.iter().chain(&args.record);
    match outputs.find(|path| inputs.contains(path)) {
        Some(path) => Err(CliError::usage(WouldReplaceInput { path: path.display().to_string() })),
        None => Ok(()),
    }
}

/// Each expectation of a client, and what it did instead.
fn verdicts(recording: &Recording) -> String {
    let mut text = String::new();
    for case in &recording.cases {
        let (mark, seen) = match &case.why {
            None => ('✔', String::new()),
            Some(why) => ('✘', format!("\n    seen  {}", why.seen())),
        };
        text += &format!("{mark} {}  {}{seen}\n", case.name, case.path);
    }
    text
}

fn options(
    args: ServiceArgs,
    policies: &Policies,
    root: SuiteRoot,
) -> Result<ServeOptions, CliError> {
    let mut first: Vec<Arc<Policy>> = Vec::new();
    for name in &args.policy {
        first.push(policies.chosen(name)?);
    }
    if first.is_empty() {
        first.push(policies.chosen_or_default(None)?);
    }
    let mut all = first.clone();
    all.extend(policies.all().iter().cloned());
    let mut known: Vec<Arc<Policy>> = Vec::new();
    for policy in all {
        if known.iter().all(|other| other.id != policy.id) {
            known.push(policy);
        }
    }
    let logs = args.client_log;
    Ok(ServeOptions {
        listen: args.listen,
        tls: args.tls,
        hosts: args.allow_host,
        origins: args.allow_origin,
        policies: known,
        first,
        seed: args.seed,
        faults: args.faults.map(Profile::from),
        rate: args.rate,
        throttle: args.throttle,
        answers: args.answer_with,
        expected: args.expect,
        control_token: args.control_token,
        save: Box::new(move |name, feature| saved(&root, name, feature)),
        client_logs: Box::new(move || logs.iter().map(|path| read_log(path)).collect()),
    })
}

/// The text of a client's log, whatever it is; nothing where it cannot be read.
fn read_log(path: &Path) -> Option<String> {
    fs::read(path).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

fn is_loopback(ip: IpAddr) -> bool {
    ip.to_canonical().is_loopback()
}

/// Saves a feature under a name that no file has yet.
fn saved(root: &SuiteRoot, name: &str, feature: &str) -> Result<String, String> {
    if !root.has_features() {
        return Err("It is not saved: there is no folder features/ here.".to_owned());
    }
    for number in 1..=SAVED_MAX {
        let name = if number == 1 { name.to_owned() } else { format!("{name}-{number}") };
        let path = root.way(FEATURES).join(format!("{name}.feature"));
        match file_writer::write_new(&path, feature) {
            Ok(()) => return Ok(format!("It is saved as {}.", label(&path))),
            Err(FileError::Exists { .. }) => {}
            Err(error) => return Err(format!("It is not saved: {error}.")),
        }
    }
    Err("It is not saved: there are too many files of this name.".to_owned())
}
