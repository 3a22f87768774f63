//! What a feature file says, without where it says it and without the blanks that a description or a comment may
//! have anywhere.

use crate::language::gherkin::tree::{Block, GherkinFile, GherkinStep, TableRow};

/// Everything that `document` says, part by part.
pub(crate) fn meaning(document: &GherkinFile<'_>) -> Vec<String> {
    let mut meaning = vec![document.language.code.to_owned()];
    meaning.extend(document.comments.iter().map(|comment| comment.text.trim().to_owned()));
    for block in document.feature.iter().flat_map(Block::all) {
        let tags: Vec<&str> = block.tags.iter().map(|tag| tag.name).collect();
        let description = block.description_text();
        let description: Vec<&str> = description.lines().map(str::trim).collect();
        let (keyword, name) = (block.keyword.text, block.name.text);
        meaning.push(format!("{:?} {keyword} {name} {tags:?} {description:?}", block.kind));
        meaning.extend(block.steps.iter().map(step));
        meaning.push(format!("{:?}", rows(&block.rows)));
    }
    meaning
}

fn step(step: &GherkinStep<'_>) -> String {
    let text = step.doc_string.as_ref();
    let text = text.map(|it| (it.delimiter.text, it.media_type.text, &it.content));
    format!("{} {} {text:?} {:?}", step.keyword.text, step.text.text, rows(&step.table))
}

fn rows<'d>(rows: &'d [TableRow<'_>]) -> Vec<Vec<&'d str>> {
    rows.iter().map(|row| row.cells.iter().map(|cell| &*cell.text).collect()).collect()
}
