//! The catalogue as a file of step definitions that are never run: the official Cucumber extensions read it
//! for completion, for marks under undefined steps, and to find what a step means.

use std::collections::BTreeSet;

use crate::language::catalogue::compiled::FOR;
use crate::language::catalogue::known::ListedSentence;
use crate::language::catalogue::parameter::Parameter;
use crate::language::catalogue::sentence::SentenceKind;
use crate::language::policy_scope::PolicyScope;
use crate::report::steps::{NO_EXAMPLE, example, groups};

/// The line by which such a file is known again.
pub const GLUE_MARK: &str =
    "// Written by `passgate steps --export-glue`, which replaces it: do not edit it.";

const HEAD: &str = "\
// Editors read here what a step may say. Nothing runs it, and `passgate` does not read it.
// @ts-nocheck
";

/// The sentences of `listing` as step definitions in TypeScript, and their open words as parameter types
/// that take exactly the words that the policies of `scope` know.
pub fn glue(listing: &[ListedSentence<'_>], scope: PolicyScope<'_>) -> String {
    let mut text = format!("{GLUE_MARK}\n{HEAD}");
    let parameters: BTreeSet<Parameter> = listing
        .iter()
        .flat_map(|listed| listed.open.iter().map(|(parameter, _)| *parameter))
        .chain([Parameter::Device])
        .collect();
    text.push_str("\n// Open words\n");
    for parameter in parameters {
        // Cucumber brings `{string}` and `{int}` along, and refuses to have them defined again.
        if let Some(pattern) = parameter.exact_pattern(scope) {
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

/// A sentence as a step definition; another one with the device that it may be for.
fn definition(listed: &ListedSentence<'_>) -> String {
    let sentence = listed.entry.sentence();
    let function = match sentence.kind {
        SentenceKind::Act => "When",
        SentenceKind::Check => "Then",
    };
    let expression = sentence.expression.replace('\'', r"\'");
    let example = example(listed).unwrap_or_else(|| NO_EXAMPLE.to_owned());
    let mut text = format!("\n// {}\n// Example: {example}", sentence.meaning);
    text += &format!("\n{function}('{expression}', () => {{}})\n");
    if sentence.takes_device() {
        text += &format!("{function}('{expression}{FOR}{{device}}', () => {{}})\n");
    }
    text
}
