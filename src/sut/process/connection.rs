//! One child process, and the questions that it is asked one after the other.

use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use serde_json::Value;
use tokio::process::Command;
use tokio::runtime::{Builder, Runtime};

use crate::sut::SutError;
use crate::sut::process::group::ProcessGroup;
use crate::sut::process::pipes::{NoLine, Pipes};
use crate::sut::process::transcript::{Transcript, Way};
use crate::sut::protocol::answer::{Answer, Reply};
use crate::sut::protocol::question::{Message, Question};

/// How long a process may take to end by itself once it was asked to.
const EXIT_LIMIT: Duration = Duration::from_secs(5);

/// How a process is started.
#[derive(Clone, Debug)]
pub struct CommandLine {
    /// The program and its arguments.
    pub words: Vec<String>,
    /// The folder that it is started in; the harness's own if there is none.
    pub folder: Option<PathBuf>,
}

/// An answer, and the time that came with it.
pub(crate) struct TimedReply {
    pub(crate) reply: Reply,
    pub(crate) now_ms: Option<u64>,
}

/// A child process that speaks the protocol.
pub(crate) struct Connection {
    // Nothing only while it is dropped.
    runtime: Option<Runtime>,
    pipes: Pipes,
    group: ProcessGroup,
    asked: u64,
    stop: Arc<AtomicBool>,
    pub(crate) transcript: Transcript,
    /// Whether it cannot be asked any more.
    pub(crate) is_lost: bool,
}

