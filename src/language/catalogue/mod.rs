//! The sentences that a step may say: one table, from which matching, explanations, listings and rendering follow.

pub(crate) mod compiled;
pub(crate) mod consoles;
pub(crate) mod context;
pub(crate) mod device;
pub(crate) mod example;
pub(crate) mod faults;
pub(crate) mod half_named;
pub(crate) mod instructions;
pub(crate) mod known;
pub(crate) mod meaning;
pub(crate) mod nearest;
pub(crate) mod own_words;
pub(crate) mod parameter;
pub(crate) mod prompts;
pub(crate) mod resetting;
pub(crate) mod search;
pub(crate) mod seen;
pub(crate) mod sentence;
pub(crate) mod setting_up;
pub(crate) mod step_arguments;
pub(crate) mod synonyms;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod time;
pub(crate) mod word_diff;

use crate::language::catalogue::sentence::{Section, Sentence};

/// Every sentence with its section. The order is that of listings, and of preference where several say the same.
fn sentences() -> impl Iterator<Item = (Section, &'static Sentence)> {
    [
        (Section::SettingUp, setting_up::SENTENCES),
        (Section::Resetting, resetting::SENTENCES),
        (Section::Prompts, prompts::SENTENCES),
        (Section::Consoles, consoles::SENTENCES),
        (Section::Device, device::SENTENCES),
        (Section::Time, time::SENTENCES),
        (Section::Faults, faults::SENTENCES),
        (Section::Seen, seen::SENTENCES),
    ]
    .into_iter()
    .flat_map(|(section, sentences)| sentences.iter().map(move |sentence| (section, sentence)))
}
