//! What is wrong with a line of a feature file, in plain words.

use std::ops::Range;
use std::sync::Arc;

use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::document::suggestion::nearest;
use crate::language::gherkin::language::{BlockKind, Language};
use crate::language::gherkin::line::{cells, delimiter};
use crate::language::gherkin::position::{ArgumentsSeen, Position};
use crate::language::gherkin::tree::{Block, TableRow};
use crate::language::problem::ProblemKind;

/// Something that the official grammar does not allow, at the line where the official parser reports it.
#[derive(Clone, Debug)]
pub(crate) struct Mistake {
    /// The line, counted from one; the one after the last for what is missing at the end.
    pub(crate) line: usize,
    /// Where it is, in bytes.
    pub(crate) place: Range<usize>,
    /// What is wrong.
    pub(crate) finding: Finding,
    /// A second place that explains the first, and how.
    pub(crate) related: Option<(Range<usize>, &'static str)>,
}

impl Mistake {
    /// The problem that this is in `page`.
    pub(crate) fn problem(self, page: &Arc<SourceFile>) -> Diagnostic {
        let problem = self.finding.placed(page, self.place);
        match self.related {
            Some((place, label)) => problem.and(place, label.to_owned()),
            None => problem,
        }
    }
}

/// A line that does not fit, and where it is.
pub(crate) struct Unfit<'l> {
    pub(crate) words: &'l str,
    pub(crate) language: &'static Language,
    pub(crate) position: &'l Position,
    pub(crate) path: &'l [Block<'l>],
}

/// What an unexpected line may look like.
enum Look {
    Heading(BlockKind),
    Step,
    Row,
    DocString,
    Other,
}

impl Unfit<'_> {
    fn look(&self) -> Look {
        use BlockKind::{Background, Examples, Feature, Rule, Scenario};
        let all = [Feature, Background, Rule, Scenario, Examples];
        if let Some((kind, _)) = self.language.heading(self.words, &all) {
            return Look::Heading(kind);
        }
        if self.language.step(self.words).is_some() {
            return Look::Step;
        }
        if self.words.starts_with('|') {
            return Look::Row;
        }
        if delimiter(self.words).is_some() { Look::DocString } else { Look::Other }
    }

    fn has_feature(&self) -> bool {
        !self.path.is_empty()
    }

    /// Whether the feature or rule that is open has a heading of that kind.
    fn has(&self, kind: BlockKind) -> bool {
        let outer =
            self.path.iter().rfind(|it| matches!(it.kind, BlockKind::Feature | BlockKind::Rule));
        let closed = outer.iter().flat_map(|outer| &outer.blocks);
        closed.chain(self.path).any(|block| block.kind == kind)
    }

    fn keyword(&self, kind: BlockKind) -> String {
        format!("`{}:`", self.language.keyword(kind))
    }
}

/// A line that may not be where it is.
pub(crate) fn unexpected(line: &Unfit<'_>) -> Finding {
    let feature = line.keyword(BlockKind::Feature);
    match line.look() {
        Look::Heading(kind) => heading(line, kind),
        Look::Step | Look::Row | Look::DocString if !line.has_feature() => {
            syntax(format!("this is before any {feature}"))
                .help(format!("begin the file with a line {feature} and a name"))
        }
        Look::Step => syntax("a step cannot follow the examples of its outline").help(format!(
            "move the step above {}, or begin a new {}",
            line.keyword(BlockKind::Examples),
            line.keyword(BlockKind::Scenario)
        )),
        Look::Row if matches!(line.position, Position::Steps(_)) => {
            Finding::new(ProblemKind::Table, "a step has only one table")
                .help("put its rows into the table above, or give it a step of its own")
        }
        Look::Row => {
            let examples = line.keyword(BlockKind::Examples);
            Finding::new(
                ProblemKind::Table,
                format!("a table row belongs under a step or under {examples}"),
            )
            .help("move the table below the line that it belongs to")
        }
        Look::DocString => {
            let message = "a doc string belongs under a step, and a step has only one";
            Finding::new(ProblemKind::DocString, message)
                .help("move it below the step that it belongs to, or delete it")
        }
        Look::Other => other(line),
    }
}

fn heading(line: &Unfit<'_>, kind: BlockKind) -> Finding {
    let feature = line.keyword(BlockKind::Feature);
    let background = line.keyword(BlockKind::Background);
    if !line.has_feature() {
        return syntax(format!("this is before any {feature}"))
            .help(format!("begin the file with a line {feature} and a name"));
    }
    match kind {
        BlockKind::Feature => syntax(format!("a file has only one {feature}"))
            .help("put each feature in a file of its own"),
        BlockKind::Background if line.has(BlockKind::Scenario) => {
            Finding::new(ProblemKind::Background, "a background comes before the scenarios")
                .help("move it up, above the first scenario")
        }
        BlockKind::Background => {
            Finding::new(ProblemKind::Background, "there is already a background here")
                .help(format!("put all of its steps under one {background}"))
        }
        BlockKind::Rule | BlockKind::Scenario | BlockKind::Examples => Finding::new(
            ProblemKind::Outline,
            "examples belong under an outline",
        )
        .help(format!("move them below the steps of a {}", line.keyword(BlockKind::Scenario))),
    }
}

