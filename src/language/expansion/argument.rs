//! What is below a step, and the sentence that the step says with it.
//!
//! `the device says:` above a doc string is `the device says "…"` with the text of the doc string in the quotes, and
//! above a table with one column the same of each of its rows.

use std::ops::Range;

use crate::language::catalogue::compiled::Catalogue;
use crate::language::catalogue::step_arguments::quoted;
use crate::language::gherkin::tree::GherkinStep;

/// A doc string or a table below a step.
pub(crate) struct StepArgument {
    /// What it is called.
    pub(crate) what: &'static str,
    /// The texts that a sentence may take from it, and where each is written, in bytes; none if no sentence could.
    pub(crate) texts: Vec<(String, Range<usize>)>,
}

impl StepArgument {
    /// What is below `step`.
    pub(crate) fn of(step: &GherkinStep<'_>) -> Option<Self> {
        let argument = match (&step.doc_string, step.table.as_slice()) {
            (None, []) => return None,
            (Some(_), [_, ..]) => Self { what: "a table and a doc string", texts: Vec::new() },
            (Some(text), []) => Self {
                what: "a doc string",
                texts: vec![(text.content.clone(), text.delimiter.place())],
            },
            (None, rows) => {
                let cells: Option<Vec<_>> = rows
                    .iter()
                    .map(|row| match row.cells.as_slice() {
                        [only] => Some((only.text.clone().into_owned(), only.place.clone())),
                        [] | [_, _, ..] => None,
                    })
                    .collect();
                Self { what: "a table", texts: cells.unwrap_or_default() }
            }
        };
        Some(argument)
    }
}

/// The sentence that `step`, which ends with a colon, says with `text` below it, where in it that is, and where it is
/// written; nothing if no sentence takes a text from there.
pub(crate) fn said(
    step: &str,
    text: &str,
    place: &Range<usize>,
) -> Option<(String, Range<usize>, Range<usize>)> {
    let short = step.strip_suffix(':')?.trim_end();
    let at = Catalogue::bundled().gap(short)?;
    let (before, behind) = short.split_at_checked(at)?;
    let quoted = format!(" {}", quoted(text));
    let end = at.saturating_add(quoted.len());
    Some((format!("{before}{quoted}{behind}"), at..end, place.clone()))
}
