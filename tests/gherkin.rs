//! What passgate reads of the official test data of Gherkin, where that is next to the project: the tree and the pickles
//! of every good file, before and after formatting.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::print_stderr, reason = "who runs the tests has to know what was left out")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value};
use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The file with the keywords, up to the keywords.
const TABLE: &str = "\
//! The keywords of all languages of Gherkin, generated from the official table: CONTRIBUTING says how.

/// One line a language: its code, its English name, and its keywords by kind.
pub(crate) const TABLE: &str = \"\\
";

/// The kinds of keywords, in the order of the table.
const KINDS: [&str; 11] = [
    "feature",
    "background",
    "rule",
    "scenario",
    "scenarioOutline",
    "examples",
    "given",
    "when",
    "then",
    "and",
    "but",
];

#[test]
fn the_keywords_are_the_official_ones() {
    let place = Path::new(ROOT).join("../shared/testdata/gherkin/languages.json");
    let Ok(text) = fs::read_to_string(&place) else {
        eprintln!("skipped: {} is not there", place.display());
        return;
    };
    let languages: BTreeMap<String, Map<String, Value>> = serde_json::from_str(&text).unwrap();
    assert_eq!(languages.len(), 80);
    let mut table = TABLE.to_owned();
    for (code, language) in languages {
        let name = language["name"].as_str().unwrap();
        let kinds = KINDS.map(|kind| {
            let words = language[kind].as_array().unwrap().iter();
            words.map(|word| word.as_str().unwrap()).collect::<Vec<_>>().join("|")
        });
        table += &format!("{code}\t{name}\t{}\n", kinds.join("\t"));
    }
    table += "\";\n";
    let place = Path::new(ROOT).join("src/language/gherkin/keywords.rs");
    #[expect(clippy::disallowed_methods, reason = "a person asks this test to renew the file")]
    let renew = std::env::var_os("PASSGATE_RENEW").is_some();
    if renew {
        fs::write(&place, &table).unwrap();
    }
    assert!(fs::read_to_string(place).unwrap() == table, "renew it with PASSGATE_RENEW=1");
}

/// The good files, in their order; none without the test data.
fn good_files() -> Vec<PathBuf> {
    let place = Path::new(ROOT).join("../shared/testdata/gherkin/good");
    let Ok(entries) = fs::read_dir(&place) else {
        eprintln!("skipped: {} is not there", place.display());
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "feature"));
    paths.sort();
    assert_eq!(paths.len(), 50);
    paths
}

/// Runs passgate in `folder` with `arguments`.
fn passgate(folder: &Path, arguments: &[&str]) {
    let program = env!("CARGO_BIN_EXE_passgate");
    Command::new(program).args(arguments).current_dir(folder).output().unwrap();
}

/// The messages called `kind` in some lines, without what `dropped` says.
fn messages(text: &str, kind: &str, dropped: &[&str]) -> Vec<Value> {
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter_map(|mut line| Some(cleaned(line.get_mut(kind)?.take(), dropped))).collect()
}

fn cleaned(value: Value, dropped: &[&str]) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter().filter(|(name, _)| !dropped.contains(&name.as_str()));
            let fields = fields.map(|(name, value)| match (name.as_str(), value) {
                // Which ones they are is said by names that are each parser's own.
                ("astNodeIds", Value::Array(ids)) => (name, ids.len().into()),
                // What formatting may change.
                ("description" | "text", Value::String(text)) if dropped.contains(&"location") => {
                    (name, text.lines().map(str::trim).collect::<Vec<_>>().join("\n").into())
                }
                (_, value) => (name, cleaned(value, dropped)),
            });
            Value::Object(fields.collect::<Map<_, _>>())
        }
        Value::Array(items) => items.into_iter().map(|item| cleaned(item, dropped)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

/// The good files in a folder of their own, and their names; nothing without the test data.
fn copied() -> Option<(TempDir, Vec<String>)> {
    let paths = good_files();
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("features")).unwrap();
    let copy = |path: &PathBuf| {
        let name = format!("features/{}", path.file_name().unwrap().to_str().unwrap());
        // Not a copy: the originals may only be read.
        fs::write(folder.path().join(&name), fs::read(path).unwrap()).unwrap();
        name
    };
    let names: Vec<String> = paths.iter().map(copy).collect();
    (!names.is_empty()).then_some((folder, names))
}

/// Runs the features of a folder, and gives the messages of each about it.
fn read_messages(folder: &Path, names: &[String], kind: &str, dropped: &[&str]) -> Vec<Vec<Value>> {
    passgate(folder, &["run", "-f", "messages:messages.ndjson"]);
    let text = fs::read_to_string(folder.join("messages.ndjson")).unwrap();
    let all = messages(&text, kind, &["id"]);
    let of = |name: &String| {
        let own = all.iter().filter(|message| message["uri"] == **name);
        own.map(|message| cleaned(message.clone(), dropped)).collect()
    };
    names.iter().map(of).collect()
}

#[test]
fn good_files_give_the_official_tree_and_pickles() {
    let Some((folder, names)) = copied() else { return };
    let dropped = ["id", "uri", "astNodeId"];
    for (kind, file) in [("gherkinDocument", "ast"), ("pickle", "pickles")] {
        let found = read_messages(folder.path(), &names, kind, &dropped);
        for (path, found) in good_files().iter().zip(found) {
            let official = fs::read_to_string(format!("{}.{file}.ndjson", path.display()));
            let expected = messages(&official.unwrap(), kind, &dropped);
            assert_eq!(found, expected, "{}", path.display());
        }
    }
}

#[test]
fn formatting_keeps_the_official_tree() {
    let Some((folder, names)) = copied() else { return };
    let dropped = ["id", "uri", "astNodeId", "location"];
    let tree = || read_messages(folder.path(), &names, "gherkinDocument", &dropped);
    let texts = || {
        let text = |name: &String| fs::read_to_string(folder.path().join(name)).unwrap();
        names.iter().map(text).collect::<Vec<_>>()
    };
    let (before, untidy) = (tree(), texts());
    passgate(folder.path(), &["fmt"]);
    let tidy = texts();
    assert!(untidy != tidy && tree() == before, "formatting changes blanks alone");
    passgate(folder.path(), &["fmt"]);
    assert_eq!(texts(), tidy, "formatting again changes nothing");
}
