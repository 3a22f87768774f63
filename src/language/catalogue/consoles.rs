//! Sentences about what only consoles show of a reset.

use crate::domain::expectation::Expectation;
use crate::domain::reset::ResetState;
use crate::language::catalogue::instructions::sees;
use crate::language::catalogue::sentence::Sentence;
use crate::language::catalogue::step_arguments::{ArgumentError, StepArguments};
use crate::language::plan::Instruction;
use crate::policy::surfaces::Surface;

pub(crate) static SENTENCES: &[Sentence] = &[
    Sentence::check(
        "{actor} sees that the latest reset is {state} in {surface}",
        "The console shows this state of the device's latest reset.",
        "{staff} sees that the latest reset is done in {console}",
        |arguments| shows(arguments, Expectation::State(arguments.state()?)),
    ),
    Sentence::check(
        "{actor} sees that {device} has no reset state in {surface}",
        "The console has no reset of the device on record.",
        "{staff} sees that the device has no reset state in {console}",
        |arguments| shows(arguments, Expectation::State(ResetState::None)),
    ),
    Sentence::check(
        "{actor} sees {string} instead of a passcode in {surface}",
        "These words are where a new passcode could be.",
        "{staff} sees \"{instead}\" instead of a passcode in {console}",
        |arguments| {
            let what = Expectation::WordsForPasscode(arguments.text()?);
            Ok(sees(arguments.place()?, arguments.device(), what))
        },
    ),
];

fn shows(arguments: &StepArguments<'_>, what: Expectation) -> Result<Instruction, ArgumentError> {
    let at = arguments.place_where("which shows the state of resets", Surface::is_console)?;
    Ok(sees(at, arguments.device(), what))
}
