//! The lines of a stream of messages, and the names in it.

use crate::report::format::escape::json_text;
use crate::report::format::messages::envelope::Envelope;

/// What the run itself is called.
pub(crate) const RUN: &str = "run";

/// The text so far, and the next number.
#[derive(Default)]
pub(crate) struct Stream {
    pub(crate) text: String,
    last: u64,
}

impl Stream {
    /// A name that nothing else has.
    pub(crate) fn id(&mut self) -> String {
        self.last += 1;
        self.last.to_string()
    }

    pub(crate) fn send(&mut self, envelope: &Envelope<'_>) {
        self.text += &json_text(envelope);
        self.text.push('\n');
    }
}
