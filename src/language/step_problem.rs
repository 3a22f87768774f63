//! Where a problem of a step is shown: at the words that it is about, wherever these are written.

use std::ops::Range;
use std::sync::Arc;

use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::language::expansion::example_row::ExampleRow;
use crate::language::scenario::{Below, Scenario, Step};

/// The problem at a part of a step's text: in an outline at the cell that the part comes from, or at the
/// outline's own words with the row below them.
pub(crate) fn located(
    page: &Arc<SourceFile>,
    scenario: &Scenario,
    step: &Step,
    part: &Range<usize>,
    finding: &Arc<Finding>,
) -> Diagnostic {
    // What is in the quotes is written below; the rest is as if it were not there.
    let (text, part) = match &step.below {
        Below::Quoted(quoted, place) if quoted.start < part.end && part.start < quoted.end => {
            return Diagnostic::shared(finding, page, place.clone());
        }
        Below::Quoted(quoted, _) => {
            let moved =
                |at: usize| if at < quoted.end { at } else { at.saturating_sub(quoted.len()) };
            let mut text = format!("{}:", step.text);
            text.replace_range(quoted.clone(), "");
            (text, moved(part.start)..moved(part.end))
        }
        Below::Nothing | Below::Unused(_) => (step.text.to_string(), part.clone()),
    };
    let part = &part;
    let end = page.words_of(step.line).end;
    let template = page.text().get(step.offset..end).unwrap_or_default();
    match scenario.place.head {
        Some(head) if step.own && *template != *text => {
            let place =
                ExampleRow::new(page, head, scenario.line).origin(template, step.offset, part);
            let row = page.words_of(scenario.line);
            let problem = Diagnostic::shared(finding, page, place.clone());
            if row.contains(&place.start) {
                return problem;
            }
            problem.and(row, format!("with this row: {} {}", step.keyword, step.text))
        }
        Some(_) | None => {
            let from = step.offset.saturating_add(part.start);
            Diagnostic::shared(finding, page, from..step.offset.saturating_add(part.end))
        }
    }
}
