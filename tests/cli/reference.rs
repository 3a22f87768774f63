//! The references of documents: a page contains what the schemas say of each key, with an example and every word.
//!
//! A page has a table for each part of a document between `<!-- keys of PART -->` and `<!-- end -->`; what is there
//! is written from the schema. Its blocks of `yaml` together are one document, which uses every key.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use crate::markdown::Page;
use crate::support::root;

/// A page, and the schema that it is a reference of.
const REFERENCES: [(&str, &str); 2] = [
    ("docs/policy.md", "fixtures/policies/policy.schema.json"),
    ("docs/configuration.md", "fixtures/passgate.schema.json"),
];

/// What the outermost part is called, which has no name in a schema.
const WHOLE: &str = "the document";
const BEGIN: &str = "<!-- keys of ";
const END: &str = "<!-- end -->";

fn read(path: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(root().join(path)).unwrap()).unwrap()
}

/// The parts of a document that have keys, by name.
fn parts(schema: &Value) -> Vec<(&str, &Value)> {
    let named = schema["$defs"].as_object().unwrap();
    let parts = named.iter().map(|(name, part)| (name.as_str(), part));
    [(WHOLE, schema)]
        .into_iter()
        .chain(parts)
        .filter(|(_, part)| part.get("properties").is_some())
        .collect()
}

/// What a reference leads to.
fn resolved<'a>(schema: &'a Value, value: &'a Value) -> (Option<&'a str>, &'a Value) {
    match value["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
        Some(name) => (Some(name), &schema["$defs"][name]),
        None => (None, value),
    }
}

/// A page with its tables written from the schema, or the page as it is where it is no reference.
pub fn filled(page: &str, text: String) -> String {
    let Some((_, schema)) = REFERENCES.iter().find(|(name, _)| *name == page) else { return text };
    let schema = read(schema);
    let mut missing: BTreeSet<&str> = parts(&schema).into_iter().map(|(name, _)| name).collect();
    let mut filled = String::new();
    let mut within = false;
    for line in text.lines() {
        within &= line != END;
        if !within {
            filled += &format!("{line}\n");
        }
        if let Some(name) = line.strip_prefix(BEGIN).and_then(|rest| rest.strip_suffix(" -->")) {
            assert!(
                missing.remove(name),
                "{page} has no part `{name}` to document, or has it twice"
            );
            let (_, part) = parts(&schema).into_iter().find(|(known, _)| *known == name).unwrap();
            filled += &table(&schema, part);
            within = true;
        }
    }
    assert!(!within, "{page}: `{END}` is missing");
    assert!(missing.is_empty(), "{page} does not document {missing:?}: write `{BEGIN}NAME -->`");
    filled
}

fn table(schema: &Value, part: &Value) -> String {
    let required: Vec<&str> =
        part["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut table = "\n| key | value | what it says |\n|---|---|---|\n".to_owned();
    for (key, value) in part["properties"].as_object().unwrap() {
        let printed = value["description"].as_str().unwrap().replace('\n', " ");
        let printed = printed.trim_end_matches('.');
        let absent = match (required.contains(&key.as_str()), value.get("default")) {
            (true, _) => String::new(),
            (false, Some(Value::Number(number))) => format!(". Default: {number}"),
            (false, Some(Value::Bool(said))) => format!(". Default: `{said}`"),
            (false, _) => ". Optional".to_owned(),
        };
        table += &format!("| `{key}` | {} | {printed}{absent} |\n", kind(schema, value));
    }
    table + "\n"
}

/// The values that a key can have, in words.
fn kind(schema: &Value, value: &Value) -> String {
    let (name, value) = resolved(schema, value);
    if let Some(words) = value["enum"].as_array() {
        let words: Vec<String> =
            words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`")).collect();
        return words.join(", ");
    }
    if let Some(choices) = value["anyOf"]
        .as_array()
        .or(value["oneOf"].as_array())
        .filter(|_| value.get("properties").is_none())
    {
        let choices = choices.iter().filter(|choice| choice["type"] != "null");
        return choices.map(|choice| kind(schema, choice)).collect::<Vec<_>>().join(" or ");
    }
    if let Some(only) = value.get("const") {
        return format!("`{}`", only.as_str().map_or_else(|| only.to_string(), str::to_owned));
    }
    let word = value["type"].as_str().or(value["type"][0].as_str()).unwrap_or_default();
    match (name, word) {
        (Some("duration"), _) => "a length of time".to_owned(),
        (_, "array") => format!("a list: {}", kind(schema, &value["items"])),
        (_, "boolean") => "`true`, `false`".to_owned(),
        (_, "integer") => match (value["minimum"].as_i64(), value["maximum"].as_i64()) {
            (Some(least), Some(most)) => format!("a whole number, {least} to {most}"),
            _ => "a whole number".to_owned(),
        },
        (_, "string") => "text".to_owned(),
        (Some(name), _) => format!("the keys of `{name}`"),
        (None, _) if value["additionalProperties"].is_object() => {
            format!("names, each with {}", kind(schema, &value["additionalProperties"]))
        }
        // The prompts: one of them, by its kind.
        (None, _) => {
            let keys = value["properties"].as_object().into_iter().flatten();
            keys.map(|(key, inner)| format!("`{key}` with {}", kind(schema, inner)))
                .collect::<Vec<_>>()
                .join(" or ")
        }
    }
}

/// Notes every key of the schema that a document uses.
fn note(
    schema: &Value,
    part: &Value,
    document: &serde_yaml::Value,
    used: &mut BTreeSet<(String, String)>,
) {
    let (name, part) = resolved(schema, part);
    for choice in ["anyOf", "oneOf"].iter().filter_map(|word| part[*word].as_array()).flatten() {
        note(schema, choice, document, used);
    }
    for (key, value) in document.as_mapping().into_iter().flatten() {
        let key = key.as_str().unwrap();
        if let Some(inner) = part["properties"].get(key) {
            used.insert((name.unwrap_or(WHOLE).to_owned(), key.to_owned()));
            note(schema, inner, value, used);
        } else if part.get("additionalProperties").is_some_and(Value::is_object) {
            note(schema, &part["additionalProperties"], value, used);
        }
    }
    for value in document.as_sequence().into_iter().flatten() {
        note(schema, &part["items"], value, used);
    }
}

#[test]
fn every_key_has_an_example() {
    for (page, schema) in REFERENCES {
        let schema = read(schema);
        let text = fs::read_to_string(root().join(page)).unwrap();
        let blocks = Page::read(&text).blocks;
        let yaml = blocks.iter().filter(|block| block.language() == "yaml");
        let example: String = yaml.map(|block| block.text.as_str()).collect();
        let mut used = BTreeSet::new();
        note(&schema, &schema, &serde_yaml::from_str(&example).unwrap(), &mut used);
        for (name, part) in parts(&schema) {
            for key in part["properties"].as_object().unwrap().keys() {
                let wanted = (name.to_owned(), key.clone());
                assert!(used.contains(&wanted), "{page} has no example of `{key}` of {name}");
            }
        }
    }
}

/// A word that a key can have is explained in a list: `- \`waits\`: …`.
#[test]
fn every_word_is_explained() {
    for (page, schema) in REFERENCES {
        let text = fs::read_to_string(root().join(page)).unwrap();
        for (kind, part) in read(schema)["$defs"].as_object().unwrap() {
            for word in part["enum"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                let printed = text.lines().any(|line| line.starts_with(&format!("- `{word}`: ")));
                assert!(printed, "{page} does not say what `{word}` means, which is a {kind}");
            }
        }
    }
}
