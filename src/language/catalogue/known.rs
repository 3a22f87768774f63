//! What the open words of a sentence may be: the names that are known, or how such a word is written.

use crate::domain::browser::Browser;
use crate::domain::fault::Fault;
use crate::domain::passcode::{Alphabet, PASSCODE_LENGTH_MAX, PASSCODE_LENGTH_MIN};
use crate::domain::prompt::PromptKind;
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetState;
use crate::domain::view::NoticeKind;
use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry};
use crate::language::catalogue::parameter::Parameter;
use crate::language::policy_names;
use crate::language::policy_scope::PolicyScope;
use crate::language::scenario::StepRole;
use crate::policy::checked::Policy;
use crate::policy::surfaces::heading;

/// What an open word of a sentence may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// One of these names.
    Names(Vec<String>),
    /// Anything that is written like this, in words.
    Form(String),
}

/// A sentence with what its open words may be, in the order of the words.
#[derive(Clone, Debug)]
pub struct ListedSentence<'a> {
    /// The sentence.
    pub entry: &'a CatalogueEntry,
    /// Its open words.
    pub open: Vec<(Parameter, Known)>,
    /// The sentence with words in it; nothing where no policy has anything that it could be about.
    pub example: Option<String>,
}

impl Parameter {
    /// What a word of this kind says.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Platform => "the platform of a device, as policies name it",
            Self::Managed => "the service that manages the device, and how",
            Self::Values => "what else sets the device apart",
            Self::Actor => "who acts or looks",
            Self::Surface => "where someone acts or looks",
            Self::Device => "which device",
            Self::Button => "the button of the surface that begins a reset",
            Self::Prompt => "what the surface asks for",
            Self::Alphabet => "what a passcode is made of",
            Self::Duration => "how long",
            Self::Browser => "where the browser runs",
            Self::State => "how far a reset has come",
            Self::Refusal => "why something had no effect",
            Self::Passcode => "a passcode, by how its owner knows it",
            Self::Notice => "how the device says it",
            Self::Fault => "a message, and what happens to it",
            Self::String => "words that appear exactly like this",
            Self::Int => "how many characters",
            Self::Is | Self::Are => "whether it is so",
            Self::A => "whether there is one",
        }
    }

    /// What a word of this kind may be: names are those of the policies in `scope`.
    pub fn known(self, scope: PolicyScope<'_>) -> Known {
        let fixed = |names: &mut dyn Iterator<Item = &'static str>| {
            Known::Names(names.map(str::to_owned).collect())
        };
        let named = |names: fn(&Policy) -> Vec<String>| {
            let mut known: Vec<String> = Vec::new();
            for name in scope.policies().iter().flat_map(|policy| names(policy)) {
                if !known.contains(&name) {
                    known.push(name);
                }
            }
            known
        };
        match self {
            Self::Platform => Known::Names(named(policy_names::platforms)),
            Self::Managed => Known::Names(named(policy_names::managements)),
            Self::Actor => Known::Names(named(policy_names::actors)),
            Self::Surface => Known::Names(named(policy_names::surfaces)),
            Self::Button => Known::Names(named(policy_names::buttons)),
            Self::Prompt => Known::Names(named(policy_names::prompts)),
            Self::Passcode => Known::Names(named(policy_names::passcode_names)),
            Self::Alphabet => fixed(&mut Alphabet::ALL.iter().map(|it| it.name())),
            Self::Browser => fixed(&mut Browser::ALL.iter().map(|it| it.name())),
            Self::State => fixed(&mut ResetState::ALL.iter().map(|it| it.name())),
            Self::Refusal => {
                let asks_for_code = |policy: &Policy| {
                    policy.surfaces.iter().any(|it| it.asks_for(PromptKind::EnterCode))
                };
                let has_codes = scope.policies().iter().any(|policy| asks_for_code(policy));
                let met = Refusal::met_by_people().into_iter();
                let met = met.filter(|it| has_codes || *it != Refusal::WrongCode);
                fixed(&mut met.map(Refusal::name))
            }
            Self::Fault => Known::Names(Fault::all_of_messages()),
            Self::Notice => fixed(&mut NoticeKind::ALL.iter().map(|it| it.name())),
            Self::Is => fixed(&mut ["is", "is not", "isn't"].into_iter()),
            Self::Are => fixed(&mut ["are", "are not", "aren't"].into_iter()),
            Self::A => fixed(&mut ["a", "no"].into_iter()),
            Self::Values => Known::Form(match named(policy_names::values).as_slice() {
                [] => "the policy declares no other dimension".to_owned(),
                some => format!("one value of each dimension, joined by `and`: {}", some.join(", ")),
            }),
            Self::Device => {
                let owned = named(policy_names::devices).into_iter().filter(|it| it.contains('\''));
                let owned: Vec<String> = owned.map(|name| format!(", {name}")).collect();
                Known::Form(format!(
                    "the device, the second device (up to the eighth){}",
                    owned.concat()
                ))
            }
            Self::Duration => Known::Form(
                "a number and a unit (5 minutes, 1 hour 30 minutes) or a clock time (4:59, 1:00:00)"
                    .to_owned(),
            ),
            Self::String => Known::Form("words in double quotes".to_owned()),
            Self::Int => Known::Form(format!(
                "a whole number from {PASSCODE_LENGTH_MIN} to {PASSCODE_LENGTH_MAX}"
            )),
        }
    }

    /// A pattern of exactly the known words, for tools that mark a word that is not one of them; nothing
    /// where tools have a pattern of their own. A placeholder of an outline fits too.
    ///
    /// It is written in what regular expressions have in common, without groups that capture.
    pub fn exact_pattern(self, scope: PolicyScope<'_>) -> Option<String> {
        let policies: Vec<&Policy> = scope.policies().into_iter().map(|policy| &**policy).collect();
        let words = match (self, self.pattern_of_names(&policies)) {
            (_, Some(names)) => names,
            (Self::Duration, None) => EXACT_DURATION.to_owned(),
            (_, None) => match self.known(scope) {
                Known::Names(names) => alternatives(names),
                Known::Form(_) => return None,
            },
        };
        let is_empty = words.is_empty();
        Some(if is_empty { PLACEHOLDER.to_owned() } else { format!("{words}|{PLACEHOLDER}") })
    }

    /// A pattern of exactly the names that these policies have for a word of this kind; nothing for words that no
    /// policy names.
    pub(crate) fn pattern_of_names(self, policies: &[&Policy]) -> Option<String> {
        let all = |names: fn(&Policy) -> Vec<String>| -> Vec<String> {
            policies.iter().flat_map(|policy| names(policy)).collect()
        };
        Some(match self {
            Self::Platform => alternatives(all(policy_names::platforms)),
            Self::Managed => alternatives(all(policy_names::managements)),
            Self::Actor => alternatives(all(policy_names::actors)),
            Self::Device => alternatives(all(policy_names::devices)),
            Self::Button => alternatives(all(policy_names::buttons)),
            Self::Prompt => alternatives(all(policy_names::prompts)),
            Self::Passcode => alternatives(all(policy_names::passcode_names)),
            // The article is up to the writer, and a device is a surface, too.
            Self::Surface => {
                let surfaces = all(policy_names::surfaces);
                let surfaces = surfaces.iter().map(|name| heading(name).to_owned()).collect();
                let devices = alternatives(all(policy_names::devices));
                format!("(?:the )?(?:{})|{devices}", alternatives(surfaces))
            }
            Self::Values => {
                let one = alternatives(all(policy_names::values));
                if one.is_empty() { one } else { format!("(?:{one})(?:(?:,| and) (?:{one}))*") }
            }
            Self::Alphabet
            | Self::Duration
            | Self::Browser
            | Self::State
            | Self::Refusal
            | Self::Notice
            | Self::Fault
            | Self::String
            | Self::Int
            | Self::Is
            | Self::Are
            | Self::A => return None,
        })
    }
}

