//! What a system under test declares: who it is, and what it can do. What is absent, it cannot do.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::phrase::phrases;
use crate::domain::reset::ResetScope;

/// Who a system under test is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "identity")]
pub struct Identity {
    /// Its name: letters, digits, `.`, `_` and `-`. Its tables are approved under this name.
    #[schemars(regex(pattern = "^[A-Za-z0-9][A-Za-z0-9._-]*$"))]
    pub name: String,
    /// Its version.
    pub version: String,
    /// Who makes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor: Option<String>,
}

/// What a system can do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "capabilities")]
pub struct Can {
    /// What its clock is.
    pub clock: ClockKind,
    /// The finest step of its clock that it keeps apart, in milliseconds. A system that cannot stop at a change is looked
    /// at after each such step.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub resolution_ms: Option<u64>,
    /// Whether a virtual clock can stop at the first instant at which a place looks different.
    pub until: bool,
    /// How many processes of it can run at once; one if it does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub instances: Option<u16>,
    /// Whether the same seed always gives the same answers.
    pub deterministic: bool,
    /// The values of each dimension for which it has devices, by the policy's names.
    pub dimensions: BTreeMap<String, Vec<String>>,
    /// The actors that it knows, by the policy's names.
    pub actors: Vec<String>,
    /// Its devices.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub devices: Option<Devices>,
    /// The faults that can be injected.
    pub faults: Vec<String>,
    /// Its surfaces, by the policy's names, each with what can be done there.
    pub surfaces: BTreeMap<String, Vec<Ability>>,
    /// What can be read of a passcode where one is shown.
    pub passcodes: Readable,
}

/// The devices of a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "devices")]
pub struct Devices {
    /// How many a scenario can have.
    #[schemars(range(min = 1))]
    pub count: u8,
    /// Where they come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<DeviceSource>,
}

/// Where the devices of a scenario come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "device-source")]
pub enum DeviceSource {
    /// The system creates them.
    Creates,
    /// The system takes them from devices that exist.
    Pool,
}

/// What a system's clock is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClockKind {
    /// It has none that could be waited for.
    #[default]
    None,
    /// The harness moves it, with `advance`.
    Virtual,
    /// It runs by itself, faster than real time by the factor that `--time-scale` names.
    Scaled,
    /// It is the clock on the wall.
    Real,
}

phrases!(ClockKind, "clock", {
    None => "none",
    Virtual => "virtual",
    Scaled => "scaled",
    Real => "real",
});

/// What can be read of a passcode where one is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Readable {
    /// Nothing.
    #[default]
    Nothing,
    /// Its kind and length: the system masks it.
    Shape,
    /// Its characters.
    Characters,
}

phrases!(Readable, "readability", {
    Nothing => "none",
    Shape => "shape",
    Characters => "readable",
});

/// What can be done on a surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ability {
    /// Seeing what it shows.
    Look,
    /// Seeing the state of the latest reset and its passcode alone: what an API has, which says and asks for nothing.
    Results,
    /// Beginning a reset, and doing whatever the surface asks for: signing out and in, confirming, entering a code, choosing.
    Reset,
    /// Leaving what it asks for.
    Cancel,
    /// Entering a passcode, on the device.
    Enter,
    /// Entering one where the device's work profile asks for it.
    OpenWorkProfile,
    /// Setting a passcode, on the device.
    Set,
    /// Losing and restoring its connection, on the device.
    Connect,
}

impl Ability {
    /// What it takes to enter a passcode for the device, or for its work profile.
    pub(crate) const fn to_enter(scope: ResetScope) -> Self {
        match scope {
            ResetScope::Device => Self::Enter,
            ResetScope::WorkProfile => Self::OpenWorkProfile,
        }
    }
}

phrases!(Ability, "ability", {
    Look => "look",
    Results => "results",
    Reset => "reset",
    Cancel => "cancel",
    Enter => "enter",
    OpenWorkProfile => "open-work-profile",
    Set => "set",
    Connect => "connect",
});
