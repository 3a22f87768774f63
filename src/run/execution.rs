//! One scenario under way: its next step, and its record at the end. Cucumber and single runs share it.

use crate::domain::device::DeviceId;
use crate::journal::observation::Observation;
use crate::journal::{Extent, Journal};
use crate::run::executor::{Executor, StepError};
use crate::run::failure::Failure;
use crate::run::needs::unsupported;
use crate::run::record::{Ending, Job, Record};
use crate::simulation::random_stream::Seed;
use crate::sut::{Closing, Leak, SystemUnderTest, Title};

/// A scenario under way.
pub(crate) struct Execution {
    pub(crate) job: Job,
    executor: Executor<Box<dyn SystemUnderTest>>,
    marks: Vec<Extent>,
    ending: Option<Ending>,
    closing: Option<Closing>,
}

impl Execution {
    /// A scenario of which no step has been run. Where the system lacks what it needs, none will be.
    pub(crate) fn begin(job: Job) -> Self {
        let scenario = &job.scenario;
        let title = || Title {
            name: scenario.name.to_string(),
            place: format!("{}:{}", scenario.path, scenario.line),
        };
        let sut = job.sut.begin(&job.policy, job.seed, title);
        let marks = Vec::with_capacity(scenario.steps.len());
        let executor = Executor::new(sut, &job.policy, job.seed);
        let ending = unsupported(&job);
        Self { job, executor, marks, ending, closing: None }
    }

    /// How it has ended, if it did not reach its end.
    pub(crate) const fn ending(&self) -> Option<&Ending> {
        self.ending.as_ref()
    }

    /// How many of its steps have been run.
    pub(crate) fn steps_run(&self) -> usize {
        usize::from(self.executor.steps())
    }

    /// Runs the next step; returns whether the scenario goes on. With its last step it is over for the system.
    pub(crate) fn run_next(&mut self) -> bool {
        if self.ending.is_some() {
            return false;
        }
        let step = self.steps_run();
        let steps = &self.job.scenario.steps;
        let Some(instruction) = steps.get(step).and_then(|step| step.instruction.clone()) else {
            return false;
        };
        let is_last = step + 1 == steps.len();
        let result = self.executor.run(&instruction);
        self.marks.push(self.executor.extent());
        self.ending = match result {
            Ok(()) => None,
            Err(StepError::Failed(failure)) => Some(Ending::Failed { step, failure }),
            Err(StepError::Broken(error)) => Some(Ending::of(error, step + 1)),
        };
        if is_last || self.ending.is_some() {
            self.close(true);
        }
        self.ending.is_none()
    }

    /// What is kept of it. `broken` says how it ended if no step did.
    pub(crate) fn finish(mut self, broken: Option<Ending>) -> Record {
        self.close(true);
        let steps_run = self.steps_run();
        let ending = self.ending.or(broken).unwrap_or(Ending::Passed);
        let journal: Journal = self.executor.take_journal();
        let Closing { texts, stderr, .. } = self.closing.unwrap_or_default();
        Record { job: self.job, journal, steps_run, ending, marks: self.marks, texts, stderr }
    }

    /// Ends the scenario in the system, and looks for passcodes where none should be.
    fn close(&mut self, confirms_leaks: bool) {
        if self.closing.is_some() {
            return;
        }
        let closed = self.executor.sut().close();
        let mut closing =
            closed.unwrap_or_else(|error| Closing { error: Some(error), ..Closing::default() });
        let steps_run = self.steps_run();
        if let Some(error) = closing.error.take() {
            self.ending.get_or_insert_with(|| Ending::of(error, steps_run));
        }
        self.redact();
        let leak = closing.leaks.first().cloned();
        self.closing = Some(closing);
        if let Some(leak) = leak.filter(|_| confirms_leaks && self.leaks_with_another_seed()) {
            self.fail_for(&leak);
        }
    }

    fn redact(&mut self) {
        let sut = self.executor.sut();
        match &mut self.ending {
            Some(Ending::Failed { failure, .. }) => {
                failure.expected = sut.redact(&failure.expected);
                failure.seen = sut.redact(&failure.seen);
            }
            Some(
                Ending::Error { what, .. }
                | Ending::Unsupported { what, .. }
                | Ending::Broken(what),
            ) => *what = sut.redact(what),
            Some(Ending::Passed | Ending::NotRun | Ending::NotReached) | None => {}
        }
    }

