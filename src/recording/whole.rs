//! A whole run as reports read it: just finished, read from a text, or put together from shards.

use std::sync::Arc;

use crate::conformance::conclusion::Conclusion;
use crate::conformance::outcome::ScenarioFacts;
use crate::conformance::tally::{Tally, tallies};
use crate::conformance::verdict::Verdict;
use crate::conformance::waivers::{WaiverStatus, WaiverViolation};
use crate::document::wording::{agreeing, counted};
use crate::journal::digest::{Digest, JournalDigest};
use crate::policy::checked::Policy;
use crate::recording::case::Case;
use crate::recording::ends::{Footer, Header, PolicyDocument, SourceText};
use crate::recording::gate_result::GateResult;
use crate::recording::run_texts::{RunTexts, with_texts};
use crate::recording::tables::TableComparison;

/// A recorded run.
#[derive(Clone, Debug)]
pub struct Recording {
    /// What was to be run, and how.
    pub header: Header,
    /// The policy documents.
    pub documents: Vec<PolicyDocument>,
    /// The feature files.
    pub features: Vec<SourceText>,
    /// The scenarios, in the order of the selection.
    pub cases: Vec<Case>,
    /// The results of the run; nothing if it did not reach its end.
    pub footer: Option<Footer>,
    /// The shards that are missing, where some of a run's were put together.
    pub missing: Vec<usize>,
    policies: Vec<Arc<Policy>>,
}

/// Something that a recording lacks of the run that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// It is one shard of several.
    OneShard {
        /// Which, counted from one.
        index: usize,
        /// Of how many.
        count: usize,
    },
    /// Shards are missing.
    MissingShards {
        /// Which, counted from one.
        missing: Vec<usize>,
        /// Of how many.
        count: usize,
    },
    /// It ends before its run did.
    Unfinished {
        /// How many scenarios it has.
        cases: usize,
        /// How many there would be.
        of: usize,
    },
    /// The user interrupted the run.
    Interrupted {
        /// How many scenarios were run.
        cases: usize,
        /// How many there would be.
        of: usize,
    },
}

impl Recording {
    /// A recording that holds nothing yet.
    pub const fn new(header: Header) -> Self {
        Self {
            header,
            documents: Vec::new(),
            features: Vec::new(),
            cases: Vec::new(),
            footer: None,
            missing: Vec::new(),
            policies: Vec::new(),
        }
    }

    /// Adds a policy with its document.
    pub fn add_policy(&mut self, document: PolicyDocument, policy: Arc<Policy>) {
        self.documents.push(document);
        self.policies.push(policy);
    }

    /// The policies that a scenario was run under, in the order of their documents.
    pub fn policies(&self) -> &[Arc<Policy>] {
        &self.policies
    }

    /// The policy called `id`.
    pub fn policy(&self, id: &str) -> Option<&Arc<Policy>> {
        self.policies.iter().find(|policy| &*policy.id == id)
    }

    /// The policy of a scenario, with the texts that its system said besides; nothing if none applies to it.
    pub fn policy_of(&self, case: &Case) -> Option<Arc<Policy>> {
        let policy = self.policy(&case.policy)?;
        Some(with_texts(policy, &case.texts))
    }

    /// The results of the scenarios under each policy, the newest policy first.
    ///
    /// If not everything was run, the rows that no scenario reached are left out.
    pub fn tallies(&self) -> Vec<Tally> {
        let mut texts = RunTexts::new(&self.policies);
        let read = |case: &Case| {
            let policy = self.policy(&case.policy)?;
            let observations = texts.observations(policy, case);
            let facts = ScenarioFacts::read(policy, &observations, &case.clauses, case.verdict);
            Some((Arc::clone(&policy.id), facts))
        };
        let all_facts: Vec<_> = self.cases.iter().filter_map(read).collect();
        let policies = texts.policies();
        let all_facts = all_facts.into_iter().filter_map(|(id, facts)| {
            let policy = policies.iter().find(|policy| policy.id == id)?;
            Some((Arc::clone(policy), facts))
        });
        let mut tallies = tallies(all_facts);
        if !self.is_whole() {
            tallies.iter_mut().for_each(Tally::leave_out_unreached);
        }
        tallies
    }

