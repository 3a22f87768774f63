//! Lines of a description that are steps with a mistyped keyword: Gherkin takes them for prose, and nothing runs them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::document::suggestion::wrong_letters;
use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry};
use crate::language::catalogue::nearest::{Examples, most_alike};
use crate::language::gherkin::language::{BlockKind, Language};
use crate::language::policy_scope::PolicyScope;
use crate::language::problem::ProblemKind;
use crate::language::scenario::{Scenario, StepRole};
use crate::language::vocabulary::Vocabulary;

/// How many letters of a keyword may be wrong.
const LETTERS_MAX: usize = 2;

/// What the meaning of a line depends on: the language of its file, the policy that the scenario names, and its text.
type LineKey = (&'static str, Option<Arc<str>>, String);

/// What the lines of descriptions are, each looked at once for each policy that a scenario names.
#[derive(Debug)]
pub(crate) struct MistypedSteps {
    known: BTreeMap<LineKey, Option<Arc<Finding>>>,
    /// The sentences of the catalogue in the words of each policy.
    examples: BTreeMap<Option<Arc<str>>, Examples<'static>>,
}

/// What a line may have been meant to say.
#[derive(Clone, Copy)]
struct Sentences<'s> {
    examples: &'s Examples<'static>,
    scope: PolicyScope<'s>,
}

impl Sentences<'_> {
    /// The sentence that a text is most like, and how much, if that is enough for a suggestion.
    fn most_alike(&self, text: &str) -> Option<(&CatalogueEntry, f64)> {
        most_alike(text, self.examples, self.scope)
    }

    /// Whether a text is a sentence of the catalogue with names that are known.
    fn has(&self, text: &str) -> bool {
        let reads = |role: StepRole, text: &str| {
            Catalogue::bundled().read(role, role.name(), text, self.scope).is_ok()
        };
        let says = |text: &str| reads(StepRole::When, text) || reads(StepRole::Then, text);
        self.may_have(text) && (says(text) || says(without_end(text)))
    }

    /// Whether a text is a sentence of the catalogue, whatever its names, also with its text in quotes below it.
    fn may_have(&self, text: &str) -> bool {
        let catalogue = Catalogue::bundled();
        let is = |text: &str| {
            catalogue.says(text)
                || text.strip_suffix(':').is_some_and(|short| catalogue.gap(short).is_some())
        };
        is(text) || is(without_end(text))
    }
}

impl MistypedSteps {
    pub(crate) const fn new() -> Self {
        Self { known: BTreeMap::new(), examples: BTreeMap::new() }
    }

    /// The lines of the descriptions above a scenario that are mistyped steps, as problems.
    pub(crate) fn above(
        &mut self,
        scenario: &Scenario,
        page: &Arc<SourceFile>,
        language: &'static Language,
        vocabulary: &Vocabulary,
    ) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        if scenario.place.prose.is_empty() {
            return problems;
        }
        let policy = &scenario.policy;
        let scope = vocabulary.scope(policy.as_ref());
        let examples = self
            .examples
            .entry(policy.clone())
            .or_insert_with(|| Catalogue::bundled().examples_everywhere(scope));
        let sentences = Sentences { examples, scope };
        for line in scenario.place.prose.iter() {
            let place = page.words_of(page.line_at(line.start));
            let text = page.text().get(place.clone()).unwrap_or_default();
            let key = (language.code, policy.clone(), text.to_owned());
            let known = self.known.entry(key).or_insert_with(|| {
                let keyword = meant_keyword(text, language, sentences)?;
                Some(Arc::new(finding(&keyword, language)))
            });
            problems.extend(known.iter().map(|it| Diagnostic::shared(it, page, place.clone())));
        }
        problems
    }
}

fn finding(keyword: &str, language: &Language) -> Finding {
    let heading = language.keyword(BlockKind::Scenario);
    let message = "this line looks like a step, and is part of a description";
    Finding::new(ProblemKind::MistypedStep, message).label("nothing runs it").help(format!(
        "begin it with `{keyword}`; if a heading such as `{heading}:` is missing or misspelt above it, correct that"
    ))
}

