//! The official test data of Gherkin and of tag expressions, read from a folder next to the project where it is present.
//!
//! What is read from good files is compared with the official tree and pickles by `tests/gherkin.rs`, from outside.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::document::source_file::SourceFile;
use crate::language::gherkin::reader;
use crate::language::tag_expression::TagExpression;

/// A folder of the test data; a test without it ends at once.
#[expect(clippy::print_stderr, reason = "who runs the tests has to know what was left out")]
fn official(folder: &str) -> Option<PathBuf> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/testdata").join(folder);
    if !place.is_dir() {
        eprintln!("skipped: {} is not there", place.display());
        return None;
    }
    Some(place)
}

/// The number behind `name` in a line of JSON.
fn number(json: &str, name: &str) -> Option<usize> {
    let (_, behind) = json.split_once(&format!("\"{name}\":"))?;
    behind.split([',', '}']).next()?.parse().ok()
}

#[test]
fn every_error_is_at_its_official_line() {
    let Some(folder) = official("gherkin/bad") else { return };
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "feature") {
            continue;
        }
        count += 1;
        let page = Arc::new(SourceFile::new("a", &fs::read_to_string(&path).unwrap()));
        let (_, mistakes) = reader::read(&page);
        let errors = fs::read_to_string(format!("{}.errors.ndjson", path.display())).unwrap();
        let expected: Vec<_> =
            errors.lines().map(|it| (number(it, "line"), number(it, "column"))).collect();
        let found = mistakes.iter().zip(&expected).map(|(mistake, (_, column))| {
            // The official parser counts from the beginning of the line with the language, and knows no place at
            // the end of a file.
            let at = page.column_at(mistake.place.start);
            (Some(mistake.line), column.map(|column| if column == 1 { 1 } else { at }))
        });
        assert_eq!(found.collect::<Vec<_>>(), expected, "{}", path.display());
        assert_eq!(mistakes.len(), expected.len(), "{}", path.display());
    }
    assert_eq!(count, 12);
}

/// The values of the keys that a document has in quotes, in its order.
fn quoted<'t>(line: &'t str, key: &str) -> Option<&'t str> {
    let value = line.trim_start_matches(['-', ' ']).strip_prefix(key)?.strip_prefix(": ")?;
    value.trim().strip_prefix('\'')?.strip_suffix('\'')
}

#[test]
fn tag_expressions_are_the_official_ones() {
    let Some(folder) = official("tag-expressions") else { return };
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let mut count = 0;
    let mut expression = String::new();
    let parse = |text: &str| TagExpression::parse("--tags", text);
    for line in text("parsing.yml").lines() {
        if let Some(text) = quoted(line, "expression") {
            text.clone_into(&mut expression);
        } else if let Some(formatted) = quoted(line, "formatted") {
            assert_eq!(parse(&expression).unwrap(), parse(formatted).unwrap(), "{expression}");
            count += 1;
        }
    }
    for line in text("errors.yml").lines() {
        if let Some(text) = quoted(line, "expression") {
            assert!(parse(text).is_err(), "{text}");
            count += 1;
        }
    }
    let mut tags: Vec<String> = Vec::new();
    for line in text("evaluations.yml").lines() {
        if let Some(text) = quoted(line, "expression") {
            text.clone_into(&mut expression);
        } else if let Some((_, list)) = line.split_once("variables: [") {
            let list = list.trim_end_matches(']').split(", ").filter(|it| !it.is_empty());
            tags = list.map(|it| it.trim_matches('\'').to_owned()).collect();
        } else if let Some((_, result)) = line.split_once("result: ") {
            let holds = parse(&expression).unwrap().holds(&|tag| tags.iter().any(|it| it == tag));
            assert_eq!(holds, result == "true", "{expression} {tags:?}");
            count += 1;
        }
    }
    assert_eq!(count, 23 + 15 + 26, "every expression was tried");
}
