//! A path on the command line that may name a single scenario.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::cli::output::error::CliError;
use crate::cli::project::root::SuiteRoot;
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::language::scenario::Scenario;

/// The paths of a command line, to be asked about one scenario after the other: there may be thousands of both.
pub(crate) struct NamedPlaces {
    /// Files and folders that are named as a whole, as labels; the empty one is the root of the suite.
    whole: BTreeSet<String>,
    /// Single lines, by the labels of their files.
    lines: BTreeMap<String, BTreeSet<usize>>,
    /// Whether a line is named that all scenarios of an outline have, for the last one that was asked about.
    last: Option<(Arc<str>, usize, bool)>,
}

impl NamedPlaces {
    /// The places of some arguments.
    pub(crate) fn new(arguments: &[PathArgument], root: &SuiteRoot) -> Self {
        let mut places = Self { whole: BTreeSet::new(), lines: BTreeMap::new(), last: None };
        for PathArgument { path, line } in arguments {
            let label = root.label(Path::new(path));
            match line {
                Some(line) => drop(places.lines.entry(label).or_default().insert(*line)),
                None => drop(places.whole.insert(label)),
            }
        }
        places
    }

    /// Whether one of them means the scenario: itself, its outline, its file, or a folder with the file.
    pub(crate) fn select(&mut self, scenario: &Scenario) -> bool {
        let path: &str = &scenario.path;
        let ends = path.match_indices('/').map(|(at, _)| at).chain([0, path.len()]);
        let labels: Vec<&str> = ends.filter_map(|end| path.get(..end)).collect();
        if labels.iter().any(|label| self.whole.contains(*label)) {
            return true;
        }
        let lines = || labels.iter().filter_map(|label| self.lines.get(*label));
        if lines().any(|lines| lines.contains(&scenario.line)) {
            return true;
        }
        match &self.last {
            Some((path, heading, selected))
                if *path == scenario.path && *heading == scenario.heading() =>
            {
                *selected
            }
            Some(_) | None => {
                let selected = lines().flatten().any(|line| scenario.covers_line(*line));
                self.last = Some((Arc::clone(&scenario.path), scenario.heading(), selected));
                selected
            }
        }
    }
}

/// A path on the command line, with the line after its colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PathArgument {
    pub(crate) path: String,
    pub(crate) line: Option<usize>,
}

impl PathArgument {
    /// Reads every path.
    pub(crate) fn parse_all(arguments: &[String]) -> Result<Vec<Self>, CliError> {
        let here = SuiteRoot::here();
        arguments.iter().map(|argument| Self::parse(argument, &here)).collect()
    }

    /// The root of the suite that the paths belong to.
    pub(crate) fn root(arguments: &[Self]) -> Result<SuiteRoot, CliError> {
        let paths: Vec<&str> = arguments.iter().map(|argument| argument.path.as_str()).collect();
        SuiteRoot::of(&paths)
    }

    /// Its name within the suite, with its line.
    pub(crate) fn label(&self, root: &SuiteRoot) -> String {
        let path = Some(root.label(Path::new(&self.path))).filter(|path| !path.is_empty());
        let path = path.unwrap_or_else(|| ".".to_owned());
        self.line.map_or_else(|| path.clone(), |line| format!("{path}:{line}"))
    }

    /// Reads `features/mine.feature:12`. If a file has that very name, the file is meant. A path that does not exist
    /// from the working directory counts from the root of the suite, as printed paths do.
    pub(crate) fn parse(argument: &str, here: &SuiteRoot) -> Result<Self, CliError> {
        let found = |path: &str| {
            let there = here.way(path);
            let counted = !Path::new(path).exists() && there.exists();
            if counted { there.display().to_string() } else { path.to_owned() }
        };
        let exists = |path: &str| Path::new(&found(path)).exists();
        let whole = Self { path: found(argument), line: None };
        if exists(argument) {
            return Ok(whole);
        }
        let Some((path, line)) = argument.rsplit_once(':') else { return Ok(whole) };
        let malformed = |message: String| {
            let source = Arc::new(SourceFile::new("the command line", argument));
            let finding = Finding::new("selection::malformed", message)
                .label("here")
                .help("write FILE:LINE, with lines counted from 1");
            // A byte order mark is no part of the page.
            let mark = argument.len() - source.text().len();
            let start = (path.len() + 1).saturating_sub(mark);
            CliError::usage(finding.placed(&source, start..start + line.len()))
        };
        let is_number = |text: &str| text.parse::<usize>().is_ok();
        if let Some((file, first)) = path.rsplit_once(':')
            && is_number(first)
            && is_number(line)
            && !exists(path)
        {
            // It may be a column, copied from a message, or a second line: neither is left out without a word.
            return Err(malformed(format!(
                "`{file}` can have only one line: write `{file}:{first}`, and `{file}:{line}` for another scenario"
            )));
        }
        match line.parse() {
            Ok(0) => Err(malformed("there is no line 0".to_owned())),
            Ok(line) => Ok(Self { path: found(path), line: Some(line) }),
            Err(_) if exists(path) => Err(malformed(format!("`{line}` is not a line number"))),
            Err(_) => Ok(whole),
        }
    }
}
