//! Equivalent mutants, which no scenario can kill, listed by hand with a reason.

use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::source_file::SourceFile;
use crate::document::yaml::document_errors::DocumentErrors;
use crate::document::yaml::node::Node;
use crate::document::yaml::outline::Outline;
use crate::document::yaml::parser;
use crate::document::yaml::path::{NodePart, Path};

/// Every mutant that is listed as equivalent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Equivalents(Vec<Equivalent>);

/// One entry of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equivalent {
    /// The name of the policy.
    pub policy: String,
    /// The name of a mutant, or of several where `*` is any text.
    pub mutant: String,
    /// Why no scenario can kill it.
    pub reason: String,
}

impl Equivalents {
    /// Reads `text`, a mapping from policies to mappings from mutants to reasons; `name` is what
    /// problems call it.
    ///
    /// # Errors
    ///
    /// When the text is no YAML, repeats a key, or holds anything but a reason for a mutant of a policy.
    pub fn parse(name: &str, text: &str) -> Result<Self, DocumentErrors> {
        let source = SourceFile::new(name, text);
        let errors = |outline: &Outline, findings| {
            DocumentErrors::new("policy", source.clone(), outline, findings)
        };
        let mut node = parser::read(source.text())
            .map_err(|finding| errors(&Outline::default(), vec![finding]))?;
        let mut findings: Vec<Finding> = node.take_repeated_keys().iter().map(repeated).collect();
        let mut entries = Vec::new();
        for (policy, mutants, path) in map_reader(&node, &Path::root(), &mut findings) {
            for (mutant, reason, path) in map_reader(mutants, &path, &mut findings) {
                let reason = match reason {
                    Node::Text(reason) => reason.trim(),
                    Node::Nothing
                    | Node::Flag(_)
                    | Node::Whole(_)
                    | Node::Fraction(_)
                    | Node::List(_)
                    | Node::Map(_) => "",
                };
                if reason.is_empty() {
                    findings.push(without_reason(mutant, path));
                    continue;
                }
                entries.push(Equivalent {
                    policy: policy.to_owned(),
                    mutant: mutant.to_owned(),
                    reason: reason.to_owned(),
                });
            }
        }
        if findings.is_empty() {
            return Ok(Self(entries));
        }
        Err(errors(&Outline::new(source.text()), findings))
    }

    /// The entries for one policy, in the order in which they are written.
    pub fn of(&self, policy: &str) -> impl Iterator<Item = &Equivalent> {
        self.0.iter().filter(move |entry| entry.policy == policy)
    }
}

impl Equivalent {
    /// Whether the entry means the mutant called `name`.
    pub fn means(&self, name: &str) -> bool {
        let mut parts = self.mutant.split('*');
        let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else {
            return false;
        };
        let mut parts = parts.peekable();
        if parts.peek().is_none() {
            return rest.is_empty();
        }
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                return rest.ends_with(part);
            }
            match rest.split_once(part) {
                Some((_, after)) => rest = after,
                None => return false,
            }
        }
        false
    }
}

/// The entries of a mapping, each with its place; anything but a mapping is a problem.
fn map_reader<'n>(
    node: &'n Node,
    path: &Path,
    findings: &mut Vec<Finding>,
) -> Vec<(&'n str, &'n Node, Path)> {
    match node {
        Node::Map(entries) => {
            entries.iter().map(|(key, value)| (key.as_str(), value, path.key(key))).collect()
        }
        Node::Nothing => Vec::new(),
        Node::Flag(_) | Node::Whole(_) | Node::Fraction(_) | Node::Text(_) | Node::List(_) => {
            findings.push(
                Finding::new("equivalents::not_a_mapping", "a mapping is expected here")
                    .help("write a policy's name, below it a mutant's name, and after that the reason: `\"Tablet 3: passcode.temporary *\": …`")
                    .at(NodePart::Value(path.clone())),
            );
            Vec::new()
        }
    }
}

fn without_reason(mutant: &str, path: Path) -> Finding {
    let message = format!("the mutant {} has no reason", quoted(mutant));
    Finding::new("equivalents::no_reason", message)
        .help("say in a sentence why no scenario can kill it, or write one that does")
        .at(NodePart::Value(path))
}

fn repeated(path: &Path) -> Finding {
    let key = quoted(path.last_key().unwrap_or_default());
    Finding::new("equivalents::duplicate_key", format!("{key} is listed twice"))
        .help("keep one of them")
        .marked(NodePart::Key(path.clone()), "listed here")
        .marked(NodePart::KeyAgain(path.clone()), "and again here")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn means(pattern: &str, name: &str) -> bool {
        let (policy, reason) = (String::new(), String::new());
        Equivalent { policy, mutant: pattern.to_owned(), reason }.means(name)
    }

    #[test]
    fn a_star_stands_for_any_text_and_nothing_else_does() {
        assert!(means(
            "Tablet 3: effect removed → replaced",
            "Tablet 3: effect removed → replaced"
        ));
        assert!(!means("Tablet 3: effect", "Tablet 3: effect removed → replaced"));
        assert!(means("*: on_device.as *", "Tablet 3: on_device.as notification → message"));
        assert!(!means("*: on_device.as *", "Tablet 3: on_device.says one → two"));
        assert!(means("portal.says.*", "portal.says.failed one → two"));
        assert!(!means("a*a", "a"));
    }

    #[test]
    fn an_entry_without_a_reason_is_refused_and_so_is_one_that_is_listed_twice() {
        let text = "one:\n  \"a: b\": ~\n  \"c: d\": because\n  \"c: d\": because\ntwo: text\n";
        let errors = Equivalents::parse("equivalents.yaml", text).unwrap_err();
        let names: Vec<&str> = errors.iter().map(|it| it.code()).collect();
        assert_eq!(
            names,
            ["equivalents::no_reason", "equivalents::duplicate_key", "equivalents::not_a_mapping"]
        );
    }
}
