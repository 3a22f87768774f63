//! The way from a text to a policy, or to all that is wrong with it.

use std::sync::Arc;

use crate::policy::checked::Policy;
use crate::policy::node::Node;
use crate::policy::outline::Outline;
use crate::policy::problem::{Finding, PolicyErrors};
use crate::policy::raw_document::Form;
use crate::policy::{check, raw_document, sections, yaml};

/// How problems speak of policies.
const FORM: Form = Form {
    family: "policy",
    noun: "a policy",
    start: "copy a bundled one to start from",
    keys: sections::KEYS,
};

impl Policy {
    /// Reads `text` as a policy document; `name` is what problems call it.
    ///
    /// # Errors
    ///
    /// When the text is no YAML, lacks or misspells a key, holds a value that its key cannot have, or
    /// contradicts itself. As far as the text can be read at all, every problem is told.
    pub fn parse(name: &str, text: &str) -> Result<Self, PolicyErrors> {
        // Some editors begin a file with a byte order mark, which is no part of the text.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut node = yaml::read(text)
            .map_err(|finding| PolicyErrors::new(name, text, &Outline::default(), vec![finding]))?;
        let mut policy = understand(&mut node)
            .map_err(|findings| PolicyErrors::new(name, text, &Outline::new(text), findings))?;
        policy.written = Some(Arc::new((name.to_owned(), text.to_owned())));
        Ok(policy)
    }
}

/// The policy that a document's tree is, or all that is wrong with it.
pub(crate) fn understand(node: &mut Node) -> Result<Policy, Vec<Finding>> {
    let mut findings = raw_document::take_map(node, &FORM).map_err(|finding| vec![finding])?;
    let document = sections::read(node, &mut findings);
    check::check(document, node, findings)
}

/// The JSON Schema of policy documents, as text that ends with a line break.
pub fn schema() -> String {
    format!("{:#}\n", schema_value())
}

/// The same as a value.
pub(crate) fn schema_value() -> serde_json::Value {
    schemars::schema_for!(super::document::Document).to_value()
}
