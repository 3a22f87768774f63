//! The lines of a feature file, held against where each may stand.
//!
//! The runner's parser stops at the first line that it does not understand, says so in the terms of its
//! grammar, and takes some slips for prose. This pass finds all of them; the parser then gets what is left.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::document::suggestion::question;
use crate::language::problem::ProblemKind;
use crate::language::reading::line::{
    Heading, LineKind, begins_with_heading_word, classify, is_bare_step, meant, reads_like_heading,
};
use crate::language::reading::tag_line::Tag;
use crate::language::reading::{table, tag_line};

/// What the lines say of a file, before it is parsed.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// The tags, by the line of the heading that they belong to.
    pub(crate) tags: BTreeMap<usize, Vec<Tag>>,
    /// The lines of the steps that stand under a scenario or a background.
    pub(crate) steps: Vec<usize>,
    /// The headings.
    pub(crate) headings: Vec<(Heading, usize)>,
    /// Every line that does not fit, and why.
    pub(crate) problems: Vec<Diagnostic>,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Worker {
    /// Before the feature.
    Outside,
    /// In the description under a heading.
    Description(Heading),
    /// Among steps.
    Steps,
    /// Among the rows of an outline.
    Rows,
}

struct Scan<'a> {
    page: &'a Arc<SourceFile>,
    /// Whether keywords are English; otherwise only tags and text blocks are looked at.
    english: bool,
    layout: Layout,
    worker: Worker,
    tags: Vec<Tag>,
    /// The opening line and the fence of a text block that is not closed.
    open: Option<(usize, &'static str)>,
    /// What the step has below it: a text block, a table.
    below: (bool, bool),
    /// The number of cells in the rows of the table at hand.
    width: Option<usize>,
    has_background: bool,
    has_scenario: bool,
    slipped: bool,
}

/// Reads the layout of `page`.
pub(crate) fn layout(page: &Arc<SourceFile>, english: bool) -> Layout {
    let mut scan = Scan {
        page,
        english,
        layout: Layout::default(),
        worker: Worker::Outside,
        tags: Vec::new(),
        open: None,
        below: (false, false),
        width: None,
        has_background: false,
        has_scenario: false,
        slipped: false,
    };
    for (number, _, line) in page.lines() {
        scan.line(number, line);
    }
    scan.end();
    scan.layout
}

