//! What is wrong with a feature file, for the person who wrote it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, Severity, SourceCode};

use crate::domain::phrase::phrases;
use crate::language::page::Page;

/// The kinds of problems; their names are the stable codes of the diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// There is nothing in the file to play.
    Empty,
    /// A line does not fit where it stands.
    Syntax,
    /// The file asks for a language that Gherkin does not have.
    UnknownLanguage,
    /// A table's rows do not have the same number of cells, or a row has no end.
    Table,
    /// A text block is not closed.
    DocString,
    /// A background stands in the wrong place.
    Background,
    /// A tag is not written as one, or belongs to nothing.
    Tag,
    /// An outline has no rows, or names a column that they do not have.
    Outline,
    /// A tag looks like one that means something, and is not.
    UnknownTag,
    /// A tag cites a clause that the policy does not have.
    UnknownClause,
    /// A tag names a policy that nobody wrote.
    UnknownPolicy,
    /// A scenario names more than one policy.
    TwoPolicies,
    /// A scenario has no steps.
    NoSteps,
    /// A scenario expects nothing.
    ExpectsNothing,
    /// A scenario expects something before anything has happened.
    ExpectsTooEarly,
    /// A step is about a device that the scenario does not have.
    NoDevice,
    /// A step uses a passcode that nobody in the scenario knows yet.
    NoPasscode,
    /// A sentence has a table or a text block that it makes no use of.
    Unused,
    /// No sentence of the catalogue says what a step says.
    Undefined,
    /// More than one sentence of the catalogue says it.
    Ambiguous,
    /// A sentence stands under a keyword where it does not belong.
    Misused,
    /// A sentence has a word that is not known.
    UnknownWord,
    /// The policy has no row for a platform and scenario.
    UnknownRow,
    /// A tag expression or a name pattern cannot be understood.
    Selection,
    /// Something else in the same place has the same name.
    RepeatedName,
    /// No step of an outline uses a column of its examples.
    UnusedColumn,
    /// A feature has no scenarios.
    NoScenarios,
    /// A description holds what reads like a step.
    LostStep,
}

phrases!(ProblemKind, "problem", {
    Empty => "language::empty",
    Syntax => "language::syntax",
    UnknownLanguage => "language::unknown_language",
    Table => "language::table",
    DocString => "language::doc_string",
    Background => "language::background",
    Tag => "language::tag",
    Outline => "language::outline",
    UnknownTag => "language::unknown_tag",
    UnknownClause => "language::unknown_clause",
    UnknownPolicy => "language::unknown_policy",
    TwoPolicies => "language::two_policies",
    NoSteps => "language::no_steps",
    ExpectsNothing => "language::expects_nothing",
    ExpectsTooEarly => "language::expects_too_early",
    NoDevice => "language::no_device",
    NoPasscode => "language::no_passcode",
    Unused => "language::unused",
    Undefined => "language::undefined",
    Ambiguous => "language::ambiguous",
    Misused => "language::misused",
    UnknownWord => "language::unknown_word",
    UnknownRow => "language::unknown_row",
    Selection => "language::selection",
    RepeatedName => "language::repeated_name",
    UnusedColumn => "language::unused_column",
    NoScenarios => "language::no_scenarios",
    LostStep => "language::lost_step",
});

impl ProblemKind {
    /// Whether it is only told: what has it is played all the same, and probably not what was meant.
    pub const fn is_warning(self) -> bool {
        matches!(self, Self::RepeatedName | Self::UnusedColumn | Self::NoScenarios | Self::LostStep)
    }
}

/// What is wrong, and how to mend it, without the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) kind: ProblemKind,
    pub(crate) message: String,
    pub(crate) label: String,
    pub(crate) help: Option<String>,
}

impl Finding {
    pub(crate) fn new(kind: ProblemKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), label: String::new(), help: None }
    }

    /// What stands at the caret.
    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// How to mend it.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The problem that this is at a place of a page, in bytes.
    pub(crate) fn at(self, page: &Arc<Page>, place: Range<usize>) -> Problem {
        Problem::shared(&Arc::new(self), page, place)
    }
}

