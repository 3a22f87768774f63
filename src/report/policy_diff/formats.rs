//! The differences of two policies as text, Markdown and JSON.

use serde::Serialize;

use crate::conformance::verdict::Verdict;
use crate::policy::checked::Policy;
use crate::recording::comparison::ChangedVerdict;
use crate::report::changes::{changes, changes_in_markdown, lists, plain};
use crate::report::format::escape::pretty_json_text;
use crate::report::policy::source;
use crate::report::policy_diff::difference::Difference;
use crate::report::policy_diff::{PolicyDifference, RowDifference};

/// What is said if nothing differs.
pub(crate) const SAME: &str = "the two policies describe the same behaviour";

/// The differences as text.
pub(crate) fn policy_diff(difference: &PolicyDifference<'_>) -> String {
    let mut text = format!("{} → {}\n", heading(difference.before), heading(difference.after));
    if difference.is_empty() {
        text += &format!("{SAME}\n");
    }
    for (title, sentences) in sections(difference) {
        text += &format!("\n{title}\n");
        text.extend(sentences.iter().map(|sentence| format!("  {sentence}\n")));
    }
    if let Some(verdicts) = &difference.verdicts {
        text += &format!("\nScenarios\n{}", indented(&changes(verdicts)));
    }
    text
}

/// The same in Markdown. What people wrote is text there, whatever characters it has.
pub(crate) fn policy_diff_in_markdown(difference: &PolicyDifference<'_>) -> String {
    let headings = [difference.before, difference.after].map(|policy| plain(&heading(policy)));
    let mut text = format!("## {}\n", headings.join(" → "));
    if difference.is_empty() {
        text += &format!("\n{SAME}\n");
    }
    for (title, sentences) in sections(difference) {
        text += &format!("\n**{}**\n\n", plain(&title));
        text.extend(sentences.iter().map(|sentence| format!("- {}\n", plain(sentence))));
    }
    if let Some(verdicts) = &difference.verdicts {
        text += &format!("\n### Scenarios\n\n{}", changes_in_markdown(verdicts));
    }
    text
}

/// `our-devices (Our devices, as of 2015-12)`
pub(crate) fn heading(policy: &Policy) -> String {
    format!("{} ({}, as of {})", policy.id, policy.title, policy.as_of)
}

/// What is listed: a title, and what is said below it.
pub(crate) fn sections(difference: &PolicyDifference<'_>) -> Vec<(String, Vec<String>)> {
    let words = |differences: &[Difference]| -> Vec<String> {
        differences.iter().map(|difference| difference.sentence.clone()).collect()
    };
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    for (rows, differences) in difference.grouped() {
        let title = rows.iter().map(|row| row_title(row)).collect::<Vec<_>>().join("; ");
        all.push((title, words(differences)));
    }
    for (name, differences) in &difference.surfaces {
        all.push((name.to_string(), words(differences)));
    }
    if !difference.everywhere.is_empty() {
        all.push(("Everywhere".to_owned(), words(&difference.everywhere)));
    }
    let same: Vec<String> = difference.same().map(row_title).collect();
    if !same.is_empty() {
        all.push(("The same in both".to_owned(), same));
    }
    all
}

/// `Tablet, shared (seed document → vendor documentation)`
fn row_title(row: &RowDifference) -> String {
    let named: Vec<&str> = row.sources.iter().flatten().map(|evidence| source(*evidence)).collect();
    match named.as_slice() {
        [before, after] if before == after => format!("{} ({before})", row.key),
        named => format!("{} ({})", row.key, named.join(" → ")),
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}

/// The differences as JSON.
pub(crate) fn policy_diff_in_json(difference: &PolicyDifference<'_>) -> String {
    let document = PolicyDiffJson {
        schema: 1,
        before: PolicyJson::of(difference.before),
        after: PolicyJson::of(difference.after),
        differ: !difference.is_empty(),
        rows: difference.rows.iter().map(RowJson::of).collect(),
        surfaces: difference
            .surfaces
            .iter()
            .map(|(name, words)| SurfaceJson { surface: name, differences: sentences(words) })
            .collect(),
        everywhere: sentences(&difference.everywhere),
        scenarios: difference.verdicts.as_ref().map(|verdicts| {
            let kinds = lists(verdicts).flat_map(|(change, list)| {
                list.iter().map(move |one| VerdictJson::of(change, one))
            });
            kinds.collect()
        }),
    };
    pretty_json_text(&document) + "\n"
}

#[derive(Serialize)]
struct PolicyDiffJson<'d> {
    schema: u8,
    before: PolicyJson<'d>,
    after: PolicyJson<'d>,
    differ: bool,
    rows: Vec<RowJson<'d>>,
    surfaces: Vec<SurfaceJson<'d>>,
    everywhere: Vec<SentenceJson<'d>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scenarios: Option<Vec<VerdictJson<'d>>>,
}

#[derive(Serialize)]
struct PolicyJson<'d> {
    policy: &'d str,
    title: &'d str,
    as_of: &'d str,
}

impl<'d> PolicyJson<'d> {
    fn of(policy: &'d Policy) -> Self {
        Self { policy: &policy.id, title: &policy.title, as_of: &policy.as_of }
    }
}

#[derive(Serialize)]
struct RowJson<'d> {
    key: &'d str,
    source_before: Option<&'static str>,
    source_after: Option<&'static str>,
    differences: Vec<SentenceJson<'d>>,
}

impl<'d> RowJson<'d> {
    fn of(row: &'d RowDifference) -> Self {
        let [before, after] = row.sources.map(|evidence| evidence.map(source));
        Self {
            key: &row.key,
            source_before: before,
            source_after: after,
            differences: sentences(&row.differences),
        }
    }
}

#[derive(Serialize)]
struct SurfaceJson<'d> {
    surface: &'d str,
    differences: Vec<SentenceJson<'d>>,
}

#[derive(Serialize)]
struct SentenceJson<'d> {
    about: &'static str,
    sentence: &'d str,
}

fn sentences(differences: &[Difference]) -> Vec<SentenceJson<'_>> {
    differences.iter().map(SentenceJson::of).collect()
}

impl<'d> SentenceJson<'d> {
    fn of(difference: &'d Difference) -> Self {
        Self { about: difference.about, sentence: &difference.sentence }
    }
}

#[derive(Serialize)]
struct VerdictJson<'d> {
    change: &'static str,
    name: &'d str,
    path: &'d str,
    line: usize,
    before: Option<&'static str>,
    after: Option<&'static str>,
}

impl<'d> VerdictJson<'d> {
    fn of(change: &'static str, one: &'d ChangedVerdict) -> Self {
        Self {
            change,
            name: &one.name,
            path: &one.path,
            line: one.line,
            before: one.from.map(Verdict::name),
            after: one.to.map(Verdict::name),
        }
    }
}
