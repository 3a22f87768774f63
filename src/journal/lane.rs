//! Where an event is drawn in pictures of what happened, and how it is marked.

use crate::domain::actor::Actor;
use crate::domain::phrase::phrases;
use crate::domain::surface::Surface;

/// A column of a picture: a person or a part of the system that acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// The end user who owns the device.
    EndUser,
    /// Any other end user.
    AnotherEndUser,
    /// The Company Portal website.
    Portal,
    /// The server.
    Server,
    /// A device.
    Device,
    /// An administrator's console.
    Console,
    /// The administrator.
    Administrator,
}

phrases!(Lane, "lane", {
    EndUser => "End user",
    AnotherEndUser => "Another end user",
    Portal => "Company Portal",
    Server => "Server",
    Device => "Device",
    Console => "Console",
    Administrator => "Administrator",
});

impl From<Actor> for Lane {
    fn from(actor: Actor) -> Self {
        match actor {
            Actor::EndUser => Self::EndUser,
            Actor::AnotherEndUser => Self::AnotherEndUser,
            Actor::Administrator => Self::Administrator,
        }
    }
}

impl From<Surface> for Lane {
    fn from(surface: Surface) -> Self {
        match surface {
            Surface::CompanyPortal => Self::Portal,
            Surface::ConfigMgrConsole | Surface::RemoteMobileDeviceManager => Self::Console,
            Surface::Device => Self::Device,
        }
    }
}

/// How an event is marked in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// It happens, or goes from one lane to another.
    Plain,
    /// Somebody is refused something, or a device does not carry out a command.
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
pub struct Course {
    /// Where it begins.
    pub from: Lane,
    /// Where it ends.
    pub to: Lane,
    /// How it is marked.
    pub mark: Mark,
}
