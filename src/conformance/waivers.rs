//! Which failures are waived today, and which waivers have outlived what they are for.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::conformance::config::checked::{Subject, Waiver};
use crate::conformance::config::date::Date;
use crate::conformance::verdict::{Verdict, judge};
use crate::language::scenario::Scenario;
use crate::run::record::Record;

/// The waivers of a run. The default waives nothing.
#[derive(Clone, Debug, Default)]
pub struct Waivers {
    active: Option<ActiveWaivers>,
}

/// What there is to be waived.
#[derive(Clone, Debug)]
pub struct LoadedScenarios {
    /// Every scenario that was read, selected or not.
    pub scenarios: Vec<Arc<Scenario>>,
    /// Whether every feature of the project was read, not only those that the user named.
    pub whole: bool,
}

#[derive(Clone, Debug)]
struct ActiveWaivers {
    waivers: Vec<Waiver>,
    loaded: LoadedScenarios,
    today: Date,
}

/// The status of a waiver after a run, as numbers: those of the parts of a run add up to those of the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaiverStatus {
    /// The waiver.
    #[serde(flatten)]
    pub waiver: Waiver,
    /// Whether its last day was over.
    pub expired: bool,
    /// How many of the loaded scenarios it covers.
    pub covered: usize,
    /// How many of those were run.
    pub run: usize,
    /// How many of those that were run conform.
    pub conforming: usize,
    /// Whether all that it could cover is loaded: a clause may be cited in a feature that was not read.
    pub all_known: bool,
    /// Whether every scenario there is was run.
    pub everything: bool,
}

/// A waiver that fails a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaiverViolation {
    /// The waiver.
    pub waiver: Waiver,
    /// Why it does.
    pub kind: WaiverViolationKind,
    /// How many of the scenarios that it covers were run.
    pub run: usize,
    /// How many of those conform.
    pub conforming: usize,
}

/// Why a waiver fails a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaiverViolationKind {
    /// There is nothing left for it to waive.
    Stale,
    /// Its last day is over.
    Expired,
}

impl Waivers {
    pub(crate) const fn new(waivers: Vec<Waiver>, loaded: LoadedScenarios, today: Date) -> Self {
        Self { active: Some(ActiveWaivers { waivers, loaded, today }) }
    }

    /// The verdict on a record, with what is waived today.
    pub fn judge(&self, record: &Record) -> Verdict {
        self.apply(&record.job.scenario, judge(record))
    }

    /// What becomes of a verdict on the scenario. What is no fault of a scenario is never
    /// waived: a system that failed, a defect of passgate; and what was not run did not fail.
    pub fn apply(&self, scenario: &Scenario, verdict: Verdict) -> Verdict {
        match verdict {
            Verdict::Fails | Verdict::Undefined if self.waiver_of(scenario).is_some() => {
                Verdict::Waived
            }
            Verdict::Conforms
            | Verdict::Flaky
            | Verdict::Waived
            | Verdict::Unsupported
            | Verdict::Fails
            | Verdict::Undefined
            | Verdict::NotReached
            | Verdict::Error
            | Verdict::Broken => verdict,
        }
    }

    /// The waiver in force that covers the scenario: the first, where there are several.
    pub fn waiver_of(&self, scenario: &Scenario) -> Option<&Waiver> {
        let ActiveWaivers { waivers, today, .. } = self.active.as_ref()?;
        let mut in_force = waivers.iter().filter(|waiver| !waiver.has_expired(*today));
        in_force.find(|waiver| waiver.subject.covers(scenario))
    }

    /// The waivers that fail a run with these verdicts, in the order of the document.
    ///
    /// One about scenarios that were not run says nothing about the run.
    pub fn violations(&self, verdicts: &[(&Record, Verdict)]) -> Vec<WaiverViolation> {
        let verdicts: Vec<(&Scenario, Verdict)> =
            verdicts.iter().map(|(record, verdict)| (&*record.job.scenario, *verdict)).collect();
        self.waiver_statuses(&verdicts).iter().filter_map(WaiverStatus::violation).collect()
    }

