//! The sentences of the catalogue as step definitions, and which of them a step says.

use std::collections::BTreeMap;

use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry};
use crate::language::catalogue::sentence::SentenceId;
use crate::recording::case::{Case, CaseStep, StepStatus};
use crate::report::format::messages::envelope::{
    Argument, Arguments, Envelope, Group, Pattern, SourceReference, StepDefinition,
};
use crate::report::format::messages::stream::Stream;

/// The sentences that the steps of a run say.
#[derive(Default)]
pub(crate) struct Sentences<'r> {
    ids: BTreeMap<SentenceId, String>,
    known: BTreeMap<&'r str, Vec<(SentenceId, Arguments)>>,
}

impl<'r> Sentences<'r> {
    /// Sends the sentences that a scenario says and none before it did.
    pub(crate) fn learn(&mut self, case: &'r Case, stream: &mut Stream) {
        for step in &case.steps {
            if self.known.contains_key(&*step.text) {
                continue;
            }
            let found = Catalogue::bundled().matching(&step.text);
            for entry in &found {
                self.ids.entry(entry.id()).or_insert_with(|| {
                    let id = stream.id();
                    stream.send(&definition(&id, entry));
                    id
                });
            }
            let matches = found.iter().map(|entry| (entry.id(), arguments(entry, &step.text)));
            self.known.insert(&step.text, matches.collect());
        }
    }

    /// The sentences that a step says, with its words: none for one that is not known, several for one that is
    /// ambiguous.
    pub(crate) fn of(&self, step: &CaseStep) -> (Vec<&str>, Vec<Arguments>) {
        let count = match step.status {
            StepStatus::Undefined => 0,
            StepStatus::Ambiguous => usize::MAX,
            StepStatus::Passed
            | StepStatus::Skipped
            | StepStatus::Unsupported
            | StepStatus::Failed => 1,
        };
        let found = self.known.get(&*step.text).into_iter().flatten().take(count);
        found
            .filter_map(|(id, arguments)| Some((self.ids.get(id)?.as_str(), arguments.clone())))
            .unzip()
    }
}

fn definition<'m>(id: &'m str, entry: &CatalogueEntry) -> Envelope<'m> {
    let pattern = Pattern { source: entry.sentence().expression, kind: "CUCUMBER_EXPRESSION" };
    Envelope::StepDefinition(StepDefinition {
        id,
        pattern,
        source_reference: SourceReference { uri: "the catalogue of passgate" },
    })
}

/// The words in the open places of a sentence, counted as JavaScript counts.
fn arguments(entry: &CatalogueEntry, text: &str) -> Arguments {
    let captures = entry.regex().captures(text);
    let groups = captures.iter().flat_map(|captures| captures.iter().skip(1).flatten());
    Arguments {
        step_match_arguments: groups
            .map(|group| Argument {
                group: Group {
                    children: Vec::new(),
                    start: text.get(..group.start()).unwrap_or_default().encode_utf16().count(),
                    value: group.as_str().to_owned(),
                },
            })
            .collect(),
    }
}
