//! The catalogue for other programs, as versioned JSON.

use serde::Serialize;

use crate::language::catalogue::known::{Known, ListedSentence};
use crate::language::catalogue::sentence::{Section, SentenceKind};
use crate::report::steps::example;

/// Rises when a reader of the older form would be led astray; a key that is new does not raise it.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    sentences: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    sentence: &'a str,
    section: Section,
    kind: SentenceKind,
    keywords: &'a [&'a str],
    meaning: &'a str,
    parameters: Vec<Open<'a>>,
    /// Whether the sentence may end in `for {device}`, which the pattern leaves out.
    takes_device: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    example: Option<String>,
    /// An anchored regular expression, with one group a parameter.
    pattern: &'a str,
}

#[derive(Serialize)]
struct Open<'a> {
    name: &'a str,
    meaning: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    form: Option<&'a str>,
}

/// The sentences of `listing` as a JSON document.
pub(crate) fn steps_json(listing: &[ListedSentence<'_>]) -> String {
    let document = Document { version: VERSION, sentences: listing.iter().map(entry).collect() };
    // Texts, numbers and lists alone: nothing that JSON cannot say.
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text + "\n"
}

fn entry<'a>(listed: &'a ListedSentence<'_>) -> Entry<'a> {
    let sentence = listed.entry.sentence();
    let open = listed.open.iter().map(|(parameter, known)| {
        let (known, form) = match known {
            Known::Names(names) => (Some(names.as_slice()), None),
            Known::Form(form) => (None, Some(form.as_str())),
        };
        Open { name: parameter.name(), meaning: parameter.meaning(), known, form }
    });
    Entry {
        sentence: sentence.expression,
        section: listed.entry.section(),
        kind: sentence.kind,
        keywords: sentence.kind.keywords(),
        meaning: sentence.meaning,
        parameters: open.collect(),
        takes_device: sentence.takes_device(),
        example: example(listed),
        pattern: listed.entry.regex().as_str(),
    }
}
