//! A feature file that was read: our own records, and the runner's form of the same.

use std::sync::Arc;

use cucumber::gherkin;

use crate::document::diagnostic::Diagnostic;
use crate::document::diagnostic::in_order;
use crate::document::source_file::SourceFile;
use crate::language::problem::FeatureErrors;
use crate::language::reading;
use crate::language::reading::tag_line::Tag;
use crate::language::scenario::Scenario;

/// A feature file.
#[derive(Clone, Debug)]
pub struct Feature {
    pub(crate) page: Arc<SourceFile>,
    pub(crate) name: Arc<str>,
    pub(crate) line: usize,
    pub(crate) scenarios: Vec<Scenario>,
    pub(crate) gherkin: gherkin::Feature,
    pub(crate) tags: Vec<TagGroup>,
}

/// The tags of one heading, and the policy that is named around them.
#[derive(Clone, Debug)]
pub(crate) struct TagGroup {
    pub(crate) tags: Vec<Tag>,
    pub(crate) policy: Option<Arc<str>>,
}

impl Feature {
    /// Reads the feature file `text`; `path` is what diagnostics call it.
    ///
    /// Steps have no instructions yet: a [`Translator`](crate::language::translation::Translator) gives them.
    ///
    /// # Errors
    ///
    /// When the text is not Gherkin: every line that does not fit is a problem.
    pub fn read(path: &str, text: &str) -> Result<Self, FeatureErrors> {
        reading::read(&Arc::new(SourceFile::new(path, text)))
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

    /// The scenario that stands at `line`, or whose row does: what the runner's `position.line` says.
    pub fn scenario_at(&self, line: usize) -> Option<&Scenario> {
        let found = self.scenarios.binary_search_by_key(&line, |scenario| scenario.line);
        found.ok().and_then(|index| self.scenarios.get(index))
    }

    /// The same scenarios in the runner's form: outlines are rows, and every step has its role as its type.
    pub const fn gherkin(&self) -> &gherkin::Feature {
        &self.gherkin
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
