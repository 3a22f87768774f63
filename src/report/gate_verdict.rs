//! How a gate ended, in words: what every report of its run begins with.

use crate::document::wording::{agreeing, counted};
use crate::recording::gate_result::GateResult;

/// `the gate passed: 8 parts`, or `the gate failed in 2 of 8 parts: mutate, explore`
pub(crate) fn gate_sentence(gate: &GateResult) -> String {
    let failed: Vec<&str> = gate.failed().map(|part| part.name.as_str()).collect();
    let all = counted(gate.count(), "part");
    if let Some(part) = &gate.interrupted {
        let line = format!("the gate was interrupted in `{part}`, after {all}");
        return match failed.as_slice() {
            [] => line,
            failed => format!("{line}; failed: {}", failed.join(", ")),
        };
    }
    if gate.passed() {
        return format!("the gate passed: {all}");
    }
    format!("the gate failed in {} of {all}: {}", failed.len(), failed.join(", "))
}

/// Each part that failed with its findings, and how many were not executed.
pub(crate) fn gate_failures(gate: &GateResult) -> Vec<String> {
    let mut lines = Vec::new();
    for part in gate.failed() {
        lines.push(format!("✘ {}", part.name));
        lines.extend(part.findings.iter().map(|finding| format!("    {finding}")));
    }
    if gate.left_out > 0 {
        let left_out = counted(gate.left_out, "part");
        let was = agreeing(gate.left_out, "was", "were");
        lines.push(format!("{left_out} {was} not executed, since the run does not conform"));
    }
    lines
}
