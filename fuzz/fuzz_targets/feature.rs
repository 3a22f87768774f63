//! Any text as a feature: it is read or refused, translated, and says the same when it is formatted.
#![no_main]

use libfuzzer_sys::fuzz_target;
use passgate::internals::language::{Catalogue, Feature, Scenario, Translator, format, lints};
use passgate_fuzz::{WORDS, check_problems};

fuzz_target!(|text: &str| {
    let mut translator = Translator::new(Catalogue::bundled(), &WORDS);
    let feature = match Feature::read("a.feature", text) {
        Ok(feature) => feature,
        Err(errors) => {
            assert!(!errors.problems().is_empty());
            check_problems(text, errors.problems());
            check_problems(text, &translator.recover("a.feature", text));
            return;
        }
    };
    let (refused, feature) = translator.check(feature);
    check_problems(text, &refused);
    check_problems(text, &feature.problems());
    let before: Vec<String> = feature.scenarios().iter().map(meaning).collect();
    check_problems(text, &lints(&[feature]));
    // A text that would not say the same is an error of the formatter.
    let formatted = format("a.feature", text).expect("what is read can be formatted");
    assert_eq!(format("a.feature", &formatted).expect("it is formatted"), formatted);
    let feature = Feature::read("a.feature", &formatted).expect("it is formatted");
    let (_, feature) = translator.check(feature);
    assert_eq!(feature.scenarios().iter().map(meaning).collect::<Vec<_>>(), before);
});

/// What a scenario is called and asks for, without its place.
fn meaning(scenario: &Scenario) -> String {
    let steps: Vec<_> = scenario
        .steps
        .iter()
        .map(|step| (&step.keyword, &step.text, &step.sentence, &step.instruction))
        .collect();
    format!("{:?} {:?} {:?} {steps:?}", scenario.name, scenario.tags, scenario.clauses)
}
