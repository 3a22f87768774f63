//! The open words of a sentence, each resolved to what it names, or explained.

use std::ops::Range;
use std::sync::Arc;

use crate::document::finding::Finding;
use crate::document::suggestion::{asked, did_you_mean};
use crate::domain::actor::Actor;
use crate::domain::browser::Browser;
use crate::domain::passcode::{Alphabet, PASSCODE_LENGTH_MAX, PASSCODE_LENGTH_MIN};
use crate::domain::platform::{Management, Platform};
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetState;
use crate::domain::span::{Span, SpanError};
use crate::domain::surface::Surface;
use crate::language::catalogue::parameter::Parameter;
use crate::language::plan::KnownPasscode;
use crate::language::policy_scope::PolicyScope;
use crate::language::problem::ProblemKind;

/// An open word of a sentence that names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ArgumentError {
    pub(crate) finding: Finding,
    /// Which part, in bytes of the sentence.
    pub(crate) range: Range<usize>,
}

/// What the open words of one sentence name. No sentence has two words of one kind.
#[derive(Debug, Default)]
pub(crate) struct StepArguments {
    pub(crate) platform: Option<Platform>,
    pub(crate) management: Option<Management>,
    pub(crate) actor: Option<Actor>,
    pub(crate) surface: Option<Surface>,
    pub(crate) alphabet: Option<Alphabet>,
    pub(crate) duration: Option<Span>,
    pub(crate) browser: Option<Browser>,
    pub(crate) state: Option<ResetState>,
    pub(crate) refusal: Option<Refusal>,
    pub(crate) passcode: Option<KnownPasscode>,
    pub(crate) text: Option<Arc<str>>,
    pub(crate) count: Option<u8>,
    pub(crate) yes: Option<bool>,
    ranges: Vec<(Parameter, Range<usize>)>,
}

/// The ways in which the end user knows a passcode.
pub(crate) const PASSCODES: [(&str, KnownPasscode); 3] = [
    ("the old passcode", KnownPasscode::Old),
    ("the new passcode", KnownPasscode::Seen),
    ("the passcode that the end user set", KnownPasscode::Chosen),
];

/// The units of time, for suggestions.
const UNITS: [&str; 5] = ["milliseconds", "seconds", "minutes", "hours", "days"];

impl StepArguments {
    /// Reads one word.
    ///
    /// # Errors
    ///
    /// When the word is not known.
    pub(crate) fn read(
        &mut self,
        parameter: Parameter,
        word: &str,
        range: Range<usize>,
        scope: PolicyScope<'_>,
    ) -> Result<(), ArgumentError> {
        self.ranges.push((parameter, range.clone()));
        let resolved = match parameter {
            Parameter::Platform => platform(word, scope).map(|it| self.platform = Some(it)),
            Parameter::Scenario => {
                closed(Management::WHAT, Management::ALL.iter().map(|it| (it.name(), *it)), word)
                    .map(|it| self.management = Some(it))
            }
            Parameter::Actor => {
                closed("person", Actor::ALL.iter().map(|it| (it.name(), *it)), word)
                    .map(|it| self.actor = Some(it))
            }
            Parameter::Surface => surface(word).map(|it| self.surface = Some(it)),
            Parameter::Alphabet => {
                let known = Alphabet::ALL.iter().map(|it| (it.name(), *it));
                closed("kind of passcode", known, word).map(|it| self.alphabet = Some(it))
            }
            Parameter::Duration => {
                return duration(word, &range).map(|it| self.duration = Some(it));
            }
            Parameter::Browser => {
                let known = Browser::ALL.iter().map(|it| (it.name(), *it));
                closed("place for a browser", known, word).map(|it| self.browser = Some(it))
            }
            Parameter::State => {
                closed(ResetState::WHAT, ResetState::ALL.iter().map(|it| (it.name(), *it)), word)
                    .map(|it| self.state = Some(it))
            }
            Parameter::Refusal => {
                closed(Refusal::WHAT, Refusal::ALL.iter().map(|it| (it.name(), *it)), word)
                    .map(|it| self.refusal = Some(it))
            }
            Parameter::Passcode => {
                closed("passcode", PASSCODES, word).map(|it| self.passcode = Some(it))
            }
            Parameter::String => {
                self.text = Some(unquoted(word).into());
                Ok(())
            }
            Parameter::Int => count(word).map(|it| self.count = Some(it)),
            Parameter::Is | Parameter::Are => {
                self.yes = Some(word == "is" || word == "are");
                Ok(())
            }
            Parameter::A => {
                self.yes = Some(word == "a");
                Ok(())
            }
        };
        resolved.map_err(|finding| ArgumentError { finding, range })
    }

