//! The page of problems lists every code there is, each once and in words, and no others.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use passgate::internals::language::ProblemKind;
use passgate::internals::report::problem_codes;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Adds every code that is written out in the files below `folder`: as the name of a finding in quotes, as that of
/// a diagnostic in parentheses, or alone on a line of a snapshot.
fn collect(folder: &Path, codes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, codes);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        // What tests make up is not reported.
        let code = text.split("#[cfg(test)]").next().unwrap();
        let is_snapshot = path.extension().is_some_and(|ending| ending == "snap");
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            if is_snapshot {
                codes.extend(code_in(line));
                continue;
            }
            let quoted = line.split('"').skip(1).step_by(2).filter_map(code_in);
            codes.extend(quoted);
            let named = line.split("code(").skip(1).filter_map(|rest| rest.split(')').next());
            codes.extend(named.filter_map(code_in));
        }
    }
}

/// The text, if it is a code.
fn code_in(text: &str) -> Option<String> {
    let (family, kind) = text.split_once("::")?;
    let is_word = |word: &str| {
        let fits =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        !word.is_empty() && word.chars().all(fits)
    };
    (is_word(family) && is_word(kind)).then(|| text.to_owned())
}

/// The codes in the source and in the snapshots.
fn codes() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    collect(&Path::new(ROOT).join("src"), &mut codes);
    collect(&Path::new(ROOT).join("snapshots"), &mut codes);
    codes
}

#[test]
fn every_code_is_on_the_page() {
    let listed: BTreeSet<String> = problem_codes().map(|known| known.code.to_owned()).collect();
    let missing: Vec<String> = codes()
        .difference(&listed)
        .filter(|code| !code.starts_with("document::"))
        .cloned()
        .collect();
    assert!(missing.is_empty(), "docs/problems.md lacks {missing:?}");
    for kind in ProblemKind::ALL {
        assert!(listed.contains(kind.name()), "{kind}");
    }
}

#[test]
fn no_code_of_the_page_is_made_up() {
    let codes = codes();
    // What any document can have is named for its family when it is placed in one.
    let shared = |code: &str| {
        let kind = ["adapter::", "config::", "policy::"]
            .iter()
            .find_map(|family| code.strip_prefix(family));
        kind.is_some_and(|kind| codes.contains(&format!("document::{kind}")))
    };
    for known in problem_codes() {
        assert!(codes.contains(known.code) || shared(known.code), "`{}` is nowhere", known.code);
    }
}

#[test]
fn each_code_is_listed_once_and_explained() {
    let mut seen = BTreeSet::new();
    for known in problem_codes() {
        assert!(seen.insert(known.code), "`{}` is listed twice", known.code);
        assert!(known.meaning.len() > 15, "`{}` is not explained", known.code);
    }
    assert!(seen.len() > 100, "the page cannot be read");
}
