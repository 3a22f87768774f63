//! The policies of a project, by name or file.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::cli::output::error::{CliError, SameName, UnclearPolicy, UnknownPolicy};
use crate::cli::project::files::InputFile;
use crate::cli::project::root::{POLICIES, SuiteRoot};
use crate::cli::project::sources::is_below;
use crate::cli::project::{bundled, config};
use crate::conformance::config::checked::Config;
use crate::conformance::named_defects::read_policy;
use crate::document::diagnostic::Diagnostic;
use crate::document::suggestion::did_you_mean;
use crate::document::yaml::document_errors::DocumentErrors;
use crate::language::vocabulary::Vocabulary;
use crate::policy::checked::Policy;

/// Every policy of a project: its own and the bundled ones.
#[derive(Clone)]
pub(crate) struct Policies {
    known: Vec<Arc<Policy>>,
    /// The same with their texts: the project's own, and then the bundled ones that they do not replace.
    sources: Vec<(InputFile, Arc<Policy>)>,
    own_count: usize,
    /// The names of those in the suite's folder of policies, whether they could be read or not.
    own: BTreeSet<Arc<str>>,
    root: SuiteRoot,
}

/// The policies of a project, and the problems of documents that are not policies.
pub(crate) struct PolicyFolder {
    pub(crate) policies: Policies,
    /// The problems, each with the name of its file.
    pub(crate) reports: Vec<(Diagnostic, String)>,
    /// Whether every document is a policy.
    pub(crate) complete: bool,
    /// The names of those that are not, as far as they are known.
    pub(crate) unread: BTreeSet<Arc<str>>,
}

impl Policies {
    /// Reads the folder's own policies, and the bundled ones that they do not replace: by the file's name, or
    /// by their own. All problems of all of them are reported at once.
    pub(crate) fn load(root: &SuiteRoot) -> Result<Self, CliError> {
        let folder = Self::gather(root, Vec::new())?;
        if folder.reports.is_empty() {
            return Ok(folder.policies);
        }
        Err(CliError::inputs(folder.reports.into_iter().map(|(report, _)| report)))
    }

