//! One JSON document: the results of a run, for programs that want more than an exit code.

pub(crate) mod document;

use schemars::schema_for;

use crate::conformance::config::checked::Waiver;
use crate::conformance::tally::Tally;
use crate::conformance::verdict::Verdict;
use crate::conformance::waivers::WaiverStatus;
use crate::domain::place::Place;
use crate::recording::case::{Case, FailureCause, OutcomeNote};
use crate::recording::comparison::ChangedVerdict;
use crate::recording::ends::{ClauseNote, MutationNote};
use crate::recording::whole::Recording;
use crate::report::changes::row_in_words;
use crate::report::format::json::document::{
    ChangedVerdictPart, ChangesPart, ClausePart, CoveragePart, DiagnosticPart, FailurePart,
    MutationPart, ObservationPart, PolicyPart, ResetPart, RowPart, RunDocument, RunFailurePart,
    ScenarioPart, StepPart, WaiverPart,
};
use crate::report::grade::{RunFailure, headline, run_failures};
use crate::report::results::Results;
use crate::report::summary::closing;
use crate::report::{behaviour, visibility};

/// The version of the document; a key that goes or means something else makes a new one.
const VERSION: u32 = 2;

/// The keys of a row of the behaviour table, cell by cell.
const BEHAVIOUR: [&str; behaviour::HEADERS.len()] =
    ["platform", "management", "passcode", "portal", "configmgr_console", "on_device", "verdicts"];

/// The keys of a row of the visibility table, cell by cell.
const VISIBILITY: [&str; visibility::HEADERS.len()] = [
    "platform",
    "management",
    "reset_by",
    "end_user",
    "another_end_user",
    "configmgr_console",
    "remote_mobile_device_manager",
    "administrator_must_first",
];

/// The JSON Schema of the document.
pub fn json_schema() -> String {
    let schema = schema_for!(RunDocument<'static>);
    // A schema always has a JSON form.
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

/// The document, in lines for people who look into it.
pub(crate) fn json(results: &Results<'_>) -> String {
    super::pretty_json_text(&document(results)) + "\n"
}

fn document<'r>(results: &'r Results<'r>) -> RunDocument<'r> {
    let Recording { header, cases, footer, .. } = results.recording;
    let count = |verdict: &Verdict| (verdict.name(), results.recording.count(*verdict));
    RunDocument {
        schema: VERSION,
        passgate: &header.engine,
        conforms: results.recording.conforms(),
        summary: closing(results),
        partial: results.gaps.as_deref(),
        target: &header.target,
        seed: header.seed,
        faults: &header.faults,
        digest: results.recording.digest().to_string(),
        features: &header.features,
        selection: &header.selection,
        verdicts: Verdict::ALL.iter().map(count).collect(),
        took: footer.as_ref().and_then(|footer| footer.took),
        run_failures: run_failures(results)
            .into_iter()
            .map(|RunFailure { title, text, .. }| RunFailurePart { title, text })
            .collect(),
        policies: results.tallies.iter().map(policy).collect(),
        scenarios: cases.iter().map(scenario).collect(),
        waivers: footer.iter().flat_map(|footer| &footer.waivers).map(waiver).collect(),
        coverage: footer.iter().flat_map(|footer| &footer.coverage).map(coverage).collect(),
        mutation: footer.iter().flat_map(|footer| &footer.mutation).map(mutation).collect(),
        changes: results.changes.as_ref().map(|changes| ChangesPart {
            scenarios: crate::report::changes::lists(changes)
                .map(|(title, list)| (title, list.iter().map(changed).collect()))
                .collect(),
            rows: changes
                .rows
                .iter()
                .map(|row| RowPart {
                    platform: &row.platform,
                    management: row.management.name(),
                    changed: row_in_words(row),
                })
                .collect(),
        }),
    }
}

fn changed(changed: &ChangedVerdict) -> ChangedVerdictPart<'_> {
    let ChangedVerdict { name, path, line, policy, from, to } = changed;
    ChangedVerdictPart { name, file: path, line: *line, policy, from: *from, to: *to }
}

fn policy(tally: &Tally) -> PolicyPart<'_> {
    let row = |keys: &[&'static str], cells: Vec<String>| {
        let cells = cells.into_iter().map(|cell| cell.replace('\n', " "));
        keys.iter().copied().zip(cells).collect()
    };
    let behaviour = tally.behaviour.iter().map(|one| behaviour::cells(&tally.policy, one));
    let visibility = tally.visibility.iter().map(visibility::cells);
    let clauses = tally.clauses.iter().zip(&tally.policy.clauses);
    PolicyPart {
        policy: &tally.policy.id,
        title: &tally.policy.title,
        as_of: &tally.policy.as_of,
        behaviour: behaviour.map(|cells| row(&BEHAVIOUR, cells)).collect(),
        visibility: visibility.map(|cells| row(&VISIBILITY, cells)).collect(),
        clauses: clauses
            .map(|(citation, clause)| ClausePart {
                clause: &citation.id,
                statement: &clause.statement,
                evidence: citation.evidence,
                cited: citation.cited,
                passing: citation.passing,
            })
            .collect(),
    }
}

