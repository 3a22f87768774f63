//! What the open words of a sentence may be: the names that are known, or how such a word is written.

use std::collections::BTreeSet;

use crate::domain::actor::Actor;
use crate::domain::browser::Browser;
use crate::domain::passcode::{Alphabet, PASSCODE_LENGTH_MAX, PASSCODE_LENGTH_MIN};
use crate::domain::platform::Management;
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetState;
use crate::domain::surface::Surface;
use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry};
use crate::language::catalogue::parameter::Parameter;
use crate::language::catalogue::step_arguments::PASSCODES;
use crate::language::scenario::StepRole;
use crate::language::vocabulary::Vocabulary;

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
}

impl Parameter {
    /// What a word of this kind says.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Platform => "the platform of a device, as policies name it",
            Self::Scenario => "how the device is managed",
            Self::Actor => "who acts or looks",
            Self::Surface => "where someone acts or looks",
            Self::Alphabet => "what a passcode is made of",
            Self::Duration => "how long",
            Self::Browser => "where the browser runs",
            Self::State => "how far a reset has come",
            Self::Refusal => "why something had no effect",
            Self::Passcode => "a passcode, by how the end user knows it",
            Self::String => "words that appear exactly like this",
            Self::Int => "how many characters",
            Self::Is | Self::Are => "whether it is so",
            Self::A => "whether there is one",
        }
    }

    /// What a word of this kind may be: platforms are those of the policies in `vocabulary`.
    pub fn known(self, vocabulary: &Vocabulary) -> Known {
        let names = |names: &mut dyn Iterator<Item = &'static str>| {
            Known::Names(names.map(str::to_owned).collect())
        };
        match self {
            Self::Platform => {
                Known::Names(vocabulary.every_scope().platforms().into_iter().map(str::to_owned).collect())
            }
            Self::Scenario => names(&mut Management::ALL.iter().map(|it| it.name())),
            Self::Actor => names(&mut Actor::ALL.iter().map(|it| it.name())),
            Self::Surface => names(&mut Surface::ALL.iter().map(|it| it.in_a_sentence())),
            Self::Alphabet => names(&mut Alphabet::ALL.iter().map(|it| it.name())),
            Self::Browser => names(&mut Browser::ALL.iter().map(|it| it.name())),
            Self::State => names(&mut ResetState::ALL.iter().map(|it| it.name())),
            Self::Refusal => names(&mut Refusal::ALL.iter().map(|it| it.name())),
            Self::Passcode => names(&mut PASSCODES.iter().map(|(name, _)| *name)),
            Self::Is => names(&mut ["is", "is not", "isn't"].into_iter()),
            Self::Are => names(&mut ["are", "are not", "aren't"].into_iter()),
            Self::A => names(&mut ["a", "no"].into_iter()),
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
    pub fn exact_pattern(self, vocabulary: &Vocabulary) -> Option<String> {
        let words = match self {
            Self::String | Self::Int => return None,
            Self::Duration => EXACT_DURATION.to_owned(),
            // The article is up to the writer.
            Self::Surface => {
                let named: BTreeSet<&str> = Surface::ALL.iter().map(|it| it.name()).collect();
                let named: Vec<String> = named.into_iter().map(regex::escape).collect();
                format!("(?:the )?(?:{})", named.join("|"))
            }
            Self::Platform
            | Self::Scenario
            | Self::Actor
            | Self::Alphabet
            | Self::Browser
            | Self::State
            | Self::Refusal
            | Self::Passcode
            | Self::Is
            | Self::Are
            | Self::A => match self.known(vocabulary) {
                Known::Names(mut names) => {
                    // Where one name begins another one, the longer one is tried first.
                    names.sort_by_key(|name| std::cmp::Reverse(name.chars().count()));
                    let names: Vec<String> = names.iter().map(|name| regex::escape(name)).collect();
                    names.join("|")
                }
                Known::Form(_) => return None,
            },
        };
        Some(format!("{words}|<[^<>]+>"))
    }
}

/// A clock time, or numbers with units.
const EXACT_DURATION: &str = "[0-9]+(?::[0-5][0-9]){1,2}\
    |[0-9]+ (?:day|hour|minute|second|millisecond)s?\
    (?: [0-9]+ (?:day|hour|minute|second|millisecond)s?)*";

impl Catalogue {
    /// Every sentence with what its open words may be, section by section.
    pub fn listing(&self, vocabulary: &Vocabulary) -> Vec<ListedSentence<'_>> {
        self.sentences().iter().map(|entry| self.listed(entry, vocabulary)).collect()
    }

    fn listed<'a>(&self, entry: &'a CatalogueEntry, vocabulary: &Vocabulary) -> ListedSentence<'a> {
        let open = entry.parameters().iter().enumerate().map(|(position, parameter)| {
            let known = match parameter.known(vocabulary) {
                Known::Names(names) => {
                    Known::Names(self.fitting(entry, position, names, vocabulary))
                }
                form @ Known::Form(_) => form,
            };
            (*parameter, known)
        });
        ListedSentence { entry, open: open.collect() }
    }

    /// The names that this sentence takes in this place: some make sense on some surfaces alone.
    fn fitting(
        &self,
        entry: &CatalogueEntry,
        position: usize,
        names: Vec<String>,
        vocabulary: &Vocabulary,
    ) -> Vec<String> {
        let sentence = entry.sentence();
        let place = entry
            .regex()
            .captures(sentence.example)
            .and_then(|captures| captures.get(position.saturating_add(1)).map(|it| it.range()));
        let Some(place) = place else { return names };
        let role = StepRole::usual(sentence.kind);
        let fits = |name: &String| {
            let mut text = sentence.example.to_owned();
            text.replace_range(place.clone(), name);
            self.read(role, role.name(), &text, vocabulary.every_scope()).is_ok()
        };
        let fitting: Vec<String> = names.iter().filter(|name| fits(name)).cloned().collect();
        // Where the example names a platform that no loaded policy has, no name would fit.
        if fitting.is_empty() { names } else { fitting }
    }
}