impl Connection {
    /// Starts the process.
    pub(crate) fn open(command: &CommandLine, stop: &Arc<AtomicBool>) -> Result<Self, String> {
        let Some((program, arguments)) = command.words.split_first() else {
            return Err("the command is empty".to_owned());
        };
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| error.to_string())?;
        let mut starting = Command::new(program);
        starting.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
        starting.stderr(Stdio::piped()).kill_on_drop(true);
        if let Some(folder) = &command.folder {
            starting.current_dir(folder);
        }
        #[cfg(unix)]
        starting.process_group(0);
        let child = {
            let _context = runtime.enter();
            starting.spawn()
        };
        let child = child.map_err(|error| in_words(&error))?;
        let group = ProcessGroup::led_by(child.id().unwrap_or_default());
        let pipes = Pipes::of(child).ok_or("it has no pipes")?;
        let (transcript, stop) = (Transcript::default(), Arc::clone(stop));
        let runtime = Some(runtime);
        Ok(Self { runtime, pipes, group, asked: 0, stop, transcript, is_lost: false })
    }

    /// Asks, and waits for the answer.
    ///
    /// # Errors
    ///
    /// When the process has ended, is silent for longer than `limit`, or answers what it may not. It is then lost.
    pub(crate) fn ask(
        &mut self,
        message: Message,
        limit: Duration,
    ) -> Result<TimedReply, SutError> {
        // Plain structs of numbers and texts always have a JSON form.
        let name = message.name();
        self.ask_line(name, limit, |id| {
            serde_json::to_string(&Question { id, message }).unwrap_or_default()
        })
    }

    /// The same for a line that is made of its number: it need not be a message of this version.
    pub(crate) fn ask_line(
        &mut self,
        name: &str,
        limit: Duration,
        line: impl FnOnce(u64) -> String,
    ) -> Result<TimedReply, SutError> {
        let answered = self.exchange(name, limit, line);
        if let Err(error) = &answered {
            self.is_lost = !matches!(error, SutError::Reported { .. });
        }
        answered
    }

    fn exchange(
        &mut self,
        name: &str,
        limit: Duration,
        line: impl FnOnce(u64) -> String,
    ) -> Result<TimedReply, SutError> {
        self.asked += 1;
        let id = self.asked;
        let mut line = line(id);
        self.transcript.push(Way::Asked, &line);
        line.push('\n');
        let Some(runtime) = &self.runtime else { return Err(lost("it was closed")) };
        let stop = Arc::clone(&self.stop);
        let answer = runtime.block_on(self.pipes.exchange(line.as_bytes(), limit, &stop));
        let line = answer.map_err(|error| no_line(&error, name, limit))?;
        let Ok(line) = String::from_utf8(line) else {
            return Err(violation(format!("it answered `{name}` with bytes that are not UTF-8")));
        };
        let line = line.trim_end_matches('\r');
        self.transcript.push(Way::Answered, line);
        let answer =
            read(line).map_err(|why| violation(format!("its answer to `{name}`: {why}")))?;
        if answer.id != id {
            let (given, again) = (answer.id, if answer.id < id { " again" } else { "" });
            let how = format!("it answered message {given}{again}, but was asked {id} (`{name}`)");
            return Err(violation(how));
        }
        let now_ms = answer.now_ms;
        let reply = answer.into_reply();
        let reply = reply.map_err(|why| violation(format!("its answer to `{name}`: {why}")))?;
        if let Reply::Failed(error) = reply {
            return Err(SutError::Reported { says: format!("`{name}`: {}", error.says) });
        }
        Ok(TimedReply { reply, now_ms })
    }

    /// The end of what it has written to standard error since this was cleared.
    pub(crate) fn stderr(&mut self) -> Option<String> {
        if let Some(runtime) = &self.runtime {
            runtime.block_on(self.pipes.drain_errors());
        }
        self.pipes.tail.text()
    }

    /// Forgets what it has said so far, for another scenario.
    pub(crate) fn forget(&mut self) {
        self.pipes.tail.clear();
        self.transcript = Transcript::default();
    }

    /// Closes its input and waits for its end; returns how it ended, or nothing if it had to be killed.
    pub(crate) fn close(mut self) -> Option<ExitStatus> {
        let runtime = self.runtime.as_ref()?;
        runtime.block_on(self.pipes.close(EXIT_LIMIT))
    }

    /// Ends it at once.
    pub(crate) fn kill(&self) {
        self.group.kill();
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.group.kill();
        // The kernel has ended it; this takes its status, so that nothing is left of it.
        for _ in 0..200 {
            if self.pipes.status().is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Reads a line as an answer.
pub(crate) fn read(line: &str) -> Result<Answer, String> {
    let value: Value = serde_json::from_str(line).map_err(|error| {
        let place = format!("at column {}", error.column());
        format!(
            "the line is not one JSON object ({place}); standard output is for the protocol alone"
        )
    })?;
    if !value.is_object() {
        return Err("the line is not a JSON object".to_owned());
    }
    serde_json::from_value(value).map_err(|error| without_values(&error.to_string()))
}

/// What serde says, without a value that the system has sent: it may be a passcode.
fn without_values(message: &str) -> String {
    let expected = message.find(", expected").and_then(|at| message.get(at + 2..));
    let kind = |prefix: &str| {
        let rest = message.strip_prefix(prefix)?;
        rest.split([' ', ',']).next().filter(|kind| kind.chars().all(char::is_alphabetic))
    };
    match (kind("invalid type: ").or_else(|| kind("invalid value: ")), expected) {
        (Some(kind), Some(expected)) => format!("a {kind} where it is {expected}"),
        (None, Some(expected)) => format!("an unknown name: {expected}"),
        (_, None) if message.starts_with("missing field") => message.to_owned(),
        (_, None) => "not as the protocol defines it".to_owned(),
    }
}

fn no_line(error: &NoLine, name: &str, limit: Duration) -> SutError {
    match error {
        NoLine::Ended { status, in_a_line } => {
            let how = status.map_or_else(
                || "it closed its standard output".to_owned(),
                |status| format!("it ended ({status})"),
            );
            let line = if *in_a_line { " in the middle of a line" } else { "" };
            lost(&format!("{how}{line} when it was asked `{name}`"))
        }
        NoLine::TooLate => {
            lost(&format!("it did not answer `{name}` within {} ms", limit.as_millis()))
        }
        NoLine::TooLong => violation(format!("its answer to `{name}` is longer than 1 MiB")),
        NoLine::Interrupted => SutError::Interrupted,
    }
}

fn lost(how: &str) -> SutError {
    SutError::Lost { how: how.to_owned() }
}

fn violation(how: String) -> SutError {
    SutError::Violation { how }
}

/// What the operating system says, without its number.
fn in_words(error: &std::io::Error) -> String {
    error.to_string().split(" (os error").next().unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_an_answer_is_said_without_its_values() {
        for (line, message) in [
            ("{\"id\":1,\"views\":\"7351kQ\"}", "a string where it is expected a sequence"),
            ("{\"id\":1,\"stopped\":\"7351kQ\"}", "an unknown name: expected `change` or `end`"),
            ("{\"id\":-3,\"done\":true}", "a integer where it is expected u64"),
            ("{\"id\":1,\"refused\":{}}", "missing field `why`"),
            ("[1]", "the line is not a JSON object"),
        ] {
            assert_eq!(read(line).unwrap_err(), message, "{line}");
        }
        let noise = read("Listening on 7351").unwrap_err();
        assert!(noise.contains("standard output is for the protocol alone"), "{noise}");
        assert!(!noise.contains("7351"), "{noise}");
    }
}