    /// Whether a passcode leaks again where all that is random is different: digits that only look like one do not.
    fn leaks_with_another_seed(&self) -> bool {
        let seed = Seed(self.job.seed.0.wrapping_add(1));
        let mut again = Self::begin(Job { seed, ..self.job.clone() });
        again.run_without_confirming();
        again.closing.is_some_and(|closing| !closing.leaks.is_empty())
    }

    fn run_without_confirming(&mut self) {
        let instructions: Vec<_> =
            self.job.scenario.steps.iter().filter_map(|step| step.instruction.clone()).collect();
        for instruction in instructions {
            if self.ending.is_some() || self.executor.run(&instruction).is_err() {
                break;
            }
        }
        self.close(false);
    }

    fn fail_for(&mut self, leak: &Leak) {
        let step = self.steps_run().saturating_sub(1);
        let found = Failure::leak(leak);
        match &mut self.ending {
            Some(Ending::Failed { failure, .. }) => {
                failure.seen = format!("{}; and {}", failure.seen, found.seen);
            }
            Some(
                Ending::Error { .. }
                | Ending::Unsupported { .. }
                | Ending::Broken(_)
                | Ending::Passed
                | Ending::NotRun
                | Ending::NotReached,
            ) => {}
            None => {
                let compared = u16::try_from(step).unwrap_or(u16::MAX);
                let observation = Observation::Compared { step: compared, met: false };
                self.executor.note(DeviceId::FIRST, observation);
                if let Some(mark) = self.marks.last_mut() {
                    *mark = self.executor.extent();
                }
                self.ending = Some(Ending::Failed { step, failure: found });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::Action;
    use crate::domain::fault::Fault;
    use crate::domain::instant::Instant;
    use crate::domain::place::Place;
    use crate::domain::refusal::Refusal;
    use crate::domain::span::Span;
    use crate::domain::surface::SurfaceSet;
    use crate::domain::text_table::TextTable;
    use crate::domain::view::View;
    use crate::journal::Trace;
    use crate::language::scenarios_of_tests::scenario;
    use crate::policy::samples::plain;
    use crate::simulation::Simulation;
    use crate::sut::{Capabilities, SutError};

    /// A simulation that is lost when a scenario ends.
    struct LostAtTheEnd(Simulation);

    impl SystemUnderTest for LostAtTheEnd {
        fn act(&mut self, action: &Action) -> Result<Result<(), Refusal>, SutError> {
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
            self.0.take_touched(device)
        }

        fn advance(&mut self, span: Span) -> Result<bool, SutError> {
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
            SystemUnderTest::take_trace(&mut self.0)
        }

        fn trace_length(&self) -> usize {
            self.0.trace_length()
        }

        fn capabilities(&self) -> Capabilities {
            self.0.capabilities()
        }

        fn close(&mut self) -> Result<Closing, SutError> {
            Err(SutError::Lost { how: "it is gone".to_owned() })
        }
    }

    /// A scenario on a system that is lost when it ends: whether its steps passed, and its record.
    fn run(expected: &str) -> (bool, Record) {
        let policy = plain();
        let steps =
            format!("Given a Digits device managed by Plain joint\nThen the device is {expected}");
        let job = Job::new(scenario(&policy, &steps), policy, 1);
        let simulation = Simulation::new(job.policy.clone(), job.seed);
        let sut: Box<dyn SystemUnderTest> = Box::new(LostAtTheEnd(simulation));
        let executor = Executor::new(sut, &job.policy, job.seed);
        let mut execution = Execution { executor, ..Execution::begin(job) };
        let passed = [execution.run_next(), execution.run_next()] == [true, true];
        (passed, execution.finish(None))
    }

    #[test]
    fn a_system_that_is_lost_when_a_scenario_ends_is_an_error_of_its_last_step() {
        let (passed, record) = run("locked");
        let Ending::Error { step: 1, what } = &record.ending else { panic!("{:?}", record.ending) };
        assert!(what.contains("it is gone"), "{what}");
        assert_eq!((passed, record.steps_run, record.marks.len()), (false, 2, 2));
        // What failed before the system was lost is what counts.
        let (_, record) = run("unlocked");
        assert!(matches!(record.ending, Ending::Failed { step: 1, .. }), "{:?}", record.ending);
    }
}
