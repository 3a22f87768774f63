//! The open words of a sentence, each resolved to what it names, or explained.

use std::ops::Range;
use std::sync::Arc;

use crate::document::finding::Finding;
use crate::document::suggestion::asked;
use crate::domain::actor::ActorId;
use crate::domain::browser::Browser;
use crate::domain::fault::Fault;
use crate::domain::passcode::{Alphabet, PASSCODE_LENGTH_MAX, PASSCODE_LENGTH_MIN};
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetState;
use crate::domain::span::{Span, SpanError};
use crate::domain::surface::SurfaceId;
use crate::domain::view::NoticeKind;
use crate::language::catalogue::parameter::Parameter;
use crate::language::plan::{KnownPasscode, NamedDevice};
use crate::language::policy_names::{self, PolicyNames, unknown};
use crate::language::problem::ProblemKind;

/// An open word of a sentence that names nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ArgumentError {
    pub(crate) finding: Finding,
    /// Which part, in bytes of the sentence.
    pub(crate) range: Range<usize>,
}

/// What the open words of one sentence name. No sentence has two words of one kind.
#[derive(Debug)]
pub(crate) struct StepArguments<'a> {
    pub(crate) names: PolicyNames<'a>,
    pub(crate) platform: Option<Arc<str>>,
    pub(crate) management: Option<Arc<str>>,
    pub(crate) values: Option<Vec<(usize, Arc<str>)>>,
    pub(crate) actor: Option<ActorId>,
    pub(crate) surface: Option<SurfaceId>,
    pub(crate) device: Option<NamedDevice>,
    pub(crate) button: Option<Arc<str>>,
    pub(crate) prompt: Option<Arc<str>>,
    pub(crate) alphabet: Option<Alphabet>,
    pub(crate) duration: Option<Span>,
    pub(crate) browser: Option<Browser>,
    pub(crate) state: Option<ResetState>,
    pub(crate) refusal: Option<Refusal>,
    pub(crate) passcode: Option<KnownPasscode>,
    pub(crate) notice: Option<NoticeKind>,
    pub(crate) fault: Option<Fault>,
    pub(crate) text: Option<Arc<str>>,
    pub(crate) count: Option<u8>,
    pub(crate) yes: Option<bool>,
    ranges: Vec<(Parameter, Range<usize>)>,
}

/// The units of time, for suggestions.
const UNITS: [&str; 5] = ["milliseconds", "seconds", "minutes", "hours", "days"];

