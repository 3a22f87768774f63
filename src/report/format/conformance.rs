//! The conformance report of an outside system: one YAML document that its vendor can publish.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::recording::support::SupportedShare;
use crate::recording::system_note::SystemNote;
use crate::report::results::Results;

/// The version of the document.
const VERSION: u32 = 1;

/// The document. JSON is YAML, so that any reader of either takes it.
pub(crate) fn conformance(results: &Results<'_>) -> String {
    let header = &results.recording.header;
    let policies = header.policies.iter();
    let policies: Vec<Value> =
        policies.map(|it| json!({ "id": it.id, "digest": it.digest })).collect();
    let mut document = json!({
        "passgate_conformance_report": VERSION,
        "passgate": header.engine,
        "policies": policies,
        "seed": header.seed,
        "selection": header.selection,
        "conforms": results.recording.conforms(),
        "partial": results.gaps,
    });
    let (system, support) = (header.system.as_ref(), results.support());
    let rest = match system.zip(support) {
        None => json!({ "system": { "name": header.target } }),
        Some((system, support)) => json!({
            "system": identity(system),
            "profile": system.profile,
            "level": support.level,
            "supported": system.can,
            "unsupported": {
                "scenarios": part(&support.scenarios),
                "clauses": part(&support.clauses),
                "cells": part(&support.cells),
            },
            "clauses": {
                "verified": support.clauses_verified,
                "failed": support.clauses_failed,
            },
            "time_scale": system.time_scale,
            "patience_ms": system.patience_ms,
            "time_limits_ms": system.time_limits_ms,
        }),
    };
    let verdicts = results.recording.cases.iter().fold(BTreeMap::new(), |mut counts, case| {
        *counts.entry(case.verdict.name()).or_insert(0_usize) += 1;
        counts
    });
    let failing = results.recording.cases.iter().filter(|case| !case.verdict.is_tolerable());
    let failing: Vec<Value> = failing
        .map(|case| {
            json!({ "scenario": case.name, "at": case.place(), "verdict": case.verdict,
                    "clauses": case.clauses, "replay": case.replay })
        })
        .collect();
    if let (Value::Object(document), Value::Object(rest)) = (&mut document, rest) {
        document.extend(rest);
        document.insert("verdicts".to_owned(), json!(verdicts));
        document.insert("failures".to_owned(), Value::Array(failing));
        document.insert("reproduce".to_owned(), json!(reproduce(results)));
    }
    super::pretty_json_text(&document) + "\n"
}

fn identity(system: &SystemNote) -> Value {
    json!({ "name": system.name, "version": system.version, "vendor": system.vendor })
}

fn part(part: &SupportedShare) -> Value {
    json!({ "count": part.unsupported, "of": part.all, "needs": part.missing })
}

/// The command line that runs everything again.
fn reproduce(results: &Results<'_>) -> String {
    let header = &results.recording.header;
    let named = header.system.as_ref().map(|system| system.entry.as_deref().unwrap_or("…"));
    let system = named.map_or_else(String::new, |name| format!(" --sut {name}"));
    let selection = header
        .selection
        .iter()
        .map(|word| format!(" {}", crate::document::shell::shell_word(word)));
    format!("passgate run{}{system} --seed {}", selection.collect::<String>(), header.seed)
}
