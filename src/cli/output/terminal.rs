//! Where text goes: results to standard output, what is wrong to standard error.

use std::borrow::Cow;
use std::cell::RefCell;
use std::io;
use std::io::{BufWriter, IsTerminal as _, Write as _};
use std::rc::Rc;

use crate::cli::args::Color;
use crate::cli::exit::Exit;
use crate::cli::output::error::{CliError, reason};
use crate::document::diagnostic::Diagnostic;
use crate::document::sanitized::{sanitized, sanitized_with_styles};
use crate::report;
use crate::report::layout::Width;
use crate::report::paint::Paint;

/// Nobody reads more problems than this at once.
const PROBLEMS_MAX: usize = 100;

/// Standard output and standard error, and how wide and colourful they are.
#[derive(Clone)]
pub(crate) struct Output {
    stdout: Rc<RefCell<Stdout>>,
    paint: Paint,
    error_paint: Paint,
    width: Width,
    /// What is kept back instead of being written.
    kept: Option<Rc<RefCell<String>>>,
}

struct Stdout {
    writer: BufWriter<io::Stdout>,
    live: bool,
    failure: Option<io::Error>,
}

impl Output {
    /// The process's own.
    pub(crate) fn new(color: Color, columns: Option<u16>) -> Self {
        let live = io::stdout().is_terminal();
        let terminal = || terminal_size::terminal_size().map(|(width, _)| width.0);
        let columns = columns.or_else(|| terminal().filter(|_| live));
        let width = columns.map_or(Width::Unbounded, |columns| Width::Columns(columns.into()));
        let stdout = Stdout { writer: BufWriter::new(io::stdout()), live, failure: None };
        Self {
            stdout: Rc::new(RefCell::new(stdout)),
            paint: paint(color, live),
            error_paint: paint(color, io::stderr().is_terminal()),
            width,
            kept: None,
        }
    }

    /// An output that keeps everything back, in plain text.
    pub(crate) fn kept(&self) -> Self {
        Self {
            stdout: Rc::clone(&self.stdout),
            paint: Paint::Plain,
            error_paint: Paint::Plain,
            width: self.width,
            kept: Some(Rc::default()),
        }
    }

    /// What has been kept back.
    pub(crate) fn text(&self) -> String {
        self.kept.as_ref().map_or_else(String::new, |kept| kept.borrow().clone())
    }

    /// Whether results are coloured.
    pub(crate) const fn paint(&self) -> Paint {
        self.paint
    }

    /// How wide results may be.
    pub(crate) const fn width(&self) -> Width {
        self.width
    }

    /// Writes a result. A reader who has gone away is no error: the exit code still tells the verdict.
    pub(crate) fn write(&self, text: &str) {
        if let Some(kept) = &self.kept {
            kept.borrow_mut().push_str(text);
            return;
        }
        self.put(&shown(text, self.paint));
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
        let written = stdout.writer.write_all(text.as_bytes());
        let flushed = written.and_then(|()| if live { stdout.writer.flush() } else { Ok(()) });
        stdout.failure = flushed.err();
    }

    /// Whether a person reads along on a terminal whose screen can be cleared.
    pub(crate) fn is_screen(&self) -> bool {
        self.kept.is_none() && self.stdout.borrow().live && !is_dumb()
    }

    /// Clears the screen; what was on it can be scrolled back to on most terminals.
    pub(crate) fn clear(&self) {
        // Our own control characters, which `write` would show as signs.
        let _ = self.stdout.borrow_mut().writer.write_all(b"\x1b[H\x1b[2J");
    }

    /// Sends off what was written; false if nobody is there any more to read it.
    pub(crate) fn flush(&self) -> bool {
        let mut stdout = self.stdout.borrow_mut();
        if stdout.failure.is_none() {
            stdout.failure = stdout.writer.flush().err();
        }
        stdout.failure.is_none()
    }

    /// Whether there is somebody to see how far a command has come.
    pub(crate) fn draws_progress(&self) -> bool {
        self.kept.is_none() && io::stderr().is_terminal()
    }

    /// Whether results have less room than so many columns.
    pub(crate) const fn is_narrower_than(&self, columns: usize) -> bool {
        match self.width {
            Width::Columns(width) => width < columns,
            Width::Unbounded => false,
        }
    }

    /// Tells how far a long command has come, on a terminal's standard error, over the last such line.
    pub(crate) fn progress(&self, line: &str) {
        if self.draws_progress() {
            // Our own control characters, which `to_stderr` would show as signs.
            let _ = self.stdout.borrow_mut().writer.flush();
            let _ = io::stderr().write_all(format!("\r\u{1b}[K{line}").as_bytes());
        }
    }

    /// Tells everything that is wrong, on standard error.
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

    /// Tells one thing that is wrong, on standard error.
    pub(crate) fn diagnose(&self, problem: impl Into<Diagnostic>) {
        self.to_stderr(&report::diagnostic::diagnostic(
            &problem.into(),
            self.error_paint,
            self.width,
        ));
    }

    /// Writes to standard error, where nobody can be told that it failed.
    pub(crate) fn to_stderr(&self, text: &str) {
        if let Some(kept) = &self.kept {
            kept.borrow_mut().push_str(text);
            return;
        }
        // What was found so far comes first, where both go to one terminal.
        let _ = self.stdout.borrow_mut().writer.flush();
        let _ = io::stderr().write_all(shown(text, self.error_paint).as_bytes());
    }

    /// Ends the output; a result that could not be written is an error of its own.
    pub(crate) fn finish(&mut self, exit: Exit) -> Exit {
        let mut stdout = self.stdout.borrow_mut();
        let failure = stdout.failure.take().or_else(|| stdout.writer.flush().err());
        drop(stdout);
        match failure {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                let reason = reason(&error);
                self.to_stderr(&format!("passgate: the results cannot be written: {reason}\n"));
                Exit::Input
            }
            Some(_) | None => exit,
        }
    }
}

/// A text in which nothing commands the terminal; where there is colour, colours are left in.
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
