//! A scenario as a record of its own: what its steps say, what they ask for, and what is wrong with it.

use std::ops::Range;
use std::sync::Arc;

use crate::document::diagnostic::Diagnostic;
use crate::domain::key::Key;
use crate::domain::phrase::phrases;
use crate::language::catalogue::sentence::{SentenceId, SentenceKind};
use crate::language::plan::Instruction;
use crate::language::problem::ProblemKind;

/// One scenario, or one row of an outline.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The path of its file.
    pub path: Arc<str>,
    /// The name of its feature.
    pub feature: Arc<str>,
    /// The name of its rule, where it is under one.
    pub rule: Option<Arc<str>>,
    /// Its own name, with the row's words in it.
    pub name: Arc<str>,
    /// Its line, counted from one: the row's own line in an outline. No two scenarios of a file share one.
    pub line: usize,
    /// Which row of its outline it is, counted from one over all examples.
    pub example: Option<usize>,
    /// All of its tags, those of the feature first, without the `@`.
    pub tags: Arc<[Arc<str>]>,
    /// Its policy: the one that the nearest `@policy:` tag names, or the one that applies without a tag.
    pub policy: Option<Arc<str>>,
    /// The clauses that it cites, in the order of their tags, each once.
    pub clauses: Arc<[Arc<str>]>,
    /// The steps, those of backgrounds first, in the order in which they are run.
    pub steps: Vec<Step>,
    /// What keeps it from being run.
    pub problems: Vec<Diagnostic>,
    /// What it can be run with, and is probably not what was meant.
    pub(crate) warnings: Vec<Diagnostic>,
    pub(crate) place: ScenarioLines,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Step {
    /// The keyword as written.
    pub keyword: Arc<str>,
    /// What the keyword stands for: `And`, `But` and `*` are what the step before them is.
    pub role: StepRole,
    /// What the step says, with the row's words in it.
    pub text: Arc<str>,
    /// The line, counted from one: in an outline that of the step, not of the row.
    pub line: usize,
    /// Where the line's text begins, keyword included, in characters from one.
    pub column: usize,
    /// The sentence that it is.
    pub sentence: Option<SentenceId>,
    /// What it asks for.
    pub instruction: Option<Arc<Instruction>>,
    /// Where what it says begins, in bytes of the page.
    pub(crate) offset: usize,
    /// What is below it.
    pub(crate) below: Below,
    /// Whether it is a scenario's own: a background's steps have no words of a row.
    pub(crate) own: bool,
}

/// What is below a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Below {
    /// Nothing.
    Nothing,
    /// A text that the sentence has in quotes: where in the sentence, quotes and the blank before them included, and
    /// where in the page.
    Quoted(Range<usize>, Range<usize>),
    /// A table or doc string that no sentence takes.
    Unused(&'static str),
}

/// What a step does for its scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepRole {
    /// It says how things are.
    Given,
    /// It says what happens.
    When,
    /// It says what is seen.
    Then,
}

phrases!(StepRole, "keyword", {
    Given => "Given",
    When => "When",
    Then => "Then",
});

impl StepRole {
    /// The kind of sentence that belongs under it.
    pub const fn expects(self) -> SentenceKind {
        match self {
            Self::Given | Self::When => SentenceKind::Act,
            Self::Then => SentenceKind::Check,
        }
    }

    /// The keyword under which a sentence of `kind` usually is.
    pub const fn usual(kind: SentenceKind) -> Self {
        match kind {
            SentenceKind::Act => Self::When,
            SentenceKind::Check => Self::Then,
        }
    }
}

/// The lines of its file that belong to a scenario, counted from one.
#[derive(Clone, Debug)]
pub(crate) struct ScenarioLines {
    /// Its heading: that of the outline for a row.
    pub(crate) heading: usize,
    /// Its own lines, from its tags to the line before what follows.
    pub(crate) own: Range<usize>,
    /// The lines that it shares with others: the feature's head and background, the rule's.
    pub(crate) shared: Arc<[Range<usize>]>,
    /// The lines of the descriptions above its steps, its examples and its background, in bytes.
    pub(crate) prose: Arc<[Range<usize>]>,
    /// The rows of its outline, in order.
    pub(crate) rows: Arc<[usize]>,
    /// The head of the table that its row is in.
    pub(crate) head: Option<usize>,
}

impl Scenario {
    /// Whether every step of it is understood and nothing else is wrong.
    pub fn is_runnable(&self) -> bool {
        self.problems.is_empty() && self.steps.iter().all(|step| step.instruction.is_some())
    }

    /// Whether a policy applies to it; otherwise it is not run.
    pub fn has_policy(&self) -> bool {
        self.problems.iter().all(|problem| problem.code() != ProblemKind::NoPolicy.name())
    }

    /// What its devices are, in the order of enrolment.
    pub fn keys(&self) -> impl Iterator<Item = &Key> {
        let instructions = self.steps.iter().filter_map(|step| step.instruction.as_deref());
        instructions.filter_map(|it| it.enrolment().map(|(_, key)| key))
    }

    /// The line of its heading: that of the outline for a row, which its siblings share.
    pub const fn heading(&self) -> usize {
        self.place.heading
    }

    /// Whether naming this line means this scenario: any line of it, a row of an outline for
    /// that row alone, and the lines of the feature's or rule's head for everything under it.
    pub fn covers_line(&self, line: usize) -> bool {
        match self.place.rows.binary_search(&line) {
            Ok(_) => self.line == line,
            Err(_) => {
                self.place.own.contains(&line)
                    || self.place.shared.iter().any(|lines| lines.contains(&line))
            }
        }
    }
}
