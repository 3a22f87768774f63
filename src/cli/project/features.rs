//! Features, read and translated, with every problem in them.

use crate::cli::project::files::InputFile;
use crate::document::diagnostic::Diagnostic;
use crate::language::catalogue::compiled::Catalogue;
use crate::language::feature::Feature;
use crate::language::translation::Translator;
use crate::language::vocabulary::Vocabulary;
use crate::run::progress::Progress;

/// What the features say, and why some cannot be used.
#[derive(Default)]
pub(crate) struct TranslatedFeatures {
    /// Those that are Gherkin, in the order of their files.
    pub(crate) features: Vec<Feature>,
    /// Files that are not Gherkin, and tags that name what does not exist: nothing is run while there are any.
    pub(crate) errors: Vec<Diagnostic>,
    /// Unknown sentences in files that are not Gherkin.
    pub(crate) unknown_sentences: Vec<Diagnostic>,
    /// Whether every file is Gherkin.
    pub(crate) complete: bool,
}

/// Reads and translates every feature. A scenario that cannot be run keeps its problems in itself.
pub(crate) fn translate(
    sources: &[InputFile],
    vocabulary: &Vocabulary,
    progress: &dyn Progress,
) -> TranslatedFeatures {
    let mut translator = Translator::new(Catalogue::bundled(), vocabulary);
    let mut translated = TranslatedFeatures { complete: true, ..TranslatedFeatures::default() };
    progress.start("files", sources.len() as u64);
    for source in sources {
        match Feature::read(&source.label, &source.text) {
            Ok(feature) => {
                let (refused, feature) = translator.check(feature);
                translated.errors.extend(refused);
                translated.features.push(feature);
            }
            Err(errors) => {
                translated.complete = false;
                translated.errors.extend(errors.into_problems());
                let unknown = translator.recover(&source.label, &source.text);
                translated.unknown_sentences.extend(unknown);
            }
        }
        progress.advance(1);
    }
    translated
}
