//! Only what is seen is judged: the trace decides nothing, every way of looking sees the same, and a person gets through
//! any flow.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "support/bundled.rs"]
mod bundled;
mod support;

use std::sync::Arc;

use bundled::run_bundled;
use passgate::internals::conformance::judge_run;
use passgate::internals::domain::{
    Action, DeviceId, Fault, Instant, Place, Refusal, Span, SurfaceSet, TextTable, UserAction, View,
};
use passgate::internals::journal::Trace;
use passgate::internals::language::Scenario;
use passgate::internals::policy::Policy;
use passgate::internals::report::{Width, behaviour_table, visibility_table};
use passgate::internals::run::{Ending, Executor, Job, StepError};
use passgate::internals::simulation::Simulation;
use passgate::internals::sut::{Capabilities, SutError, SystemUnderTest};
use support::{INTUNE, policy, policy_text};

/// Verdicts, both tables and the clauses of a run.
fn judged(records: &[passgate::internals::run::Record]) -> String {
    let judgement = judge_run(records);
    let mut all = String::new();
    for (record, verdict) in &judgement.verdicts {
        all += &format!("{} {verdict:?}\n", record.job.scenario.name);
    }
    for tally in &judgement.tallies {
        all += &behaviour_table(tally, Width::Unbounded);
        all += &visibility_table(tally, Width::Unbounded);
        all += &format!("{:?}\n", tally.clauses);
    }
    all
}

#[test]
fn without_the_trace_verdicts_tables_and_clauses_are_the_same() {
    let records = run_bundled(2015);
    let with = judged(&records);
    let mut without = records;
    for record in &mut without {
        assert!(!record.journal.trace.is_empty(), "{}", record.job.scenario.name);
        record.journal.trace = Trace::default();
    }
    assert_eq!(judged(&without), with);
}

/// How a system differs from the simulation behind it.
#[derive(Clone, Copy)]
enum Differs {
    /// It says of nothing that it looks as it did.
    AllTouched,
    /// It cannot stop where something changes, and has to be asked every second.
    Polled,
    /// It is lost at this action, counted down.
    Lost(usize),
    /// It asks to confirm again and again.
    Circle,
}

/// Another system under test.
struct Other(Simulation, Differs);

impl SystemUnderTest for Other {
    fn act(&mut self, action: &Action) -> Result<Result<(), Refusal>, SutError> {
        if let Differs::Lost(left) = &mut self.1 {
            *left = left.checked_sub(1).ok_or_else(|| SutError::Lost { how: "gone".to_owned() })?;
        }
        if let (Differs::Circle, Action::Do { user_action: UserAction::Confirm, .. }) =
            (self.1, action)
        {
            return Ok(Ok(()));
        }
        SystemUnderTest::act(&mut self.0, action)
    }

    fn look(
        &mut self,
        places: &[(Place, DeviceId)],
        views: &mut Vec<View>,
    ) -> Result<(), SutError> {
        SystemUnderTest::look(&mut self.0, places, views)
    }

    fn take_touched(&mut self, device: DeviceId) -> SurfaceSet {
        let touched = self.0.take_touched(device);
        match self.1 {
            Differs::AllTouched | Differs::Polled => SurfaceSet::ALL,
            Differs::Lost(_) | Differs::Circle => touched,
        }
    }

    fn advance(&mut self, span: Span) -> Result<bool, SutError> {
        if let Differs::Polled = self.1 {
            let end = self.0.now().after(span);
            while self.0.now() < end {
                self.0.advance(end.since(self.0.now()));
                self.0.forget_touched();
            }
            return Ok(true);
        }
        SystemUnderTest::advance(&mut self.0, span)
    }

    fn inject(&mut self, fault: Fault, device: DeviceId) -> Result<(), SutError> {
        SystemUnderTest::inject(&mut self.0, fault, device)
    }

    fn now(&self) -> Instant {
        self.0.now()
    }

    fn texts(&self) -> &TextTable {
        SystemUnderTest::texts(&self.0)
    }

    fn take_trace(&mut self) -> Trace {
        std::mem::take(self.0.trace())
    }

    fn trace_length(&self) -> usize {
        self.0.trace_length()
    }

    fn capabilities(&self) -> Capabilities {
        let polled_every =
            matches!(self.1, Differs::Polled).then_some(Span::from_milliseconds(1000));
        Capabilities { polled_every, ..self.0.capabilities() }
    }
}

/// Runs a job on a system that differs; the executor, and the step that did not end well.
fn run_on(job: &Job, differs: Differs) -> (Executor<Other>, Option<(usize, StepError)>) {
    let simulation = Simulation::new(Arc::clone(&job.policy), job.seed);
    let mut executor = Executor::new(Other(simulation, differs), &job.policy, job.seed);
    let steps = job.scenario.steps.iter().enumerate();
    for (position, step) in steps {
        let instruction = step.instruction.as_ref().unwrap();
        if let Err(error) = executor.run(instruction) {
            return (executor, Some((position, error)));
        }
    }
    (executor, None)
}

/// The simulation says what can look different; looking everywhere must find no more.
#[test]
fn looking_where_something_was_touched_sees_all_that_looking_everywhere_does() {
    for seed in [2015, 7] {
        for record in run_bundled(seed) {
            let (executor, ended) = run_on(&record.job, Differs::AllTouched);
            let name = &record.job.scenario.name;
            assert!(ended.is_none(), "{name}: {ended:?}");
            assert_eq!(executor.observations(), record.journal.observations, "{name}");
        }
    }
}

