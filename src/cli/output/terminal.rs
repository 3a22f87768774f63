//! Where text goes: results to standard output, problems and progress to standard error.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io;
use std::io::{BufWriter, IsTerminal as _, Write as _};
use std::rc::Rc;

use indicatif::ProgressBar;

use crate::cli::args::Color;
use crate::cli::exit::Exit;
use crate::cli::output::error::{CliError, reason};
use crate::cli::output::progress::ProgressDisplay;
use crate::document::diagnostic::Diagnostic;
use crate::document::sanitized::{sanitized, sanitized_with_styles};
use crate::report;
use crate::report::fitting::fitted;
use crate::report::layout::Width;
use crate::report::paint::Paint;

/// More problems than this are not worth reading at once.
const PROBLEMS_MAX: usize = 100;

/// Standard output and standard error, and how wide and colourful they are.
#[derive(Clone)]
pub(crate) struct Output {
    stdout: Rc<RefCell<Stdout>>,
    paint: Paint,
    error_paint: Paint,
    width: Width,
    /// Text that is captured instead of being written.
    captured: Option<Rc<RefCell<String>>>,
}

struct Stdout {
    writer: BufWriter<io::Stdout>,
    live: bool,
    failure: Option<io::Error>,
    /// The progress display that has to make way for what is written.
    bar: ProgressBar,
}

impl Output {
    /// The process's own.
    pub(crate) fn new(color: Color, columns: Option<u16>) -> Self {
        let live = io::stdout().is_terminal();
        let terminal = || terminal_size::terminal_size().map(|(width, _)| width.0);
        let columns = columns.or_else(|| terminal().filter(|_| live));
        let width = columns.map_or(Width::Unbounded, |columns| Width::Columns(columns.into()));
        let stdout = Stdout {
            writer: BufWriter::new(io::stdout()),
            live,
            failure: None,
            bar: ProgressBar::hidden(),
        };
        Self {
            stdout: Rc::new(RefCell::new(stdout)),
            paint: paint(color, live),
            error_paint: paint(color, io::stderr().is_terminal()),
            width,
            captured: None,
        }
    }

    /// An output that captures everything, in plain text.
    pub(crate) fn capturing(&self) -> Self {
        Self {
            stdout: Rc::clone(&self.stdout),
            paint: Paint::Plain,
            error_paint: Paint::Plain,
            width: self.width,
            captured: Some(Rc::default()),
        }
    }

    /// What was captured.
    pub(crate) fn text(&self) -> String {
        self.captured.as_ref().map_or_else(String::new, |captured| captured.borrow().clone())
    }

    /// Whether results are coloured.
    pub(crate) const fn paint(&self) -> Paint {
        self.paint
    }

    /// How wide results may be.
    pub(crate) const fn width(&self) -> Width {
        self.width
    }

    /// Writes a result. A reader that has gone away is no error: the exit code still says how the run ended.
    pub(crate) fn write(&self, text: &str) {
        if let Some(captured) = &self.captured {
            captured.borrow_mut().push_str(text);
            return;
        }
        self.put(&shown(text, self.paint));
    }

    /// Writes lines for people, broken between words where they are too wide.
    pub(crate) fn write_lines(&self, text: &str) {
        self.write(&fitted(text, self.width()));
    }

    /// Writes a text for another program, to the byte.
    pub(crate) fn write_exactly(&self, text: &str) {
        self.put(text);
    }

    fn put(&self, text: &str) {
        let mut stdout = self.stdout.borrow_mut();
        if stdout.failure.is_some() {
            return;
        }
        let live = stdout.live;
        let bar = stdout.bar.clone();
        let writer = &mut stdout.writer;
        let mut write = || {
            writer.write_all(text.as_bytes())?;
            if live { writer.flush() } else { Ok(()) }
        };
        let written = if live { bar.suspend(write) } else { write() };
        stdout.failure = written.err();
    }

    /// Whether results go to a terminal.
    pub(crate) fn is_live(&self) -> bool {
        self.captured.is_none() && self.stdout.borrow().live
    }

