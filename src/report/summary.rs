//! The first and the last lines of a run.

use crate::conformance::tally::Tally;
use crate::conformance::verdict::Verdict;
use crate::conformance::waivers::{WaiverViolation, WaiverViolationKind};
use crate::document::wording::{agreeing, counted};
use crate::policy::evidence::Evidence;
use crate::report::gate_verdict::gate_sentence;
use crate::report::missing::absence_in_words;
use crate::report::paint::Paint;
use crate::report::results::Results;
use crate::report::snapshot::comparison_in_words;
use crate::report::system::{level_in_brief, system_lines};

/// `passgate 0.1.0 · our-devices · seed 2015`
pub fn heading(policies: &[&str], seed: u64, paint: Paint) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let policies = if policies.is_empty() { "no policy".to_owned() } else { policies.join(", ") };
    let line = format!("passgate {version} · {policies} · seed {seed}");
    format!("{}\n", paint.strong(&line))
}

/// A line for each policy, and one for the run.
pub fn summary(results: &Results<'_>, paint: Paint) -> String {
    let Results { recording, tallies, .. } = results;
    let mut text: String = system_lines(results).iter().map(|it| format!("{it}\n")).collect();
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
    let mut parts: Vec<String> = recording.gate().map(gate_sentence).into_iter().collect();
    parts.extend(level_in_brief(results));
    parts.extend(gaps.iter().cloned());
    parts.push(counts(|verdict| recording.count(verdict)));
    if let [tally] = tallies.as_slice() {
        parts.push(clauses(tally));
    }
    parts.extend(violations(&results.violations));
    let footer = recording.footer.as_ref();
    parts.extend(comparison_in_words(recording));
    parts.extend(recording.header.absences.iter().map(|it| absence_in_words(it).title));
    if recording.is_deterministic() {
        parts.push(format!("digest {}", recording.digest()));
    }
    parts.extend(footer.and_then(|footer| footer.took).map(seconds));
    parts.join(" · ")
}

/// `0.04 s`
#[expect(clippy::cast_precision_loss, reason = "a run does not take a thousand years")]
fn seconds(milliseconds: u64) -> String {
    format!("{:.2} s", milliseconds as f64 / 1000.0)
}

/// `61 scenarios conform`, or the other verdicts first: `2 fail, 1 undefined, 58 conform`.
pub(crate) fn counts(count: impl Fn(Verdict) -> usize) -> String {
    let conforming = count(Verdict::Conforms);
    let mut parts = Vec::new();
    for &verdict in Verdict::ALL.iter().rev().filter(|verdict| **verdict != Verdict::Conforms) {
        let number = count(verdict);
        if number > 0 {
            parts.push(match verdict {
                Verdict::Fails => {
                    let fail = agreeing(number, "fails", "fail");
                    format!("{} {fail}", counted(number, "scenario"))
                }
                Verdict::Error => counted(number, "error"),
                Verdict::Broken => counted(number, "internal error"),
                Verdict::Flaky
                | Verdict::Waived
                | Verdict::Unsupported
                | Verdict::Undefined
                | Verdict::NotReached
                | Verdict::Conforms => format!("{number} {verdict}"),
            });
        }
    }
    let conform = agreeing(conforming, "conforms", "conform");
    parts.push(if parts.is_empty() {
        format!("{} {conform}", counted(conforming, "scenario"))
    } else {
        format!("{conforming} {conform}")
    });
    parts.join(", ")
}

/// `1 waiver has expired`, `2 waivers are stale`; nothing where every waiver is in order.
fn violations(violations: &[WaiverViolation]) -> Vec<String> {
    let count = |kind| violations.iter().filter(|violation| violation.kind == kind).count();
    let (stale, expired) = (count(WaiverViolationKind::Stale), count(WaiverViolationKind::Expired));
    let mut parts = Vec::new();
    if expired > 0 {
        let have = agreeing(expired, "has", "have");
        parts.push(format!("{} {have} expired", counted(expired, "waiver")));
    }
    if stale > 0 {
        let are = agreeing(stale, "is", "are");
        parts.push(format!("{} {are} stale", counted(stale, "waiver")));
    }
    parts
}

/// `28 of 28 clauses, 4 of them assumptions`
pub(crate) fn clauses(tally: &Tally) -> String {
    let assumptions = tally
        .clauses
        .iter()
        .filter(|clause| clause.passing > 0 && clause.evidence == Evidence::Assumed)
        .count();
    let all = counted(tally.clauses.len(), "clause");
    let text = format!("{} of {all}", tally.clauses_verified());
    match assumptions {
        0 => text,
        _ => {
            let what = agreeing(assumptions, "an assumption", "assumptions");
            format!("{text}, {assumptions} of them {what}")
        }
    }
}
