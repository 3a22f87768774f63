//! Every problem in some files, found without running anything.

use std::sync::Arc;

use crate::cli::args::check::CheckArgs;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::features::translate;
use crate::cli::project::inputs::Inputs;
use crate::cli::project::policies::{Policies, PolicyFolder, name_of, value_of};
use crate::cli::project::root::FEATURES;
use crate::cli::project::unused::unused;
use crate::cli::project::{absences, snapshots};
use crate::conformance::config::checked::Config;
use crate::conformance::config::date::Date;
use crate::conformance::named_defects::read_policy;
use crate::conformance::waivers::LoadedScenarios;
use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Severity;
use crate::document::plain::PlainDiagnostic;
use crate::document::yaml::document_errors::DocumentErrors;
use crate::language::feature::Feature;
use crate::language::lints::lints;
use crate::language::scenario::Scenario;
use crate::language::vocabulary::Vocabulary;

/// A problem with its position, and what it means for the exit code.
pub(crate) struct FoundProblem {
    pub(crate) diagnostic: Diagnostic,
    pub(crate) plain: PlainDiagnostic,
    pub(crate) exit: Exit,
}

/// What was read, and every problem in it.
pub(crate) struct CheckResult {
    /// In the order of the files, and in each of them from its beginning.
    pub(crate) problems: Vec<FoundProblem>,
    pub(crate) inputs: Inputs,
    pub(crate) scenario_count: usize,
    /// The policy that `--policy` names, if it could not be read.
    forced: Option<Arc<str>>,
}

impl CheckResult {
    /// Reads and checks what the command line asks for.
    pub(crate) fn of(args: &CheckArgs, output: &Output) -> Result<Self, CliError> {
        let inputs = Inputs::of(args)?;
        let mut check_result =
            Self { problems: Vec::new(), inputs, scenario_count: 0, forced: None };
        for error in std::mem::take(&mut check_result.inputs.unreadable) {
            let path = error.path().to_owned();
            check_result.note(error, Some(&path), Exit::Input);
        }
        let folder = check_result.policies(args)?;
        let forced = match (&args.policy, folder.complete) {
            (Some(name), true) => Some(folder.policies.chosen(name)?),
            (Some(_), false) | (None, _) => None,
        };
        let mut vocabulary = folder.policies.vocabulary(
            folder.policies.assumed(check_result.default_policy()),
            forced.as_ref().map(|policy| (policy, true)),
        );
        vocabulary.unread.clone_from(&folder.unread);
        vocabulary.forced = vocabulary.forced.or_else(|| check_result.forced.take());
        let (features, readable) = check_result.features(&vocabulary, output);
        if check_result.inputs.whole && !check_result.inputs.bundled {
            let root = check_result.inputs.root.clone();
            let mut absent = absences::unread_files(&root, &[root.way(FEATURES)]);
            absent.extend(snapshots::tables_without_owner(&folder.policies, &root));
            for absence in &absent {
                check_result.note(absences::warning(absence), absence.path(), Exit::Conforms);
            }
        }
        let complete = check_result.inputs.whole && readable && folder.complete;
        if complete && forced.is_none() {
            check_result.unused(&folder, &features);
        }
        let scenarios: Vec<Arc<Scenario>> =
            features.into_iter().flat_map(Feature::into_scenarios).collect();
        check_result.scenario_count = scenarios.len();
        let loaded = LoadedScenarios { scenarios, whole: complete };
        check_result.configurations(&folder, &loaded);
        check_result
            .problems
            .sort_by(|left, right| position(&left.plain).cmp(&position(&right.plain)));
        Ok(check_result)
    }

    /// The policy of features that name none, as the configuration in force names it, which may be wrong elsewhere.
    fn default_policy(&self) -> Option<&str> {
        let label = self.inputs.root.label(self.inputs.config.as_deref()?);
        let config = self.inputs.configurations.iter().find(|source| source.label == label)?;
        value_of(&config.text, "default_policy:").filter(|name| !name.is_empty())
    }

