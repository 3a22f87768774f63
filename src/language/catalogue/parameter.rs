//! The kinds of words that sentences leave open, and how wide each opens.
//!
//! A parameter takes in more than it knows: an unknown word is then explained, where a closed pattern
//! would only say that the whole sentence is unknown.

use std::collections::BTreeMap;

use cucumber_expressions::Spanned;
use cucumber_expressions::expand::ParametersProvider;

use crate::domain::phrase::phrases;
use crate::policy::checked::Policy;

/// A kind of word that a sentence leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Parameter {
    /// A device platform that the policy has a row for.
    Platform,
    /// The service that manages a device, and how.
    Managed,
    /// What else sets a device apart.
    Values,
    /// Who acts or looks.
    Actor,
    /// Where.
    Surface,
    /// Which device.
    Device,
    /// A button that begins a reset.
    Button,
    /// What a surface asks for.
    Prompt,
    /// What a passcode is made of.
    Alphabet,
    /// How long.
    Duration,
    /// Where the browser runs.
    Browser,
    /// How far a reset has come.
    State,
    /// Why something was refused.
    Refusal,
    /// A passcode, by how its owner knows it.
    Passcode,
    /// How a device says something.
    Notice,
    /// A message, and what happens to it.
    Fault,
    /// Words in quotes.
    String,
    /// A whole number.
    Int,
    /// Whether something is so: `is` or `is not`.
    Is,
    /// The same of several things: `are` or `are not`.
    Are,
    /// Whether there is one: `a` or `no`.
    A,
}

phrases!(Parameter, "parameter", {
    Platform => "platform",
    Managed => "managed",
    Values => "values",
    Actor => "actor",
    Surface => "surface",
    Device => "device",
    Button => "button",
    Prompt => "prompt",
    Alphabet => "alphabet",
    Duration => "duration",
    Browser => "browser",
    State => "state",
    Refusal => "refusal",
    Passcode => "passcode",
    Notice => "notice",
    Fault => "fault",
    String => "string",
    Int => "int",
    Is => "is",
    Are => "are",
    A => "a",
});

/// Up to four words. Not `\S`, whose tables of Unicode make every pattern slow to build.
const WORDS: &str = "[^ \"]+(?: [^ \"]+){0,3}";

impl Parameter {
    /// The pattern of the words that it takes in: without groups, so that each parameter is one capture. What policies
    /// name has as much room as `policy::check::names` leaves it.
    const fn pattern(self) -> &'static str {
        match self {
            Self::Platform => "[^ \"]+(?: [^ \"]+){0,5}",
            // An article and up to three words, or three words: no more, so that
            // `within 4:59 the clerk` is never one of them.
            Self::Actor => "(?:(?:the|an|a|another|any|every|no|some) )?[^ \"]+(?: [^ \"]+){0,2}",
            // At most four words after the article: a longer tail belongs to another sentence.
            Self::Surface => "(?:(?:the|an|a|another|any|every|some) )?[^ \"]+(?: [^ \"]+){0,3}",
            // An ordinal, or an actor in the possessive.
            Self::Device => "[^ \"]+(?: [^ \"]+){0,3} device",
            Self::Managed | Self::Button | Self::Browser | Self::State => WORDS,
            Self::Alphabet => "[^ \"]+(?: [^ \"]+)?",
            Self::Duration => DURATION,
            Self::Notice => "[^ \"]+",
            Self::Fault => "[^ \"]+ [^ \"]+ [^ \"]+",
            Self::Values | Self::Prompt | Self::Refusal | Self::Passcode => "[^\"]+",
            Self::String => STRING,
            Self::Int => "[-−]?[0-9]+",
            Self::Is => "is not|isn't|is",
            Self::Are => "are not|aren't|are",
            Self::A => "a|no",
        }
    }
}

/// What is left out of a sentence whose text in quotes is written below it.
const GAP: &str = "gap";

/// Words in quotes of either kind, in which a backslash takes the meaning from a quote. Word processors turn straight
/// quotes into curly ones.
const STRING: &str = r#""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|["“”][^"“”]*["“”]"#;

/// A clock time, numbers with units, or any words that end in a unit: `five minutes` is then explained.
const DURATION: &str = "[-−]?[0-9]+(?::[0-9]+)+\
    |[-−]?[0-9.,]+ [^ 0-9]+(?: [0-9]+ [^ 0-9]+)*\
    |[-−]?[0-9][^ ]*\
    |[^ ]+(?: [^ ]+)?(?: [^ ]+)? (?:millisecond|second|minute|hour|day)s?";

/// Hands the patterns to the compiler of Cucumber Expressions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patterns;

impl<'s> ParametersProvider<Spanned<'s>> for Patterns {
    type Item = char;
    type Value = &'static str;

    fn get(&self, name: &Spanned<'s>) -> Option<&'static str> {
        match *name.fragment() {
            GAP => Some(""),
            name => Parameter::from_name(name).map(Parameter::pattern),
        }
    }
}

/// The same, but of what a policy names its names alone.
#[derive(Debug)]
pub(crate) struct ExactPatterns(BTreeMap<Parameter, String>);

impl ExactPatterns {
    /// The patterns of these parameters.
    pub(crate) fn new(parameters: &[Parameter], policy: &Policy) -> Self {
        let pattern = |parameter: &Parameter| {
            let names = parameter.pattern_of_names(&[policy]);
            (*parameter, names.unwrap_or_else(|| parameter.pattern().to_owned()))
        };
        Self(parameters.iter().map(pattern).collect())
    }
}

impl<'s, 'p> ParametersProvider<Spanned<'s>> for &'p ExactPatterns {
    type Item = char;
    type Value = &'p str;

    fn get(&self, name: &Spanned<'s>) -> Option<&'p str> {
        let parameter = Parameter::from_name(name.fragment())?;
        self.0.get(&parameter).map(String::as_str)
    }
}

/// The parameters of an expression, in its order.
pub(crate) fn parameters_of(expression: &str) -> Vec<Parameter> {
    let named = expression.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    named.filter_map(Parameter::from_name).collect()
}
