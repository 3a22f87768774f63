//! Checks the assumptions: each key that one names must be in the document.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::suggestion::did_you_mean;
use crate::document::yaml::map_reader::MapOf;
use crate::document::yaml::node::Node;
use crate::document::yaml::path::{NodePart, Path};
use crate::policy::check::checker::Checker;
use crate::policy::checked::Assumption;
use crate::policy::document::AssumptionEntry;

/// Checks the assumptions against the document that they are part of.
pub(crate) fn check(
    checker: &mut Checker,
    assumptions: MapOf<AssumptionEntry>,
    node: &Node,
) -> Vec<Assumption> {
    let paths = LazyCell::new(|| node.paths());
    let mut checked = Vec::new();
    for (id, entry) in assumptions {
        let path = Path::root().key("assumptions").key(&id);
        checker.check_id(
            "policy::assumption_id",
            "an assumption's name",
            &id,
            NodePart::Key(path.clone()),
        );
        let Some(entry) = entry else { continue };
        if let Some(key) = entry.key.as_ref().filter(|key| !paths.contains(*key)) {
            checker.report(unknown(key, &path.key("key"), &paths));
        }
        checked.push(Assumption {
            id: id.into(),
            question: checker.prose(entry.question, &path.key("question")),
            answer: checker.prose(entry.assumption, &path.key("assumption")),
            key: entry.key,
        });
    }
    checked
}

fn unknown(key: &str, path: &Path, paths: &BTreeSet<String>) -> Finding {
    let known = paths.iter().map(String::as_str);
    Finding::new(
        "policy::unknown_assumption_key",
        format!("this document has no key {}", quoted(key)),
    )
    .help(format!(
        "{}\nkeys are joined by dots and rows are counted from zero: `rows[3].visible`",
        did_you_mean(key, known)
    ))
    .at(NodePart::Value(path.clone()))
}
