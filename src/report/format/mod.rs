//! The formats of a report: dumb renderers of one recorded run, a file each.

pub(crate) mod escape;
pub(crate) mod github;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod junit;
pub(crate) mod markdown;
pub(crate) mod messages;
pub(crate) mod pretty;
pub(crate) mod progress;
pub(crate) mod table;
pub(crate) mod tap;

use crate::domain::phrase::phrases;
use crate::recording::whole::Recording;
use crate::report::format::escape::{json_text, pretty_json_text};
use crate::report::format::pretty::marks;
use crate::report::layout::Width;
use crate::report::paint::Paint;
use crate::report::results::Results;
use crate::report::summary::{heading, summary};

/// A form in which a run is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Everything that a person at a terminal wants to know.
    Pretty,
    /// A bar while the run goes on, and then what does not conform.
    Progress,
    /// The last lines alone.
    Summary,
    /// The tables alone.
    Table,
    /// A page for a pull request or the summary of a job.
    Markdown,
    /// The XML that build servers read.
    Junit,
    /// The messages that Cucumber's own tools read.
    Messages,
    /// Annotations of GitHub Actions.
    Github,
    /// The Test Anything Protocol.
    Tap,
    /// One document for other programs.
    Json,
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
    Progress => "progress",
    Summary => "summary",
    Table => "table",
    Markdown => "markdown",
    Junit => "junit",
    Messages => "messages",
    Github => "github",
    Tap => "tap",
    Json => "json",
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
        Format::Progress => {
            heading(&policies(results.recording), results.recording.header.seed, look.paint)
                + &progress::progress(results, look)
        }
        Format::Summary => summary(results, look.paint),
        Format::Table => table::tables(results, look.width),
        Format::Markdown => markdown::markdown(results),
        Format::Junit => junit::junit(results),
        Format::Messages => messages::messages(results),
        Format::Github => github::github(results),
        Format::Tap => tap::tap(results),
        Format::Json => json::json(results),
        Format::Rerun => rerun(results),
        Format::Html => html::page(results),
        Format::Record => record(results.recording),
        Format::Null => String::new(),
    }
}

/// The first lines of a run that has been played: what it is, and a mark a scenario.
fn opening(recording: &Recording, look: Look) -> String {
    heading(&policies(recording), recording.header.seed, look.paint) + &marks(recording)
}

/// The policies in the order in which scenarios come to them; those of the header before there is a scenario.
fn policies(recording: &Recording) -> Vec<&str> {
    if recording.cases.is_empty() {
        return recording.header.policies.iter().map(|policy| &*policy.id).collect();
    }
    let mut ids: Vec<&str> = Vec::new();
    for case in &recording.cases {
        if !ids.contains(&&*case.policy) {
            ids.push(&case.policy);
        }
    }
    ids
}

/// `features/mine.feature:12`, a line for each scenario that keeps the run from conforming; what the recording
/// lacks stands above them as a remark.
fn rerun(results: &Results<'_>) -> String {
    let partial = results.gaps.iter().map(|gaps| format!("# {gaps}\n"));
    let broken = results.recording.cases.iter().filter(|case| !case.verdict.is_tolerable());
    partial.chain(broken.map(|case| case.place() + "\n")).collect()
}

/// The recording as text.
fn record(recording: &Recording) -> String {
    use crate::recording::text::{Line, write};

    let mut text = write(Line::Header(&recording.header));
    text.extend(recording.documents.iter().map(|document| write(Line::Policy(document))));
    text.extend(recording.features.iter().map(|source| write(Line::Feature(source))));
    text.extend(recording.cases.iter().map(|case| write(Line::Scenario(case))));
    text.extend(recording.footer.iter().map(|footer| write(Line::Footer(footer))));
    text
}
