//! YAML documents: a tree of plain values, the places of its parts, and typed values read from it key by key.

pub(crate) mod document_errors;
pub(crate) mod map_reader;
pub(crate) mod node;
pub(crate) mod outline;
pub(crate) mod parser;
pub(crate) mod place;
pub(crate) mod prose;
pub(crate) mod raw_document;
pub(crate) mod value_error;
