//! The catalogue as people and editors get it: every example is run, and every word that is listed is accepted.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "support/bundled.rs"]
mod bundled;
mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use cucumber_expressions::expand::ParametersProvider;
use cucumber_expressions::{Expression, Spanned};
use passgate::internals::conformance::{Verdict, judge};
use passgate::internals::language::{
    Catalogue, CatalogueEntry, Known, ListedSentence, Parameter, Section, SentenceKind, Vocabulary,
};
use passgate::internals::policy::Policy;
use passgate::internals::report::{GLUE_MARK, glue};
use regex::Regex;

/// What may have happened before a sentence.
const SITUATIONS: [&[&str]; 17] = [
    &[],
    &["Given a Windows Phone 8.1 device managed by Intune standalone"],
    &["Given an iOS device managed by Intune hybrid"],
    &[
        "Given a Windows Phone 8.1 device managed by Intune standalone",
        "When the end user resets the passcode in the Company Portal website",
    ],
    &[
        "Given a Windows Phone 8.1 device managed by Intune standalone",
        "When the end user resets the passcode in the Company Portal website",
        "Then the end user sees a new numeric passcode in the Company Portal website",
    ],
    &[
        "Given a Windows Phone 8.1 device managed by Intune standalone",
        "When the end user resets the passcode in the Company Portal website",
        "Then the end user sees a new numeric passcode in the Company Portal website",
        "When the end user resets the passcode in the Company Portal website",
    ],
    &[
        "Given a Windows Phone 8.1 device managed by Intune standalone",
        "When the end user selects Reset Passcode in the Company Portal website",
    ],
    &[
        "Given a Windows Phone 8.1 device managed by Intune standalone",
        "When the end user selects Reset Passcode in the Company Portal website",
        "And the end user signs out and signs in again after 1:00",
    ],
    &[
        "Given a Windows Phone 8.1 device managed by Intune hybrid",
        "When the end user asks for a passcode reset in the Company Portal website",
    ],
    &[
        "Given a Windows Phone 8.1 device managed by Intune hybrid",
        "When the administrator resets the passcode in the ConfigMgr console",
    ],
    &[
        "Given an iOS device managed by Intune standalone",
        "When the end user resets the passcode in the Company Portal website",
    ],
    &[
        "Given an Android device managed by Intune standalone",
        "When the end user resets the passcode in the Company Portal website",
    ],
    &[
        "Given an iOS device managed by Intune hybrid",
        "When the end user resets the passcode in the Company Portal website",
        "And the end user sets a new passcode on the device",
    ],
    &[
        "Given a Windows Phone 8.1 device managed by Intune hybrid",
        "When the end user asks for a passcode reset in the Company Portal website",
        "And the administrator tries to ask for a passcode reset in the ConfigMgr console",
    ],
    &[
        "Given an iOS device managed by Intune standalone",
        "When the end user resets the passcode in the Company Portal website",
        "And 61 minutes have passed since the passcode was removed",
    ],
    &[
        "Given a Windows Phone 8.1 device managed by Intune hybrid",
        "And a passcode reset has been performed on the device before",
        "When the end user resets the passcode in the Company Portal website",
    ],
    &[
        "Given an Android device managed by Intune standalone",
        "When the end user unlocks the device with the old passcode",
        "And the end user sets a new passcode on the device",
        "And the end user resets the passcode in the Company Portal website",
    ],
];

/// What holds in every situation: no one is ever offered to reset another person's passcode in the portal.
const ALWAYS: &str = "another end user is not offered Reset Passcode in the Company Portal website";

/// What holds after one act or another: a scenario that looks at nothing would show nothing.
const ENDS: [&str; 2] = ["Then the device has a passcode", "Then the device has no passcode"];

/// The sentence in the names of the policy that the situations are about, if that has a use for it.
fn example(entry: &CatalogueEntry) -> Option<String> {
    entry.example(&support::policy(support::INTUNE))
}

/// The example in every situation, as the steps of a scenario each.
fn scenarios(entry: &CatalogueEntry) -> Vec<Vec<String>> {
    let Some(example) = example(entry) else { return Vec::new() };
    let example = format!("{} {example}", entry.usual_role());
    let ends: &[&str] = match entry.sentence().kind {
        SentenceKind::Act => &ENDS,
        SentenceKind::Check => &[""],
    };
    SITUATIONS
        .iter()
        .flat_map(|situation| {
            ends.iter().map(|end| {
                let before = situation.iter().map(|line| (*line).to_owned());
                let end = Some((*end).to_owned()).filter(|end| !end.is_empty());
                before.chain([example.clone()]).chain(end).collect()
            })
        })
        .collect()
}

#[test]
fn every_example_holds_where_it_fits_and_every_expectation_fails_where_it_does_not() {
    let mut text = "Feature: Examples\n".to_owned();
    for entry in Catalogue::bundled().sentences() {
        for (number, steps) in scenarios(entry).iter().enumerate() {
            text += &format!("\n  Scenario: {}, {number}\n", entry.id().0);
            text += &steps.iter().map(|step| format!("    {step}\n")).collect::<String>();
        }
    }
    let features = [("features/examples.feature".to_owned(), text)];
    let mut verdicts: BTreeMap<u16, Vec<Verdict>> = BTreeMap::new();
    for record in support::run(&features, &bundled::policies(), 2015) {
        let (id, _) = record.job.scenario.name.split_once(',').unwrap();
        verdicts.entry(id.parse().unwrap()).or_default().push(judge(&record));
    }
    let mut offences = String::new();
    for entry in Catalogue::bundled().sentences() {
        let Some(example) = example(entry) else { continue };
        let reached = verdicts.get(&entry.id().0).unwrap();
        let sentence = entry.sentence();
        let mut offence = |what| offences += &format!("{what}: {example}\n");
        if !reached.contains(&Verdict::Conforms) {
            offence("never holds");
        }
        let fails = reached.contains(&Verdict::Fails);
        if sentence.kind == SentenceKind::Check && fails == (example == ALWAYS) {
            offence(if fails { "fails" } else { "never fails" });
        }
        if reached.contains(&Verdict::Error) {
            offence("breaks the harness");
        }
    }
    assert_eq!(offences, "");
}

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
    let vocabulary = vocabulary();
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
    let sentences: Vec<(&str, Regex)> = listing
        .iter()
        .map(|listed| {
            let expression = listed.entry.sentence().expression;
            let exact = Exact(&patterns);
            (expression, Expression::regex_with_parameters(expression, exact).unwrap())
        })
        .collect();
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
