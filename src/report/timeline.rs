//! What happened, in plain words with virtual times.

use crate::domain::device::DeviceId;
use crate::domain::passcode::Shape;
use crate::domain::reset::{Effect, ResetState};
use crate::domain::surface::Surface;
use crate::journal::Journal;
use crate::journal::entry::{Entry, Event};
use crate::journal::fault::Fault;
use crate::policy::checked::Policy;

/// One line of a timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// When, on the scenario's clock.
    pub at: String,
    /// Who or what acts.
    pub actor: String,
    /// What it does.
    pub user_action: String,
}

/// The last `count` things that happened, a line each, indented by `indent` columns.
pub fn timeline(journal: &Journal, policy: &Policy, count: usize, indent: usize) -> String {
    let moments: Vec<Moment> =
        journal.entries().iter().filter_map(|entry| moment(entry, policy)).collect();
    let shown = moments.get(moments.len().saturating_sub(count)..).unwrap_or_default();
    let times = shown.iter().map(|moment| moment.at.chars().count()).max().unwrap_or_default();
    let actors = shown.iter().map(|moment| moment.actor.chars().count()).max().unwrap_or_default();
    let lines = shown.iter().map(|moment| {
        let Moment { at, actor, user_action } = moment;
        format!("{:indent$}{at:>times$}  {actor:<actors$}  {user_action}\n", "")
    });
    lines.collect()
}

/// An entry in words; nothing for what only the harness does.
pub(crate) fn moment(entry: &Entry, policy: &Policy) -> Option<Moment> {
    let (actor, user_action) = in_words(entry, policy)?;
    Some(Moment { at: entry.at.to_string(), actor, user_action })
}

fn in_words(entry: &Entry, policy: &Policy) -> Option<(String, String)> {
    let device = device(entry.device);
    let words = |actor: &str, user_action: String| Some((actor.to_owned(), user_action));
    match entry.event {
        Event::Enrolled { row, management, .. } => {
            let platform = policy.row(row).map_or("", |row| row.platform.name());
            words(device, format!("comes under management: {platform}, {management}"))
        }
        Event::WentOffline => words(device, "goes offline".to_owned()),
        Event::CameOnline => words(device, "is online again".to_owned()),
        Event::SelectedReset { who } => words(who.name(), "selects Reset Passcode".to_owned()),
        Event::SignedOut { who } => words(who.name(), "signs out".to_owned()),
        Event::SignedIn { who, from } => words(who.name(), format!("signs in from {from}")),
        Event::Asked { who, prompt } => words("the portal", format!("asks {who} to {prompt}")),
        Event::WindowLapsed { .. } => words("the portal", "asks nothing: too late".to_owned()),
        Event::ConfirmedReset { who } => {
            words(who.name(), "selects Reset Passcode again".to_owned())
        }
        Event::Cancelled { who } => words(who.name(), "cancels".to_owned()),
        Event::AskedForReset { who, surface } => {
            words(who.name(), format!("resets the passcode in {}", surface.in_a_sentence()))
        }
        Event::Refused { who, surface, refusal } => {
            words(place(surface, device), format!("turns {who} away: {refusal}"))
        }
        Event::Accepted { .. } => words("the server", "accepts the reset".to_owned()),
        Event::PushSent => words("the server", format!("asks {device} to check in")),
        Event::CheckedIn => words(device, "checks in".to_owned()),
        Event::CommandDelivered { .. } => words(device, "receives the command".to_owned()),
        Event::Applied { effect, shape, .. } => words(device, applied(effect, shape)),
        Event::NotApplied { .. } => words(device, "cannot carry out the command".to_owned()),
        Event::Ignored { .. } => {
            words(device, "receives the same command again and does nothing".to_owned())
        }
        Event::Ended { state, .. } => words("the server", ended(state)),
        Event::Said { surface, text, shape, .. } => {
            let text = policy.text(text);
            let beside = shape
                .map_or_else(String::new, |shape| format!(", shows the new passcode ({shape})"));
            words(place(surface, device), format!("says \"{text}\"{beside}"))
        }
        Event::AppsBlocked => words(device, "blocks its apps".to_owned()),
        Event::AppsUnblocked => words(device, "lets its apps be used again".to_owned()),
        Event::EnteredPasscode { who, opened } => {
            let end = if opened { "opens" } else { "does not open" };
            words(who.name(), format!("enters a passcode: {device} {end}"))
        }
        Event::SetPasscode { who } => words(who.name(), format!("sets a passcode on {device}")),
        Event::Fault { fault } => {
            let (actor, user_action) = gone_wrong(fault, device);
            words(actor, format!("{user_action}  ← fault"))
        }
        Event::FaultsEnd => words("the world", "is without faults from here on".to_owned()),
        Event::Saw { .. } | Event::Compared { .. } | Event::MustNotRefuse { .. } => None,
    }
}

const fn gone_wrong(fault: Fault, device: &'static str) -> (&'static str, &'static str) {
    match fault {
        Fault::PushLost => ("the network", "loses the push"),
        Fault::CheckInLate => (device, "takes its time to check in"),
        Fault::CommandLost => ("the network", "loses the command"),
        Fault::CommandDuplicated => ("the network", "delivers the command twice"),
        Fault::CommandReordered => ("the network", "holds the command back"),
        Fault::ResultLost => ("the network", "loses the device's answer"),
        Fault::ResultDuplicated => ("the network", "delivers the device's answer twice"),
        Fault::DeviceOffline => (device, "loses its connection"),
        Fault::DeviceRebooted => (device, "restarts"),
        Fault::ServerRestarted => ("the server", "restarts"),
        Fault::SessionLost => ("the portal", "forgets the session"),
        Fault::TokenMissing => ("the server", "loses the unlock token"),
        Fault::TokenStale => ("the server", "has an unlock token that is stale"),
    }
}

const fn device(device: DeviceId) -> &'static str {
    match device {
        DeviceId::FIRST => "the device",
        DeviceId(_) => "the other device",
    }
}

const fn place(surface: Surface, device: &'static str) -> &'static str {
    match surface {
        Surface::CompanyPortal => "the portal",
        Surface::ConfigMgrConsole => "the console",
        Surface::RemoteMobileDeviceManager => "Remote Mobile Device Manager",
        Surface::Device => device,
    }
}

fn applied(effect: Effect, shape: Option<Shape>) -> String {
    let shape = shape.map_or_else(String::new, |shape| format!(" ({shape})"));
    match effect {
        Effect::Removed => "removes its passcode".to_owned(),
        Effect::Replaced => format!("replaces its passcode{shape}"),
        Effect::Unchanged => "keeps its passcode".to_owned(),
    }
}

fn ended(state: ResetState) -> String {
    format!("records that the reset is {state}")
}
