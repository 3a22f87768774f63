//! The way from a text to a policy, or to all that is wrong with it.

use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::document::yaml::document_errors::DocumentErrors;
use crate::document::yaml::node::Node;
use crate::document::yaml::outline::Outline;
use crate::document::yaml::raw_document::DocumentKind;
use crate::document::yaml::{parser, raw_document};
use crate::policy::checked::Policy;
use crate::policy::{check, sections};

/// How messages speak of policies.
const KIND: DocumentKind = DocumentKind {
    family: "policy",
    noun: "a policy",
    start: "copy a bundled one to start from",
    schema: check::SCHEMA,
    keys: sections::KEYS,
};

impl Policy {
    /// Reads `text` as a policy document; `name` is what diagnostics call it.
    ///
    /// # Errors
    ///
    /// When the text is no YAML, lacks or misspells a key, holds a value that its key cannot have, or
    /// contradicts itself. As far as the text can be read at all, every problem is reported.
    pub fn parse(name: &str, text: &str) -> Result<Self, DocumentErrors> {
        let source = SourceFile::new(name, text);
        let errors = |outline: &Outline, findings| {
            DocumentErrors::new(KIND.family, source.clone(), outline, findings)
        };
        let mut node = parser::read(source.text())
            .map_err(|finding| errors(&Outline::default(), vec![finding]))?;
        let mut policy = understand(&mut node)
            .map_err(|findings| errors(&Outline::new(source.text()), findings))?;
        policy.written = Some(source);
        Ok(policy)
    }
}

/// The policy that a document's tree is, or all that is wrong with it.
pub(crate) fn understand(node: &mut Node) -> Result<Policy, Vec<Finding>> {
    let mut findings = raw_document::take_map(node, &KIND).map_err(|finding| vec![finding])?;
    let document = sections::read(node, &mut findings);
    check::check(document, node, findings)
}

/// The JSON Schema of policy documents, as text that ends with a line break.
pub fn schema() -> String {
    format!("{:#}\n", schema_value())
}

/// The same as a value.
pub(crate) fn schema_value() -> serde_json::Value {
    schemars::schema_for!(super::document::RawPolicy).to_value()
}