/// A boundary that is finer than its resolution is all that such a system cannot be held to: it is seen a little late.
#[test]
fn a_system_that_has_to_be_polled_conforms_but_at_a_boundary_finer_than_its_resolution() {
    for record in run_bundled(2015) {
        let (_, ended) = run_on(&record.job, Differs::Polled);
        let name = &*record.job.scenario.name;
        let mut pairs = record.job.scenario.steps.windows(2);
        let is_exact = pairs.any(|pair| {
            pair[0].text.starts_with("60 minutes have passed since")
                && pair[1].text.starts_with("apps are not blocked")
        });
        assert_eq!(ended.is_some(), is_exact, "{name}: {ended:?}");
    }
}

#[test]
fn a_system_that_is_lost_is_no_finding_about_the_scenario() {
    let record = run_bundled(2015).swap_remove(0);
    let (_, ended) = run_on(&record.job, Differs::Lost(3));
    let Some((_, StepError::Broken(error))) = ended else { panic!("{ended:?}") };
    assert_eq!(error.to_string(), "the system under test was lost: gone");
}

const DEVICES: &str = "\
@policy:intune-2015-12
Feature: Devices
  Scenario: The end user has two devices, and another end user has one
    Given an Android device managed by Intune hybrid
    And a Windows Phone 8.1 device managed by Intune standalone
    And another end user has an Android device managed by Intune hybrid
    When the end user resets the passcode in the Company Portal website for the second device
    Then the end user sees a new numeric passcode in the Company Portal website for the second device
    And that passcode unlocks the second device
    And the end user sees no new passcode in the Company Portal website
    And the old passcode still unlocks the device
    When another end user resets the passcode in the Company Portal website for another end user's device
    Then another end user sees a new alphanumeric passcode in the Company Portal website for another end user's device
    And that passcode unlocks another end user's device
    And the end user sees no new passcode in the Company Portal website for another end user's device
    When the administrator resets the passcode in the ConfigMgr console for another end user's device
    Then the administrator sees a new alphanumeric passcode in the ConfigMgr console for the third device
    And the old passcode still unlocks the device
";

fn ending(text: &str, policies: &[Arc<Policy>]) -> Ending {
    let features = [("features/one.feature".to_owned(), text.to_owned())];
    let scenarios: Vec<Arc<Scenario>> = support::read(&features, policies);
    let problems: Vec<_> = scenarios.iter().flat_map(|it| &it.problems).collect();
    assert!(problems.is_empty(), "{problems:?}");
    support::run(&features, policies, 2015).swap_remove(0).ending
}

#[test]
fn an_end_user_can_have_several_devices_and_another_one_can_be_spoken_of_like_the_first() {
    assert_eq!(ending(DEVICES, &[policy(INTUNE)]), Ending::Passed);
}

/// The bundled policy with another flow in the portal.
fn with_flow(flow: &str) -> Arc<Policy> {
    let text = policy_text(INTUNE);
    let (before, rest) = text.split_once("    reset: # what it asks for").unwrap();
    let (_, after) = rest.split_once("    says:\n      pending").unwrap();
    let text = format!("{before}    reset: {flow}\n    says:\n      pending{after}");
    // What clauses and assumptions name is gone with the flow.
    let kept = text.lines().filter(|line| !line.contains("reset[]."));
    let text = kept.collect::<Vec<_>>().join("\n");
    let (head, tail) = text.split_once("assumptions:\n").unwrap();
    let (_, tail) = tail.split_once("\nservice:").unwrap_or(("", ""));
    Arc::new(Policy::parse("flow", &format!("{head}\nservice:{tail}")).unwrap())
}

const WHOLE: &str = "\
@policy:intune-2015-12
Feature: Flows
  Scenario: Whatever the portal asks for
    Given an Android device managed by Intune standalone
    When the end user resets the passcode in the Company Portal website
    Then the end user sees \"Passcode successfully reset\" in the Company Portal website
    And the end user sees a new alphanumeric passcode in the Company Portal website
";

#[test]
fn a_reset_follows_any_flow_in_any_order() {
    let again = |from| {
        format!(
            "{{ sign in again: {{ asks: sign in again, within: 20 seconds, limit: exclusive, measured_from: {from} }} }}"
        )
    };
    let prompts = [
        again("sign_out"),
        again("request"),
        "{ confirm: { asks: reset the passcode } }".to_owned(),
        "{ enter a code: { asks: enter the code } }".to_owned(),
        "{ choose: { asks: choose, options: [Wipe, Reset, Lock], right: Reset } }".to_owned(),
    ];
    let mut flows = vec!["[]".to_owned(), format!("[{}]", prompts.join(", "))];
    flows.push(format!("[{}]", prompts.iter().rev().cloned().collect::<Vec<_>>().join(", ")));
    flows.extend(prompts.iter().map(|prompt| format!("[{prompt}]")));
    for first in &prompts {
        flows.extend(prompts.iter().map(|second| format!("[{first}, {second}]")));
    }
    for flow in flows {
        assert_eq!(ending(WHOLE, &[with_flow(&flow)]), Ending::Passed, "{flow}");
    }
}

#[test]
fn a_flow_that_runs_in_a_circle_fails_clearly() {
    let features = [("features/one.feature".to_owned(), WHOLE.to_owned())];
    let policies = [policy(INTUNE)];
    let scenario = support::read(&features, &policies).swap_remove(0);
    let job = Job::new(scenario, Arc::clone(&policies[0]), 2015);
    let (_, ended) = run_on(&job, Differs::Circle);
    let Some((1, StepError::Failed(failure))) = ended else { panic!("{ended:?}") };
    assert_eq!(failure.expected, "the surface asks for nothing more");
    assert_eq!(failure.seen, "after 16 prompts it still asks to reset the passcode");
}
