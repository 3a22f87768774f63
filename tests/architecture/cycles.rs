//! No file needs a file that needs it, and a name is imported from the file that owns it.

use std::collections::{BTreeMap, BTreeSet};

use crate::assert_none;
use crate::source::{File, files};

#[test]
fn no_files_import_each_other() {
    assert_none(&cycles(&files()));
}

#[test]
fn a_name_is_imported_from_the_file_that_owns_it() {
    assert_none(&re_exports(&files()));
}

#[test]
fn a_module_with_files_of_its_own_is_a_folder_with_a_door() {
    assert_none(&doors(&files()));
}

/// Groups of files each of which needs all others, directly or through others. What only tests need does not count.
pub(crate) fn cycles(files: &[File]) -> Vec<String> {
    let modules: BTreeSet<&str> = files
        .iter()
        .filter(|file| file.is_rust() && !file.room.is_empty() && !file.module.ends_with("::tests"))
        .map(|file| file.module.as_str())
        .collect();
    let mut needs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in files.iter().filter(|file| modules.contains(file.module.as_str())) {
        let found = imports(file.code_without_tests())
            .into_iter()
            .filter_map(|path| owner(&path, &modules))
            .filter(|module| *module != file.module);
        needs.insert(&file.module, found.collect());
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        modules.iter().map(|module| (*module, reachable(module, &needs))).collect();
    let mut groups = BTreeSet::new();
    for module in &modules {
        let together: Vec<&str> = reached
            .get(module)
            .into_iter()
            .flatten()
            .filter(|other| reached.get(*other).is_some_and(|back| back.contains(module)))
            .copied()
            .collect();
        if together.len() > 1 {
            groups.insert(together.join(", "));
        }
    }
    groups.into_iter().map(|group| format!("these files need each other: {group}")).collect()
}

/// Every path that begins with `crate::`, with each name of a list in braces.
fn imports(code: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for part in code.split("crate::").skip(1) {
        let end = part
            .find(|one: char| !one.is_alphanumeric() && one != '_' && one != ':')
            .unwrap_or(part.len());
        let (path, rest) = part.split_at(end);
        match rest.strip_prefix('{').and_then(|list| list.split_once('}')) {
            Some((list, _)) if path.ends_with("::") => {
                paths.extend(list.split(',').map(|name| format!("{path}{}", name.trim())));
            }
            _ => paths.push(path.to_owned()),
        }
    }
    paths
}

/// The file that owns what a path names: the longest part of it that is a module.
fn owner<'m>(path: &str, modules: &BTreeSet<&'m str>) -> Option<&'m str> {
    let mut path = path;
    loop {
        if let Some(module) = modules.get(path) {
            return Some(module);
        }
        path = path.rsplit_once("::")?.0;
    }
}

fn reachable<'m>(module: &str, needs: &BTreeMap<&'m str, BTreeSet<&'m str>>) -> BTreeSet<&'m str> {
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let mut ahead: Vec<&str> = needs.get(module).into_iter().flatten().copied().collect();
    while let Some(next) = ahead.pop() {
        if found.insert(next) {
            ahead.extend(needs.get(next).into_iter().flatten());
        }
    }
    found
}

/// Names that a room hands on: `lib.rs` and `internals.rs` alone do that.
pub(crate) fn re_exports(files: &[File]) -> Vec<String> {
    let mut violations = Vec::new();
    for file in files.iter().filter(|file| file.is_rust() && !file.room.is_empty()) {
        for (number, line) in file.code_lines() {
            let line = line.trim_start();
            // A macro has no other way to be seen in another file.
            let handed_on = line.starts_with("pub") && line.contains(" use crate::")
                || line.starts_with("pub use ");
            if handed_on {
                violations.push(format!(
                    "{}:{number}: import the name from the file that owns it",
                    file.path
                ));
            }
        }
    }
    violations
}

/// Modules whose door is next to their folder instead of in it.
pub(crate) fn doors(files: &[File]) -> Vec<String> {
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    files
        .iter()
        .filter(|file| file.is_rust() && !file.path.ends_with("/mod.rs"))
        .filter(|file| {
            let folder = format!("{}/", file.path.trim_end_matches(".rs"));
            paths.iter().any(|path| path.starts_with(&folder))
        })
        .map(|file| format!("{}: move it into its folder, as `mod.rs`", file.path))
        .collect()
}
