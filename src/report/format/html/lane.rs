//! Where things happen in the picture of a timeline: who or what acts on whom.

use serde::Serialize;

use crate::domain::{Surface, Viewer};
use crate::journal::{Event, Fault};

/// A party of a timeline, from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Lane {
    /// End users.
    EndUser,
    /// The portal.
    Portal,
    /// The server.
    Server,
    /// The devices.
    Device,
    /// The consoles.
    Console,
    /// The administrator.
    Administrator,
}

impl Lane {
    /// What the lanes are called, from left to right.
    pub(super) const NAMES: [&'static str; 6] =
        ["end user", "portal", "server", "device", "console", "administrator"];

    const fn of_viewer(viewer: Viewer) -> Self {
        match viewer {
            Viewer::EndUser | Viewer::AnotherEndUser => Self::EndUser,
            Viewer::Administrator => Self::Administrator,
        }
    }

    const fn of_surface(surface: Surface) -> Self {
        match surface {
            Surface::CompanyPortal => Self::Portal,
            Surface::ConfigMgrConsole | Surface::RemoteMobileDeviceManager => Self::Console,
            Surface::Device => Self::Device,
        }
    }
}

/// What a thing that happens looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Mark {
    /// It happens, or goes from one lane to another.
    Plain,
    /// Somebody is turned away, or a device cannot do what it was told.
    Refusal,
    /// The passcode of a device changes.
    Change,
    /// Something goes wrong.
    Fault,
    /// A time begins within which something has to happen.
    DeadlineSet,
    /// Such a time is over.
    DeadlineOver,
}

/// Where an event stands in the picture: from where, to where, and how it looks.
pub(super) type Course = (Lane, Lane, Mark);

/// The course of an event; nothing for what only the harness does.
pub(super) fn course(event: Event) -> Option<Course> {
    let between = |from, to| Some((from, to, Mark::Plain));
    let at = |lane| between(lane, lane);
    match event {
        Event::SelectedReset { who }
        | Event::SignedOut { who }
        | Event::SignedIn { who, .. }
        | Event::ConfirmedReset { who }
        | Event::Cancelled { who } => between(Lane::of_viewer(who), Lane::Portal),
        Event::Asked { who, .. } => between(Lane::Portal, Lane::of_viewer(who)),
        Event::WindowLapsed { .. } => Some((Lane::Portal, Lane::Portal, Mark::Refusal)),
        Event::AskedForReset { who, surface } => {
            between(Lane::of_viewer(who), Lane::of_surface(surface))
        }
        Event::Refused { who, surface, .. } => {
            Some((Lane::of_surface(surface), Lane::of_viewer(who), Mark::Refusal))
        }
        Event::Accepted { surface, .. } => between(Lane::of_surface(surface), Lane::Server),
        Event::PushSent | Event::CommandDelivered { .. } => between(Lane::Server, Lane::Device),
        Event::CheckedIn | Event::Ended { .. } => between(Lane::Device, Lane::Server),
        Event::Applied { .. } => Some((Lane::Device, Lane::Device, Mark::Change)),
        Event::NotApplied { .. } => Some((Lane::Device, Lane::Device, Mark::Refusal)),
        Event::Said { surface, to, .. } => between(Lane::of_surface(surface), Lane::of_viewer(to)),
        Event::EnteredPasscode { who, .. } | Event::SetPasscode { who } => {
            between(Lane::of_viewer(who), Lane::Device)
        }
        Event::Enrolled { .. }
        | Event::WentOffline
        | Event::CameOnline
        | Event::Ignored { .. }
        | Event::AppsBlocked
        | Event::AppsUnblocked => at(Lane::Device),
        Event::FaultsEnd => at(Lane::Server),
        Event::Fault { fault } => Some(went_wrong(fault)),
        Event::Saw { .. } | Event::Compared { .. } | Event::MustNotRefuse { .. } => None,
    }
}

const fn went_wrong(fault: Fault) -> Course {
    let (from, to) = match fault {
        Fault::PushLost
        | Fault::CommandLost
        | Fault::CommandDuplicated
        | Fault::CommandReordered => (Lane::Server, Lane::Device),
        Fault::ResultLost | Fault::ResultDuplicated | Fault::CheckInLate => {
            (Lane::Device, Lane::Server)
        }
        Fault::DeviceOffline | Fault::DeviceRebooted => (Lane::Device, Lane::Device),
        Fault::ServerRestarted | Fault::TokenMissing | Fault::TokenStale => {
            (Lane::Server, Lane::Server)
        }
        Fault::SessionLost => (Lane::Portal, Lane::Portal),
    };
    (from, to, Mark::Fault)
}
