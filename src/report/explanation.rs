//! One scenario from its beginning to its end: each step, and what happened while it was run.

use std::collections::BTreeMap;

use crate::domain::device::DeviceId;
use crate::domain::passcode::Shape;
use crate::domain::place::Place;
use crate::journal::entry::Entry;
use crate::journal::event::Event;
use crate::journal::lane::{Course, Lane, Mark};
use crate::policy::checked::Policy;
use crate::recording::case::{Case, CaseStep, FailureCause, StepStatus};
use crate::recording::whole::Recording;
use crate::report::failure::{failure, title};
use crate::report::layout::Width;
use crate::report::paint::Paint;
use crate::report::policy::source;
use crate::report::sequence::{Message, message};
use crate::report::timeline::{Moment, moment};

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
    let Some(policy) = recording.policy(&case.policy) else { return title(case, paint) };
    let mut text = title(case, paint);
    text += &format!("    {} · seed {}\n", policy.title, case.seed);
    let mut visible = VisiblePasscodes::new();
    let mut from = 0;
    for (position, step) in case.steps.iter().enumerate() {
        text += &format!("\n  {} {} {}\n", mark(step, paint), step.keyword, step.text);
        let entries = case.journal.entries().get(from..step.until).unwrap_or_default();
        text += &lines(entries.iter().flat_map(|entry| moment_of(entry, policy, &mut visible)));
        if let Some(why) = case.why.as_ref().filter(|why| why.step() == Some(position)) {
            text += &reason(why, paint);
        }
        from = step.until;
    }
    if let Some(FailureCause::Broken { reason }) = &case.why {
        text += &format!("\n    internal error: {reason}\n");
    }
    text += &clauses(case, policy);
    text + &format!("    replay   {}\n", case.replay)
}

/// The same as a sequence diagram in Mermaid, as forges draw it in a pull request.
pub fn mermaid(recording: &Recording, case: &Case) -> String {
    let Some(policy) = recording.policy(&case.policy) else { return String::new() };
    let mut messages: Vec<(usize, Message)> = Vec::new();
    for (position, entry) in case.journal.entries().iter().enumerate() {
        messages.extend(message(entry, policy).map(|message| (position, message)));
    }
    let mut text = format!("sequenceDiagram\n    title {}\n", escaped(&case.name));
    let takes_part = |lane| {
        messages.iter().any(|(_, Message { course, .. })| [course.from, course.to].contains(&lane))
    };
    let lanes: Vec<Lane> = Lane::ALL.iter().copied().filter(|lane| takes_part(*lane)).collect();
    for lane in &lanes {
        text += &format!("    participant {} as {lane}\n", short(*lane));
    }
    let all = match (lanes.first(), lanes.last()) {
        (Some(first), Some(last)) if first != last => format!("{},{}", short(*first), short(*last)),
        (Some(only), _) => short(*only).to_owned(),
        (None, _) => return text,
    };
    let mut left = messages.into_iter().peekable();
    for step in &case.steps {
        let words = escaped(&format!("{} {}", step.keyword, step.text));
        let verdict = if step.status == StepStatus::Passed { "✔" } else { "✘" };
        text += &format!("    Note over {all}: {words} {verdict}\n");
        while let Some((_, one)) = left.next_if(|(position, _)| *position < step.until) {
            text += &line(&one);
        }
    }
    text
}

/// `    P->>S: 1:00 the portal …`
fn line(message: &Message) -> String {
    let Message { at, course: Course { from, to, mark }, words } = message;
    let arrow = match mark {
        Mark::Plain | Mark::Change | Mark::DeadlineSet => "->>",
        Mark::Fault | Mark::DeadlineOver | Mark::Refusal => "--x",
    };
    format!("    {}{arrow}{}: {at} {}\n", short(*from), short(*to), escaped(words))
}

const fn short(lane: Lane) -> &'static str {
    match lane {
        Lane::EndUser => "U",
        Lane::AnotherEndUser => "O",
        Lane::Portal => "P",
        Lane::Server => "S",
        Lane::Device => "D",
        Lane::Console => "C",
        Lane::Administrator => "A",
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

fn lines(moments: impl Iterator<Item = Moment>) -> String {
    let moments: Vec<Moment> = moments.collect();
    let widest = |part: fn(&Moment) -> &String| {
        moments.iter().map(|moment| part(moment).chars().count()).max().unwrap_or_default()
    };
    let (times, actors) = (widest(|moment| &moment.at), widest(|moment| &moment.actor));
    let line = |Moment { at, actor, user_action }: &Moment| {
        format!("      {at:>times$}  {actor:<actors$}  {user_action}\n")
    };
    moments.iter().map(line).collect()
}

/// The new passcodes that are visible, by place and device.
type VisiblePasscodes = BTreeMap<(Place, DeviceId), Shape>;

/// What an entry says: what happened, or that a new passcode became visible somewhere or is not any more.
fn moment_of(entry: &Entry, policy: &Policy, visible: &mut VisiblePasscodes) -> Option<Moment> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the timeline has words for all others")]
    let (place, observation) = match entry.event {
        Event::Saw { actor, surface, observation } => (Place::new(actor, surface), observation),
        _ => return moment(entry, policy),
    };
    let key = (place, entry.device);
    let before = match observation.new_passcode {
        Some(shape) => visible.insert(key, shape),
        None => visible.remove(&key),
    };
    if before == observation.new_passcode {
        return None;
    }
    let Place { actor, surface } = place;
    let surface = surface.in_a_sentence();
    let user_action = match observation.new_passcode {
        Some(shape) => format!("can see the new passcode ({shape}) in {surface}"),
        None => format!("can no longer see a new passcode in {surface}"),
    };
    Some(Moment { at: entry.at.to_string(), actor: actor.name().to_owned(), user_action })
}
