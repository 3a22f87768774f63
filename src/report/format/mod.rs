//! The formats of a report: dumb renderers of one recorded run, a file each.

mod html;
mod pretty;
mod table;

use crate::domain::phrases;
use crate::recording::Recording;
use crate::report::{Paint, Results, Width, heading, summary};

pub use pretty::{body, failures, marks, repainted};

/// A form in which a run is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Everything that a person at a terminal wants to know.
    Pretty,
    /// The last lines alone.
    Summary,
    /// The tables alone.
    Table,
    /// A page for product owners, with everything in it.
    Html,
    /// The scenarios that did not conform, as places that can be played again.
    Rerun,
    /// The whole run, to be rendered later in any other form.
    Record,
    /// Nothing.
    Null,
}

phrases!(Format, "format", {
    Pretty => "pretty",
    Summary => "summary",
    Table => "table",
    Html => "html",
    Rerun => "rerun",
    Record => "record",
    Null => "null",
});

/// How text for a terminal is to look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Its colours.
    pub paint: Paint,
    /// How wide tables may be.
    pub width: Width,
}

/// A run in one of the forms.
pub fn render(format: Format, results: &Results<'_>, look: Look) -> String {
    match format {
        Format::Pretty => opening(results.recording, look) + &pretty::body(results, look),
        Format::Summary => summary(results, look.paint),
        Format::Table => table::tables(results, look.width),
        Format::Html => html::page(results),
        Format::Rerun => rerun(results.recording),
        Format::Record => record(results.recording),
        Format::Null => String::new(),
    }
}

/// The first lines of a run that has been played: what it is, and a mark a scenario.
fn opening(recording: &Recording, look: Look) -> String {
    let mut ids: Vec<&str> = Vec::new();
    for case in &recording.cases {
        if !ids.contains(&&*case.policy) {
            ids.push(&case.policy);
        }
    }
    heading(&ids, recording.header.seed, look.paint) + &marks(recording)
}

/// `features/mine.feature:12`, a line for each scenario that keeps the run from conforming.
fn rerun(recording: &Recording) -> String {
    let broken = recording.cases.iter().filter(|case| !case.verdict.is_tolerable());
    broken.map(|case| case.place() + "\n").collect()
}

/// The recording as text.
fn record(recording: &Recording) -> String {
    use crate::recording::{Line, write};
    let mut text = write(Line::Header(&recording.header));
    text.extend(recording.documents.iter().map(|document| write(Line::Policy(document))));
    text.extend(recording.features.iter().map(|source| write(Line::Feature(source))));
    text.extend(recording.cases.iter().map(|case| write(Line::Scenario(case))));
    text.extend(recording.footer.iter().map(|footer| write(Line::Footer(footer))));
    text
}
