//! From an instruction back to the sentence that asks for it, for scenarios that passgate writes.
//!
//! Nothing is written twice: the sentence is the one that translates to the instruction from what the instruction
//! names, and its text is the expression of the catalogue with these names in it.

use crate::document::wording::article;
use crate::domain::action::{Action, UserAction};
use crate::domain::expectation::Expectation;
use crate::domain::span::Span;
use crate::domain::surface::Surface;
use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry};
use crate::language::catalogue::parameter::Parameter;
use crate::language::catalogue::step_arguments::{PASSCODES, StepArguments, quoted};
use crate::language::plan::{Act, Check, Instruction};
use crate::language::scenario::StepRole;

impl Catalogue {
    /// The sentence that asks for exactly this under a keyword of `role`; nothing where the catalogue has none.
    ///
    /// Of several, one that usually is under that keyword, and of these the first.
    pub(crate) fn render(&self, role: StepRole, instruction: &Instruction) -> Option<String> {
        let arguments = StepArguments::of(instruction);
        let kind = role.expects();
        let (usual, others): (Vec<&CatalogueEntry>, Vec<&CatalogueEntry>) = self
            .sentences()
            .iter()
            .filter(|entry| entry.is(kind))
            .partition(|entry| entry.usual_role() == role);
        let mut entries = usual.into_iter().chain(others);
        entries.find_map(|entry| entry.render(instruction, &arguments))
    }
}

impl CatalogueEntry {
    /// The sentence with `arguments` in it, if it asks for exactly this.
    fn render(&self, instruction: &Instruction, arguments: &StepArguments) -> Option<String> {
        let translated = (self.sentence().translate)(arguments).ok()?;
        (translated == *instruction).then(|| filled(self.sentence().expression, arguments))?
    }
}

/// The expression with the arguments in it; nothing if one of them is missing or cannot be written.
fn filled(expression: &str, arguments: &StepArguments) -> Option<String> {
    let singular = || arguments.duration.is_some_and(is_one);
    let mut words: Vec<String> = Vec::new();
    // From the end, because an article depends on the word after it.
    for word in expression.split(' ').rev() {
        let word = match word {
            "a(n)" => article(words.last()?).to_owned(),
            "pass(es)" => if singular() { "passes" } else { "pass" }.to_owned(),
            "have/has" => if singular() { "has" } else { "have" }.to_owned(),
            "in/on" if arguments.surface == Some(Surface::Device) => "on".to_owned(),
            "in/on" => "in".to_owned(),
            other => match other.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                Some(name) => arguments.written(Parameter::from_name(name)?)?,
                None if other.contains(['(', '/', '{', '\\']) => return None,
                None => other.to_owned(),
            },
        };
        words.push(word);
    }
    words.reverse();
    Some(words.join(" "))
}

/// One minute passes, two minutes pass.
fn is_one(span: Span) -> bool {
    let words = span.to_string();
    let counted: Vec<&str> = words.split(' ').collect();
    matches!(counted.as_slice(), ["1", _])
}

impl StepArguments {
    /// What an instruction names. It names no two things of one kind.
    fn of(instruction: &Instruction) -> Self {
        let mut named = Self::default();
        match instruction {
            Instruction::Act { acts, .. } => acts.iter().for_each(|act| named.act(act)),
            Instruction::Check(check) => named.check(check),
        }
        named
    }

    fn act(&mut self, act: &Act) {
        match act {
            Act::Plain(action) => self.action(action),
            Act::Enter { who, passcode, .. } => {
                (self.actor, self.passcode) = (Some(*who), Some(*passcode));
            }
            Act::Choose { who, .. } => self.actor = Some(*who),
        }
    }

    fn action(&mut self, action: &Action) {
        match action {
            Action::Enrol { platform, management, .. } => {
                self.platform = Some(platform.clone());
                self.management = Some(*management);
            }
            Action::Connect { .. } => {}
            Action::Do { who, at, user_action, .. } => {
                (self.actor, self.surface) = (Some(*who), Some(*at));
                match user_action {
                    UserAction::SignIn { from } => self.browser = Some(*from),
                    UserAction::SelectReset
                    | UserAction::SignOut
                    | UserAction::ConfirmReset
                    | UserAction::Cancel
                    | UserAction::Reset
                    | UserAction::EnterPasscode(_)
                    | UserAction::SetPasscode(_) => {}
                }
            }
            Action::Wait(span) | Action::WaitSinceApplied { span, .. } => {
                self.duration = Some(*span);
            }
            Action::AwaitAnswer { within, .. } => self.duration = *within,
        }
    }

    fn check(&mut self, check: &Check) {
        match check {
            Check::Sees { actor, surface, what, within, .. } => {
                (self.actor, self.surface) = (Some(*actor), Some(*surface));
                self.duration = *within;
                self.expectation(what);
            }
            Check::NobodySees { .. } => {}
            Check::OnlySees { actor, surface, .. } => {
                (self.actor, self.surface) = (Some(*actor), Some(*surface));
            }
            Check::Unlocks { passcode, .. } => self.passcode = Some(*passcode),
            Check::Refused(refusal) => self.refusal = Some(*refusal),
        }
    }

    fn expectation(&mut self, what: &Expectation) {
        match what {
            Expectation::Says(text)
            | Expectation::DoesNotSay(text)
            | Expectation::PasscodeWithout(text)
            | Expectation::WordsForPasscode(text) => self.text = Some(text.clone()),
            Expectation::NewPasscode { alphabet, length } => {
                (self.alphabet, self.count) = (Some(*alphabet), *length);
            }
            Expectation::SaysNothing
            | Expectation::NoPasscode
            | Expectation::NothingForPasscode => {}
            Expectation::Asks(_, yes)
            | Expectation::Offers(yes)
            | Expectation::HasPasscode(yes)
            | Expectation::AppsBlocked(yes) => self.yes = Some(*yes),
            Expectation::State(state) => self.state = Some(*state),
        }
    }

    /// An argument as a sentence writes it; nothing where there is none.
    fn written(&self, parameter: Parameter) -> Option<String> {
        let either = |is: &'static str, is_not: &'static str| {
            self.yes.map(|yes| if yes { is } else { is_not }.to_owned())
        };
        match parameter {
            Parameter::Platform => self.platform.as_ref().map(ToString::to_string),
            Parameter::Scenario => self.management.map(|it| it.to_string()),
            Parameter::Actor => self.actor.map(|it| it.to_string()),
            Parameter::Surface => self.surface.map(|it| it.in_a_sentence().to_owned()),
            Parameter::Alphabet => self.alphabet.map(|it| it.to_string()),
            Parameter::Duration => self.duration.map(|it| it.to_string()),
            Parameter::Browser => self.browser.map(|it| it.to_string()),
            Parameter::State => self.state.map(|it| it.to_string()),
            Parameter::Refusal => self.refusal.map(|it| it.to_string()),
            Parameter::Passcode => PASSCODES
                .iter()
                .find(|(_, passcode)| Some(*passcode) == self.passcode)
                .map(|(name, _)| (*name).to_owned()),
            Parameter::String => self.text.as_deref().map(quoted),
            Parameter::Int => self.count.map(|it| it.to_string()),
            Parameter::Is => either("is", "is not"),
            Parameter::Are => either("are", "are not"),
            Parameter::A => either("a", "no"),
        }
    }
}

#[cfg(test)]
mod tests;