    /// The status of every waiver after a run with these verdicts, in the order of the document.
    pub fn waiver_statuses(&self, verdicts: &[(&Scenario, Verdict)]) -> Vec<WaiverStatus> {
        let Some(active) = &self.active else { return Vec::new() };
        active.waivers.iter().map(|waiver| active.status(waiver, verdicts)).collect()
    }
}

impl ActiveWaivers {
    fn status(&self, waiver: &Waiver, verdicts: &[(&Scenario, Verdict)]) -> WaiverStatus {
        let covers = |scenario: &Scenario| waiver.subject.covers(scenario);
        let run = verdicts
            .iter()
            .filter(|(scenario, verdict)| *verdict != Verdict::NotReached && covers(scenario));
        let conforming = run.clone().filter(|(_, verdict)| *verdict == Verdict::Conforms);
        WaiverStatus {
            waiver: waiver.clone(),
            expired: waiver.has_expired(self.today),
            covered: self.loaded.scenarios.iter().filter(|scenario| covers(scenario)).count(),
            conforming: conforming.count(),
            run: run.count(),
            all_known: match waiver.subject {
                Subject::Scenario { .. } => true,
                Subject::Clause(_) => self.loaded.whole,
            },
            everything: self.loaded.whole && verdicts.len() == self.loaded.scenarios.len(),
        }
    }
}

impl WaiverStatus {
    /// Adds what another part of the same run says about the same waiver.
    pub fn add(&mut self, other: &Self) {
        self.expired |= other.expired;
        self.run += other.run;
        self.conforming += other.conforming;
    }

