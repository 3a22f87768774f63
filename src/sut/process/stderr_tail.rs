//! The end of what a child process writes to standard error.

use std::collections::VecDeque;

/// How much of it is kept for one scenario.
const BYTES_MAX: usize = 64 * 1024;

/// The last bytes, and no more than there is room for.
#[derive(Default)]
pub(crate) struct StderrTail {
    bytes: VecDeque<u8>,
    is_cut: bool,
}

impl StderrTail {
    /// Adds what was written next.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend(bytes);
        let excess = self.bytes.len().saturating_sub(BYTES_MAX);
        self.is_cut |= excess > 0;
        self.bytes.drain(..excess);
    }

    /// Forgets everything, for another scenario.
    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.is_cut = false;
    }

    /// What is kept, as text; nothing if nothing was written. A line that lost its beginning is left out.
    pub(crate) fn text(&self) -> Option<String> {
        let (front, back) = self.bytes.as_slices();
        let bytes = [front, back].concat();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let text = match text.split_once('\n') {
            Some((_, rest)) if self.is_cut => rest.to_owned(),
            Some(_) | None => text,
        };
        (!text.trim().is_empty()).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_kept_in_whole_lines() {
        let mut tail = StderrTail::default();
        assert_eq!(tail.text(), None);
        for line in 0..10_000 {
            tail.push(format!("line {line}\n").as_bytes());
        }
        let text = tail.text().unwrap();
        assert!(text.len() <= BYTES_MAX && text.starts_with("line "));
        assert!(text.ends_with("line 9999\n"));
        tail.clear();
        tail.push(b"once");
        assert_eq!(tail.text().as_deref(), Some("once"));
    }
}
