//! What went wrong before anything could be judged.

use thiserror::Error;

use crate::cli::exit::Exit;
use crate::document::diagnostic::Diagnostic;

/// Why a command could not do its work, with everything that is wrong.
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

    /// There is nothing to do.
    pub(crate) fn nothing(problem: impl Into<Diagnostic>) -> Self {
        Self { exit: Exit::NothingSelected, diagnostics: vec![problem.into()] }
    }

    /// The exit code for this.
    pub(crate) const fn exit(&self) -> Exit {
        self.exit
    }

    /// Everything that is wrong, to be reported with more.
    pub(crate) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// Everything that is wrong.
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
    #[error("`{path}` is a link to `{target}`, and there is no such file")]
    #[diagnostic(code(file::dead_link), help("mend the link, or remove it"))]
    DeadLink { path: String, target: String },
    /// There is something else than a file at the path.
    #[error("`{path}` is {what}, not a file")]
    #[diagnostic(code(file::not_a_file), help("{help}"))]
    NotAFile { path: String, what: &'static str, help: &'static str },
    /// There is something else than a folder at the path.
    #[error("`{path}` is no folder, and one is needed there")]
    #[diagnostic(code(file::not_a_folder), help("move it away; nothing was changed"))]
    NotAFolder { path: String },
    /// The system did not let it be read.
    #[error("`{path}` cannot be read: {reason}")]
    #[diagnostic(
        code(file::unreadable),
        help("check the path, and that you may read what is there")
    )]
    Unreadable { path: String, reason: String },
    /// The bytes are not text.
    #[error("`{path}` is not UTF-8 text: the first wrong byte is on line {line}, column {column}")]
    #[diagnostic(code(file::not_utf8), help("save the file as UTF-8"))]
    NotUtf8 { path: String, line: usize, column: usize },
    /// An approved text is not text.
    #[error("the snapshot `{path}` is damaged: line {line}, column {column} is not UTF-8 text")]
    #[diagnostic(
        code(file::damaged_snapshot),
        help("restore it, or delete it and make a new one with `passgate approve`")
    )]
    DamagedSnapshot { path: String, line: usize, column: usize },
    /// The file is larger than any feature or policy.
    #[error("`{path}` is larger than {limit} MiB")]
    #[diagnostic(code(file::too_large), help("split it into several files"))]
    TooLarge { path: String, limit: u64 },
    /// The folder holds no feature.
    #[error("`{path}` holds no feature file")]
    #[diagnostic(code(file::no_feature), help("feature files end in `.feature`"))]
    NoFeature { path: String },
    /// The content is not what it should be.
    #[error("`{path}` cannot be used: {why}")]
    #[diagnostic(code(file::damaged), help("{help}"))]
    Damaged { path: String, why: String, help: String },
    /// Something stands there already.
    #[error("`{path}` exists already")]
    #[diagnostic(code(file::exists), help("choose another name; nothing was changed"))]
    Exists { path: String },
    /// The system did not let it be written.
    #[error("`{path}` cannot be written: {reason}")]
    #[diagnostic(
        code(file::unwritable),
        help("check that its folder is a folder and that you may write to it")
    )]
    Unwritable { path: String, reason: String },
}

impl FileError {
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
            | Self::Damaged { path, .. }
            | Self::Exists { path }
            | Self::Unwritable { path, .. } => path,
        }
    }
}

/// What the system says, as a person reads it: without its number, and without a path of ours.
pub(crate) fn reason(error: &std::io::Error) -> String {
    let words = error.to_string();
    let words = words.split(" (os error").next().unwrap_or_default();
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// A replay line that cannot be played.
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

/// A policy that nobody knows.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("there is no policy `{name}`")]
#[diagnostic(code(policy::not_found), help("{help}"))]
pub(crate) struct UnknownPolicy {
    pub(crate) name: String,
    pub(crate) help: String,
}

/// Two policy documents with one name.
#[derive(Debug, miette::Diagnostic, Error)]
#[error("`{first}` and `{second}` both call themselves `{name}`")]
#[diagnostic(code(policy::same_name), help("give one of them another name in its key `policy`"))]
pub(crate) struct SameName {
    pub(crate) first: String,
    pub(crate) second: String,
    pub(crate) name: String,
}

/// A selection that fits no scenario.
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
#[diagnostic(code(approve::does_not_conform), help("mend what is told above, then approve again"))]
pub(crate) struct NotApproved;
