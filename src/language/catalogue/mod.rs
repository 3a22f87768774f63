//! The sentences that a step may say: one table, from which matching, explanations and listings are made.

mod compiled;
mod consoles;
mod device;
mod differing;
pub(in crate::language) mod flow;
mod known;
mod meaning;
mod nearest;
mod parameter;
mod portal;
mod resetting;
mod search;
mod seen;
mod sentence;
mod setting_up;
#[cfg(test)]
mod tests;
mod time;
mod words;

pub use compiled::{Catalogue, CatalogueEntry};
pub use known::{Known, Listed};
pub use parameter::Parameter;
pub use search::NothingFound;
pub use sentence::{Section, Sentence, SentenceId, SentenceKind};
pub use words::Words;
pub(in crate::language) use words::{Fault, spelt};

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
