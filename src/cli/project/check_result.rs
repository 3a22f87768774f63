//! Everything that is wrong with some files, found without playing anything.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cli::args::check::CheckArgs;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::project::files::Source;
use crate::cli::project::inputs::Collection;
use crate::cli::project::plan::vocabulary;
use crate::cli::project::policies::{Policies, PolicyFolder, name_of};
use crate::cli::project::suite;
use crate::cli::project::suite::DEFAULT_POLICY;
use crate::conformance::config::checked::Config;
use crate::conformance::config::date::Date;
use crate::conformance::waivers::LoadedScenarios;
use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Severity;
use crate::document::plain::PlainDiagnostic;
use crate::document::yaml::document_errors::DocumentErrors;
use crate::language::catalogue::compiled::Catalogue;
use crate::language::feature::Feature;
use crate::language::lints::lints;
use crate::language::scenario::Scenario;
use crate::language::translation::Translator;
use crate::language::vocabulary::Vocabulary;
use crate::policy::checked::Policy;
use crate::policy::unused::Usage;

/// A problem with its place, and what it means for the exit code.
pub(crate) struct Noted {
    pub(crate) diagnostic: Diagnostic,
    pub(crate) plain: PlainDiagnostic,
    pub(crate) exit: Exit,
}

/// What was read, and all that is wrong with it.
pub(crate) struct CheckResult {
    /// In the order of the files, and in each of them from its beginning.
    pub(crate) noted: Vec<Noted>,
    pub(crate) inputs: Collection,
    pub(crate) scenario_count: usize,
    /// The policy that `--policy` means, where it could not be read.
    forced: Option<Arc<str>>,
}

impl CheckResult {
    /// Reads and checks what the command line asks for.
    pub(crate) fn of(args: &CheckArgs) -> Result<Self, CliError> {
        let inputs = Collection::of(args)?;
        let mut check_result = Self { noted: Vec::new(), inputs, scenario_count: 0, forced: None };
        for error in std::mem::take(&mut check_result.inputs.unreadable) {
            let path = error.path().to_owned();
            check_result.note(error, Some(&path), Exit::Input);
        }
        let folder = check_result.policies(args)?;
        let forced = match (&args.policy, folder.complete) {
            (Some(name), true) => Some(folder.policies.chosen(name)?),
            (Some(_), false) | (None, _) => None,
        };
        let mut words = vocabulary(&folder.policies, forced.as_ref());
        words.unread.clone_from(&folder.unread);
        words.forced = words.forced.or_else(|| check_result.forced.take());
        let (features, readable) = check_result.features(&words);
        let complete = check_result.inputs.whole && readable && folder.complete;
        if complete && forced.is_none() {
            check_result.unused(&folder, &features);
        }
        let scenarios: Vec<Arc<Scenario>> =
            features.into_iter().flat_map(Feature::into_scenarios).collect();
        check_result.scenario_count = scenarios.len();
        let loaded = LoadedScenarios { scenarios, whole: complete };
        check_result.configurations(&folder, &loaded);
        check_result.noted.sort_by(|left, right| place(&left.plain).cmp(&place(&right.plain)));
        Ok(check_result)
    }

