//! Reads a feature file line by line, as the official grammar has it, and goes on after every line that is wrong.
//!
//! What a line is depends on where it is: prose in a description may look like anything that may not follow there.

use std::ops::Range;
use std::sync::Arc;

use crate::document::source_file::SourceFile;
use crate::language::gherkin::language::{BlockKind, Language};
use crate::language::gherkin::line::{self, SourceLine, delimiter, language_of};
use crate::language::gherkin::mistake::{self, Mistake, Unfit};
use crate::language::gherkin::position::{ArgumentsSeen, Position};
use crate::language::gherkin::tree::{
    Block, DocString, GherkinFile, GherkinStep, GherkinTag, TableRow, Text,
};

/// A doc string that is open.
struct Open<'p> {
    delimiter: &'p str,
    /// How far the delimiter is indented, in characters.
    indent: usize,
    lines: Vec<&'p str>,
}

/// The tags that wait for their heading.
#[derive(Default)]
struct Waiting<'p> {
    tags: Vec<GherkinTag<'p>>,
    /// The position to return to where no heading follows.
    before: Option<Box<Position>>,
}

struct Reader<'p> {
    page: &'p Arc<SourceFile>,
    language: &'static Language,
    comments: Vec<Text<'p>>,
    mistakes: Vec<Mistake>,
    position: Position,
    /// The headings that are open: each is under the one before it.
    path: Vec<Block<'p>>,
    waiting: Waiting<'p>,
    open: Option<Open<'p>>,
}

/// Reads `page`: what it says as far as it can be read, and every line that is wrong, in their order.
pub(crate) fn read(page: &Arc<SourceFile>) -> (GherkinFile<'_>, Vec<Mistake>) {
    let mut reader = Reader {
        page,
        language: Language::english(),
        comments: Vec::new(),
        mistakes: Vec::new(),
        position: Position::Start,
        path: Vec::new(),
        waiting: Waiting::default(),
        open: None,
    };
    for (number, start, whole) in page.lines() {
        reader.line(SourceLine::new(number, start, whole));
    }
    reader.end()
}

impl<'p> Reader<'p> {
    fn line(&mut self, line: SourceLine<'p>) {
        if self.open.is_some() {
            return self.doc_string(line);
        }
        if line.words.is_empty() {
            if matches!(self.position, Position::Description) {
                self.describe(line);
            }
            return;
        }
        if line.words.starts_with('#') {
            return self.comment(line);
        }
        if line.words.starts_with('@') {
            return self.tags(line);
        }
        if self.step(line) || self.argument(line) || self.heading(line) {
            return;
        }
        if matches!(self.position, Position::Heading | Position::Description) {
            return self.describe(line);
        }
        self.unexpected(line);
    }

    fn comment(&mut self, line: SourceLine<'p>) {
        if matches!(self.position, Position::Start)
            && let Some(code) = language_of(line.words)
        {
            let end = line.place().end;
            let place = end.saturating_sub(code.len())..end;
            match Language::find(code) {
                Some(language) => {
                    self.language = language;
                    self.position = Position::Language;
                    return;
                }
                None => self.mistakes.push(mistake::unknown_language(code, line.number, place)),
            }
        }
        self.comments.push(line.text());
        if matches!(self.position, Position::Heading) {
            self.position = Position::Description;
        }
    }

    fn tags(&mut self, line: SourceLine<'p>) {
        let tags = match line::tags(line.words, line.at) {
            Ok(tags) => tags,
            Err(place) => return self.mistakes.push(mistake::blank_in_tag(line.number, place)),
        };
        let of = match self.position {
            Position::Start | Position::Language => BlockKind::Feature,
            Position::Tags(kind) => kind,
            Position::Heading | Position::Description | Position::Steps(_) | Position::Rows => {
                let follows = self.kind_that_follows(line.number);
                let allowed = self.allowed();
                let may = |kind: &BlockKind| {
                    matches!(kind, BlockKind::Examples | BlockKind::Scenario)
                        && allowed.contains(kind)
                };
                follows.filter(may).unwrap_or(BlockKind::Rule)
            }
        };
        if !matches!(self.position, Position::Tags(_)) {
            let before = std::mem::replace(&mut self.position, Position::Tags(of));
            self.waiting.before = Some(Box::new(before));
        }
        self.waiting.tags.extend(tags);
    }

    /// What the first heading below some tags is, where nothing but tags and comments is between.
    fn kind_that_follows(&self, number: usize) -> Option<BlockKind> {
        let below = number.saturating_add(1)..=self.page.line_count();
        let mut words = below.map(|number| self.page.line(number).trim_start());
        let first = words.find(|words| !words.is_empty() && !words.starts_with(['#', '@']))?;
        self.language.heading(first, self.allowed()).map(|(kind, _)| kind)
    }

