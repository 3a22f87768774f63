//! What a step says: the one sentence that it is, or everything that keeps it from being one.

use std::fmt::Write as _;

use crate::document::finding::Finding;
use crate::document::lookalike::{as_it_looks, unseen_difference};
use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry, SentenceMatch};
use crate::language::catalogue::sentence::{SentenceId, SentenceKind};
use crate::language::catalogue::step_arguments::{ArgumentError, StepArguments};
use crate::language::catalogue::word_diff::marked;
use crate::language::plan::Instruction;
use crate::language::policy_names::PolicyNames;
use crate::language::policy_scope::PolicyScope;
use crate::language::problem::ProblemKind;
use crate::language::scenario::StepRole;

impl Catalogue {
    /// Reads `text` as a sentence under a keyword of `role`.
    ///
    /// # Errors
    ///
    /// When it matches no sentence or more than one whose words are known, when it belongs under another keyword, or
    /// when one of its words is not known: every such word is an error of its own.
    pub(crate) fn read(
        &self,
        role: StepRole,
        keyword: &str,
        text: &str,
        scope: PolicyScope<'_>,
    ) -> Result<(SentenceId, Instruction), Vec<ArgumentError>> {
        let kind = role.expects();
        let (fitting, elsewhere): (Vec<SentenceMatch<'_>>, Vec<_>) =
            self.matching(text).into_iter().partition(|found| found.entry.is(kind));
        match (fitting.as_slice(), elsewhere.as_slice()) {
            ([], []) => Err(vec![self.undefined(kind, keyword, text, scope)]),
            ([], [first, ..]) => Err(vec![misused(first.entry, kind, keyword, text)]),
            (fitting, _) => meant(fitting, text, scope),
        }
    }

    fn undefined(
        &self,
        kind: SentenceKind,
        keyword: &str,
        text: &str,
        scope: PolicyScope<'_>,
    ) -> ArgumentError {
        let looks = as_it_looks(text);
        let mut lines = Vec::new();
        if let Some(difference) = unseen_difference(text, &looks) {
            lines.push(difference);
        }
        // Where nothing else is wrong, the nearest sentence would look the same as the step.
        if lines.is_empty() || self.matching(&looks).is_empty() {
            for (rank, nearest) in self.nearest(kind, &looks, scope).iter().enumerate() {
                let keyword = if nearest.entry.is(kind) {
                    keyword
                } else {
                    StepRole::usual(nearest.entry.sentence().kind).name()
                };
                let lead = if rank == 0 { "nearest" } else { "or" };
                lines.push(format!("{lead:<9}{keyword} {}", marked(&looks, &nearest.written)));
            }
            lines.push(format!("{:<9}passgate steps {}", "more", self.search_word(text)));
        }
        let help = lines.join("\n");
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

/// Of the sentences that `text` matches the one whose words are known. If no word of any is known, the one with the
/// fewest unknown words was meant, and of several such the one that leaves the least open; if several are known, the
/// step is ambiguous, as cucumber would say too.
fn meant(
    fitting: &[SentenceMatch<'_>],
    text: &str,
    scope: PolicyScope<'_>,
) -> Result<(SentenceId, Instruction), Vec<ArgumentError>> {
    let mut fewest: Option<((usize, usize), Vec<ArgumentError>)> = None;
    for names in PolicyNames::all(scope) {
        let mut known = Vec::new();
        for found in fitting {
            match resolved(found, text, names) {
                Ok(instruction) => known.push((found.entry, instruction)),
                Err(errors) => {
                    let left_open = found.words().map(|(_, place)| place.len()).sum();
                    let rank = (errors.len(), left_open);
                    if fewest.as_ref().is_none_or(|(least, _)| rank < *least) {
                        fewest = Some((rank, errors));
                    }
                }
            }
        }
        if known.is_empty() {
            known = exactly(fitting, text, names);
        }
        let is_clear = known.len() < 2 || names.takes_any();
        let entries: Vec<&CatalogueEntry> = known.iter().map(|(entry, _)| *entry).collect();
        match known.into_iter().next() {
            None => {}
            Some((entry, instruction)) if is_clear => return Ok((entry.id(), instruction)),
            Some(_) => return Err(vec![ambiguous(&entries, text)]),
        }
    }
    Err(fewest.map(|(_, errors)| errors).unwrap_or_default())
}

/// The sentences that `text` says in exactly the names of the policy, where one of these has words that sentences have,
/// too: the usual patterns find other words then.
fn exactly<'c>(
    fitting: &[SentenceMatch<'c>],
    text: &str,
    names: PolicyNames<'_>,
) -> Vec<(&'c CatalogueEntry, Instruction)> {
    let Some(policy) = names.policy() else { return Vec::new() };
    let exact = fitting.iter().filter_map(|found| found.exactly(text, policy));
    exact.filter_map(|it| Some((it.entry, resolved(&it, text, names).ok()?))).collect()
}

/// Resolves every open word, and then makes the instruction.
pub(in crate::language) fn resolved(
    found: &SentenceMatch<'_>,
    text: &str,
    names: PolicyNames<'_>,
) -> Result<Instruction, Vec<ArgumentError>> {
    let mut arguments = StepArguments::new(names);
    let mut errors = Vec::new();
    for (parameter, place) in found.words() {
        let word = text.get(place.clone()).unwrap_or_default();
        errors.extend(arguments.read(parameter, word, place.clone()).err());
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    (found.entry.sentence().translate)(&arguments).map_err(|error| vec![error])
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

#[cfg(test)]
mod tests;
