//! Why a command could not do its work.

use std::io;
use std::path::Path;

use thiserror::Error;

use crate::cli::exit::Exit;
use crate::document::diagnostic::Diagnostic;

/// Why a command could not do its work, with every problem.
#[derive(Debug)]
pub(crate) struct CliError {
    exit: Exit,
    diagnostics: Vec<Diagnostic>,
}

impl CliError {
    /// Something is wrong with an input.
    pub(crate) fn input(problem: impl Into<Diagnostic>) -> Self {
        Self { exit: Exit::Input, diagnostics: vec![problem.into()] }
    }

    /// Several things are wrong with inputs.
    pub(crate) fn inputs<D: Into<Diagnostic>>(problems: impl IntoIterator<Item = D>) -> Self {
        let diagnostics = problems.into_iter().map(Into::into).collect();
        Self { exit: Exit::Input, diagnostics }
    }

    /// Something is wrong with the command line.
    pub(crate) fn usage(problem: impl Into<Diagnostic>) -> Self {
        Self { exit: Exit::Usage, diagnostics: vec![problem.into()] }
    }

    /// Several things are wrong with the command line.
    pub(crate) fn usages<D: Into<Diagnostic>>(problems: impl IntoIterator<Item = D>) -> Self {
        let diagnostics = problems.into_iter().map(Into::into).collect();
        Self { exit: Exit::Usage, diagnostics }
    }

    /// A system under test cannot be used.
    pub(crate) fn system(problem: impl Into<Diagnostic>) -> Self {
        Self { exit: Exit::SystemLost, diagnostics: vec![problem.into()] }
    }

    /// There is nothing to do.
    pub(crate) fn nothing(problem: impl Into<Diagnostic>) -> Self {
        Self { exit: Exit::NothingSelected, diagnostics: vec![problem.into()] }
    }

    /// Scenarios cannot be run.
    pub(crate) const fn undefined(diagnostics: Vec<Diagnostic>) -> Self {
        Self { exit: Exit::DoesNotConform, diagnostics }
    }

    /// The exit code.
    pub(crate) const fn exit(&self) -> Exit {
        self.exit
    }

    /// Every problem, to be reported with others.
    pub(crate) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// Every problem.
    pub(crate) fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

/// A file or folder that could not be used.
#[derive(Debug, miette::Diagnostic, Error)]
pub(crate) enum FileError {
    /// There is nothing at the path.
    #[error("there is no `{path}`")]
    #[diagnostic(code(file::not_found), help("{help}"))]
    NotFound { path: String, help: String },
    /// A link leads nowhere.
    #[error("`{path}` is a link to `{target}`, which does not exist")]
    #[diagnostic(code(file::dead_link), help("fix the link, or remove it"))]
    DeadLink { path: String, target: String },
    /// The path is not a file.
    #[error("`{path}` is {what}, not a file")]
    #[diagnostic(code(file::not_a_file), help("{help}"))]
    NotAFile { path: String, what: &'static str, help: &'static str },
    /// The path is not a folder.
    #[error("`{path}` is not a folder, and one is needed there")]
    #[diagnostic(code(file::not_a_folder), help("move it away; nothing was changed"))]
    NotAFolder { path: String },
    /// The system did not let it be read.
    #[error("`{path}` cannot be read: {reason}")]
    #[diagnostic(code(file::unreadable), help("check the path and its permissions"))]
    Unreadable { path: String, reason: String },
    /// The bytes are not text.
    #[error("`{path}` is not UTF-8 text: the first wrong byte is on line {line}, column {column}")]
    #[diagnostic(code(file::not_utf8), help("save the file as UTF-8"))]
    NotUtf8 { path: String, line: usize, column: usize },
    /// An approved text is not text.
    #[error("the snapshot `{path}` is damaged: line {line}, column {column} is not UTF-8 text")]
    #[diagnostic(
        code(file::damaged_snapshot),
        help("restore it, or delete it and create a new one with `passgate approve`")
    )]
    DamagedSnapshot { path: String, line: usize, column: usize },
    /// The file is larger than any feature or policy.
    #[error("`{path}` is larger than {limit} MiB")]
    #[diagnostic(code(file::too_large), help("split it into several files"))]
    TooLarge { path: String, limit: u64 },
    /// The folder contains no feature.
    #[error("`{path}` contains no feature file")]
    #[diagnostic(code(file::no_feature), help("feature files end in `.feature`"))]
    NoFeature { path: String },
    /// A part of a suite has no features next to it.
    #[error("there is no `features/` in this folder, which has `{part}`")]
    #[diagnostic(
        code(file::no_features),
        help("change to the folder of your suite, or run the bundled features with `--bundled`")
    )]
    NoFeatures { part: String },
    /// The content is not what it should be.
    #[error("`{path}` cannot be used: {why}")]
    #[diagnostic(code(file::damaged), help("{help}"))]
    Damaged { path: String, why: String, help: String },
    /// The path exists.
    #[error("`{path}` already exists")]
    #[diagnostic(code(file::exists), help("choose another name; nothing was changed"))]
    Exists { path: String },
    /// There is a link on the way to a file that no one named.
    #[error("`{path}` cannot be written: {link} is a link to `{target}`")]
    #[diagnostic(
        code(file::link),
        help(
            "remove the link: passgate follows none to a file that the command line does not name"
        )
    )]
    Link { path: String, link: String, target: String },
    /// A path in a suite leads somewhere else.
    #[error("`{path}` leads out of `{folder}`, to `{target}`")]
    #[diagnostic(
        code(file::leads_out),
        help("name that path itself, if this is where the file belongs")
    )]
    LeadsOut { path: String, folder: String, target: String },
    /// Another process has it.
    #[error("`{path}` cannot be written: another passgate process is writing there")]
    #[diagnostic(
        code(file::in_use),
        help("wait until that process has ended, or name another path")
    )]
    InUse { path: String },
    /// The system did not let it be written.
    #[error("`{path}` cannot be written: {reason}")]
    #[diagnostic(code(file::unwritable), help("check the path and the permissions of its folder"))]
    Unwritable { path: String, reason: String },
}

