//! The sentences of the catalogue as step definitions, and which of them a step says.

use std::collections::BTreeMap;

use crate::language::catalogue::compiled::{Catalogue, CatalogueEntry, SentenceMatch};
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
            for SentenceMatch { entry, .. } in &found {
                self.ids.entry(entry.id()).or_insert_with(|| {
                    let id = stream.id();
                    stream.send(&definition(&id, entry));
                    id
                });
            }
            let matches = found.iter().map(|one| (one.entry.id(), arguments(one, &step.text)));
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
fn arguments(found: &SentenceMatch<'_>, text: &str) -> Arguments {
    let of_expression = found.open.iter().take(found.entry.parameters().len());
    Arguments {
        step_match_arguments: of_expression
            .map(|(_, range)| Argument {
                group: Group {
                    children: Vec::new(),
                    start: text.get(..range.start).unwrap_or_default().encode_utf16().count(),
                    value: text.get(range.clone()).unwrap_or_default().to_owned(),
                },
            })
            .collect(),
    }
}
