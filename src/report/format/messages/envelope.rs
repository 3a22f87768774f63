//! The messages themselves, as the official JSON Schema names their parts.

use serde::Serialize;

/// One line of the stream.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Envelope<'m> {
    Meta(Meta<'m>),
    Source(SourceMessage<'m>),
    GherkinDocument(GherkinDocument<'m>),
    /// A tree that is made of the parsed text.
    Pickle(serde_json::Value),
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
pub(crate) struct Meta<'m> {
    pub(crate) protocol_version: &'m str,
    pub(crate) implementation: Product<'m>,
    pub(crate) runtime: Product<'m>,
    pub(crate) os: Product<'m>,
    pub(crate) cpu: Product<'m>,
}

#[derive(Serialize)]
pub(crate) struct Product<'m> {
    pub(crate) name: &'m str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) version: Option<&'m str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SourceMessage<'m> {
    pub(crate) uri: &'m str,
    pub(crate) data: &'m str,
    pub(crate) media_type: &'static str,
}

#[derive(Serialize)]
pub(crate) struct GherkinDocument<'m> {
    pub(crate) uri: &'m str,
    /// A tree that is made of the parsed text; nothing where the text is no Gherkin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) feature: Option<serde_json::Map<String, serde_json::Value>>,
    pub(crate) comments: Vec<serde_json::Value>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StepDefinition<'m> {
    pub(crate) id: &'m str,
    pub(crate) pattern: Pattern<'m>,
    pub(crate) source_reference: SourceReference,
}

#[derive(Serialize)]
pub(crate) struct Pattern<'m> {
    pub(crate) source: &'m str,
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
}

#[derive(Serialize)]
pub(crate) struct SourceReference {
    pub(crate) uri: &'static str,
}

#[derive(Serialize)]
pub(crate) struct TestRunStarted<'m> {
    pub(crate) id: &'m str,
    pub(crate) timestamp: Timestamp,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TestCase<'m> {
    pub(crate) id: &'m str,
    pub(crate) pickle_id: &'m str,
    pub(crate) test_run_started_id: &'m str,
    pub(crate) test_steps: Vec<TestStep<'m>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TestStep<'m> {
    pub(crate) id: String,
    pub(crate) pickle_step_id: String,
    pub(crate) step_definition_ids: Vec<&'m str>,
    pub(crate) step_match_arguments_lists: Vec<Arguments>,
}

/// The open words of a sentence, as a step fills them.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Arguments {
    pub(crate) step_match_arguments: Vec<Argument>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Argument {
    pub(crate) group: Group,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Group {
    pub(crate) children: Vec<Self>,
    pub(crate) start: usize,
    pub(crate) value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TestCaseStarted<'m> {
    pub(crate) attempt: usize,
    pub(crate) id: &'m str,
    pub(crate) test_case_id: &'m str,
    pub(crate) timestamp: Timestamp,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TestStepStarted<'m> {
    pub(crate) test_case_started_id: &'m str,
    pub(crate) test_step_id: &'m str,
    pub(crate) timestamp: Timestamp,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TestStepFinished<'m> {
    pub(crate) test_case_started_id: &'m str,
    pub(crate) test_step_id: &'m str,
    pub(crate) test_step_result: TestStepResult<'m>,
    pub(crate) timestamp: Timestamp,
}

#[derive(Serialize)]
pub(crate) struct TestStepResult<'m> {
    pub(crate) duration: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<&'m str>,
    pub(crate) status: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TestCaseFinished<'m> {
    pub(crate) test_case_started_id: &'m str,
    pub(crate) timestamp: Timestamp,
    pub(crate) will_be_retried: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TestRunFinished<'m> {
    pub(crate) message: String,
    pub(crate) success: bool,
    pub(crate) timestamp: Timestamp,
    pub(crate) test_run_started_id: &'m str,
}

/// A virtual time, or a span of it: both are written alike.
#[derive(Clone, Copy, Serialize)]
pub(crate) struct Timestamp {
    seconds: u64,
    nanos: u64,
}

impl Timestamp {
    /// This many milliseconds after the beginning.
    pub(crate) const fn at(milliseconds: u64) -> Self {
        Self { seconds: milliseconds / 1000, nanos: milliseconds % 1000 * 1_000_000 }
    }
}