impl Scan<'_> {
    fn line(&mut self, number: usize, line: &str) {
        if let Some((_, fence)) = self.open {
            self.text_block(number, line, fence);
            return;
        }
        let kind = if self.english { classify(line) } else { foreign(line) };
        match kind {
            LineKind::NullWriter => return,
            LineKind::Tags => self.tag_line(number, line),
            LineKind::Fence(fence) => self.fence(number, fence),
            LineKind::Row => self.row(number, line),
            LineKind::Heading(heading) => self.heading(heading, number),
            LineKind::Step => self.step(number),
            LineKind::Other => self.other(number, line),
        }
        // Of several lines in a row that do not fit, the first one says enough.
        self.slipped = kind == LineKind::Other && self.slipped;
    }

    fn tag_line(&mut self, number: usize, line: &str) {
        let start = self.page.start(number).unwrap_or_default();
        let (tags, wrong) = tag_line::read(line, start);
        self.tags.extend(tags);
        if let Some((finding, place)) = wrong {
            self.slip(finding, place);
        }
    }

    /// A line of a text block: it is closed by its fence alone on a line.
    fn text_block(&mut self, number: usize, line: &str, fence: &str) {
        if line.trim() == fence {
            self.open = None;
        } else if line.contains(fence) {
            self.open = None;
            let message = format!("a text block ends with {} alone on a line", named(fence));
            let finding = Finding::new(ProblemKind::DocString, message)
                .help("put what stands beside it on a line of its own");
            self.misfit(number, finding);
        }
    }

    fn fence(&mut self, number: usize, fence: &'static str) {
        if self.english && self.page.line(number).matches(fence).count() > 1 {
            let line = self.page.line(number).to_owned();
            return self.text_block(number, &line, fence);
        }
        match self.worker {
            Worker::Steps if self.below == (false, false) => {
                self.open = Some((number, fence));
                self.below.0 = true;
            }
            Worker::Outside if !self.english => self.open = Some((number, fence)),
            Worker::Steps | Worker::Rows | Worker::Outside => {
                let message = "a text block belongs under a step, and a step has only one";
                let finding = Finding::new(ProblemKind::DocString, message);
                self.misfit(number, finding.help("the sentences of the catalogue need none"));
                // What stands in it is no longer looked at, so that one slip stays one.
                self.open = Some((number, fence));
            }
            Worker::Description(_) => {}
        }
    }

    fn row(&mut self, number: usize, line: &str) {
        let fits = match self.worker {
            Worker::Steps => !self.below.1 || self.width.is_some(),
            Worker::Rows | Worker::Description(Heading::Examples) => true,
            Worker::Outside | Worker::Description(_) => false,
        };
        if !fits {
            let message = "a table row belongs under a step or under `Examples:`";
            let finding = Finding::new(ProblemKind::Table, message);
            if self.worker != Worker::Description(Heading::Scenario) {
                let help = "move the table below the line that it belongs to";
                return self.misfit(number, finding.help(help));
            }
            // The heading's other word is one letter short of `Examples:`. The rows below are then of this table.
            let help =
                "write `Examples:` above the rows of an outline: `Example:` begins a scenario";
            self.misfit(number, finding.help(help));
        }
        if self.worker == Worker::Steps {
            self.below.1 = true;
        } else {
            self.worker = Worker::Rows;
        }
        let (count, wrong) = table::check(line, self.width);
        self.width = self.width.or(Some(count));
        if let Some((finding, place)) = wrong {
            let start = self.page.start(number).unwrap_or_default();
            self.slip(finding, start.saturating_add(place.start)..start.saturating_add(place.end));
        }
    }

    fn heading(&mut self, heading: Heading, number: usize) {
        if heading == Heading::Background && !self.tags.is_empty() {
            self.orphans("a background has no tags");
        }
        if let Some(finding) = self.misplaced(heading) {
            self.misfit(number, finding);
        }
        match heading {
            Heading::Feature | Heading::Rule => {
                self.has_background = false;
                self.has_scenario = false;
            }
            Heading::Background => self.has_background = true,
            Heading::Scenario => self.has_scenario = true,
            Heading::Examples => {}
        }
        self.layout.headings.push((heading, number));
        let tags = std::mem::take(&mut self.tags);
        if !tags.is_empty() {
            self.layout.tags.insert(number, tags);
        }
        self.worker = Worker::Description(heading);
        self.width = None;
    }

    /// Why a heading may not stand here.
    fn misplaced(&self, heading: Heading) -> Option<Finding> {
        let has_feature = self.layout.headings.iter().any(|(kind, _)| *kind == Heading::Feature);
        let finding = match heading {
            Heading::Feature if has_feature => {
                Finding::new(ProblemKind::Syntax, "a file has only one `Feature:`")
                    .help("put each feature in a file of its own")
            }
            Heading::Rule | Heading::Background | Heading::Scenario | Heading::Examples
                if self.layout.headings.is_empty() =>
            {
                Finding::new(ProblemKind::Syntax, "this stands before any `Feature:`")
                    .help("begin the file with a line `Feature:` and a name")
            }
            Heading::Background if self.has_scenario => {
                Finding::new(ProblemKind::Background, "a background stands before the scenarios")
                    .help("move it up, above the first scenario")
            }
            Heading::Background if self.has_background => {
                Finding::new(ProblemKind::Background, "there is already a background here")
                    .help("put all of its steps under one `Background:`")
            }
            Heading::Examples if !self.has_scenario => {
                Finding::new(ProblemKind::Outline, "examples belong under a `Scenario Outline:`")
            }
            Heading::Feature
            | Heading::Rule
            | Heading::Background
            | Heading::Scenario
            | Heading::Examples => return None,
        };
        Some(finding)
    }

    fn step(&mut self, number: usize) {
        self.orphans("a step has no tags");
        match self.worker {
            Worker::Description(Heading::Background | Heading::Scenario) | Worker::Steps => {
                self.worker = Worker::Steps;
            }
            // A sentence of the description may well begin with `When`.
            Worker::Description(Heading::Feature | Heading::Rule) => return,
            Worker::Description(Heading::Examples) | Worker::Rows => {
                let message = "a step cannot follow the examples of its outline";
                let finding = Finding::new(ProblemKind::Syntax, message)
                    .help("move the step above `Examples:`, or begin a new `Scenario:`");
                self.misfit(number, finding);
                self.worker = Worker::Steps;
            }
            Worker::Outside => {
                let finding =
                    Finding::new(ProblemKind::Syntax, "this stands before any `Feature:`");
                self.misfit(number, finding.help("begin the file with `Feature:` and a name"));
                self.worker = Worker::Steps;
            }
        }
        self.layout.steps.push(number);
        self.below = (false, false);
        self.width = None;
    }

    fn other(&mut self, number: usize, line: &str) {
        if !self.english {
            // Whatever follows tags is the heading that they belong to.
            let tags = std::mem::take(&mut self.tags);
            if !tags.is_empty() {
                self.layout.tags.insert(number, tags);
            }
            return;
        }
        self.orphans("only a feature, a rule, a scenario or examples have tags");
        let wrong = match self.worker {
            Worker::Description(heading) => {
                let in_feature = matches!(heading, Heading::Feature | Heading::Rule);
                reads_like_heading(line) || begins_with_heading_word(line, in_feature)
            }
            Worker::Outside | Worker::Steps | Worker::Rows => true,
        };
        if is_bare_step(line) && self.worker != Worker::Outside {
            let finding = Finding::new(ProblemKind::Syntax, "this step says nothing")
                .help("write a sentence of the catalogue after the keyword");
            return self.misfit(number, finding);
        }
        if !wrong || self.slipped {
            return;
        }
        let message = match self.worker {
            Worker::Outside => "a feature file begins with `Feature:` and a name",
            Worker::Description(_) => "this line begins like a heading, and is none",
            Worker::Steps => "a step, a scenario or a table row was expected here",
            Worker::Rows => "a table row, more examples or a scenario was expected here",
        };
        let invisible = classify(line.trim_start_matches(|it: char| {
            it.is_whitespace()
                || it.is_control()
                || ('\u{200b}'..='\u{200f}').contains(&it)
                || it == '\u{feff}'
        }));
        let finding = Finding::new(ProblemKind::Syntax, message).label("not understood");
        let finding = match meant(line) {
            _ if invisible != LineKind::Other => finding
                .help("an invisible character stands at the beginning of the line: delete it"),
            Some(keyword) if matches!(self.worker, Worker::Description(_)) => finding.help(format!(
                "did you mean `{keyword}`? if the line is part of the description, begin it with another word"
            )),
            Some(keyword) => finding.help(question(&keyword)),
            None if self.worker == Worker::Outside => {
                finding.help("put the line below the name of the feature, or a `#` before it")
            }
            None => finding.help(
                "begin the line with Given, When, Then, And, But or `Scenario:`, or with `#` if it is a remark",
            ),
        };
        self.misfit(number, finding);
        // Only now: what follows this line is part of the same slip.
        self.slipped = true;
        // What stands below a misspelt heading is read as if it were well spelt.
        if meant(line).is_some_and(|keyword| keyword.starts_with("Scenario")) {
            self.has_scenario = true;
            self.worker = Worker::Description(Heading::Scenario);
            self.width = None;
        }
    }

    fn end(&mut self) {
        self.orphans("nothing follows");
        if let Some((opened, fence)) = self.open {
            let message = format!("this text block is not closed: {} are missing", named(fence));
            let finding = Finding::new(ProblemKind::DocString, message).label("opened here").help(
                "close it on a line of its own; the sentences of the catalogue need no text blocks",
            );
            self.misfit(opened, finding);
        }
        if self.layout.headings.is_empty() && self.layout.problems.is_empty() && self.english {
            let null_writer = self.page.text().trim().is_empty();
            let message = match null_writer {
                true => "the file is empty",
                false => "the file has no `Feature:`, only comments",
            };
            let finding = Finding::new(ProblemKind::Empty, message)
                .label("nothing to play")
                .help("begin with a line `Feature:` and a name, and put scenarios below it");
            let first = self.page.words_of(1);
            self.slip(finding, first);
        }
    }

    /// Tags that no heading follows.
    fn orphans(&mut self, why: &str) {
        let tags = std::mem::take(&mut self.tags);
        let (Some(first), Some(last)) = (tags.first(), tags.last()) else { return };
        let finding = Finding::new(ProblemKind::Tag, "these tags belong to nothing")
            .label(why)
            .help("put tags on the line above `Feature:`, `Rule:`, `Scenario:` or `Examples:`");
        if self.english {
            self.slip(finding, first.place.start..last.place.end);
        }
    }

    fn misfit(&mut self, number: usize, finding: Finding) {
        let place = self.page.words_of(number);
        self.slip(finding, place);
    }

    fn slip(&mut self, finding: Finding, place: Range<usize>) {
        self.layout.problems.push(finding.placed(self.page, place));
    }
}

/// In another language only tags and the edges of text blocks are known.
fn foreign(line: &str) -> LineKind {
    match classify(line) {
        known @ (LineKind::NullWriter | LineKind::Tags | LineKind::Fence(_)) => known,
        LineKind::Row | LineKind::Heading(_) | LineKind::Step | LineKind::Other => LineKind::Other,
    }
}

/// A fence in words: backticks cannot be put in backticks.
fn named(fence: &str) -> &'static str {
    if fence.starts_with('`') { "three backticks" } else { "three quotation marks" }
}
