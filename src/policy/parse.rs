//! The way from a text to a policy, or to all that is wrong with it.

use super::check;
use super::checked::Policy;
use super::node::Node;
use super::outline::Outline;
use super::place::{Path, Place};
use super::problem::{Finding, PolicyErrors, quoted};
use super::{sections, yaml};

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
        understand(&mut node)
            .map_err(|findings| PolicyErrors::new(name, text, &Outline::new(text), findings))
    }
}

/// The policy that a document's tree is, or all that is wrong with it.
pub(super) fn understand(node: &mut Node) -> Result<Policy, Vec<Finding>> {
    match node {
        Node::Map(_) => {}
        Node::Nothing => {
            return Err(vec![yaml::empty()]);
        }
        Node::Flag(_) | Node::Whole(_) | Node::Fraction(_) | Node::Text(_) | Node::List(_) => {
            return Err(vec![
                Finding::new("policy::not_a_mapping", "the document is not a mapping of keys")
                    .help("a policy is a mapping of keys, one `key: value` a line, beginning with `schema: 1`")
                    .at(Place::Value(Path::root())),
            ]);
        }
    }
    let mut findings: Vec<Finding> = node.take_repeated_keys().iter().map(repeated_key).collect();
    let document = sections::read(node, &mut findings);
    check::check(document, node, findings)
}

fn repeated_key(path: &Path) -> Finding {
    let key = quoted(path.last_key().unwrap_or_default());
    let owner = path.parent().in_words();
    Finding::new("policy::duplicate_key", format!("{owner} has the key {key} twice"))
        .help("keep one of them")
        .marked(Place::Key(path.clone()), "written here")
        .marked(Place::KeyAgain(path.clone()), "and again here")
}

/// The JSON Schema of policy documents, as text that ends with a line break.
pub fn schema() -> String {
    format!("{:#}\n", schema_value())
}

/// The same as a value.
pub(super) fn schema_value() -> serde_json::Value {
    schemars::schema_for!(super::document::Document).to_value()
}
