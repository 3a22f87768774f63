//! Checks what a clause says that it is about.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::suggestion::did_you_mean;
use crate::document::yaml::node::Node;
use crate::document::yaml::path::{NodePart, Path};
use crate::policy::about::About;
use crate::policy::check::checker::Checker;
use crate::policy::check::declared::Declared;
use crate::policy::check::people;
use crate::policy::document::AboutEntry;
use crate::policy::keys::{CoveredKey, KeyId};

/// Checks that everything a clause names is in the document.
pub(crate) fn check(
    checker: &mut Checker,
    entry: AboutEntry,
    path: &Path,
    declared: &Declared<'_>,
    keys: Option<&[CoveredKey]>,
    patterns: &BTreeSet<String>,
) -> About {
    check_keys(checker, &entry.keys, &path.key("keys"), patterns);
    if entry.observes.is_empty() {
        checker.report(
            Finding::new(
                "policy::observes_nothing",
                "a clause that nothing shows cannot be proved",
            )
            .help("name at least one kind of observation, such as `observes: [passcode]`")
            .at(NodePart::Value(path.key("observes"))),
        );
    }
    let mut surfaces = Vec::new();
    for (index, name) in entry.surfaces.iter().enumerate() {
        let place = NodePart::Value(path.key("surfaces").index(index));
        surfaces.extend(Declared::surface_among(checker, declared.numbered(), name, place));
    }
    let mut actors = Vec::new();
    for (index, name) in entry.actors.iter().enumerate() {
        let path = path.key("actors").index(index);
        actors.extend(people::actor_named(checker, declared.actors, name, &path));
    }
    About {
        keys: entry.keys,
        observes: entry.observes,
        rows: keys.map_or_else(Vec::new, |keys| {
            check_rows(checker, &entry.rows, &path.key("rows"), declared, keys)
        }),
        actors,
        surfaces,
        defects: entry.defects.into_iter().map(Into::into).collect(),
    }
}

/// Every key of a document, as a clause names it.
pub(crate) fn patterns(node: &Node) -> BTreeSet<String> {
    let mut patterns = BTreeSet::new();
    node.visit(&mut |path| {
        patterns.insert(path.pattern());
    });
    patterns
}

fn check_keys(checker: &mut Checker, keys: &[String], path: &Path, known: &BTreeSet<String>) {
    for (index, key) in keys.iter().enumerate() {
        if !known.contains(key) {
            checker.report(
                Finding::new("policy::unknown_about_key", format!("this document has no key {}", quoted(key)))
                    .help(format!(
                        "{}\nkeys are joined by dots, and `[]` is any entry of a list: `rows[].visible`",
                        did_you_mean(key, known.iter().map(String::as_str))
                    ))
                    .at(NodePart::Value(path.index(index))),
            );
        }
    }
}

/// The keys of the rows that are named by parts of them.
fn check_rows(
    checker: &mut Checker,
    rows: &[BTreeMap<String, String>],
    path: &Path,
    declared: &Declared<'_>,
    keys: &[CoveredKey],
) -> Vec<KeyId> {
    let dimensions: Vec<&str> = ["platform", "management"]
        .into_iter()
        .chain(declared.dimensions.iter().map(|dimension| &*dimension.name))
        .collect();
    let mut named = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let path = path.index(index);
        for name in row.keys().filter(|name| !dimensions.contains(&name.as_str())) {
            let known = dimensions.iter().copied();
            checker.report_unknown(
                "policy::unknown_dimension",
                "dimension",
                name,
                known,
                NodePart::Key(path.key(name)),
            );
        }
        let fits = |covered: &&(KeyId, &CoveredKey)| {
            dimensions.iter().zip(covered.1.key.values()).all(|(dimension, value)| {
                row.get(*dimension).is_none_or(|wanted| wanted.as_str() == &**value)
            })
        };
        let numbered: Vec<(KeyId, &CoveredKey)> = (0..).map(KeyId).zip(keys).collect();
        let found: Vec<KeyId> = numbered.iter().filter(fits).map(|(id, _)| *id).collect();
        if found.is_empty() {
            checker.report(
                Finding::new("policy::no_such_row", "no row of this policy is like that")
                    .help("name a platform and, where it matters, a management that a row covers")
                    .at(NodePart::Value(path)),
            );
        }
        named.extend(found);
    }
    named.sort_unstable();
    named.dedup();
    named
}
