//! Looking for sentences by words.

use std::collections::BTreeSet;

use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Finding;
use crate::document::suggestion::{nearest, question};
use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry};

/// The code for words that no sentence has.
const NOT_FOUND: &str = "catalogue::not_found";

impl Catalogue {
    /// The sentences that have every one of `words` in them, in their meaning, section or the words of their example
    /// that no policy names; all sentences where there are no words. Small and capital letters are the same.
    ///
    /// # Errors
    ///
    /// When no sentence has all of them.
    pub fn search(&self, words: &[String]) -> Result<Vec<&CatalogueEntry>, Diagnostic> {
        let words: BTreeSet<String> = words
            .iter()
            .flat_map(|words| words.split_whitespace())
            .map(str::to_lowercase)
            .collect();
        let texts: Vec<(&CatalogueEntry, String)> =
            self.sentences().iter().map(|entry| (entry, text_of(entry))).collect();
        let found: Vec<&CatalogueEntry> = texts
            .iter()
            .filter(|(_, text)| words.iter().all(|word| text.contains(word.as_str())))
            .map(|(entry, _)| *entry)
            .collect();
        if found.is_empty() { Err(not_found(&words, &texts).into()) } else { Ok(found) }
    }
}

/// Everything that is searched, in small letters.
fn text_of(entry: &CatalogueEntry) -> String {
    let sentence = entry.sentence();
    let section = entry.section().name();
    [sentence.expression, sentence.meaning, sentence.template, section].join("\n").to_lowercase()
}

fn not_found(words: &BTreeSet<String>, texts: &[(&CatalogueEntry, String)]) -> Finding {
    let count = |word: &str| texts.iter().filter(|(_, text)| text.contains(word)).count();
    let (found, unknown): (Vec<&String>, Vec<&String>) =
        words.iter().partition(|word| count(word) > 0);
    let quoted = |words: &[&String]| -> String {
        let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        words.join(", ")
    };
    if unknown.is_empty() {
        let counts: Vec<String> =
            found.iter().map(|word| format!("`{word}` {}", count(word))).collect();
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
        .filter_map(|word| {
            let nearest = nearest(word, vocabulary.iter().copied())?;
            Some(format!("`{word}`: {}", question(nearest)))
        })
        .collect();
    meant.push("`passgate steps` lists every sentence".to_owned());
    let message = format!("no sentence in the catalogue contains {}", quoted(&unknown));
    Finding::new(NOT_FOUND, message).help(meant.join("\n"))
}
