//! One mark a scenario, in the order of the scenarios, as soon as it is known.

use std::collections::BTreeMap;

use crate::cli::output::Output;
use crate::conformance::Verdict;

/// How many marks stand in a line.
const MARKS_A_LINE: usize = 60;

/// The marks of a run on their way to the output.
///
/// Scenarios may end in another order than they are listed in; a mark waits for those before it, so
/// that the output is the same however many are under way at once.
pub(super) struct Progress {
    output: Output,
    next: usize,
    waiting: BTreeMap<usize, char>,
    total: usize,
}

impl Progress {
    /// The progress of a run of `total` scenarios.
    pub(super) const fn new(output: Output, total: usize) -> Self {
        Self { output, next: 0, waiting: BTreeMap::new(), total }
    }

    /// Takes the verdict on the scenario at `position`.
    pub(super) fn mark(&mut self, position: usize, verdict: Verdict) {
        self.waiting.insert(position, symbol(verdict));
        let mut line = String::new();
        while let Some(mark) = self.waiting.remove(&self.next) {
            line.push(mark);
            self.next += 1;
            if self.next == self.total || self.next.is_multiple_of(MARKS_A_LINE) {
                line += &format!(" {}\n", self.next);
            }
        }
        if !line.is_empty() {
            self.output.write(&line);
        }
    }
}

const fn symbol(verdict: Verdict) -> char {
    match verdict {
        Verdict::Conforms => '.',
        Verdict::Waived => 'W',
        Verdict::Fails => 'F',
        Verdict::Undefined => 'U',
        Verdict::NotReached => '-',
        Verdict::Error => 'E',
    }
}
