//! The catalogue as people and editors get it: every sentence can hold and can fail, and every word that is listed is
//! accepted.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "support/bundled.rs"]
mod bundled;
#[path = "steps/situations.rs"]
mod situations;
mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use cucumber_expressions::expand::ParametersProvider;
use cucumber_expressions::{Expression, Spanned};
use passgate::internals::language::{
    Catalogue, Known, ListedSentence, Parameter, Section, Vocabulary,
};
use passgate::internals::policy::Policy;
use passgate::internals::report::{GLUE_MARK, glue};
use passgate::internals::run::Ending;
use regex::Regex;

/// A policy with prompts and a dimension that the bundled ones do not have.
fn shopfloor() -> Arc<Policy> {
    support::policy("../policies-of-tests/shopfloor")
}

fn vocabulary() -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    bundled::policies().iter().for_each(|policy| vocabulary.learn(policy));
    vocabulary
}

/// The example of a sentence with another word in one place; nothing if it has none.
fn with_word(listed: &ListedSentence<'_>, position: usize, word: &str) -> Option<String> {
    let example = listed.example.as_ref()?;
    let mut text = example.clone();
    let captures = listed.entry.regex().captures(example).unwrap();
    text.replace_range(captures.get(position + 1).unwrap().range(), word);
    Some(text)
}

#[test]
fn a_sentence_lists_the_names_that_it_takes_and_no_others() {
    let mut vocabulary = Vocabulary::default();
    ["intune-2015-12", "intune-2015-10"]
        .map(support::policy)
        .iter()
        .for_each(|it| vocabulary.learn(it));
    let listing = Catalogue::bundled().listing(vocabulary.every_scope());
    let listed = |expression: &str| {
        listing.iter().find(|it| it.entry.sentence().expression == expression).unwrap()
    };
    let names = |expression: &str, wanted: Parameter| {
        let open = listed(expression).open.iter().find(|(parameter, _)| *parameter == wanted);
        match &open.unwrap().1 {
            Known::Names(names) => names.join(", "),
            Known::Form(form) => panic!("{form}"),
        }
    };
    let devices = "a(n) {platform} device managed by {managed}";
    assert_eq!(names(devices, Parameter::Platform), "iOS, Windows Phone 8.1, Android");
    assert_eq!(names(devices, Parameter::Managed), "Intune standalone, Intune hybrid");
    let signing_out = "{actor} signs out of {surface}";
    assert_eq!(names(signing_out, Parameter::Surface), "the Company Portal website");
    let state = "{actor} sees that the latest reset is {state} in {surface}";
    let consoles =
        "the ConfigMgr console, Remote Mobile Device Manager, the Intune administration console";
    assert_eq!(names(state, Parameter::Surface), consoles);
}

/// A state or a refusal that no scenario reaches would be a word without a meaning.
#[test]
fn every_state_refusal_fault_and_notice_that_is_listed_is_reached_by_a_bundled_scenario() {
    let vocabulary = vocabulary();
    let records = bundled::run_bundled(2015);
    let steps = || records.iter().flat_map(|record| &record.job.scenario.steps);
    let listing = Catalogue::bundled().listing(vocabulary.every_scope());
    let mut missing = Vec::new();
    for listed in &listing {
        let said = || steps().filter(|step| step.sentence == Some(listed.entry.id()));
        if listed.example.is_some() && said().next().is_none() {
            missing.push(listed.entry.sentence().expression.to_owned());
        }
        let words = listed.open.iter().enumerate();
        for (position, (parameter, known)) in words {
            let (true, Known::Names(names)) = (
                matches!(
                    parameter,
                    Parameter::State | Parameter::Refusal | Parameter::Fault | Parameter::Notice
                ),
                known,
            ) else {
                continue;
            };
            let word = |text: &str| {
                let captures = listed.entry.regex().captures(text)?;
                Some(captures.get(position + 1)?.as_str().to_owned())
            };
            let reached: Vec<String> = said().filter_map(|step| word(&step.text)).collect();
            missing.extend(names.iter().filter(|name| !reached.contains(name)).cloned());
        }
    }
    assert_eq!(missing, Vec::<String>::new());
    assert!(records.iter().all(|record| record.ending == Ending::Passed));
}

/// What editors take for the open words: our exact patterns, and Cucumber's own for the other two.
#[derive(Clone, Copy)]
struct Exact<'p>(&'p BTreeMap<Parameter, String>);

impl<'s, 'p> ParametersProvider<Spanned<'s>> for Exact<'p> {
    type Item = char;
    type Value = &'p str;

    fn get(&self, name: &Spanned<'s>) -> Option<&'p str> {
        let parameter = Parameter::from_name(name.fragment())?;
        self.0.get(&parameter).map(String::as_str)
    }
}

fn patterns(vocabulary: &Vocabulary) -> BTreeMap<Parameter, String> {
    let pattern = |parameter: Parameter| {
        let builtin = if parameter == Parameter::Int { r"-?\d+" } else { "\"[^\"]*\"" };
        parameter.exact_pattern(vocabulary.every_scope()).unwrap_or_else(|| builtin.to_owned())
    };
    Parameter::ALL.iter().map(|parameter| (*parameter, pattern(*parameter))).collect()
}

/// The sentences of which an editor would say that `text` is one.
fn editors_find<'a>(sentences: &[(&'a str, Regex)], text: &str) -> Vec<&'a str> {
    let fits = sentences.iter().filter(|(_, regex)| regex.is_match(text));
    fits.map(|(expression, _)| *expression).collect()
}

