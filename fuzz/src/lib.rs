//! What the targets share: the bundled policies with their words and scenarios, and what every problem has to be.

use std::sync::{Arc, LazyLock};

use passgate::internals::document::{Diagnostic, PlainDiagnostic};
use passgate::internals::language::{Catalogue, Feature, Scenario, Translator, Vocabulary};
use passgate::internals::policy::Policy;
use passgate::internals::report::{
    Paint, Width, diagnostic, problems_as_json, problems_as_sarif, problems_for_github,
};
use passgate::internals::run::Plan;

const POLICY: &str = include_str!("../../fixtures/policies/intune-2015-12.yaml");
const FEATURE: &str = include_str!("../../features/intune-2015-12/windows-phone-8.1.feature");

/// The name of [`static@PLANS`]'s feature.
const PATH: &str = "features/intune-2015-12/windows-phone-8.1.feature";

/// The bundled policy.
pub static BUNDLED: LazyLock<Arc<Policy>> = LazyLock::new(|| {
    Arc::new(Policy::parse("intune-2015-12.yaml", POLICY).expect("it is bundled"))
});

/// Its words.
pub static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| {
    let assumed = Some(Arc::clone(&BUNDLED.id));
    let mut vocabulary = Vocabulary { assumed, ..Vocabulary::default() };
    vocabulary.learn(&BUNDLED);
    vocabulary
});

/// Scenarios of it.
pub static SCENARIOS: LazyLock<Vec<Arc<Scenario>>> = LazyLock::new(|| {
    let feature = Feature::read(PATH, FEATURE).expect("it is bundled");
    let (_, feature) = Translator::new(Catalogue::bundled(), &WORDS).check(feature);
    feature.into_scenarios()
});

/// Their plans.
pub static PLANS: LazyLock<Vec<(Plan, Arc<Policy>)>> = LazyLock::new(|| {
    let plans = SCENARIOS.iter().filter_map(Plan::new);
    plans.map(|plan| (plan, Arc::clone(&BUNDLED))).collect()
});

/// Every problem can be shown, in every form, and is in the text.
pub fn check_problems<'p>(text: &str, problems: impl IntoIterator<Item = &'p Diagnostic>) {
    let problems: Vec<&Diagnostic> = problems.into_iter().take(20).collect();
    let lines = text.split('\n').count() + text.matches('\r').count() + 1;
    let plain: Vec<PlainDiagnostic> =
        problems.iter().map(|problem| PlainDiagnostic::from(*problem)).collect();
    for (problem, plain) in problems.iter().zip(&plain) {
        assert!(!plain.code.is_empty() && !plain.message.contains('\n'), "{plain:?}");
        for it in plain.region.iter().chain(&plain.related) {
            assert!(it.line >= 1 && it.end_line <= lines, "{it:?}");
            assert!((it.line, it.column) <= (it.end_line, it.end_column), "{it:?}");
        }
        assert!(!diagnostic(problem, Paint::Plain, Width::Columns(80)).is_empty());
    }
    assert_eq!(problems_for_github(&plain).lines().count(), plain.len());
    for json in [problems_as_json(&plain, 1), problems_as_sarif(&plain)] {
        assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok());
    }
}
