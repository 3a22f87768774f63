//! The results of an exploration: how deep it went, which interesting states it reached, and what broke.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::wording::counted;
use crate::domain::key::Key;
use crate::policy::checked::Policy;
use crate::report::columns::{key_cells, key_headings};
use crate::report::counterexample::counterexample;
use crate::report::layout;
use crate::report::layout::Width;
use crate::report::paint::Paint;
use crate::run::explore::explored::{Exploration, ExploredRow};
use crate::run::explore::sometimes::Sometimes;

/// The headings after those of the key.
const ROWS: [&str; 5] = ["Steps deep", "States", "Steps tried", "Reached", "Invariants"];
const STATES: [&str; 4] = ["Interesting state", "Reached on", "Fewest steps", "Not reached"];

/// `passgate 0.1.0 · our-devices · every interleaving of 7 steps`, before the search begins.
pub(crate) fn exploration_heading(policy: &str, depth: usize, paint: Paint) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let steps = counted(depth, "step");
    let line = format!("passgate {version} · {policy} · every interleaving of {steps}");
    format!("{}\n", paint.strong(&line))
}

/// The results of an exploration, broken invariants first.
pub(crate) fn exploration(exploration: &Exploration, width: Width, paint: Paint) -> String {
    let mut text = String::new();
    for row in &exploration.rows {
        if let Some(found) = &row.counterexample {
            text += &format!("\n{}", counterexample(found, paint));
        }
    }
    let policy = &*exploration.policy;
    let rows: Vec<Vec<String>> = exploration.rows.iter().map(|row| cells(policy, row)).collect();
    let mut headings = key_headings(policy);
    headings.extend(ROWS.map(str::to_owned));
    text += &format!("\nWhat was explored: {}\n", policy.title);
    text += &layout::table(&headings, &rows, width);
    text += "\nWhat it reached\n";
    text += &layout::table(&STATES, &interesting(policy, &exploration.rows), width);
    for row in exploration.rows.iter().filter(|row| !row.exhaustive) {
        text += &partial(policy, row);
    }
    text + "\n" + &summary(exploration, paint) + "\n"
}

/// The rows on which an invariant is broken, a line each.
pub(crate) fn broken(exploration: &Exploration) -> Vec<String> {
    let on = |row: &ExploredRow| {
        format!("an invariant is broken on {}", exploration.policy.key_in_words(row.key))
    };
    exploration.rows.iter().filter(|row| row.counterexample.is_some()).map(on).collect()
}

fn cells(policy: &Policy, row: &ExploredRow) -> Vec<String> {
    let all = row.reached.len() + row.missing.len();
    let invariants = match &row.counterexample {
        Some(_) => "broken",
        None => "hold",
    };
    let mut cells = key_cells(policy, row.key);
    cells.extend([
        row.depth.to_string(),
        grouped(row.states),
        grouped(usize::try_from(row.steps_tried).unwrap_or(usize::MAX)),
        format!("{} of {all}", row.reached.len()),
        invariants.to_owned(),
    ]);
    cells
}

/// One line for every state that some row leads to.
fn interesting(policy: &Policy, rows: &[ExploredRow]) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    for &sometimes in Sometimes::ALL {
        let reached: Vec<usize> =
            rows.iter().filter_map(|row| row.reached.get(&sometimes).copied()).collect();
        let mut missing: BTreeMap<(Option<usize>, bool), Vec<&ExploredRow>> = BTreeMap::new();
        for row in rows {
            if let Some(steps) = row.missing.get(&sometimes) {
                let near_enough = steps.is_none_or(|steps| steps <= row.depth);
                missing.entry((*steps, near_enough)).or_default().push(row);
            }
        }
        let possible = reached.len() + missing.values().map(Vec::len).sum::<usize>();
        if possible == 0 {
            continue;
        }
        let fewest = reached.iter().min().map_or_else(|| "–".to_owned(), usize::to_string);
        let missing: Vec<String> = missing
            .iter()
            .map(|((steps, near_enough), rows)| {
                let why = match (steps, near_enough) {
                    (None, _) => "missed: no way was found".to_owned(),
                    (Some(steps), true) => {
                        format!("missed, though it takes {}", counted(*steps, "step"))
                    }
                    (Some(steps), false) => format!("takes {}", counted(*steps, "step")),
                };
                let all = reached.is_empty() && rows.len() == possible;
                let on = if all { "all of them".to_owned() } else { listed(policy, rows) };
                format!("{why} on {on}")
            })
            .collect();
        let missing = if missing.is_empty() { "–".to_owned() } else { missing.join("\n") };
        let count = format!("{} of {possible}", reached.len());
        lines.push(vec![sometimes.name().to_owned(), count, fewest, missing]);
    }
    lines
}

