//! The formats that others defined, held against their definitions.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use passgate::internals::report::{Format, json_schema};
use serde_json::Value;

use crate::{fixture, read, rendered, root};

fn schema(name: &str) -> Value {
    let path = root().join("fixtures/schemas").join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Every way in which a value is not as its schema says.
fn offences(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).unwrap();
    validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "this is where a renewal is asked for")]
fn the_schema_of_the_json_document_is_that_of_its_types() {
    let path = root().join("fixtures/schemas/passgate-run.schema.json");
    if std::env::var_os("PASSGATE_RENEW").is_some() {
        fs::write(&path, json_schema()).unwrap();
    }
    let written = fs::read_to_string(path).unwrap();
    assert!(written == json_schema(), "renew it with PASSGATE_RENEW=1");
}

#[test]
fn the_json_document_is_valid() {
    let value: Value = serde_json::from_str(&rendered(&read(&fixture()), Format::Json)).unwrap();
    let schema = schema("passgate-run.schema.json");
    assert_eq!(offences(&schema, &value), [""; 0]);
    let mut wrong = value.clone();
    wrong["scenarios"][0]["verdict"] = "perhaps".into();
    assert_eq!(offences(&schema, &wrong).len(), 1);
}

#[test]
fn every_message_is_valid_by_the_official_schema() {
    let schema = schema("cucumber-messages.schema.json");
    let validator = jsonschema::validator_for(&schema).unwrap();
    let text = rendered(&read(&fixture()), Format::Messages);
    let mut kinds = BTreeSet::new();
    for line in text.lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        kinds.extend(value.as_object().unwrap().keys().cloned());
        let offences: Vec<String> =
            validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert_eq!(offences, [""; 0], "{line}");
    }
    let expected = [
        "gherkinDocument",
        "meta",
        "pickle",
        "source",
        "stepDefinition",
        "testCase",
        "testCaseFinished",
        "testCaseStarted",
        "testRunFinished",
        "testRunStarted",
        "testStepFinished",
        "testStepStarted",
    ];
    assert!(kinds.iter().eq(expected), "{kinds:?}");
    let wrong: Value =
        serde_json::from_str(r#"{"testRunFinished":{"success":"yes","timestamp":{}}}"#).unwrap();
    assert!(!validator.is_valid(&wrong));
}

/// Whatever a message refers to has been sent before it, and every step of every attempt has an end.
#[test]
fn messages_refer_only_to_what_was_sent_before() {
    let text = rendered(&read(&fixture()), Format::Messages);
    let mut known: BTreeSet<String> = BTreeSet::new();
    let (mut started, mut finished, mut retried) = (0, 0, 0);
    for line in text.lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        let mut references = Vec::new();
        collect(&value, &mut known, &mut references);
        for reference in references {
            assert!(known.contains(&reference), "{reference} in {line}");
        }
        started += usize::from(value.get("testStepStarted").is_some());
        finished += usize::from(value.get("testStepFinished").is_some());
        retried += usize::from(value["testCaseFinished"]["willBeRetried"] == true);
    }
    let recording = read(&fixture());
    let steps =
        |case: &passgate::internals::recording::Case| case.steps.len() * (case.attempts.len() + 1);
    let expected: usize = recording.cases.iter().map(steps).sum();
    assert_eq!((started, finished), (expected, expected));
    let attempts: usize = recording.cases.iter().map(|case| case.attempts.len()).sum();
    assert_eq!(retried, attempts);
}

/// The names that a message gives, and those that it refers to.
fn collect(value: &Value, known: &mut BTreeSet<String>, references: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                match (key.as_str(), field) {
                    ("id", Value::String(id)) => assert!(known.insert(id.clone()), "{id} twice"),
                    (key, Value::String(id)) if key.ends_with("Id") => references.push(id.clone()),
                    (key, Value::Array(ids)) if key.ends_with("Ids") => {
                        references.extend(ids.iter().map(|id| id.as_str().unwrap().to_owned()));
                    }
                    (_, field) => collect(field, known, references),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, known, references)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The published schema knows the cases, failures and attempts. What readers know in addition is left out before it is
/// asked: the file and line of a case, its properties, and the sum of what was skipped.
fn without_extensions(xml: &str) -> String {
    let mut text = String::new();
    let (mut in_case, mut in_properties) = (false, false);
    for line in xml.split_inclusive('\n') {
        let words = line.trim_start();
        let mut line = line.to_owned();
        if words.starts_with("<testcase ") {
            in_case = true;
            line = without_attributes(&line, &["file", "line"]);
        } else if words.starts_with("<testsuites ") {
            line = without_attributes(&line, &["skipped"]);
        } else if words.starts_with("</testcase>") {
            in_case = false;
        }
        in_properties |= in_case && words.starts_with("<properties>");
        if !in_properties {
            text += &line;
        }
        in_properties &= !words.starts_with("</properties>");
    }
    text
}

fn without_attributes(line: &str, names: &[&str]) -> String {
    let mut line = line.to_owned();
    for name in names {
        if let Some((before, after)) = line.split_once(&format!(" {name}=\"")) {
            let (_, after) = after.split_once('"').unwrap();
            line = format!("{before}{after}");
        }
    }
    line
}

/// What the validator says of a text; nothing where there is no validator.
#[expect(
    clippy::print_stderr,
    reason = "the person who runs the tests is to know what they leave out"
)]
fn xmllint(xml: &str) -> Option<String> {
    let schema = root().join("fixtures/schemas/junit-10.xsd");
    let mut command = Command::new("xmllint");
    command.args(["--nonet", "--noout", "--schema"]).arg(schema).arg("-");
    let spawned =
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
    let Ok(mut child) = spawned else {
        eprintln!("left out: there is no `xmllint` to hold JUnit's XML against its schema");
        return None;
    };
    child.stdin.take().unwrap().write_all(xml.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Some(if output.status.success() { String::new() } else { said })
}

#[test]
fn junit_is_valid_by_the_published_schema() {
    let whole = rendered(&read(&fixture()), Format::Junit);
    let cut: String = fixture().lines().take(6).map(|line| format!("{line}\n")).collect();
    for xml in [whole, rendered(&read(&cut), Format::Junit)] {
        let Some(said) = xmllint(&without_extensions(&xml)) else { return };
        assert_eq!(said, "");
    }
    let said = xmllint("<testsuites><testcase/></testsuites>").unwrap();
    assert!(said.contains("fails to validate"), "{said}");
}

#[test]
fn junit_has_one_case_a_scenario_and_no_name_twice() {
    let recording = read(&fixture());
    let report =
        quick_junit::Report::deserialize_from_str(&rendered(&recording, Format::Junit)).unwrap();
    let cases: Vec<&quick_junit::TestCase> =
        report.test_suites.iter().flat_map(|suite| &suite.test_cases).collect();
    assert_eq!(cases.len(), recording.cases.len());
    let names: BTreeSet<(Option<&str>, &str)> = cases
        .iter()
        .map(|case| (case.classname.as_ref().map(|name| name.as_str()), case.name.as_str()))
        .collect();
    assert_eq!(names.len(), cases.len());
    assert_eq!((report.tests, report.failures, report.errors, report.skipped), (12, 1, 4, 2));
}
