//! Markdown for a pull request or the summary of a job: the verdict, what changed, the tables, and why.

use std::cmp::Reverse;

use crate::conformance::tally::Tally;
use crate::conformance::verdict::Verdict;
use crate::document::sanitized::sanitized;
use crate::recording::case::Case;
use crate::recording::ends::ClauseNote;
use crate::report::changes::{changes_in_brief, changes_in_markdown};
use crate::report::gate_verdict::gate_sentence;
use crate::report::grade::{Grade, facts, run_failures};
use crate::report::missing::{AbsenceNote, absence_in_words};
use crate::report::results::Results;
use crate::report::summary::{clauses, closing};
use crate::report::system::system_facts;
use crate::report::{behaviour, visibility};

/// How many scenarios are shown in full.
const SHOWN_MAX: usize = 50;

/// How many more are named.
const NAMED_MAX: usize = 100;

/// The whole of it.
pub(crate) fn markdown(results: &Results<'_>) -> String {
    blocks(results).concat()
}

/// As much of it as fits into `bytes` bytes, with a line that says what does not.
///
/// It is cut between blocks, so that no table and no fold is left open.
pub fn markdown_within(results: &Results<'_>, bytes: usize) -> String {
    let whole = markdown(results);
    if whole.len() <= bytes {
        return whole;
    }
    let note = "\n_Shortened: the whole report is longer than what fits here. \
                `passgate report` prints it from a recording._\n";
    let mut text = String::new();
    for block in blocks(results) {
        if text.len() + block.len() + note.len() > bytes {
            break;
        }
        text += &block;
    }
    if note.len() > bytes { String::new() } else { text + note }
}

/// The parts, none of which needs another.
fn blocks(results: &Results<'_>) -> Vec<String> {
    let parts = parts(results).into_iter();
    parts.map(|part| sanitized(&part).into_owned()).collect()
}

fn parts(results: &Results<'_>) -> Vec<String> {
    let recording = results.recording;
    let mark = if recording.conforms() { "✔" } else { "✘" };
    let verdict = if recording.conforms() { "conforms" } else { "does not conform" };
    let summary = escaped(&closing(results));
    let verdict = recording.gate().map_or(format!("the run {verdict}"), gate_sentence);
    let verdict = escaped(&verdict);
    let mut blocks = vec![format!("## {mark} passgate: {verdict}\n\n{summary}\n")];
    let system = system_facts(results);
    let system = system.iter().map(|(name, text)| format!("- **{name}** {}\n", escaped(text)));
    let system: String = system.collect();
    if !system.is_empty() {
        blocks.push(format!("\n{system}"));
    }
    for AbsenceNote { title, remedy } in recording.header.absences.iter().map(absence_in_words) {
        blocks.push(format!("\n- ⚠ {}: {}\n", escaped(&title), escaped(&remedy)));
    }
    for run_failure in run_failures(results) {
        blocks.push(fold("✘", &run_failure.title, "", &run_failure.text));
    }
    if let Some(changes) = &results.changes {
        let since = changes_in_markdown(changes);
        blocks.push(format!("\n### Since the baseline\n\n{}\n", changes_in_brief(changes)));
        blocks.push(format!("\n{since}"));
    }
    for tally in results.tallies.iter().filter(|tally| !tally.behaviour.is_empty()) {
        blocks.extend(tables(tally));
    }
    let covered = recording.footer.iter().flat_map(|footer| &footer.coverage);
    blocks.extend(coverage(&covered.collect::<Vec<_>>()));
    let is_listed = |case: &&Case| Grade::of(case.verdict) != Grade::Passed;
    let mut cases: Vec<&Case> = recording.cases.iter().filter(is_listed).collect();
    cases.sort_by_key(|case| Reverse(case.verdict));
    if !cases.is_empty() {
        blocks.push("\n### Scenarios\n".to_owned());
    }
    for case in cases.iter().take(SHOWN_MAX) {
        let text = facts(recording, case);
        let place = format!("{} · {}", case.verdict, case.place());
        blocks.push(fold(mark_of(case.verdict), &case.name, &place, &text));
    }
    let rest = cases.get(SHOWN_MAX..).unwrap_or_default();
    if !rest.is_empty() {
        blocks.push(format!("\n{} more:\n\n", rest.len()));
        blocks.extend(rest.iter().take(NAMED_MAX).map(|case| {
            let (name, place) = (code(&case.name), code(&case.place()));
            format!("- {} {name} {} {place}\n", mark_of(case.verdict), case.verdict)
        }));
        let more = rest.len().saturating_sub(NAMED_MAX);
        if more > 0 {
            blocks.push(format!("- … and {more} more\n"));
        }
    }
    blocks
}

