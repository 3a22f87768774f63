//! The first and the last lines of a recording: what identifies the run, and its results as a whole.

use std::hash::Hasher as _;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash64;

use crate::conformance::proving_mutant::MutantKind;
use crate::conformance::waivers::WaiverStatus;
use crate::journal::digest::Digest;
use crate::policy::evidence::Evidence;
use crate::recording::absence::Absence;
use crate::recording::gate_result::GateResult;
use crate::recording::system_note::SystemNote;
use crate::recording::tables::TableComparison;

/// What was to be run, and how: the same header and engine give the same cases.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The version of passgate that ran it.
    pub engine: String,
    /// The system under test.
    pub target: String,
    /// The same, if it is an outside one: what it declared, and what it was held to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<SystemNote>,
    /// The seed of the run.
    pub seed: u64,
    /// What could go wrong.
    pub faults: String,
    /// The policies that a scenario was run under.
    pub policies: Vec<PolicyNote>,
    /// Identifies the texts of all features that were read.
    pub features: String,
    /// The arguments of the command line that select scenarios; empty for everything.
    pub selection: Vec<String>,
    /// How many scenarios were selected, in all shards together.
    pub selected: usize,
    /// How many of them this recording is to hold.
    pub cases: usize,
    /// Whether every loaded scenario was selected.
    pub complete: bool,
    /// Which shard of the selection was run, if it was split.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<Shard>,
    /// Whether the features are the bundled ones.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bundled: bool,
    /// What the run does without.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absences: Vec<Absence>,
}

impl Header {
    /// Identifies texts with their names, in their order, on any machine: however their lines end, and whether or not a
    /// byte order mark is before them.
    pub fn fingerprint(sources: &[SourceText]) -> String {
        let mut hasher = XxHash64::with_seed(0);
        for SourceText { path, text } in sources {
            let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
            for part in [path, &text] {
                hasher.write(&(part.len() as u64).to_le_bytes());
                hasher.write(part.as_bytes());
            }
        }
        Digest(hasher.finish()).to_string()
    }
}

/// One of the shards of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shard {
    /// Which, counted from one.
    pub index: usize,
    /// Of how many.
    pub count: usize,
}

/// A policy, as the header names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyNote {
    /// Its name.
    pub id: Arc<str>,
    /// Identifies its content, as sixteen hexadecimal digits.
    pub digest: String,
}

/// A policy document as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyDocument {
    /// The path of its file.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A feature file as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceText {
    /// The path of its file.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The results of the run as a whole; a recording without it is not complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Footer {
    /// How many cases are before it.
    pub cases: usize,
    /// Identifies everything that happened, in the order of the cases.
    pub digest: String,
    /// Whether the user interrupted the run.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub interrupted: bool,
    /// How the tables compare with the approved ones.
    pub tables: TableComparison,
    /// The status of every waiver.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<WaiverStatus>,
    /// How long the run took, in milliseconds, if the user asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub took: Option<u64>,
    /// Whether something makes a scenario of each clause fail, where that was computed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coverage: Vec<ClauseNote>,
    /// What became of the mutants of each policy, where that was computed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mutation: Vec<MutationNote>,
    /// How the gate ended that the run was a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate: Option<GateResult>,
}

/// Whether something that a clause names makes a scenario fail that cites it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseNote {
    /// The policy.
    pub policy: Arc<str>,
    /// The clause.
    pub clause: Arc<str>,
    /// What the statement is based on.
    pub evidence: Evidence,
    /// The mutant or defect that proves the clause; nothing if none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fails_under: Option<MutantNote>,
    /// Whether the clause does not say what it is about, so that nothing can prove it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_provable: bool,
}

/// A system that is wrong in one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MutantNote {
    /// What kind it is.
    pub kind: MutantKind,
    /// Its name.
    pub name: String,
    /// The scenario that fails under it.
    #[serde(default)]
    pub scenario: Arc<str>,
    /// The expectation that fails.
    #[serde(default)]
    pub expectation: Arc<str>,
}

/// What became of the mutants of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MutationNote {
    /// The policy.
    pub policy: Arc<str>,
    /// How many mutants make a scenario fail.
    pub killed: usize,
    /// How many no scenario could kill, for a reason that is written down.
    pub equivalent: usize,
    /// How many contradict the rest of the policy.
    pub invalid: usize,
    /// The names of those that survived.
    pub survived: Vec<String>,
}

impl MutationNote {
    /// How many mutants there are to kill.
    pub const fn to_kill(&self) -> usize {
        self.killed + self.survived.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mutant_that_a_scenario_could_kill_is_to_be_killed() {
        let survived = vec!["a longer passcode".to_owned(), "a shorter one".to_owned()];
        let note = MutationNote {
            policy: "plain".into(),
            killed: 40,
            equivalent: 3,
            invalid: 5,
            survived,
        };
        assert_eq!(note.to_kill(), 42);
    }

    #[test]
    fn a_fingerprint_is_of_names_and_texts_and_of_no_line_end() {
        let source = |path: &str, text: &str| SourceText { path: path.into(), text: text.into() };
        let of = |sources: &[SourceText]| Header::fingerprint(sources);
        let plain = of(&[source("a", "one\ntwo\n")]);
        assert_eq!(plain, of(&[source("a", "\u{feff}one\r\ntwo\r\n")]));
        assert_ne!(plain, of(&[source("b", "one\ntwo\n")]));
        assert_ne!(plain, of(&[source("a", "one\ntwo")]));
        assert_ne!(of(&[source("a", "b")]), of(&[source("ab", "")]));
    }
}
