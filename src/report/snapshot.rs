//! Approved texts in insta's format, and how the tables of a run differ from them, in words.

use std::iter::Peekable;
use std::str::SplitInclusive;

use similar::{ChangeTag, TextDiff};

use crate::recording::tables::{DiffLine, NotCompared, TableComparison, TableStatus};
use crate::recording::whole::Recording;
use crate::report::paint::Paint;

/// What a snapshot file of an approved table begins with.
const HEADER: &str = "---\nsource: tests/approved.rs\n---\n";
/// How many lines are shown before and after one that differs.
const CONTEXT: usize = 2;

/// The content of a snapshot file that holds `text`, as `cargo insta` would write it.
pub fn snapshot_file(text: &str) -> String {
    format!("{HEADER}{}\n", text.trim_end())
}

/// Whether the content of a snapshot file is an approved table, and not one of other tests.
pub(crate) fn is_approved_table(file: &str) -> bool {
    file.trim_start_matches('\u{feff}').replace("\r\n", "\n").starts_with(HEADER)
}

/// The lines in which what a run found differs from the content of a snapshot file; none if it does not.
///
/// White space at the end and how lines end do not count, as in insta.
pub fn compare(file: &str, found: &str) -> Vec<DiffLine> {
    let file = file.replace("\r\n", "\n");
    let (approved, found) = (approved_text(&file).trim_end(), found.trim_end());
    diff(&format!("{approved}\n"), &format!("{found}\n"))
}

/// What follows the header between the two `---` lines; the whole file where there is none.
fn approved_text(file: &str) -> &str {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    let after_first = file.strip_prefix("---\n");
    let body = after_first.and_then(|rest| rest.split_once("\n---\n")).map(|(_, body)| body);
    body.unwrap_or(file)
}

/// The lines in which two texts differ, with a few around them.
pub fn diff(before: &str, after: &str) -> Vec<DiffLine> {
    let diff = TextDiff::from_lines(before, after);
    let groups = diff.grouped_ops(CONTEXT);
    let changes = groups.iter().flatten().flat_map(|op| diff.iter_changes(op));
    let line = |change: similar::Change<&str>| {
        let line = change.value().to_owned();
        match change.tag() {
            ChangeTag::Delete => DiffLine::Removed(line),
            ChangeTag::Insert => DiffLine::Added(line),
            ChangeTag::Equal => DiffLine::Same(line),
        }
    };
    changes.map(line).collect()
}

/// The lines that formatting changes, with a few around them.
///
/// Only blanks differ, so each line with words in it has its counterpart in the other text, in the same order: this
/// takes no longer the more lines have changed.
pub(crate) fn formatting_diff(before: &str, after: &str) -> Vec<DiffLine> {
    let is_blank = |line: &str| line.trim().is_empty();
    let (mut old, mut new) = (lines(before), lines(after));
    let (mut all, mut removed, mut added) = (Vec::new(), Vec::new(), Vec::new());
    loop {
        match (old.peek().copied(), new.peek().copied()) {
            (Some(one), Some(other)) if one == other => {
                all.extend(removed.drain(..).map(DiffLine::Removed));
                all.extend(added.drain(..).map(DiffLine::Added));
                all.extend(old.next().map(str::to_owned).map(DiffLine::Same));
                new.next();
            }
            (Some(one), _) if is_blank(one) => removed.extend(old.next().map(str::to_owned)),
            (_, Some(other)) if is_blank(other) => added.extend(new.next().map(str::to_owned)),
            (None, None) => break,
            (_, _) => {
                removed.extend(old.next().map(str::to_owned));
                added.extend(new.next().map(str::to_owned));
            }
        }
    }
    all.extend(removed.into_iter().map(DiffLine::Removed));
    all.extend(added.into_iter().map(DiffLine::Added));
    near_changes(all)
}

fn lines(text: &str) -> Peekable<SplitInclusive<'_, char>> {
    text.split_inclusive('\n').peekable()
}

/// The lines that differ, and those at most [`CONTEXT`] lines before or after one.
fn near_changes(all: Vec<DiffLine>) -> Vec<DiffLine> {
    let is_change = |line: &DiffLine| !matches!(line, DiffLine::Same(_));
    let mut near = vec![false; all.len()];
    for (at, _) in all.iter().enumerate().filter(|(_, line)| is_change(line)) {
        let first = at.saturating_sub(CONTEXT);
        near.iter_mut().skip(first).take(at + CONTEXT + 1 - first).for_each(|near| *near = true);
    }
    all.into_iter().zip(near).filter_map(|(line, near)| near.then_some(line)).collect()
}

/// Lines that differ as text: `-` was removed, `+` was added.
pub fn difference(lines: &[DiffLine], paint: Paint) -> String {
    let line = |line: &DiffLine| match line {
        DiffLine::Removed(line) => paint.bad(&format!("  - {}", shown(line))) + "\n",
        DiffLine::Added(line) => paint.good(&format!("  + {}", shown(line))) + "\n",
        DiffLine::Same(line) => format!("    {}\n", shown(line)),
    };
    lines.iter().map(line).collect()
}

