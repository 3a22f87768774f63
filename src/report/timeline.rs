//! What happened, in plain words with virtual times.

use crate::journal::Journal;
use crate::journal::entry::Entry;
use crate::journal::event::{Event, device_in_words};
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
    let (actor, mut user_action) = entry.event.in_words(policy, device_in_words(entry.device))?;
    if matches!(entry.event, Event::Fault { .. }) {
        user_action += "  ← fault";
    }
    Some(Moment { at: entry.at.to_string(), actor: actor.to_owned(), user_action })
}
