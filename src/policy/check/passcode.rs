//! Checks how a new passcode is made.

use crate::document::finding::Finding;
use crate::document::yaml::path::{NodePart, Path};
use crate::domain::passcode::{Alphabet, PASSCODE_LENGTH_MAX, PASSCODE_LENGTH_MIN};
use crate::domain::reset::Effect;
use crate::policy::check::checker::Checker;
use crate::policy::row::PasscodeRule;
use crate::policy::row_document::PasscodeEntry;

/// The fewest different characters that a passcode may be made of.
const CHARACTERS_MIN: usize = 2;

/// Checks the rule of the row at `row`: present just where the effect makes a new passcode.
pub(crate) fn check(
    checker: &mut Checker,
    entry: Option<PasscodeEntry>,
    effect: Effect,
    row: &Path,
) -> Option<PasscodeRule> {
    let path = row.key("passcode");
    match (entry, effect) {
        (Some(entry), Effect::Replaced) => check_rule(checker, entry, &path),
        (Some(_), Effect::Removed | Effect::Unchanged) => {
            checker.report(
                Finding::new(
                    "policy::passcode_not_made",
                    format!("a row whose effect is `{effect}` cannot have a `passcode`"),
                )
                .help("remove `passcode`, or make the effect `replaced`")
                .marked(NodePart::Key(path), "says how a new one is made")
                .marked(NodePart::Value(row.key("effect")), "makes none"),
            );
            None
        }
        (None, Effect::Replaced) => {
            checker.report(
                Finding::new(
                    "policy::passcode_missing",
                    "a row that replaces the passcode does not say how the new one is made",
                )
                .help(
                    "add `passcode: { alphabet: numeric, length: 6, generated_by: device }`, as it is on this platform",
                )
                .at(NodePart::Value(row.key("effect"))),
            );
            None
        }
        (None, Effect::Removed | Effect::Unchanged) => None,
    }
}

fn check_rule(checker: &mut Checker, entry: PasscodeEntry, path: &Path) -> Option<PasscodeRule> {
    let characters = characters(checker, entry.alphabet, &entry.without, &path.key("without"));
    let length = u8::try_from(entry.length)
        .ok()
        .filter(|length| (PASSCODE_LENGTH_MIN..=PASSCODE_LENGTH_MAX).contains(length));
    if length.is_none() {
        checker.report(
            Finding::new(
                "policy::passcode_length",
                format!("a passcode cannot have `{}` characters", entry.length),
            )
            .help(format!("write a number from {PASSCODE_LENGTH_MIN} to {PASSCODE_LENGTH_MAX}"))
            .at(NodePart::Value(path.key("length"))),
        );
    }
    Some(PasscodeRule {
        alphabet: entry.alphabet,
        characters: characters.into(),
        length: length?,
        generated_by: entry.generated_by,
        temporary: entry.temporary,
    })
}

/// The characters that remain.
fn characters(checker: &mut Checker, alphabet: Alphabet, without: &str, path: &Path) -> String {
    let all = alphabet.characters();
    if let Some(strange) = without.chars().find(|character| !all.contains(*character)) {
        checker.report(
            Finding::new(
                "policy::not_in_alphabet",
                format!("`{}` is not among the {alphabet} characters", strange.escape_debug()),
            )
            .help(format!("`without` may name any of {all}"))
            .at(NodePart::Value(path.clone())),
        );
    }
    let left: String = all.chars().filter(|character| !without.contains(*character)).collect();
    let too_few = match alphabet {
        Alphabet::Numeric => left.len() < CHARACTERS_MIN,
        // A passcode without a letter would be a numeric one.
        Alphabet::Alphanumeric => {
            left.len() < CHARACTERS_MIN || !left.contains(|left: char| left.is_ascii_alphabetic())
        }
    };
    if too_few {
        checker.report(
            Finding::new(
                "policy::too_few_characters",
                format!("`without` leaves too few characters for a passcode that is {alphabet}"),
            )
            .help("leave at least two characters, and one letter of an alphanumeric alphabet")
            .at(NodePart::Value(path.clone())),
        );
    }
    left
}
