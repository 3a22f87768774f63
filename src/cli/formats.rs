//! Where each form of a report goes: one to standard output, any number to files, each written whole or not at all.

use std::borrow::Cow;
use std::path::PathBuf;

use miette::Diagnostic;
use thiserror::Error;

use crate::cli::args::{FormatArg, TellingArgs};
use crate::cli::error::{CliError, FileError};
use crate::cli::harmless::harmless;
use crate::cli::job_summary;
use crate::cli::output::Output;
use crate::cli::progress::Live;
use crate::cli::recorder::Recorder;
use crate::cli::snapshots;
use crate::report::{self, Format, Look, Paint, Results, Width};

/// The forms that somebody asked for.
pub(super) struct Outputs {
    stdout: Format,
    files: Vec<(Format, PathBuf)>,
    record: Option<PathBuf>,
}

impl Outputs {
    /// Sorts out where the forms go. What goes to standard output takes the place of the pretty one.
    pub(super) fn plan(args: &TellingArgs) -> Result<Self, CliError> {
        let mut outputs = Self { stdout: Format::Pretty, files: Vec::new(), record: None };
        let mut stdout: Option<Format> = None;
        for FormatArg { format, path } in &args.format {
            let Some(path) = path else {
                if let Some(first) = stdout {
                    return Err(CliError::usage(TwoToStdout { first, second: *format }));
                }
                stdout = Some(*format);
                continue;
            };
            let twice = outputs.files.iter().map(|(_, other)| other).chain(&outputs.record);
            if twice.into_iter().any(|other| other == path) {
                let path = path.display().to_string();
                return Err(CliError::usage(TwoToOneFile { path }));
            }
            match (format, &outputs.record) {
                (Format::Record, None) => outputs.record = Some(path.clone()),
                _ => outputs.files.push((*format, path.clone())),
            }
        }
        outputs.stdout = stdout.unwrap_or(Format::Pretty);
        Ok(outputs)
    }

    /// How the run is told while it goes on.
    pub(super) fn live(&self) -> Live {
        match self.stdout {
            Format::Pretty => Live::Marks,
            Format::Progress => Live::Bar,
            Format::Summary
            | Format::Table
            | Format::Html
            | Format::Markdown
            | Format::Junit
            | Format::Messages
            | Format::Github
            | Format::Tap
            | Format::Json
            | Format::Rerun
            | Format::Record
            | Format::Null => Live::No,
        }
    }

    /// The file that the run is recorded in, begun.
    pub(super) fn recorder(&self) -> Result<Option<Recorder>, FileError> {
        self.record.as_deref().map(Recorder::create).transpose()
    }

    /// Tells a run that was told while it went on, and recorded.
    pub(super) fn tell(&self, results: &Results<'_>, output: &Output) -> Result<(), CliError> {
        let look = Look { paint: output.paint(), width: output.width() };
        output.write(&match self.live() {
            Live::Marks => report::body(results, look),
            Live::Bar => report::closing_of_progress(results, look),
            Live::No => report::render(self.stdout, results, look),
        });
        self.write(results)
    }

    /// Tells a run that was played before.
    pub(super) fn tell_again(
        &self,
        results: &Results<'_>,
        output: &Output,
    ) -> Result<(), CliError> {
        let look = Look { paint: output.paint(), width: output.width() };
        output.write(&report::render(self.stdout, results, look));
        self.keep(results)
    }

    /// Writes the files alone.
    pub(super) fn keep(&self, results: &Results<'_>) -> Result<(), CliError> {
        self.write(results)?;
        let record = self.record.iter().map(|path| (Format::Record, path));
        write_all(record, results)
    }

    /// The same for a command that tells something of its own on standard output.
    pub(super) fn files_only(args: &TellingArgs) -> Result<Self, CliError> {
        match args.format.iter().find(|one| one.path.is_none() && one.format != Format::Null) {
            Some(FormatArg { format, .. }) => Err(CliError::usage(NeedsFile { format: *format })),
            None => Self::plan(args),
        }
    }

    /// Writes the files, and what the job of a build server shows of itself.
    fn write(&self, results: &Results<'_>) -> Result<(), CliError> {
        let files = self.files.iter().map(|(format, path)| (*format, path));
        let written = write_all(files, results);
        let is_markdown = |format: &Format| *format == Format::Markdown;
        let mut formats = self.files.iter().map(|(format, _)| format).chain([&self.stdout]);
        let summarised =
            if formats.any(is_markdown) { job_summary::append(results) } else { Ok(()) };
        match (written, summarised.map_err(CliError::input)) {
            (Err(one), Err(other)) => {
                let mut reports = one.into_reports();
                reports.extend(other.into_reports());
                Err(CliError::inputs(reports))
            }
            (Err(one), Ok(())) | (Ok(()), Err(one)) => Err(one),
            (Ok(()), Ok(())) => Ok(()),
        }
    }
}

/// Writes every file, and tells all that could not be written.
fn write_all<'p>(
    files: impl Iterator<Item = (Format, &'p PathBuf)>,
    results: &Results<'_>,
) -> Result<(), CliError> {
    let look = Look { paint: Paint::Plain, width: Width::Unbounded };
    let mut problems: Vec<miette::Report> = Vec::new();
    for (format, path) in files {
        let text = report::render(format, results, look);
        // A recording is read back as it was written; everything else is shown to somebody some day.
        let shown = if format == Format::Record {
            Cow::Borrowed(text.as_str())
        } else {
            harmless(&text, Paint::Plain)
        };
        if let Err(error) = snapshots::write(path, &shown) {
            problems.push(error.into());
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(CliError::inputs(problems)) }
}

/// A form without a file, where standard output is taken.
#[derive(Debug, Diagnostic, Error)]
#[error("`{format}` needs a file: standard output tells the parts of the gate")]
#[diagnostic(code(format::needs_file), help("write `--format {format}:PATH`"))]
struct NeedsFile {
    format: Format,
}

/// Two forms that would be mixed.
#[derive(Debug, Diagnostic, Error)]
#[error("`{first}` and `{second}` would both go to standard output")]
#[diagnostic(
    code(format::two_to_stdout),
    help("give one of them a file: `--format {second}:PATH`")
)]
struct TwoToStdout {
    first: Format,
    second: Format,
}

/// Two forms that would overwrite one another.
#[derive(Debug, Diagnostic, Error)]
#[error("two formats would be written to `{path}`")]
#[diagnostic(code(format::two_to_one_file), help("give each of them a file of its own"))]
struct TwoToOneFile {
    path: String,
}
