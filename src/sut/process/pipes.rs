//! The three pipes of a child process: a line in, a line out, and what it writes to standard error.

use std::future::poll_fn;
use std::pin::pin;
use std::process::ExitStatus;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout};
use tokio::time::{sleep, timeout};

use crate::sut::process::stderr_tail::StderrTail;
use crate::sut::protocol::LINE_BYTES_MAX;

/// How often a wait asks whether it was interrupted.
const TICK: Duration = Duration::from_millis(50);
/// How much is read at once.
const READ_BYTES: usize = 16 * 1024;
/// How long a child may take to end after it has closed its output.
const END_GRACE: Duration = Duration::from_secs(1);

/// Why no line came.
#[derive(Debug)]
pub(crate) enum NoLine {
    /// The child has closed its output, or has ended.
    Ended {
        /// How it ended, if it has.
        status: Option<ExitStatus>,
        /// Whether it had begun a line.
        in_a_line: bool,
    },
    /// The time limit has passed.
    TooLate,
    /// The line is longer than a line may be.
    TooLong,
    /// The user has interrupted the run.
    Interrupted,
}

/// The pipes of a child.
pub(crate) struct Pipes {
    child: Child,
    input: Option<ChildStdin>,
    output: ChildStdout,
    errors: Option<ChildStderr>,
    /// What was read of the output, and not yet taken.
    read: Vec<u8>,
    /// How much of that is known to hold no end of a line.
    searched: usize,
    pub(crate) tail: StderrTail,
}

/// What a wait has brought.
enum Brought {
    Errors(std::io::Result<usize>),
    Output(std::io::Result<usize>),
    Written(std::io::Result<usize>),
    Nothing,
    TooLate,
}

impl Pipes {
    /// The pipes of a child; nothing if it has none.
    pub(crate) fn of(mut child: Child) -> Option<Self> {
        let (input, output, errors) =
            (child.stdin.take(), child.stdout.take()?, child.stderr.take());
        let tail = StderrTail::default();
        Some(Self { child, input, output, errors, read: Vec::new(), searched: 0, tail })
    }

    /// Writes a line, and waits for one.
    pub(crate) async fn exchange(
        &mut self,
        line: &[u8],
        limit: Duration,
        stop: &AtomicBool,
    ) -> Result<Vec<u8>, NoLine> {
        let deadline = sleep(limit);
        tokio::pin!(deadline);
        let mut rest = line;
        let mut chunk = [0; 4096];
        loop {
            if let Some(line) = self.take_line()? {
                return Ok(line);
            }
            self.read.reserve(READ_BYTES);
            let Self { input, output, errors, read, .. } = self;
            let brought = tokio::select! {
                biased;
                count = read_errors(errors, &mut chunk), if errors.is_some() => Brought::Errors(count),
                count = output.read_buf(read) => Brought::Output(count),
                count = write(input, rest), if !rest.is_empty() && input.is_some() => Brought::Written(count),
                () = &mut deadline => Brought::TooLate,
                () = sleep(TICK) => Brought::Nothing,
            };
            match brought {
                Brought::Errors(Ok(count)) if count > 0 => {
                    self.tail.push(chunk.get(..count).unwrap_or_default());
                }
                Brought::Errors(_) => self.errors = None,
                Brought::Output(Ok(count)) if count > 0 => {}
                Brought::Output(_) => return Err(self.ended().await),
                Brought::Written(Ok(count)) => rest = rest.get(count..).unwrap_or_default(),
                // A child that no longer reads may still have said why.
                Brought::Written(Err(_)) => self.input = None,
                Brought::TooLate => return Err(NoLine::TooLate),
                Brought::Nothing if stop.load(Ordering::Relaxed) => {
                    return Err(NoLine::Interrupted);
                }
                Brought::Nothing => {}
            }
        }
    }

    /// Takes in what the child has written to standard error until now.
    pub(crate) async fn drain_errors(&mut self) {
        let mut chunk = [0; 4096];
        // What is there is known once the runtime has asked the system.
        tokio::task::yield_now().await;
        while self.errors.is_some() {
            let now = {
                let mut reading = pin!(read_errors(&mut self.errors, &mut chunk));
                poll_fn(|context| Poll::Ready(reading.as_mut().poll(context))).await
            };
            match now {
                Poll::Ready(Ok(count)) if count > 0 => {
                    self.tail.push(chunk.get(..count).unwrap_or_default());
                }
                Poll::Ready(_) => self.errors = None,
                Poll::Pending => return,
            }
        }
    }

    /// Closes the child's input, and waits for its end.
    pub(crate) async fn close(&mut self, limit: Duration) -> Option<ExitStatus> {
        self.input = None;
        timeout(limit, self.child.wait()).await.ok()?.ok()
    }

    /// How the child has ended, if it has.
    pub(crate) fn status(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// The next whole line of what was read.
    fn take_line(&mut self) -> Result<Option<Vec<u8>>, NoLine> {
        let unsearched = self.read.get(self.searched..).unwrap_or_default();
        let end = unsearched.iter().position(|byte| *byte == b'\n').map(|at| at + self.searched);
        let length = end.unwrap_or(self.read.len());
        if length > LINE_BYTES_MAX {
            return Err(NoLine::TooLong);
        }
        let Some(end) = end else {
            self.searched = self.read.len();
            return Ok(None);
        };
        let rest = self.read.split_off(end + 1);
        let mut line = std::mem::replace(&mut self.read, rest);
        line.truncate(end);
        self.searched = 0;
        Ok(Some(line))
    }

    async fn ended(&mut self) -> NoLine {
        let status = timeout(END_GRACE, self.child.wait()).await.ok().and_then(Result::ok);
        self.drain_errors().await;
        NoLine::Ended { status, in_a_line: !self.read.is_empty() }
    }
}

async fn read_errors(errors: &mut Option<ChildStderr>, chunk: &mut [u8]) -> std::io::Result<usize> {
    match errors {
        Some(errors) => errors.read(chunk).await,
        None => Ok(0),
    }
}

async fn write(input: &mut Option<ChildStdin>, line: &[u8]) -> std::io::Result<usize> {
    match input {
        Some(input) => input.write(line).await,
        None => Ok(0),
    }
}
