//! The formats of a report: renderers of one recorded run without rules of their own, a file each.
//!
//! A format is one row of the table in this file; the command line, help, `--watch` and the tests read it there.

pub(crate) mod conformance;
pub(crate) mod escape;
pub(crate) mod github;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod junit;
pub(crate) mod markdown;
pub(crate) mod messages;
pub(crate) mod pretty;
pub(crate) mod progress;
pub(crate) mod sarif;
pub(crate) mod table;
pub(crate) mod tap;

use std::fmt;

use crate::recording::text::{RecordingLine, write};
use crate::recording::whole::Recording;
use crate::report::format::escape::{json_text, pretty_json_text};
use crate::report::gate_verdict::{gate_failures, gate_sentence};
use crate::report::layout::Width;
use crate::report::paint::Paint;
use crate::report::results::Results;
use crate::report::summary::summary;
use crate::report::system::system_lines;

/// How text for a terminal is to look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Its colours.
    pub paint: Paint,
    /// How wide tables may be.
    pub width: Width,
}

/// A run as text.
type Render = fn(&Results<'_>, Look) -> String;

/// What kind of text a format is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormatKind {
    /// Text for people.
    Text,
    /// One document, which something else opens: two of them in a row would be none.
    Document,
    /// A recording, which passgate reads back as it was written, and only from a file.
    Recording,
    /// No text.
    Empty,
}

/// What is shown of a run while it goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Live {
    /// Nothing.
    #[default]
    No,
    /// One mark per scenario.
    Marks,
    /// A bar on a terminal, with what does not conform above it; elsewhere a line now and then.
    Bar,
}

/// Everything that there is to know of a format.
#[derive(Clone, Copy)]
struct FormatRow {
    name: &'static str,
    description: &'static str,
    kind: FormatKind,
    /// The whole report.
    render: Render,
    live: Live,
    /// What is left to report after what was shown while the run went on.
    rest: Render,
    /// Whether GitHub's page of the job gets the report, too.
    in_job_summary: bool,
    /// Whether the result of the gate is written above the report; the others have a place of their own for it.
    begins_with_the_gate: bool,
}

impl FormatRow {
    const fn new(
        name: &'static str,
        description: &'static str,
        kind: FormatKind,
        render: Render,
    ) -> Self {
        let (live, rest) = (Live::No, render);
        let begins_with_the_gate = matches!(kind, FormatKind::Text);
        Self {
            name,
            description,
            kind,
            render,
            live,
            rest,
            in_job_summary: false,
            begins_with_the_gate,
        }
    }
}

/// Makes the formats of their rows. Help, checks and tests list them in the order of the table.
macro_rules! formats {
    ($($variant:ident, $name:literal, $description:literal => $kind:ident, $render:expr
        $(, with { $($field:ident: $value:expr),+ })?;)+) => {
        /// A format in which a run is reported.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Format {
            $(#[doc = $description] $variant),+
        }

        impl Format {
            /// Every format, in the order in which help lists them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            const fn row(self) -> FormatRow {
                match self {
                    $(Self::$variant => {
                        let row = FormatRow::new($name, $description, FormatKind::$kind, $render);
                        $(let row = FormatRow { $($field: $value),+, ..row };)?
                        row
                    })+
                }
            }
        }
    };
}

