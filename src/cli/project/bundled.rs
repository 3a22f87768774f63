//! The features, policies and approved tables that are part of the binary.

use include_dir::{Dir, include_dir};

use crate::cli::project::files::InputFile;

/// The configuration of the bundled suite.
pub(crate) const CONFIG: &str = include_str!("../../../passgate.yaml");

static FEATURES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/features");
static POLICIES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/fixtures/policies");

/// The tables that a run compares; the other snapshots are those of our own tests.
static SNAPSHOTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/snapshots.rs"));

/// The bundled features, in the order of their paths.
pub(crate) fn features() -> Vec<InputFile> {
    sources(&FEATURES, "features", "feature")
}

/// The bundled policies, in the order of their paths.
pub(crate) fn policies() -> Vec<InputFile> {
    sources(&POLICIES, "fixtures/policies", "yaml")
}

/// The approved text called `name`, such as `our-phones/behaviour`.
pub(crate) fn snapshot(name: &str) -> Option<&'static str> {
    SNAPSHOTS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

fn sources(folder: &Dir<'_>, label: &str, ending: &str) -> Vec<InputFile> {
    let mut sources = Vec::new();
    collect(folder, label, ending, &mut sources);
    sources.sort_by(|a, b| a.label.cmp(&b.label));
    sources
}

fn collect(folder: &Dir<'_>, label: &str, ending: &str, into: &mut Vec<InputFile>) {
    for file in folder.files() {
        let fits = file.path().extension().is_some_and(|found| found == ending);
        if let Some(text) = file.contents_utf8().filter(|_| fits) {
            let label = format!("{label}/{}", file.path().display());
            into.push(InputFile { label, text: text.to_owned() });
        }
    }
    for inner in folder.dirs() {
        collect(inner, label, ending, into);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A policy that is added without its tables would have no snapshot in any other folder.
    #[test]
    fn the_tables_of_every_bundled_policy_are_embedded() {
        let policies = policies();
        assert_eq!(SNAPSHOTS.len(), 2 * policies.len());
        for policy in policies {
            let id = policy.text.lines().find_map(|line| line.strip_prefix("policy: ")).unwrap();
            for table in ["behaviour", "visibility"] {
                assert!(snapshot(&format!("{id}/{table}")).is_some(), "{id}/{table}");
            }
        }
    }
}