    /// Why the waiver fails the run, if it does.
    pub fn violation(&self) -> Option<WaiverViolation> {
        let kind = if self.run == 0 && !self.everything {
            return None;
        } else if self.expired {
            WaiverViolationKind::Expired
        } else if self.all_known && self.conforming == self.covered {
            WaiverViolationKind::Stale
        } else {
            return None;
        };
        let (waiver, run, conforming) = (self.waiver.clone(), self.run, self.conforming);
        Some(WaiverViolation { waiver, kind, run, conforming })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::yaml::path::Path;
    use crate::language::scenarios_of_tests::scenarios;
    use crate::policy::samples::plain;
    use crate::run::record::Job;
    use crate::run::single::run_single;
    use WaiverViolationKind::{Expired, Stale};

    const TODAY: &str = "2026-02-10";

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn waiver(subject: Subject, expires: &str) -> Waiver {
        let [reason, owner, ticket, file] =
            ["known", "a team", "T-1", "passgate.yaml"].map(String::from);
        let (expires, line, path) = (day(expires), 1, Path::root());
        Waiver { subject, reason, owner, ticket, expires, file, line, path }
    }

    fn named(name: &str, feature: Option<&str>) -> Subject {
        Subject::Scenario { name: name.into(), feature: feature.map(String::from) }
    }

    fn clause() -> Subject {
        Subject::Clause("everything".into())
    }

    /// Two scenarios, of which the first cites a clause.
    fn two() -> Vec<Arc<Scenario>> {
        let given = "Given a Digits device managed by Plain joint";
        let text =
            format!("@clause:everything\nScenario: One\n{given}\n\nScenario: Two\n{given}\n");
        scenarios(&plain(), &text)
    }

    fn waivers(all: &[Waiver], whole: bool) -> Waivers {
        let loaded = LoadedScenarios { scenarios: two(), whole };
        Waivers::new(all.to_vec(), loaded, day(TODAY))
    }

    #[test]
    fn a_waiver_covers_a_name_a_name_in_a_feature_or_what_cites_a_clause() {
        let covered =
            |subject: Subject| two().iter().map(|one| subject.covers(one)).collect::<Vec<_>>();
        assert_eq!(covered(named("One", None)), [true, false]);
        assert_eq!(covered(named("Two", Some("a.feature"))), [false, true]);
        assert_eq!(covered(named("Two", Some("b.feature"))), [false, false]);
        assert_eq!(covered(clause()), [true, false]);
        assert_eq!(covered(Subject::Clause("One".into())), [false, false]);
    }

    #[test]
    fn a_waiver_in_force_lets_a_scenario_fail_and_nothing_else() {
        let [one, two] = &two()[..] else { panic!() };
        let waivers = waivers(&[waiver(named("One", None), TODAY)], true);
        assert!(waivers.waiver_of(one).is_some() && waivers.waiver_of(two).is_none());
        for verdict in Verdict::ALL {
            let waived = matches!(verdict, Verdict::Fails | Verdict::Undefined);
            let expected = if waived { Verdict::Waived } else { *verdict };
            assert_eq!(waivers.apply(one, *verdict), expected);
            assert_eq!(waivers.apply(two, *verdict), *verdict);
            assert_eq!(Waivers::default().apply(one, *verdict), *verdict);
        }
    }

    #[test]
    fn of_several_waivers_the_first_in_force_counts() {
        let expired = waiver(clause(), "2026-02-09");
        let [first, second] = [clause(), named("One", None)].map(|it| waiver(it, "2026-03-01"));
        let one = &two()[0];
        let all = waivers(&[expired.clone(), first.clone(), second], true);
        assert_eq!(all.waiver_of(one), Some(&first));
        assert_eq!(waivers(&[expired], true).waiver_of(one), None);
    }

    /// Why waivers of the clause and of the second scenario fail a run with these verdicts.
    fn violations(
        expires: &str,
        whole: bool,
        verdicts: &[Verdict],
    ) -> Vec<Option<WaiverViolationKind>> {
        let subjects = [clause(), named("Two", None)];
        let all = waivers(&subjects.map(|it| waiver(it, expires)), whole);
        let two = two();
        let verdicts: Vec<(&Scenario, Verdict)> =
            two.iter().map(|it| &**it).zip(verdicts.iter().copied()).collect();
        let statuses = all.waiver_statuses(&verdicts);
        statuses.iter().map(|status| status.violation().map(|it| it.kind)).collect()
    }

    #[test]
    fn a_waiver_with_nothing_to_waive_or_whose_day_is_over_fails_a_run() {
        use Verdict::{Conforms, Fails, NotReached, Waived};
        assert_eq!(violations(TODAY, true, &[Waived, Conforms]), [None, Some(Stale)]);
        assert_eq!(violations(TODAY, true, &[Conforms, Waived]), [Some(Stale), None]);
        // The clause may be cited where nothing was read.
        assert_eq!(violations(TODAY, false, &[Conforms, Conforms]), [None, Some(Stale)]);
        assert_eq!(violations("2026-02-09", true, &[Fails, Conforms]), [Some(Expired); 2]);
        // What was not run shows nothing, unless everything there is was run.
        assert_eq!(violations("2026-02-09", false, &[NotReached, Fails]), [None, Some(Expired)]);
        assert_eq!(violations("2026-02-09", true, &[NotReached, Fails]), [Some(Expired); 2]);
        assert_eq!(violations(TODAY, true, &[]), [None, None]);
        assert_eq!(violations("2026-02-09", true, &[Fails]), [Some(Expired), None]);
    }

    #[test]
    fn the_parts_of_a_run_add_up() {
        let status = |expired, run, conforming| WaiverStatus {
            waiver: waiver(clause(), TODAY),
            expired,
            covered: 9,
            run,
            conforming,
            all_known: true,
            everything: false,
        };
        let mut whole = status(false, 4, 3);
        whole.add(&status(false, 2, 1));
        assert_eq!(whole, status(false, 6, 4));
        assert_eq!(whole.violation(), None);
        whole.add(&status(true, 3, 3));
        assert_eq!(whole, status(true, 9, 7));
        let WaiverViolation { kind, run, conforming, .. } = whole.violation().unwrap();
        assert_eq!((kind, run, conforming), (Expired, 9, 7));
    }

    #[test]
    fn a_run_has_the_violations_of_its_records() {
        let policy = plain();
        let job = |scenario: &Arc<Scenario>| Job::new(Arc::clone(scenario), Arc::clone(&policy), 1);
        let records: Vec<Record> = two().iter().map(|it| run_single(job(it))).collect();
        let all = waivers(&[waiver(clause(), TODAY), waiver(named("Two", None), TODAY)], true);
        let verdicts = [(&records[0], Verdict::Conforms), (&records[1], Verdict::Waived)];
        let [violation] = &all.violations(&verdicts)[..] else { panic!() };
        assert_eq!((&violation.waiver.subject, violation.kind), (&clause(), Stale));
        assert_eq!(Waivers::default().violations(&verdicts), []);
    }
}
