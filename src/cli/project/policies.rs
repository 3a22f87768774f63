//! Policies by name or file, and the commands about them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::args::{SchemaArg, TableArgs};
use crate::cli::exit::Exit;
use crate::cli::output::error::{CliError, SameName, UnknownPolicy};
use crate::cli::output::terminal::Output;
use crate::cli::project::files::Source;
use crate::cli::project::{files, suite};
use crate::conformance::config::document::config_schema;
use crate::document::diagnostic::Diagnostic;
use crate::document::suggestion::did_you_mean;
use crate::document::wording::counted;
use crate::policy;
use crate::policy::checked::Policy;
use crate::report;

/// Every policy at hand.
pub(crate) struct Policies {
    known: Vec<Arc<Policy>>,
    /// The same with the texts that they were read from: the project's own, and then the bundled ones that they
    /// do not replace.
    sources: Vec<(Source, Arc<Policy>)>,
    own_count: usize,
}

/// The policies at hand, and what is wrong with documents that are none.
pub(crate) struct PolicyFolder {
    pub(crate) policies: Policies,
    /// What is wrong, each with the name of its file.
    pub(crate) reports: Vec<(Diagnostic, String)>,
    /// Whether every document is a policy.
    pub(crate) complete: bool,
    /// The names of those that are none, as far as they can be told.
    pub(crate) unread: BTreeSet<Arc<str>>,
}

impl Policies {
    /// Reads the folder's own policies, and the bundled ones that they do not replace: by the file's name, or
    /// by their own. All problems of all of them are told at once.
    pub(crate) fn load() -> Result<Self, CliError> {
        let folder = Self::gather(Vec::new())?;
        if folder.reports.is_empty() {
            return Ok(folder.policies);
        }
        Err(CliError::inputs(folder.reports.into_iter().map(|(report, _)| report)))
    }

    /// Reads the same as [`Self::load`], and `named` ones in front, and goes on where a document is wrong. A named
    /// one hides others of its name.
    pub(crate) fn gather(named: Vec<Source>) -> Result<PolicyFolder, CliError> {
        let (mut own, errors) = suite::own_policies();
        own.retain(|source| named.iter().all(|other| other.label != source.label));
        let replaced: Vec<String> = own.iter().map(|source| source.label.clone()).collect();
        let mut known: Vec<(Source, Arc<Policy>)> = Vec::new();
        let mut unread = BTreeSet::new();
        let unreadable = errors.into_iter().map(|error| {
            let path = error.path().to_owned();
            (error.into(), path)
        });
        let mut reports: Vec<(Diagnostic, String)> = unreadable.collect();
        let named_count = named.len();
        let mut hiding: Vec<Arc<str>> = Vec::new();
        for (position, source) in named.into_iter().chain(own).enumerate() {
            let policy = match Policy::parse(&source.label, &source.text) {
                Ok(policy) => Arc::new(policy),
                Err(errors) => {
                    unread.insert(name_of(&source));
                    let label = &source.label;
                    reports.extend(errors.into_iter().map(|error| (error, label.clone())));
                    continue;
                }
            };
            let is_named = position < named_count;
            if !is_named && hiding.contains(&policy.id) {
                continue;
            }
            if is_named {
                hiding.push(Arc::clone(&policy.id));
            }
            match known.iter().find(|(_, other)| other.id == policy.id) {
                Some((first, _)) => {
                    let (first, second) = (first.label.clone(), source.label.clone());
                    let name = policy.id.to_string();
                    reports.push((SameName { first, second, name }.into(), source.label));
                }
                None => known.push((source, policy)),
            }
        }
        let own_count = known.len();
        for source in suite::bundled_policies() {
            if replaced.contains(&source.label) {
                continue;
            }
            let policy = parse(&source)?;
            if known.iter().all(|(_, other)| other.id != policy.id) {
                known.push((source, Arc::new(policy)));
            }
        }
        let policies = known.iter().map(|(_, policy)| Arc::clone(policy)).collect();
        let policies = Self { known: policies, sources: known, own_count };
        let complete = reports.is_empty();
        Ok(PolicyFolder { policies, reports, complete, unread })
    }

    /// The file that `--policy` means, if it means one.
    pub(crate) fn file(&self, argument: &str) -> Option<Result<Source, CliError>> {
        let path = Path::new(argument);
        let like_a_file = path.exists() || argument.contains(['/', '\\', '.']);
        let wanted = like_a_file && self.named(argument).is_none();
        wanted.then(|| files::read(path).map_err(CliError::input))
    }

    /// The policies that a project's features are meant to cover: its own, and the bundled ones where its features
    /// are the bundled ones.
    pub(crate) fn judged(&self, bundled_features: bool) -> &[(Source, Arc<Policy>)] {
        let count = if bundled_features { self.sources.len() } else { self.own_count };
        self.sources.get(..count).unwrap_or_default()
    }

    /// Every policy.
    pub(crate) fn all(&self) -> &[Arc<Policy>] {
        &self.known
    }

    /// The policy called `name`.
    pub(crate) fn named(&self, name: &str) -> Option<&Arc<Policy>> {
        self.known.iter().find(|policy| &*policy.id == name)
    }

    /// The policy that `--policy` means: a name, or a file.
    pub(crate) fn chosen(&self, argument: &str) -> Result<Arc<Policy>, CliError> {
        if let Some(policy) = self.named(argument) {
            return Ok(Arc::clone(policy));
        }
        if let Some(source) = self.file(argument) {
            return parse(&source?).map(Arc::new);
        }
        Err(CliError::input(UnknownPolicy {
            name: argument.to_owned(),
            help: self.suggestion(argument),
        }))
    }

    fn suggestion(&self, argument: &str) -> String {
        let names = self.known.iter().map(|policy| &*policy.id);
        format!("{}; or name a YAML file", did_you_mean(argument, names))
    }
}

/// The name that a document gives itself though it is no policy, or else that of its file.
pub(crate) fn name_of(source: &Source) -> Arc<str> {
    let named = source.text.lines().find_map(|line| line.strip_prefix("policy:"));
    let words = named.map(|name| name.split('#').next().unwrap_or_default().trim());
    let name = words.map(|name| name.trim_matches(['"', '\'']));
    let stem = || Path::new(&source.label).file_stem().unwrap_or_default().to_string_lossy();
    name.map_or_else(|| stem().into(), Arc::from)
}

/// Prints a policy's rows.
pub(crate) fn table(args: &TableArgs, output: &Output) -> Result<Exit, CliError> {
    let policy = Policies::load()?.chosen(&args.policy)?;
    output.write(&report::policy::policy_table(&policy, output.width()));
    Ok(Exit::Conforms)
}

/// Prints the schema of a document, as it stands in passgate's own sources.
#[expect(clippy::unnecessary_wraps, reason = "every command may fail, and is called alike")]
pub(crate) fn schema(document: SchemaArg, output: &Output) -> Result<Exit, CliError> {
    output.write(&match document {
        SchemaArg::Policy => policy::parse::schema(),
        SchemaArg::Config => config_schema(),
    });
    Ok(Exit::Conforms)
}

/// Checks policy documents, all of them, and tells every problem.
pub(crate) fn check(files: &[PathBuf], output: &Output) -> Result<Exit, CliError> {
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
            Err(error) => reports.extend(error.into_diagnostics()),
        }
    }
    if reports.is_empty() { Ok(Exit::Conforms) } else { Err(CliError::inputs(reports)) }
}

fn parse(source: &Source) -> Result<Policy, CliError> {
    Policy::parse(&source.label, &source.text).map_err(CliError::inputs)
}