/// `shared: Tablet, Reader`; all that sets the rows apart, where they do not have the rest in common.
fn listed(policy: &Policy, rows: &[&ExploredRow]) -> String {
    let keys = rows.iter().filter_map(|row| Some(&policy.covered(row.key)?.key));
    let keys: Vec<&Key> = keys.collect();
    let rests: BTreeSet<String> = keys.iter().map(|key| key.without_platform()).collect();
    let rest = rests.first().filter(|_| rests.len() == 1);
    let name = |key: &&Key| match rest {
        Some(_) => key.platform().to_owned(),
        None => key.values().join(" "),
    };
    let names: Vec<String> = keys.iter().map(name).collect();
    let rest = rest.map_or_else(String::new, |rest| format!("{rest}: "));
    format!("{rest}{}", names.join(", "))
}

fn partial(policy: &Policy, row: &ExploredRow) -> String {
    let name = policy.key_in_words(row.key);
    let seen = format!("{} states to {} whole steps", grouped(row.states), row.depth);
    match row.counterexample {
        Some(_) => format!("{name} is not exhaustive: it ended where it broke ({seen})\n"),
        None if row.interrupted => {
            format!("{name} is not exhaustive: it was interrupted ({seen})\n")
        }
        None => format!(
            "{name} is not exhaustive: it ended at the most states that a row may have ({seen}); \
             allow more with `--states-max` and `--memory-max`\n"
        ),
    }
}

/// `6 rows · 4,196 states · … · every invariant holds`
pub(crate) fn summary(exploration: &Exploration, paint: Paint) -> String {
    let rows = &exploration.rows;
    let states: usize = rows.iter().map(|row| row.states).sum();
    let tried: u64 = rows.iter().map(|row| row.steps_tried).sum();
    let broken = rows.iter().filter(|row| row.counterexample.is_some()).count();
    let partial = rows.iter().filter(|row| !row.exhaustive).count();
    let missed: usize = rows.iter().map(|row| row.missed().count()).sum();
    let reached: usize = rows.iter().map(|row| row.reached.len()).sum();
    let all = reached + rows.iter().map(|row| row.missing.len()).sum::<usize>();
    let mut parts = vec![
        counted(rows.len(), "row"),
        format!("{} states", grouped(states)),
        format!("{} steps tried", grouped(usize::try_from(tried).unwrap_or(usize::MAX))),
        format!("{reached} of {all} interesting states reached"),
    ];
    let deeper = all.saturating_sub(reached).saturating_sub(missed);
    if deeper > 0 {
        parts.push(format!("{deeper} take more steps"));
    }
    if missed > 0 {
        parts.push(format!("{missed} missed within the steps they take"));
    }
    if partial > 0 {
        parts.push(format!("not exhaustive on {}", counted(partial, "row")));
    }
    if rows.iter().any(|row| row.interrupted) {
        parts.insert(0, "interrupted".to_owned());
    }
    if broken > 0 {
        parts.push(format!("an invariant is broken on {}", counted(broken, "row")));
        return paint.bad(&parts.join(" · "));
    }
    parts.push("every invariant holds".to_owned());
    let line = parts.join(" · ");
    if missed > 0 || partial > 0 { paint.bad(&line) } else { paint.good(&line) }
}

/// `1,234,567`
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped_by_threes() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