/// A placeholder of an outline.
const PLACEHOLDER: &str = "<[^<>]+>";

/// A clock time, or numbers with units.
const EXACT_DURATION: &str = "[0-9]+(?::[0-5][0-9]){1,2}\
    |[0-9]+ (?:day|hour|minute|second|millisecond)s?\
    (?: [0-9]+ (?:day|hour|minute|second|millisecond)s?)*";

/// Exactly these names. Where one begins another one, the longer one is tried first.
fn alternatives(mut names: Vec<String>) -> String {
    names.sort_by(|left, right| {
        let length = |name: &str| std::cmp::Reverse(name.chars().count());
        length(left).cmp(&length(right)).then_with(|| left.cmp(right))
    });
    names.dedup();
    let names: Vec<String> = names.iter().map(|name| regex::escape(name)).collect();
    names.join("|")
}

impl Catalogue {
    /// Every sentence with what its open words may be, section by section.
    pub fn listing(&self, scope: PolicyScope<'_>) -> Vec<ListedSentence<'_>> {
        self.sentences().iter().map(|entry| self.listed(entry, scope)).collect()
    }

    fn listed<'a>(&self, entry: &'a CatalogueEntry, scope: PolicyScope<'_>) -> ListedSentence<'a> {
        let example = entry.example_in(scope);
        let open = entry.parameters().iter().enumerate().map(|(position, parameter)| {
            let known = match (parameter.known(scope), &example) {
                (Known::Names(names), Some(example)) => {
                    Known::Names(self.fitting(entry, (position, example), names, scope))
                }
                // A sentence that no policy has a use for fits nowhere.
                (Known::Names(_), None) if *parameter == Parameter::Surface => {
                    Known::Names(Vec::new())
                }
                (known, _) => known,
            };
            (*parameter, known)
        });
        ListedSentence { entry, open: open.collect(), example }
    }

    /// The names that this sentence takes in this place of its example: some make sense on some surfaces alone.
    fn fitting(
        &self,
        entry: &CatalogueEntry,
        (position, example): (usize, &str),
        names: Vec<String>,
        scope: PolicyScope<'_>,
    ) -> Vec<String> {
        let Some((parameter, place)) = entry.open_words(example).into_iter().nth(position) else {
            return names;
        };
        // A button or prompt belongs to one surface, and the example names only one.
        if matches!(parameter, Parameter::Button | Parameter::Prompt) {
            return names;
        }
        let role = StepRole::usual(entry.sentence().kind);
        let fits = |name: &String| {
            let mut text = example.to_owned();
            text.replace_range(place.clone(), name);
            // With its own button or prompt in it, if the sentence names one.
            let there = |policy: &Policy| {
                let surface = policy_names::surface_named(policy, name);
                surface.is_some_and(|surface| entry.example_on(policy, surface).is_some())
            };
            self.read(role, role.name(), &text, scope).is_ok()
                || parameter == Parameter::Surface && scope.policies().iter().any(|it| there(it))
        };
        names.into_iter().filter(fits).collect()
    }
}