/// The keyword that a line of a description was meant to begin with, if it is a mistyped step.
///
/// It is one if it is a sentence of the catalogue, or nearly one, once a bullet, a colon or a word within two letters of a
/// keyword is removed. A line that is nearer to a sentence as it is only says the same as one: it is prose.
fn meant_keyword(
    line: &str,
    language: &'static Language,
    sentences: Sentences<'_>,
) -> Option<String> {
    let line = line.trim();
    if line.starts_with('|') || line.starts_with("\"\"\"") || line.starts_with("```") {
        return None;
    }
    let bare = without_bullet(line);
    let mut readings = readings(bare, language);
    // Several keywords may be meant, and the nearest is.
    readings.sort_by_key(|reading| reading.wrong_count);
    let mut rests = BTreeSet::new();
    readings.retain(|reading| rests.insert(reading.rest.clone()));
    // The open words of a sentence take in many words, a keyword before it too: first with names that are known.
    for is_said in [Sentences::has, Sentences::may_have] {
        if is_said(&sentences, &joined(bare)) {
            return Some(usual_keyword(&joined(bare), language, sentences));
        }
        if let Some(exact) = readings.iter().find(|reading| is_said(&sentences, &reading.rest)) {
            return Some(exact.keyword.to_owned());
        }
    }
    let is_near = |reading: &&Reading| {
        let likeness = |text: &str| sentences.most_alike(text).map(|(_, likeness)| likeness);
        likeness(&reading.rest).is_some_and(|near| near > likeness(bare).unwrap_or_default())
    };
    if let Some(near) = readings.iter().find(is_near) {
        return Some(near.keyword.to_owned());
    }
    let has_bullet = bare.len() < line.len();
    (has_bullet && sentences.most_alike(bare).is_some())
        .then(|| usual_keyword(bare, language, sentences))
}

/// A line without the word that may be its keyword.
struct Reading {
    keyword: &'static str,
    wrong_count: usize,
    rest: String,
}

/// Every way to take the beginning of a line for a keyword of its language, or of English.
fn readings(line: &str, language: &'static Language) -> Vec<Reading> {
    let mut readings = Vec::new();
    let keywords = language.step_keywords().chain(Language::english().step_keywords());
    for (keyword, has_blank) in keywords {
        let lower = keyword.to_lowercase();
        let length = lower.chars().count();
        let ends = if has_blank {
            let words = keyword.split(' ').count();
            let glued = line.char_indices().nth(length).map(|(at, _)| at);
            // A colon or a dash may follow without a blank.
            let punctuation = line.find([':', ';', ',', '-', '–', '—', '.']);
            [end_of_words(line, words), glued, punctuation].to_vec()
        } else {
            let around = length.saturating_sub(1).max(1)..=length.saturating_add(1);
            around.map(|count| line.char_indices().nth(count).map(|(at, _)| at)).collect()
        };
        for end in ends.into_iter().flatten() {
            let (head, rest) = line.split_at_checked(end).unwrap_or((line, ""));
            let head = head.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
            let wrong_count = wrong_letters(&head, &lower);
            let rest = rest.trim_start_matches(|letter: char| {
                !letter.is_alphanumeric() && !matches!(letter, '"' | '\'' | '<' | '“')
            });
            if wrong_count <= LETTERS_MAX && wrong_count < length && !rest.is_empty() {
                readings.push(Reading { keyword, wrong_count, rest: joined(rest) });
            }
        }
    }
    readings
}

/// Where the first `count` words of a line end.
fn end_of_words(line: &str, count: usize) -> Option<usize> {
    let mut blanks = line.char_indices().filter(|(_, letter)| letter.is_whitespace());
    blanks.nth(count.saturating_sub(1)).map(|(at, _)| at)
}

/// The line without what begins an item of a list: a dash, a dot, a number, a letter, a box.
fn without_bullet(line: &str) -> &str {
    let mut rest = line;
    loop {
        let inner = rest.trim_start_matches(|letter: char| {
            !letter.is_alphanumeric() && !matches!(letter, '"' | '\'' | '<' | '“')
        });
        let end = inner.find(|letter: char| !letter.is_alphanumeric());
        let (head, after) = inner.split_at_checked(end.unwrap_or(0)).unwrap_or((inner, ""));
        let is_label =
            head.chars().count() == 1 || (!head.is_empty() && head.chars().all(char::is_numeric));
        if !(is_label && after.starts_with(['.', ')', ']', ':'])) {
            return inner;
        }
        rest = after;
    }
}

fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without the mark at its end that a sentence of prose would have.
fn without_end(text: &str) -> &str {
    text.trim_end_matches(['.', ';', ',', '!'])
}

