//! The paths that documents for contributors name exist.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders that a path with a `/` begins with; other text in backticks is no path.
const FOLDERS: [&str; 9] = [
    "src",
    "tests",
    "docs",
    "benches",
    "fixtures",
    "features",
    "snapshots",
    "templates",
    "scripts",
];

/// What a page names in backticks that looks like a path from the root.
fn paths(page: &str) -> impl Iterator<Item = &str> {
    let quoted = page.split('`').skip(1).step_by(2);
    quoted.filter(|text| {
        let is_plain = !text.contains([' ', '*', '…', '\n']) && !text.contains("POLICY");
        is_plain && text.split_once('/').is_some_and(|(first, _)| FOLDERS.contains(&first))
    })
}

#[test]
fn every_path_that_a_document_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages: Vec<PathBuf> =
        ["ARCHITECTURE.md", "CONTRIBUTING.md"].map(|page| root.join(page)).into();
    let design = fs::read_dir(root.join("docs/design")).unwrap();
    pages.extend(design.map(|entry| entry.unwrap().path()));
    let mut missing = Vec::new();
    let mut count = 0;
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        for path in paths(&text) {
            count += 1;
            if !root.join(path).exists() {
                missing.push(format!("{}: `{path}`", page.display()));
            }
        }
    }
    assert!(count > 50, "few paths were found: {count}");
    assert!(missing.is_empty(), "paths that do not exist:\n{}", missing.join("\n"));
}

#[test]
fn only_paths_from_the_root_are_found() {
    let page =
        "`src/a.rs` and `mod.rs`, `docs/b/` and `passgate run a/b`, `fixtures/*.yaml`, `x/y`";
    assert_eq!(paths(page).collect::<Vec<_>>(), ["src/a.rs", "docs/b/"]);
}
