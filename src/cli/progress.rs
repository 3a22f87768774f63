//! One mark a scenario, as soon as it is known.

use crate::cli::output::Output;
use crate::conformance::Verdict;

/// How many marks stand in a line.
const MARKS_A_LINE: usize = 60;

/// The marks of a run on their way to the output.
pub(super) struct Progress {
    output: Output,
    marked: usize,
    total: usize,
}

impl Progress {
    /// The progress of a run of `total` scenarios.
    pub(super) const fn new(output: Output, total: usize) -> Self {
        Self { output, marked: 0, total }
    }

    /// Takes the verdict on the next scenario.
    pub(super) fn mark(&mut self, verdict: Verdict) {
        self.marked += 1;
        let mut text = verdict.mark().to_string();
        if self.marked == self.total || self.marked.is_multiple_of(MARKS_A_LINE) {
            text += &format!(" {}\n", self.marked);
        }
        self.output.write(&text);
    }
}
