//! The catalogue made ready: every sentence as a regular expression, compiled once.

use std::ops::Range;
use std::sync::LazyLock;

use cucumber_expressions::Expression;
use regex::{Regex, RegexSet};

use crate::language::catalogue::parameter::{ExactPatterns, Parameter, Patterns, parameters_of};
use crate::language::catalogue::sentence::{Section, Sentence, SentenceId, SentenceKind};
use crate::language::catalogue::sentences;
use crate::language::scenario::StepRole;
use crate::policy::checked::Policy;

/// All sentences, ready to be matched.
#[derive(Debug)]
pub struct Catalogue {
    entries: Vec<CatalogueEntry>,
    set: RegexSet,
}

/// A sentence, ready to be matched.
#[derive(Debug)]
pub struct CatalogueEntry {
    id: SentenceId,
    section: Section,
    sentence: &'static Sentence,
    regex: Regex,
    parameters: Vec<Parameter>,
}

/// A sentence that a text matches, and where in the text its open words are.
#[derive(Clone, Debug)]
pub struct SentenceMatch<'c> {
    /// The sentence.
    pub entry: &'c CatalogueEntry,
    /// The kinds of its open words, in order, each with its place in bytes.
    pub open: Vec<(Parameter, Range<usize>)>,
    /// Where the device is that the text says it is for.
    pub device: Option<Range<usize>>,
}

impl<'c> SentenceMatch<'c> {
    /// How `text` says the sentence, if it does, without a device that it is for.
    pub(crate) fn new(entry: &'c CatalogueEntry, text: &str) -> Self {
        Self { entry, open: entry.open_words(text), device: None }
    }

    /// The same with exactly the names of `policy` in it: other words of `text` may be theirs then, where a name has
    /// words that sentences have, too.
    pub(crate) fn exactly(&self, text: &str, policy: &Policy) -> Option<Self> {
        let end = self.device.as_ref().map(|device| device.start.checked_sub(FOR.len()));
        let short = text.get(..end.unwrap_or(Some(text.len()))?)?;
        let exact = ExactPatterns::new(&self.entry.parameters, policy);
        let expression = self.entry.sentence.expression;
        let regex = Expression::regex_with_parameters(expression, &exact).ok()?;
        let open = open_words(&regex, &self.entry.parameters, short);
        (regex.is_match(short)).then(|| Self { open, device: self.device.clone(), ..*self })
    }

    /// The places of all words that it leaves open, the device for which it is said last.
    pub fn words(&self) -> impl Iterator<Item = (Parameter, &Range<usize>)> {
        let device = self.device.iter().map(|place| (Parameter::Device, place));
        self.open.iter().map(|(parameter, place)| (*parameter, place)).chain(device)
    }
}

/// By which words a sentence says which device it is for, at its end.
pub(crate) const FOR: &str = " for ";

static BUNDLED: LazyLock<Catalogue> = LazyLock::new(Catalogue::compile);

/// The sentences with a text in quotes, without it: it may be written below the step. Each with the number of the
/// parameter that is left out.
static GAPS: LazyLock<Vec<(Regex, usize)>> = LazyLock::new(|| {
    let gap = |(_, sentence): (Section, &Sentence)| {
        let parameters = parameters_of(sentence.expression);
        let at = parameters.iter().position(|parameter| *parameter == Parameter::String)?;
        let without = sentence.expression.replace(" {string}", "{gap}");
        Some((
            Expression::regex_with_parameters(without.as_str(), Patterns).ok()?,
            at.saturating_add(1),
        ))
    };
    sentences().filter_map(gap).collect()
});

