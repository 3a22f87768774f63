//! The prose of a Markdown page: paragraphs, headings, list items, cells, and blocks that show no feature or output.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::unit::Unit;

/// Blocks that are not our prose, or are compared with what the program prints.
const QUOTED: [&str; 4] = ["gherkin", "yaml", "console", "mermaid"];

/// A table between these marks is written from a JSON Schema, and so from comments of the source.
const BEGIN: &str = "<!-- keys of ";
const END: &str = "<!-- end -->";

#[expect(clippy::wildcard_enum_match_arm, reason = "the rest of Markdown says nothing here")]
pub fn units(page: &str) -> Vec<Unit> {
    let text = without_generated(page);
    let mut units = vec![Unit::default()];
    let (mut line, mut counted) = (1, 0);
    let mut is_quoted = false;
    for (event, place) in Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter() {
        let unit = units.last_mut().unwrap();
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info,
                    CodeBlockKind::Indented => "".into(),
                };
                let language = info.split_whitespace().next().unwrap_or_default();
                is_quoted = QUOTED.contains(&language);
                units.push(Unit::default());
            }
            Event::End(TagEnd::CodeBlock) => {
                is_quoted = false;
                units.push(Unit::default());
            }
            Event::Start(
                Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell | Tag::Item | Tag::List(_),
            )
            | Event::End(TagEnd::Item | TagEnd::TableCell) => units.push(Unit::default()),
            Event::Text(words) if !is_quoted => {
                line += text[counted..place.start].matches('\n').count();
                counted = place.start;
                unit.push(&words, line);
            }
            Event::Code(_) => unit.separate(),
            _ => {}
        }
    }
    units
}

/// The page with as many empty lines in the place of what is generated.
fn without_generated(page: &str) -> String {
    let mut within = false;
    let mut kept = String::new();
    for line in page.lines() {
        within &= line != END;
        if !within {
            kept += line;
        }
        kept.push('\n');
        within |= line.starts_with(BEGIN);
    }
    kept
}

/// Plain text, such as a command's help, by paragraphs.
pub fn paragraphs(text: &str) -> Vec<Unit> {
    let mut units = vec![Unit::default()];
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            units.push(Unit::default());
        }
        units.last_mut().unwrap().push(line, index + 1);
    }
    units
}
