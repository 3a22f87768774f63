//! Where each form of a report goes: one to standard output, any number to files, each written whole or not at all.

use std::borrow::Cow;
use std::path::PathBuf;

use thiserror::Error;

use crate::cli::args::telling::{FormatArg, ReportingArgs};
use crate::cli::output::error::{CliError, FileError};
use crate::cli::output::job_summary;
use crate::cli::output::recorder::Recorder;
use crate::cli::output::terminal::Output;
use crate::cli::project::snapshots;
use crate::document::diagnostic::Diagnostic;
use crate::document::sanitized::sanitized;
use crate::report::format::{Format, FormatKind, Live, Look, render};
use crate::report::layout::Width;
use crate::report::paint::Paint;
use crate::report::results::Results;

/// The forms that somebody asked for.
pub(crate) struct Outputs {
    stdout: Format,
    files: Vec<(Format, PathBuf)>,
    record: Option<PathBuf>,
}

impl Outputs {
    /// Sorts out where the forms go. What goes to standard output takes the place of the pretty one.
    pub(crate) fn plan(args: &ReportingArgs) -> Result<Self, CliError> {
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
            if format.kind() == FormatKind::Recording && outputs.record.is_none() {
                outputs.record = Some(path.clone());
            } else {
                outputs.files.push((*format, path.clone()));
            }
        }
        outputs.stdout = stdout.unwrap_or(Format::Pretty);
        Ok(outputs)
    }

    /// How the run is told while it goes on.
    pub(crate) const fn live(&self) -> Live {
        self.stdout.live()
    }

    /// The file that the run is recorded in, begun.
    pub(crate) fn recorder(&self) -> Result<Option<Recorder>, FileError> {
        self.record.as_deref().map(Recorder::create).transpose()
    }

    /// Tells a run that was told while it went on, and recorded.
    pub(crate) fn tell(&self, results: &Results<'_>, output: &Output) -> Result<(), CliError> {
        let look = Look { paint: output.paint(), width: output.width() };
        output.write(&self.stdout.rest(results, look));
        self.write(results)
    }

    /// Tells a run that was played before.
    pub(crate) fn report_again(
        &self,
        results: &Results<'_>,
        output: &Output,
    ) -> Result<(), CliError> {
        let look = Look { paint: output.paint(), width: output.width() };
        output.write(&render(self.stdout, results, look));
        self.keep(results)
    }

    /// Writes the files alone.
    pub(crate) fn keep(&self, results: &Results<'_>) -> Result<(), CliError> {
        self.write(results)?;
        let record = self.record.iter().map(|path| (Format::Record, path));
        write_all(record, results)
    }

    /// The same for a command that tells something of its own on standard output.
    pub(crate) fn files_only(args: &ReportingArgs) -> Result<Self, CliError> {
        let is_shown =
            |one: &&FormatArg| one.path.is_none() && one.format.kind() != FormatKind::Empty;
        match args.format.iter().find(is_shown) {
            Some(FormatArg { format, .. }) => Err(CliError::usage(NeedsFile { format: *format })),
            None => Self::plan(args),
        }
    }

    /// Writes the files, and what the job of a build server shows of itself.
    fn write(&self, results: &Results<'_>) -> Result<(), CliError> {
        let files = self.files.iter().map(|(format, path)| (*format, path));
        let written = write_all(files, results);
        let mut formats = self.files.iter().map(|(format, _)| *format).chain([self.stdout]);
        let summarised = if formats.any(Format::is_in_job_summary) {
            job_summary::append(results)
        } else {
            Ok(())
        };
        match (written, summarised.map_err(CliError::input)) {
            (Err(one), Err(other)) => {
                let mut reports = one.into_diagnostics();
                reports.extend(other.into_diagnostics());
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
    let mut problems: Vec<Diagnostic> = Vec::new();
    for (format, path) in files {
        let text = render(format, results, look);
        // A recording is read back as it was written; everything else may end up on a terminal.
        let shown = if format.kind() == FormatKind::Recording {
            Cow::Borrowed(text.as_str())
        } else {
            sanitized(&text)
        };
        if let Err(error) = snapshots::write(path, &shown) {
            problems.push(error.into());
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(CliError::inputs(problems)) }
}

/// A form without a file, where standard output is taken.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("`{format}` needs a file: standard output tells the parts of the gate")]
#[diagnostic(code(format::needs_file), help("write `--format {format}:PATH`"))]
struct NeedsFile {
    format: Format,
}

/// Two forms that would be mixed.
#[derive(Debug, miette::Diagnostic, Error)]
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
#[derive(Debug, miette::Diagnostic, Error)]
#[error("two formats would be written to `{path}`")]
#[diagnostic(code(format::two_to_one_file), help("give each of them a file of its own"))]
struct TwoToOneFile {
    path: String,
}
