//! The way from a text to a configuration, or to all that is wrong with it.

use serde::Deserialize;
use serde::de::Visitor;

use crate::conformance::config::checked::{Config, Subject, Thresholds, Waiver};
use crate::conformance::config::date::{Date, DateError};
use crate::conformance::config::document::{
    COUNT_MAX, EXPLORE_DEPTH_MAX, GATE_KEYS, KEYS, SEEDS_MAX, WAIVER_KEYS,
};
use crate::conformance::config::reading_systems::systems;
use crate::conformance::config::whole_number::number;
use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::yaml::document_errors::DocumentErrors;
use crate::document::yaml::map_reader::MapReader;
use crate::document::yaml::path::{NodePart, Path};
use crate::document::yaml::prose::wrong_prose;
use crate::document::yaml::raw_document::{DocumentKind, RawDocument};

/// How messages speak of configurations.
static KIND: DocumentKind = DocumentKind {
    family: "config",
    noun: "a configuration",
    start: "remove the file if there is nothing to say",
    schema: SCHEMA,
    keys: KEYS,
};

/// The version of the format that this engine reads.
const SCHEMA: i64 = 1;

impl Config {
    /// Reads `text` as a configuration; `name` is what problems call it.
    ///
    /// # Errors
    ///
    /// When the text is no YAML, lacks or misspells a key, or holds a value that its key cannot have. As
    /// far as the text can be read at all, every problem is reported. Whether what the waivers name exists
    /// is asked by [`Config::waivers`].
    pub fn parse(name: &str, text: &str) -> Result<Self, DocumentErrors> {
        let raw_document = RawDocument::new(&KIND, name, text);
        let mut config = raw_document.read(|document| {
            check_schema(document);
            let default_policy = optional(document, "default_policy");
            let policies = policies(document);
            let waivers = document.mappings("waivers", WAIVER_KEYS, waiver);
            let waivers: Vec<Waiver> = waivers.into_iter().flatten().collect();
            refuse_repeated(&waivers, document);
            let thresholds = document.map_reader("gate", GATE_KEYS, thresholds);
            let thresholds = thresholds.unwrap_or_default();
            let (systems, profiles) = systems(document);
            let raw_document = None;
            Self { waivers, thresholds, default_policy, policies, systems, profiles, raw_document }
        })?;
        for waiver in &mut config.waivers {
            raw_document.name().clone_into(&mut waiver.file);
            waiver.line = raw_document.line(&waiver.path);
        }
        config.raw_document = Some(raw_document);
        Ok(config)
    }
}

/// The policies of a plain run: none if the key is left out, which means all.
fn policies(document: &mut MapReader<'_>) -> Vec<String> {
    let path = document.path().key("policies");
    let Some(named) = document.optional::<Vec<String>>("policies") else { return Vec::new() };
    for (index, name) in named.iter().enumerate() {
        if named.iter().take(index).any(|earlier| earlier == name) {
            document.report(
                Finding::new(
                    "config::repeated_policy",
                    format!("{} is listed twice", quoted(name)),
                )
                .help("keep one of them")
                .at(NodePart::Value(path.index(index))),
            );
        }
    }
    if named.is_empty() {
        document.report(
            Finding::new("config::no_policies", "the list of policies is empty")
                .help("name a policy, or leave the key out to run the scenarios of every policy")
                .at(NodePart::Key(path)),
        );
    }
    named
}

fn check_schema(document: &mut MapReader<'_>) {
    let Some(schema) = document.value::<i64>("schema") else { return };
    if schema != SCHEMA {
        let path = document.path().key("schema");
        document.report(
            Finding::new("config::schema_version", format!("unknown schema version `{schema}`"))
                .help(format!("this version of passgate reads `schema: {SCHEMA}`"))
                .at(NodePart::Value(path)),
        );
    }
}

fn waiver(entry: &mut MapReader<'_>) -> Option<Waiver> {
    let subject = subject(entry);
    let reason = required(entry, "reason");
    let owner = required(entry, "owner");
    let ticket = required(entry, "ticket");
    let expires = expires(entry);
    Some(Waiver {
        subject: subject?,
        reason: reason?,
        owner: owner?,
        ticket: ticket?,
        expires: expires?,
        file: String::new(),
        line: 0,
        path: entry.path().clone(),
    })
}

