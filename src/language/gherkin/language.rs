//! The languages of Gherkin: their keywords, as the official table lists them.
//!
//! `keywords.rs` is generated from that table (see CONTRIBUTING); nothing else here names a language.

use std::sync::LazyLock;

use crate::document::source_file::SourceFile;
use crate::document::suggestion::{LIKENESS_MIN, likeness};
use crate::language::gherkin::keywords::TABLE;
use crate::language::scenario::StepRole;

/// What a heading begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlockKind {
    /// The feature.
    Feature,
    /// A rule.
    Rule,
    /// A background.
    Background,
    /// A scenario or an outline: only the examples make the difference.
    Scenario,
    /// The rows of an outline.
    Examples,
}

/// What the keyword of a step is, in the terms of Cucumber's messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeywordKind {
    /// `Given`.
    Context,
    /// `When`.
    Action,
    /// `Then`.
    Outcome,
    /// `And` or `But`.
    Conjunction,
    /// `*`, or a keyword of several kinds.
    Unknown,
}

/// What the columns of the table behind the names hold: headings first, then the keywords of steps.
const HEADINGS: [BlockKind; 6] = [
    BlockKind::Feature,
    BlockKind::Background,
    BlockKind::Rule,
    BlockKind::Scenario,
    BlockKind::Scenario,
    BlockKind::Examples,
];
/// The column with the keywords of outlines.
const OUTLINES: usize = 6;
const STEPS: [KeywordKind; 5] = [
    KeywordKind::Context,
    KeywordKind::Action,
    KeywordKind::Outcome,
    KeywordKind::Conjunction,
    KeywordKind::Conjunction,
];

/// How many lines of a text its language is guessed from.
const GUESS_LINES: usize = 200;

/// A language with its keywords.
#[derive(Debug)]
pub struct Language {
    /// What `# language:` calls it.
    pub code: &'static str,
    /// Its English name.
    pub name: &'static str,
    /// The keywords of headings, in the order in which they are tried.
    headings: Vec<(&'static str, BlockKind)>,
    /// The keywords of outlines among them.
    outlines: Vec<&'static str>,
    /// The keywords of steps with the blank behind them, longer ones first.
    steps: Vec<(&'static str, KeywordKind)>,
    /// The columns of the table that hold keywords of steps, in their order.
    columns: Vec<(&'static str, KeywordKind)>,
}

static LANGUAGES: LazyLock<Vec<Language>> =
    LazyLock::new(|| TABLE.lines().map(Language::of).collect());
static ENGLISH: LazyLock<Language> =
    LazyLock::new(|| Language::of(TABLE.lines().find(|it| it.starts_with("en\t")).unwrap_or("")));

impl Language {
    /// The language that a file has without a `# language:` line.
    pub(crate) fn english() -> &'static Self {
        &ENGLISH
    }

    /// The language called `code`.
    pub(crate) fn find(code: &str) -> Option<&'static Self> {
        if code == ENGLISH.code {
            return Some(&ENGLISH);
        }
        LANGUAGES.iter().find(|language| language.code == code)
    }

    /// The codes of all languages.
    pub(crate) fn codes() -> impl Iterator<Item = &'static str> {
        LANGUAGES.iter().map(|language| language.code)
    }

    fn of(line: &'static str) -> Self {
        let columns: Vec<&str> = line.split('\t').collect();
        let column = |at: usize| columns.get(at).copied().unwrap_or_default().split('|');
        let first = |at| column(at).next().unwrap_or_default();
        let (code, name) = (first(0), first(1));
        let headings = HEADINGS.into_iter().zip(2..);
        let headings = headings.flat_map(|(kind, at)| column(at).map(move |word| (word, kind)));
        let headings = headings.collect();
        let outlines = column(OUTLINES).collect();
        let columns = STEPS.into_iter().zip(8..);
        let columns = columns.flat_map(|(kind, at)| column(at).map(move |word| (word, kind)));
        let columns: Vec<(&str, KeywordKind)> = columns.collect();
        let mut steps: Vec<(&str, KeywordKind)> = Vec::new();
        for (keyword, kind) in &columns {
            match steps.iter_mut().find(|(known, _)| *known == *keyword) {
                Some((_, known)) => *known = KeywordKind::Unknown,
                None => steps.push((keyword, *kind)),
            }
        }
        steps.sort_by_key(|(keyword, _)| std::cmp::Reverse(keyword.chars().count()));
        Self { code, name, headings, outlines, steps, columns }
    }

