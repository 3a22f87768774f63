//! Messages between lanes: an entry of a journal as a message between two lanes, for pictures of what happened.

use crate::journal::entry::Entry;
use crate::journal::lane::Course;
use crate::policy::checked::Policy;
use crate::report::timeline::{Moment, moment};

/// A message from one lane to another, or something that one lane does by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// When, on the scenario's clock.
    pub at: String,
    /// From which lane to which, and how it is marked.
    pub course: Course,
    /// What happens, as the timeline says it: who acts, and what they do.
    pub words: String,
}

/// An entry as a message; nothing for what only the harness does.
pub fn message(entry: &Entry, policy: &Policy) -> Option<Message> {
    let Moment { at, actor, user_action } = moment(entry, policy)?;
    let course = entry.event.course()?;
    Some(Message { at, course, words: format!("{actor} {user_action}") })
}