    fn step(&mut self, line: SourceLine<'p>) -> bool {
        if !matches!(self.position, Position::Heading | Position::Description | Position::Steps(_))
        {
            return false;
        }
        let Some(block) = self.path.last_mut() else { return false };
        if !matches!(block.kind, BlockKind::Background | BlockKind::Scenario) {
            return false;
        }
        let Some((keyword, kind)) = self.language.step(line.words) else { return false };
        block.steps.push(GherkinStep {
            line: line.number,
            keyword: line.keyword(keyword.len()),
            kind,
            text: line.rest(keyword.len()),
            doc_string: None,
            table: Vec::new(),
        });
        self.position = Position::Steps(ArgumentsSeen::None);
        true
    }

    /// Takes a table row or the beginning of a doc string, where one may be.
    fn argument(&mut self, line: SourceLine<'p>) -> bool {
        let Some(block) = self.path.last_mut() else { return false };
        let in_examples =
            block.kind == BlockKind::Examples && !matches!(self.position, Position::Tags(_));
        let row = || {
            let words = line.words.trim_end();
            TableRow { line: line.number, at: line.at, cells: line::cells(words, line.at).0 }
        };
        if line.words.starts_with('|') && in_examples {
            block.rows.push(row());
            self.position = Position::Rows;
            return true;
        }
        let (Position::Steps(arguments), Some(step)) = (&self.position, block.steps.last_mut())
        else {
            return false;
        };
        if line.words.starts_with('|') {
            let arguments = match arguments {
                ArgumentsSeen::None | ArgumentsSeen::Table => ArgumentsSeen::Table,
                ArgumentsSeen::Text | ArgumentsSeen::TextAndTable => ArgumentsSeen::TextAndTable,
                ArgumentsSeen::TableAndText => return false,
            };
            step.table.push(row());
            self.position = Position::Steps(arguments);
            return true;
        }
        let arguments = match arguments {
            ArgumentsSeen::None => ArgumentsSeen::Text,
            ArgumentsSeen::Table => ArgumentsSeen::TableAndText,
            ArgumentsSeen::Text | ArgumentsSeen::TextAndTable | ArgumentsSeen::TableAndText => {
                return false;
            }
        };
        let Some(delimiter) = delimiter(line.words) else { return false };
        step.doc_string = Some(DocString {
            line: line.number,
            last_line: line.number,
            delimiter: line.keyword(delimiter.len()),
            media_type: line.rest(delimiter.len()),
            content: String::new(),
        });
        self.open = Some(Open { delimiter, indent: line.indent(), lines: Vec::new() });
        self.position = Position::Steps(arguments);
        true
    }

    /// A line of the open doc string.
    fn doc_string(&mut self, line: SourceLine<'p>) {
        let Some(open) = &mut self.open else { return };
        if line.words.starts_with(open.delimiter) {
            return self.close_doc_string(line.number);
        }
        let mut letters = line.whole.chars();
        let blanks = letters.by_ref().take(open.indent).take_while(|it| it.is_whitespace());
        // What is indented less than the delimiter loses the blanks that it has.
        let all = blanks.count() == open.indent;
        open.lines.push(if all { letters.as_str() } else { line.words });
    }

    fn close_doc_string(&mut self, last_line: usize) {
        let Some(open) = self.open.take() else { return };
        let step = self.path.last_mut().and_then(|block| block.steps.last_mut());
        if let Some(text) = step.and_then(|step| step.doc_string.as_mut()) {
            let escaped: String = open.delimiter.chars().flat_map(|it| ['\\', it]).collect();
            text.content = open.lines.join("\n").replace(&escaped, open.delimiter);
            text.last_line = last_line;
        }
    }

