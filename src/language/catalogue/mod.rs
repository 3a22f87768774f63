//! The sentences that a step may say: one table, from which matching, explanations and listings are made.

pub(crate) mod compiled;
pub(crate) mod consoles;
pub(crate) mod device;
pub(crate) mod flow;
pub(crate) mod known;
pub(crate) mod meaning;
pub(crate) mod nearest;
pub(crate) mod parameter;
pub(crate) mod portal;
pub(crate) mod resetting;
pub(crate) mod search;
pub(crate) mod seen;
pub(crate) mod sentence;
pub(crate) mod setting_up;
pub(crate) mod step_arguments;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod time;
pub(crate) mod word_diff;

use crate::language::catalogue::sentence::Sentence;

/// Every sentence, section by section, in the order in which catalogues list them.
fn sentences() -> impl Iterator<Item = &'static Sentence> {
    [
        setting_up::SENTENCES,
        resetting::SENTENCES,
        portal::SENTENCES,
        consoles::SENTENCES,
        device::SENTENCES,
        time::SENTENCES,
        seen::SENTENCES,
    ]
    .into_iter()
    .flatten()
}
