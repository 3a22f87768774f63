//! One JSON document: the results of a run, for programs that want more than an exit code.

pub(crate) mod document;

use std::collections::BTreeMap;

use schemars::schema_for;

use crate::conformance::behaviour::{BehaviourRow, SurfaceCell};
use crate::conformance::config::checked::Waiver;
use crate::conformance::seen_reset::Sees;
use crate::conformance::tally::Tally;
use crate::conformance::verdict::Verdict;
use crate::conformance::visibility::VisibilityRow;
use crate::conformance::waivers::WaiverStatus;
use crate::domain::place::Place;
use crate::journal::observed_reset::ObservedReset;
use crate::journal::reset_tracker::ResetTracker;
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;
use crate::recording::absence::Absence;
use crate::recording::case::{Case, FailureCause};
use crate::recording::comparison::ChangedVerdict;
use crate::recording::ends::{ClauseNote, MutationNote};
use crate::recording::gate_result::{GatePartResult, GateResult};
use crate::recording::whole::Recording;
use crate::report::behaviour::{cell_in_full, changes_in_words};
use crate::report::changes::row_in_words;
use crate::report::format::json::document::{
    AbsencePart, BehaviourPart, ChangedVerdictPart, ChangesPart, ClausePart, CoveragePart,
    DiagnosticPart, FailurePart, GateOutcomePart, GateStepPart, MutationPart, ObservationPart,
    PlacePart, PolicyPart, ResetPart, RowPart, RunDocument, RunFailurePart, ScenarioPart, StepPart,
    SurfacePart, VisibilityPart, WaiverPart,
};
use crate::report::gate_verdict::gate_sentence;
use crate::report::grade::{RunFailure, headline, run_failures};
use crate::report::missing::{AbsenceNote, absence_in_words};
use crate::report::policy::{disputes_about, row_of};
use crate::report::results::Results;
use crate::report::summary::closing;
use crate::report::system::system_facts;
use crate::report::visibility::{cell, must_first};

/// The version of the document; a key that goes or means something else makes a new one.
const VERSION: u32 = 3;

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
        gate: results.recording.gate().map(gate),
        absences: header.absences.iter().map(absence).collect(),
        summary: closing(results),
        partial: results.gaps.as_deref(),
        target: &header.target,
        system: system_facts(results).into_iter().collect(),
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
        scenarios: cases.iter().map(|case| scenario(results.recording, case)).collect(),
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
                    key: row.key.values().iter().map(|value| &**value).collect(),
                    reset: row.outcome.name(),
                    changed: row_in_words(row),
                })
                .collect(),
        }),
    }
}

fn gate(gate: &GateResult) -> GateOutcomePart<'_> {
    GateOutcomePart {
        passed: gate.passed(),
        summary: gate_sentence(gate),
        parts: gate
            .parts
            .iter()
            .map(|GatePartResult { name, passed, findings }| GateStepPart {
                name,
                passed: *passed,
                findings,
            })
            .collect(),
        left_out: gate.left_out,
    }
}

fn absence(absence: &Absence) -> AbsencePart<'_> {
    let AbsenceNote { title, remedy } = absence_in_words(absence);
    AbsencePart { title, remedy, file: absence.path() }
}

fn changed(changed: &ChangedVerdict) -> ChangedVerdictPart<'_> {
    let ChangedVerdict { name, path, line, policy, from, to, why: _ } = changed;
    ChangedVerdictPart { name, file: path, line: *line, policy, from: *from, to: *to }
}

