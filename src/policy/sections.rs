//! From plain values to the written form, a section at a time, so that one slip hides no other.

use crate::document::finding::Finding;
use crate::document::yaml::map_reader::{MapReader, Need};
use crate::document::yaml::node::Node;
use crate::document::yaml::place::Path;
use crate::policy::document::RawPolicy;

/// Every key of a document.
pub(crate) const KEYS: &[&str] = &[
    "schema",
    "policy",
    "title",
    "as_of",
    "sources",
    "clauses",
    "readings",
    "portal",
    "consoles",
    "offline_device",
    "superseded",
    "rows",
];

/// Reads the sections of `node`; what is wrong with one of them goes to `findings`.
pub(crate) fn read(node: &Node, findings: &mut Vec<Finding>) -> RawPolicy {
    let mut sections = MapReader::new(node, Path::root(), KEYS, findings);
    RawPolicy {
        schema: sections.value("schema"),
        policy: sections.value("policy"),
        title: sections.value("title"),
        as_of: sections.value("as_of"),
        sources: sections.list("sources", Need::Optional),
        clauses: sections.map("clauses", Need::Required),
        readings: sections.map("readings", Need::Optional),
        portal: sections.value("portal"),
        consoles: sections.list("consoles", Need::Optional),
        offline_device: sections.value("offline_device"),
        superseded: sections.value("superseded"),
        rows: sections.list("rows", Need::Required),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_are_those_of_the_schema() {
        let schema = schemars::schema_for!(RawPolicy);
        let properties = schema.get("properties").and_then(|value| value.as_object()).unwrap();
        let mut known = KEYS.to_vec();
        known.sort_unstable();
        let mut named: Vec<&str> = properties.keys().map(String::as_str).collect();
        named.sort_unstable();
        assert_eq!(named, known);
    }
}
