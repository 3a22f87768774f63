//! Everything that is wrong with some files, found without playing anything.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::cli::Exit;
use crate::cli::args::CheckArgs;
use crate::cli::collection::Collection;
use crate::cli::error::CliError;
use crate::cli::files::Source;
use crate::cli::library::{self, DEFAULT_POLICY};
use crate::cli::plays::lexicon;
use crate::cli::policies::{Policies, Shelf, name_of};
use crate::conformance::{AtHand, Config, Date};
use crate::language::{Catalogue, Feature, Lexicon, Scenario, Translator, remarks};
use crate::policy::{DocumentErrors, Policy, Usage};
use crate::report::{Diagnosis, Severity};

/// A problem with its place, and what it means for the exit code.
pub(super) struct Noted {
    pub(super) report: miette::Report,
    pub(super) diagnosis: Diagnosis,
    pub(super) exit: Exit,
}

/// What was read, and all that is wrong with it.
pub(super) struct Survey {
    /// In the order of the files, and in each of them from its beginning.
    pub(super) noted: Vec<Noted>,
    pub(super) collection: Collection,
    pub(super) scenario_count: usize,
    /// The policy that `--policy` means, where it could not be read.
    forced: Option<Arc<str>>,
}

impl Survey {
    /// Reads and checks what the command line asks for.
    pub(super) fn of(args: &CheckArgs) -> Result<Self, CliError> {
        let collection = Collection::of(args)?;
        let mut survey = Self { noted: Vec::new(), collection, scenario_count: 0, forced: None };
        for error in std::mem::take(&mut survey.collection.unreadable) {
            let path = error.path().to_owned();
            survey.note(error.into(), Some(&path), Exit::Input);
        }
        let shelf = survey.policies(args)?;
        let forced = match (&args.policy, shelf.complete) {
            (Some(name), true) => Some(shelf.policies.chosen(name)?),
            (Some(_), false) | (None, _) => None,
        };
        let mut words = lexicon(&shelf.policies, forced.as_ref());
        words.unread.clone_from(&shelf.unread);
        words.forced = words.forced.or_else(|| survey.forced.take());
        let (features, readable) = survey.features(&words);
        let complete = survey.collection.whole && readable && shelf.complete;
        if complete && forced.is_none() {
            survey.unused(&shelf, &features);
        }
        let scenarios: Vec<Arc<Scenario>> =
            features.into_iter().flat_map(|feature| feature.into_parts().0).collect();
        survey.scenario_count = scenarios.len();
        let at_hand = AtHand { scenarios, whole: complete };
        survey.configurations(&shelf, &at_hand);
        survey.noted.sort_by(|left, right| place(&left.diagnosis).cmp(&place(&right.diagnosis)));
        Ok(survey)
    }

    /// How many problems of a severity there are.
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.noted.iter().filter(|noted| noted.diagnosis.severity == severity).count()
    }

    fn note(&mut self, report: miette::Report, file: Option<&str>, exit: Exit) {
        let diagnosis = Diagnosis::of(report.as_ref(), file);
        let exit = match diagnosis.severity {
            Severity::Error => exit,
            Severity::Warning => Exit::Conforms,
        };
        self.noted.push(Noted { report, diagnosis, exit });
    }

    fn document(&mut self, errors: &DocumentErrors, label: &str) {
        for problem in errors {
            self.note(problem.clone().into(), Some(label), Exit::Input);
        }
    }

    /// The policies at hand, those that somebody named among them. What is wrong with the project's own is told
    /// whether they are named or not: without them no feature can be judged.
    fn policies(&mut self, args: &CheckArgs) -> Result<Shelf, CliError> {
        let named = std::mem::take(&mut self.collection.policies);
        let mut shelf = Policies::gather(named.clone())?;
        for (report, label) in std::mem::take(&mut shelf.reports) {
            self.note(report, Some(&label), Exit::Input);
        }
        self.collection.policies =
            if self.collection.whole { library::own_policies().0 } else { named };
        // A file that `--policy` names and that is wrong is told here with the rest.
        if let Some(source) = args.policy.as_deref().and_then(|name| shelf.policies.file(name)) {
            let source = source?;
            if let Err(errors) = Policy::parse(&source.label, &source.text) {
                self.document(&errors, &source.label);
                shelf.complete = false;
                shelf.unread.insert(name_of(&source));
                self.forced = Some(name_of(&source));
            }
        }
        Ok(shelf)
    }

    /// The features that could be read, translated, and whether these are all of them.
    fn features(&mut self, words: &Lexicon) -> (Vec<Feature>, bool) {
        let mut translator = Translator::new(Catalogue::bundled(), words);
        let mut features = Vec::new();
        let mut readable = true;
        for source in std::mem::take(&mut self.collection.features) {
            match Feature::read(&source.label, &source.text) {
                Ok(feature) => {
                    let (refused, feature) = translator.check(feature);
                    for problem in refused {
                        self.note(problem.into(), None, Exit::Input);
                    }
                    for problem in feature.problems() {
                        self.note(problem.into(), None, Exit::DoesNotConform);
                    }
                    features.push(feature);
                }
                Err(errors) => {
                    readable = false;
                    for problem in errors.into_problems() {
                        self.note(problem.into(), None, Exit::Input);
                    }
                    for problem in translator.salvage(&source.label, &source.text) {
                        self.note(problem.into(), None, Exit::DoesNotConform);
                    }
                }
            }
            self.collection.features.push(Source { text: String::new(), ..source });
        }
        for remark in remarks(&features) {
            self.note(remark.into(), None, Exit::Conforms);
        }
        (features, readable)
    }

    fn unused(&mut self, shelf: &Shelf, features: &[Feature]) {
        let scenarios = features.iter().flat_map(Feature::scenarios);
        for (errors, label) in unused(shelf.policies.judged(self.collection.bundled), scenarios) {
            self.document(&errors, &label);
        }
    }

    fn configurations(&mut self, shelf: &Shelf, at_hand: &AtHand) {
        for source in self.collection.configurations.clone() {
            let names = |config: Config| {
                // Which day it is changes no problem of the document.
                let day = Date::after_1970(0);
                let policies = shelf.policies.all().iter().map(|policy| &**policy);
                // A policy that cannot be read may have what seems to be missing.
                let known = if shelf.complete { Some(policies) } else { None };
                known
                    .map_or(Ok(()), |known| config.waivers(at_hand.clone(), known, day).map(|_| ()))
            };
            if let Err(errors) = Config::parse(&source.label, &source.text).and_then(names) {
                self.document(&errors, &source.label);
            }
        }
    }
}

/// The rows and clauses of some policies that none of `scenarios` is about, each with the name of its file.
pub(super) fn unused<'s>(
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
fn place(diagnosis: &Diagnosis) -> (Option<&str>, usize, usize) {
    let spot = diagnosis.spot();
    let line = spot.map_or(0, |spot| spot.line);
    (diagnosis.file.as_deref(), line, spot.map_or(0, |spot| spot.column))
}
