//! The program that passgate is measured against: cucumber's own parser and runner, empty steps, and
//! a writer that only counts, which is cheaper than any that reports something.

use std::path::Path;

use cucumber::event;
use cucumber::step::{Collection, Context, Step};
use cucumber::{Cucumber, Event, World, Writer, cli, parser, runner, writer};
use futures::FutureExt as _;
use futures::future::LocalBoxFuture;
use regex::Regex;

/// The sentences of the outline, as someone would write them for it alone.
const GIVEN: [&str; 2] = [
    "^an? .+ device managed by Intune (?:standalone|hybrid)$",
    "^(?:a|no) passcode reset has been performed on the device before$",
];
const WHEN: [&str; 1] = ["^the end user resets the passcode in the Company Portal website$"];
const THEN: [&str; 4] = [
    "^the (?:end user|administrator) sees .+ in .+$",
    "^the device has (?:a|no) passcode$",
    "^the device says \"[^\"]*\"$",
    "^the old passcode no longer unlocks the device$",
];

/// What the steps share: nothing.
#[derive(Debug, Default)]
struct Nothing;

impl World for Nothing {
    type Error = std::convert::Infallible;

    async fn new() -> Result<Self, Self::Error> {
        Ok(Self)
    }
}

fn empty(_: &mut Nothing, _: Context) -> LocalBoxFuture<'_, ()> {
    std::future::ready(()).boxed_local()
}

/// Runs every feature below `folder`.
pub(crate) fn run(folder: &Path) {
    let runner = runner::Basic::default().steps(steps());
    let run = Cucumber::<_, _, _, _, _, cli::Empty>::custom(
        parser::Basic::new(),
        runner,
        Count::default(),
    )
    .with_cli(cli::Opts::<_, _, _, cli::Empty>::default())
    .run(folder.to_owned());
    let count = tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(run);
    // A bare program that skips what it does not know would be fast for the wrong reason.
    assert_eq!((count.others, count.passed), (0, count.steps), "every step has to be run");
}

fn steps() -> Collection<Nothing> {
    let step: Step<Nothing> = empty;
    let regex = |sentence: &str| Regex::new(sentence).unwrap();
    let mut steps = Collection::new();
    for sentence in GIVEN {
        steps = steps.given(None, regex(sentence), step);
    }
    for sentence in WHEN {
        steps = steps.when(None, regex(sentence), step);
    }
    for sentence in THEN {
        steps = steps.then(None, regex(sentence), step);
    }
    steps
}

/// Counts steps.
#[derive(Debug, Default)]
struct Count {
    steps: usize,
    passed: usize,
    others: usize,
}

// It writes nothing, so it writes nothing out of order.
impl writer::Normalized for Count {}

impl Writer<Nothing> for Count {
    type Cli = cli::Empty;

    async fn handle_event(
        &mut self,
        event: parser::Result<Event<event::Cucumber<Nothing>>>,
        _: &cli::Empty,
    ) {
        let event = event.unwrap().value;
        if let event::Cucumber::ParsingFinished { steps, .. } = event {
            self.steps = steps;
        } else if let event::Cucumber::Feature(_, event::Feature::Scenario(_, scenario)) = event
            && let event::Scenario::Step(_, step) = scenario.event
        {
            match step {
                event::Step::Started => {}
                event::Step::Passed(..) => self.passed += 1,
                event::Step::Skipped | event::Step::Failed(..) => self.others += 1,
            }
        }
    }
}