#[test]
fn editors_take_what_we_take_and_mark_words_that_we_do_not_know() {
    let mut vocabulary = vocabulary();
    vocabulary.learn(&shopfloor());
    let listing = Catalogue::bundled().listing(vocabulary.every_scope());
    let patterns = patterns(&vocabulary);
    let regex =
        |expression: &str| Expression::regex_with_parameters(expression, Exact(&patterns)).unwrap();
    let mut sentences: Vec<(&str, Regex)> = Vec::new();
    for sentence in listing.iter().map(|listed| listed.entry.sentence()) {
        sentences.push((sentence.expression, regex(sentence.expression)));
        // As the file for editors has them: once more with the device that they may be for.
        if sentence.takes_device() {
            let longer = format!("{} for {{device}}", sentence.expression);
            sentences.push((sentence.expression, regex(&longer)));
        }
    }
    for listed in &listing {
        let sentence = listed.entry.sentence();
        let example = listed.example.as_deref().unwrap();
        assert_eq!(editors_find(&sentences, example), [sentence.expression]);
        for (position, (parameter, known)) in listed.open.iter().enumerate() {
            let Known::Names(names) = known else { continue };
            for name in names {
                let text = with_word(listed, position, name).unwrap();
                assert_eq!(editors_find(&sentences, &text), [sentence.expression], "{text}");
            }
            let text = with_word(listed, position, "refrigerator").unwrap();
            assert!(!editors_find(&sentences, &text).contains(&sentence.expression), "{text}");
            let text = with_word(listed, position, "<of the row>").unwrap();
            let found = editors_find(&sentences, &text);
            assert!(found.contains(&sentence.expression), "{parameter}: {text}");
        }
    }
    let records = bundled::run_bundled(2015);
    for step in records.iter().flat_map(|record| &record.job.scenario.steps) {
        assert_eq!(editors_find(&sentences, &step.text).len(), 1, "{}", step.text);
    }
    for (text, known) in [
        ("1 hour 30 minutes pass", true),
        ("90:00 pass", true),
        ("five minutes pass", false),
        ("4:75 pass", false),
        ("5 parsecs pass", false),
    ] {
        assert_eq!(!editors_find(&sentences, text).is_empty(), known, "{text}");
    }
}

#[test]
fn the_file_for_editors_defines_each_sentence_and_open_word_once() {
    let mut vocabulary = vocabulary();
    let text = include_str!("../fixtures/policies-of-tests/shopfloor.yaml");
    let odd = text.replace("Till Pad 2", "A+B 1.0");
    vocabulary.learn(&Arc::new(Policy::parse("odd", &odd).unwrap()));
    let listing = Catalogue::bundled().listing(vocabulary.every_scope());
    let text = glue(&listing, vocabulary.every_scope());
    assert_eq!(text.lines().next(), Some(GLUE_MARK));
    for listed in &listing {
        let expression = listed.entry.sentence().expression;
        assert_eq!(text.matches(&format!("('{expression}', ")).count(), 1, "{expression}");
        let for_a_device = text.matches(&format!("('{expression} for {{device}}', ")).count();
        assert_eq!(for_a_device, usize::from(listed.entry.sentence().takes_device()));
        // The language service undoes the escape of a quote alone.
        assert!(!expression.contains(['\\', '`', '\'']), "{expression}");
    }
    for parameter in Parameter::ALL {
        let own = !matches!(parameter, Parameter::String | Parameter::Int);
        let count = text.matches(&format!("{{ name: '{parameter}', ")).count();
        assert_eq!(count, usize::from(own), "{parameter}");
    }
    assert!(text.contains(r"A\+B 1\.0"), "{text}");
}

#[test]
fn all_words_of_a_search_are_found_wherever_they_are() {
    let catalogue = Catalogue::bundled();
    let search = |words: &[&str]| {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        catalogue
            .search(&words, &Vocabulary::default())
            .map(|found| found.len())
            .map_err(|error| error.to_string())
    };
    assert_eq!(search(&[]), Ok(catalogue.sentences().len()));
    assert_eq!(search(&["cancels"]), Ok(1));
    assert_eq!(search(&["PORTAL", "cancels"]), search(&["cancels portal"]));
    let consoles = catalogue.search(&["Consoles".to_owned()], &Vocabulary::default()).unwrap();
    assert!(consoles.iter().all(|entry| entry.section() == Section::Consoles));
    assert_eq!(consoles.len(), 3);
    assert_eq!(
        search(&["cancels", "pascode"]),
        Err("no sentence in the catalogue contains `pascode`".to_owned())
    );
}
