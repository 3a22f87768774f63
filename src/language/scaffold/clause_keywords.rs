//! Whether a clause speaks of what an expectation is about.

use crate::domain::span::Span;
use crate::domain::surface::Surface;
use crate::policy::checked::Clause;

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

/// How statements name surfaces, those of one surface together.
const SURFACES: [&[&str]; 3] = [
    &["company portal website", "company portal", "portal"],
    &["configmgr console", "console"],
    &["remote mobile device manager"],
];

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
    Surface(Surface),
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

    /// The same, about this surface.
    pub(crate) fn at(mut self, surface: Surface) -> Self {
        self.keywords.push(Keyword::Surface(surface));
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
            Self::Surface(surface) => first_surface(said) == Some(*surface),
            Self::Time(span) => {
                said.windows(2).any(|pair| Span::parse(&pair.join(" ")) == Ok(*span))
            }
        }
    }
}

/// The surface that a statement names first; of two at one place the one with the longer name.
fn first_surface(said: &[String]) -> Option<Surface> {
    let surfaces =
        [Surface::CompanyPortal, Surface::ConfigMgrConsole, Surface::RemoteMobileDeviceManager];
    let named = SURFACES.iter().zip(surfaces).flat_map(|(names, surface)| {
        let at = |name: &&str| {
            let name = words(name);
            let found = said.windows(name.len()).position(|window| window == name)?;
            Some((found, std::cmp::Reverse(name.len()), surface))
        };
        names.iter().filter_map(at).collect::<Vec<_>>()
    });
    named.min_by_key(|(found, length, _)| (*found, *length)).map(|(.., surface)| surface)
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
    use crate::policy::checked::Evidence;

    fn said(statement: &str, clause_keywords: ClauseKeywords) -> bool {
        let (id, evidence) = ("a".into(), Evidence::Reading);
        clause_match(&Clause { id, statement: statement.to_owned(), evidence }, &[clause_keywords])
            .is_some()
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
        let (portal, console) = (Surface::CompanyPortal, Surface::ConfigMgrConsole);
        let other = Surface::RemoteMobileDeviceManager;
        let statement = "Remote Mobile Device Manager shows what the ConfigMgr console shows";
        assert!(said(statement, ClauseKeywords::of(&["shows"]).at(other)));
        assert!(!said(statement, ClauseKeywords::of(&["shows"]).at(console)));
        assert!(said("the console says so in the portal", ClauseKeywords::of(&[]).at(console)));
        assert!(!said("nobody says so", ClauseKeywords::of(&[]).at(portal)));
    }

    #[test]
    fn a_time_is_recognised_however_it_is_written() {
        let hour = Span::from_minutes(60);
        assert!(said("within 60 minutes, set one", ClauseKeywords::of(&["set"]).within(hour)));
        assert!(said("in 1 hour", ClauseKeywords::of(&[]).within(hour)));
        assert!(!said("in 61 minutes", ClauseKeywords::of(&[]).within(hour)));
    }
}
