//! What is wrong and how to fix it, before its place in a text is known.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::document::sanitized::on_one_line;
use crate::document::yaml::path::{NodePart, Path};

/// The family of codes that every YAML document can have; placing a finding in a document renames it.
const ANY_DOCUMENT: &str = "document::";

/// How bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// What has it cannot be used.
    Error,
    /// It can, and is probably not what was meant.
    Warning,
}

impl Severity {
    /// `error` or `warning`
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// The kind of a problem: a name that never changes, and how bad it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Code {
    pub(crate) name: Cow<'static, str>,
    pub(crate) severity: Severity,
}

impl From<&'static str> for Code {
    fn from(name: &'static str) -> Self {
        Self { name: Cow::Borrowed(name), severity: Severity::Error }
    }
}

/// A problem without its place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    code: Code,
    message: String,
    help: Option<String>,
    /// What to underline and what to write there. One without a place is underlined where the finding is placed.
    marks: Vec<(Option<NodePart>, Option<String>)>,
}

impl Finding {
    /// A problem of kind `code`.
    pub(crate) fn new(code: impl Into<Code>, message: impl AsRef<str>) -> Self {
        // What it repeats may have line breaks, and each message is a line in some format.
        let message = on_one_line(message.as_ref()).into_owned();
        Self { code: code.into(), message, help: None, marks: Vec::new() }
    }

    /// The same as a warning: what has it can be used.
    pub(crate) const fn warning(mut self) -> Self {
        self.code.severity = Severity::Warning;
        self
    }

    /// The same in a YAML document whose codes begin with `family`: `document::empty` becomes `config::empty`.
    pub(crate) fn in_family(mut self, family: &str) -> Self {
        if let Some(kind) = self.code.name.strip_prefix(ANY_DOCUMENT) {
            self.code.name = Cow::Owned(format!("{family}::{kind}"));
        }
        self
    }

    /// How to fix it.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What is written at the caret, wherever that will be.
    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.marks.push((None, Some(label.into())));
        self
    }

    /// Where in a YAML document it is.
    pub(crate) fn at(mut self, place: NodePart) -> Self {
        self.marks.push((Some(place), None));
        self
    }

    /// Where in a YAML document it is, and what is there.
    pub(crate) fn marked(mut self, place: NodePart, label: impl Into<String>) -> Self {
        self.marks.push((Some(place), Some(label.into())));
        self
    }

    /// The kind of problem.
    pub(crate) const fn code(&self) -> &Code {
        &self.code
    }

    /// What is wrong, in one line.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// How to fix it, where there is a way.
    pub(crate) fn advice(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// What to underline and what to write there, the place itself first.
    pub(crate) fn marks(&self) -> &[(Option<NodePart>, Option<String>)] {
        &self.marks
    }

    /// The ways to the keys and values of a YAML document that it is about.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.marks.iter().filter_map(|(place, _)| match place {
            Some(NodePart::Value(path) | NodePart::Key(path) | NodePart::KeyAgain(path)) => {
                Some(path)
            }
            Some(NodePart::Byte(_)) | None => None,
        })
    }
}
