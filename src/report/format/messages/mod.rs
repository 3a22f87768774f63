//! Cucumber Messages: the run as the newline-delimited JSON that Cucumber's own tools read.
//!
//! Identifiers are numbers in the order of the text, times are those of the simulation, so that the same recording
//! gives the same bytes.

pub(crate) mod envelope;
pub(crate) mod features;
pub(crate) mod run;
pub(crate) mod sentences;
pub(crate) mod stream;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use run::CaseMessages;

use crate::document::source_file::SourceFile;
use crate::language::gherkin;
use crate::language::gherkin::pickle::pickles;
use crate::language::gherkin::tree::GherkinFile;
use crate::report::format::messages::envelope::{
    Envelope, Meta, Product, TestRunFinished, TestRunStarted, Timestamp,
};
use crate::report::format::messages::features::FeatureMessages;
use crate::report::format::messages::sentences::Sentences;
use crate::report::format::messages::stream::{RUN, Stream};
use crate::report::results::Results;
use crate::report::summary::closing;
use crate::report::system::system_lines;

/// The version of the messages that this crate writes.
const PROTOCOL: &str = "34.2.1";

/// The stream, a line a message.
pub(crate) fn messages(results: &Results<'_>) -> String {
    let recording = results.recording;
    let mut stream = Stream::default();
    let product = |name| Product { name, version: None };
    stream.send(&Envelope::Meta(Meta {
        protocol_version: PROTOCOL,
        implementation: Product { name: "passgate", version: Some(&recording.header.engine) },
        // The machine is left out on purpose: a run is the same on any.
        runtime: product(&recording.header.target),
        os: product("any"),
        cpu: product("any"),
    }));
    let ran: BTreeSet<&str> = recording.cases.iter().map(|case| &*case.path).collect();
    let sources = recording.features.iter();
    let pages: Vec<Arc<SourceFile>> =
        sources.map(|it| Arc::new(SourceFile::new(&it.path, &it.text))).collect();
    let documents = pages.iter().filter_map(|page| Some((page, gherkin::read(page).ok()?)));
    let documents: Vec<(&Arc<SourceFile>, GherkinFile<'_>)> = documents.collect();
    let mut features: BTreeMap<&str, FeatureMessages<'_>> = BTreeMap::new();
    for (page, document) in &documents {
        // Of features from which nothing was selected, those that have nothing to select are sent.
        if ran.contains(&**page.path()) || pickles(document).is_empty() {
            features.insert(page.path(), FeatureMessages::send(page, document, &mut stream));
        }
    }
    let mut sentences = Sentences::default();
    let mut plan: Vec<CaseMessages<'_>> = Vec::new();
    for case in &recording.cases {
        let feature = features.get(&*case.path);
        plan.extend(
            feature.and_then(|it| CaseMessages::send_pickle(recording, case, it, &mut stream)),
        );
    }
    plan.iter().for_each(|run| sentences.learn(run.case, &mut stream));
    let start = Timestamp::at(0);
    stream.send(&Envelope::TestRunStarted(TestRunStarted { id: RUN, timestamp: start }));
    for run in &mut plan {
        run.send_test_case(&sentences, &mut stream);
    }
    for run in &plan {
        run.send_attempts(&mut stream);
    }
    stream.send(&Envelope::TestRunFinished(TestRunFinished {
        message: std::iter::once(closing(results))
            .chain(system_lines(results))
            .collect::<Vec<_>>()
            .join("\n"),
        success: recording.conforms(),
        timestamp: start,
        test_run_started_id: RUN,
    }));
    stream.text
}
