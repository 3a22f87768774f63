//! Texts in quotes that no surface of the policy ever says: an expectation of one fails whatever happens, and one of its
//! absence passes for ever.

use std::ops::Range;
use std::sync::Arc;

use crate::document::finding::Finding;
use crate::document::suggestion::did_you_mean;
use crate::domain::expectation::Expectation;
use crate::language::plan::{Check, Instruction};
use crate::language::policy_names;
use crate::language::problem::ProblemKind;
use crate::language::scenario::{Scenario, Step};
use crate::language::vocabulary::Vocabulary;

/// What stands for a passcode in a policy's text.
pub(crate) const SLOT: &str = "{passcode}";

/// What a text in quotes begins and ends with.
const QUOTES: [char; 4] = ['"', '\'', '“', '”'];

/// The text that a step expects an actor to read, and whether it is not to be read.
fn quoted(instruction: &Instruction) -> Option<(&Arc<str>, bool)> {
    let what = match instruction {
        Instruction::Check(Check::Sees { what, .. } | Check::DeviceShows { what, .. }) => what,
        Instruction::Act { .. }
        | Instruction::Check(
            Check::NobodySees { .. }
            | Check::OnlySees { .. }
            | Check::Unlocks { .. }
            | Check::Refused(_),
        ) => return None,
    };
    match what {
        Expectation::DoesNotSay(text) | Expectation::Lost(text, false) => Some((text, true)),
        Expectation::Says(text)
        | Expectation::WordsForPasscode(text)
        | Expectation::Lost(text, true)
        | Expectation::Notice(_, text) => Some((text, false)),
        Expectation::SaysNothing
        | Expectation::NewPasscode { .. }
        | Expectation::NoPasscode
        | Expectation::PasscodeWithout(_)
        | Expectation::NothingForPasscode
        | Expectation::Asks(..)
        | Expectation::Offers(..)
        | Expectation::GreyedOut(_)
        | Expectation::State(_)
        | Expectation::HasPasscode(_)
        | Expectation::Locked(_)
        | Expectation::AsksForOwnPasscode(_)
        | Expectation::AppsBlocked(_) => None,
    }
}

/// Why the text of a step is one that no one ever reads, and where in the step it is.
pub(crate) fn unknown_text(
    step: &Step,
    scenario: &Scenario,
    vocabulary: &Vocabulary,
) -> Option<(Finding, Range<usize>)> {
    let (text, is_absent) = quoted(step.instruction.as_deref()?)?;
    let named = scenario.policy.as_ref();
    if vocabulary.scope(named).is_unread() {
        return None;
    }
    let policies = vocabulary.quotable(named);
    let known: Vec<String> =
        policies.iter().flat_map(|policy| policy_names::said(policy)).collect();
    if policies.is_empty() || known.iter().any(|known| **known == **text) {
        return None;
    }
    let names: Vec<String> = policies.iter().map(|policy| format!("`{}`", policy.id)).collect();
    let message = format!("no surface in {} says `{text}`", names.join(" or "));
    let finding = Finding::new(ProblemKind::UnknownText, message)
        .label("no such text in the policy")
        .help(help(text, &known));
    // A text that is expected and never said fails by itself; one that is not expected would never fail.
    let finding = if is_absent { finding } else { finding.warning() };
    let start = step.text.find(QUOTES).unwrap_or_default();
    let end = step.text.char_indices().rfind(|(_, letter)| QUOTES.contains(letter));
    let end = end.map_or(step.text.len(), |(at, letter)| at.saturating_add(letter.len_utf8()));
    Some((finding, start..end))
}

fn help(text: &str, known: &[String]) -> String {
    // A passcode is different in every run, so that no text can hold one as it is.
    let with_slot = known.iter().find(|it| {
        it.split_once(SLOT).is_some_and(|(before, _)| {
            let before = before.trim_end_matches([' ', ':']);
            !before.is_empty() && text.to_lowercase().starts_with(&before.to_lowercase())
        })
    });
    match with_slot {
        Some(meant) => format!(
            "did you mean `{meant}`? `{SLOT}` is written as it is: it stands for the new passcode, which is another \
             one in every run"
        ),
        None => did_you_mean(text, known),
    }
}