    /// The heading that `line` is, if it is one of `kinds`: its kind and its keyword.
    pub(crate) fn heading(
        &self,
        line: &str,
        kinds: &[BlockKind],
    ) -> Option<(BlockKind, &'static str)> {
        let is = |keyword: &str| line.strip_prefix(keyword).is_some_and(|it| it.starts_with(':'));
        let found = self.headings.iter().find(|(word, kind)| kinds.contains(kind) && is(word));
        found.map(|(keyword, kind)| (*kind, *keyword))
    }

    /// The keyword that `line` begins with if it is a step: the longest that fits.
    pub(crate) fn step(&self, line: &str) -> Option<(&'static str, KeywordKind)> {
        self.steps.iter().find(|(keyword, _)| line.starts_with(keyword)).copied()
    }

    /// Whether the keyword of a scenario is one of those that are meant for outlines.
    pub(crate) fn is_outline(&self, keyword: &str) -> bool {
        self.outlines.contains(&keyword)
    }

    /// What a keyword that has several kinds is first of all.
    pub(crate) fn first_kind(&self, keyword: &str) -> KeywordKind {
        let column = self.columns.iter().find(|(known, _)| *known == keyword);
        column.map_or(KeywordKind::Unknown, |(_, kind)| *kind)
    }

    /// The keyword of a heading or a step that `line` probably meant, as it is written.
    pub(crate) fn meant(&self, line: &str) -> Option<String> {
        self.meant_heading(line).or_else(|| {
            let keywords = self.steps.iter().filter(|(keyword, _)| *keyword != "* ");
            let alike = keywords.map(|(keyword, _)| {
                let keyword = keyword.trim_end();
                let count = keyword.split(' ').count();
                let words: Vec<&str> = line.split_whitespace().take(count).collect();
                let likeness = word_likeness(&words.join(" "), keyword);
                // Step keywords are short: one letter of three makes that much of a difference.
                let is_slip = keyword.chars().count() == 3 && likeness > 0.66;
                (if is_slip { LIKENESS_MIN } else { likeness }, keyword.to_owned())
            });
            most_alike(alike).or_else(|| {
                let mut headings = self.headings.iter().filter(|_| !line.contains(':'));
                let (bare, _) = headings.find(|(keyword, _)| line.starts_with(keyword))?;
                Some(format!("{bare}:"))
            })
        })
    }

    /// The heading that a line with a colon probably meant, as it is written.
    pub(crate) fn meant_heading(&self, line: &str) -> Option<String> {
        let (head, _) = line.split_once(':')?;
        let alike = self
            .headings
            .iter()
            .map(|(keyword, _)| (word_likeness(head.trim(), keyword), format!("{keyword}:")));
        most_alike(alike)
    }

    /// The keywords of steps, each with whether a blank belongs behind it.
    pub(crate) fn step_keywords(&self) -> impl Iterator<Item = (&'static str, bool)> {
        let words = self.steps.iter().filter(|(keyword, _)| *keyword != "* ");
        words.map(|(keyword, _)| (keyword.trim_end(), keyword.ends_with(' ')))
    }

