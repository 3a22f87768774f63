//! What a run prints while it goes on: a mark for each scenario, or a line now and then.

use std::rc::Rc;

use crate::cli::output::progress::ProgressDisplay;
use crate::cli::output::terminal::Output;
use crate::recording::case::Case;
use crate::report::failure::title;
use crate::report::format::Live;
use crate::report::paint::Paint;
use crate::run::progress::Progress as _;

/// How many marks a line has.
const MARKS_PER_LINE: usize = 60;

/// How many lines a run prints off a terminal, where nothing is drawn.
const LINES_MAX: usize = 10;

/// A run while it goes on.
pub(crate) struct LiveOutput {
    output: Output,
    live: Live,
    display: Rc<ProgressDisplay>,
    done: usize,
    failed: usize,
    total: usize,
}

impl LiveOutput {
    /// A run of `total` scenarios.
    pub(crate) fn new(output: Output, live: Live, total: usize) -> Self {
        // Marks on a terminal show the progress themselves, and leave no line for a display.
        let display = match live {
            Live::Marks if output.is_live() => output.no_progress(),
            Live::No | Live::Marks | Live::Bar => output.progress("running"),
        };
        display.start("scenarios", total as u64);
        Self { output, live, display, done: 0, failed: 0, total }
    }

    /// Takes the next scenario.
    pub(crate) fn take(&mut self, case: &Case) {
        let before = self.done;
        self.done += 1;
        let fails = !case.verdict.is_tolerable();
        self.failed += usize::from(fails);
        match self.live {
            Live::No => {}
            Live::Marks => self.mark(case),
            Live::Bar if self.output.draws_progress() => {
                if fails {
                    self.output.to_stderr(&title(case, Paint::Plain));
                }
            }
            Live::Bar => {
                if self.part(self.done) > self.part(before) {
                    self.output.write(&format!("{}\n", self.in_words()));
                }
            }
        }
        self.display.advance(1);
    }

    fn mark(&self, case: &Case) {
        let mut text = case.verdict.mark().to_string();
        if self.done == self.total || self.done.is_multiple_of(MARKS_PER_LINE) {
            text += &format!(" {}\n", self.done);
        }
        self.output.write(&text);
    }

    /// How many tenths of the run are done.
    const fn part(&self, done: usize) -> usize {
        match (done * LINES_MAX).checked_div(self.total) {
            Some(part) => part,
            None => LINES_MAX,
        }
    }

    /// `40 of 125 scenarios, 2 do not conform`
    fn in_words(&self) -> String {
        let Self { done, total, .. } = self;
        let failed = match self.failed {
            0 => String::new(),
            1 => ", 1 does not conform".to_owned(),
            more => format!(", {more} do not conform"),
        };
        format!("{done} of {total} scenarios{failed}")
    }
}