    /// The platform.
    pub(crate) fn platform(&self) -> Result<Platform, ArgumentError> {
        present(self.platform.clone(), Parameter::Platform)
    }

    /// The kind of management.
    pub(crate) fn management(&self) -> Result<Management, ArgumentError> {
        present(self.management, Parameter::Scenario)
    }

    /// Who.
    pub(crate) fn actor(&self) -> Result<Actor, ArgumentError> {
        present(self.actor, Parameter::Actor)
    }

    /// Where.
    pub(crate) fn surface(&self) -> Result<Surface, ArgumentError> {
        present(self.surface, Parameter::Surface)
    }

    /// Where, if it is one of those that a sentence makes sense for.
    pub(crate) fn surface_among(&self, fitting: &[Surface]) -> Result<Surface, ArgumentError> {
        let surface = self.surface()?;
        if fitting.contains(&surface) {
            return Ok(surface);
        }
        let known: Vec<&str> = fitting.iter().map(|it| it.in_a_sentence()).collect();
        let message = format!("this sentence does not apply to {}", surface.in_a_sentence());
        let finding = Finding::new(ProblemKind::UnknownWord, message)
            .label("not here")
            .help(format!("it applies to {}", known.join(", ")));
        Err(ArgumentError { finding, range: self.range(Parameter::Surface) })
    }

    /// What a passcode is made of.
    pub(crate) fn alphabet(&self) -> Result<Alphabet, ArgumentError> {
        present(self.alphabet, Parameter::Alphabet)
    }

    /// How long.
    pub(crate) fn duration(&self) -> Result<Span, ArgumentError> {
        present(self.duration, Parameter::Duration)
    }

    /// Where the browser runs.
    pub(crate) fn browser(&self) -> Result<Browser, ArgumentError> {
        present(self.browser, Parameter::Browser)
    }

    /// How far a reset has come.
    pub(crate) fn state(&self) -> Result<ResetState, ArgumentError> {
        present(self.state, Parameter::State)
    }

    /// Why.
    pub(crate) fn refusal(&self) -> Result<Refusal, ArgumentError> {
        present(self.refusal, Parameter::Refusal)
    }

    /// Which passcode.
    pub(crate) fn passcode(&self) -> Result<KnownPasscode, ArgumentError> {
        present(self.passcode, Parameter::Passcode)
    }

    /// The text in quotes.
    pub(crate) fn text(&self) -> Result<Arc<str>, ArgumentError> {
        present(self.text.clone(), Parameter::String)
    }

    /// How many characters.
    pub(crate) fn count(&self) -> Result<u8, ArgumentError> {
        present(self.count, Parameter::Int)
    }

    /// Whether it is so.
    pub(crate) fn yes(&self) -> Result<bool, ArgumentError> {
        present(self.yes, Parameter::Is)
    }

    fn range(&self, parameter: Parameter) -> Range<usize> {
        let found = self.ranges.iter().find(|(known, _)| *known == parameter);
        found.map_or(0..0, |(_, range)| range.clone())
    }
}

