//! From plain values to the written form, a section at a time, so that one slip hides no other.

use crate::document::finding::Finding;
use crate::document::yaml::map_reader::{Alternative, MapReader, Need};
use crate::document::yaml::node::Node;
use crate::document::yaml::path::Path;
use crate::policy::document::{RawPolicy, SurfaceEntry};

/// Every key of a document.
pub(crate) const KEYS: &[&str] = &[
    "schema",
    "policy",
    "title",
    "as_of",
    "sources",
    "service",
    "managements",
    "dimensions",
    "actors",
    "surfaces",
    "completes_within",
    "offline_device",
    "gives_up",
    "superseded",
    "visible_for",
    "clauses",
    "assumptions",
    "rows",
];

/// How a surface is read, by its kind.
const SURFACES: &[Alternative<SurfaceEntry>] = &[
    ("portal", |sections, node, path| sections.parse(node, path).map(SurfaceEntry::Portal)),
    ("console", |sections, node, path| sections.parse(node, path).map(SurfaceEntry::Console)),
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
        service: sections.value("service"),
        managements: sections.list("managements", Need::Required),
        dimensions: sections.map("dimensions", Need::Optional),
        actors: sections.map("actors", Need::Required),
        surfaces: sections.map_by("surfaces", "kind", SURFACES),
        completes_within: sections.value("completes_within"),
        offline_device: sections.value("offline_device"),
        gives_up: sections.optional("gives_up"),
        superseded: sections.value("superseded"),
        visible_for: sections.optional("visible_for"),
        clauses: sections.map("clauses", Need::Required),
        assumptions: sections.map("assumptions", Need::Optional),
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
