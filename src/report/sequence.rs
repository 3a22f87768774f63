//! Who tells whom: an entry of a journal as a message between two lanes, for pictures of what happened.

use crate::domain::actor::Actor;
use crate::domain::phrase::phrases;
use crate::domain::surface::Surface;
use crate::journal::entry::{Entry, Event};
use crate::policy::checked::Policy;
use crate::report::timeline::moment;

/// A column of the picture: somebody or something that acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lane {
    /// The end user who owns the device.
    EndUser,
    /// Somebody else.
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

/// What a message is, beside its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MessageKind {
    /// Something that is meant to happen.
    Usual,
    /// Something that went wrong.
    Fault,
    /// A time that ran out.
    Deadline,
    /// Something that was turned away.
    Refusal,
}

/// A message from one lane to another, or something that one lane does by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Who acts.
    pub from: Lane,
    /// Whom it reaches; the same lane where nobody else is concerned.
    pub to: Lane,
    /// When, on the scenario's clock.
    pub at: String,
    /// What happens, as the timeline says it: actor and deed.
    pub words: String,
    /// What it is.
    pub kind: MessageKind,
}

/// An entry as a message; nothing for what only the harness does, and for looks.
pub fn message(entry: &Entry, policy: &Policy) -> Option<Message> {
    let told = moment(entry, policy)?;
    let (from, to) = lanes(&entry.event)?;
    let words = format!("{} {}", told.actor, told.user_action);
    Some(Message { from, to, at: told.at, words, kind: kind(&entry.event) })
}

/// From where to where an event goes; nothing for what only the harness or the world does.
pub(crate) fn lanes(event: &Event) -> Option<(Lane, Lane)> {
    let by_itself = |lane| Some((lane, lane));
    match event {
        Event::Enrolled { .. } => Some((Lane::Device, Lane::Server)),
        Event::WentOffline
        | Event::CameOnline
        | Event::Applied { .. }
        | Event::NotApplied { .. }
        | Event::Ignored { .. }
        | Event::AppsBlocked
        | Event::AppsUnblocked
        | Event::Fault { .. } => by_itself(Lane::Device),
        Event::SelectedReset { who }
        | Event::SignedOut { who }
        | Event::SignedIn { who, .. }
        | Event::ConfirmedReset { who }
        | Event::Cancelled { who } => Some((person(*who), Lane::Portal)),
        Event::Asked { who, .. } => Some((Lane::Portal, person(*who))),
        Event::WindowLapsed { who } => Some((Lane::Portal, person(*who))),
        Event::AskedForReset { who, surface } => Some((person(*who), place(*surface))),
        Event::Refused { who, surface, .. } => Some((place(*surface), person(*who))),
        Event::Accepted { surface, .. } => Some((place(*surface), Lane::Server)),
        Event::PushSent | Event::CommandDelivered { .. } => Some((Lane::Server, Lane::Device)),
        Event::CheckedIn => Some((Lane::Device, Lane::Server)),
        Event::Ended { .. } => Some((Lane::Device, Lane::Server)),
        Event::Said { surface, to, .. } => Some((place(*surface), person(*to))),
        Event::EnteredPasscode { who, .. } | Event::SetPasscode { who } => {
            Some((person(*who), Lane::Device))
        }
        Event::FaultsEnd
        | Event::Saw { .. }
        | Event::Compared { .. }
        | Event::MustNotRefuse { .. } => None,
    }
}

/// What an event is, beside its words.
pub(crate) const fn kind(event: &Event) -> MessageKind {
    match event {
        Event::Fault { .. } => MessageKind::Fault,
        Event::AppsBlocked | Event::WindowLapsed { .. } => MessageKind::Deadline,
        Event::Refused { .. } | Event::NotApplied { .. } | Event::Ignored { .. } => {
            MessageKind::Refusal
        }
        Event::Enrolled { .. }
        | Event::WentOffline
        | Event::CameOnline
        | Event::SelectedReset { .. }
        | Event::SignedOut { .. }
        | Event::SignedIn { .. }
        | Event::Asked { .. }
        | Event::ConfirmedReset { .. }
        | Event::Cancelled { .. }
        | Event::AskedForReset { .. }
        | Event::Accepted { .. }
        | Event::PushSent
        | Event::CheckedIn
        | Event::CommandDelivered { .. }
        | Event::Applied { .. }
        | Event::Ended { .. }
        | Event::Said { .. }
        | Event::AppsUnblocked
        | Event::EnteredPasscode { .. }
        | Event::SetPasscode { .. }
        | Event::FaultsEnd
        | Event::Saw { .. }
        | Event::Compared { .. }
        | Event::MustNotRefuse { .. } => MessageKind::Usual,
    }
}

const fn person(actor: Actor) -> Lane {
    match actor {
        Actor::EndUser => Lane::EndUser,
        Actor::AnotherEndUser => Lane::AnotherEndUser,
        Actor::Administrator => Lane::Administrator,
    }
}

const fn place(surface: Surface) -> Lane {
    match surface {
        Surface::CompanyPortal => Lane::Portal,
        Surface::ConfigMgrConsole | Surface::RemoteMobileDeviceManager => Lane::Console,
        Surface::Device => Lane::Device,
    }
}
