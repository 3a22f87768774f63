//! Whether a clause speaks of what an expectation is about.

use crate::domain::span::Span;
use crate::domain::surface::SurfaceId;
use crate::policy::checked::{Clause, Policy};

/// What the statement of a clause has to name, all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseKeywords {
    keywords: Vec<Keyword>,
    /// Whether such a statement says just what the expectation says, so that nothing else has to show it.
    sure: bool,
}

/// How well an expectation covers a clause, going by words alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ClauseMatch {
    /// The statement speaks of the same thing.
    Likely,
    /// The statement says the same.
    Surely,
}

/// Something that a statement has to name.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Keyword {
    /// These words, one after the other.
    Words(Vec<String>),
    /// One of several.
    Any(Vec<Vec<String>>),
    /// This length of time, however it is written.
    Time(Span),
    /// This surface, and no other one before it.
    Surface(SurfaceId, SurfaceWords),
}

impl ClauseKeywords {
    /// All of these; `a|b` is either of two.
    pub(crate) fn of(keywords: &[&str]) -> Self {
        let keyword = |text: &&str| match text.contains('|') {
            true => Keyword::Any(text.split('|').map(words).collect()),
            false => Keyword::Words(words(text)),
        };
        Self { keywords: keywords.iter().map(keyword).collect(), sure: false }
    }

    /// A text of the policy, exactly.
    pub(crate) fn quote(text: &str) -> Self {
        Self { keywords: vec![Keyword::Words(words(text))], sure: false }
    }

    /// The same, with this length of time.
    pub(crate) fn within(mut self, span: Span) -> Self {
        self.keywords.push(Keyword::Time(span));
        self
    }

    /// The same, about this surface of the policy.
    pub(crate) fn at(mut self, policy: &Policy, surface: SurfaceId) -> Self {
        self.keywords.push(Keyword::Surface(surface, surface_words(policy)));
        self
    }

    /// The same, where the words leave no doubt.
    pub(crate) fn surely(self) -> Self {
        Self { sure: true, ..self }
    }
}

/// How well a clause's statement fits one of these; not at all where it speaks of something else.
pub(crate) fn clause_match(clause: &Clause, about: &[ClauseKeywords]) -> Option<ClauseMatch> {
    let said = words(&clause.statement);
    let fits = |clause_keywords: &&ClauseKeywords| {
        clause_keywords.keywords.iter().all(|keyword| keyword.is_in(&said))
    };
    let fitting = about.iter().filter(fits);
    fitting
        .map(
            |clause_keywords| {
                if clause_keywords.sure { ClauseMatch::Surely } else { ClauseMatch::Likely }
            },
        )
        .max()
}

impl Keyword {
    fn is_in(&self, said: &[String]) -> bool {
        match self {
            Self::Words(words) => has(said, words),
            Self::Any(choices) => choices.iter().any(|words| has(said, words)),
            Self::Surface(surface, names) => first_surface(said, names) == Some(*surface),
            Self::Time(span) => {
                said.windows(2).any(|pair| Span::parse(&pair.join(" ")) == Ok(*span))
            }
        }
    }
}

/// How statements name surfaces, each name with its surface.
type SurfaceWords = Vec<(Vec<String>, SurfaceId)>;

/// How statements name the surfaces of a policy: by all of their words or by the first few, and the first surface of a
/// kind by the word for its kind.
fn surface_words(policy: &Policy) -> SurfaceWords {
    let mut named = Vec::new();
    let mut kinds = Vec::new();
    for (id, surface) in policy.declared_surfaces() {
        let all = words(surface.heading());
        let shortest = all.len().min(2);
        named.extend(
            (shortest..=all.len()).filter_map(|count| Some((all.get(..count)?.to_vec(), id))),
        );
        if !kinds.contains(&surface.kind) {
            kinds.push(surface.kind);
            named.push((words(surface.kind.name()), id));
        }
    }
    named
}

/// The surface that a statement names first; of two at one place the one with the longer name.
fn first_surface(said: &[String], named: &SurfaceWords) -> Option<SurfaceId> {
    let found = named.iter().filter_map(|(name, surface)| {
        let at = said.windows(name.len().max(1)).position(|window| window == name)?;
        Some((at, std::cmp::Reverse(name.len()), *surface))
    });
    found.min().map(|(.., surface)| surface)
}

/// Whether the words are there, one after the other. No words are nowhere.
fn has(said: &[String], words: &[String]) -> bool {
    !words.is_empty() && said.windows(words.len()).any(|window| window == words)
}

/// A text as words alone, all in lower case.
fn words(text: &str) -> Vec<String> {
    let kept = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '/' | '.' | '\'');
    let pieces = text.split(|letter: char| !kept(letter));
    let words = pieces.map(|word| word.trim_matches(['.', '\'', '-']).to_lowercase());
    words.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::policies_of_tests::policy;
    use crate::policy::evidence::Evidence;

    fn said(statement: &str, clause_keywords: ClauseKeywords) -> bool {
        let (id, evidence) = ("a".into(), Evidence::Assumed);
        let clause = Clause { id, statement: statement.to_owned(), evidence, about: None };
        clause_match(&clause, &[clause_keywords]).is_some()
    }

    #[test]
    fn keywords_are_whole_words_in_their_order() {
        assert!(said(
            "A new, numeric passcode is created.",
            ClauseKeywords::of(&["numeric", "new"])
        ));
        assert!(!said("an alphanumeric passcode", ClauseKeywords::of(&["numeric"])));
        assert!(said("the device says: Do it now!", ClauseKeywords::quote("do it now")));
        assert!(!said("do now it", ClauseKeywords::quote("do it now")));
        assert!(said("it is shown", ClauseKeywords::of(&["is seen|shown"])));
        assert!(!said("anything", ClauseKeywords::quote("…")), "no words are in no statement");
    }

    #[test]
    fn a_statement_is_about_the_surface_that_it_names_first() {
        let policy = policy();
        let surfaces: Vec<SurfaceId> = policy.declared_surfaces().map(|(id, _)| id).collect();
        let [first, second] = surfaces[..] else { panic!("two surfaces") };
        let name = |id| policy.surface_name(id).to_uppercase();
        let about = |id| ClauseKeywords::of(&["shows"]).at(&policy, id);
        let statement = format!("{} shows what {} shows", name(second), name(first));
        assert!(said(&statement, about(second)));
        assert!(!said(&statement, about(first)));
        assert!(said("the console shows it", about(first)));
        assert!(!said("nobody shows it", about(first)));
    }

    #[test]
    fn a_time_is_recognised_however_it_is_written() {
        let hour = Span::from_minutes(60);
        assert!(said("within 60 minutes, set one", ClauseKeywords::of(&["set"]).within(hour)));
        assert!(said("in 1 hour", ClauseKeywords::of(&[]).within(hour)));
        assert!(!said("in 61 minutes", ClauseKeywords::of(&[]).within(hour)));
    }
}