formats! {
    Pretty, "pretty", "Progress marks, failures with their causes, tables and counts: the default"
        => Text, pretty::pretty, with { live: Live::Marks, rest: pretty::body };
    Progress, "progress", "A progress bar, then what does not conform"
        => Text, progress::progress, with { live: Live::Bar, rest: progress::rest };
    Summary, "summary", "Only the last lines"
        => Text, |results, look| summary(results, look.paint);
    Table, "table", "Only the tables"
        => Text, |results, look| table::tables(results, look.width);
    Markdown, "markdown", "Markdown for a pull request or a job summary"
        => Text, |results, _| markdown::markdown(results), with { in_job_summary: true, begins_with_the_gate: false };
    Junit, "junit", "JUnit XML for build servers"
        => Document, |results, _| junit::junit(results);
    Messages, "messages", "Cucumber Messages for Cucumber's own tools"
        => Document, |results, _| messages::messages(results);
    Github, "github", "GitHub Actions annotations"
        => Document, |results, _| github::github(results);
    Tap, "tap", "The Test Anything Protocol"
        => Document, |results, _| tap::tap(results);
    Sarif, "sarif", "SARIF 2.1.0 for code hosts: what does not conform"
        => Document, |results, _| sarif::sarif(results);
    Json, "json", "One JSON document for other programs"
        => Document, |results, _| json::json(results);
    Html, "html", "A self-contained page for product owners"
        => Document, |results, _| html::page(results);
    Conformance, "conformance", "The conformance report of a system, as a document that its vendor can publish"
        => Document, |results, _| conformance::conformance(results);
    Rerun, "rerun", "The scenarios that do not conform, as a list to run again"
        => Text, |results, _| rerun(results);
    Record, "record", "The whole run, for `passgate report`, `diff` and `explain`; needs a file"
        => Recording, |results, _| record(results.recording);
    Null, "null", "Nothing"
        => Empty, |_, _| String::new();
}

impl Format {
    /// What the command line calls it.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The format that is called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// What it is, in a line.
    pub const fn description(self) -> &'static str {
        self.row().description
    }

    /// What kind of text it is.
    pub const fn kind(self) -> FormatKind {
        self.row().kind
    }

    /// What standard output shows while the run goes on.
    pub(crate) const fn live(self) -> Live {
        self.row().live
    }

    /// Whether GitHub's page of the job gets the report, too.
    pub(crate) const fn is_in_job_summary(self) -> bool {
        self.row().in_job_summary
    }

    /// What is left to report after what was shown while the run went on.
    pub(crate) fn rest(self, results: &Results<'_>, look: Look) -> String {
        (self.row().rest)(results, look)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

/// A run in one of the formats.
pub fn render(format: Format, results: &Results<'_>, look: Look) -> String {
    let text = (format.row().render)(results, look);
    if format.row().begins_with_the_gate { gate_lines(results, format) + &text } else { text }
}

/// How the gate ended that the run was a part of: what text for people begins with.
fn gate_lines(results: &Results<'_>, format: Format) -> String {
    let Some(gate) = results.recording.gate() else { return String::new() };
    // A list to run again has nothing but comments and paths.
    let mark = if format == Format::Rerun { "# " } else { "" };
    let lines = std::iter::once(gate_sentence(gate)).chain(gate_failures(gate));
    lines.map(|line| format!("{mark}{line}\n")).chain(["\n".to_owned()]).collect()
}

/// The policies in the order in which scenarios name them; those of the header before there is a scenario.
fn policies(recording: &Recording) -> Vec<&str> {
    if recording.cases.is_empty() {
        return recording.header.policies.iter().map(|policy| &*policy.id).collect();
    }
    let mut ids: Vec<&str> = Vec::new();
    for case in &recording.cases {
        if !case.policy.is_empty() && !ids.contains(&&*case.policy) {
            ids.push(&case.policy);
        }
    }
    ids
}

/// `features/mine.feature:12`, a line for each scenario that fails the run, below a comment on what the recording
/// lacks.
fn rerun(results: &Results<'_>) -> String {
    let partial = results.gaps.iter().map(|gaps| format!("# {gaps}\n"));
    let broken = results.recording.cases.iter().filter(|case| !case.verdict.is_tolerable());
    let system = system_lines(results).into_iter().map(|line| format!("# {line}\n"));
    partial.chain(system).chain(broken.map(|case| case.place() + "\n")).collect()
}

/// The recording as text.
fn record(recording: &Recording) -> String {
    let mut text = write(RecordingLine::Header(&recording.header));
    text.extend(recording.documents.iter().map(|document| write(RecordingLine::Policy(document))));
    text.extend(recording.features.iter().map(|source| write(RecordingLine::Feature(source))));
    text.extend(recording.cases.iter().map(|case| write(RecordingLine::Scenario(case))));
    text.extend(recording.footer.iter().map(|footer| write(RecordingLine::Footer(footer))));
    text
}
