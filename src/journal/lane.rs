//! Where an event is drawn in pictures of what happened, and how it is marked.

use crate::domain::actor::ActorId;
use crate::domain::fault::FaultSide;
use crate::domain::surface::SurfaceId;
use crate::policy::checked::Policy;
use crate::policy::surfaces::heading;

/// A column of a picture: a person or a part of the system that acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Lane {
    /// A person.
    Actor(ActorId),
    /// A declared surface.
    Surface(SurfaceId),
    /// The server.
    Server,
    /// A device.
    Device,
}

impl From<FaultSide> for Lane {
    fn from(side: FaultSide) -> Self {
        match side {
            FaultSide::Server => Self::Server,
            FaultSide::Device => Self::Device,
        }
    }
}

impl Lane {
    /// Every column that a picture of a run under `policy` may have, from left to right: those who own devices, the
    /// portals, the server, the device, the consoles, and those who work there.
    pub(crate) fn all(policy: &Policy) -> Vec<Self> {
        let people = |owns: bool| {
            let there =
                policy.actor_ids().filter(move |id| policy.role(*id).owns_devices() == owns);
            there.map(Self::Actor)
        };
        let surfaces = |console: bool| {
            let there =
                policy.declared_surfaces().filter(move |(_, it)| it.is_console() == console);
            there.map(|(id, _)| Self::Surface(id))
        };
        people(true)
            .chain(surfaces(false))
            .chain([Self::Server, Self::Device])
            .chain(surfaces(true))
            .chain(people(false))
            .collect()
    }

    /// What a picture calls the column.
    pub(crate) fn heading(self, policy: &Policy) -> String {
        let name = match self {
            Self::Actor(id) => heading(policy.actor_name(id)),
            Self::Surface(SurfaceId::DEVICE) | Self::Device => "Device",
            Self::Surface(id) => heading(policy.surface_name(id)),
            Self::Server => "Server",
        };
        let mut letters = name.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    /// The device's own column for the surface that it is.
    pub(crate) const fn normal(self) -> Self {
        match self {
            Self::Surface(SurfaceId::DEVICE) => Self::Device,
            Self::Actor(_) | Self::Surface(_) | Self::Server | Self::Device => self,
        }
    }
}

/// How an event is marked in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Mark {
    /// It happens, or goes from one lane to another.
    Plain,
    /// A person is refused something, or a device does not carry out a command.
    Refusal,
    /// The passcode of a device changes.
    Change,
    /// A fault.
    Fault,
    /// A time begins within which something has to happen.
    DeadlineSet,
    /// Such a time is over.
    DeadlineOver,
}

/// From which lane to which an event goes, and its mark; both lanes are one where no other is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Course {
    /// Where it begins.
    pub from: Lane,
    /// Where it ends.
    pub to: Lane,
    /// How it is marked.
    pub mark: Mark,
}