    /// How many problems of a severity there are.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|problem| problem.plain.severity == severity).count()
    }

    fn note(&mut self, diagnostic: impl Into<Diagnostic>, file: Option<&str>, exit: Exit) {
        let diagnostic = diagnostic.into();
        let mut plain = PlainDiagnostic::from(&diagnostic);
        plain.file = plain.file.or_else(|| file.map(str::to_owned));
        let exit = match plain.severity {
            Severity::Error => exit,
            Severity::Warning => Exit::Conforms,
        };
        self.problems.push(FoundProblem { diagnostic, plain, exit });
    }

    fn document(&mut self, errors: &DocumentErrors, label: &str) {
        for problem in errors {
            self.note(problem.clone(), Some(label), Exit::Input);
        }
    }

    /// The policies, with those that are named. Problems of the project's own are reported whether they are named or
    /// not: without them no feature can be checked.
    fn policies(&mut self, args: &CheckArgs) -> Result<PolicyFolder, CliError> {
        let named = std::mem::take(&mut self.inputs.policies);
        let mut folder = Policies::gather(&self.inputs.root, named.clone())?;
        for (report, label) in std::mem::take(&mut folder.reports) {
            self.note(report, Some(&label), Exit::Input);
        }
        let own = || self.inputs.root.own_policies().0;
        self.inputs.policies = if self.inputs.whole { own() } else { named };
        // A file that `--policy` names and that has problems is reported here with the rest.
        if let Some(source) = args.policy.as_deref().and_then(|name| folder.policies.file(name)) {
            let source = source?;
            if let Err(errors) = read_policy(&source.label, &source.text) {
                self.document(&errors, &source.label);
                folder.complete = false;
                folder.unread.insert(name_of(&source));
                self.forced = Some(name_of(&source));
            }
        }
        Ok(folder)
    }

    /// The features that could be read and translated, and whether these are all of them.
    fn features(&mut self, vocabulary: &Vocabulary, output: &Output) -> (Vec<Feature>, bool) {
        let display = output.progress("checking");
        let translated = translate(&self.inputs.features, vocabulary, display.as_ref());
        for problem in translated.errors {
            self.note(problem, None, Exit::Input);
        }
        let in_scenarios = translated.features.iter().flat_map(Feature::problems);
        for problem in translated.unknown_sentences.into_iter().chain(in_scenarios) {
            self.note(problem, None, Exit::DoesNotConform);
        }
        for lint in lints(&translated.features) {
            self.note(lint, None, Exit::Conforms);
        }
        (translated.features, translated.complete)
    }

    fn unused(&mut self, folder: &PolicyFolder, features: &[Feature]) {
        let scenarios = features.iter().flat_map(Feature::scenarios);
        for (errors, label) in unused(folder.policies.judged(self.inputs.bundled), scenarios) {
            self.document(&errors, &label);
        }
    }

    fn configurations(&mut self, folder: &PolicyFolder, loaded: &LoadedScenarios) {
        for source in self.inputs.configurations.clone() {
            let config = match Config::parse(&source.label, &source.text) {
                Ok(config) => config,
                Err(errors) => {
                    self.document(&errors, &source.label);
                    continue;
                }
            };
            if let Err(errors) = folder.policies.check(&config) {
                self.document(&errors, &source.label);
            }
            // A policy that cannot be read may have what seems to be missing. The date changes no problem.
            let policies = folder.policies.all().iter().map(|policy| &**policy);
            if folder.complete
                && let Err(errors) = config.waivers(loaded.clone(), policies, Date::after_1970(0))
            {
                self.document(&errors, &source.label);
            }
        }
    }
}

/// What sorts problems by file and line.
fn position(plain: &PlainDiagnostic) -> (Option<&str>, usize, usize) {
    let place = plain.region.as_ref().map_or((0, 0), |region| (region.line, region.column));
    (plain.file.as_deref(), place.0, place.1)
}
