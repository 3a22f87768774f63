//! Texts by number: what surfaces say is compared and written down as small values.

use std::sync::Arc;

/// A text, counted from zero in its table.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct TextId(pub u16);

/// The texts of a policy, and those that a system under test says besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextTable {
    texts: Vec<Arc<str>>,
}

impl TextTable {
    /// The text that `id` counts to; empty where there is none.
    pub fn text(&self, id: TextId) -> &str {
        self.texts.get(usize::from(id.0)).map_or("", |text| text)
    }

    /// The number of `text`, which is added if it is new.
    pub fn number(&mut self, text: &str) -> TextId {
        self.find(text).unwrap_or_else(|| {
            // A document within its size cannot hold more texts than a count can hold.
            let id = TextId(u16::try_from(self.texts.len()).unwrap_or(u16::MAX));
            self.texts.push(text.into());
            id
        })
    }

    /// Adds a text after all others, though the table may have it already.
    pub fn push(&mut self, text: &Arc<str>) {
        self.texts.push(Arc::clone(text));
    }

    /// The number of `text`, if the table has it.
    pub fn find(&self, text: &str) -> Option<TextId> {
        let position = self.texts.iter().position(|known| &**known == text)?;
        u16::try_from(position).ok().map(TextId)
    }

    /// Every text, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(|text| &**text)
    }
}
