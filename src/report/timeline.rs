//! What happened, in plain words with virtual times: as the trace says, or as was observed where there is none.

use crate::journal::entry::Entry;
use crate::journal::event::{Event, device_in_words};
use crate::journal::{Extent, Journal};
use crate::policy::checked::Policy;
use crate::report::observed_words::ObservedWords;
use crate::report::timeline_event::TimelineEvent;

/// Everything that happened in a scenario, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Timeline {
    /// What happened.
    pub events: Vec<TimelineEvent>,
    /// Where in the journal each of them is.
    positions: Vec<usize>,
    is_traced: bool,
}

impl Timeline {
    /// What a journal says happened.
    pub(crate) fn of(journal: &Journal, policy: &Policy) -> Self {
        let mut timeline = Self { is_traced: !journal.trace.is_empty(), ..Self::default() };
        for (position, entry) in journal.trace.entries().iter().enumerate() {
            timeline.add(position, traced(entry, policy));
        }
        if !timeline.is_traced {
            let mut words = ObservedWords::new(policy);
            for (position, observed) in journal.observations.iter().enumerate() {
                timeline.add(position, words.read(observed));
            }
        }
        timeline
    }

    /// Whether the system under test said what happened; otherwise it is what was observed.
    pub(crate) const fn is_traced(&self) -> bool {
        self.is_traced
    }

    /// How many things had happened when the journal was this far.
    pub(crate) fn until(&self, extent: Extent) -> usize {
        let length = if self.is_traced { extent.trace } else { extent.observations };
        self.positions.partition_point(|position| *position < length)
    }

    fn add(&mut self, position: usize, events: impl IntoIterator<Item = TimelineEvent>) {
        self.events.extend(events);
        self.positions.resize(self.events.len(), position);
    }
}

/// An entry of a trace in words; nothing for what only the harness does.
fn traced(entry: &Entry, policy: &Policy) -> Option<TimelineEvent> {
    let (actor, mut user_action) = entry.event.in_words(policy, device_in_words(entry.device))?;
    if matches!(entry.event, Event::Fault { .. }) {
        user_action += "  ← fault";
    }
    let course = entry.event.course()?;
    Some(TimelineEvent { at: entry.at, actor, user_action, course })
}

/// The last `count` things that happened, a line each, indented by `indent` columns.
pub fn timeline(journal: &Journal, policy: &Policy, count: usize, indent: usize) -> String {
    let events = Timeline::of(journal, policy).events;
    let shown = events.get(events.len().saturating_sub(count)..).unwrap_or_default();
    timeline_lines(shown, indent)
}

/// A line for each event, indented by `indent` columns.
pub(crate) fn timeline_lines(events: &[TimelineEvent], indent: usize) -> String {
    let widest = |part: fn(&TimelineEvent) -> String| {
        events.iter().map(|event| part(event).chars().count()).max().unwrap_or_default()
    };
    let times = widest(|event| event.at.to_string());
    let actors = widest(|event| event.actor.clone());
    let line = |TimelineEvent { at, actor, user_action, .. }: &TimelineEvent| {
        format!("{:indent$}{at:>times$}  {actor:<actors$}  {user_action}\n", "")
    };
    events.iter().map(line).collect()
}