/// Something wrong at one place of a text: a diagnostic that shows it and says how to mend it.
#[derive(Clone)]
pub struct Problem {
    finding: Arc<Finding>,
    place: Range<usize>,
    /// A second place that explains the first, and how.
    beside: Option<(Range<usize>, String)>,
    page: Arc<Page>,
}

impl Problem {
    /// The same finding at a place of another step: findings are shared, because thousands of rows may have one.
    pub(crate) fn shared(finding: &Arc<Finding>, page: &Arc<Page>, place: Range<usize>) -> Self {
        Self { finding: Arc::clone(finding), place, beside: None, page: Arc::clone(page) }
    }

    /// Shows a second place as well.
    pub(crate) fn beside(mut self, place: Range<usize>, label: String) -> Self {
        self.beside = Some((place, label));
        self
    }

    /// What kind of problem it is.
    pub fn kind(&self) -> ProblemKind {
        self.finding.kind
    }

    /// What is wrong, in one line.
    pub fn message(&self) -> &str {
        &self.finding.message
    }

    /// The name of the text that it is in.
    pub fn path(&self) -> &Arc<str> {
        self.page.path()
    }

    /// The line, counted from one.
    pub fn line(&self) -> usize {
        self.page.line_at(self.place.start)
    }

    /// The place in the line, in characters from one.
    pub fn column(&self) -> usize {
        self.page.column_at(self.place.start)
    }

    /// What puts problems in the order of the text, and finds those that are the same.
    pub(crate) fn order(&self) -> (usize, usize, usize, ProblemKind, &str) {
        let beside = self.beside.as_ref().map_or(0, |(place, _)| place.start);
        (self.place.start, self.place.end, beside, self.kind(), self.message())
    }
}

/// Two problems are the same when they say the same of the same place.
impl PartialEq for Problem {
    fn eq(&self, other: &Self) -> bool {
        self.order() == other.order() && self.path() == other.path()
    }
}

impl Eq for Problem {}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.message())
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, line, column) = (self.path(), self.line(), self.column());
        write!(formatter, "{path}:{line}:{column}: {}: {self}", self.kind())
    }
}

impl std::error::Error for Problem {}

impl Diagnostic for Problem {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.kind()))
    }

    fn severity(&self) -> Option<Severity> {
        self.kind().is_warning().then_some(Severity::Warning)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.finding.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = Some(self.finding.label.clone()).filter(|label| !label.is_empty());
        let length = |place: &Range<usize>| place.end.saturating_sub(place.start);
        let first =
            LabeledSpan::new_primary_with_span(label, (self.place.start, length(&self.place)));
        let second = self.beside.as_ref().map(|(place, label)| {
            LabeledSpan::new_with_span(Some(label.clone()), (place.start, length(place)))
        });
        Some(Box::new(std::iter::once(first).chain(second)))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.page)
    }
}

/// A feature file that was refused, with everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeatureErrors {
    problems: Vec<Problem>,
}

impl FeatureErrors {
    /// All of `problems`, in the order of the text and each once.
    pub(crate) fn new(problems: Vec<Problem>) -> Self {
        Self { problems: in_order(problems) }
    }

    /// The problems, in the order of the text: at least one.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The problems, to be told among others.
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }
}

impl fmt::Display for FeatureErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.problems.as_slice() {
            [] => formatter.write_str("the feature file cannot be read"),
            [only] => write!(formatter, "{}: {only}", only.path()),
            [first, ..] => write!(formatter, "{}: {} problems", first.path(), self.problems.len()),
        }
    }
}

impl std::error::Error for FeatureErrors {}

impl Diagnostic for FeatureErrors {
    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        Some(Box::new(self.problems.iter().map(|problem| problem as &dyn Diagnostic)))
    }
}

/// Problems in the order of the text, each once.
pub(crate) fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by(|left, right| left.order().cmp(&right.order()));
    problems.dedup();
    problems
}
