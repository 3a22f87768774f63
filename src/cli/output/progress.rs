//! How a run is told while it goes on: a mark a scenario, or a bar.

use crate::cli::output::terminal::Output;
use crate::document::wording::{agreeing, counted};
use crate::recording::case::Case;
use crate::report::failure::title;
use crate::report::format::Live;
use crate::report::paint::Paint;

/// How many marks stand in a line.
const MARKS_A_LINE: usize = 60;

/// How many columns the bar has.
const BAR_COLUMNS: usize = 30;

/// How many columns a terminal needs for the bar and the words beside it.
const COLUMNS_MIN: usize = 90;

/// How often a run is told where there is no terminal to draw a bar on.
const LINES_MAX: usize = 10;

/// A run on its way to the output.
pub(crate) struct Progress {
    output: Output,
    live: Live,
    done: usize,
    broken: usize,
    total: usize,
}

impl Progress {
    /// The progress of a run of `total` scenarios.
    pub(crate) const fn new(output: Output, live: Live, total: usize) -> Self {
        Self { output, live, done: 0, broken: 0, total }
    }

    /// Takes the next scenario.
    pub(crate) fn take(&mut self, case: &Case) {
        let before = self.done;
        self.done += 1;
        let breaks = !case.verdict.is_tolerable();
        self.broken += usize::from(breaks);
        match self.live {
            Live::No => {}
            Live::Marks => self.mark(case),
            Live::Bar if self.output.draws_progress() => self.draw(before, case, breaks),
            Live::Bar => {
                if self.part(self.done, LINES_MAX) > self.part(before, LINES_MAX) {
                    self.output.write(&format!("{}\n", self.in_words()));
                }
            }
        }
    }

    fn mark(&self, case: &Case) {
        let mut text = case.verdict.mark().to_string();
        if self.done == self.total || self.done.is_multiple_of(MARKS_A_LINE) {
            text += &format!(" {}\n", self.done);
        }
        self.output.write(&text);
    }

    fn draw(&self, before: usize, case: &Case, breaks: bool) {
        if breaks {
            self.output.progress("");
            self.output.to_stderr(&title(case, Paint::Plain));
        }
        if self.done == self.total {
            // What follows says it all.
            self.output.progress("");
        } else if breaks || self.part(self.done, 100) > self.part(before, 100) {
            let full = self.part(self.done, BAR_COLUMNS);
            let bar = "━".repeat(full) + &"╌".repeat(BAR_COLUMNS.saturating_sub(full)) + "  ";
            // A line that is broken could not be drawn over.
            let bar = if self.output.is_narrower_than(COLUMNS_MIN) { "" } else { &bar };
            self.output.progress(&format!("{bar}{}", self.in_words()));
        }
    }

    /// How many of so many parts of the run are done.
    const fn part(&self, done: usize, parts: usize) -> usize {
        match (done * parts).checked_div(self.total) {
            Some(part) => part,
            None => parts,
        }
    }

    /// `40 of 125 scenarios, 2 do not conform`
    fn in_words(&self) -> String {
        let Self { done, total, .. } = self;
        let scenarios = counted(*total, "scenario");
        let broken = match self.broken {
            0 => String::new(),
            broken => format!(", {broken} {} not conform", agreeing(broken, "does", "do")),
        };
        format!("{done} of {scenarios}{broken}")
    }
}
