//! The processes of one system under test: started when a scenario needs one, used again, ended with the run.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use thiserror::Error;

use crate::sut::SutError;
use crate::sut::process::connection::{CommandLine, Connection};
use crate::sut::process::declared_system::DeclaredSystem;
use crate::sut::process::secrets::Secrets;
use crate::sut::process::transcript::TranscriptFile;
use crate::sut::protocol::PROTOCOL;
use crate::sut::protocol::answer::Reply;
use crate::sut::protocol::question::{Bye, Hello, Message};

/// How often in a row a system may be lost before the run ends.
const LOSSES_MAX: u32 = 3;

/// How long a system may take to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeLimits {
    /// To `hello`.
    pub hello: Duration,
    /// To `begin`.
    pub begin: Duration,
    /// To `act`, `advance` and `inject`.
    pub act: Duration,
    /// To `look`.
    pub look: Duration,
    /// To `end`.
    pub end: Duration,
}

impl Default for TimeLimits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            hello: seconds(10),
            begin: seconds(10),
            act: seconds(30),
            look: seconds(10),
            end: seconds(10),
        }
    }
}

/// How an outside system is started and asked.
#[derive(Debug)]
pub struct SystemSetup {
    /// What passgate.yaml calls it, if it is named there.
    pub entry: Option<String>,
    /// How its processes are started.
    pub command: CommandLine,
    /// How long it may take to answer.
    pub limits: TimeLimits,
    /// By how much its clock is faster than real time, if it is scaled.
    pub time_scale: u32,
    /// How long a scenario may wait on a clock that runs by itself.
    pub patience: Duration,
    /// The seed of the run.
    pub seed: u64,
    /// Where what crosses the pipe is written to.
    pub transcript: Option<TranscriptFile>,
    /// A flag that ends the run.
    pub stop: Arc<AtomicBool>,
}

/// A system that could not be started.
#[derive(Debug, Error)]
pub enum StartError {
    /// The program does not start.
    #[error("`{program}` cannot be started: {reason}")]
    NoProgram {
        /// The program.
        program: String,
        /// What the operating system says.
        reason: String,
    },
    /// It starts, and does not agree on the protocol.
    #[error("`{program}` does not speak the protocol: {reason}")]
    NoProtocol {
        /// The program.
        program: String,
        /// What it did.
        reason: String,
        /// What it has written to standard error.
        stderr: Option<String>,
    },
}

/// The processes of one system.
pub struct SystemPool {
    pub(crate) setup: SystemSetup,
    declared: DeclaredSystem,
    idle: Mutex<Vec<Connection>>,
    losses: AtomicU32,
}

impl std::fmt::Debug for SystemPool {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("SystemPool")
            .field("declared", &self.declared)
            .finish_non_exhaustive()
    }
}

impl SystemPool {
    /// Starts the first process, which declares what the system can do.
    ///
    /// # Errors
    ///
    /// When the program does not start, or does not agree on the protocol.
    pub fn start(setup: SystemSetup) -> Result<Arc<Self>, StartError> {
        let (connection, declared) = open(&setup)?;
        let idle = Mutex::new(vec![connection]);
        Ok(Arc::new(Self { setup, declared, idle, losses: AtomicU32::new(0) }))
    }

    /// What the system has declared.
    pub const fn declared(&self) -> &DeclaredSystem {
        &self.declared
    }

    /// How it is started and asked.
    pub const fn setup(&self) -> &SystemSetup {
        &self.setup
    }

    /// Whether the system was lost so often in a row that the run is over.
    pub fn has_given_up(&self) -> bool {
        self.losses.load(Ordering::Relaxed) >= LOSSES_MAX
    }

    /// Ends every process.
    pub fn shut_down(&self) {
        let idle = std::mem::take(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner));
        for mut connection in idle {
            let asked = connection.ask(Message::Bye(Bye {}), self.setup.limits.end);
            if asked.is_ok() {
                connection.close();
            }
        }
    }

    /// A process for one scenario.
    pub(crate) fn lend(&self) -> Result<Connection, SutError> {
        if self.has_given_up() {
            return Err(SutError::Lost { how: format!("{LOSSES_MAX} times in a row") });
        }
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(connection) = idle {
            return Ok(connection);
        }
        let opened = open(&self.setup);
        let (connection, declared) = opened.map_err(|error| {
            self.losses.fetch_add(1, Ordering::Relaxed);
            SutError::Lost { how: error.to_string() }
        })?;
        if declared != self.declared {
            let how = "another process of it declares something else".to_owned();
            return Err(SutError::Violation { how });
        }
        Ok(connection)
    }

    /// Takes a process back after its scenario. One that is lost is ended; the next scenario gets a new one.
    pub(crate) fn take_back(&self, connection: Connection) {
        if connection.is_lost {
            if !self.setup.stop.load(Ordering::Relaxed) {
                self.losses.fetch_add(1, Ordering::Relaxed);
            }
            return;
        }
        self.losses.store(0, Ordering::Relaxed);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
    }
}

impl Drop for SystemPool {
    fn drop(&mut self) {
        self.shut_down();
    }
}

/// Starts a process, and asks it what it can do.
fn open(setup: &SystemSetup) -> Result<(Connection, DeclaredSystem), StartError> {
    let program = setup.command.words.first().cloned().unwrap_or_default();
    let opened = Connection::open(&setup.command, &setup.stop);
    let mut connection =
        opened.map_err(|reason| StartError::NoProgram { program: program.clone(), reason })?;
    let hello = Hello {
        protocols: vec![PROTOCOL],
        harness: format!("passgate {}", env!("CARGO_PKG_VERSION")),
        seed: setup.seed.to_string(),
    };
    let declared = declaration(&mut connection, hello, setup.limits.hello);
    if let Some(file) = &setup.transcript {
        connection.transcript.write(file, "hello", &Secrets::default());
    }
    match declared {
        Ok(declared) => Ok((connection, declared)),
        Err(reason) => {
            let stderr = connection.stderr();
            Err(StartError::NoProtocol { program, reason, stderr })
        }
    }
}

fn declaration(
    connection: &mut Connection,
    hello: Hello,
    limit: Duration,
) -> Result<DeclaredSystem, String> {
    let answered = connection.ask(Message::Hello(hello), limit);
    match answered.map_err(|error| error.to_string())?.reply {
        Reply::Declared(PROTOCOL, identity, can) => {
            let declared = DeclaredSystem { identity, can: *can };
            declared.problem().map_or(Ok(declared), Err)
        }
        Reply::Declared(other, ..) => {
            Err(format!("it chose protocol {other}; this harness speaks {PROTOCOL}"))
        }
        Reply::Unsupported(unsupported) => Err(format!("it needs {}", unsupported.needs)),
        other @ (Reply::Ready
        | Reply::Done
        | Reply::Refused(_)
        | Reply::Failed(_)
        | Reply::Views(_)
        | Reply::Stopped(_)) => Err(format!("it answered `hello` with `{}`", other.name())),
    }
}
