//! The world is declared: no name of a product, person, surface or management is in the code.
//!
//! The names are those of every bundled policy. Test code and examples inside `src` are searched, too; what an outside
//! system calls things on the wire belongs to `adapter/`, and is exempt there.

use std::collections::BTreeSet;
use std::fs;

use passgate::internals::policy::Policy;

use crate::source::{files, root};

/// Every name that a bundled policy declares, in lower case and without its article.
fn declared_names() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut add = |name: &str| {
        let name = name.to_lowercase();
        let plain = ["the ", "another "].iter().find_map(|article| name.strip_prefix(article));
        names.insert(plain.unwrap_or(&name).to_owned());
    };
    for entry in fs::read_dir(root().join("fixtures/policies")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let policy = Policy::parse("bundled", &fs::read_to_string(&path).unwrap()).unwrap();
        add(&policy.service);
        policy.managements.iter().for_each(|name| add(name));
        policy.actors.iter().for_each(|actor| add(&actor.name));
        policy.rows.iter().for_each(|row| add(&row.platform));
        for (_, surface) in policy.declared_surfaces() {
            add(&surface.name);
            add(policy.text(surface.button));
        }
    }
    // A button may be called what everyone calls it.
    names.remove("passcode reset");
    names
}

/// Where a line holds one of the names as words of their own.
fn found<'n>(names: &'n BTreeSet<String>, line: &str) -> Option<&'n str> {
    let line = line.to_lowercase();
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let named = names.iter().find(|name| {
        line.match_indices(name.as_str()).any(|(at, name)| {
            let before = line.get(..at).and_then(|before| before.chars().next_back());
            let after = line.get(at + name.len()..).and_then(|after| after.chars().next());
            !before.is_some_and(is_word) && !after.is_some_and(is_word)
        })
    });
    named.map(String::as_str)
}

#[test]
fn no_declared_name_is_in_the_code() {
    let names = declared_names();
    let mut all = String::new();
    for file in files().iter().filter(|file| file.room != "adapter") {
        for (number, line) in (1..).zip(file.text.lines()) {
            if let Some(name) = found(&names, line) {
                all += &format!("{}:{number}: `{name}`\n", file.path);
            }
        }
    }
    assert!(all.is_empty(), "names belong in policies:\n{all}");
}

#[test]
fn a_name_is_found_in_any_case_and_only_as_words_of_its_own() {
    let names = BTreeSet::from(["blue phone".to_owned(), "hq".to_owned()]);
    assert_eq!(found(&names, "/// a Blue Phone's passcode"), Some("blue phone"));
    assert_eq!(found(&names, "let hq_name = 1;"), None);
    assert_eq!(found(&names, "(\"HQ\")"), Some("hq"));
    assert_eq!(found(&names, "bluephone"), None);
}
