//! Clause by clause: the scenarios that cite it, the expectation that covers it, and what makes that fail.

use crate::conformance::coverage::{CitingOutline, ClauseCoverage, ClauseStatus, Coverage};
use crate::conformance::proof_search::CoverageProof;
use crate::conformance::proving_mutant::MutantKind;
use crate::conformance::suggested_about::about_in_yaml;
use crate::document::wording::counted;
use crate::language::plan::Instruction;
use crate::language::scenario::{Scenario, Step};
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;
use crate::report::layout;
use crate::report::layout::Width;

const HEADERS: [&str; 4] = ["Clause", "Scenario", "Expectation", "Fails if"];

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
    let clauses =
        |status| coverage.with_status(status).map(|one| one.clause.id.to_string()).collect();
    text += &listed("clauses without a scenario", clauses(ClauseStatus::NotCited));
    text += &listed(
        "clauses that no mutant and no defect of theirs proves",
        clauses(ClauseStatus::CitedOnly),
    );
    let unprovable = coverage.with_status(ClauseStatus::NotProvable);
    text += &listed(
        "clauses that are not provable: they do not say what they are about; to paste below each",
        unprovable.map(|one| suggestion(&coverage.policy, one)).collect(),
    );
    let places = coverage.without_clause.iter();
    text += &listed("scenarios without a clause", places.map(|one| place(one)).collect());
    let rows = coverage.never_reached.iter();
    let row = |key: &KeyId| coverage.policy.key_in_words(*key);
    text += &listed("rows never reached", rows.map(row).collect());
    text
}

/// What a scenario is missing for, a line each.
pub(crate) fn uncovered(coverage: &Coverage) -> Vec<String> {
    let clauses = coverage.uncovered().map(|one| {
        let why = match one.status() {
            ClauseStatus::NotCited => "clause without a scenario",
            ClauseStatus::NotProvable => "clause that is not provable",
            ClauseStatus::CitedOnly | ClauseStatus::Covered => "clause that nothing proves",
        };
        format!("{why}: {}", one.clause.id)
    });
    let rows = coverage.never_reached.iter();
    let rows = rows.map(|key| format!("row never reached: {}", coverage.policy.key_in_words(*key)));
    clauses.chain(rows).collect()
}

/// What is left for each of the other three cells: the name of a clause is not broken.
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

/// `30 clauses · 28 covered · 1 cited only · 0 not provable · 1 without a scenario · 139 scenarios`
pub(crate) fn counts(coverage: &Coverage) -> String {
    let count = |status| coverage.with_status(status).count();
    let interrupted =
        if coverage.interrupted { "interrupted: not every mutant was tried · " } else { "" };
    format!(
        "{interrupted}{} · {} covered · {} cited only · {} not provable · {} without a scenario · {}",
        counted(coverage.clauses.len(), "clause"),
        count(ClauseStatus::Covered),
        count(ClauseStatus::CitedOnly),
        count(ClauseStatus::NotProvable),
        count(ClauseStatus::NotCited),
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
    if clause.outlines.is_empty() {
        return vec![vec![id.to_string(), "none".into(), "–".into(), "–".into()]];
    }
    let not_proved = match clause.status() {
        ClauseStatus::NotProvable => "not provable",
        ClauseStatus::Covered | ClauseStatus::CitedOnly | ClauseStatus::NotCited => {
            "nothing that the clause names"
        }
    };
    clause.outlines.iter().map(|outline| cells(id, outline, not_proved)).collect()
}

/// What a clause that is not provable could say; the parts that it has to name where nothing is known.
fn suggestion(policy: &Policy, clause: &ClauseCoverage) -> String {
    let about = clause.suggestion.as_ref().map_or_else(
        || "nothing makes a scenario that cites it fail: name `keys` or `defects`, and what it `observes`".to_owned(),
        |about| about_in_yaml(policy, about),
    );
    format!("{}:\n    {about}", clause.clause.id)
}

fn cells(clause: &str, outline: &CitingOutline, not_proved: &str) -> Vec<String> {
    let fallen = outline.proof.as_ref().map(|proof| &proof.scenario);
    let shown = fallen.or(outline.scenarios.first());
    let name = shown.map_or_else(String::new, |scenario| scenario.name.to_string());
    let more = outline.scenarios.len().saturating_sub(1);
    let more = if more == 0 { String::new() } else { format!("\nand {more} more of its outline") };
    let expectation = match &outline.proof {
        Some(proof) => proof.expectation().to_string(),
        None => shown.map_or_else(String::new, |scenario| expectations(scenario)),
    };
    let fails = outline.proof.as_ref().map_or_else(|| not_proved.to_owned(), proof);
    vec![clause.to_owned(), format!("{name}{more}"), expectation, fails]
}

/// What makes an expectation fail, and how many scenarios fail with it: the fewer, the more it shows.
fn proof(proof: &CoverageProof) -> String {
    let name = match proof.kind {
        MutantKind::Policy => proof.name.clone(),
        MutantKind::Defect => format!("defect: {}", proof.name),
    };
    match proof.others {
        0 => name,
        others => format!("{name}\n(and {} with it)", counted(others, "other scenario")),
    }
}

/// Everything that a scenario expects, if nothing makes any of it fail.
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
