//! How a surface treats a reset that it does not offer and carry out like any other, and what single cells of a row are
//! based on.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::domain::phrase::phrases;
use crate::policy::evidence::Evidence;

/// How a surface treats a reset of a device that it does not support.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SurfaceSupport {
    /// It does not offer one.
    Hidden,
    /// Its button is there, and cannot be selected.
    Greyed,
    /// It offers one and sends it, and the device answers that it knows no such command.
    NotSupported,
    /// It offers one and sends it, and the device cannot carry it out.
    Fails,
}

phrases!(SurfaceSupport, "support", {
    Hidden => "hidden",
    Greyed => "greyed_out",
    NotSupported => "not_supported",
    Fails => "fails",
});

impl SurfaceSupport {
    /// Whether no one can begin a reset there.
    pub(crate) const fn keeps_from_beginning(self) -> bool {
        matches!(self, Self::Hidden | Self::Greyed)
    }
}

/// What single cells of a row are based on, where that is not what the row is based on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping of cells, such as `visible: assumed`")]
#[schemars(rename = "evidence_of")]
pub struct EvidenceOfCells {
    /// How a new passcode is made.
    pub passcode: Option<Evidence>,
    /// Who sees the new passcode.
    pub visible: Option<Evidence>,
    /// How surfaces that do not support a reset treat it.
    pub support: Option<Evidence>,
    /// What the device says.
    pub on_device: Option<Evidence>,
    /// What the owner has to do next.
    pub follow_up: Option<Evidence>,
}