fn policy(tally: &Tally) -> PolicyPart<'_> {
    let policy = &*tally.policy;
    let clauses = tally.clauses.iter().zip(&policy.clauses);
    PolicyPart {
        policy: &policy.id,
        title: &policy.title,
        as_of: &policy.as_of,
        behaviour: tally.behaviour.iter().map(|row| behaviour(policy, row)).collect(),
        visibility: tally.visibility.iter().map(|row| visibility(policy, row)).collect(),
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

fn behaviour<'p>(policy: &'p Policy, row: &BehaviourRow) -> BehaviourPart<'p> {
    let surface = |cell: &SurfaceCell| SurfacePart {
        surface: policy.surface_name(cell.surface),
        found: cell_in_full(policy, row.key, cell),
    };
    BehaviourPart {
        key: key(policy, row.key),
        reset: row.outcome.name(),
        passcode: changes_in_words(&row.changes),
        disputed: disputes_about(policy, row.key),
        not_stated: row_of(policy, row.key)
            .map_or(&[][..], |row| &row.not_stated)
            .iter()
            .map(|cell| cell.name())
            .collect(),
        surfaces: row.surfaces.iter().map(surface).collect(),
        on_device: row.on_device.iter().flatten().map(|text| policy.text(*text)).collect(),
        verdicts: row.verdicts.iter().map(|(verdict, count)| (verdict.name(), *count)).collect(),
    }
}

fn visibility<'p>(policy: &'p Policy, row: &VisibilityRow) -> VisibilityPart<'p> {
    let place = |(place, sees): &(Place, Sees)| PlacePart {
        actor: policy.actor_name(place.actor),
        surface: policy.surface_name(place.surface),
        sees: cell(row, *sees),
    };
    VisibilityPart {
        key: key(policy, row.key),
        reset: row.outcome.name(),
        reset_by: row.by.map(|by| policy.actor_name(by)),
        places: row.places.iter().map(place).collect(),
        must_first: must_first(policy, row),
    }
}

/// The values of a key by the names of their dimensions.
fn key(policy: &Policy, key: KeyId) -> BTreeMap<&str, &str> {
    let values = policy.covered(key).map_or(&[][..], |covered| covered.key.values());
    let others = policy.dimensions.iter().map(|dimension| &*dimension.name);
    let names = ["platform", "management"].into_iter().chain(others);
    names.zip(values.iter().map(|value| &**value)).collect()
}

fn scenario<'r>(recording: &'r Recording, case: &'r Case) -> ScenarioPart<'r> {
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
            FailureCause::Unsupported { .. }
            | FailureCause::Error { .. }
            | FailureCause::Broken { .. } => None,
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
        resets: recording.policy(&case.policy).map_or_else(Vec::new, |policy| {
            let devices = ResetTracker::read(policy, &case.journal.observations).into_iter();
            devices.flat_map(|device| device.resets).map(|one| reset(policy, &one)).collect()
        }),
        attempts_failed: case.attempts.len(),
        seed: case.seed,
        replay: &case.replay,
    }
}

fn reset<'p>(policy: &'p Policy, reset: &ObservedReset) -> ResetPart<'p> {
    let places = policy.places().iter().enumerate();
    let seen = places.filter(|(index, _)| reset.at(*index).passcode.is_some());
    ResetPart {
        device: reset.device.index() + 1,
        by: policy.actor_name(reset.place.actor),
        surface: policy.surface_name(reset.place.surface),
        state: reset.ended.map(|(state, _)| state),
        effect: reset.change.map(|(effect, _)| effect),
        shape: reset.change.and_then(|(_, shape)| shape).map(|shape| shape.to_string()),
        seen: seen
            .map(|(_, place)| ObservationPart {
                actor: policy.actor_name(place.actor),
                surface: policy.surface_name(place.surface),
            })
            .collect(),
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
    let ClauseNote { policy, clause, evidence, fails_under, not_provable } = note;
    let proof = fails_under.as_ref();
    CoveragePart {
        policy,
        clause,
        evidence: *evidence,
        fails_under: proof.map(|mutant| mutant.name.as_str()),
        scenario: proof.map(|mutant| &*mutant.scenario),
        expectation: proof.map(|mutant| &*mutant.expectation),
        not_provable: *not_provable,
    }
}

fn mutation(note: &MutationNote) -> MutationPart<'_> {
    let MutationNote { policy, killed, equivalent, invalid, survived } = note;
    MutationPart { policy, killed: *killed, equivalent: *equivalent, invalid: *invalid, survived }
}