    /// Reads the same as [`Self::load`] after the `named` ones, and goes on where a document is wrong. A named one
    /// hides others of its name.
    pub(crate) fn gather(
        root: &SuiteRoot,
        named: Vec<InputFile>,
    ) -> Result<PolicyFolder, CliError> {
        let (mut own, errors) = root.own_policies();
        let mut own_names = BTreeSet::new();
        own.retain(|source| named.iter().all(|other| other.label != source.label));
        let replaced: Vec<String> = own.iter().map(|source| source.label.clone()).collect();
        let mut known: Vec<(InputFile, Arc<Policy>)> = Vec::new();
        let mut unread = BTreeSet::new();
        let unreadable = errors.into_iter().map(|error| {
            let path = error.path().to_owned();
            (error.into(), path)
        });
        let mut reports: Vec<(Diagnostic, String)> = unreadable.collect();
        let named_count = named.len();
        let mut hiding: Vec<Arc<str>> = Vec::new();
        for (position, source) in named.into_iter().chain(own).enumerate() {
            let parsed = read_policy(&source.label, &source.text).map(Arc::new);
            if is_below(&source.label, POLICIES) {
                let name =
                    parsed.as_ref().map_or_else(|_| name_of(&source), |it| Arc::clone(&it.id));
                own_names.insert(name);
            }
            let policy = match parsed {
                Ok(policy) => policy,
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
        for source in bundled::policies() {
            if replaced.contains(&source.label) {
                continue;
            }
            let policy = parse(&source)?;
            if known.iter().all(|(_, other)| other.id != policy.id) {
                known.push((source, Arc::new(policy)));
            }
        }
        let policies = known.iter().map(|(_, policy)| Arc::clone(policy)).collect();
        let root = root.clone();
        let policies = Self { known: policies, sources: known, own_count, own: own_names, root };
        let complete = reports.is_empty();
        Ok(PolicyFolder { policies, reports, complete, unread })
    }

    /// The file that `--policy` means, if it means one.
    pub(crate) fn file(&self, argument: &str) -> Option<Result<InputFile, CliError>> {
        let path = Path::new(argument);
        let looks_like_file = path.exists() || argument.contains(['/', '\\', '.']);
        let wanted = looks_like_file && self.named(argument).is_none();
        wanted.then(|| self.root.read(path).map_err(CliError::input))
    }

    /// The policies that a project's features are meant to cover: its own, and the bundled ones if its features are
    /// the bundled ones too.
    pub(crate) fn judged(&self, bundled_features: bool) -> &[(InputFile, Arc<Policy>)] {
        let count = if bundled_features { self.sources.len() } else { self.own_count };
        self.sources.get(..count).unwrap_or_default()
    }

    /// Every policy.
    pub(crate) fn all(&self) -> &[Arc<Policy>] {
        &self.known
    }

    /// The policy of features that name none: the default of the configuration, or else the only policy of the suite.
    pub(crate) fn assumed(&self, default: Option<&str>) -> Option<Arc<str>> {
        let only = || self.own.first().filter(|_| self.own.len() == 1).cloned();
        default.map(Arc::from).or_else(only)
    }

    /// Refuses a configuration that names a policy which does not exist.
    pub(crate) fn check(&self, config: &Config) -> Result<(), DocumentErrors> {
        let known = self.known.iter().map(|policy| &policy.id).chain(&self.own);
        config.check_policies(&known.map(|name| &**name).collect())
    }

    /// What scenarios may name: every policy, and one named on the command line. If `every` scenario runs under that
    /// one, it is the only one; otherwise it replaces another of its name.
    pub(crate) fn vocabulary(
        &self,
        assumed: Option<Arc<str>>,
        named: Option<(&Arc<Policy>, bool)>,
    ) -> Vocabulary {
        let mut vocabulary = Vocabulary { assumed, ..Vocabulary::default() };
        for policy in self.all() {
            vocabulary.learn(policy);
        }
        match named {
            Some((policy, true)) => vocabulary.force(policy),
            Some((policy, false)) => {
                vocabulary.policies.remove(&policy.id);
                vocabulary.learn(policy);
            }
            None => {}
        }
        vocabulary
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

    /// The policy that `--policy` means; without one that of features that name none.
    pub(crate) fn chosen_or_default(
        &self,
        argument: Option<&str>,
    ) -> Result<Arc<Policy>, CliError> {
        if let Some(argument) = argument {
            return self.chosen(argument);
        }
        let is_bundled = !self.root.has_features() && self.own.is_empty();
        let config = config::load(None, &self.root, is_bundled)?;
        self.check(&config).map_err(CliError::inputs)?;
        let assumed = self.assumed(config.default_policy.as_deref());
        assumed.and_then(|name| self.named(&name).cloned()).ok_or_else(|| {
            let known: Vec<&str> = self.known.iter().map(|policy| &*policy.id).collect();
            CliError::usage(UnclearPolicy { known: known.join(", ") })
        })
    }

    fn suggestion(&self, argument: &str) -> String {
        let names = self.known.iter().map(|policy| &*policy.id);
        format!("{}; or name a YAML file", did_you_mean(argument, names))
    }
}

/// The name that a document gives itself though it is not a policy, or else that of its file.
pub(crate) fn name_of(source: &InputFile) -> Arc<str> {
    let stem = || Path::new(&source.label).file_stem().unwrap_or_default().to_string_lossy();
    value_of(&source.text, "policy:").map_or_else(|| stem().into(), Arc::from)
}

/// The text after a key at the beginning of a line, in a document that may be wrong elsewhere.
pub(crate) fn value_of<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let given = text.lines().find_map(|line| line.strip_prefix(key))?;
    let value = given.split('#').next().unwrap_or_default().trim();
    Some(value.trim_matches(['"', '\'']))
}

/// Reads a policy.
pub(crate) fn parse(source: &InputFile) -> Result<Policy, CliError> {
    read_policy(&source.label, &source.text).map_err(CliError::inputs)
}
