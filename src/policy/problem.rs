//! What is wrong with a document, as diagnostics that say where, why and how to mend it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, Severity, SourceCode};

use crate::document::wording::{agreeing, counted};
use crate::policy::outline::Outline;
use crate::policy::page::Page;
use crate::policy::place::{Path, Place};

/// The most problems of one document that are told.
const PROBLEMS_MAX: usize = 100;

/// The kinds of problems that every document can have are named as those of a policy are.
const FAMILY: &str = "policy";

/// All that is wrong with one policy.
pub(crate) type PolicyErrors = DocumentErrors;

/// All that is wrong with one document: at least one problem.
#[derive(Clone, Debug)]
pub struct DocumentErrors {
    name: String,
    problems: Vec<Problem>,
}

impl DocumentErrors {
    /// Places `findings` in the document `text`, called `name`.
    pub(crate) fn new(name: &str, text: &str, outline: &Outline, findings: Vec<Finding>) -> Self {
        let page = Arc::new(Page::new(name, text));
        let more = findings.len().saturating_sub(PROBLEMS_MAX);
        let family = findings.first().map_or(FAMILY, Finding::family).to_owned();
        let findings = findings.into_iter().take(PROBLEMS_MAX);
        let mut problems: Vec<Problem> =
            findings.map(|finding| Problem::new(finding, outline, &page)).collect();
        problems.sort_by_key(|problem| {
            problem.labels.iter().map(LabeledSpan::offset).max().unwrap_or_default()
        });
        if more > 0 {
            let (count, are) = (counted(more, "more problem"), agreeing(more, "is", "are"));
            let message = format!("{count} {are} not shown");
            let finding = Finding::new("policy::many_problems", message)
                .in_family(&family)
                .help("mend these first; is this the right file?");
            problems.push(Problem::new(finding, outline, &page));
        }
        Self { name: name.to_owned(), problems }
    }

    /// The problems, in the order in which they stand in the document.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.problems.iter()
    }
}

impl<'a> IntoIterator for &'a DocumentErrors {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Every problem on a line of its own, after the document's name.
impl fmt::Display for DocumentErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is wrong", self.name)?;
        for problem in self {
            write!(formatter, "\n{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for DocumentErrors {}

/// One thing that is wrong with a document.
#[derive(Clone, Debug)]
pub struct Problem {
    code: Cow<'static, str>,
    message: String,
    help: Option<String>,
    labels: Vec<LabeledSpan>,
    is_warning: bool,
    page: Arc<Page>,
}

impl Problem {
    fn new(finding: Finding, outline: &Outline, page: &Arc<Page>) -> Self {
        let Finding { code, message, help, marks, is_warning } = finding;
        let labels = marks
            .into_iter()
            .map(|(place, label)| LabeledSpan::new_with_span(label, outline.span(&place)))
            .collect();
        Self { code, message, help, labels, is_warning, page: Arc::clone(page) }
    }

    /// What kind of problem it is, in words that never change: `policy::unknown_value`.
    pub fn name(&self) -> &str {
        &self.code
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

impl Diagnostic for Problem {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<Severity> {
        self.is_warning.then_some(Severity::Warning)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        // Without a label there is no line to show, and the name alone would look like a place.
        (!self.labels.is_empty()).then_some(&*self.page as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

/// A problem that is not placed in the text yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    code: Cow<'static, str>,
    message: String,
    help: Option<String>,
    marks: Vec<(Place, Option<String>)>,
    is_warning: bool,
}

impl Finding {
    /// A problem of kind `code`.
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        let (code, message) = (Cow::Borrowed(code), message.into());
        Self { code, message, help: None, marks: Vec::new(), is_warning: false }
    }

    /// The same, only told: the document is good for use all the same.
    pub(crate) const fn warning(mut self) -> Self {
        self.is_warning = true;
        self
    }

    /// The same problem, of a document of another family: `policy::empty` becomes `config::empty`.
    pub(crate) fn in_family(mut self, family: &str) -> Self {
        let kind = self.code.rsplit("::").next().unwrap_or_default();
        self.code = Cow::Owned(format!("{family}::{kind}"));
        self
    }

    /// The family of documents that it is a problem of.
    fn family(&self) -> &str {
        self.code.split("::").next().unwrap_or_default()
    }

    /// What is wrong, in one line.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// The ways to the keys and values that it is about.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.marks.iter().filter_map(|(place, _)| match place {
            Place::Value(path) | Place::Key(path) | Place::KeyAgain(path) => Some(path),
            Place::Byte(_) => None,
        })
    }

    /// Says how to mend it.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says where it is.
    pub(crate) fn at(mut self, place: Place) -> Self {
        self.marks.push((place, None));
        self
    }

    /// Says where it is, and what is there.
    pub(crate) fn marked(mut self, place: Place, label: impl Into<String>) -> Self {
        self.marks.push((place, Some(label.into())));
        self
    }
}

/// A text of the user's in a message: in backticks, on one line, cut where it is long.
pub(crate) fn quoted(text: &str) -> String {
    const LENGTH_MAX: usize = 80;
    let mut shown = String::new();
    for character in text.chars().take(LENGTH_MAX) {
        // A terminal would obey a control character instead of showing it.
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    let rest = if text.chars().nth(LENGTH_MAX).is_some() { "…" } else { "" };
    format!("`{shown}{rest}`")
}

/// Help for a name that is not one of `known`: the nearest one, and all of them.
pub(crate) fn suggest<'a>(given: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    let all: Vec<&str> = known.clone().collect();
    let listed = match all.len() {
        0 => "there is none".to_owned(),
        1..=16 => format!("known: {}", all.join(", ")),
        count => format!("there are {count} to choose from"),
    };
    match nearest(given, known) {
        Some(near) => format!("did you mean `{near}`? {listed}"),
        None => listed,
    }
}

/// The longest name, and the most names, that are worth comparing: what is more is no slip of the pen.
const NAME_MAX: usize = 100;
const NAMES_MAX: usize = 1000;

/// The name most like `given`, unless none is like it.
fn nearest<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(&str, f64)> = None;
    if given.len() > NAME_MAX {
        return None;
    }
    let given = given.to_lowercase();
    for name in known.filter(|name| name.len() <= NAME_MAX).take(NAMES_MAX) {
        let likeness = strsim::normalized_damerau_levenshtein(&given, &name.to_lowercase());
        if likeness >= 0.5 && best.is_none_or(|(_, other)| likeness > other) {
            best = Some((name, likeness));
        }
    }
    best.map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_suggested_and_a_far_one_is_not() {
        let known = ["removed", "replaced", "unchanged"];
        let help = suggest("remved", known.into_iter());
        assert_eq!(help, "did you mean `removed`? known: removed, replaced, unchanged");
        assert_eq!(suggest("x", known.into_iter()), "known: removed, replaced, unchanged");
    }
}
