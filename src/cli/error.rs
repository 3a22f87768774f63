//! What went wrong before anything could be judged.

use std::path::PathBuf;

use miette::{Diagnostic, NamedSource, SourceSpan};
use thiserror::Error;

use crate::cli::Exit;

/// Why a command could not do its work, with everything that is wrong.
#[derive(Debug)]
pub(super) struct CliError {
    exit: Exit,
    reports: Vec<miette::Report>,
}

impl CliError {
    /// Something is wrong with an input.
    pub(super) fn input(problem: impl Diagnostic + Send + Sync + 'static) -> Self {
        Self { exit: Exit::Input, reports: vec![problem.into()] }
    }

    /// Several things are wrong with inputs.
    pub(super) const fn inputs(reports: Vec<miette::Report>) -> Self {
        Self { exit: Exit::Input, reports }
    }

    /// Something is wrong with the command line.
    pub(super) fn usage(problem: impl Diagnostic + Send + Sync + 'static) -> Self {
        Self { exit: Exit::Usage, reports: vec![problem.into()] }
    }

    /// Several things are wrong with the command line.
    pub(super) const fn usages(reports: Vec<miette::Report>) -> Self {
        Self { exit: Exit::Usage, reports }
    }

    /// There is nothing to do.
    pub(super) fn nothing(problem: impl Diagnostic + Send + Sync + 'static) -> Self {
        Self { exit: Exit::NothingSelected, reports: vec![problem.into()] }
    }

    /// The exit code that tells this.
    pub(super) const fn exit(&self) -> Exit {
        self.exit
    }

    /// Everything that is wrong, to be told with more.
    pub(super) fn into_reports(self) -> Vec<miette::Report> {
        self.reports
    }

    /// Everything that is wrong.
    pub(super) fn reports(&self) -> &[miette::Report] {
        &self.reports
    }
}

/// A file or folder that could not be used.
#[derive(Debug, Diagnostic, Error)]
pub(super) enum FileError {
    /// There is nothing at the path.
    #[error("there is no `{path}`")]
    #[diagnostic(code(file::not_found), help("{help}"))]
    NotFound { path: String, help: String },
    /// The system did not let it be read.
    #[error("`{path}` cannot be read: {source}")]
    #[diagnostic(code(file::unreadable), help("check that it is a file and that you may read it"))]
    Unreadable { path: String, source: std::io::Error },
    /// The bytes are not text.
    #[error(
        "`{path}` is not UTF-8 text: the first byte that is none is on line {line}, column {column}"
    )]
    #[diagnostic(code(file::not_utf8), help("save the file as UTF-8"))]
    NotUtf8 { path: String, line: usize, column: usize },
    /// The file is larger than any feature or policy.
    #[error("`{path}` has more than {limit} bytes")]
    #[diagnostic(code(file::too_large), help("split it into several files"))]
    TooLarge { path: String, limit: u64 },
    /// The folder holds no feature.
    #[error("`{path}` holds no feature file")]
    #[diagnostic(code(file::no_feature), help("feature files end in `.feature`"))]
    NoFeature { path: String },
    /// The system did not let it be written.
    #[error("`{}` cannot be written: {source}", path.display())]
    #[diagnostic(
        code(file::unwritable),
        help("check that the folder exists and that you may write to it; nothing was changed")
    )]
    Unwritable { path: PathBuf, source: std::io::Error },
}

/// A policy that nobody knows.
#[derive(Debug, Diagnostic, Error)]
#[error("there is no policy `{name}`")]
#[diagnostic(code(policy::not_found), help("{help}"))]
pub(super) struct UnknownPolicy {
    pub(super) name: String,
    pub(super) help: String,
}

/// Two policy documents with one name.
#[derive(Debug, Diagnostic, Error)]
#[error("`{first}` and `{second}` both call themselves `{name}`")]
#[diagnostic(code(policy::same_name), help("give one of them another name in its key `policy`"))]
pub(super) struct SameName {
    pub(super) first: String,
    pub(super) second: String,
    pub(super) name: String,
}

/// A selection that fits no scenario.
#[derive(Debug, Diagnostic, Error)]
#[error("no scenario was selected, of {count}")]
#[diagnostic(code(selection::empty), help("{help}"))]
pub(super) struct NothingSelected {
    pub(super) count: usize,
    pub(super) help: String,
}

/// Nothing is approved while something does not conform.
#[derive(Debug, Diagnostic, Error)]
#[error("nothing was approved: the run does not conform")]
#[diagnostic(
    code(approve::does_not_conform),
    help("mend what `passgate run` tells, or the scenarios, and approve then")
)]
pub(super) struct NotApproved;

/// A selection on the command line that cannot be understood.
#[derive(Debug, Diagnostic, Error)]
#[error("{message}")]
#[diagnostic(code(selection::malformed), help("{help}"))]
pub(super) struct MalformedSelection {
    pub(super) message: String,
    pub(super) help: String,
    #[source_code]
    pub(super) page: NamedSource<String>,
    #[label("here")]
    pub(super) at: SourceSpan,
}
