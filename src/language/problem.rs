//! The kinds of problems of a feature file.

use std::fmt;

use crate::document::diagnostic::{Diagnostic, in_order};
use crate::document::finding::{Code, Severity};
use crate::domain::phrase::phrases;

/// The kinds of problems; their names are the stable codes of the diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// There is nothing in the file to run.
    Empty,
    /// A line does not fit where it is.
    Syntax,
    /// The file asks for a language that Gherkin does not have.
    UnknownLanguage,
    /// A table's rows do not have the same number of cells, or a row has no end.
    Table,
    /// A text block is not closed.
    DocString,
    /// A background is in the wrong place.
    Background,
    /// The scenarios of the file have more steps or text than there may be.
    TooLarge,
    /// A tag is not written as one, or belongs to nothing.
    Tag,
    /// An outline has no rows, or names a column that they do not have.
    Outline,
    /// A tag looks like one that means something, and is not.
    UnknownTag,
    /// A tag cites a clause that the policy does not have.
    UnknownClause,
    /// A tag names a policy that does not exist.
    UnknownPolicy,
    /// A scenario names no policy, and none applies without being named.
    NoPolicy,
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
    /// A step uses a passcode that no one in the scenario knows yet.
    NoPasscode,
    /// A sentence has a table or a text block that it makes no use of.
    Unused,
    /// No sentence of the catalogue says what a step says.
    Undefined,
    /// More than one sentence of the catalogue says it.
    Ambiguous,
    /// A sentence is under a keyword where it does not belong.
    Misused,
    /// A sentence has a word that is not known.
    UnknownWord,
    /// A step quotes a text that no surface of the policy says.
    UnknownText,
    /// A step asks for what no source of the policy states.
    NotStated,
    /// The policy has no row for a platform and a kind of management.
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
    /// A line of a description above a scenario is a step with a mistyped keyword.
    MistypedStep,
    /// A scenario cites a clause, and none of its steps is about what the clause is about.
    UnsupportedCitation,
}

phrases!(ProblemKind, "problem", {
    Empty => "language::empty",
    Syntax => "language::syntax",
    UnknownLanguage => "language::unknown_language",
    Table => "language::table",
    DocString => "language::doc_string",
    Background => "language::background",
    TooLarge => "language::too_large",
    Tag => "language::tag",
    Outline => "language::outline",
    UnknownTag => "language::unknown_tag",
    UnknownClause => "language::unknown_clause",
    UnknownPolicy => "language::unknown_policy",
    NoPolicy => "language::no_policy",
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
    UnknownText => "language::unknown_text",
    NotStated => "language::not_stated",
    UnknownRow => "language::unknown_row",
    Selection => "language::selection",
    RepeatedName => "language::repeated_name",
    UnusedColumn => "language::unused_column",
    NoScenarios => "language::no_scenarios",
    LostStep => "language::lost_step",
    MistypedStep => "language::mistyped_step",
    UnsupportedCitation => "language::unsupported_citation",
});

impl ProblemKind {
    /// Whether it is a warning: what has it is run all the same, and probably not what was meant.
    pub const fn is_warning(self) -> bool {
        matches!(
            self,
            Self::RepeatedName
                | Self::UnusedColumn
                | Self::NoScenarios
                | Self::LostStep
                | Self::UnsupportedCitation
        )
    }
}

impl From<ProblemKind> for Code {
    fn from(kind: ProblemKind) -> Self {
        let severity = if kind.is_warning() { Severity::Warning } else { Severity::Error };
        Self { name: kind.name().into(), severity }
    }
}

/// A feature file that was rejected, with everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeatureErrors {
    problems: Vec<Diagnostic>,
}

impl FeatureErrors {
    /// All of `problems`, in the order of the text and each once.
    pub(crate) fn new(problems: Vec<Diagnostic>) -> Self {
        Self { problems: in_order(problems) }
    }

    /// The problems, in the order of the text: at least one.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// The problems, to be reported with others.
    pub fn into_problems(self) -> Vec<Diagnostic> {
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
