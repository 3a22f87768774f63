//! A path on the command line that may name a single scenario.

use std::path::Path;
use std::sync::Arc;

use crate::cli::output::error::CliError;
use crate::cli::project::sources::is_below;
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::language::scenario::Scenario;

/// A path on the command line, with the line after its colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PathArgument {
    pub(crate) path: String,
    pub(crate) line: Option<usize>,
}

impl PathArgument {
    /// Reads every path.
    pub(crate) fn parse_all(arguments: &[String]) -> Result<Vec<Self>, CliError> {
        arguments.iter().map(|argument| Self::parse(argument)).collect()
    }

    /// Whether it means the scenario: itself, its outline, its file, or a folder with the file.
    pub(crate) fn selects(&self, scenario: &Scenario) -> bool {
        is_below(&scenario.path, &self.path)
            && self.line.is_none_or(|line| scenario.covers_line(line))
    }

    /// Reads `features/mine.feature:12`. If a file has that very name, the file is meant.
    pub(crate) fn parse(argument: &str) -> Result<Self, CliError> {
        let whole = Self { path: argument.to_owned(), line: None };
        if Path::new(argument).exists() {
            return Ok(whole);
        }
        let Some((mut path, mut line)) = argument.rsplit_once(':') else { return Ok(whole) };
        // A diagnostic says FILE:LINE:COLUMN, and people copy it.
        if let Some((inner, middle)) = path.rsplit_once(':')
            && line.parse::<usize>().is_ok()
            && !Path::new(path).exists()
            && Path::new(inner).exists()
        {
            (path, line) = (inner, middle);
        }
        let malformed = |message: String| {
            let source = Arc::new(SourceFile::new("the command line", argument));
            let finding = Finding::new("selection::malformed", message)
                .label("here")
                .help("write FILE:LINE, with lines counted from 1");
            let start = path.len() + 1;
            CliError::usage(finding.placed(&source, start..start + line.len()))
        };
        match line.parse() {
            Ok(0) => Err(malformed("there is no line 0".to_owned())),
            Ok(line) => Ok(Self { path: path.to_owned(), line: Some(line) }),
            Err(_) if Path::new(path).exists() => {
                Err(malformed(format!("`{line}` is not a line number")))
            }
            Err(_) => Ok(whole),
        }
    }
}
