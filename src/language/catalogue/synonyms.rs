//! What people say for the words of the catalogue, so that a search and a suggestion find what they mean.

use std::collections::BTreeSet;

/// A phrase in small letters, and the words of the catalogue that it stands for: those that it most often means first.
const SYNONYMS: &[(&str, &[&str])] = &[
    ("prompted", &["asked"]),
    ("prompts", &["asked"]),
    ("prompt", &["asked"]),
    ("requests", &["asks for"]),
    ("can see", &["sees"]),
    ("is able to see", &["sees"]),
    ("is shown", &["sees"]),
    ("views", &["sees"]),
    ("finds", &["sees"]),
    ("receives", &["sees"]),
    ("shows", &["says"]),
    ("displays", &["says"]),
    ("reports", &["says"]),
    ("notification", &["says"]),
    ("notifications", &["says"]),
    ("notifies", &["says"]),
    ("alert", &["says"]),
    ("alerts", &["says"]),
    ("reads", &["says"]),
    ("has the option to", &["is offered"]),
    ("option", &["offered"]),
    ("button", &["selects", "offered"]),
    ("offers", &["offered"]),
    ("clicks on", &["selects"]),
    ("clicks", &["selects"]),
    ("click", &["selects"]),
    ("presses", &["selects"]),
    ("taps", &["selects"]),
    ("chooses", &["selects"]),
    ("confirms", &["selects again"]),
    ("pin", &["passcode"]),
    ("pins", &["passcode"]),
    ("pass code", &["passcode"]),
    ("password", &["passcode"]),
    ("passwords", &["passcode"]),
    ("code", &["passcode"]),
    ("comes back online", &["is online again"]),
    ("is back online", &["is online again"]),
    ("goes online", &["is online again"]),
    ("reconnects", &["is online again"]),
    ("regains its connection", &["is online again"]),
    ("goes offline", &["is offline"]),
    ("loses its connection", &["is offline"]),
    ("disconnects", &["is offline"]),
    ("disconnected", &["offline"]),
    ("has no connection", &["is offline"]),
    ("logs in", &["signs in"]),
    ("log in", &["signs in"]),
    ("login", &["signs in"]),
    ("logs out", &["signs out"]),
    ("logs off", &["signs out"]),
    ("log out", &["signs out"]),
    ("logout", &["signs out"]),
    ("admin", &["staff"]),
    ("helpdesk", &["staff"]),
    ("help desk", &["staff"]),
    ("service desk", &["staff"]),
    ("employee", &["owner"]),
    ("no one", &["nobody"]),
    ("phone", &["device"]),
    ("tablet", &["device"]),
    ("handset", &["device"]),
    ("smartphone", &["device"]),
    ("mobile", &["device"]),
    ("web site", &["website"]),
    ("waits", &["pass"]),
    ("wait", &["pass"]),
    ("later", &["pass"]),
    ("elapse", &["pass"]),
    ("elapses", &["pass"]),
    ("aborts", &["cancels"]),
    ("leaves", &["cancels"]),
    ("quits", &["cancels"]),
    ("enrolled in", &["managed by"]),
    ("enrolled", &["managed"]),
    ("rejected", &["refused"]),
    ("denied", &["refused"]),
    ("erased", &["removed"]),
    ("cleared", &["removed"]),
    ("deleted", &["removed"]),
    ("works", &["unlocks the device"]),
    ("work", &["unlocks the device"]),
    ("opens", &["unlocks"]),
    ("enters", &["unlocks"]),
    ("changes", &["sets"]),
    ("status", &["state"]),
    ("is rebooted", &["restarts"]),
    ("is restarted", &["restarts"]),
    ("reboots", &["restarts"]),
    ("crashes", &["restarts"]),
    ("gets lost", &["is lost"]),
    ("goes missing", &["is lost"]),
    ("times out", &["is lost"]),
    ("expires", &["is lost"]),
    ("delayed", &["late"]),
    ("arrives twice", &["is duplicated"]),
    ("comes twice", &["is duplicated"]),
    ("token is missing", &["server has no unlock token"]),
    ("unlock token is missing", &["server has no unlock token"]),
    ("token has expired", &["server has a stale unlock token"]),
    ("outdated", &["stale"]),
    ("refreshed", &["reloaded"]),
    ("removed from management", &["unenrolled"]),
    ("retired", &["unenrolled"]),
    ("factory reset", &["wiped"]),
    ("cancelled", &["canceled"]),
    ("withdrawn", &["canceled"]),
    ("response", &["answer"]),
    ("result", &["answer"]),
    ("success", &["done"]),
    ("succeeded", &["done"]),
    ("digits", &["numeric"]),
    ("letters", &["alphanumeric"]),
    ("previous", &["old"]),
    ("original", &["old"]),
];