/// The keyword under which the sentence that a text is most like usually is.
fn usual_keyword(text: &str, language: &'static Language, sentences: Sentences<'_>) -> String {
    let catalogue = Catalogue::bundled();
    let mut whole = without_end(text).to_owned();
    // The text in quotes below it is a part of the sentence.
    if let Some(short) = text.strip_suffix(':')
        && let Some(at) = catalogue.gap(short)
    {
        whole = short.to_owned();
        whole.insert_str(at, " \"\"");
    }
    let said = catalogue.matching(&whole).first().map(|found| found.entry.usual_role());
    let role = said.or_else(|| sentences.most_alike(text).map(|(entry, _)| entry.usual_role()));
    language.usual_step(role.unwrap_or(StepRole::When)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::catalogue::example::fill;
    use crate::policy::samples::desk;

    /// What a line with the names of a policy in it was meant to begin with, and the line.
    #[track_caller]
    fn meant(line: &str, code: &str) -> (Option<String>, String) {
        let policy = desk();
        let mut vocabulary = Vocabulary::default();
        vocabulary.learn(&policy);
        let scope = vocabulary.scope(None);
        let place = *policy.places().iter().find(|place| place.actor == policy.owner()).unwrap();
        let line = fill(line, &policy, place).unwrap();
        let examples = Catalogue::bundled().examples_everywhere(scope);
        let sentences = Sentences { examples: &examples, scope };
        (meant_keyword(&line, Language::find(code).unwrap(), sentences), line)
    }

    #[track_caller]
    fn check(line: &str, expected: &str) {
        let (keyword, line) = meant(line, "en");
        assert_eq!(keyword.as_deref(), Some(expected), "{line}");
    }

    #[test]
    fn a_line_that_looks_like_a_step_is_one() {
        check("Givne a(n) {platform} device managed by {managed}", "Given");
        check("given a(n) {platform} device managed by {managed}", "Given");
        check("Given: a(n) {platform} device managed by {managed}", "Given");
        check("Given:a {platform} device managed by {managed}", "Given");
        check("- Given a(n) {platform} device managed by {managed}", "Given");
        check("  • given: a(n) {platform} device managed by {managed}.", "Given");
        check("1. Given a(n) {platform} device managed by {managed}", "Given");
        check("- [x] Given a(n) {platform} device managed by {managed}", "Given");
        check("**Given** a(n) {platform} device managed by {managed}", "Given");
        check("Given\u{a0}a {platform} device managed by {managed}", "Given");
        check("Gіven a(n) {platform} device managed by {managed}", "Given");
        check("WHEN {owner} resets the passcode in {portal}", "When");
        check("Wehn {owner} restes the passcode in {portal}", "When");
        check("Tehn the device has no passcode", "Then");
        check("Thenthe device has no passcode", "Then");
        check("Adn the device says \"The password was reset\"", "And");
        check("Thne the device says:", "Then");
        check("- the device has no passcode", "Then");
        check("{owner} resets the passcode in {portal}", "When");
        check("Whne {owner} selects {button} on the portal", "When");
        check("Givne a <platform> device managed by <management>", "Given");
    }

    #[test]
    fn the_keyword_is_that_of_the_language_of_the_file() {
        for (begins, code, expected) in [
            ("angenomen", "de", "Angenommen"),
            ("gegeben sie", "de", "Gegeben sei"),
            ("假如 :", "zh-CN", "假如"),
            ("Given", "de", "Given"),
        ] {
            let line = format!("{begins} a(n) {{platform}} device managed by {{managed}}");
            assert_eq!(meant(&line, code).0.as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn prose_stays_prose() {
        for line in [
            "{owner} resets the passcode, but only {staff} can find the new one,",
            "and only if a passcode reset had been performed before.",
            "The device is offline at first, and so the reset waits.",
            "What our service desk says to people who are locked out.",
            "This shows what happens when {owner} resets a passcode in the portal.",
            "{staff} finds the passcode in the console and reads it to the user.",
            "With that management, the passcode is only in the console.",
            "Only for devices that are online.",
            "when people lose their phones, they call us",
            "- see ticket PG-12",
            "* {platform} and others alike",
            "As someone who owns one I want to reset my passcode without calling anyone.",
            "And so on.",
            "That is the rule of the December release.",
            "They see the new passcode for a while.",
            "https://example.com/given/when/then",
            "| a | b |",
        ] {
            let (keyword, line) = meant(line, "en");
            assert_eq!(keyword, None, "{line}");
        }
    }
}
