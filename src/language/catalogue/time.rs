//! Sentences in which time passes.

use crate::domain::action::Action;
use crate::domain::device::DeviceId;
use crate::language::catalogue::flow::{act, answer};
use crate::language::catalogue::sentence::Sentence;
use crate::language::catalogue::step_arguments::{ArgumentError, StepArguments};
use crate::language::plan::{Act, Instruction};

pub(crate) static SENTENCES: &[Sentence] = &[
    Sentence::act(
        "{duration} pass(es)",
        "That time passes, and no one does anything.",
        "5 minutes pass",
        |arguments| Ok(act(vec![Act::Plain(Action::Wait(arguments.duration()?))])),
    ),
    Sentence::act(
        "{duration} have/has passed since the device applied the reset",
        "Time passes until it is that long since the device carried out its latest reset.",
        "60 minutes have passed since the device applied the reset",
        since_applied,
    ),
    Sentence::act(
        "{duration} have/has passed since the passcode was removed",
        "The same, for a reset that removes the passcode.",
        "61 minutes have passed since the passcode was removed",
        since_applied,
    ),
    Sentence::act(
        "the answer arrives",
        "Time passes until the latest reset is done, has failed or was canceled.",
        "the answer arrives",
        |_| Ok(act(vec![answer()])),
    ),
];

fn since_applied(arguments: &StepArguments) -> Result<Instruction, ArgumentError> {
    let span = arguments.duration()?;
    Ok(act(vec![Act::Plain(Action::WaitSinceApplied { device: DeviceId::FIRST, span })]))
}