/// The words of `text` in small letters: runs of letters and digits.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// A word or phrase that is looked for, and what the catalogue may say for it.
pub(crate) struct Wanted {
    /// As it is written, in small letters.
    pub(crate) phrase: String,
    /// What it stands for.
    meanings: &'static [&'static str],
}

impl Wanted {
    /// The words and phrases of `text`, the longest phrase first where several begin at one word.
    pub(crate) fn all(text: &str) -> Vec<Self> {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let mut wanted = Vec::new();
        let mut rest = words.as_slice();
        while let Some((first, after)) = rest.split_first() {
            let (phrase, meanings, length) = longest(rest).unwrap_or((first.as_str(), &[], 1));
            wanted.push(Self { phrase: phrase.to_owned(), meanings });
            rest = rest.get(length..).unwrap_or(after);
        }
        wanted
    }

    /// Whether a text in small letters has it, or what it stands for.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        text.contains(&self.phrase)
            || self.meanings.iter().any(|meaning| {
                let has: BTreeSet<String> = words(text).into_iter().collect();
                words(meaning).iter().all(|word| has.contains(word))
            })
    }
}

/// The words of `text` as the catalogue would say them.
pub(crate) fn in_catalogue_words(text: &str) -> Vec<String> {
    let all = words(text);
    let mut said = Vec::new();
    let mut rest = all.as_slice();
    while let Some((first, after)) = rest.split_first() {
        match longest(rest) {
            Some((_, [meaning, ..], length)) => {
                said.extend(words(meaning));
                rest = rest.get(length..).unwrap_or(after);
            }
            Some(_) | None => {
                said.push(first.clone());
                rest = after;
            }
        }
    }
    said
}

/// The longest phrase that `words` begin with, what it stands for, and how many words it has.
fn longest(words: &[String]) -> Option<(&'static str, &'static [&'static str], usize)> {
    let begins = |phrase: &str| {
        let mut said = words.iter();
        phrase.split(' ').all(|word| said.next().is_some_and(|said| said == word))
    };
    let found = SYNONYMS.iter().filter(|(phrase, _)| begins(phrase));
    let longest = found.max_by_key(|(phrase, _)| phrase.split(' ').count());
    longest.map(|(phrase, meanings)| (*phrase, *meanings, phrase.split(' ').count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_said_in_the_words_of_the_catalogue() {
        let said = in_catalogue_words("The phone comes back online, and the PIN works");
        assert_eq!(
            said.join(" "),
            "the device is online again and the passcode unlocks the device"
        );
    }

    #[test]
    fn every_meaning_is_in_the_words_of_some_sentence() {
        use crate::language::catalogue::compiled::Catalogue;
        let sentences = Catalogue::bundled().sentences();
        let values = "done failed numeric alphanumeric website old late duplicated";
        let known: BTreeSet<String> = sentences
            .iter()
            .flat_map(|entry| words(entry.sentence().template))
            .chain(words(values))
            .collect();
        for (phrase, meanings) in SYNONYMS {
            assert_eq!(*phrase, phrase.to_lowercase());
            for word in meanings.iter().flat_map(|meaning| words(meaning)) {
                assert!(known.contains(&word), "{phrase}: no sentence has `{word}`");
            }
        }
    }
}
