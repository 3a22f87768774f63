//! What the features of a run say around their scenarios: narratives, and the names of examples.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::source_file::SourceFile;
use crate::language::gherkin;
use crate::language::gherkin::language::BlockKind;
use crate::recording::whole::Recording;

/// What a feature says around its scenarios.
#[derive(Debug, Default)]
pub(crate) struct FeatureContext {
    /// The description below its name, line by line.
    pub(crate) narrative: Vec<String>,
    /// The names of examples, by the lines of their rows.
    examples: BTreeMap<usize, String>,
}

impl FeatureContext {
    /// The name of the examples that a row is in.
    pub(crate) fn examples(&self, line: usize) -> Option<&str> {
        self.examples.get(&line).map(String::as_str)
    }
}

/// What each feature of a run says, by its path.
pub(crate) fn contexts(recording: &Recording) -> BTreeMap<&str, FeatureContext> {
    let sources = recording.features.iter();
    sources.map(|source| (source.path.as_str(), context(&source.path, &source.text))).collect()
}

fn context(path: &str, text: &str) -> FeatureContext {
    let page = Arc::new(SourceFile::new(path, text));
    let Some(feature) = gherkin::read(&page).ok().and_then(|file| file.feature) else {
        return FeatureContext::default();
    };
    let lines = feature.description.iter().map(|line| line.text.trim().to_owned());
    let narrative: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    let mut examples = BTreeMap::new();
    for block in feature.all() {
        for named in block.under(BlockKind::Examples).filter(|it| !it.name.text.is_empty()) {
            let rows = named.rows.iter().map(|row| row.line);
            examples.extend(rows.map(|line| (line, named.name.text.to_owned())));
        }
    }
    FeatureContext { narrative, examples }
}