fn scenario(case: &Case) -> ScenarioPart<'_> {
    ScenarioPart {
        name: &case.name,
        feature: &case.feature,
        rule: case.rule.as_deref(),
        file: &case.path,
        line: case.line,
        row: case.example,
        tags: case.tags.iter().map(|tag| &**tag).collect(),
        clauses: case.clauses.iter().map(|clause| &**clause).collect(),
        policy: &case.policy,
        verdict: case.verdict,
        headline: Some(headline(case)).filter(|line| !line.is_empty()),
        failure: case.why.as_ref().and_then(|why| match why {
            FailureCause::Failed { step, expected, seen } => {
                Some(FailurePart { step: *step, expected, seen })
            }
            FailureCause::Unsupported { .. } | FailureCause::Broken { .. } => None,
        }),
        diagnostics: case
            .diagnostics
            .iter()
            .map(|diagnostic| DiagnosticPart {
                code: &diagnostic.code,
                message: &diagnostic.message,
                help: diagnostic.help.as_deref(),
                line: diagnostic.region.as_ref().map_or(case.line, |region| region.line),
                column: diagnostic.region.as_ref().map_or(1, |region| region.column),
            })
            .collect(),
        steps: case
            .steps
            .iter()
            .map(|step| StepPart {
                keyword: &step.keyword,
                text: &step.text,
                line: step.line,
                status: step.status,
            })
            .collect(),
        resets: case.outcomes.iter().map(reset).collect(),
        attempts_failed: case.attempts.len(),
        seed: case.seed,
        replay: &case.replay,
    }
}

fn reset(outcome: &OutcomeNote) -> ResetPart {
    let observation = |seen: &Place| ObservationPart { actor: seen.actor, surface: seen.surface };
    ResetPart {
        by: outcome.by,
        surface: outcome.surface,
        state: outcome.state,
        effect: outcome.effect,
        shape: outcome.shape.map(|shape| shape.to_string()),
        seen: outcome.seen.iter().map(observation).collect(),
    }
}

fn waiver(status: &WaiverStatus) -> WaiverPart<'_> {
    let Waiver { subject, reason, owner, ticket, expires, file, line, .. } = &status.waiver;
    WaiverPart {
        subject: subject.to_string(),
        reason,
        owner,
        ticket,
        expires: expires.to_string(),
        file,
        line: *line,
        expired: status.expired,
        covered: status.covered,
        run: status.run,
        conforming: status.conforming,
    }
}

fn coverage(note: &ClauseNote) -> CoveragePart<'_> {
    let ClauseNote { policy, clause, evidence, fails_under } = note;
    let fails_under = fails_under.as_ref().map(|mutant| mutant.name.as_str());
    CoveragePart { policy, clause, evidence: *evidence, fails_under }
}

fn mutation(note: &MutationNote) -> MutationPart<'_> {
    let MutationNote { policy, killed, equivalent, invalid, survived } = note;
    MutationPart { policy, killed: *killed, equivalent: *equivalent, invalid: *invalid, survived }
}
