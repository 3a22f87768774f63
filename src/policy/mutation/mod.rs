//! Policies that differ from a given one in one value: what a suite of scenarios has to kill.
//!
//! They are made of the document's own tree, guided by the JSON Schema that is generated from the types:
//! a key that is new is mutated without a line here.

pub(crate) mod declared_names;
pub(crate) mod document_part;
pub(crate) mod edit;
pub(crate) mod equivalents;
pub(crate) mod fixes;
pub(crate) mod mutant;
pub(crate) mod mutants;
pub(crate) mod schema_cursor;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod words;
