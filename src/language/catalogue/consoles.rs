//! Sentences about what administrators' surfaces show of a reset.

use crate::domain::expectation::Expectation;
use crate::domain::reset::ResetState;
use crate::language::catalogue::flow::{CONSOLES, sees};
use crate::language::catalogue::sentence::Sentence;

pub(crate) static SENTENCES: &[Sentence] = &[
    Sentence::check(
        "{actor} sees that the latest reset is {state} in {surface}",
        "The console shows this state of the device's latest reset.",
        "the administrator sees that the latest reset is done in the ConfigMgr console",
        |arguments| {
            let surface = arguments.surface_among(&CONSOLES)?;
            Ok(sees(arguments.actor()?, surface, Expectation::State(arguments.state()?)))
        },
    ),
    Sentence::check(
        "{actor} sees that the device has no reset state in {surface}",
        "The console has no reset of the device on record.",
        "the administrator sees that the device has no reset state in Remote Mobile Device Manager",
        |arguments| {
            let surface = arguments.surface_among(&CONSOLES)?;
            Ok(sees(arguments.actor()?, surface, Expectation::State(ResetState::None)))
        },
    ),
    Sentence::check(
        "{actor} sees {string} instead of a passcode in {surface}",
        "These words are where a new passcode could be.",
        "the administrator sees \"N/A\" instead of a passcode in Remote Mobile Device Manager",
        |arguments| {
            let what = Expectation::WordsForPasscode(arguments.text()?);
            Ok(sees(arguments.actor()?, arguments.surface()?, what))
        },
    ),
];