impl FileError {
    /// The system does not let a file be written.
    pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Self {
        Self::Unwritable { path: path.display().to_string(), reason: reason(error) }
    }

    /// The path that it is about.
    pub(crate) fn path(&self) -> &str {
        match self {
            Self::NotFound { path, .. }
            | Self::DeadLink { path, .. }
            | Self::NotAFile { path, .. }
            | Self::NotAFolder { path }
            | Self::Unreadable { path, .. }
            | Self::NotUtf8 { path, .. }
            | Self::DamagedSnapshot { path, .. }
            | Self::TooLarge { path, .. }
            | Self::NoFeature { path }
            | Self::NoFeatures { part: path }
            | Self::Damaged { path, .. }
            | Self::Exists { path }
            | Self::Link { path, .. }
            | Self::LeadsOut { path, .. }
            | Self::InUse { path }
            | Self::Unwritable { path, .. } => path,
        }
    }
}

/// A file that only makes a later command more convenient, and could not be written.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("{problem}")]
#[diagnostic(
    severity(Warning),
    code(file::not_kept),
    help("the results are not affected; {consequence}")
)]
pub(crate) struct NotKept {
    pub(crate) problem: FileError,
    pub(crate) consequence: &'static str,
}

/// What the system says, for people: without its number, and without one of our paths.
pub(crate) fn reason(error: &io::Error) -> String {
    let message = error.to_string();
    let message = message.split(" (os error").next().unwrap_or_default();
    let mut letters = message.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// A replay line that cannot be run.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("`{token}` cannot be replayed: {why}")]
#[diagnostic(
    code(sweep::replay),
    help("run the sweep again with the same seeds, and use the line that it prints")
)]
pub(crate) struct MalformedReplay {
    pub(crate) token: String,
    pub(crate) why: String,
}

/// A policy that does not exist.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("there is no policy `{name}`")]
#[diagnostic(code(policy::not_found), help("{help}"))]
pub(crate) struct UnknownPolicy {
    pub(crate) name: String,
    pub(crate) help: String,
}

/// No policy is named where one is needed.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("which policy? None is named, and there is no default")]
#[diagnostic(
    code(policy::unclear),
    help("write `--policy NAME`, or `default_policy: NAME` in passgate.yaml; known: {known}")
)]
pub(crate) struct UnclearPolicy {
    pub(crate) known: String,
}

/// Two policy documents with one name.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("`{first}` and `{second}` are both named `{name}`")]
#[diagnostic(code(policy::same_name), help("change the key `policy` in one of them"))]
pub(crate) struct SameName {
    pub(crate) first: String,
    pub(crate) second: String,
    pub(crate) name: String,
}

/// A selection that matches no scenario.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("{message}")]
#[diagnostic(code(selection::empty), help("{help}"))]
pub(crate) struct NothingSelected {
    pub(crate) message: String,
    pub(crate) help: String,
}

/// Nothing is approved while something does not conform.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("nothing was approved: the run does not conform")]
#[diagnostic(code(approve::does_not_conform), help("fix the failures above, then approve again"))]
pub(crate) struct NotApproved;
