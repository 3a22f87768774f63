//! A document as somebody wrote it: read key by key, and quoted in what is wrong with it.

use crate::policy::map_reader::MapReader;
use crate::policy::node::Node;
use crate::policy::outline::Outline;
use crate::policy::place::{Path, Place};
use crate::policy::problem::{DocumentErrors, Finding, quoted};
use crate::policy::yaml;

/// A kind of document, and how problems speak of it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Form {
    /// What the names of its problems begin with: `policy`.
    pub(crate) family: &'static str,
    /// What a message calls it: `a policy`.
    pub(crate) noun: &'static str,
    /// What somebody does who has an empty one: `copy a bundled one to start from`.
    pub(crate) start: &'static str,
    /// Its keys.
    pub(crate) keys: &'static [&'static str],
}

/// A document of some form, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RawDocument {
    form: &'static Form,
    name: String,
    text: String,
}

impl RawDocument {
    /// The document `text`; `name` is what problems call it.
    pub(crate) fn new(form: &'static Form, name: &str, text: &str) -> Self {
        // Some editors begin a file with a byte order mark, which is no part of the text.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { form, name: name.to_owned(), text: text.to_owned() }
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
        let mut node = yaml::read(&self.text)
            .map_err(|finding| self.placed(&Outline::default(), vec![finding]))?;
        let mut findings =
            take_map(&mut node, self.form).map_err(|finding| self.errors(vec![finding]))?;
        let mut map_reader = MapReader::new(&node, Path::root(), self.form.keys, &mut findings);
        let understood = understand(&mut map_reader);
        if findings.is_empty() { Ok(understood) } else { Err(self.errors(findings)) }
    }

    /// What is wrong with the document, with its places in the text.
    pub(crate) fn errors(&self, findings: Vec<Finding>) -> DocumentErrors {
        self.placed(&Outline::new(&self.text), findings)
    }

    /// What people call the document.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The line on which the value at `path` begins, counted from one.
    pub(crate) fn line(&self, path: &Path) -> usize {
        let span = Outline::new(&self.text).span(&Place::Value(path.clone()));
        self.text.get(..span.offset()).map_or(1, |before| before.matches('\n').count() + 1)
    }

    fn placed(&self, outline: &Outline, findings: Vec<Finding>) -> DocumentErrors {
        let family = self.form.family;
        let findings = findings.into_iter().map(|finding| finding.in_family(family)).collect();
        DocumentErrors::new(&self.name, &self.text, outline, findings)
    }
}

/// Makes sure that the document is a mapping, and removes every key that repeats an earlier one.
///
/// # Errors
///
/// When it is no mapping. Repeated keys are returned as the problems that they are.
pub(crate) fn take_map(node: &mut Node, form: &Form) -> Result<Vec<Finding>, Finding> {
    let Form { noun, start, .. } = form;
    match node {
        Node::Map(_) => Ok(node.take_repeated_keys().iter().map(repeated_key).collect()),
        Node::Nothing => Err(Finding::new("policy::empty", "the document is empty")
            .help(format!("{noun} begins with `schema: 1`; {start}"))
            .at(Place::Byte(0))),
        Node::Flag(_) | Node::Whole(_) | Node::Fraction(_) | Node::Text(_) | Node::List(_) => {
            Err(Finding::new("policy::not_a_mapping", "the document is not a mapping of keys")
                .help(format!(
                    "{noun} is a mapping of keys, one `key: value` a line, beginning with `schema: 1`"
                ))
                .at(Place::Value(Path::root())))
        }
    }
}

fn repeated_key(path: &Path) -> Finding {
    let key = quoted(path.last_key().unwrap_or_default());
    let owner = path.parent().in_words();
    Finding::new("policy::duplicate_key", format!("{owner} has the key {key} twice"))
        .help("keep one of them")
        .marked(Place::Key(path.clone()), "written here")
        .marked(Place::KeyAgain(path.clone()), "and again here")
}
