//! The first and the last lines of a run.

use crate::conformance::tally::Tally;
use crate::conformance::verdict::Verdict;
use crate::conformance::waivers::{WaiverViolation, WaiverViolationKind};
use crate::policy::checked::Evidence;
use crate::report::paint::Paint;
use crate::report::results::Results;
use crate::report::snapshot::comparison_in_words;

/// `passgate 0.1.0 · intune-2015-12 · seed 2015`
pub fn heading(policies: &[&str], seed: u64, paint: Paint) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let line = format!("passgate {version} · {} · seed {seed}", policies.join(", "));
    format!("{}\n", paint.strong(&line))
}

/// A line for each policy, and one for the run.
pub fn summary(results: &Results<'_>, paint: Paint) -> String {
    let Results { recording, tallies, .. } = results;
    let mut text = String::new();
    let widest = tallies.iter().map(|tally| tally.policy.id.chars().count()).max();
    let widest = widest.unwrap_or_default();
    if tallies.len() > 1 {
        for tally in tallies {
            let counts =
                counts(|verdict| tally.verdicts.get(&verdict).copied().unwrap_or_default());
            text += &format!("{:<widest$}  {counts} · {}\n", tally.policy.id, clauses(tally));
        }
    }
    let line = closing(results);
    let painted = if recording.conforms() { paint.good(&line) } else { paint.bad(&line) };
    text + &painted + "\n"
}

/// The last line of a run: its verdict as a whole, in numbers.
pub(crate) fn closing(results: &Results<'_>) -> String {
    let Results { recording, tallies, gaps, .. } = results;
    let mut parts: Vec<String> = gaps.iter().cloned().collect();
    parts.push(counts(|verdict| recording.count(verdict)));
    if let [tally] = tallies.as_slice() {
        parts.push(clauses(tally));
    }
    parts.extend(violations(&results.violations));
    let footer = recording.footer.as_ref();
    parts.extend(comparison_in_words(recording));
    parts.push(format!("digest {}", recording.digest()));
    parts.extend(footer.and_then(|footer| footer.took).map(seconds));
    parts.join(" · ")
}

/// `0.04 s`
#[expect(clippy::cast_precision_loss, reason = "a run does not take a thousand years")]
fn seconds(milliseconds: u64) -> String {
    format!("{:.2} s", milliseconds as f64 / 1000.0)
}

/// `61 scenarios conform`, or what stands against it: `2 fail, 1 undefined, 58 conform`.
pub(crate) fn counts(count: impl Fn(Verdict) -> usize) -> String {
    let conforming = count(Verdict::Conforms);
    let mut parts = Vec::new();
    for &verdict in Verdict::ALL.iter().rev().filter(|verdict| **verdict != Verdict::Conforms) {
        let number = count(verdict);
        if number > 0 {
            parts.push(match (verdict, number) {
                (Verdict::Fails, 1) => "1 scenario fails".to_owned(),
                (Verdict::Fails, _) => format!("{number} scenarios fail"),
                (Verdict::Error, _) => format!("{number} broke passgate itself"),
                (
                    Verdict::Flaky
                    | Verdict::Waived
                    | Verdict::Unsupported
                    | Verdict::Undefined
                    | Verdict::NotReached
                    | Verdict::Conforms,
                    _,
                ) => {
                    format!("{number} {verdict}")
                }
            });
        }
    }
    parts.push(match (conforming, parts.is_empty()) {
        (1, true) => "1 scenario conforms".to_owned(),
        (_, true) => format!("{conforming} scenarios conform"),
        (1, false) => "1 conforms".to_owned(),
        (_, false) => format!("{conforming} conform"),
    });
    parts.join(", ")
}

/// `1 waiver has expired`, `2 waivers are stale`; nothing where every waiver is in order.
fn violations(violations: &[WaiverViolation]) -> Vec<String> {
    let count = |kind| violations.iter().filter(|violation| violation.kind == kind).count();
    let (stale, expired) = (count(WaiverViolationKind::Stale), count(WaiverViolationKind::Expired));
    let mut parts = Vec::new();
    match expired {
        0 => {}
        1 => parts.push("1 waiver has expired".to_owned()),
        _ => parts.push(format!("{expired} waivers have expired")),
    }
    match stale {
        0 => {}
        1 => parts.push("1 waiver is stale".to_owned()),
        _ => parts.push(format!("{stale} waivers are stale")),
    }
    parts
}

/// `28 of 28 clauses, 4 of them readings`
pub(crate) fn clauses(tally: &Tally) -> String {
    let readings = tally
        .clauses
        .iter()
        .filter(|clause| clause.borne_out > 0 && clause.evidence == Evidence::Reading)
        .count();
    let mut text = format!("{} of {} clauses", tally.clauses_covered(), tally.clauses.len());
    match readings {
        0 => {}
        1 => text += ", 1 of them a reading",
        _ => text += &format!(", {readings} of them readings"),
    }
    text
}