impl Catalogue {
    /// The catalogue that passgate comes with.
    pub fn bundled() -> &'static Self {
        &BUNDLED
    }

    /// Every sentence, section by section.
    pub fn sentences(&self) -> &[CatalogueEntry] {
        &self.entries
    }

    /// The sentence that `id` counts to.
    pub fn sentence(&self, id: SentenceId) -> Option<&CatalogueEntry> {
        self.entries.get(usize::from(id.0))
    }

    /// The sentences that `text` matches, whatever their kind and words: first those that it says for a device.
    pub fn matching(&self, text: &str) -> Vec<SentenceMatch<'_>> {
        let mut found = Vec::new();
        for (short, device) in for_a_device(text) {
            for entry in self.entries_like(short).filter(|entry| entry.sentence.takes_device()) {
                let (open, device) = (entry.open_words(short), Some(device.clone()));
                found.push(SentenceMatch { entry, open, device });
            }
        }
        found.extend(self.entries_like(text).map(|entry| SentenceMatch::new(entry, text)));
        found
    }

    fn entries_like(&self, text: &str) -> impl Iterator<Item = &CatalogueEntry> {
        self.set.matches(text).into_iter().filter_map(|index| self.entries.get(index))
    }

    /// Whether `text` matches any sentence.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.set.is_match(text) || !self.matching(text).is_empty()
    }

    /// Where in `short` a text in quotes is missing, with the blank before it: nothing if no sentence lacks one there.
    pub(in crate::language) fn gap(&self, short: &str) -> Option<usize> {
        let texts = for_a_device(short).map(|(short, _)| short);
        std::iter::once(short).chain(texts).find_map(|short| {
            GAPS.iter().find_map(|(regex, at)| Some(regex.captures(short)?.get(*at)?.start()))
        })
    }

    /// Every sentence is well-formed, as a test shows; one that were not would be left out.
    fn compile() -> Self {
        let mut entries = Vec::new();
        for (section, sentence) in sentences() {
            let compiled = Expression::regex_with_parameters(sentence.expression, Patterns);
            if let (Ok(regex), Ok(count)) = (compiled, u16::try_from(entries.len())) {
                let parameters = parameters_of(sentence.expression);
                let id = SentenceId(count);
                entries.push(CatalogueEntry { id, section, sentence, regex, parameters });
            }
        }
        let set = RegexSet::new(entries.iter().map(|entry| entry.regex.as_str()));
        Self { entries, set: set.unwrap_or_default() }
    }
}

impl CatalogueEntry {
    /// The sentence's place in the catalogue.
    pub const fn id(&self) -> SentenceId {
        self.id
    }

    /// Where the catalogue lists it.
    pub const fn section(&self) -> Section {
        self.section
    }

    /// The keyword under which it usually is.
    pub const fn usual_role(&self) -> StepRole {
        match self.section {
            Section::SettingUp => StepRole::Given,
            Section::Faults
            | Section::Resetting
            | Section::Prompts
            | Section::Consoles
            | Section::Device
            | Section::Time
            | Section::Seen => StepRole::usual(self.sentence.kind),
        }
    }

    /// The sentence.
    pub const fn sentence(&self) -> &'static Sentence {
        self.sentence
    }

    /// Its pattern, anchored at both ends, with one capture a parameter. Words for a device are no part of it.
    pub const fn regex(&self) -> &Regex {
        &self.regex
    }

    /// The kinds of its open words, in order.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// Where in `text` its open words are.
    pub(crate) fn open_words(&self, text: &str) -> Vec<(Parameter, Range<usize>)> {
        open_words(&self.regex, &self.parameters, text)
    }

    /// Whether it belongs under the keywords of `kind`.
    pub(crate) fn is(&self, kind: SentenceKind) -> bool {
        self.sentence.kind == kind
    }
}

fn open_words(
    regex: &Regex,
    parameters: &[Parameter],
    text: &str,
) -> Vec<(Parameter, Range<usize>)> {
    let captures = regex.captures(text);
    let places = captures.iter().flat_map(|captures| captures.iter().skip(1)).flatten();
    parameters.iter().copied().zip(places.map(|place| place.range())).collect()
}

/// A text without the words at its end that may say for which device it is, and where that device is in it.
fn for_a_device(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let blanks = text.match_indices(' ').filter(|_| text.ends_with(" device"));
    blanks.filter_map(|(at, _)| {
        let (short, rest) = text.split_at_checked(at)?;
        let device = rest.strip_prefix(FOR).filter(|device| !device.contains('"'))?;
        Some((short, text.len().saturating_sub(device.len())..text.len()))
    })
}