/// The words between quotes: a backslash before a quote or another backslash is left out.
fn unquoted(word: &str) -> String {
    let mut letters = word.chars();
    let (first, _) = (letters.next(), letters.next_back());
    if !matches!(first, Some('"' | '\'')) {
        return letters.collect();
    }
    let mut text = String::new();
    while let Some(letter) = letters.next() {
        let next = letters.clone().next();
        let escapes = letter == '\\' && matches!(next, Some('"' | '\'' | '\\'));
        text.extend(if escapes { letters.next() } else { Some(letter) });
    }
    text
}

/// The words of a text as they are written between quotes.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\""))
}

/// A word that the sentence's own expression has: a test translates every sentence, so that this never fails there.
fn present<T>(word: Option<T>, parameter: Parameter) -> Result<T, ArgumentError> {
    word.ok_or_else(|| {
        let message = format!("the sentence names no {parameter}");
        ArgumentError { finding: Finding::new(ProblemKind::UnknownWord, message), range: 0..0 }
    })
}

fn unknown(what: &str, word: &str, known: &[&str]) -> Finding {
    Finding::new(ProblemKind::UnknownWord, format!("unknown {what} `{word}`"))
        .label(format!("not a known {what}"))
        .help(did_you_mean(word, known))
}

/// The value that is called `word`, out of a closed set.
fn closed<T>(
    what: &str,
    known: impl IntoIterator<Item = (&'static str, T)>,
    word: &str,
) -> Result<T, Finding> {
    let mut names = Vec::new();
    for (name, value) in known {
        if name == word {
            return Ok(value);
        }
        names.push(name);
    }
    Err(unknown(what, word, &names))
}

fn platform(word: &str, scope: PolicyScope<'_>) -> Result<Platform, Finding> {
    let known: Vec<&str> = scope.platforms().into_iter().collect();
    if known.contains(&word) || scope.is_unread() {
        return Ok(Platform::new(word));
    }
    Err(match scope.elsewhere(|words| words.has_platform(word)) {
        Some(help) => {
            let message = format!("{} has no platform `{word}`", scope.in_words());
            Finding::new(ProblemKind::UnknownWord, message).label("of another policy").help(help)
        }
        None => unknown("platform", word, &known),
    })
}

fn surface(word: &str) -> Result<Surface, Finding> {
    let name = word.strip_prefix("the ").unwrap_or(word);
    Surface::from_name(name).ok_or_else(|| {
        let known: Vec<&str> = Surface::ALL.iter().map(|it| it.in_a_sentence()).collect();
        unknown(Surface::WHAT, word, &known)
    })
}

fn duration(word: &str, range: &Range<usize>) -> Result<Span, ArgumentError> {
    let error = match Span::parse(word) {
        Ok(span) => return Ok(span),
        Err(error) => error,
    };
    let finding = Finding::new(ProblemKind::UnknownWord, error.to_string());
    // Only the unit is wrong: point at it alone.
    if let SpanError::UnknownUnit(unit) = &error
        && let Some(at) = word.find(unit.as_str())
    {
        let help = asked(unit, UNITS, SpanError::HELP);
        let start = range.start.saturating_add(at);
        let range = start..start.saturating_add(unit.len());
        return Err(ArgumentError {
            finding: finding.label("not a unit of time").help(help),
            range,
        });
    }
    let finding = finding.label("not a length of time").help(SpanError::HELP);
    Err(ArgumentError { finding, range: range.clone() })
}

fn count(word: &str) -> Result<u8, Finding> {
    let fitting = PASSCODE_LENGTH_MIN..=PASSCODE_LENGTH_MAX;
    word.parse().ok().filter(|count| fitting.contains(count)).ok_or_else(|| {
        let message = format!("a new passcode cannot have `{word}` characters");
        Finding::new(ProblemKind::UnknownWord, message)
            .label("not a possible length")
            .help(format!("write a number from {PASSCODE_LENGTH_MIN} to {PASSCODE_LENGTH_MAX}"))
    })
}
