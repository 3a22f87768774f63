//! What a system under test answers: one object for each message.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::sut::protocol::declaration::{Can, Identity};
use crate::sut::protocol::refusal_code::RefusalCode;
use crate::sut::protocol::shown_view::{ShownView, is_not};
use crate::sut::protocol::unsupported::UnsupportedMessage;

/// An answer. It repeats the `id` of its message, and has exactly one of `protocol`, `ready`, `done`, `refused`,
/// `unsupported`, `error`, `views` and `stopped`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "answer", extend("required" = ["id"], "oneOf" = [
    { "required": ["protocol", "sut", "can"] }, { "required": ["ready"] }, { "required": ["done"] },
    { "required": ["refused"] }, { "required": ["unsupported"] }, { "required": ["error"] },
    { "required": ["views"] }, { "required": ["stopped", "now_ms"] }
]))]
pub(crate) struct Answer {
    /// The number of the message that it answers.
    pub id: u64,
    /// The present on the system's own clock, in milliseconds since the scenario began; required with a virtual clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now_ms: Option<u64>,
    /// To `hello`: the version of the protocol that the system has chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<u32>,
    /// To `hello`: who the system is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sut: Option<Identity>,
    /// To `hello`: what the system can do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub can: Option<Can>,
    /// To `begin`: the scenario can begin.
    #[serde(skip_serializing_if = "is_not")]
    pub ready: bool,
    /// To `act`, `inject`, `end` and `bye`: it is done.
    #[serde(skip_serializing_if = "is_not")]
    pub done: bool,
    /// To `act`: it is refused, and nothing has changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<RefusedMessage>,
    /// To any message: the system cannot do this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unsupported: Option<UnsupportedMessage>,
    /// To any message: the system itself has failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<ErrorMessage>,
    /// To `look`: what there is to see, a view for each place, in the order of the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub views: Option<Vec<ShownView>>,
    /// To `advance`: where the clock has stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Stopped>,
}

/// Why something is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "refused")]
pub(crate) struct RefusedMessage {
    /// The code of the reason.
    pub why: RefusalCode,
    /// The system's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
}

/// A failure of the system itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "error")]
pub(crate) struct ErrorMessage {
    /// What happened, without a passcode.
    pub says: String,
}

/// Where the clock has stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "stopped")]
pub(crate) enum Stopped {
    /// At an instant at which a place looks different.
    Change,
    /// At the end of the span.
    End,
}

/// What an answer says, where it says one thing alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reply {
    /// The handshake.
    Declared(u32, Identity, Box<Can>),
    /// The scenario can begin.
    Ready,
    /// It is done.
    Done,
    /// It is refused.
    Refused(RefusedMessage),
    /// The system cannot do this.
    Unsupported(UnsupportedMessage),
    /// The system has failed.
    Failed(ErrorMessage),
    /// What there is to see.
    Views(Vec<ShownView>),
    /// Where the clock has stopped.
    Stopped(Stopped),
}

impl Reply {
    /// What the protocol calls it.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Declared(..) => "protocol",
            Self::Ready => "ready",
            Self::Done => "done",
            Self::Refused(_) => "refused",
            Self::Unsupported(_) => "unsupported",
            Self::Failed(_) => "error",
            Self::Views(_) => "views",
            Self::Stopped(_) => "stopped",
        }
    }
}

impl Answer {
    /// The answer to the message `id` that says this.
    pub(crate) fn new(id: u64, reply: Reply) -> Self {
        let answer = Self { id, ..Self::default() };
        match reply {
            Reply::Declared(protocol, sut, can) => {
                Self { protocol: Some(protocol), sut: Some(sut), can: Some(*can), ..answer }
            }
            Reply::Ready => Self { ready: true, ..answer },
            Reply::Done => Self { done: true, ..answer },
            Reply::Refused(refused) => Self { refused: Some(refused), ..answer },
            Reply::Unsupported(unsupported) => Self { unsupported: Some(unsupported), ..answer },
            Reply::Failed(error) => Self { error: Some(error), ..answer },
            Reply::Views(views) => Self { views: Some(views), ..answer },
            Reply::Stopped(stopped) => Self { stopped: Some(stopped), ..answer },
        }
    }

    /// The one thing that it says.
    ///
    /// # Errors
    ///
    /// When it says nothing, more than one thing, or only a part of a handshake.
    pub(crate) fn into_reply(self) -> Result<Reply, String> {
        let handshake = match (self.protocol, self.sut, self.can) {
            (Some(protocol), Some(sut), Some(can)) => {
                Some(Reply::Declared(protocol, sut, Box::new(can)))
            }
            (None, None, None) => None,
            _ => return Err("`protocol`, `sut` and `can` belong together".to_owned()),
        };
        let said = [
            handshake,
            self.ready.then_some(Reply::Ready),
            self.done.then_some(Reply::Done),
            self.refused.map(Reply::Refused),
            self.unsupported.map(Reply::Unsupported),
            self.error.map(Reply::Failed),
            self.views.map(Reply::Views),
            self.stopped.map(Reply::Stopped),
        ];
        let mut said = said.into_iter().flatten();
        let Some(reply) = said.next() else { return Err("it says nothing".to_owned()) };
        match said.next() {
            None => Ok(reply),
            Some(other) => {
                Err(format!("it says `{}` and `{}` at once", reply.name(), other.name()))
            }
        }
    }
}