    /// How many scenarios have this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.cases.iter().filter(|case| case.verdict == verdict).count()
    }

    /// The worst verdict.
    pub fn worst(&self) -> Verdict {
        self.cases.iter().map(|case| case.verdict).max().unwrap_or(Verdict::Conforms)
    }

    /// The waivers that fail the run.
    pub fn violations(&self) -> Vec<WaiverViolation> {
        let waiver_statuses = self.footer.iter().flat_map(|footer| &footer.waivers);
        waiver_statuses.filter_map(WaiverStatus::violation).collect()
    }

    /// Whether nothing fails the run: no verdict, no waiver, no snapshot, no gap, and no part of the gate if it was one.
    pub fn conforms(&self) -> bool {
        let gate_passed = self.gate().is_none_or(GateResult::passed);
        let is_whole = self.gaps().is_empty() && self.lacks_of_profile().is_empty();
        self.is_sound() && !self.tables_differ() && is_whole && gate_passed
    }

    /// How the gate ended that the run was a part of.
    pub(crate) fn gate(&self) -> Option<&GateResult> {
        self.footer.as_ref()?.gate.as_ref()
    }

    /// How the run ended as a whole.
    pub(crate) fn conclusion(&self, fail_on_flaky: bool) -> Conclusion {
        let interrupted = self.footer.as_ref().is_some_and(|footer| footer.interrupted);
        if self.worst() == Verdict::Broken {
            Conclusion::Broken
        } else if interrupted {
            Conclusion::Interrupted
        } else if self.conforms() && !(fail_on_flaky && self.count(Verdict::Flaky) > 0) {
            Conclusion::Conforms
        } else if self.is_one_shard() && self.is_sound() && !fail_on_flaky {
            // What the other shards found counts where the shards are put together.
            Conclusion::Conforms
        } else {
            Conclusion::DoesNotConform
        }
    }

    /// Whether a table differs from the approved one.
    pub fn tables_differ(&self) -> bool {
        self.footer.as_ref().is_some_and(|footer| footer.tables.differing().next().is_some())
    }

    /// The footer of what it has so far: not interrupted, without waivers and without what only a gate finds out.
    pub(crate) fn ended(&self, tables: TableComparison) -> Footer {
        Footer {
            cases: self.cases.len(),
            digest: self.digest().to_string(),
            interrupted: false,
            tables,
            waivers: Vec::new(),
            took: None,
            coverage: Vec::new(),
            mutation: Vec::new(),
            gate: None,
        }
    }

    /// Whether no verdict and no waiver fails the run.
    pub fn is_sound(&self) -> bool {
        let is_tolerable = self.worst().is_tolerable() && self.unsupported_beyond_profile() == 0;
        is_tolerable && self.violations().is_empty()
    }

    /// Whether it is one of several shards, and lacks nothing else.
    pub fn is_one_shard(&self) -> bool {
        matches!(self.gaps().as_slice(), [Gap::OneShard { .. }])
    }

    /// Whether every scenario there is was run: only then are the tables complete.
    pub fn is_whole(&self) -> bool {
        self.header.complete && self.gaps().is_empty() && self.count(Verdict::NotReached) == 0
    }

    /// What the recording lacks.
    pub fn gaps(&self) -> Vec<Gap> {
        let (cases, of) = (self.cases.len(), self.header.cases);
        let mut gaps = Vec::new();
        if let Some(shard) = self.header.shard {
            let count = shard.count;
            if !self.missing.is_empty() {
                gaps.push(Gap::MissingShards { missing: self.missing.clone(), count });
            } else if count > 1 {
                gaps.push(Gap::OneShard { index: shard.index, count });
            }
        }
        let run = cases - self.count(Verdict::NotReached);
        match &self.footer {
            None => gaps.push(Gap::Unfinished { cases, of }),
            Some(footer) if footer.interrupted => gaps.push(Gap::Interrupted { cases: run, of }),
            Some(_) => {}
        }
        gaps
    }

    /// What the recording lacks, in words; nothing if it is complete.
    pub fn gaps_in_words(&self) -> Option<String> {
        let words: Vec<String> = self.gaps().iter().map(Gap::in_words).collect();
        (!words.is_empty()).then(|| format!("partial: {}", words.join(", ")))
    }

    /// Whether the same run gives the same digest again: an outside system says whether it is so.
    pub fn is_deterministic(&self) -> bool {
        self.header.system.as_ref().is_none_or(|system| system.can.deterministic)
    }

    /// Identifies everything that happened, in the order of the cases.
    pub fn digest(&self) -> Digest {
        let mut digest = JournalDigest::new();
        self.cases.iter().for_each(|case| digest.add_digest(case.journal.digest()));
        digest.finish()
    }

    /// The text of the feature file at `path`.
    pub fn feature(&self, path: &str) -> Option<&str> {
        let found = self.features.iter().find(|source| source.path == path);
        found.map(|source| source.text.as_str())
    }
}

