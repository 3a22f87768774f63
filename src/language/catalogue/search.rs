//! Looking for sentences by words.

use std::collections::BTreeSet;

use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Finding;
use crate::document::suggestion::{nearest, question};
use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry};
use crate::language::catalogue::known::{Known, ListedSentence};
use crate::language::catalogue::synonyms::Wanted;
use crate::language::vocabulary::Vocabulary;

/// The code for words that no sentence has.
const NOT_FOUND: &str = "catalogue::not_found";

impl Catalogue {
    /// The sentences that have every one of `words` in them, in their meaning, example, section or the names that their
    /// open words may be, or what people mean by it; all sentences where there are no words. Small and capital letters are
    /// the same.
    ///
    /// # Errors
    ///
    /// When no sentence has all of them.
    pub fn search(
        &self,
        words: &[String],
        vocabulary: &Vocabulary,
    ) -> Result<Vec<&CatalogueEntry>, Diagnostic> {
        let wanted = Wanted::all(&words.join(" "));
        let texts: Vec<(&CatalogueEntry, String)> = self
            .listing(vocabulary.scope(None))
            .iter()
            .map(|listed| (listed.entry, text_of(listed)))
            .collect();
        let found: Vec<&CatalogueEntry> = texts
            .iter()
            .filter(|(_, text)| wanted.iter().all(|wanted| wanted.is_in(text)))
            .map(|(entry, _)| *entry)
            .collect();
        if found.is_empty() { Err(not_found(&wanted, &texts).into()) } else { Ok(found) }
    }
}

/// Everything that is searched, in small letters.
fn text_of(listed: &ListedSentence<'_>) -> String {
    let sentence = listed.entry.sentence();
    let section = listed.entry.section().name();
    let names = listed.open.iter().filter_map(|(_, known)| match known {
        Known::Names(names) => Some(names.join("\n")),
        Known::Form(_) => None,
    });
    let names = names.collect::<Vec<_>>().join("\n");
    [sentence.expression, sentence.meaning, sentence.template, section, &names]
        .join("\n")
        .to_lowercase()
}

fn not_found(wanted: &[Wanted], texts: &[(&CatalogueEntry, String)]) -> Finding {
    let count = |wanted: &Wanted| texts.iter().filter(|(_, text)| wanted.is_in(text)).count();
    let (found, unknown): (Vec<&Wanted>, Vec<&Wanted>) =
        wanted.iter().partition(|wanted| count(wanted) > 0);
    let quoted = |all: &[&Wanted]| -> String {
        let words: Vec<String> = all.iter().map(|it| format!("`{}`", it.phrase)).collect();
        words.join(", ")
    };
    if unknown.is_empty() {
        let counts: Vec<String> =
            found.iter().map(|it| format!("`{}` {}", it.phrase, count(it))).collect();
        let message = format!("no sentence in the catalogue contains all of {}", quoted(&found));
        return Finding::new(NOT_FOUND, message)
            .help(format!("leave a word out; sentences with each: {}", counts.join(", ")));
    }
    let vocabulary: BTreeSet<&str> = texts
        .iter()
        .flat_map(|(_, text)| text.split(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| word.chars().count() > 2)
        .collect();
    let mut meant: Vec<String> = unknown
        .iter()
        .filter_map(|wanted| {
            let word = &wanted.phrase;
            let nearest = nearest(word, vocabulary.iter().copied())?;
            Some(format!("`{word}`: {}", question(nearest)))
        })
        .collect();
    meant.push("`passgate steps` lists every sentence".to_owned());
    let message = format!("no sentence in the catalogue contains {}", quoted(&unknown));
    Finding::new(NOT_FOUND, message).help(meant.join("\n"))
}
