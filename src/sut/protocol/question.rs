//! What the harness asks: one message a line.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::browser::Browser;
use crate::sut::protocol::secret::Secret;

/// A message of the harness. The system answers each of them, in order, and repeats its `id`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "question")]
pub(crate) struct Question {
    /// The number of the message, counted from one.
    pub id: u64,
    /// The message itself.
    #[serde(flatten)]
    pub message: Message,
}

/// What is asked. A system answers a message that it does not know with `unsupported`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "message")]
pub(crate) enum Message {
    /// Once, first: who asks, and in which versions of the protocol.
    Hello(Hello),
    /// At the beginning of each scenario: forget everything, and be ready.
    Begin(Begin),
    /// A person does something, or a device is enrolled or connected.
    Act(ActMessage),
    /// What is there to see in these places? Looking changes nothing.
    Look(LookMessage),
    /// Let time pass. Only a system with a virtual clock is asked.
    Advance(Advance),
    /// Something goes wrong that the system declares under `faults`.
    Inject(Inject),
    /// The scenario is over, whatever happened: nothing may be left of it.
    End(End),
    /// Once, last: exit with code 0.
    Bye(Bye),
}

/// The first message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "hello")]
pub(crate) struct Hello {
    /// The versions of the protocol that the harness speaks.
    pub protocols: Vec<u32>,
    /// The harness and its version, such as `passgate 0.2.0`.
    pub harness: String,
    /// The seed of the run, as a decimal number.
    pub seed: String,
}

/// A scenario begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "begin")]
pub(crate) struct Begin {
    /// What the scenario is called.
    pub scenario: String,
    /// Where it is written, such as `features/mine.feature:12`.
    pub place: String,
    /// The seed of the scenario, as a decimal number: all that is random may come from it.
    pub seed: String,
    /// The policy that the scenario is about.
    pub policy: PolicyName,
    /// The names that the policy declares.
    pub world: WorldNames,
}

/// Which policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "policy-name")]
pub(crate) struct PolicyName {
    /// Its name.
    pub id: String,
    /// Identifies its content, as sixteen hexadecimal digits.
    pub digest: String,
}

/// The names of the declared world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "world")]
pub(crate) struct WorldNames {
    /// The service that manages devices.
    pub service: String,
    /// What sets devices apart, each with its values: `platform`, `management`, and others.
    pub dimensions: BTreeMap<String, Vec<String>>,
    /// Who acts and looks, each with their role.
    pub actors: BTreeMap<String, String>,
    /// Where, each with its kind.
    pub surfaces: BTreeMap<String, String>,
}

/// Something is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "act")]
pub(crate) struct ActMessage {
    /// Who does it; of a device that is enrolled or connected, its owner.
    pub actor: String,
    /// Where, by its name in the policy; `the device` for the device itself.
    pub surface: String,
    /// About which device, counted from zero in the order of enrolment.
    pub device: u8,
    /// What.
    #[serde(flatten)]
    pub action: ActionMessage,
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "action", rename_all = "kebab-case")]
#[schemars(rename = "action")]
pub(crate) enum ActionMessage {
    /// A device without a passcode comes under management.
    Enrol {
        /// What it is: its value in each dimension.
        is: BTreeMap<String, String>,
    },
    /// The device loses its connection, or is back.
    Connect {
        /// Whether it has a connection from now on.
        online: bool,
    },
    /// Begins a reset with the surface's button.
    SelectReset,
    /// Signs out.
    SignOut,
    /// Signs in.
    SignIn {
        /// Where the browser runs.
        browser: Browser,
    },
    /// Confirms, when asked to.
    Confirm,
    /// Enters a code, when asked for one.
    EnterCode {
        /// Whether it is the code that the person was given.
        right: bool,
    },
    /// Chooses from a list, when asked to.
    Choose {
        /// Which entry, counted from zero.
        option: u8,
    },
    /// Leaves whatever the surface asks for.
    Cancel,
    /// Enters a passcode on the device.
    EnterPasscode {
        /// Which one.
        passcode: Secret,
    },
    /// Enters a passcode where the device's work profile asks for one.
    OpenWorkProfile {
        /// Which one.
        passcode: Secret,
    },
    /// Sets a passcode on the device.
    SetPasscode {
        /// Which one.
        passcode: Secret,
    },
}

/// The places to be looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "look")]
pub(crate) struct LookMessage {
    /// Who looks, where, and at which device. The answer has a view for each of them, in this order.
    pub places: Vec<(String, String, u8)>,
}

/// Time passes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "advance")]
pub(crate) struct Advance {
    /// How long, in milliseconds of the system's clock.
    pub ms: u64,
    /// Whether the clock is to stop at the first instant at which a declared place looks different. Only a system that
    /// declares `until` is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<StopAt>,
}

/// Where the clock is to stop before the whole span has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "until")]
pub(crate) enum StopAt {
    /// At the first instant at which a declared place looks different.
    Change,
}

/// Something goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "inject")]
pub(crate) struct Inject {
    /// What, by the name that the system declares.
    pub fault: String,
    /// About which device.
    pub device: u8,
}

/// The scenario is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "end")]
pub(crate) struct End {}

/// The run is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "bye")]
pub(crate) struct Bye {}

impl Message {
    /// What the protocol calls it.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Hello(_) => "hello",
            Self::Begin(_) => "begin",
            Self::Act(_) => "act",
            Self::Look(_) => "look",
            Self::Advance(_) => "advance",
            Self::Inject(_) => "inject",
            Self::End(_) => "end",
            Self::Bye(_) => "bye",
        }
    }
}