fn other(line: &Unfit<'_>) -> Finding {
    let language = line.language;
    let feature = line.keyword(BlockKind::Feature);
    let bare = format!("{} ", line.words);
    if line.has_feature() && language.step(&bare).is_some_and(|(word, _)| word == bare) {
        return syntax("this step says nothing").help("write a sentence after the keyword");
    }
    let message = match line.position {
        Position::Rows => "a table row, more examples or a scenario was expected here".to_owned(),
        Position::Steps(ArgumentsSeen::None) => {
            "a step, a table row, a doc string or a scenario was expected here".to_owned()
        }
        Position::Steps(_) => "a step or a scenario was expected here".to_owned(),
        Position::Start
        | Position::Language
        | Position::Tags(_)
        | Position::Heading
        | Position::Description => {
            format!("a feature file begins with {feature} and a name")
        }
    };
    let finding = syntax(message).label("not understood");
    let visible = line.words.trim_start_matches(|it: char| {
        it.is_control() || ('\u{200b}'..='\u{200f}').contains(&it) || it == '\u{feff}'
    });
    if visible != line.words {
        return finding.help("the line begins with an invisible character: delete it");
    }
    if let Some(keyword) = language.meant(line.words) {
        return finding.help(format!("did you mean `{keyword}`?"));
    }
    if !line.has_feature() {
        return finding.help("move the line below the name of the feature, or put a `#` before it");
    }
    finding.help(format!(
        "begin the line with a keyword such as {} or {}, or with `#` to make it a comment",
        language.examples_of_steps(),
        line.keyword(BlockKind::Scenario)
    ))
}

/// Tags that no heading follows which may have tags.
pub(crate) fn lost_tags(next: &Unfit<'_>) -> Finding {
    let why = match next.look() {
        _ if next.words.is_empty() => "the file ends after them",
        Look::Heading(BlockKind::Background) => "a background has no tags",
        Look::Step => "a step has no tags",
        Look::Heading(_) | Look::Row | Look::DocString | Look::Other => {
            "only a feature, a rule, a scenario or examples have tags"
        }
    };
    Finding::new(ProblemKind::Tag, format!("these tags belong to nothing: {why}"))
        .help("put tags on the line above the heading that they belong to, or delete them")
}

pub(crate) fn blank_in_tag(line: usize, place: Range<usize>) -> Mistake {
    let finding = Finding::new(ProblemKind::Tag, "a tag is one word that begins with `@`")
        .label("not a tag")
        .help("join the words of a tag with hyphens, or give each its own `@`");
    Mistake { line, place, finding, related: None }
}

pub(crate) fn open_doc_string(
    delimiter: &str,
    line: usize,
    place: Range<usize>,
    opened: Range<usize>,
) -> Mistake {
    // Backticks cannot be put in backticks.
    let name = if delimiter.starts_with('`') { "three backticks" } else { "three quotation marks" };
    let finding = Finding::new(ProblemKind::DocString, "the file ends inside a doc string")
        .label(format!("{name} are missing"))
        .help("close the doc string on a line of its own");
    Mistake { line, place, finding, related: Some((opened, "opened here")) }
}

/// The first row with another number of cells than the first one of its table.
pub(crate) fn cell_count(rows: &[TableRow<'_>], page: &SourceFile) -> Option<Mistake> {
    let width = rows.first()?.cells.len();
    let row = rows.iter().find(|row| row.cells.len() != width)?;
    let place = page.words_of(row.line);
    let words = page.text().get(place.clone()).unwrap_or_default();
    let finding = if cells(words, 0).1 {
        let has = if row.cells.len() == 1 {
            "1 cell".to_owned()
        } else {
            format!("{} cells", row.cells.len())
        };
        Finding::new(ProblemKind::Table, format!("this row has {has}, its table has {width}"))
            .help("give every row of a table as many cells as its first; an empty cell is `| |`, and a `|` in a cell is written `\\|`")
    } else {
        Finding::new(ProblemKind::Table, "a table row begins and ends with `|`")
            .label("no end")
            .help("close the row with a `|`")
    };
    Some(Mistake { line: row.line, place, finding, related: None })
}

pub(crate) fn unknown_language(code: &str, line: usize, place: Range<usize>) -> Mistake {
    let finding = Finding::new(ProblemKind::UnknownLanguage, format!("unknown language `{code}`"))
        .label("not a language of Gherkin");
    let finding = finding.help(match nearest(code, Language::codes()) {
        Some(known) => {
            format!("did you mean `{known}`? without the line, the keywords are English")
        }
        None => "delete the line: without it, the keywords are English".to_owned(),
    });
    Mistake { line, place, finding, related: None }
}

pub(crate) fn no_feature(line: usize, place: Range<usize>) -> Mistake {
    let finding = Finding::new(ProblemKind::Empty, "the file ends before its feature")
        .help("write the heading of a feature below the language");
    Mistake { line, place, finding, related: None }
}

/// The first heading of a file in another language than it says.
pub(crate) fn other_language(language: &Language) -> Finding {
    let Language { name, code, .. } = language;
    syntax(format!("this looks like {name}, and the file does not say so"))
        .label(format!("a keyword of {name}"))
        .help(format!("write `# language: {code}` on the first line"))
}

fn syntax(message: impl AsRef<str>) -> Finding {
    Finding::new(ProblemKind::Syntax, message)
}