impl<'a> StepArguments<'a> {
    /// Nothing yet, of what these names are for.
    pub(crate) const fn new(names: PolicyNames<'a>) -> Self {
        Self {
            names,
            platform: None,
            management: None,
            values: None,
            actor: None,
            surface: None,
            device: None,
            button: None,
            prompt: None,
            alphabet: None,
            duration: None,
            browser: None,
            state: None,
            refusal: None,
            passcode: None,
            notice: None,
            fault: None,
            text: None,
            count: None,
            yes: None,
            ranges: Vec::new(),
        }
    }

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
    ) -> Result<(), ArgumentError> {
        self.ranges.push((parameter, range.clone()));
        let resolved = match parameter {
            Parameter::Platform => self.read_platform(word),
            Parameter::Managed => return self.read_management(word, range),
            Parameter::Values => return self.read_values(word, range.start),
            Parameter::Actor => self.read_actor(word),
            Parameter::Surface => self.read_surface(word),
            Parameter::Device => self.read_device(word),
            // Whether it is the surface's own is for the sentence to say, which may name the surface later.
            Parameter::Button => kept(&mut self.button, word.into()),
            Parameter::Prompt => kept(&mut self.prompt, word.into()),
            Parameter::Passcode => self.read_passcode(word),
            Parameter::Duration => {
                return duration(word, &range).map(|it| self.duration = Some(it));
            }
            Parameter::Alphabet => closed("kind of passcode", Alphabet::ALL, Alphabet::name, word)
                .map(|it| self.alphabet = Some(it)),
            Parameter::Browser => closed("place for a browser", Browser::ALL, Browser::name, word)
                .map(|it| self.browser = Some(it)),
            Parameter::State => closed(ResetState::WHAT, ResetState::ALL, ResetState::name, word)
                .map(|it| self.state = Some(it)),
            Parameter::Refusal => {
                closed(Refusal::WHAT, &Refusal::met_by_people(), Refusal::name, word)
                    .map(|it| self.refusal = Some(it))
            }
            Parameter::Fault => {
                let mut all = Fault::ALL.iter();
                let found = all.find(|fault| fault.of_message().is_some_and(|it| it == word));
                let found = found
                    .ok_or_else(|| unknown("fault of a message", word, &Fault::all_of_messages()));
                found.map(|it| self.fault = Some(*it))
            }
            Parameter::Notice => {
                closed("way to say something", NoticeKind::ALL, NoticeKind::name, word)
                    .map(|it| self.notice = Some(it))
            }
            Parameter::String => kept(&mut self.text, unquoted(word).into()),
            Parameter::Int => count(word).map(|it| self.count = Some(it)),
            Parameter::Is | Parameter::Are => kept(&mut self.yes, word == "is" || word == "are"),
            Parameter::A => kept(&mut self.yes, word == "a"),
        };
        resolved.map_err(|finding| ArgumentError { finding, range })
    }

    fn read_platform(&mut self, word: &str) -> Result<(), Finding> {
        let find = |policy: &_| {
            policy_names::platforms(policy).iter().any(|it| it == word).then(|| word.into())
        };
        let found =
            self.names.find("platform", word, word.into(), find, policy_names::platforms)?;
        kept(&mut self.platform, found)
    }

    /// The service, and how it manages; where the service is the policy's own, only the rest can be wrong.
    fn read_management(&mut self, word: &str, range: Range<usize>) -> Result<(), ArgumentError> {
        let find = |policy: &_| policy_names::management_named(policy, word);
        let known = policy_names::managements;
        let found = self.names.find("management", word, word.into(), find, known);
        let found = found.map_err(|finding| {
            let own = self.names.policy().and_then(|policy| {
                let rest = word.strip_prefix(&*policy.service)?.strip_prefix(' ')?;
                Some((rest, unknown("management", rest, &policy.managements)))
            });
            let (rest, finding) = own.unwrap_or((word, finding));
            ArgumentError { finding, range: range.end.saturating_sub(rest.len())..range.end }
        })?;
        self.management = Some(found);
        Ok(())
    }

    /// The values of several dimensions, each after its name.
    fn read_values(&mut self, words: &str, start: usize) -> Result<(), ArgumentError> {
        let mut values: Vec<(usize, Arc<str>)> = Vec::new();
        let mut at = start;
        for part in words.split_inclusive(',').flat_map(|part| part.split_inclusive(" and ")) {
            let from = at;
            at = at.saturating_add(part.len());
            let value = part.strip_suffix(" and ").or_else(|| part.strip_suffix(','));
            let value = value.unwrap_or(part);
            let blank = value.len().saturating_sub(value.trim_start().len());
            let range = from.saturating_add(blank)..from.saturating_add(value.len());
            let value = value.trim_start();
            if value.is_empty() {
                continue;
            }
            let find = |policy: &_| policy_names::value_named(policy, value);
            let otherwise = (usize::MAX, value.into());
            let found = self.names.find("value", value, otherwise, find, policy_names::values);
            let (position, found) =
                found.map_err(|finding| ArgumentError { finding, range: range.clone() })?;
            if values.iter().any(|(other, _)| *other == position) && position != usize::MAX {
                let message = "a device has one value of each kind";
                let finding = Finding::new(ProblemKind::UnknownWord, message)
                    .label("a second one")
                    .help("leave one of them out");
                return Err(ArgumentError { finding, range });
            }
            values.push((position, found));
        }
        self.values = Some(values);
        Ok(())
    }

    fn read_actor(&mut self, word: &str) -> Result<(), Finding> {
        let find = |policy: &crate::policy::checked::Policy| policy.actor_named(word);
        let known = policy_names::actors;
        let found = self.names.find("person", word, ActorId::default(), find, known)?;
        kept(&mut self.actor, found)
    }

    /// A surface; a device is one, too, and then the sentence is about that device.
    fn read_surface(&mut self, word: &str) -> Result<(), Finding> {
        let device =
            self.names.policy().and_then(|policy| policy_names::device_named(policy, word));
        if let Some(device) = device {
            self.surface = Some(SurfaceId::DEVICE);
            self.device = Some(device);
            return Ok(());
        }
        let find = |policy: &_| policy_names::surface_named(policy, word);
        let known = policy_names::surfaces;
        let found = self.names.find("surface", word, SurfaceId::default(), find, known)?;
        kept(&mut self.surface, found)
    }

    fn read_device(&mut self, word: &str) -> Result<(), Finding> {
        if self.device.is_some() {
            let message = "this sentence names two devices";
            return Err(Finding::new(ProblemKind::UnknownWord, message)
                .label("a second device")
                .help("a sentence is about one: leave one of them out"));
        }
        let find = |policy: &_| policy_names::device_named(policy, word);
        let known = policy_names::devices;
        let found = self.names.find("device", word, NamedDevice::FIRST, find, known)?;
        kept(&mut self.device, found)
    }

    fn read_passcode(&mut self, word: &str) -> Result<(), Finding> {
        let all = policy_names::passcodes;
        let find = |policy: &_| {
            all(policy).into_iter().find(|(name, _)| name == word).map(|(_, passcode)| passcode)
        };
        let known = |policy: &_| all(policy).into_iter().map(|(name, _)| name).collect();
        let found = self.names.find("passcode", word, KnownPasscode::Old, find, known)?;
        kept(&mut self.passcode, found)
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

    /// How the device says it.
    pub(crate) fn notice(&self) -> Result<NoticeKind, ArgumentError> {
        present(self.notice, Parameter::Notice)
    }

    /// Which message, and what happens to it.
    pub(crate) fn fault(&self) -> Result<Fault, ArgumentError> {
        present(self.fault, Parameter::Fault)
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

    /// Where in the sentence the word of this kind is.
    pub(crate) fn range(&self, parameter: Parameter) -> Range<usize> {
        let found = self.ranges.iter().find(|(known, _)| *known == parameter);
        found.map_or(0..0, |(_, range)| range.clone())
    }
}

/// Keeps what a word names.
fn kept<T>(place: &mut Option<T>, found: T) -> Result<(), Finding> {
    *place = Some(found);
    Ok(())
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
pub(crate) fn present<T>(word: Option<T>, parameter: Parameter) -> Result<T, ArgumentError> {
    word.ok_or_else(|| {
        let message = format!("the sentence names no {parameter}");
        ArgumentError { finding: Finding::new(ProblemKind::UnknownWord, message), range: 0..0 }
    })
}

/// The value that is called `word`, out of a closed set.
fn closed<T: Copy>(
    what: &str,
    all: &[T],
    name: impl Fn(T) -> &'static str,
    word: &str,
) -> Result<T, Finding> {
    let names = || all.iter().map(|it| name(*it));
    let position = names().position(|name| name == word);
    let found = position.and_then(|position| all.get(position)).copied();
    found.ok_or_else(|| unknown(what, word, &names().collect::<Vec<_>>()))
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