/// How the tables of a run compare with the approved ones, in a few words.
pub(crate) fn comparison_in_words(recording: &Recording) -> Option<String> {
    let tables = match &recording.footer.as_ref()?.tables {
        TableComparison::NotCompared(reason) => return Some(not_compared(*reason).to_owned()),
        TableComparison::Compared(tables) => tables,
    };
    if recording.tables_differ() {
        return Some("snapshot differs".to_owned());
    }
    let missing = tables.iter().filter(|table| table.status == TableStatus::Missing).count();
    Some(if missing == 0 {
        "snapshot unchanged".to_owned()
    } else if missing < tables.len() {
        format!("snapshot unchanged, {missing} not approved yet")
    } else if recording.is_sound() {
        "no snapshot yet: `passgate approve` makes one".to_owned()
    } else {
        "no snapshot yet".to_owned()
    })
}

const fn not_compared(reason: NotCompared) -> &'static str {
    match reason {
        NotCompared::PartOfTheScenarios => "snapshot not compared: not every scenario was run",
        NotCompared::RunInShards => "snapshot not compared: the run was split into shards",
        NotCompared::Approval => "nothing approved",
        NotCompared::Unreadable => "snapshot cannot be read",
    }
}

/// A table that differs from the approved one.
#[derive(Clone, Debug)]
pub(crate) struct ChangedTable {
    /// Which, in a line.
    pub(crate) title: String,
    /// The lines that differ; after those of the last table, what to do.
    pub(crate) text: String,
}

/// The tables of a run that differ from the approved ones.
pub(crate) fn changed_tables(recording: &Recording, paint: Paint) -> Vec<ChangedTable> {
    let differing = recording.footer.iter().flat_map(|footer| footer.tables.differing());
    let changed = |(path, lines): (&str, &[DiffLine])| ChangedTable {
        title: format!("{path} differs from the approved table"),
        text: difference(lines, paint),
    };
    let mut tables: Vec<ChangedTable> = differing.map(changed).collect();
    if let Some(last) = tables.last_mut() {
        last.text += if recording.is_sound() {
            "  accept it with `passgate approve`\n"
        } else {
            "  `passgate approve` accepts it once every scenario conforms\n"
        };
    }
    tables
}

/// The same as text, each with a line before it.
pub(crate) fn changed_tables_text(recording: &Recording, paint: Paint) -> String {
    let text =
        |ChangedTable { title, text }| format!("\n{}\n{text}", paint.bad(&format!("✘ {title}")));
    changed_tables(recording, paint).into_iter().map(text).collect()
}

/// A line with a sign for each blank at its end, which would be invisible.
fn shown(line: &str) -> String {
    let whole = line.ends_with('\n');
    let line = line.trim_end_matches(['\n', '\r']);
    let words = line.trim_end_matches([' ', '\t']);
    let blanks = line.strip_prefix(words).unwrap_or_default();
    let blanks: String = blanks.chars().map(|blank| if blank == ' ' { '·' } else { '→' }).collect();
    let end = if whole { "" } else { " (no line end)" };
    format!("{words}{blanks}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_compares_equal() {
        assert_eq!(compare(&snapshot_file("one\ntwo\n"), "one\ntwo\n"), []);
        assert_eq!(compare("---\r\nsource: x\r\n---\r\none\r\ntwo\r\n", "one\ntwo"), []);
    }

    #[test]
    fn a_formatted_text_differs_where_any_diff_says_so() {
        let before = "Feature: F\n\n\n  Scenario: S\n   Given a\n\n    When b\n| a |b|\n|c | d|\n\n\nx\ny\nz";
        let after = "Feature: F\n\n  Scenario: S\n    Given a\n    When b\n  | a | b |\n  | c | d |\n\nx\ny\nz\n";
        let lines = formatting_diff(before, after);
        let old = lines.iter().filter_map(|line| match line {
            DiffLine::Same(line) | DiffLine::Removed(line) => Some(line.as_str()),
            DiffLine::Added(_) => None,
        });
        let new = lines.iter().filter_map(|line| match line {
            DiffLine::Same(line) | DiffLine::Added(line) => Some(line.as_str()),
            DiffLine::Removed(_) => None,
        });
        assert_eq!(old.collect::<String>(), before);
        assert_eq!(new.collect::<String>(), after);
        assert_eq!(formatting_diff(after, after), []);
        let far = "a\nb\nc\nd\ne\nf\n";
        let shown = formatting_diff(far, &far.replace('b', " b"));
        assert_eq!(difference(&shown, Paint::Plain), "    a\n  - b\n  +  b\n    c\n    d\n");
        assert_eq!(shown, diff(far, &far.replace('b', " b")));
    }

    #[test]
    fn a_difference_shows_both_texts() {
        let lines = compare(&snapshot_file("same\nold\n"), "same\nnew\n");
        assert_eq!(difference(&lines, Paint::Plain), "    same\n  - old\n  + new\n");
    }
}
