//! Which scenarios the command line asks for.

use std::path::Path;
use std::sync::Arc;

use crate::cli::output::error::CliError;
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::language::selection::Selector;

/// A path on the command line, with the line behind its colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) path: String,
    pub(crate) line: Option<usize>,
}

impl Place {
    /// Reads `features/mine.feature:12`. A file that has such a name is meant as it stands.
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
                Err(malformed(format!("`{line}` is no line number")))
            }
            Err(_) => Ok(whole),
        }
    }
}

/// Reads the tag expression and the name pattern.
pub(crate) fn selector(tags: Option<&str>, name: Option<&str>) -> Result<Selector, CliError> {
    // A script that has nothing to select by passes an empty text.
    let given = |text: &&str| !text.trim().is_empty();
    Selector::new(tags.filter(given), name.filter(given)).map_err(CliError::usage)
}
