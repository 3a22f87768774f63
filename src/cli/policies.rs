//! Policies by name or file, and the commands about them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::Exit;
use crate::cli::args::TableArgs;
use crate::cli::error::{CliError, SameName, UnknownPolicy};
use crate::cli::files::{self, Source};
use crate::cli::library;
use crate::cli::output::Output;
use crate::policy::Policy;
use crate::report;

/// Every policy at hand.
pub(super) struct Policies {
    known: Vec<Arc<Policy>>,
}

impl Policies {
    /// Reads the folder's own policies, and the bundled ones that they do not replace: by the file's name, or
    /// by their own. All problems of all of them are told at once.
    pub(super) fn load() -> Result<Self, CliError> {
        let mut known: Vec<(String, Arc<Policy>)> = Vec::new();
        let mut reports = Vec::new();
        let own = library::own_policies()
            .map_err(|errors| CliError::inputs(errors.into_iter().map(Into::into).collect()))?;
        let replaced: Vec<String> = own.iter().map(|source| source.label.clone()).collect();
        for source in own {
            let policy = match Policy::parse(&source.label, &source.text) {
                Ok(policy) => policy,
                Err(errors) => {
                    reports.extend(errors.iter().cloned().map(miette::Report::new));
                    continue;
                }
            };
            let name = policy.id.to_string();
            match known.iter().find(|(_, other)| other.id == policy.id) {
                Some((first, _)) => reports
                    .push(SameName { first: first.clone(), second: source.label, name }.into()),
                None => known.push((source.label, Arc::new(policy))),
            }
        }
        if !reports.is_empty() {
            return Err(CliError::inputs(reports));
        }
        for source in library::bundled_policies() {
            if replaced.contains(&source.label) {
                continue;
            }
            let policy = parse(&source)?;
            if known.iter().all(|(_, other)| other.id != policy.id) {
                known.push((source.label, Arc::new(policy)));
            }
        }
        Ok(Self { known: known.into_iter().map(|(_, policy)| policy).collect() })
    }

    /// Every policy.
    pub(super) fn all(&self) -> &[Arc<Policy>] {
        &self.known
    }

    /// The policy called `name`.
    pub(super) fn named(&self, name: &str) -> Option<&Arc<Policy>> {
        self.known.iter().find(|policy| &*policy.id == name)
    }

    /// The policy that `--policy` means: a name, or a file.
    pub(super) fn chosen(&self, argument: &str) -> Result<Arc<Policy>, CliError> {
        if let Some(policy) = self.named(argument) {
            return Ok(Arc::clone(policy));
        }
        let path = Path::new(argument);
        let like_a_file = path.exists() || argument.contains(['/', '\\', '.']);
        if like_a_file {
            let source = files::read(path).map_err(CliError::input)?;
            return parse(&source).map(Arc::new);
        }
        Err(CliError::input(UnknownPolicy {
            name: argument.to_owned(),
            help: self.suggestion(argument),
        }))
    }

    fn suggestion(&self, argument: &str) -> String {
        let names: Vec<&str> = self.known.iter().map(|policy| &*policy.id).collect();
        let nearest = names
            .iter()
            .map(|name| (strsim::normalized_levenshtein(name, argument), name))
            .filter(|(likeness, _)| *likeness > 0.5)
            .max_by(|(a, _), (b, _)| a.total_cmp(b));
        let meant =
            nearest.map_or_else(String::new, |(_, name)| format!("did you mean `{name}`? "));
        format!("{meant}known: {}; or name a YAML file", names.join(", "))
    }
}

/// Prints a policy's rows.
pub(super) fn table(args: &TableArgs, output: &Output) -> Result<Exit, CliError> {
    let policy = Policies::load()?.chosen(&args.policy)?;
    output.write(&report::policy_table(&policy, output.width()));
    Ok(Exit::Conforms)
}

/// Checks policy documents, all of them, and tells every problem.
pub(super) fn check(files: &[PathBuf], output: &Output) -> Result<Exit, CliError> {
    let mut reports = Vec::new();
    for file in files {
        let checked = match files::read(file) {
            Ok(source) => parse(&source).map(|policy| (source.label, policy)),
            Err(error) => Err(CliError::input(error)),
        };
        match checked {
            Ok((label, policy)) => output.write(&format!(
                "{label}: {} is well-formed: {}, {}, {}\n",
                policy.id,
                counted(policy.rows.len(), "row"),
                counted(policy.clauses.len(), "clause"),
                counted(policy.readings.len(), "reading"),
            )),
            Err(error) => reports.extend(error.into_reports()),
        }
    }
    if reports.is_empty() { Ok(Exit::Conforms) } else { Err(CliError::inputs(reports)) }
}

/// `1 row`, `2 rows`
fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

fn parse(source: &Source) -> Result<Policy, CliError> {
    Policy::parse(&source.label, &source.text).map_err(|errors| {
        CliError::inputs(errors.iter().cloned().map(miette::Report::new).collect())
    })
}
