//! Sentences in which time passes.

use crate::language::catalogue::instructions::{act, answer};
use crate::language::catalogue::sentence::Sentence;
use crate::language::catalogue::step_arguments::{ArgumentError, StepArguments};
use crate::language::plan::{Act, Instruction};

pub(crate) static SENTENCES: &[Sentence] = &[
    Sentence::act(
        "{duration} pass(es)",
        "That time passes, and no one does anything.",
        "5 minutes pass",
        |arguments| Ok(act(vec![Act::Wait(arguments.duration()?)])),
    )
    .about_no_device(),
    Sentence::act(
        "{duration} have/has passed since {device} applied the reset",
        "Time passes until it is that long since the device was first seen without a passcode.",
        "60 minutes have passed since the device applied the reset",
        since_removed,
    ),
    Sentence::act(
        "{duration} have/has passed since the passcode was removed",
        "The same, in other words.",
        "61 minutes have passed since the passcode was removed",
        since_removed,
    ),
    Sentence::act(
        "the answer arrives",
        "Time passes until a surface shows that the latest reset is done, has failed or was canceled.",
        "the answer arrives",
        |arguments| Ok(act(vec![answer(arguments.device())])),
    ),
];

fn since_removed(arguments: &StepArguments<'_>) -> Result<Instruction, ArgumentError> {
    let (device, span) = (arguments.device(), arguments.duration()?);
    Ok(act(vec![Act::WaitSinceRemoved { device, span }]))
}