const fn mark_of(verdict: Verdict) -> &'static str {
    match Grade::of(verdict) {
        Grade::Passed => "✔",
        Grade::Flaky | Grade::Skipped => "~",
        Grade::Failed | Grade::Errored => "✘",
    }
}

/// The two tables of a policy, and the results of its clauses.
fn tables(tally: &Tally) -> [String; 2] {
    let title = escaped(&tally.policy.title);
    let behaves = table(&behaviour::headings(&tally.policy), behaviour::rows(tally));
    let notes = behaviour::notes_below(tally);
    let notes: String = notes.lines().map(|note| format!("\n{}\n", escaped(note))).collect();
    let clauses = clauses(tally);
    let sees = table(&visibility::headings(&tally.policy), visibility::rows(tally));
    [
        format!("\n### What happens to the passcode: {title}\n\n{clauses}\n\n{behaves}{notes}"),
        format!("\n### Who sees the new passcode: {title}\n\n{sees}"),
    ]
}

/// What proves each clause, where that was computed.
fn coverage(notes: &[&ClauseNote]) -> Option<String> {
    if notes.is_empty() {
        return None;
    }
    let headings = ["Clause", "Expectation", "Fails if"].map(str::to_owned);
    let rows = notes.iter().map(|note| {
        let clause = format!("{} ({})", note.clause, note.policy);
        let (expectation, fails) = match &note.fails_under {
            Some(mutant) => (mutant.expectation.to_string(), mutant.name.clone()),
            None if note.not_provable => ("–".to_owned(), "✘ not provable".to_owned()),
            None => ("–".to_owned(), "✘ nothing that the clause names".to_owned()),
        };
        vec![clause, expectation, fails]
    });
    Some(format!("\n### Coverage\n\n{}", table(&headings, rows.collect())))
}

/// A table in GitHub's form.
fn table(headings: &[String], rows: Vec<Vec<String>>) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let cell = |text: &str| escaped(text).replace('\n', "<br>");
    let mut text = line(headings.iter().map(|text| cell(&text.replace('\n', " "))).collect());
    text += &line(headings.iter().map(|_| "---".to_owned()).collect());
    text.extend(rows.iter().map(|cells| line(cells.iter().map(|text| cell(text)).collect())));
    text
}

/// A line that opens to show a text.
fn fold(mark: &str, title: &str, place: &str, text: &str) -> String {
    let fence = fence(text);
    let place = if place.is_empty() { String::new() } else { format!(" {}", code(place)) };
    let title = code(title);
    let text = text.trim_end();
    format!(
        "\n<details>\n<summary>{mark} {title}{place}</summary>\n\n{fence}text\n{text}\n{fence}\n\n</details>\n"
    )
}

/// A fence that is longer than any in the text.
fn fence(text: &str) -> String {
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default();
    "`".repeat(longest.max(2) + 1)
}

/// What a person wrote, set as code: there, no user is mentioned and no issue is linked.
fn code(text: &str) -> String {
    format!("<code>{}</code>", escaped(&text.replace(['\n', '\r'], " ")))
}

/// A text in which nothing is markup, of Markdown or of HTML: all that could be is written as a number.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        let safe = !letter.is_ascii_punctuation() || matches!(letter, ',' | '.' | '-' | '/' | ';');
        if safe {
            escaped.push(letter);
        } else {
            escaped += &format!("&#{};", u32::from(letter));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_person_wrote_is_markup() {
        assert_eq!(
            escaped("a|b_c*<x> &amp; @all #1"),
            "a&#124;b&#95;c&#42;&#60;x&#62; &#38;amp; &#64;all &#35;1"
        );
        assert_eq!(code("one\n# two"), "<code>one &#35; two</code>");
    }

    #[test]
    fn a_fence_is_longer_than_those_in_the_text() {
        assert_eq!(fence("none"), "```");
        assert_eq!(fence("a ```` b"), "`````");
    }
}
