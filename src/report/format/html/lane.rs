//! Where things stand in the picture of a timeline, and how they look.

use serde::Serialize;

use crate::journal::entry::{Entry, Event};
use crate::journal::fault::Fault;
use crate::report::sequence::{Lane, MessageKind, kind, lanes};

/// What the columns of the picture are called, from left to right.
pub(crate) const COLUMNS: [&str; 6] =
    ["end user", "portal", "server", "device", "console", "administrator"];

/// The column of a lane. End users share one; the words tell which of them it is.
pub(crate) const fn column(lane: Lane) -> u8 {
    match lane {
        Lane::EndUser | Lane::AnotherEndUser => 0,
        Lane::Portal => 1,
        Lane::Server => 2,
        Lane::Device => 3,
        Lane::Console => 4,
        Lane::Administrator => 5,
    }
}

/// What a thing that happens looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Mark {
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

/// Where an entry stands: from where, to where, and how it looks. What only the world does stands at the server.
pub(crate) fn course(entry: &Entry) -> (Lane, Lane, Mark) {
    let (from, to) = if let Event::Fault { fault } = entry.event {
        went_wrong(fault)
    } else {
        lanes(&entry.event).unwrap_or((Lane::Server, Lane::Server))
    };
    let mark = match kind(&entry.event) {
        MessageKind::Fault => Mark::Fault,
        MessageKind::Deadline => Mark::DeadlineOver,
        MessageKind::Refusal => Mark::Refusal,
        MessageKind::Usual if matches!(entry.event, Event::Applied { .. }) => Mark::Change,
        MessageKind::Usual => Mark::Plain,
    };
    (from, to, mark)
}

/// What did not arrive was on its way from somewhere; the rest happens in one place.
const fn went_wrong(fault: Fault) -> (Lane, Lane) {
    match fault {
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
    }
}
