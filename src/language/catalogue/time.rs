//! Sentences in which time passes.

use crate::domain::action::Action;
use crate::domain::device::DeviceId;
use crate::language::catalogue::flow::{act, answer};
use crate::language::catalogue::sentence::{Section, Sentence, SentenceKind};
use crate::language::catalogue::step_arguments::{Fault, Words};
use crate::language::plan::{Act, Instruction};

const fn sentence(
    expression: &'static str,
    meaning: &'static str,
    example: &'static str,
    translate: super::sentence::Translate,
) -> Sentence {
    let (kind, section) = (SentenceKind::Act, Section::Time);
    Sentence { kind, section, expression, meaning, example, translate }
}

pub(crate) static SENTENCES: &[Sentence] = &[
    sentence(
        "{duration} pass(es)",
        "Nobody does anything for that time.",
        "5 minutes pass",
        |words| Ok(act(vec![Act::Plain(Action::Wait(words.duration()?))])),
    ),
    sentence(
        "{duration} have/has passed since the device applied the reset",
        "Time passes until it is that long since the device carried out its latest reset.",
        "60 minutes have passed since the device applied the reset",
        since_applied,
    ),
    sentence(
        "{duration} have/has passed since the passcode was removed",
        "The same, for a reset that removes the passcode.",
        "61 minutes have passed since the passcode was removed",
        since_applied,
    ),
    sentence(
        "the answer arrives",
        "Time passes until the latest reset is done, has failed or was withdrawn.",
        "the answer arrives",
        |_| Ok(act(vec![answer()])),
    ),
];

fn since_applied(words: &Words) -> Result<Instruction, Fault> {
    let span = words.duration()?;
    Ok(act(vec![Act::Plain(Action::WaitSinceApplied { device: DeviceId::FIRST, span })]))
}
