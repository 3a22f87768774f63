//! The catalogue made ready: every sentence as a regular expression, compiled once.

use std::sync::LazyLock;

use cucumber_expressions::Expression;
use regex::{Regex, RegexSet};

use crate::language::catalogue::parameter::{Parameter, Patterns, parameters_of};
use crate::language::catalogue::sentence::{Section, Sentence, SentenceId, SentenceKind};
use crate::language::catalogue::sentences;
use crate::language::scenario::StepRole;

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

static BUNDLED: LazyLock<Catalogue> = LazyLock::new(Catalogue::compile);

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

    /// The sentences that `text` matches, whatever their kind and words.
    pub fn matching(&self, text: &str) -> Vec<&CatalogueEntry> {
        self.set.matches(text).iter().filter_map(|index| self.entries.get(index)).collect()
    }

    /// Whether `text` matches any sentence.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.set.is_match(text)
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
            Section::Resetting
            | Section::Portal
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

    /// Its pattern, anchored at both ends, with one capture a parameter.
    pub const fn regex(&self) -> &Regex {
        &self.regex
    }

    /// The kinds of its open words, in order.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// Whether it belongs under the keywords of `kind`.
    pub(crate) fn is(&self, kind: SentenceKind) -> bool {
        self.sentence.kind == kind
    }
}
