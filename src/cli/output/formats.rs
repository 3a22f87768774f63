//! Where each report goes: one to standard output, any number to files, each written whole or not at all.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::cli::args::reporting::{FormatArg, ReportingArgs};
use crate::cli::args::run::RunArgs;
use crate::cli::exit::Exit;
use crate::cli::output::error::{CliError, FileError};
use crate::cli::output::file_writer;
use crate::cli::output::file_writer::{destination, is_special};
use crate::cli::output::job_summary;
use crate::cli::output::recorder::Recorder;
use crate::cli::output::terminal::Output;
use crate::cli::project::input_paths::InputPaths;
use crate::document::diagnostic::Diagnostic;
use crate::document::sanitized::sanitized;
use crate::report::format::{Format, FormatKind, Live, Look, render};
use crate::report::layout::Width;
use crate::report::paint::Paint;
use crate::report::results::Results;
use crate::run::progress::Progress as _;

/// The reports that are asked for.
pub(crate) struct ReportOutputs {
    stdout: Format,
    files: Vec<(Format, PathBuf)>,
    record: Option<PathBuf>,
}

impl ReportOutputs {
    /// Plans where the reports go. What goes to standard output replaces the pretty one.
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
            if outputs.all().any(|other| leads_to_same_file(other, path)) {
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

    /// The same for a run, whose transcript is one more output.
    pub(crate) fn plan_run(args: &RunArgs) -> Result<Self, CliError> {
        let outputs = Self::plan(&args.reporting)?;
        let inputs = InputPaths::of_run(args);
        outputs.check_inputs(&inputs)?;
        let Some(transcript) = &args.sut.transcript else { return Ok(outputs) };
        let path = transcript.display().to_string();
        if outputs.all().any(|other| leads_to_same_file(other, transcript)) {
            return Err(CliError::usage(TwoToOneFile { path }));
        }
        if inputs.contains(transcript) {
            return Err(CliError::usage(WouldReplaceInput { path }));
        }
        Ok(outputs)
    }

    /// Where they go, but for standard output.
    fn all(&self) -> impl Iterator<Item = &PathBuf> {
        self.files.iter().map(|(_, path)| path).chain(&self.record)
    }

    /// Refuses an output that is also an input: the next run would read what this one wrote.
    pub(crate) fn check_inputs(&self, inputs: &InputPaths) -> Result<(), CliError> {
        let outputs = self.all();
        let read = |path: &&PathBuf| inputs.contains(path);
        let problem = |path: &PathBuf| WouldReplaceInput { path: path.display().to_string() };
        let problems: Vec<WouldReplaceInput> = outputs.filter(read).map(problem).collect();
        if problems.is_empty() { Ok(()) } else { Err(CliError::usages(problems)) }
    }

    /// What is printed while the run goes on.
    pub(crate) const fn live(&self) -> Live {
        self.stdout.live()
    }

    /// Begins the file that the run is recorded in.
    pub(crate) fn recorder(&self) -> Result<Option<Recorder>, FileError> {
        self.record.as_deref().map(Recorder::create).transpose()
    }

    /// Reports a run of which some was printed while it went on, and which was recorded. What cannot be written is
    /// reported, and everything else is written.
    pub(crate) fn report_live(&self, results: &Results<'_>, output: &Output) -> Exit {
        let look = Look { paint: output.paint(), width: output.width() };
        self.print(&self.stdout.rest(results, look), output);
        self.write(results, output)
    }

    /// Prints what goes to standard output: text for people fits its width, a document stays as it is.
    fn print(&self, text: &str, output: &Output) {
        match self.stdout.kind() {
            FormatKind::Text => output.write_lines(text),
            FormatKind::Document | FormatKind::Recording | FormatKind::Empty => output.write(text),
        }
    }

    /// Reports a run that was recorded before.
    pub(crate) fn report(&self, results: &Results<'_>, output: &Output) -> Exit {
        let look = Look { paint: output.paint(), width: output.width() };
        self.print(&render(self.stdout, results, look), output);
        self.write_files(results, output)
    }

    /// Writes only the files.
    pub(crate) fn write_files(&self, results: &Results<'_>, output: &Output) -> Exit {
        let record = self.record.iter().map(|path| (Format::Record, path));
        let written = self.write(results, output);
        written.worst(output.report_failure(write_all(record, results, output)))
    }

    /// The same for a command that prints something else on standard output.
    pub(crate) fn files_only(args: &ReportingArgs) -> Result<Self, CliError> {
        let is_shown =
            |one: &&FormatArg| one.path.is_none() && one.format.kind() != FormatKind::Empty;
        match args.format.iter().find(is_shown) {
            Some(FormatArg { format, .. }) => Err(CliError::usage(NeedsFile { format: *format })),
            None => Self::plan(args),
        }
    }

    /// Writes the files, and the summary that a CI job shows.
    fn write(&self, results: &Results<'_>, output: &Output) -> Exit {
        let files = self.files.iter().map(|(format, path)| (*format, path));
        let written = output.report_failure(write_all(files, results, output));
        let mut formats = self.files.iter().map(|(format, _)| *format).chain([self.stdout]);
        if !formats.any(Format::is_in_job_summary) {
            return written;
        }
        let summary = job_summary::append(results).map_err(CliError::input);
        written.worst(output.report_failure(summary))
    }
}

/// Whether two paths lead to one file. A device or a pipe takes several texts, one after the other.
fn leads_to_same_file(one: &Path, other: &Path) -> bool {
    one == other || !is_special(one) && destination(one) == destination(other)
}

/// Writes every file, and returns all that could not be written.
fn write_all<'p>(
    files: impl Iterator<Item = (Format, &'p PathBuf)>,
    results: &Results<'_>,
    output: &Output,
) -> Result<(), CliError> {
    let look = Look { paint: Paint::Plain, width: Width::Unbounded };
    let mut problems: Vec<Diagnostic> = Vec::new();
    let files: Vec<(Format, &PathBuf)> = files.collect();
    let display = output.progress("writing");
    display.start("files", files.len() as u64);
    for (format, path) in files {
        let text = render(format, results, look);
        // A recording is read back as it was written; anything else may be shown on a terminal.
        let shown = if format.kind() == FormatKind::Recording {
            Cow::Borrowed(text.as_str())
        } else {
            sanitized(&text)
        };
        if let Err(error) = file_writer::write(path, &shown) {
            problems.push(error.into());
        }
        display.advance(1);
    }
    if problems.is_empty() { Ok(()) } else { Err(CliError::inputs(problems)) }
}

/// A format without a file, where standard output is in use.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("`{format}` needs a file: standard output lists the parts of the gate")]
#[diagnostic(code(format::needs_file), help("write `--format {format}:PATH`"))]
struct NeedsFile {
    format: Format,
}

/// Two formats that would be mixed.
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

/// Two formats that would overwrite each other.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("two formats would be written to `{path}`")]
#[diagnostic(code(format::two_to_one_file), help("give each of them its own file"))]
struct TwoToOneFile {
    path: String,
}

/// An output that would replace an input.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("`{path}` would be written to, though this command reads it")]
#[diagnostic(
    code(format::input),
    help("give what is written a path of its own; nothing was changed")
)]
pub(crate) struct WouldReplaceInput {
    pub(crate) path: String,
}