    /// The usual keyword of steps with that role.
    pub(crate) fn usual_step(&self, role: StepRole) -> &'static str {
        let kind = match role {
            StepRole::Given => KeywordKind::Context,
            StepRole::When => KeywordKind::Action,
            StepRole::Then => KeywordKind::Outcome,
        };
        let mut all = self.columns.iter().filter(|(word, it)| *it == kind && *word != "* ");
        all.next().map_or("", |(word, _)| word.trim_end())
    }

    /// A word that begins a step here.
    pub(crate) fn examples_of_steps(&self) -> String {
        let roles = [StepRole::Given, StepRole::When, StepRole::Then];
        let words = roles.into_iter().map(|role| format!("`{}`", self.usual_step(role)));
        words.collect::<Vec<_>>().join(", ")
    }

    /// The usual keyword for a heading of that kind: the first, but that of scenarios is listed behind that of examples.
    pub(crate) fn keyword(&self, kind: BlockKind) -> &'static str {
        let mut all =
            self.headings.iter().filter(|(word, it)| *it == kind && !self.is_outline(word));
        let found = if kind == BlockKind::Scenario { all.next_back() } else { all.next() };
        found.map_or("", |(keyword, _)| keyword)
    }

    /// The one of those that are `likely` with whose keywords the most of the first lines of a page begin, where these are more
    /// than those that begin with a keyword of `than`.
    pub(crate) fn guess(
        page: &SourceFile,
        than: &Self,
        likely: impl Fn(&Self) -> bool,
    ) -> Option<&'static Self> {
        let count = |language: &Self| {
            let fits = |line: &&str| {
                let heading = language.heading(line, &HEADINGS);
                heading.is_some() || language.step(line).is_some_and(|(word, _)| word != "* ")
            };
            let lines = page.lines().take(GUESS_LINES).map(|(_, _, line)| line.trim_start());
            lines.filter(fits).count()
        };
        let (mut most, mut best) = (count(than), None);
        for language in LANGUAGES.iter().filter(|language| likely(language)) {
            let count = count(language);
            if count > most {
                (most, best) = (count, Some(language));
            }
        }
        best
    }
}

fn most_alike(ranked: impl Iterator<Item = (f64, String)>) -> Option<String> {
    let likely = ranked.filter(|(likeness, _)| *likeness >= LIKENESS_MIN);
    likely.max_by(|left, right| left.0.total_cmp(&right.0)).map(|(_, word)| word)
}

/// Likeness of whole words only: a keyword is short, and prose holds `example` and `scenario`.
fn word_likeness(given: &str, keyword: &str) -> f64 {
    if given.split_whitespace().count() > keyword.split(' ').count() {
        return 0.0;
    }
    let close = given.chars().count().abs_diff(keyword.chars().count()) <= 2;
    if close { likeness(given, keyword) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keyword_of_every_language_is_known_the_longest_first() {
        assert_eq!(LANGUAGES.len(), 80);
        for language in LANGUAGES.iter() {
            for (keyword, kind) in &language.headings {
                let found = language.heading(&format!("{keyword}: x"), &[*kind]);
                assert_eq!(found, Some((*kind, *keyword)), "{}", language.code);
            }
            for (keyword, kind) in &language.steps {
                let found = language.step(&format!("{keyword}\u{1}"));
                assert_eq!(found, Some((*keyword, *kind)), "{}", language.code);
            }
        }
        let creole = Language::find("ht").unwrap();
        assert_eq!(creole.step("Lè sa a x"), Some(("Lè sa a ", KeywordKind::Outcome)));
        assert_eq!(creole.step("Lè x"), Some(("Lè ", KeywordKind::Action)));
    }

    #[test]
    fn the_keyword_that_was_meant_is_found() {
        let english = |line| Language::english().meant(line).unwrap_or_default();
        assert_eq!(english("Scenaro: one"), "Scenario:");
        assert_eq!(english("scenario outline: one"), "Scenario Outline:");
        assert_eq!(english("when someone waits"), "When");
        assert_eq!(english("Scenario one"), "Scenario:");
        assert_eq!(english("Gvien a device"), "Given");
        assert_eq!(english("Adn a device"), "And");
        assert_eq!(english("nothing of that kind"), "");
        let french = Language::find("fr").unwrap();
        assert_eq!(french.meant("Etant doné que x").unwrap(), "Etant donné que");
    }
}
