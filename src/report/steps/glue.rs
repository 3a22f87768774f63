//! The catalogue as a file of step definitions that are never run: the official Cucumber extensions read it
//! for completion, for marks under undefined steps, and to find what a step means.

use std::collections::BTreeSet;

use crate::language::catalogue::known::ListedSentence;
use crate::language::catalogue::parameter::Parameter;
use crate::language::catalogue::sentence::SentenceKind;
use crate::language::vocabulary::Vocabulary;
use crate::report::steps::{example, groups};

/// The line by which such a file is known again.
pub const GLUE_MARK: &str =
    "// Written by `passgate steps --export-glue`, which replaces it: do not edit it.";

const HEAD: &str = "\
// Editors read here what a step may say. Nothing runs it, and `passgate` does not read it.
// @ts-nocheck
";

/// The sentences of `listing` as step definitions in TypeScript, and their open words as parameter types
/// that take exactly the words that `vocabulary` knows.
pub fn glue(listing: &[ListedSentence<'_>], vocabulary: &Vocabulary) -> String {
    let mut text = format!("{GLUE_MARK}\n{HEAD}");
    let parameters: BTreeSet<Parameter> = listing
        .iter()
        .flat_map(|listed| listed.open.iter().map(|(parameter, _)| *parameter))
        .collect();
    text.push_str("\n// Open words\n");
    for parameter in parameters {
        // Cucumber brings `{string}` and `{int}` along, and refuses to have them defined again.
        if let Some(pattern) = parameter.exact_pattern(vocabulary) {
            let regexp = pattern.replace('/', r"\/");
            text += &format!("\n// {}\n", parameter.meaning());
            text +=
                &format!("defineParameterType({{ name: '{parameter}', regexp: /{regexp}/ }})\n");
        }
    }
    for group in groups(listing) {
        let keywords = group.kind.keywords().join(" or ");
        text += &format!("\n// {} · {keywords}\n", group.section);
        for listed in group.sentences {
            text += &definition(listed);
        }
    }
    text
}

fn definition(listed: &ListedSentence<'_>) -> String {
    let sentence = listed.entry.sentence();
    let function = match sentence.kind {
        SentenceKind::Act => "When",
        SentenceKind::Check => "Then",
    };
    let expression = sentence.expression.replace('\'', r"\'");
    let comment = format!("// {}\n// Example: {}", sentence.meaning, example(listed));
    format!("\n{comment}\n{function}('{expression}', () => {{}})\n")
}