/// A waiver is about a scenario or a clause; a feature narrows the name of a scenario alone.
fn subject(entry: &mut MapReader<'_>) -> Option<Subject> {
    let scenario = optional(entry, "scenario");
    let feature = optional(entry, "feature");
    let clause = optional(entry, "clause");
    let path = entry.path().clone();
    let at = |key: &str| NodePart::Key(path.key(key));
    match (entry.has("scenario"), entry.has("clause")) {
        (true, true) => {
            entry.report(
                Finding::new("config::two_subjects", "a waiver names a scenario and a clause")
                    .help("keep one of them, or write a waiver for each")
                    .marked(at("scenario"), "a scenario")
                    .marked(at("clause"), "and a clause"),
            );
            None
        }
        (false, false) => {
            entry.report(
                Finding::new(
                    "config::no_subject",
                    "a waiver names neither a scenario nor a clause",
                )
                .help("add `scenario: …` or `clause: …`")
                .marked(NodePart::Value(path), "the waiver begins here"),
            );
            None
        }
        (true, false) => {
            let feature = if entry.has("feature") { Some(feature?) } else { None };
            // A path may be written as a shell completes it.
            let feature = feature.map(|path| path.trim_start_matches("./").to_owned());
            Some(Subject::Scenario { name: scenario?, feature })
        }
        (false, true) if entry.has("feature") => {
            entry.report(
                Finding::new("config::feature_of_clause", "the waiver of a clause has no feature")
                    .help("remove it: a clause is waived wherever it is cited; name a `scenario` to waive less")
                    .at(at("feature")),
            );
            None
        }
        (false, true) => clause.map(Subject::Clause),
    }
}

fn required(entry: &mut MapReader<'_>, key: &'static str) -> Option<String> {
    let text = entry.value(key);
    prose(entry, key, text)
}

fn optional(entry: &mut MapReader<'_>, key: &'static str) -> Option<String> {
    let text = entry.optional(key);
    prose(entry, key, text)
}

/// The text, if it is one that people can read.
fn prose(entry: &mut MapReader<'_>, key: &str, text: Option<String>) -> Option<String> {
    let wrong = wrong_prose(text.as_ref()?, &entry.path().key(key));
    let good = wrong.is_none();
    wrong.into_iter().for_each(|finding| entry.report(finding));
    text.filter(|_| good)
}

/// A date as written: checked with the rest, so that its problem keeps its kind.
struct Written(String);

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Written;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a date, such as `2027-01-31`")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Written, E> {
                Ok(Written(text.to_owned()))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

fn expires(entry: &mut MapReader<'_>) -> Option<Date> {
    let Written(text) = entry.value("expires")?;
    let error = match Date::parse(&text) {
        Ok(date) => return Some(date),
        Err(error) => error,
    };
    let code = match error {
        DateError::Malformed(_) => "config::malformed_date",
        DateError::Impossible { .. } => "config::impossible_date",
    };
    let place = NodePart::Value(entry.path().key("expires"));
    entry.report(Finding::new(code, error.to_string()).help(error.help()).at(place));
    None
}

/// Of two waivers about the same, one would never be looked at.
fn refuse_repeated(waivers: &[Waiver], document: &mut MapReader<'_>) {
    for (position, waiver) in waivers.iter().enumerate() {
        let mut earlier = waivers.iter().take(position);
        if let Some(first) = earlier.find(|other| other.subject == waiver.subject) {
            let subject = &waiver.subject;
            document.report(
                Finding::new("config::repeated_waiver", format!("{subject} is waived twice"))
                    .help("keep one of the waivers")
                    .marked(NodePart::Value(subject_path(first)), "waived here")
                    .marked(NodePart::Value(subject_path(waiver)), "and again here"),
            );
        }
    }
}

/// The way to the name that a waiver is about.
pub(crate) fn subject_path(waiver: &Waiver) -> Path {
    waiver.path.key(match waiver.subject {
        Subject::Scenario { .. } => "scenario",
        Subject::Clause(_) => "clause",
    })
}

fn thresholds(gate: &mut MapReader<'_>) -> Thresholds {
    let default = Thresholds::DEFAULT;
    Thresholds {
        seeds: number(gate, "seeds", 1, SEEDS_MAX).unwrap_or(default.seeds),
        explore_depth: number(gate, "explore_depth", 1, EXPLORE_DEPTH_MAX)
            .unwrap_or(default.explore_depth),
        survivors_max: number(gate, "survivors_max", 0, COUNT_MAX).unwrap_or(default.survivors_max),
        clauses_uncovered_max: number(gate, "clauses_uncovered_max", 0, COUNT_MAX)
            .unwrap_or(default.clauses_uncovered_max),
    }
}
