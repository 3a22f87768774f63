//! A scenario's timeline as rows of a picture, with the same words as everywhere else.

use crate::journal::Journal;
use crate::journal::event::device_in_words;
use crate::journal::lane::{Course, Lane, Mark};
use crate::policy::checked::Policy;
use crate::report::format::html::deadline::Deadlines;
use crate::report::format::html::lane::column;
use crate::report::format::html::pool::Pool;

/// Something that happens, whenever it does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Happening {
    /// The column in which it begins.
    pub(crate) from: u8,
    /// The column in which it ends.
    pub(crate) to: u8,
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
    /// How many rows there are before each entry of the journal, and in all.
    pub(crate) until: Vec<usize>,
}

/// Reads the timeline of a journal.
pub(crate) fn sequence(
    journal: &Journal,
    policy: &Policy,
    happenings: &mut Pool<Happening>,
) -> Sequence {
    let mut sequence = Sequence::default();
    let mut deadlines = Deadlines::new(policy);
    let (mut count, mut last) = (0, 0);
    let mut add = |rows: &mut Vec<u64>, at: u64, happening: &Happening| {
        let number = happenings.number(happening);
        rows.extend([at.saturating_sub(last), u64::try_from(number).unwrap_or_default()]);
        last = at;
        rows.len() / 2
    };
    for entry in journal.entries() {
        let now = entry.at.milliseconds();
        for (at, (lane, actor, user_action)) in deadlines.over_before(entry.at) {
            let over = Happening::at(lane, Mark::DeadlineOver, actor, user_action);
            count = add(&mut sequence.rows, at.milliseconds(), &over);
        }
        sequence.until.push(count);
        let words = entry.event.in_words(policy, device_in_words(entry.device));
        if let Some(((actor, user_action), course)) = words.zip(entry.event.course()) {
            let Course { from, to, mark } = course;
            let (from, to, actor) = (column(from), column(to), actor.to_owned());
            let happening = Happening { from, to, mark, actor, user_action };
            count = add(&mut sequence.rows, now, &happening);
        }
        if let Some((lane, actor, user_action)) = deadlines.read(entry) {
            let set = Happening::at(lane, Mark::DeadlineSet, actor, user_action);
            count = add(&mut sequence.rows, now, &set);
        }
    }
    sequence.until.push(count);
    sequence
}

impl Happening {
    fn at(lane: Lane, mark: Mark, actor: &str, user_action: String) -> Self {
        let lane = column(lane);
        Self { from: lane, to: lane, mark, actor: actor.to_owned(), user_action }
    }
}
