//! A feature file that was read: its scenarios, and what is known of the lines between them.

use std::ops::Range;
use std::sync::Arc;

use crate::document::diagnostic::{Diagnostic, in_order};
use crate::document::source_file::SourceFile;
use crate::language::gherkin::language::{BlockKind, Language};
use crate::language::scenario::Scenario;
use crate::language::tags::TagGroup;

/// A feature file.
#[derive(Clone, Debug)]
pub struct Feature {
    pub(crate) page: Arc<SourceFile>,
    pub(crate) language: &'static Language,
    pub(crate) name: Arc<str>,
    pub(crate) line: usize,
    /// Where the lines of the description below each heading are, in bytes.
    pub(crate) descriptions: Vec<(BlockKind, Vec<Range<usize>>)>,
    /// The lines of examples without rows where others have some.
    pub(crate) empty_examples: Vec<usize>,
    pub(crate) scenarios: Vec<Scenario>,
    pub(crate) tags: Vec<TagGroup>,
    /// The tags that cite a clause in vain, once the steps are translated.
    pub(crate) unsupported: Vec<Diagnostic>,
}

impl Feature {
    /// A file without a feature.
    pub(crate) fn empty(page: &Arc<SourceFile>) -> Self {
        Self {
            page: Arc::clone(page),
            language: Language::english(),
            name: Arc::default(),
            line: 1,
            descriptions: Vec::new(),
            empty_examples: Vec::new(),
            scenarios: Vec::new(),
            tags: Vec::new(),
            unsupported: Vec::new(),
        }
    }

    /// The path of the file.
    pub fn path(&self) -> &Arc<str> {
        self.page.path()
    }

    /// The feature's name.
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// The line of the feature's heading, counted from one.
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The scenarios in the order of the file, outlines row by row.
    pub fn scenarios(&self) -> &[Scenario] {
        &self.scenarios
    }

    /// The scenarios, to be shared.
    pub fn into_scenarios(self) -> Vec<Arc<Scenario>> {
        self.scenarios.into_iter().map(Arc::new).collect()
    }

    /// What is wrong with any scenario, in the order of the file, each problem once however many rows have it.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let all = self.scenarios.iter().flat_map(|scenario| scenario.problems.iter().cloned());
        in_order(all.collect())
    }
}
