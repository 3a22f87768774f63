//! The catalogue for a terminal.

use crate::language::catalogue::known::{Known, ListedSentence};
use crate::report::layout::{Width, wrapped};
use crate::report::paint::Paint;
use crate::report::steps::{NO_EXAMPLE, example, groups, of_all};

/// What a line is wide where nothing limits it.
const COLUMNS: usize = 100;
/// How wide the names of open words are, and how far they are indented.
const NAME_COLUMNS: usize = 11;
const INDENT: usize = 6;
/// The least that a text needs next to its name.
const TEXT_COLUMNS_MIN: usize = 20;

/// What a sentence may end in that names no device.
const FOR_A_DEVICE: &str = "A sentence that is about a device and names none may end in \"for the second device\" or \
                            another name of a device; otherwise it is about the first.";

/// The sentences of `listing` for a terminal, out of `all` that there are.
pub(crate) fn steps_text(
    listing: &[ListedSentence<'_>],
    all: usize,
    width: Width,
    paint: Paint,
) -> String {
    let columns = match width {
        Width::Columns(columns) => columns.min(COLUMNS),
        Width::Unbounded => COLUMNS,
    };
    let mut text = String::new();
    for group in groups(listing) {
        let keywords = group.kind.keywords().join(" or ");
        text += &paint.strong(&format!("{} · {keywords}", group.section));
        text.push_str("\n\n");
        for listed in group.sentences {
            text += &sentence(listed, columns, paint);
            text.push('\n');
        }
    }
    if listing.iter().any(|listed| listed.entry.sentence().takes_device()) {
        text += &named("", FOR_A_DEVICE, 0, columns);
        text.push('\n');
    }
    text + &of_all(listing.len(), all) + "\n"
}

fn sentence(listed: &ListedSentence<'_>, columns: usize, paint: Paint) -> String {
    let sentence = listed.entry.sentence();
    let mut text = named("", &paint.good(sentence.expression), 2, usize::MAX);
    text += &named("", sentence.meaning, INDENT, columns);
    for (parameter, known) in &listed.open {
        let known = match known {
            Known::Names(names) if names.is_empty() => "none".to_owned(),
            Known::Names(names) => names.join(", "),
            Known::Form(form) => form.clone(),
        };
        text += &named(parameter.name(), &known, INDENT, columns);
    }
    let example = example(listed).unwrap_or_else(|| NO_EXAMPLE.to_owned());
    text + &named("example", &example, INDENT, columns)
}

/// A text in lines of its own, next to its name if it has one.
fn named(name: &str, text: &str, indent: usize, columns: usize) -> String {
    let name_columns = if name.is_empty() { 0 } else { NAME_COLUMNS };
    let start = indent + name_columns;
    let lines = wrapped(text, columns.saturating_sub(start).max(TEXT_COLUMNS_MIN));
    let lines = lines.replace('\n', &format!("\n{:start$}", ""));
    format!("{:indent$}{name:<name_columns$}{lines}\n", "")
}
