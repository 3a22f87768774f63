//! Sentences about what administrators' surfaces tell of a reset.

use crate::domain::expectation::Expectation;
use crate::domain::reset::ResetState;
use crate::language::catalogue::flow::{CONSOLES, sees};
use crate::language::catalogue::sentence::{Section, Sentence, SentenceKind};

const fn sentence(
    expression: &'static str,
    meaning: &'static str,
    example: &'static str,
    translate: super::sentence::Translate,
) -> Sentence {
    let (kind, section) = (SentenceKind::Check, Section::Consoles);
    Sentence { kind, section, expression, meaning, example, translate }
}

pub(crate) static SENTENCES: &[Sentence] = &[
    sentence(
        "{actor} sees that the latest reset is {state} in {surface}",
        "The console tells this state of the device's latest reset.",
        "the administrator sees that the latest reset is done in the ConfigMgr console",
        |words| {
            let surface = words.surface_among(&CONSOLES)?;
            Ok(sees(words.actor()?, surface, Expectation::State(words.state()?)))
        },
    ),
    sentence(
        "{actor} sees that the device has no reset state in {surface}",
        "The console has no reset of the device on record.",
        "the administrator sees that the device has no reset state in Remote Mobile Device Manager",
        |words| {
            let surface = words.surface_among(&CONSOLES)?;
            Ok(sees(words.actor()?, surface, Expectation::State(ResetState::None)))
        },
    ),
    sentence(
        "{actor} sees {string} instead of a passcode in {surface}",
        "These words stand where a new passcode could stand.",
        "the administrator sees \"N/A\" instead of a passcode in Remote Mobile Device Manager",
        |words| {
            let what = Expectation::WordsForPasscode(words.text()?);
            Ok(sees(words.actor()?, words.surface()?, what))
        },
    ),
];
