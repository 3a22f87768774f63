//! Problems as SARIF 2.1.0, the format in which code hosts and editors take in what checkers find.

use std::fmt::Write as _;

use serde::Serialize;

use crate::report::problems::VERSION;
use crate::report::problems::codes::problem_codes;
use crate::report::problems::diagnosis::{Diagnosis, Severity, Spot};
use crate::report::problems::json::written;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What paths are relative to: the folder of the project.
const ROOT: &str = "%SRCROOT%";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// Everything that was found, as one run. The text ends with a line break.
pub fn problems_as_sarif(diagnoses: &[Diagnosis]) -> String {
    // Only the rules that something breaks are told: a reader needs no others.
    let mut rules: Vec<Rule> = Vec::new();
    for known in problem_codes() {
        if diagnoses.iter().any(|diagnosis| diagnosis.code == known.code) {
            let short_description = Message { text: literal(known.meaning) };
            rules.push(Rule { id: known.code, short_description });
        }
    }
    let results = diagnoses.iter().map(|diagnosis| finding(diagnosis, &rules)).collect();
    let driver = Driver { name: "passgate", version: VERSION, rules };
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results };
    written(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] })
}

fn finding<'a>(diagnosis: &'a Diagnosis, rules: &[Rule]) -> Finding<'a> {
    let location = |spot: Option<&Spot>| {
        let file = diagnosis.file.as_deref()?;
        let region = spot.map(|spot| Region {
            start_line: spot.line,
            start_column: spot.column,
            end_line: spot.end_line,
            end_column: spot.end_column,
        });
        let label = spot.and_then(|spot| spot.label.as_deref());
        Some(Location {
            physical_location: Physical { artifact_location: artifact(file), region },
            message: label.map(|label| Message { text: literal(label) }),
        })
    };
    Finding {
        rule_id: &diagnosis.code,
        rule_index: rules.iter().position(|rule| rule.id == diagnosis.code),
        level: match diagnosis.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: Message { text: literal(&diagnosis.in_full()) },
        locations: location(diagnosis.spot()).into_iter().collect(),
        related_locations: diagnosis
            .spots
            .iter()
            .skip(1)
            .filter_map(|it| location(Some(it)))
            .collect(),
    }
}

/// A text that stands for itself: a brace would begin a placeholder.
fn literal(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// A path as a URI: one from the root names a file of this machine, any other one is below the project's folder.
fn artifact(path: &str) -> Artifact {
    let mut uri = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    if path.starts_with('/') {
        return Artifact { uri: format!("file://{uri}"), uri_base_id: None };
    }
    Artifact { uri, uri_base_id: Some(ROOT) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(artifact("a b/ö%.feature").uri, "a%20b/%C3%B6%25.feature");
        let absolute = artifact("/a:b");
        assert_eq!((absolute.uri.as_str(), absolute.uri_base_id), ("file:///a%3Ab", None));
    }

    #[test]
    fn a_brace_stands_for_itself() {
        assert_eq!(literal("no {passcode} slot"), "no {{passcode}} slot");
    }
}
