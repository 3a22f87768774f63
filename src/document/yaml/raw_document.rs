//! A document as it was written: read key by key, and quoted in what is wrong with it.

use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::source_file::SourceFile;
use crate::document::yaml::document_errors::DocumentErrors;
use crate::document::yaml::map_reader::MapReader;
use crate::document::yaml::node::Node;
use crate::document::yaml::outline::Outline;
use crate::document::yaml::parser;
use crate::document::yaml::path::{NodePart, Path};

/// A kind of document, and how messages speak of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct DocumentKind {
    /// What the codes of its problems begin with: `policy`.
    pub(crate) family: &'static str,
    /// What a message calls it: `a policy`.
    pub(crate) noun: &'static str,
    /// What to do with an empty one: `copy a bundled one to start from`.
    pub(crate) start: &'static str,
    /// The version of its format.
    pub(crate) schema: i64,
    /// Its keys.
    pub(crate) keys: &'static [&'static str],
}

/// A document of some kind, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RawDocument {
    kind: &'static DocumentKind,
    source: SourceFile,
}

impl RawDocument {
    /// The document `text`; `name` is what diagnostics call it.
    pub(crate) fn new(kind: &'static DocumentKind, name: &str, text: &str) -> Self {
        Self { kind, source: SourceFile::new(name, text) }
    }

    /// What `understand` makes of the document's keys.
    ///
    /// # Errors
    ///
    /// When the text is no mapping in YAML, repeats a key or has an unknown one, or when `understand`
    /// reports a problem.
    pub(crate) fn read<T>(
        &self,
        understand: impl FnOnce(&mut MapReader<'_>) -> T,
    ) -> Result<T, DocumentErrors> {
        let mut node = parser::read(self.source.text())
            .map_err(|finding| self.placed(&Outline::default(), vec![finding]))?;
        let mut findings =
            take_map(&mut node, self.kind).map_err(|finding| self.errors(vec![finding]))?;
        let mut map_reader = MapReader::new(&node, Path::root(), self.kind.keys, &mut findings);
        let understood = understand(&mut map_reader);
        if findings.is_empty() { Ok(understood) } else { Err(self.errors(findings)) }
    }

    /// What is wrong with the document, with its places in the text.
    pub(crate) fn errors(&self, findings: Vec<Finding>) -> DocumentErrors {
        self.placed(&Outline::new(self.source.text()), findings)
    }

    /// What people call the document.
    pub(crate) fn name(&self) -> &str {
        self.source.path()
    }

    /// The line on which the value at `path` begins, counted from one.
    pub(crate) fn line(&self, path: &Path) -> usize {
        let range = Outline::new(self.source.text()).range(&NodePart::Value(path.clone()));
        self.source.line_at(range.start)
    }

    fn placed(&self, outline: &Outline, findings: Vec<Finding>) -> DocumentErrors {
        DocumentErrors::new(self.kind.family, self.source.clone(), outline, findings)
    }
}

/// Makes sure that the document is a mapping, and removes every key that repeats an earlier one.
///
/// # Errors
///
/// When it is no mapping. Repeated keys are returned as the problems that they are.
pub(crate) fn take_map(node: &mut Node, kind: &DocumentKind) -> Result<Vec<Finding>, Finding> {
    let DocumentKind { noun, start, schema, .. } = kind;
    match node {
        Node::Map(_) => Ok(node.take_repeated_keys().iter().map(repeated_key).collect()),
        Node::Nothing => Err(Finding::new("document::empty", "the document is empty")
            .help(format!("{noun} begins with `schema: {schema}`; {start}"))
            .at(NodePart::Byte(0))),
        Node::Flag(_) | Node::Whole(_) | Node::Fraction(_) | Node::Text(_) | Node::List(_) => {
            Err(Finding::new("document::not_a_mapping", "the document is not a mapping of keys")
                .help(format!(
                    "{noun} is a mapping of keys, one `key: value` per line, beginning with `schema: {schema}`"
                ))
                .at(NodePart::Value(Path::root())))
        }
    }
}

fn repeated_key(path: &Path) -> Finding {
    let key = quoted(path.last_key().unwrap_or_default());
    let owner = path.parent().in_words();
    Finding::new("document::duplicate_key", format!("{owner} has the key {key} twice"))
        .help("keep one of them")
        .marked(NodePart::Key(path.clone()), "written here")
        .marked(NodePart::KeyAgain(path.clone()), "and again here")
}
