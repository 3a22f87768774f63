//! The JSON Schema of both directions of the protocol.

use schemars::JsonSchema;

use crate::sut::protocol::answer::Answer;
use crate::sut::protocol::question::Question;

/// A line of protocol 1, in either direction.
#[derive(JsonSchema)]
#[schemars(title = "passgate protocol 1", untagged)]
#[expect(dead_code, reason = "it is the shape of both directions for the schema")]
enum ProtocolLine {
    /// What the harness asks.
    Question(Question),
    /// What the system answers.
    Answer(Answer),
}

/// The JSON Schema of a line, as text that ends with a line break.
pub fn protocol_schema() -> String {
    let schema = schemars::schema_for!(ProtocolLine);
    format!("{:#}\n", schema.as_value())
}
