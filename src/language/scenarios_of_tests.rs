//! Scenarios for the tests of every room above, read from text that the tests contain.

use std::sync::Arc;

use crate::language::catalogue::compiled::Catalogue;
use crate::language::feature::Feature;
use crate::language::policies_of_tests::vocabulary;
use crate::language::scenario::Scenario;
use crate::language::translation::Translator;
use crate::policy::checked::Policy;

/// The scenarios of a feature of the policy, whose first scenario begins on line 3.
#[track_caller]
pub(crate) fn scenarios(policy: &Arc<Policy>, text: &str) -> Vec<Arc<Scenario>> {
    let text = format!("@policy:{}\nFeature: F\n{text}", policy.id);
    let feature = Feature::read("a.feature", &text).unwrap();
    let vocabulary = vocabulary(policy);
    let translated = Translator::new(Catalogue::bundled(), &vocabulary).translate(feature);
    translated.unwrap().into_scenarios()
}

/// The only scenario of the policy that has these steps.
#[track_caller]
pub(crate) fn scenario(policy: &Arc<Policy>, steps: &str) -> Arc<Scenario> {
    let scenario = scenarios(policy, &format!("Scenario: S\n{steps}")).pop().unwrap();
    assert!(scenario.is_runnable(), "{:?}", scenario.problems);
    scenario
}