    /// The headings that may follow here.
    fn allowed(&self) -> &'static [BlockKind] {
        use BlockKind::{Background, Examples, Feature, Rule, Scenario};
        match (&self.position, self.path.last().map(|block| block.kind)) {
            (Position::Tags(Feature) | Position::Start | Position::Language, _) | (_, None) => {
                &[Feature]
            }
            (Position::Tags(Examples), _) => &[Examples],
            (Position::Tags(Scenario), _) => &[Scenario],
            (Position::Tags(Rule | Background), _) => &[Rule],
            (_, Some(Feature | Rule)) => &[Background, Scenario, Rule],
            (_, Some(Background)) => &[Scenario, Rule],
            (_, Some(Scenario | Examples)) => &[Examples, Scenario, Rule],
        }
    }

    fn heading(&mut self, line: SourceLine<'p>) -> bool {
        let found = self.language.heading(line.words, self.allowed());
        let Some((kind, keyword)) = found else { return false };
        let keyword = keyword.len();
        self.close(kind);
        self.path.push(Block {
            kind,
            line: line.number,
            keyword: line.keyword(keyword),
            name: line.rest(keyword.saturating_add(1)),
            description: Vec::new(),
            tags: std::mem::take(&mut self.waiting.tags),
            steps: Vec::new(),
            rows: Vec::new(),
            blocks: Vec::new(),
        });
        self.position = Position::Heading;
        true
    }

    /// Closes the headings that a heading of this kind does not belong under.
    fn close(&mut self, kind: BlockKind) {
        use BlockKind::{Background, Examples, Feature, Rule, Scenario};
        let holds = |outer: &Block<'_>| match kind {
            Feature => false,
            Rule => outer.kind == Feature,
            Background | Scenario => matches!(outer.kind, Feature | Rule),
            Examples => outer.kind == Scenario,
        };
        while self.path.last().is_some_and(|outer| !holds(outer)) && self.path.len() > 1 {
            self.close_one();
        }
    }

    fn close_one(&mut self) {
        let Some(block) = self.path.pop() else { return };
        if let Some(outer) = self.path.last_mut() {
            outer.blocks.push(block);
        }
    }

    fn describe(&mut self, line: SourceLine<'p>) {
        if let Some(block) = self.path.last_mut() {
            block.description.push(line.text());
        }
        self.position = Position::Description;
    }

    /// A line that may not be here.
    fn unexpected(&mut self, line: SourceLine<'p>) {
        let place = line.place();
        if matches!(self.position, Position::Tags(_)) {
            self.lost_tags(line.number, place, line.words);
            // Without the tags it may fit.
            return self.line(line);
        }
        let finding = mistake::unexpected(&self.unfit(line.words));
        self.mistakes.push(Mistake { line: line.number, place, finding, related: None });
    }

    fn unfit<'l>(&'l self, words: &'l str) -> Unfit<'l> {
        Unfit {
            words: words.trim_end(),
            language: self.language,
            position: &self.position,
            path: &self.path,
        }
    }

    /// Forgets the tags that wait, since `words` are below them.
    fn lost_tags(&mut self, line: usize, place: Range<usize>, words: &str) {
        let finding = mistake::lost_tags(&self.unfit(words));
        let tags = std::mem::take(&mut self.waiting.tags);
        self.position = self.waiting.before.take().map_or(Position::Start, |before| *before);
        let first = tags.first().map_or(place.start, |tag| tag.place.start);
        let tags = first..tags.last().map_or(first, |tag| tag.place.end);
        self.mistakes.push(Mistake { line, place, finding, related: Some((tags, "the tags")) });
    }

    fn end(mut self) -> (GherkinFile<'p>, Vec<Mistake>) {
        let after = self.page.line_count().saturating_add(1);
        let end = self.page.text().len()..self.page.text().len();
        if let Some(open) = &self.open {
            let delimiter = open.delimiter;
            self.close_doc_string(self.page.line_count());
            let step = self.path.last().and_then(|block| block.steps.last());
            let opened = step.and_then(|step| step.doc_string.as_ref());
            let opened = opened.map_or(end.clone(), |text| text.delimiter.place());
            self.mistakes.push(mistake::open_doc_string(delimiter, after, end.clone(), opened));
        }
        if matches!(self.position, Position::Tags(_)) {
            self.lost_tags(after, end.clone(), "");
        }
        while self.path.len() > 1 {
            self.close_one();
        }
        let feature = self.path.pop();
        if feature.is_none() {
            self.without_feature(after, end);
        }
        for block in feature.iter().flat_map(Block::all) {
            let tables = block.steps.iter().map(|step| &step.table).chain([&block.rows]);
            self.mistakes.extend(tables.filter_map(|rows| mistake::cell_count(rows, self.page)));
        }
        self.mistakes.sort_by_key(|mistake| (mistake.line, mistake.place.start));
        (GherkinFile { language: self.language, feature, comments: self.comments }, self.mistakes)
    }

    /// One mistake says enough about a file in which no feature begins.
    fn without_feature(&mut self, after: usize, end: Range<usize>) {
        if matches!(self.position, Position::Language) && self.mistakes.is_empty() {
            self.mistakes.push(mistake::no_feature(after, end));
        }
        self.mistakes.truncate(1);
        let Some(first) = self.mistakes.first_mut() else { return };
        let words = self.page.line(first.line).trim_start();
        let feature = |it: &Language| it.heading(words, &[BlockKind::Feature]).is_some();
        if let Some(language) = Language::guess(self.page, self.language, feature) {
            first.finding = mistake::other_language(language);
        }
    }
}
