//! One scenario from its beginning to its end: each step, and what happened while it was run.

use crate::journal::lane::{Course, Lane, Mark};
use crate::journal::observation::Observed;
use crate::policy::checked::Policy;
use crate::recording::case::{Case, CaseStep, FailureCause, StepStatus};
use crate::recording::whole::Recording;
use crate::report::failure::{failure, title};
use crate::report::layout::Width;
use crate::report::observed_words::ObservedWords;
use crate::report::paint::Paint;
use crate::report::policy::source;
use crate::report::timeline::{Timeline, timeline_lines};
use crate::report::timeline_event::TimelineEvent;

/// The steps of a scenario with what happened in each, in plain words and with virtual times.
pub(crate) fn explanation(
    recording: &Recording,
    case: &Case,
    paint: Paint,
    width: Width,
) -> String {
    if !case.diagnostics.is_empty() {
        return failure(recording, case, paint, width);
    }
    let Some(policy) = recording.policy_of(case) else { return title(case, paint) };
    let mut text = title(case, paint);
    text += &format!("    {} · seed {}\n", policy.title, case.seed);
    let timeline = Timeline::of(&case.journal, &policy);
    let mut passcodes = ObservedWords::new(&policy);
    let (mut from, mut seen_from) = (0, 0);
    for (position, step) in case.steps.iter().enumerate() {
        text += &format!("\n  {} {} {}\n", mark(step, paint), step.keyword, step.text);
        let (until, seen_until) = (timeline.until(step.until), step.until.observations);
        let happened = timeline.events.get(from..until).unwrap_or_default().to_vec();
        let observed = case.journal.observations.get(seen_from..seen_until).unwrap_or_default();
        let seen = if timeline.is_traced() { observed } else { &[] };
        text += &timeline_lines(&with_passcodes(happened, seen, &mut passcodes), 6);
        if let Some(why) = case.why.as_ref().filter(|why| why.step() == Some(position)) {
            text += &reason(why, paint);
        }
        (from, seen_from) = (until, seen_until);
    }
    if let Some(FailureCause::Broken { reason }) = &case.why {
        text += &format!("\n    internal error: {reason}\n");
    }
    text += &clauses(case, &policy);
    text + &format!("    replay   {}\n", case.replay)
}

/// The same as a sequence diagram in Mermaid, as forges draw it in a pull request.
pub fn mermaid(recording: &Recording, case: &Case) -> String {
    let Some(policy) = recording.policy_of(case) else { return String::new() };
    let timeline = Timeline::of(&case.journal, &policy);
    let mut text = format!("sequenceDiagram\n    title {}\n", escaped(&case.name));
    let takes_part = |lane: &Lane| {
        let courses = timeline.events.iter().map(|event| event.course);
        courses.flat_map(|course| [course.from, course.to]).any(|other| other.normal() == *lane)
    };
    let lanes: Vec<Lane> = Lane::all(&policy).into_iter().filter(takes_part).collect();
    for lane in &lanes {
        text +=
            &format!("    participant {} as {}\n", short(*lane), escaped(&lane.heading(&policy)));
    }
    let all = match (lanes.first(), lanes.last()) {
        (Some(first), Some(last)) if first != last => format!("{},{}", short(*first), short(*last)),
        (Some(only), _) => short(*only),
        (None, _) => return text,
    };
    let mut from = 0;
    for step in &case.steps {
        let words = escaped(&format!("{} {}", step.keyword, step.text));
        let verdict = if step.status == StepStatus::Passed { "✔" } else { "✘" };
        text += &format!("    Note over {all}: {words} {verdict}\n");
        let until = timeline.until(step.until);
        text.extend(timeline.events.get(from..until).unwrap_or_default().iter().map(line));
        from = from.max(until);
    }
    text
}

/// `    P1->>S: 1:00 the portal …`
fn line(event: &TimelineEvent) -> String {
    let TimelineEvent { at, actor, user_action, course: Course { from, to, mark } } = event;
    let arrow = match mark {
        Mark::Plain | Mark::Change | Mark::DeadlineSet => "->>",
        Mark::Fault | Mark::DeadlineOver | Mark::Refusal => "--x",
    };
    let words = escaped(&format!("{actor} {user_action}"));
    format!("    {}{arrow}{}: {at} {words}\n", short(*from), short(*to))
}

/// A name for a lane that no other has, in letters that mean nothing to Mermaid.
fn short(lane: Lane) -> String {
    match lane.normal() {
        Lane::Actor(id) => format!("A{}", id.0),
        Lane::Surface(id) => format!("P{}", id.0),
        Lane::Server => "S".to_owned(),
        Lane::Device => "D".to_owned(),
    }
}

/// Text without the characters that mean something to Mermaid.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '#' | ';' | '<' | '>' | '&' | '"' | '%' | '`' => {
                escaped += &format!("#{};", u32::from(letter));
            }
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

fn mark(step: &CaseStep, paint: Paint) -> String {
    match step.status {
        StepStatus::Passed => paint.good("✔"),
        StepStatus::Skipped | StepStatus::Unsupported => "–".to_owned(),
        StepStatus::Undefined | StepStatus::Ambiguous | StepStatus::Failed => paint.bad("✘"),
    }
}

fn reason(why: &FailureCause, paint: Paint) -> String {
    match why {
        FailureCause::Failed { expected, seen, .. } => format!(
            "      expected  {}\n      seen      {}\n",
            paint.good(expected),
            paint.bad(seen)
        ),
        FailureCause::Unsupported { what, .. } => {
            format!("      the system under test cannot do this: {what}\n")
        }
        FailureCause::Error { what, .. } => format!("      the system under test failed: {what}\n"),
        FailureCause::Broken { .. } => String::new(),
    }
}

fn clauses(case: &Case, policy: &Policy) -> String {
    let cited = case.clauses.iter().filter_map(|id| policy.clause(id));
    let lines = cited.map(|clause| {
        let source = source(clause.evidence);
        format!("    clause   {}: {} (source: {source})\n", clause.id, clause.statement)
    });
    format!("\n{}", lines.collect::<String>())
}

/// What happened, and between it that a new passcode became visible somewhere or is not any more.
fn with_passcodes(
    mut happened: Vec<TimelineEvent>,
    observed: &[Observed],
    passcodes: &mut ObservedWords<'_>,
) -> Vec<TimelineEvent> {
    happened.extend(observed.iter().filter_map(|one| passcodes.read_passcode(one)));
    // Of what happens at one moment, people see the result.
    happened.sort_by_key(|event| event.at);
    happened
}