    /// How many problems of a severity there are.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.noted.iter().filter(|noted| noted.plain.severity == severity).count()
    }

    fn note(&mut self, diagnostic: impl Into<Diagnostic>, file: Option<&str>, exit: Exit) {
        let diagnostic = diagnostic.into();
        let mut plain = PlainDiagnostic::from(&diagnostic);
        plain.file = plain.file.or_else(|| file.map(str::to_owned));
        let exit = match plain.severity {
            Severity::Error => exit,
            Severity::Warning => Exit::Conforms,
        };
        self.noted.push(Noted { diagnostic, plain, exit });
    }

    fn document(&mut self, errors: &DocumentErrors, label: &str) {
        for problem in errors {
            self.note(problem.clone(), Some(label), Exit::Input);
        }
    }

    /// The policies at hand, those that somebody named among them. What is wrong with the project's own is told
    /// whether they are named or not: without them no feature can be judged.
    fn policies(&mut self, args: &CheckArgs) -> Result<PolicyFolder, CliError> {
        let named = std::mem::take(&mut self.inputs.policies);
        let mut folder = Policies::gather(named.clone())?;
        for (report, label) in std::mem::take(&mut folder.reports) {
            self.note(report, Some(&label), Exit::Input);
        }
        self.inputs.policies = if self.inputs.whole { suite::own_policies().0 } else { named };
        // A file that `--policy` names and that is wrong is told here with the rest.
        if let Some(source) = args.policy.as_deref().and_then(|name| folder.policies.file(name)) {
            let source = source?;
            if let Err(errors) = Policy::parse(&source.label, &source.text) {
                self.document(&errors, &source.label);
                folder.complete = false;
                folder.unread.insert(name_of(&source));
                self.forced = Some(name_of(&source));
            }
        }
        Ok(folder)
    }

    /// The features that could be read, translated, and whether these are all of them.
    fn features(&mut self, words: &Vocabulary) -> (Vec<Feature>, bool) {
        let mut translator = Translator::new(Catalogue::bundled(), words);
        let mut features = Vec::new();
        let mut readable = true;
        for source in std::mem::take(&mut self.inputs.features) {
            match Feature::read(&source.label, &source.text) {
                Ok(feature) => {
                    let (refused, feature) = translator.check(feature);
                    for problem in refused {
                        self.note(problem, None, Exit::Input);
                    }
                    for problem in feature.problems() {
                        self.note(problem, None, Exit::DoesNotConform);
                    }
                    features.push(feature);
                }
                Err(errors) => {
                    readable = false;
                    for problem in errors.into_problems() {
                        self.note(problem, None, Exit::Input);
                    }
                    for problem in translator.recover(&source.label, &source.text) {
                        self.note(problem, None, Exit::DoesNotConform);
                    }
                }
            }
            self.inputs.features.push(Source { text: String::new(), ..source });
        }
        for lint in lints(&features) {
            self.note(lint, None, Exit::Conforms);
        }
        (features, readable)
    }

    fn unused(&mut self, folder: &PolicyFolder, features: &[Feature]) {
        let scenarios = features.iter().flat_map(Feature::scenarios);
        for (errors, label) in unused(folder.policies.judged(self.inputs.bundled), scenarios) {
            self.document(&errors, &label);
        }
    }

    fn configurations(&mut self, folder: &PolicyFolder, loaded: &LoadedScenarios) {
        for source in self.inputs.configurations.clone() {
            let names = |config: Config| {
                // Which day it is changes no problem of the document.
                let day = Date::after_1970(0);
                let policies = folder.policies.all().iter().map(|policy| &**policy);
                // A policy that cannot be read may have what seems to be missing.
                let known = if folder.complete { Some(policies) } else { None };
                known.map_or(Ok(()), |known| config.waivers(loaded.clone(), known, day).map(|_| ()))
            };
            if let Err(errors) = Config::parse(&source.label, &source.text).and_then(names) {
                self.document(&errors, &source.label);
            }
        }
    }
}

/// The rows and clauses of some policies that none of `scenarios` is about, each with the name of its file.
pub(crate) fn unused<'s>(
    policies: &[(Source, Arc<Policy>)],
    scenarios: impl Iterator<Item = &'s Scenario>,
) -> Vec<(DocumentErrors, String)> {
    let mut usages: BTreeMap<&str, Usage> = BTreeMap::new();
    for scenario in scenarios {
        let usage = usages.entry(scenario.policy.as_deref().unwrap_or(DEFAULT_POLICY)).or_default();
        usage.scenarios = usage.scenarios.saturating_add(1);
        usage.clauses.extend(scenario.clauses.iter().cloned());
        usage.rows.extend(scenario.rows().map(|(platform, kind)| (platform.clone(), kind)));
    }
    let nothing = Usage::default();
    let left_out = policies.iter().filter_map(|(source, policy)| {
        let usage = usages.get(&*policy.id).unwrap_or(&nothing);
        let errors = policy.unused(usage, &source.label, &source.text)?;
        Some((errors, source.label.clone()))
    });
    left_out.collect()
}

/// What brings problems into the order of their files and lines.
fn place(plain: &PlainDiagnostic) -> (Option<&str>, usize, usize) {
    let place = plain.region.as_ref().map_or((0, 0), |region| (region.line, region.column));
    (plain.file.as_deref(), place.0, place.1)
}
