//! What a system says that it cannot do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the system would need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "unsupported")]
pub(crate) struct UnsupportedMessage {
    /// What is missing, such as `clock:virtual`, `fault:answer lost` or `message:NAME`.
    pub needs: String,
}
