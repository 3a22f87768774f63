//! The messages themselves, as the official JSON Schema names their parts.

use serde::Serialize;

use crate::language::Spot;

/// One line of the stream.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Envelope<'m> {
    Meta(Meta<'m>),
    Source(Source<'m>),
    GherkinDocument(GherkinDocument<'m>),
    Pickle(Pickle<'m>),
    StepDefinition(StepDefinition<'m>),
    TestRunStarted(TestRunStarted<'m>),
    TestCase(TestCase<'m>),
    TestCaseStarted(TestCaseStarted<'m>),
    TestStepStarted(TestStepStarted<'m>),
    TestStepFinished(TestStepFinished<'m>),
    TestCaseFinished(TestCaseFinished<'m>),
    TestRunFinished(TestRunFinished<'m>),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Meta<'m> {
    pub(super) protocol_version: &'m str,
    pub(super) implementation: Product<'m>,
    pub(super) runtime: Product<'m>,
    pub(super) os: Product<'m>,
    pub(super) cpu: Product<'m>,
}

#[derive(Serialize)]
pub(super) struct Product<'m> {
    pub(super) name: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<&'m str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Source<'m> {
    pub(super) uri: &'m str,
    pub(super) data: &'m str,
    pub(super) media_type: &'static str,
}

#[derive(Serialize)]
pub(super) struct GherkinDocument<'m> {
    pub(super) uri: &'m str,
    /// A tree that is made of the parsed text; nothing where the text is no Gherkin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) feature: Option<serde_json::Value>,
    pub(super) comments: Vec<Comment<'m>>,
}

#[derive(Serialize)]
pub(super) struct Comment<'m> {
    pub(super) location: Location,
    pub(super) text: &'m str,
}

#[derive(Clone, Copy, Serialize)]
pub(super) struct Location {
    pub(super) line: usize,
    pub(super) column: usize,
}

impl Location {
    pub(super) const fn of(spot: Spot) -> Self {
        Self { line: spot.line, column: spot.column }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Pickle<'m> {
    pub(super) id: &'m str,
    pub(super) uri: &'m str,
    pub(super) name: &'m str,
    pub(super) language: &'m str,
    pub(super) steps: Vec<PickleStep<'m>>,
    pub(super) tags: Vec<PickleTag<'m>>,
    pub(super) ast_node_ids: Vec<&'m str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PickleStep<'m> {
    pub(super) id: String,
    pub(super) text: &'m str,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) ast_node_ids: Vec<&'m str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PickleTag<'m> {
    pub(super) name: String,
    pub(super) ast_node_id: &'m str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StepDefinition<'m> {
    pub(super) id: &'m str,
    pub(super) pattern: Pattern<'m>,
    pub(super) source_reference: SourceReference,
}

#[derive(Serialize)]
pub(super) struct Pattern<'m> {
    pub(super) source: &'m str,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
}

#[derive(Serialize)]
pub(super) struct SourceReference {
    pub(super) uri: &'static str,
}

#[derive(Serialize)]
pub(super) struct TestRunStarted<'m> {
    pub(super) id: &'m str,
    pub(super) timestamp: Timestamp,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TestCase<'m> {
    pub(super) id: &'m str,
    pub(super) pickle_id: &'m str,
    pub(super) test_run_started_id: &'m str,
    pub(super) test_steps: Vec<TestStep<'m>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TestStep<'m> {
    pub(super) id: String,
    pub(super) pickle_step_id: String,
    pub(super) step_definition_ids: Vec<&'m str>,
    pub(super) step_match_arguments_lists: Vec<Arguments>,
}

/// The open words of a sentence, as a step fills them.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Arguments {
    pub(super) step_match_arguments: Vec<Argument>,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Argument {
    pub(super) group: Group,
}

#[derive(Clone, Debug, Serialize)]
pub(super) struct Group {
    pub(super) children: Vec<Self>,
    pub(super) start: usize,
    pub(super) value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TestCaseStarted<'m> {
    pub(super) attempt: usize,
    pub(super) id: &'m str,
    pub(super) test_case_id: &'m str,
    pub(super) timestamp: Timestamp,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TestStepStarted<'m> {
    pub(super) test_case_started_id: &'m str,
    pub(super) test_step_id: &'m str,
    pub(super) timestamp: Timestamp,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TestStepFinished<'m> {
    pub(super) test_case_started_id: &'m str,
    pub(super) test_step_id: &'m str,
    pub(super) test_step_result: TestStepResult<'m>,
    pub(super) timestamp: Timestamp,
}

#[derive(Serialize)]
pub(super) struct TestStepResult<'m> {
    pub(super) duration: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) message: Option<&'m str>,
    pub(super) status: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TestCaseFinished<'m> {
    pub(super) test_case_started_id: &'m str,
    pub(super) timestamp: Timestamp,
    pub(super) will_be_retried: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TestRunFinished<'m> {
    pub(super) message: String,
    pub(super) success: bool,
    pub(super) timestamp: Timestamp,
    pub(super) test_run_started_id: &'m str,
}

/// A virtual time, or a span of it: both have one form.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Timestamp {
    seconds: u64,
    nanos: u64,
}

impl Timestamp {
    /// So many milliseconds after the beginning.
    pub(super) const fn at(milliseconds: u64) -> Self {
        Self { seconds: milliseconds / 1000, nanos: milliseconds % 1000 * 1_000_000 }
    }
}
