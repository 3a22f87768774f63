//! The protocol as it is written down: its schema is that of the types, what crosses the pipe keeps to it, and the reference
//! page has each message, capability and code.

use std::fs;

use serde_json::Value;

use crate::folder::Folder;
use crate::support::root;
use crate::sut::{PASSGATE, run, served};

const SCHEMA: &str = "fixtures/protocol.schema.json";

fn schema() -> Value {
    serde_json::from_str(&fs::read_to_string(root().join(SCHEMA)).unwrap()).unwrap()
}

#[test]
fn the_schema_is_that_of_the_types() {
    let written = passgate::internals::sut::protocol_schema();
    let path = root().join(SCHEMA);
    #[expect(clippy::disallowed_methods, reason = "the person who changes the types asks for it")]
    if std::env::var_os("PASSGATE_RENEW").is_some() {
        fs::write(&path, &written).unwrap();
    }
    assert!(fs::read_to_string(path).unwrap() == written, "renew with PASSGATE_RENEW=1");
    let printed = Folder::empty().run(&["schema", "protocol"]);
    assert_eq!(printed.stdout, written);
}

/// Each line of a run, in both directions.
#[test]
fn what_crosses_the_pipe_keeps_to_the_schema() {
    let folder = Folder::empty();
    let printed = run(
        &folder,
        &["run", "--bundled", "--sut", &served(), "--transcript", "pipe.txt", "-f", "null"],
    );
    assert_eq!(printed.code, Some(0), "{}", printed.all());
    let schema = schema();
    let part = |name: &str| {
        let mut part = schema.clone();
        part.as_object_mut().unwrap().remove("anyOf");
        part["$ref"] = format!("#/$defs/{name}").into();
        jsonschema::validator_for(&part).unwrap()
    };
    let (question, answer) = (part("question"), part("answer"));
    let transcript = folder.read("pipe.txt");
    let mut counts = (0, 0);
    for line in transcript.lines() {
        let (mark, json) = line.split_at(2);
        if mark == "# " {
            continue;
        }
        let value: Value = serde_json::from_str(json).unwrap();
        let validator = if mark == "> " { &question } else { &answer };
        let errors: Vec<String> = validator.iter_errors(&value).map(|it| it.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new(), "{line}");
        if mark == "> " { counts.0 += 1 } else { counts.1 += 1 }
    }
    assert!(counts.0 > 1000 && counts.0 == counts.1, "{counts:?}");
    // The other way round: what keeps to it not.
    for wrong in ["{\"id\":1}", "{\"done\":true}", "{\"id\":1,\"done\":true,\"ready\":true}"] {
        assert!(!answer.is_valid(&serde_json::from_str(wrong).unwrap()), "{wrong}");
    }
    assert!(!question.is_valid(&serde_json::from_str("{\"id\":1,\"act\":{}}").unwrap()));
}

#[test]
fn an_unknown_message_is_unsupported_and_the_end_of_input_ends_it() {
    use std::io::Write as _;
    let mut child = std::process::Command::new(PASSGATE)
        .args(["sut", "serve"])
        .current_dir(root())
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"{\"id\":9,\"shake\":{}}\n").unwrap();
    let output = child.wait_with_output().unwrap();
    let answer = String::from_utf8(output.stdout).unwrap();
    assert_eq!(answer, "{\"id\":9,\"unsupported\":{\"needs\":\"message:shake\"}}\n");
    assert!(output.status.success());
}

/// The names that the schema closes: of messages, abilities, clocks, codes and the like.
fn names(schema: &Value) -> Vec<String> {
    let mut names = Vec::new();
    collect(schema, &mut names);
    names.sort();
    names.dedup();
    names
}

fn collect(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                match (key.as_str(), value) {
                    ("properties", Value::Object(properties)) => {
                        names.extend(properties.keys().cloned());
                        properties.values().for_each(|value| collect(value, names));
                    }
                    ("enum", Value::Array(values)) => {
                        names.extend(values.iter().filter_map(Value::as_str).map(str::to_owned));
                    }
                    ("const", Value::String(name)) => names.push(name.clone()),
                    _ => collect(value, names),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, names)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn the_reference_page_has_every_name_of_the_schema() {
    let page = fs::read_to_string(root().join("docs/protocol.md")).unwrap();
    let missing: Vec<String> = names(&schema())
        .into_iter()
        .filter(|name| {
            !page.contains(&format!("`{name}`")) && !page.contains(&format!("\"{name}\""))
        })
        .collect();
    assert_eq!(missing, Vec::<String>::new(), "docs/protocol.md does not name these");
}

/// Each sentence of the catalogue has a row: what it sends, and what it needs, in the words of the schema.
#[test]
fn the_table_of_sentences_has_each_sentence_and_only_words_of_the_schema() {
    let page = fs::read_to_string(root().join("docs/protocol.md")).unwrap();
    let table =
        page.split("<!-- sentences -->").nth(1).unwrap().split("<!-- end -->").next().unwrap();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    let listed: Vec<&str> = rows.iter().map(|row| row[0].trim_matches('`')).collect();
    let steps = Folder::empty().run(&["steps", "-f", "json"]);
    let steps: Value = serde_json::from_str(&steps.stdout).unwrap();
    let sentences = steps["sentences"].as_array().unwrap();
    let sentences: Vec<&str> =
        sentences.iter().map(|sentence| sentence["sentence"].as_str().unwrap()).collect();
    for sentence in &sentences {
        assert!(listed.contains(sentence), "docs/protocol.md has no row for `{sentence}`");
    }
    assert_eq!(listed.len(), sentences.len(), "rows of sentences that do not exist");
    let known = names(&schema());
    for row in &rows {
        for cell in &row[1..] {
            for word in cell.split('`').skip(1).step_by(2) {
                assert!(known.contains(&word.to_owned()), "`{word}` in the row of {}", row[0]);
            }
        }
    }
}
