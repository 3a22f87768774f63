//! What a folder seems to have and a run does without: files whose names are only nearly right, and parts of a suite without
//! features.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::project::files::{files_in, read};
use crate::cli::project::root::{CONFIG, FEATURES, POLICIES, SuiteRoot};
use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Finding;
use crate::document::suggestion::spelled_alike;
use crate::recording::absence::Absence;
use crate::report::missing::absence_in_words;
use crate::report::snapshot::is_approved_table;

/// How alike a name has to be to one that is read, so that it is probably meant.
const ALIKE_MIN: f64 = 0.8;

/// Names that editors and people give to copies.
const COPIES: [&str; 5] = ["bak", "orig", "swp", "tmp", "old"];

/// The files of a suite that are not read because of their names, with the features in these folders.
pub(crate) fn unread_files(root: &SuiteRoot, features: &[PathBuf]) -> Vec<Absence> {
    let mut unread = Vec::new();
    for (folder, name) in [("", CONFIG), ("fixtures", "equivalent-mutants.yaml")] {
        let folder = root.way(folder);
        let near = |path: &PathBuf| {
            let found = file_name(path);
            found != name && is_nearly(found.trim_start_matches('.'), name)
        };
        let found = entries(&folder).into_iter().filter(|path| path.is_file());
        unread.extend(found.filter(near).map(|path| Absence::UnreadFile {
            meant: root.label(&folder.join(name)),
            path: root.label(&path),
        }));
    }
    let features = features.iter().map(|folder| (folder.clone(), ["feature"].as_slice()));
    let policies = (root.way(POLICIES), ["yaml", "yml"].as_slice());
    for (folder, endings) in features.chain([policies]) {
        for path in files_in(&folder).unwrap_or_default() {
            let Some(stem) = nearly_ending(&file_name(&path), endings) else { continue };
            let ending = endings.first().copied().unwrap_or_default();
            let meant = root.label(&path.with_file_name(format!("{stem}.{ending}")));
            unread.push(Absence::UnreadFile { path: root.label(&path), meant });
        }
    }
    unread
}

/// The files of a suite's approved tables, among the snapshots of whatever tests the folder has.
pub(crate) fn approved_tables(root: &SuiteRoot) -> Vec<PathBuf> {
    let mut found = files_in(&root.way("snapshots")).unwrap_or_default();
    found.retain(|path| {
        path.extension().is_some_and(|ending| ending == "snap")
            && read(path).is_ok_and(|source| is_approved_table(&source.text))
    });
    found
}

/// Whether the folder has a part of a suite: then its features are missing, and others are no replacement.
pub(crate) fn part_of_a_suite(root: &SuiteRoot) -> Option<String> {
    let parts = [CONFIG, POLICIES];
    let part = parts.into_iter().find(|part| root.way(part).exists()).map(str::to_owned);
    let part = part.or_else(|| approved_tables(root).first().map(|path| root.label(path)));
    part.or_else(|| {
        let mut near = entries(&root.way("")).into_iter().filter(|path| path.is_dir());
        let near = near.find(|path| is_nearly(&file_name(path), FEATURES))?;
        Some(root.label(&near))
    })
}

/// The same as warnings, for `passgate check`.
pub(crate) fn warning(absence: &Absence) -> Diagnostic {
    let note = absence_in_words(absence);
    let finding = Finding::new("suite::absent", note.title).help(note.remedy).warning();
    Diagnostic::new(finding, Vec::new(), None)
}

/// The files and folders of a folder, in the order of their names.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let found = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut paths: Vec<PathBuf> = found.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Whether a name is nearly another one: misspelt, in other letters, or with an ending too many.
fn is_nearly(found: &str, name: &str) -> bool {
    if found == name || is_copy(found) {
        return false;
    }
    let longer = found.to_lowercase().strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
    longer || spelled_alike(found, name) >= ALIKE_MIN
}

/// What is before an ending that is nearly one of those.
fn nearly_ending(name: &str, endings: &[&str]) -> Option<String> {
    if is_copy(name) || name.starts_with('.') {
        return None;
    }
    let lower = name.to_lowercase();
    // An ending too many, such as `.feature.txt`.
    let doubled = endings.iter().find_map(|ending| lower.find(&format!(".{ending}.")));
    if let Some(at) = doubled {
        return name.get(..at).map(str::to_owned);
    }
    let (stem, ending) = name.rsplit_once('.')?;
    let is_read = endings.iter().any(|known| ending.eq_ignore_ascii_case(known));
    let near = endings.iter().any(|known| spelled_alike(ending, known) >= 0.7);
    (!is_read && near).then(|| stem.to_owned())
}

/// Whether a name is that of a copy which an editor or a person keeps.
fn is_copy(name: &str) -> bool {
    name.ends_with('~') || name.rsplit_once('.').is_some_and(|(_, ending)| COPIES.contains(&ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_nearly_right_is_found() {
        for name in ["passgate.yml", "Passgate.yaml", "pasgate.yaml", "passgate.yaml.txt"] {
            assert!(is_nearly(name, "passgate.yaml"), "{name}");
        }
        for name in ["passgate.yaml", "passgate.yaml.bak", "package.json", "compose.yaml"] {
            assert!(!is_nearly(name, "passgate.yaml"), "{name}");
        }
        let stem = |name: &str| nearly_ending(name, &["feature"]);
        assert_eq!(stem("a.features").as_deref(), Some("a"));
        assert_eq!(stem("a.feature.txt").as_deref(), Some("a"));
        assert_eq!(stem("a.faeture").as_deref(), Some("a"));
        for name in ["a.feature", "a.Feature", "a.feature~", "a.feature.bak", "README.md"] {
            assert_eq!(stem(name), None, "{name}");
        }
    }
}
