//! Which changes of a policy no scenario notices, in words that its author and its testers know.

use crate::conformance::mutation::{Attempt, MutantStatus, Mutation, Unneeded, Why};
use crate::policy::mutation::{Mutant, ValueChange};
use crate::report::paint::Paint;

/// One policy: a line of counts, and after it whatever needs somebody.
pub fn mutation(mutation: &Mutation, paint: Paint) -> String {
    let line = counts(mutation);
    let painted = if mutation.is_strong(0) { paint.good(&line) } else { paint.bad(&line) };
    let mut text = format!("{painted}\n");
    for attempt in mutation.broken() {
        if let MutantStatus::Broke(scenario, error) = &attempt.status {
            text += &format!("  {}     {}\n", paint.bad("BROKE"), attempt.mutant.name);
            text += &format!("            passgate itself broke: {error}\n");
            text +=
                &format!("            in {}:{}, {}\n", scenario.path, scenario.line, scenario.name);
        }
    }
    for mutant in mutation.survivors() {
        text += &survivor(mutant, paint);
    }
    for unneeded in &mutation.unneeded {
        text += &entry(unneeded, paint);
    }
    text
}

/// Every mutant and what became of it, a line each.
pub fn mutants(mutation: &Mutation) -> String {
    mutation.attempts.iter().map(line).collect()
}

/// `intune-2015-12 · 220 mutants · 150 noticed · 20 equivalent · 49 refused · 1 survivor`
pub(crate) fn counts(mutation: &Mutation) -> String {
    let count = |kind: fn(&MutantStatus) -> bool| mutation.with(kind).count();
    let survivors = count(|status| matches!(status, MutantStatus::Survived));
    let broken = count(|status| matches!(status, MutantStatus::Broke(..)));
    let mut parts = vec![
        mutation.policy.id.to_string(),
        counted(mutation.attempts.len(), "mutant", "mutants"),
        format!("{} noticed", count(|status| matches!(status, MutantStatus::Noticed(..)))),
        format!("{} equivalent", count(|status| matches!(status, MutantStatus::Equivalent(_)))),
        format!("{} refused", count(|status| matches!(status, MutantStatus::Refused(_)))),
        counted(survivors, "survivor", "survivors"),
    ];
    if broken > 0 {
        parts.push(format!("{broken} broke passgate itself"));
    }
    if !mutation.unneeded.is_empty() {
        parts.push(format!("{} not needed", counted(mutation.unneeded.len(), "entry", "entries")));
    }
    parts.join(" · ")
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn survivor(mutant: &Mutant, paint: Paint) -> String {
    let mut text = format!("  {}  {}\n", paint.bad("survived"), mutant.name);
    text += &format!("            no scenario notices if {}\n", in_words(mutant));
    if !mutant.also.is_empty() {
        text += &format!("            changed with it: {}\n", mutant.also.join("; "));
    }
    if !mutant.clauses.is_empty() {
        text += &format!("            {}\n", paint.faint(&clauses(mutant)));
    }
    text
}

fn clauses(mutant: &Mutant) -> String {
    let word = if mutant.clauses.len() == 1 { "clause" } else { "clauses" };
    format!("{word} {}", mutant.clauses.join(", "))
}

/// What the mutant would mean to people.
fn in_words(mutant: &Mutant) -> String {
    if let Some(means) = &mutant.means {
        return means.clone();
    }
    let subject = match (mutant.part.as_str(), mutant.key.as_str()) {
        (part, "") => format!("`{part}`"),
        (part, key) => format!("`{key}` of {part}"),
    };
    let change = match &mutant.change {
        ValueChange::Other { from, to } => format!("{subject} is `{to}` instead of `{from}`"),
        ValueChange::Dropped => format!("{subject} is left out"),
        ValueChange::Added(value) => format!("{subject} is `{value}`, where there was nothing"),
    };
    let meaning = mutant.meaning.as_deref().and_then(|meaning| meaning.lines().next());
    meaning.map_or(change.clone(), |meaning| format!("{change} ({})", as_an_aside(meaning)))
}

/// A sentence without its capital and its stop.
fn as_an_aside(sentence: &str) -> String {
    let mut characters = sentence.trim_end_matches('.').chars();
    characters
        .next()
        .map(|first| first.to_lowercase().chain(characters).collect())
        .unwrap_or_default()
}

fn entry(unneeded: &Unneeded, paint: Paint) -> String {
    let Unneeded { entry, why } = unneeded;
    let why = match why {
        Why::Unknown => "no mutant that survives has this name".to_owned(),
        Why::Noticed(name) => format!("a scenario notices it: {name}"),
    };
    let title = paint.bad("not needed");
    format!("  {title} {}\n            {why}; remove the entry\n", entry.mutant)
}

fn line(attempt: &Attempt) -> String {
    let (status, why) = match &attempt.status {
        MutantStatus::Refused(why) => ("refused", why.clone()),
        MutantStatus::Noticed(scenario, step) => {
            let step = scenario.steps.get(*step);
            let says = step.map(|step| format!("{} {}", step.keyword.trim(), step.text));
            let place = format!("{}:{}", scenario.path, scenario.line);
            ("noticed", format!("{place}, {}", says.unwrap_or_default()))
        }
        MutantStatus::Equivalent(reason) => ("equivalent", reason.clone()),
        MutantStatus::Survived => ("survived", clauses(&attempt.mutant)),
        MutantStatus::Broke(scenario, error) => ("BROKE", format!("{}: {error}", scenario.name)),
    };
    format!("  {status:<10}  {}\n              {why}\n", attempt.mutant.name)
}
