//! The catalogue of sentences as people and tools read it: one list, a format a file.

pub(crate) mod glue;
pub(crate) mod json;
pub(crate) mod markdown;
pub(crate) mod text;

use crate::document::wording::counted;
use crate::language::catalogue::known::ListedSentence;
use crate::language::catalogue::sentence::{Section, SentenceKind};

/// Sentences of one section that have the same keywords.
struct SentenceGroup<'l, 'a> {
    section: Section,
    kind: SentenceKind,
    sentences: Vec<&'l ListedSentence<'a>>,
}

/// The sentences by section, and within a section by keyword, in the order of the catalogue.
fn groups<'l, 'a>(listing: &'l [ListedSentence<'a>]) -> Vec<SentenceGroup<'l, 'a>> {
    let mut groups = Vec::new();
    for section in Section::ALL {
        for kind in SentenceKind::ALL {
            let of_group = |listed: &&ListedSentence<'_>| {
                let sentence = listed.entry.sentence();
                listed.entry.section() == *section && sentence.kind == *kind
            };
            let sentences: Vec<&ListedSentence<'a>> = listing.iter().filter(of_group).collect();
            if !sentences.is_empty() {
                groups.push(SentenceGroup { section: *section, kind: *kind, sentences });
            }
        }
    }
    groups
}

/// What is said of a sentence that no policy has a use for.
const NO_EXAMPLE: &str = "no loaded policy has a use for it";

/// The example as a line of a feature: `When 5 minutes pass`.
fn example(listed: &ListedSentence<'_>) -> Option<String> {
    let example = listed.example.as_ref()?;
    Some(format!("{} {example}", listed.entry.usual_role()))
}

/// How many sentences of how many there are.
fn of_all(count: usize, all: usize) -> String {
    let sentences = counted(all, "sentence");
    if count == all { sentences } else { format!("{count} of {sentences}") }
}
