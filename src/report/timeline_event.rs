//! Something that happened, in words, with where it is drawn.

use crate::domain::instant::Instant;
use crate::journal::lane::{Course, Lane, Mark};

/// Something that happened, as timelines and pictures show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TimelineEvent {
    /// When, on the scenario's clock.
    pub at: Instant,
    /// Who or what acts.
    pub actor: String,
    /// What it does.
    pub user_action: String,
    /// Where it is drawn, and how it is marked.
    pub course: Course,
}

impl TimelineEvent {
    /// Something that is drawn on one lane.
    pub(crate) fn on(lane: Lane, mark: Mark, at: Instant, actor: &str, action: String) -> Self {
        let course = Course { from: lane, to: lane, mark };
        Self { at, actor: actor.to_owned(), user_action: action, course }
    }
}