impl Gap {
    /// `only shard 2 of 4`
    pub fn in_words(&self) -> String {
        match self {
            Self::OneShard { index, count } => format!("only shard {index} of {count}"),
            Self::MissingShards { missing, count } => {
                let numbers: Vec<String> = missing.iter().map(ToString::to_string).collect();
                let shard = agreeing(missing.len(), "shard", "shards");
                format!("{shard} {} of {count} missing", numbers.join(", "))
            }
            Self::Unfinished { cases, of } => {
                format!("the run ended early, after {cases} of {}", counted(*of, "scenario"))
            }
            Self::Interrupted { cases, of } if cases == of => {
                format!("interrupted after the last of {}", counted(*of, "scenario"))
            }
            Self::Interrupted { cases, of } => {
                format!("interrupted after {cases} of {}", counted(*of, "scenario"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recording::ends::Shard;
    use crate::recording::tables::NotCompared;

    fn footer(interrupted: bool) -> Footer {
        let tables = TableComparison::NotCompared(NotCompared::PartOfTheScenarios);
        Footer { interrupted, ..Recording::new(Header::default()).ended(tables) }
    }

    fn recording(header: Header, footer: Option<Footer>) -> Recording {
        Recording { footer, ..Recording::new(header) }
    }

    #[test]
    fn what_a_recording_lacks_is_said_in_words() {
        let of = |shard, footer| recording(Header { shard, cases: 2, ..Header::default() }, footer);
        let shard = |index, count| Some(Shard { index, count });
        let words = |recording: &Recording| recording.gaps_in_words();
        assert_eq!(words(&of(None, Some(footer(false)))), None);
        assert_eq!(words(&of(shard(1, 1), Some(footer(false)))), None);
        let early = "partial: the run ended early, after 0 of 2 scenarios";
        assert_eq!(words(&of(None, None)).as_deref(), Some(early));
        let interrupted = "partial: interrupted after 0 of 2 scenarios";
        assert_eq!(words(&of(None, Some(footer(true)))).as_deref(), Some(interrupted));
        let one = of(shard(2, 4), Some(footer(false)));
        assert_eq!(words(&one).as_deref(), Some("partial: only shard 2 of 4"));
        assert!(one.is_one_shard() && !of(shard(2, 4), None).is_one_shard());
        let merged = Recording { missing: vec![1, 3], ..one };
        assert_eq!(words(&merged).as_deref(), Some("partial: shards 1, 3 of 4 missing"));
    }

    #[test]
    fn an_interruption_after_the_last_scenario_is_said_as_that() {
        let interrupted = |cases| Gap::Interrupted { cases, of: 3 }.in_words();
        assert_eq!(interrupted(2), "interrupted after 2 of 3 scenarios");
        assert_eq!(interrupted(3), "interrupted after the last of 3 scenarios");
    }

    #[test]
    fn a_feature_is_found_by_its_path() {
        let mut recording = recording(Header::default(), None);
        for (path, text) in [("a.feature", "one"), ("b.feature", "two")] {
            recording.features.push(SourceText { path: path.into(), text: text.into() });
        }
        let found = ["a.feature", "b.feature", "c.feature"].map(|path| recording.feature(path));
        assert_eq!(found, [Some("one"), Some("two"), None]);
        assert_eq!(recording.worst(), Verdict::Conforms);
    }
}
