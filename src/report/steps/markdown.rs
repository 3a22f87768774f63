//! The catalogue as a page of Markdown: `docs/steps.md` is the whole of it.

use crate::language::catalogue::known::{Known, ListedSentence};
use crate::language::catalogue::sentence::Section;
use crate::report::steps::{NO_EXAMPLE, example, groups};

const HEAD: &str = "\
# Steps

Every sentence that a step of a scenario may use, as `passgate steps --format markdown` prints it.
Words in braces are parameters: below each sentence are the values that they accept.
In `a(n)`, the letters in parentheses are optional; in `in/on`, either word is accepted.
The names of people, surfaces and devices are those of the loaded policies.
A sentence that is about a device and names none may end in `for {device}`, such as `for the second device`; otherwise \
it is about the first.
";

/// The sentences of `listing` as a page.
pub(crate) fn steps_markdown(listing: &[ListedSentence<'_>]) -> String {
    let mut page = HEAD.to_owned();
    if listing.is_empty() {
        page.push_str("\nThere are no sentences to list.\n");
    }
    let mut section: Option<Section> = None;
    for group in groups(listing) {
        if section != Some(group.section) {
            section = Some(group.section);
            page += &format!("\n## {}\n", group.section);
        }
        let keywords: Vec<String> =
            group.kind.keywords().iter().map(|keyword| format!("`{keyword}`")).collect();
        page += &format!("\nUnder {}:\n", keywords.join(" or "));
        for listed in group.sentences {
            page += &sentence(listed);
        }
    }
    page
}

fn sentence(listed: &ListedSentence<'_>) -> String {
    let sentence = listed.entry.sentence();
    let mut text = format!("\n### `{}`\n\n{}\n", sentence.expression, sentence.meaning);
    if !listed.open.is_empty() {
        text.push('\n');
    }
    for (parameter, known) in &listed.open {
        let known = match known {
            Known::Names(names) if names.is_empty() => "none".to_owned(),
            Known::Names(names) => {
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                names.join(", ")
            }
            Known::Form(form) => form.clone(),
        };
        text += &format!("- `{{{parameter}}}`, {}: {known}\n", parameter.meaning());
    }
    match example(listed) {
        Some(example) => text + &format!("\n```gherkin\n{example}\n```\n"),
        None => text + &format!("\nNo example: {NO_EXAMPLE}.\n"),
    }
}
