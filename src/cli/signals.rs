//! SIGINT, SIGTERM and SIGHUP: each ends whatever is going on within a second, and a second one ends it at once.
//!
//! A command that can report a part of its work notices the signal itself, and then takes the time that its reports
//! need. Every other command is ended here, and so is one that does not notice in time.

use std::io;
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, LazyLock, OnceLock};
use std::time::Duration;

use crate::cli::exit::Exit;
use crate::cli::output::staging;
use crate::sut::process::group::kill_all_groups;

/// How long a command that reports a part of its work has to notice a signal.
const GRACE: Duration = Duration::from_millis(700);

/// A signal that ends a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signal {
    /// Ctrl-C.
    Interrupt,
    /// What `kill`, a container or a CI service sends.
    Terminate,
    /// The terminal is gone.
    HangUp,
}

impl Signal {
    const fn name(self) -> &'static str {
        match self {
            Self::Interrupt => "SIGINT",
            Self::Terminate => "SIGTERM",
            Self::HangUp => "SIGHUP",
        }
    }

    const fn exit(self) -> Exit {
        match self {
            Self::Interrupt => Exit::Interrupted,
            Self::Terminate => Exit::Terminated,
            Self::HangUp => Exit::HungUp,
        }
    }
}

/// What the process knows about signals.
#[derive(Default)]
struct Signals {
    /// What is going on, such as `gate`.
    command: OnceLock<String>,
    /// The flag that the first signal sets.
    stop: Arc<AtomicBool>,
    received: OnceLock<Signal>,
    /// The channel that the first signal sends to.
    woken: OnceLock<SyncSender<()>>,
    /// Whether the command looks at the flag.
    is_watched: AtomicBool,
    /// Whether the command has seen the flag.
    is_noticed: AtomicBool,
    /// Whether the first signal is how the command ends, and no interruption.
    is_an_end: AtomicBool,
    /// Whether the message is printed.
    is_announced: AtomicBool,
}

static SIGNALS: LazyLock<Signals> = LazyLock::new(Signals::default);

/// Takes the signals from now on, for a command.
pub(crate) fn listen(command: &str) {
    let _ = SIGNALS.command.set(command.to_owned());
    // If there is no handler, a signal ends the process at once, as usual.
    #[cfg(unix)]
    let _ = listen_on_unix();
    #[cfg(not(unix))]
    let _ = ctrlc::set_handler(|| SIGNALS.receive(Signal::Interrupt));
}

#[cfg(unix)]
fn listen_on_unix() -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut all = vec![SIGINT, SIGTERM];
    all.extend((!is_hang_up_ignored()).then_some(SIGHUP));
    let mut signals = signal_hook::iterator::Signals::new(all)?;
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            SIGNALS.receive(match signal {
                SIGTERM => Signal::Terminate,
                SIGHUP => Signal::HangUp,
                _ => Signal::Interrupt,
            });
        }
    })?;
    Ok(())
}

/// Whether `nohup` has started the process, which then has to outlive its terminal.
#[cfg(unix)]
fn is_hang_up_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    mask.is_some_and(|mask| mask & 1 == 1)
}

/// The flag that the first signal sets, for a command that looks at it and reports what it has done until then.
pub(crate) fn stop_flag() -> Arc<AtomicBool> {
    SIGNALS.is_watched.store(true, Ordering::Relaxed);
    Arc::clone(&SIGNALS.stop)
}

/// The same for a thread that waits: the first signal also sends to its channel. Only the first caller is sent to.
pub(crate) fn stop_flag_that_wakes(waiting: SyncSender<()>) {
    let _ = SIGNALS.woken.set(waiting);
    stop_flag();
}

/// The first signal is how the command ends, and no interruption: the exit code is the command's own.
pub(crate) fn end_in_order() {
    SIGNALS.is_an_end.store(true, Ordering::Relaxed);
}

/// Whether the command is to end. Asking is noticing: it then has the time that its reports need.
pub(crate) fn is_stopped() -> bool {
    let stopped = SIGNALS.stop.load(Ordering::Relaxed);
    if stopped {
        SIGNALS.is_noticed.store(true, Ordering::Relaxed);
    }
    stopped
}

/// The exit code of a command that would end with `exit`: that of the signal, unless a defect was found.
pub(crate) fn conclude(exit: Exit) -> Exit {
    let Some(signal) = SIGNALS.received.get() else { return exit };
    if SIGNALS.is_an_end.load(Ordering::Relaxed) {
        return exit;
    }
    SIGNALS.announce(*signal);
    if exit == Exit::Harness { exit } else { signal.exit() }
}

impl Signals {
    fn receive(&'static self, signal: Signal) {
        if self.received.set(signal).is_err() {
            self.end(signal);
        }
        self.stop.store(true, Ordering::Relaxed);
        if let Some(woken) = self.woken.get() {
            // If it is full, the receiver wakes up anyway.
            let _ = woken.try_send(());
        }
        if !self.is_watched.load(Ordering::Relaxed) {
            self.end(signal);
        }
        let end_unless_noticed = move || {
            std::thread::sleep(GRACE);
            if !self.is_noticed.load(Ordering::Relaxed) {
                self.end(signal);
            }
        };
        if std::thread::Builder::new().spawn(end_unless_noticed).is_err() {
            self.end(signal);
        }
    }

    /// Ends the process in the place of the command.
    fn end(&self, signal: Signal) {
        staging::abandon();
        kill_all_groups();
        self.announce(signal);
        std::process::exit(signal.exit().code().into());
    }

    /// Prints what was interrupted, once.
    fn announce(&self, signal: Signal) {
        if !self.is_announced.swap(true, Ordering::Relaxed) {
            let command = self.command.get().map_or("", String::as_str);
            let name = signal.name();
            // A terminal that is gone takes no message.
            let _ = writeln!(io::stderr(), "passgate: `{command}` was interrupted by {name}");
        }
    }
}
