//! How the gate ended that a run was a part of: which parts failed, and why.

use serde::{Deserialize, Serialize};

/// The parts of a gate, in the order of execution.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateResult {
    /// Those that were executed.
    pub parts: Vec<GatePartResult>,
    /// The part in which it was interrupted, so that the later ones are missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interrupted: Option<String>,
    /// How many parts were not executed because an earlier one failed.
    #[serde(default)]
    pub left_out: usize,
}

/// How a part of the gate ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatePartResult {
    /// What the gate calls it.
    pub name: String,
    /// Whether it passed.
    pub passed: bool,
    /// What it found, as lines.
    pub findings: Vec<String>,
}

impl GateResult {
    /// Whether every part was executed and passed.
    pub fn passed(&self) -> bool {
        self.interrupted.is_none() && self.left_out == 0 && self.failed().next().is_none()
    }

    /// The parts that did not pass.
    pub fn failed(&self) -> impl Iterator<Item = &GatePartResult> {
        self.parts.iter().filter(|part| !part.passed)
    }

    /// How many parts the gate has.
    pub const fn count(&self) -> usize {
        self.parts.len().saturating_add(self.left_out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, passed: bool) -> GatePartResult {
        GatePartResult { name: name.into(), passed, findings: Vec::new() }
    }

    #[test]
    fn a_gate_passes_if_every_part_was_executed_and_passed() {
        let whole = GateResult {
            parts: vec![part("run", true), part("sweep", true)],
            ..GateResult::default()
        };
        assert!(whole.passed());
        assert_eq!((whole.failed().count(), whole.count()), (0, 2));
        let interrupted = GateResult { interrupted: Some("coverage".into()), ..whole.clone() };
        assert!(!interrupted.passed());
        let cut = GateResult { left_out: 3, ..whole.clone() };
        assert_eq!((cut.passed(), cut.count()), (false, 5));
        let parts = vec![part("run", true), part("sweep", false), part("mutation", false)];
        let failed = GateResult { parts, ..whole };
        let names: Vec<&str> = failed.failed().map(|part| part.name.as_str()).collect();
        assert_eq!((failed.passed(), names, failed.count()), (false, vec!["sweep", "mutation"], 3));
    }
}
