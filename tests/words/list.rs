//! The words that are not used, and what is: whole words and phrases in lower case, where `…` stands for a few words.

/// Where a word is not used.
pub enum Scope {
    Everywhere,
    /// In comments, texts and documents: as a name it may be right.
    Prose,
    /// In names of types, functions, variables and files: in prose it is a word like any other.
    Names,
}

use Scope::{Everywhere, Names, Prose};

/// Words that share what to write instead.
pub struct Entry {
    pub not: &'static [&'static str],
    pub instead: &'static str,
    pub scope: Scope,
}

/// Phrases in which a word of the list is right, below a path.
pub struct Exception {
    pub path: &'static str,
    pub phrases: &'static [&'static str],
}

const fn entry(scope: Scope, not: &'static [&'static str], instead: &'static str) -> Entry {
    Entry { not, instead, scope }
}

pub const WORDS: &[Entry] = &[
    entry(Everywhere, &["tell", "tells", "told", "telling"], "print, report, list, show"),
    entry(
        Everywhere,
        &["play", "plays", "played", "playing", "player", "players"],
        "run, execute; executor",
    ),
    entry(Everywhere, &["stand", "stands", "stood", "standing"], "is, is located, is listed"),
    entry(Everywhere, &["bear", "bears", "bore", "borne", "bearing"], "cover, covering, verified"),
    entry(Everywhere, &["fall", "falls", "fell", "falling"], "fail, is killed by"),
    entry(Everywhere, &["come to", "comes to", "came to", "coming to"], "result, reach"),
    entry(Everywhere, &["mend", "mends", "mended", "mending"], "fix"),
    entry(Prose, &["from conforming"], "fails the run"),
    entry(Everywhere, &["anew"], "again"),
    entry(Everywhere, &["as well"], "too"),
    entry(Everywhere, &["beside"], "next to, with, in addition to"),
    entry(Everywhere, &["so many"], "the number: N"),
    entry(Everywhere, &["whoever"], "the person who, anyone who"),
    entry(Everywhere, &["somebody", "nobody"], "the user, someone, no one"),
    entry(Everywhere, &["at hand"], "loaded"),
    entry(
        Everywhere,
        &["shut", "gate is open", "gate opens", "gate that opens", "opens the gate", "open gate"],
        "passed, failed",
    ),
    entry(
        Prose,
        &[
            "forms",
            "any form",
            "every form",
            "each form",
            "another form",
            "other form",
            "one form",
            "no form",
            "which form",
            "a form",
            "form of a report",
        ],
        "format",
    ),
    entry(Names, &["forms"], "format"),
    entry(
        Prose,
        &["readings", "a reading", "the reading", "this reading", "its reading", "each reading"],
        "assumption; as evidence: `assumed`",
    ),
    entry(Prose, &["scenario of management", "scenarios of management"], "management"),
    entry(Everywhere, &["deed", "deeds"], "user action"),
    entry(Everywhere, &["viewer", "viewers"], "actor"),
    entry(
        Everywhere,
        &["sight", "sights", "look around", "looks around", "looked around", "looking around"],
        "observation, observe; visible passcode",
    ),
    entry(
        Everywhere,
        &[
            "turn away",
            "turns … away",
            "turned away",
            "turning away",
            "let in",
            "lets in",
            "letting in",
        ],
        "refuse; allow",
    ),
    entry(Everywhere, &["dice"], "random stream"),
    entry(Names, &["purpose", "purposes"], "random stream"),
    entry(Everywhere, &["suffer", "suffers", "suffered", "suffering"], "have a defect"),
    entry(Everywhere, &["plant", "plants", "planted", "planting"], "inject"),
    entry(
        Everywhere,
        &["strike", "strikes", "struck", "striking", "occasion", "occasions"],
        "injected fault; opportunity",
    ),
    entry(Everywhere, &["adversity"], "fault effects"),
    entry(Everywhere, &["wander", "wanders", "wandering"], "random walk"),
    entry(Everywhere, &["endure", "endures", "enduring"], "run, ignoring failures"),
    entry(Everywhere, &["settle", "settles", "settled", "settling"], "quiesce; decide"),
    entry(Everywhere, &["fate", "fates"], "killed, survived, invalid, equivalent"),
    entry(
        Prose,
        &[
            "unnoticed",
            "scenario notices",
            "scenarios notice",
            "scenario would notice",
            "scenarios would notice",
            "would have noticed",
            "nobody notices",
        ],
        "killed, survived; a scenario fails if",
    ),
    entry(Names, &["turn", "turns", "breaks"], "kill, mutation"),
    entry(Everywhere, &["story", "stories"], "device history"),
    entry(Names, &["account", "accounts"], "scenario facts"),
    entry(Everywhere, &["lapse", "lapses", "lapsed"], "waiver violation; expired"),
    entry(Names, &["terms"], "waiver"),
    entry(Everywhere, &["complaint", "complaints"], "run failure"),
    entry(Names, &["trouble", "troubles"], "diagnostic"),
    entry(Everywhere, &["scribe"], "case writer"),
    entry(Names, &["stage", "board", "silent"], "worker; job queue; null writer"),
    entry(Everywhere, &["lexicon"], "vocabulary"),
    entry(Names, &["heads", "saying"], "headings; render step"),
    entry(Everywhere, &["salvage", "salvages", "salvaged"], "recover"),
    entry(Everywhere, &["remark", "remarks"], "lints; comments"),
    entry(Everywhere, &["sketch", "sketches", "sketched"], "draft scenario"),
    entry(Names, &["mention", "mentions"], "clause keywords"),
    entry(Everywhere, &["harmless", "legible", "tame", "tamed"], "sanitized"),
    entry(Everywhere, &["survey", "surveys"], "check"),
    entry(Prose, &["rest on", "rests on", "rested on", "resting on"], "is based on; source"),
];

pub const EXCEPT: &[Exception] = &[
    // Sentences of the catalogue.
    Exception { path: "", phrases: &["nobody sees", "nobody is signed in"] },
    // Keys of a policy.
    Exception { path: "src/policy", phrases: &["readings"] },
    // What represents something else.
    Exception { path: "", phrases: &["stand for", "stands for", "stood for", "standing for"] },
    // A key of policies.
    Exception { path: "src/document/yaml/path.rs", phrases: &["readings"] },
    // Words that a statement may have, or a user may write.
    Exception {
        path: "src/language/scaffold",
        phrases: &["nobody", "somebody else", "out of sight", "lapses"],
    },
    Exception {
        path: "src/language/catalogue/own_words.rs",
        phrases: &["nobody", "somebody else"],
    },
    Exception { path: "src/language/catalogue/synonyms.rs", phrases: &["nobody"] },
    Exception { path: "src/language/catalogue/half_named.rs", phrases: &["somebody"] },
    // Keywords of Gherkin.
    Exception { path: "src/language/gherkin/keywords.rs", phrases: &["tell", "story", "bears"] },
    // To use the second choice where the first one is absent.
    Exception { path: "", phrases: &["fall back", "falls back", "fell back", "falling back"] },
    // And also.
    Exception { path: "", phrases: &["as well as"] },
    // To stop a program or a server.
    Exception { path: "", phrases: &["shut down", "shuts down"] },
];
