//! Which failures are waived today, and which waivers have outlived what they are for.

use crate::conformance::{AtHand, Date, Subject, Verdict, Waiver, judge};
use crate::language::Scenario;
use crate::run::Record;

/// The waivers of a run. The default waives nothing.
#[derive(Clone, Debug, Default)]
pub struct Waivers {
    standing: Option<Standing>,
}

#[derive(Clone, Debug)]
struct Standing {
    waivers: Vec<Waiver>,
    at_hand: AtHand,
    today: Date,
}

/// A waiver that keeps a run from conforming.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lapse {
    /// The waiver.
    pub waiver: Waiver,
    /// Why it does.
    pub kind: LapseKind,
    /// How many of the scenarios that it covers were played.
    pub played: usize,
    /// How many of those conform.
    pub conforming: usize,
}

/// Why a waiver keeps a run from conforming.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LapseKind {
    /// There is nothing left for it to waive.
    Stale,
    /// Its last day is over.
    Expired,
}

impl Waivers {
    pub(super) const fn new(waivers: Vec<Waiver>, at_hand: AtHand, today: Date) -> Self {
        Self { standing: Some(Standing { waivers, at_hand, today }) }
    }

    /// The verdict on a record, with what is waived today.
    pub fn judge(&self, record: &Record) -> Verdict {
        self.apply(&record.job.scenario, judge(record))
    }

    /// What becomes of a verdict on the scenario. A defect of passgate itself is never waived, and what
    /// was not played did not fail.
    pub fn apply(&self, scenario: &Scenario, verdict: Verdict) -> Verdict {
        match verdict {
            Verdict::Fails | Verdict::Undefined if self.waiver_of(scenario).is_some() => {
                Verdict::Waived
            }
            Verdict::Conforms
            | Verdict::Waived
            | Verdict::Fails
            | Verdict::Undefined
            | Verdict::NotReached
            | Verdict::Error => verdict,
        }
    }

    /// The waiver in force that covers the scenario: the first, where there are several.
    pub fn waiver_of(&self, scenario: &Scenario) -> Option<&Waiver> {
        let Standing { waivers, today, .. } = self.standing.as_ref()?;
        let mut in_force = waivers.iter().filter(|waiver| !waiver.has_expired(*today));
        in_force.find(|waiver| waiver.subject.covers(scenario))
    }

    /// The waivers that keep a run with these verdicts from conforming, in the order of the document.
    ///
    /// One about scenarios that were not played says nothing of the run.
    pub fn lapses(&self, verdicts: &[(&Record, Verdict)]) -> Vec<Lapse> {
        let Some(standing) = &self.standing else { return Vec::new() };
        standing.waivers.iter().filter_map(|waiver| standing.lapse(waiver, verdicts)).collect()
    }
}

impl Standing {
    fn lapse(&self, waiver: &Waiver, verdicts: &[(&Record, Verdict)]) -> Option<Lapse> {
        let covers = |scenario: &Scenario| waiver.subject.covers(scenario);
        let covered = self.at_hand.scenarios.iter().filter(|scenario| covers(scenario)).count();
        let all: Vec<Verdict> = verdicts
            .iter()
            .filter(|(record, _)| covers(&record.job.scenario))
            .map(|(_, verdict)| *verdict)
            .filter(|verdict| *verdict != Verdict::NotReached)
            .collect();
        let (played, conforming) =
            (all.len(), all.iter().filter(|verdict| **verdict == Verdict::Conforms).count());
        let everything = self.at_hand.whole && verdicts.len() == self.at_hand.scenarios.len();
        let concerned = played > 0 || everything;
        // A clause may be cited in a feature that was not read, and fail there.
        let all_known = match waiver.subject {
            Subject::Scenario { .. } => true,
            Subject::Clause(_) => self.at_hand.whole,
        };
        let kind = if !concerned {
            return None;
        } else if waiver.has_expired(self.today) {
            LapseKind::Expired
        } else if all_known && conforming == covered {
            LapseKind::Stale
        } else {
            return None;
        };
        Some(Lapse { waiver: waiver.clone(), kind, played, conforming })
    }
}
