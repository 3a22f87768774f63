//! The verdict on a run in one sentence, and its numbers.

use maud::{Markup, html};

use crate::conformance::verdict::Verdict;
use crate::conformance::waivers::WaiverViolationKind;
use crate::document::sanitized::on_one_line;
use crate::document::wording::{agreeing, counted};
use crate::recording::whole::Recording;
use crate::report::gate_verdict::gate_sentence;
use crate::report::results::Results;

/// How a verdict is coloured; never the only sign of it.
pub(crate) const fn tone(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Conforms => "good",
        Verdict::Flaky | Verdict::Waived | Verdict::Unsupported => "mild",
        Verdict::Fails
        | Verdict::Undefined
        | Verdict::NotReached
        | Verdict::Error
        | Verdict::Broken => "bad",
    }
}

/// The mark of a verdict, one for each so that colour is not needed.
pub(crate) const fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Conforms => "✔",
        Verdict::Flaky => "≈",
        Verdict::Waived => "◷",
        Verdict::Unsupported => "⊘",
        Verdict::Fails => "✘",
        Verdict::Undefined => "?",
        Verdict::NotReached => "…",
        Verdict::Error => "⚠",
        Verdict::Broken => "!",
    }
}

/// A verdict with its mark.
pub(crate) fn badge(verdict: Verdict) -> Markup {
    html! {
        span class={ "badge " (tone(verdict)) } {
            span.sign aria-hidden="true" { (sign(verdict)) } " " (verdict.name())
        }
    }
}

/// The run in one sentence.
pub(crate) fn sentence(results: &Results<'_>) -> String {
    let recording = results.recording;
    let all = recording.cases.len();
    if all == 0 {
        return "Nothing was run.".to_owned();
    }
    if let Some(gate) = recording.gate().filter(|gate| !gate.passed()) {
        let sentence = gate_sentence(gate);
        let mut letters = sentence.chars();
        let first = letters.next().map(|first| first.to_uppercase().collect::<String>());
        return format!("{}{}.", first.unwrap_or_default(), letters.as_str());
    }
    let about = about(recording);
    let conforming = recording.count(Verdict::Conforms);
    let tolerable = in_words(recording, Verdict::is_tolerable);
    if recording.conforms() {
        return match (conforming == all, all) {
            (true, 1) => format!("The one scenario conforms to {about}."),
            (true, _) => format!("All {all} scenarios conform to {about}."),
            (false, _) => {
                format!("{conforming} of {all} scenarios conform to {about}; {tolerable}.")
            }
        };
    }
    if recording.worst().is_tolerable() {
        let rest = if tolerable.is_empty() { String::new() } else { format!("; {tolerable}") };
        let verdict =
            if results.gaps_alone() { "cannot be judged as a whole" } else { "does not conform" };
        return format!(
            "The run {verdict}, though {conforming} of {all} scenarios conform to {about}{rest}."
        );
    }
    let broken = recording.cases.iter().filter(|case| !case.verdict.is_tolerable()).count();
    let does = agreeing(broken, "does", "do");
    let why = in_words(recording, |verdict| !verdict.is_tolerable());
    format!("{broken} of {} {does} not conform to {about}: {why}.", counted(all, "scenario"))
}

/// What else fails a run, a sentence each.
pub(crate) fn obstacles(results: &Results<'_>) -> Vec<String> {
    let count = |kind| results.violations.iter().filter(|violation| violation.kind == kind).count();
    let mut obstacles = Vec::new();
    let kinds = [
        (WaiverViolationKind::Expired, "expired"),
        (WaiverViolationKind::Stale, "nothing left to waive"),
    ];
    for (kind, what) in kinds {
        let count = count(kind);
        if count > 0 {
            let has = agreeing(count, "has", "have");
            obstacles.push(format!("{} {has} {what}.", counted(count, "waiver")));
        }
    }
    if results.recording.tables_differ() {
        obstacles.push("The tables differ from the approved ones.".to_owned());
    }
    obstacles
}

/// The numbers of each verdict, as a bar and as links to the scenarios.
pub(crate) fn numbers(recording: &Recording) -> Markup {
    let counts: Vec<(Verdict, usize)> = Verdict::ALL
        .iter()
        .map(|verdict| (*verdict, recording.count(*verdict)))
        .filter(|(_, count)| *count > 0)
        .collect();
    html! {
        div.bar aria-hidden="true" {
            @for (verdict, count) in &counts {
                span class=(tone(*verdict)) style=(format!("flex-grow:{count}")) {}
            }
        }
        ul.numbers {
            @for (verdict, count) in &counts {
                li {
                    a href=(format!("#?verdict={}", verdict.name().replace(' ', "+"))) {
                        strong { (count) } " " (badge(*verdict))
                    }
                }
            }
        }
    }
}

/// The policy by its title, or how many there are.
fn about(recording: &Recording) -> String {
    match recording.policies() {
        [one] => on_one_line(&one.title).into_owned(),
        [one, other] => format!("{} and {}", on_one_line(&one.title), on_one_line(&other.title)),
        policies => counted(policies.len(), "policy"),
    }
}

/// The verdicts of a kind but the good one, the worst last: `1 fails, 2 are undefined and 1 hit an internal error`.
fn in_words(recording: &Recording, is_listed: impl Fn(Verdict) -> bool) -> String {
    let mut parts: Vec<String> = Verdict::ALL
        .iter()
        .filter(|verdict| is_listed(**verdict))
        .filter_map(|verdict| count_in_words(*verdict, recording.count(*verdict)))
        .collect();
    let Some(last) = parts.pop() else { return String::new() };
    if parts.is_empty() { last } else { format!("{} and {last}", parts.join(", ")) }
}

fn count_in_words(verdict: Verdict, count: usize) -> Option<String> {
    let what = match verdict {
        Verdict::Conforms => return None,
        Verdict::Fails => agreeing(count, "fails", "fail").to_owned(),
        Verdict::Error => "ended in an error".to_owned(),
        Verdict::Broken => "hit an internal error".to_owned(),
        Verdict::NotReached => agreeing(count, "was not reached", "were not reached").to_owned(),
        Verdict::Flaky | Verdict::Waived | Verdict::Unsupported | Verdict::Undefined => {
            format!("{} {verdict}", agreeing(count, "is", "are"))
        }
    };
    (count > 0).then(|| format!("{count} {what}"))
}

impl Results<'_> {
    /// Whether only what is missing fails the run.
    fn gaps_alone(&self) -> bool {
        let differs = self.recording.tables_differ();
        self.gaps.is_some() && self.recording.is_sound() && !differs
    }
}
