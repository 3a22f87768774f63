//! Clause by clause: the scenarios that cite it, the expectation that bears it, and what makes that fall.

use crate::conformance::{Bearing, BreakKind, ClauseCoverage, Coverage, Fall, Hold, RowKey};
use crate::language::{Instruction, Scenario, Step};
use crate::report::Width;
use crate::report::exploration::counted;
use crate::report::layout;

const HEADERS: [&str; 4] = ["Clause", "Scenario", "Expectation", "Falls with"];

/// How wide a cell is where nothing else limits it, and the least that it can do with.
const CELL_COLUMNS: usize = 48;
const CELL_COLUMNS_MIN: usize = 20;

/// What the scenarios of a policy cover, with a title and what is missing.
pub fn coverage_table(coverage: &Coverage, width: Width) -> String {
    let columns = cell_columns(coverage, width);
    let rows: Vec<Vec<String>> = coverage
        .clauses
        .iter()
        .flat_map(lines)
        .map(|row| row.iter().map(|cell| wrapped(cell, columns)).collect())
        .collect();
    let mut text = format!("What the scenarios cover: {}\n", coverage.policy.title);
    text += &layout::table(&HEADERS, &rows, width);
    text += &format!("{}\n", counts(coverage));
    let clauses = |hold| coverage.held(hold).map(|one| one.clause.id.to_string()).collect();
    text += &listed("clauses without a scenario", clauses(Hold::NoScenario));
    text += &listed("held by no policy value", clauses(Hold::ByNoPolicyValue));
    let places = coverage.without_clause.iter();
    text += &listed("scenarios without a clause", places.map(|one| place(one)).collect());
    let rows = coverage.never_reached.iter();
    let row = |row: &RowKey| format!("{}, {}", row.platform, row.management);
    text += &listed("rows never reached", rows.map(row).collect());
    text
}

/// What is left for each of the three cells beside the clause, whose name is not broken.
fn cell_columns(coverage: &Coverage, width: Width) -> usize {
    let Width::Columns(columns) = width else { return CELL_COLUMNS };
    const FRAME: usize = 13;
    let clauses = coverage.clauses.iter().map(|one| one.clause.id.chars().count());
    let clause = clauses.max().unwrap_or_default();
    (columns.saturating_sub(clause + FRAME) / 3).clamp(CELL_COLUMNS_MIN, CELL_COLUMNS)
}

/// Breaks lines between words.
fn wrapped(cell: &str, columns: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in cell.lines() {
        let mut current = String::new();
        for word in line.split(' ') {
            let wide = current.chars().count() + 1 + word.chars().count() > columns;
            if wide && !current.is_empty() {
                lines.push(std::mem::take(&mut current));
            }
            if !current.is_empty() {
                current.push(' ');
            }
            current.push_str(word);
        }
        lines.push(current);
    }
    lines.join("\n")
}

/// `30 clauses · 28 fall when a value changes · 2 held by no policy value · 139 scenarios`
fn counts(coverage: &Coverage) -> String {
    let count = |hold| coverage.held(hold).count();
    format!(
        "{} · {} fall when something is broken · {} held by no policy value · {} without a scenario · {}",
        counted(coverage.clauses.len(), "clause"),
        count(Hold::Noticed),
        count(Hold::ByNoPolicyValue),
        count(Hold::NoScenario),
        counted(coverage.scenario_count, "scenario"),
    )
}

fn listed(title: &str, entries: Vec<String>) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{title}\n");
    for entry in entries {
        text += &format!("  {entry}\n");
    }
    text
}

fn lines(clause: &ClauseCoverage) -> Vec<Vec<String>> {
    let id = &clause.clause.id;
    if clause.bearings.is_empty() {
        return vec![vec![id.to_string(), "none".into(), "–".into(), "–".into()]];
    }
    clause.bearings.iter().map(|bearing| cells(id, bearing)).collect()
}

fn cells(clause: &str, bearing: &Bearing) -> Vec<String> {
    let fallen = bearing.fall.as_ref().map(|fall| &fall.scenario);
    let shown = fallen.or(bearing.scenarios.first());
    let name = shown.map_or_else(String::new, |scenario| scenario.name.to_string());
    let more = bearing.scenarios.len().saturating_sub(1);
    let more = if more == 0 { String::new() } else { format!("\nand {more} more of its outline") };
    let expectation = match &bearing.fall {
        Some(fall) => fall.scenario.steps.get(fall.step).map_or_else(String::new, said),
        None => shown.map_or_else(String::new, |scenario| expectations(scenario)),
    };
    let falls = bearing.fall.as_ref().map_or_else(|| "no value of the policy".to_owned(), fall);
    vec![clause.to_owned(), format!("{name}{more}"), expectation, falls]
}

/// What makes an expectation fall, and how much falls with it: the less, the more it tells.
fn fall(fall: &Fall) -> String {
    let name = match fall.kind {
        BreakKind::Mutant => fall.name.clone(),
        BreakKind::Defect => format!("defect: {}", fall.name),
    };
    match fall.others {
        0 => name,
        1 => format!("{name}\n(and 1 other scenario with it)"),
        others => format!("{name}\n(and {others} other scenarios with it)"),
    }
}

/// Everything that a scenario expects, where nothing makes any of it fall.
fn expectations(scenario: &Scenario) -> String {
    let checks = scenario
        .steps
        .iter()
        .filter(|step| matches!(step.instruction.as_deref(), Some(Instruction::Check(_))));
    checks.map(said).collect::<Vec<_>>().join("\n")
}

fn said(step: &Step) -> String {
    step.text.to_string()
}

fn place(scenario: &Scenario) -> String {
    format!("{}:{}  {}", scenario.path, scenario.line, scenario.name)
}
