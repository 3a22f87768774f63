//! The stream of messages while it is written.

use crate::report::format::escape::json_text;
use crate::report::format::messages::envelope::Envelope;

/// The text so far, and the next number.
#[derive(Default)]
pub(crate) struct Stream {
    text: String,
    last: u64,
}

impl Stream {
    /// A name that nothing else has.
    pub(crate) fn id(&mut self) -> String {
        self.last += 1;
        self.last.to_string()
    }

    /// Adds a message as a line.
    pub(crate) fn send(&mut self, envelope: &Envelope<'_>) {
        self.text += &json_text(envelope);
        self.text.push('\n');
    }

    /// The text.
    pub(crate) fn into_text(self) -> String {
        self.text
    }
}
