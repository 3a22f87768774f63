//! A scenario's timeline as rows of a picture, with the same words as everywhere else.

use crate::journal::lane::{Lane, Mark};
use crate::journal::{Extent, Journal};
use crate::policy::checked::Policy;
use crate::report::format::html::deadline::deadlines;
use crate::report::format::html::pool::Pool;
use crate::report::timeline::Timeline;
use crate::report::timeline_event::TimelineEvent;

/// Something that happens, whenever it does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Happening {
    /// The column in which it begins.
    pub(crate) from: usize,
    /// The column in which it ends.
    pub(crate) to: usize,
    /// How it looks.
    pub(crate) mark: Mark,
    /// Who or what acts.
    pub(crate) actor: String,
    /// What it does.
    pub(crate) user_action: String,
}

/// A scenario's timeline.
#[derive(Debug, Default)]
pub(crate) struct Sequence {
    /// The milliseconds since the row before, and what happens, by turns.
    pub(crate) rows: Vec<u64>,
    timeline: Timeline,
    /// How many rows there are after each event of the timeline.
    counts: Vec<usize>,
}

impl Sequence {
    /// Reads the timeline of a journal; `lanes` are the columns of its policy.
    pub(crate) fn of(
        journal: &Journal,
        policy: &Policy,
        lanes: &[Lane],
        happenings: &mut Pool<Happening>,
    ) -> Self {
        let timeline = Timeline::of(journal, policy);
        let deadlines = deadlines(policy, &journal.observations);
        let mut deadlines = deadlines.iter().peekable();
        let (mut rows, mut counts, mut last) = (Vec::new(), Vec::new(), 0);
        let mut add = |rows: &mut Vec<u64>, event: &TimelineEvent| {
            let number = happenings.number(&Happening::of(event, lanes));
            let at = event.at.milliseconds();
            rows.extend([at.saturating_sub(last), u64::try_from(number).unwrap_or_default()]);
            last = at;
        };
        let mut events = timeline.events.iter().peekable();
        while let Some(event) = events.next() {
            add(&mut rows, event);
            // A deadline comes after everything else that happens at its time.
            let until = events.peek().map(|next| next.at);
            let is_before_next = |line: &&TimelineEvent| until.is_none_or(|until| line.at < until);
            while let Some(line) = deadlines.next_if(is_before_next) {
                add(&mut rows, line);
            }
            counts.push(rows.len() / 2);
        }
        Self { rows, timeline, counts }
    }

    /// How many rows there were when the journal was this far.
    pub(crate) fn until(&self, extent: Extent) -> usize {
        let last = self.timeline.until(extent).checked_sub(1);
        last.and_then(|last| self.counts.get(last)).copied().unwrap_or_default()
    }
}

impl Happening {
    fn of(event: &TimelineEvent, lanes: &[Lane]) -> Self {
        let column =
            |lane: Lane| lanes.iter().position(|known| *known == lane.normal()).unwrap_or_default();
        let TimelineEvent { actor, user_action, course, .. } = event.clone();
        let (from, to) = (column(course.from), column(course.to));
        Self { from, to, mark: course.mark, actor, user_action }
    }
}
