//! What a step says: the one sentence that it is, or everything that keeps it from being one.

use std::fmt::Write as _;

use crate::document::finding::Finding;
use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry};
use crate::language::catalogue::sentence::{SentenceId, SentenceKind};
use crate::language::catalogue::step_arguments::{ArgumentError, StepArguments};
use crate::language::catalogue::word_diff::marked;
use crate::language::plan::Instruction;
use crate::language::policy_scope::PolicyScope;
use crate::language::problem::ProblemKind;
use crate::language::scenario::StepRole;

impl Catalogue {
    /// Reads `text` as a sentence under a keyword of `role`.
    ///
    /// # Errors
    ///
    /// When it matches no sentence or more than one, when it belongs under another keyword, or when one of
    /// its words is not known: every such word is an error of its own.
    pub(crate) fn read(
        &self,
        role: StepRole,
        keyword: &str,
        text: &str,
        scope: PolicyScope<'_>,
    ) -> Result<(SentenceId, Instruction), Vec<ArgumentError>> {
        let kind = role.expects();
        let matching = self.matching(text);
        let (fitting, elsewhere): (Vec<&CatalogueEntry>, Vec<_>) =
            matching.into_iter().partition(|entry| entry.is(kind));
        match (fitting.as_slice(), elsewhere.as_slice()) {
            ([], []) => Err(vec![self.undefined(kind, keyword, text, scope)]),
            ([], [first, ..]) => Err(vec![misused(first, kind, keyword, text)]),
            ([only], _) => translate(only, text, scope),
            (several, _) => one_of(several, text, scope),
        }
    }

    fn undefined(
        &self,
        kind: SentenceKind,
        keyword: &str,
        text: &str,
        scope: PolicyScope<'_>,
    ) -> ArgumentError {
        let mut help = String::new();
        for (rank, nearest) in self.nearest(kind, text, scope).iter().enumerate() {
            let keyword = if nearest.entry.is(kind) {
                keyword
            } else {
                StepRole::usual(nearest.entry.sentence().kind).name()
            };
            let lead = if rank == 0 { "nearest  " } else { "\nor       " };
            // Writing to a string cannot fail.
            let _ = write!(help, "{lead}{keyword} {}", marked(text, &nearest.written));
        }
        let _ = write!(help, "\nmore     passgate steps {}", self.search_word(text));
        let finding =
            Finding::new(ProblemKind::Undefined, "no sentence in the catalogue matches this step")
                .help(help);
        ArgumentError { finding, range: 0..text.len() }
    }
}

fn misused(
    entry: &CatalogueEntry,
    under: SentenceKind,
    keyword: &str,
    text: &str,
) -> ArgumentError {
    let (is, belongs, help) = match entry.sentence().kind {
        SentenceKind::Act => (
            "something that happens",
            "`Given` or `When`",
            format!("write `When {text}`, or say what is seen afterwards"),
        ),
        SentenceKind::Check => ("something that is seen", "`Then`", format!("write `Then {text}`")),
    };
    // `And` and `But` are what the keyword before them is.
    let under = match (keyword, under) {
        ("Given" | "When" | "Then", _) => format!("`{keyword}`"),
        (_, SentenceKind::Act) => format!("`{keyword}`, which continues a `Given` or `When` here"),
        (_, SentenceKind::Check) => format!("`{keyword}`, which continues a `Then` here"),
    };
    let message = format!("this sentence belongs under {belongs}, not under {under}");
    let finding = Finding::new(ProblemKind::Misused, message).label(is).help(help);
    ArgumentError { finding, range: 0..text.len() }
}

/// Resolves every open word, and then makes the instruction.
fn translate(
    entry: &CatalogueEntry,
    text: &str,
    scope: PolicyScope<'_>,
) -> Result<(SentenceId, Instruction), Vec<ArgumentError>> {
    let mut arguments = StepArguments::default();
    let mut errors = Vec::new();
    if let Some(captures) = entry.regex().captures(text) {
        for (parameter, capture) in entry.parameters().iter().zip(captures.iter().skip(1)) {
            let Some(capture) = capture else { continue };
            let read = arguments.read(*parameter, capture.as_str(), capture.range(), scope);
            errors.extend(read.err());
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    match (entry.sentence().translate)(&arguments) {
        Ok(instruction) => Ok((entry.id(), instruction)),
        Err(error) => Err(vec![error]),
    }
}

/// `text` matches several sentences. If no word of any is known, the one with the fewest unknown
/// words was meant; otherwise the step is ambiguous, as cucumber would say too.
fn one_of(
    several: &[&CatalogueEntry],
    text: &str,
    scope: PolicyScope<'_>,
) -> Result<(SentenceId, Instruction), Vec<ArgumentError>> {
    let mut fewest: Option<Vec<ArgumentError>> = None;
    for entry in several {
        match translate(entry, text, scope) {
            Ok(_) => return Err(vec![ambiguous(several, text)]),
            Err(errors) => {
                if fewest.as_ref().is_none_or(|least| errors.len() < least.len()) {
                    fewest = Some(errors);
                }
            }
        }
    }
    Err(fewest.unwrap_or_default())
}

fn ambiguous(several: &[&CatalogueEntry], text: &str) -> ArgumentError {
    let mut help = "say it in the words of one of them alone:".to_owned();
    for entry in several {
        // Writing to a string cannot fail.
        let _ = write!(help, "\n  {}", entry.sentence().expression);
    }
    let message = format!("{} sentences in the catalogue match this step", several.len());
    let finding = Finding::new(ProblemKind::Ambiguous, message).help(help);
    ArgumentError { finding, range: 0..text.len() }
}
