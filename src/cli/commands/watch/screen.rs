//! What `--watch` prints: on a terminal only the last run, elsewhere one run below the other.

use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::document::wording::counted;
use crate::recording::whole::Recording;
use crate::report;
use crate::report::format::Look;
use crate::report::results::Results;

/// What separates two runs where the screen cannot be cleared.
const SEPARATOR: &str = "────────────────────────────────────────────────────────────";

/// The screen, and what has to stay visible.
pub(crate) struct WatchScreen<'o> {
    output: &'o Output,
    drawn: bool,
    /// The last lines of the last run that could be executed.
    summary: Option<String>,
}

impl<'o> WatchScreen<'o> {
    /// An empty screen.
    pub(crate) const fn new(output: &'o Output) -> Self {
        Self { output, drawn: false, summary: None }
    }

    /// Clears the screen, or separates the next run from the last.
    fn begin(&mut self) {
        if self.output.is_screen() {
            self.output.clear();
        } else if self.drawn {
            self.output.write(&format!("{SEPARATOR}\n"));
        }
        self.drawn = true;
    }

    /// Draws what was run and why; its results follow.
    pub(crate) fn draw(
        &mut self,
        changes: Option<&str>,
        fresh_count: usize,
        results: &Results<'_>,
    ) {
        self.begin();
        let paint = self.output.paint();
        let recording = results.recording;
        let names: Vec<&str> = recording.policies().iter().map(|policy| &*policy.id).collect();
        self.output.write(&report::summary::heading(&names, recording.header.seed, paint));
        let executed = executed(fresh_count, recording, self.summary.is_some());
        let changes = changes.map_or_else(String::new, |changes| format!("{changes} · "));
        self.output.write(&format!("{changes}{executed}\n"));
        self.summary = Some(report::summary::summary(results, paint));
    }

    /// Draws why nothing could be run, above the end of the last run.
    pub(crate) fn draw_problem(&mut self, changes: Option<&str>, error: &CliError) {
        self.begin();
        let paint = self.output.paint();
        if let Some(changes) = changes {
            self.output.write(&format!("{changes} · nothing could be run\n\n"));
        }
        self.output.report(error);
        if let Some(summary) = &self.summary {
            self.output.write(&format!("\n{}\n{summary}", paint.faint("before that")));
        }
    }

    /// Draws the last line, and flushes everything; false if the reader has gone away.
    pub(crate) fn end(&self, watched: &str) -> bool {
        let line = format!("watching {watched} · Ctrl-C ends");
        self.output.write(&format!("{}\n", self.output.paint().faint(&line)));
        self.output.flush()
    }

    /// What does not conform, what differs, and the summary: no tables, which would push that off the screen.
    pub(crate) fn report_briefly(&self, results: &Results<'_>) {
        let paint = self.output.paint();
        let look = Look { paint, width: self.output.width() };
        let mut text = report::format::pretty::failures(results, look);
        text += &report::snapshot::changed_tables_text(results.recording, paint);
        if let Some(since) = &results.changes {
            text += &format!("\nSince the baseline\n{}", report::changes::changes(since));
        }
        text += &format!("\n{}", report::summary::summary(results, paint));
        self.output.write(&text);
    }
}

/// How many of the scenarios were executed.
fn executed(fresh: usize, recording: &Recording, again: bool) -> String {
    let all = recording.cases.len();
    let scenarios = counted(all, "scenario");
    let again = if again { " again" } else { "" };
    match fresh {
        0 => format!("judged{again}, no scenario had to run"),
        _ if fresh == all => format!("{scenarios} ran{again}"),
        _ => format!("{fresh} of {scenarios} ran{again}"),
    }
}
