//! Which mutants of a policy survive, in words that its author and its testers know.

use crate::conformance::mutation::{
    MutantResult, MutantStatus, Mutation, UnneededEntry, UnneededReason,
};
use crate::document::wording::{agreeing, counted};
use crate::policy::mutation::mutant::{Mutant, ValueChange};
use crate::report::paint::Paint;

/// What is said of a mutant that allows more than the policy.
const DRAWN_FIRST: &str = "the simulation did first what the policy does not allow";

/// One policy: a line of counts, and after it whatever needs attention.
pub fn mutation(mutation: &Mutation, paint: Paint) -> String {
    let line = counts(mutation);
    let painted = if mutation.is_strong(0) { paint.good(&line) } else { paint.bad(&line) };
    let mut text = format!("{painted}\n");
    for result in mutation.broken() {
        if let MutantStatus::BrokeInvariant(scenario, error) = &result.status {
            text += &format!("  {}     {}\n", paint.bad("BROKE"), result.mutant.name);
            text += &format!("            internal error: {error}\n");
            text +=
                &format!("            in {}:{}, {}\n", scenario.path, scenario.line, scenario.name);
        }
    }
    for result in &mutation.results {
        if matches!(result.status, MutantStatus::Survived) {
            text += &survivor(&result.mutant, paint);
            if result.widens {
                text += &format!("            {DRAWN_FIRST}\n");
            }
        }
    }
    for unneeded in &mutation.unneeded {
        text += &entry(unneeded, paint);
    }
    text
}

/// Every mutant and what became of it, a line each.
pub fn mutants(mutation: &Mutation) -> String {
    mutation.results.iter().map(line).collect()
}

/// `our-devices · 220 mutants · 150 killed · 20 equivalent · 49 invalid · 1 survived`
pub(crate) fn counts(mutation: &Mutation) -> String {
    let count = |kind: fn(&MutantStatus) -> bool| mutation.with(kind).count();
    let survivors = count(|status| matches!(status, MutantStatus::Survived));
    let broken = count(|status| matches!(status, MutantStatus::BrokeInvariant(..)));
    let mut parts = vec![
        mutation.policy.id.to_string(),
        counted(mutation.results.len(), "mutant"),
        format!("{} killed", count(|status| matches!(status, MutantStatus::Killed(..)))),
        format!("{} equivalent", count(|status| matches!(status, MutantStatus::Equivalent(_)))),
        format!("{} invalid", count(|status| matches!(status, MutantStatus::Invalid(_)))),
        format!("{survivors} survived"),
    ];
    if mutation.not_tried > 0 {
        parts.push(format!("interrupted: {} not tried", mutation.not_tried));
    }
    if broken > 0 {
        parts.push(format!("{broken} broke an invariant"));
    }
    if !mutation.unneeded.is_empty() {
        parts.push(format!("{} not needed", counted(mutation.unneeded.len(), "entry")));
    }
    parts.join(" · ")
}

fn survivor(mutant: &Mutant, paint: Paint) -> String {
    let mut text = format!("  {}  {}\n", paint.bad("survived"), mutant.name);
    text += &format!("            no scenario fails if {}\n", in_words(mutant));
    if !mutant.also.is_empty() {
        text += &format!("            changed with it: {}\n", mutant.also.join("; "));
    }
    if !mutant.clauses.is_empty() {
        text += &format!("            {}\n", paint.faint(&clauses(mutant)));
    }
    text
}

fn clauses(mutant: &Mutant) -> String {
    let word = agreeing(mutant.clauses.len(), "clause", "clauses");
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
    match mutant.meaning.as_deref() {
        Some(meaning) => format!("{change} ({})", as_an_aside(meaning)),
        None => change,
    }
}

/// The first sentence, without its capital and its stop.
fn as_an_aside(text: &str) -> String {
    // A description breaks its lines where its comment does.
    let text = text.replace('\n', " ");
    let sentence = text.split(". ").next().unwrap_or_default();
    let mut characters = sentence.trim_end_matches('.').chars();
    let first = characters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(characters).collect()
}

fn entry(unneeded: &UnneededEntry, paint: Paint) -> String {
    let UnneededEntry { entry, why } = unneeded;
    let why = match why {
        UnneededReason::Unknown => "no surviving mutant has this name".to_owned(),
        UnneededReason::Killed(name) => format!("a scenario kills it: {name}"),
    };
    let title = paint.bad("not needed");
    format!("  {title} {}\n            {why}; remove the entry\n", entry.mutant)
}

fn line(result: &MutantResult) -> String {
    let (status, why) = match &result.status {
        MutantStatus::Invalid(why) => ("invalid", why.clone()),
        MutantStatus::Killed(scenario, step) => {
            let step = scenario.steps.get(*step);
            let says = step.map(|step| format!("{} {}", step.keyword.trim(), step.text));
            let place = format!("{}:{}", scenario.path, scenario.line);
            ("killed", format!("{place}, {}", says.unwrap_or_default()))
        }
        MutantStatus::Equivalent(reason) => ("equivalent", reason.clone()),
        MutantStatus::Survived => ("survived", clauses(&result.mutant)),
        MutantStatus::BrokeInvariant(scenario, error) => {
            ("BROKE", format!("{}: {error}", scenario.name))
        }
    };
    let drawn =
        if result.widens { format!("              {DRAWN_FIRST}\n") } else { String::new() };
    format!("  {status:<10}  {}\n              {why}\n{drawn}", result.mutant.name)
}