    /// Whether results go to a terminal whose screen can be cleared.
    pub(crate) fn is_screen(&self) -> bool {
        self.is_live() && !is_dumb()
    }

    /// Clears the screen; what was on it can be scrolled back to on most terminals.
    pub(crate) fn clear(&self) {
        // Our own control characters, which `write` would replace by symbols.
        let _ = self.stdout.borrow_mut().writer.write_all(b"\x1b[H\x1b[2J");
    }

    /// Flushes what was written; false if the reader has gone away.
    pub(crate) fn flush(&self) -> bool {
        let mut stdout = self.stdout.borrow_mut();
        if stdout.failure.is_none() {
            stdout.failure = stdout.writer.flush().err();
        }
        stdout.failure.is_none()
    }

    /// Whether progress can be drawn.
    pub(crate) fn draws_progress(&self) -> bool {
        self.captured.is_none() && io::stderr().is_terminal()
    }

    /// The display of a long activity, such as `sweeping`: the output makes way for it until it is dropped.
    pub(crate) fn progress(&self, activity: &str) -> Rc<ProgressDisplay> {
        let display = ProgressDisplay::new(activity, self.draws_progress());
        self.stdout.borrow_mut().bar = display.bar();
        Rc::new(display)
    }

    /// A display that is never drawn.
    pub(crate) fn no_progress(&self) -> Rc<ProgressDisplay> {
        Rc::new(ProgressDisplay::new("", false))
    }

    /// Reports what went wrong, if anything did, and returns its exit code.
    pub(crate) fn report_failure(&self, result: Result<(), CliError>) -> Exit {
        let Err(error) = result else { return Exit::Conforms };
        self.report(&error);
        error.exit()
    }

    /// Reports every problem, on standard error.
    pub(crate) fn report(&self, error: &CliError) {
        let diagnostics = error.diagnostics();
        for (position, diagnostic) in diagnostics.iter().take(PROBLEMS_MAX).enumerate() {
            if position > 0 {
                self.to_stderr("\n");
            }
            self.diagnose(diagnostic.clone());
        }
        let more = diagnostics.len().saturating_sub(PROBLEMS_MAX);
        if more > 0 {
            self.to_stderr(&format!("\n… and {more} more problems\n"));
        }
    }

    /// Reports one problem, on standard error.
    pub(crate) fn diagnose(&self, problem: impl Into<Diagnostic>) {
        self.to_stderr(&report::diagnostic::diagnostic(
            &problem.into(),
            self.error_paint,
            self.width,
        ));
    }

    /// Writes to standard error, which has no place to report that this failed.
    pub(crate) fn to_stderr(&self, text: &str) {
        if let Some(captured) = &self.captured {
            captured.borrow_mut().push_str(text);
            return;
        }
        let mut stdout = self.stdout.borrow_mut();
        // The results so far come first, where both go to one terminal.
        let _ = stdout.writer.flush();
        stdout.bar.suspend(|| {
            let _ = io::stderr().write_all(shown(text, self.error_paint).as_bytes());
        });
    }

    /// Ends the output; a result that could not be written is an error.
    pub(crate) fn finish(&mut self, exit: Exit) -> Exit {
        let mut stdout = self.stdout.borrow_mut();
        let failure = stdout.failure.take().or_else(|| stdout.writer.flush().err());
        drop(stdout);
        match failure {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                let reason = reason(&error);
                self.to_stderr(&format!("passgate: the results cannot be written: {reason}\n"));
                exit.worst(Exit::Input)
            }
            Some(_) | None => exit,
        }
    }
}

/// A text in which nothing controls the terminal; where there is colour, colours are kept.
fn shown(text: &str, paint: Paint) -> Cow<'_, str> {
    match paint {
        Paint::Colour => sanitized_with_styles(text),
        Paint::Plain => sanitized(text),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is where the environment is asked about the terminal"
)]
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is where the environment is asked about colour"
)]
fn paint(color: Color, terminal: bool) -> Paint {
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) || is_dumb();
    match color {
        Color::Always => Paint::Colour,
        Color::Auto if terminal && !plain => Paint::Colour,
        Color::Auto | Color::Never => Paint::Plain,
    }
}
