//! The results of an exploration: how deep it went, which interesting states it reached, and what broke.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::wording::counted;
use crate::report::counterexample::{counterexample, named};
use crate::report::layout;
use crate::report::layout::Width;
use crate::report::paint::Paint;
use crate::run::explore::explored::{Exploration, ExploredRow};
use crate::run::explore::sometimes::Sometimes;

const ROWS: [&str; 7] =
    ["Platform", "Management", "Steps deep", "States", "Steps tried", "Reached", "Invariants"];
const STATES: [&str; 4] = ["Interesting state", "Reached on", "Fewest steps", "Not reached"];

/// `passgate 0.1.0 · our-phones · every interleaving of 7 steps`, before the search begins.
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
            text += &format!("\n{}", counterexample(row, found, paint));
        }
    }
    let rows: Vec<Vec<String>> = exploration.rows.iter().map(cells).collect();
    text += &format!("\nWhat was explored: {}\n", exploration.policy.title);
    text += &layout::table(&ROWS, &rows, width);
    text += "\nWhat it reached\n";
    text += &layout::table(&STATES, &interesting(&exploration.rows), width);
    for row in exploration.rows.iter().filter(|row| !row.exhaustive) {
        text += &partial(row);
    }
    text + "\n" + &summary(exploration, paint) + "\n"
}

fn cells(row: &ExploredRow) -> Vec<String> {
    let all = row.reached.len() + row.missing.len();
    let invariants = match &row.counterexample {
        Some(_) => "broken",
        None => "hold",
    };
    vec![
        row.platform.name().to_owned(),
        row.management.name().to_owned(),
        row.depth.to_string(),
        grouped(row.states),
        grouped(usize::try_from(row.steps_tried).unwrap_or(usize::MAX)),
        format!("{} of {all}", row.reached.len()),
        invariants.to_owned(),
    ]
}

/// One line for every state that some row leads to.
fn interesting(rows: &[ExploredRow]) -> Vec<Vec<String>> {
    let mut lines = Vec::new();
    for &sometimes in Sometimes::ALL {
        let reached: Vec<usize> =
            rows.iter().filter_map(|row| row.reached.get(&sometimes).copied()).collect();
        let mut missing: BTreeMap<(bool, usize), Vec<&ExploredRow>> = BTreeMap::new();
        for row in rows {
            if let Some(steps) = row.missing.get(&sometimes) {
                missing.entry((*steps <= row.depth, *steps)).or_default().push(row);
            }
        }
        let possible = reached.len() + missing.values().map(Vec::len).sum::<usize>();
        if possible == 0 {
            continue;
        }
        let fewest = reached.iter().min().map_or_else(|| "–".to_owned(), usize::to_string);
        let missing: Vec<String> = missing
            .iter()
            .map(|((near_enough, steps), rows)| {
                let why = if *near_enough { "missed, though it takes" } else { "takes" };
                let all = reached.is_empty() && rows.len() == possible;
                let on = if all { "all of them".to_owned() } else { listed(rows) };
                format!("{why} {} on {on}", counted(*steps, "step"))
            })
            .collect();
        let missing = if missing.is_empty() { "–".to_owned() } else { missing.join("\n") };
        let count = format!("{} of {possible}", reached.len());
        lines.push(vec![sometimes.name().to_owned(), count, fewest, missing]);
    }
    lines
}

/// `iOS hybrid, Android hybrid`; the kind of management once, where all have the same.
fn listed(rows: &[&ExploredRow]) -> String {
    let kinds: BTreeSet<&str> = rows.iter().map(|row| row.management.name()).collect();
    let kind = kinds.first().copied().filter(|_| kinds.len() == 1);
    let name = |row: &&ExploredRow| match kind {
        Some(_) => row.platform.name().to_owned(),
        None => format!("{} {}", row.platform, row.management),
    };
    let names: Vec<String> = rows.iter().map(name).collect();
    let kind = kind.map_or_else(String::new, |kind| format!("{kind}: "));
    format!("{kind}{}", names.join(", "))
}

fn partial(row: &ExploredRow) -> String {
    let seen = format!("{} states to {} whole steps", grouped(row.states), row.depth);
    match row.counterexample {
        Some(_) => format!("{} is not exhaustive: it ended where it broke ({seen})\n", named(row)),
        None => format!(
            "{} is not exhaustive: it ended at the most states that a row may have ({seen}); \
             allow more with `--states-max`\n",
            named(row)
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
    if missed > 0 {
        parts.push(format!("{missed} missed within the steps they take"));
    }
    if partial > 0 {
        parts.push(format!("not exhaustive on {}", counted(partial, "row")));
    }
    if broken > 0 {
        parts.push(format!("an invariant is broken on {}", counted(broken, "row")));
        return paint.bad(&parts.join(" · "));
    }
    parts.push("every invariant holds".to_owned());
    paint.good(&parts.join(" · "))
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
