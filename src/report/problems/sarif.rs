//! Diagnostics as SARIF 2.1.0, the format in which code hosts and editors take in what checkers find.

use std::fmt::Write as _;

use serde::Serialize;

use crate::document::finding::Severity;
use crate::document::plain::{PlainDiagnostic, Region};
use crate::report::format::escape::pretty_json_text;
use crate::report::problems::VERSION;
use crate::report::problems::codes::problem_codes;

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
    results: Vec<SarifResult<'a>>,
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
    short_description: SarifText,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: SarifText,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
}

#[derive(Serialize)]
struct SarifText {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<SarifText>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<SarifRegion>,
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
struct SarifRegion {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

/// Everything that was found, as one run. The text ends with a line break.
pub fn problems_as_sarif(diagnostics: &[PlainDiagnostic]) -> String {
    // Only the rules that something breaks are listed: a reader needs no others.
    let mut rules: Vec<Rule> = Vec::new();
    for known in problem_codes() {
        if diagnostics.iter().any(|diagnostic| diagnostic.code == known.code) {
            let short_description = SarifText { text: literal(known.meaning) };
            rules.push(Rule { id: known.code, short_description });
        }
    }
    let results = diagnostics.iter().map(|diagnostic| result(diagnostic, &rules)).collect();
    let driver = Driver { name: "passgate", version: VERSION, rules };
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results };
    pretty_json_text(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] }) + "\n"
}

fn result<'a>(diagnostic: &'a PlainDiagnostic, rules: &[Rule]) -> SarifResult<'a> {
    let location = |region: Option<&Region>| {
        let file = diagnostic.file.as_deref()?;
        let label = region.and_then(|region| region.label.as_deref());
        let region = region.map(|region| SarifRegion {
            start_line: region.line,
            start_column: region.column,
            end_line: region.end_line,
            end_column: region.end_column,
        });
        Some(Location {
            physical_location: Physical { artifact_location: artifact(file), region },
            message: label.map(|label| SarifText { text: literal(label) }),
        })
    };
    SarifResult {
        rule_id: &diagnostic.code,
        rule_index: rules.iter().position(|rule| rule.id == diagnostic.code),
        level: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: SarifText { text: literal(&diagnostic.in_full()) },
        locations: location(diagnostic.region.as_ref()).into_iter().collect(),
        related_locations: diagnostic.related.iter().filter_map(|it| location(Some(it))).collect(),
    }
}

/// A text that is taken literally: a brace would begin a placeholder.
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
    fn a_brace_is_taken_literally() {
        assert_eq!(literal("no {passcode} slot"), "no {{passcode}} slot");
    }
}
