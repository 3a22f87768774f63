//! What a process costs: wall time, user time and the most memory that it held at once.

use std::fs;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

/// How often the memory of a running process is read. It only grows, so the last reading is the peak.
const BETWEEN_READINGS: Duration = Duration::from_millis(2);
/// The unit of the times that Linux reports of processes.
const TICKS_A_SECOND: f64 = 100.0;

/// What one process cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// Seconds from its start to its end.
    pub(crate) wall: f64,
    /// Seconds that it computed; nothing can be reported where there is no `/proc`.
    user: f64,
    /// The most memory that it held, in MiB.
    memory: f64,
}

/// A kind of cost: its name, its unit, and where it is.
type Kind = (&'static str, &'static str, fn(&Cost) -> f64);

/// What is reported of a pair of programs.
pub(crate) const KINDS: [Kind; 3] = [
    ("wall time", "s", |cost| cost.wall),
    ("user time", "s", |cost| cost.user),
    ("peak memory", "MiB", |cost| cost.memory),
];

impl Cost {
    /// Runs `command` to its end. It has to succeed: the cost of a failure reports nothing.
    pub(crate) fn of(command: &mut Command) -> Self {
        let (cost, status) = Self::of_any_ending(command);
        assert!(status.success(), "{command:?}: {status}");
        cost
    }

    /// Runs `command` to its end, and says how it ended.
    #[expect(clippy::disallowed_methods, reason = "measuring is what a benchmark is for")]
    pub(crate) fn of_any_ending(command: &mut Command) -> (Self, ExitStatus) {
        let user_before = user_time_of_children();
        let started = std::time::Instant::now();
        let mut child = command.stdout(Stdio::null()).spawn().unwrap();
        let process = child.id();
        let watch = thread::spawn(move || peak_memory(process));
        let status = child.wait().unwrap();
        let wall = started.elapsed().as_secs_f64();
        let user = user_time_of_children() - user_before;
        (Self { wall, user, memory: watch.join().unwrap() }, status)
    }
}

/// The user time of all processes that were started here and have ended.
fn user_time_of_children() -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program, in parentheses, may hold blanks; the fields are counted from behind it.
    let fields = text.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks = fields.split_whitespace().nth(13).and_then(|ticks| ticks.parse::<f64>().ok());
    ticks.map_or(f64::NAN, |ticks| ticks / TICKS_A_SECOND)
}

/// The most memory that a process has held, in MiB, read until it ends.
fn peak_memory(process: u32) -> f64 {
    let mut peak = f64::NAN;
    while let Some(kibibytes) = high_water_mark(process) {
        peak = kibibytes / 1024.0;
        thread::sleep(BETWEEN_READINGS);
    }
    peak
}

fn high_water_mark(process: u32) -> Option<f64> {
    let text = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The middle and the ends of several figures.
pub(crate) struct Spread {
    least: f64,
    median: f64,
    most: f64,
}

impl Spread {
    /// The spread of `figures`: at least one.
    pub(crate) fn of(figures: impl Iterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = figures.collect();
        sorted.sort_by(f64::total_cmp);
        let at = |position: usize| sorted.get(position).copied().unwrap_or(f64::NAN);
        let last = sorted.len().saturating_sub(1);
        Self { least: at(0), median: at(last / 2), most: at(last) }
    }

    /// `0.84 s (0.80 to 0.97)`
    pub(crate) fn in_words(&self, unit: &str) -> String {
        let Self { least, median, most } = self;
        let digits = if *most < 10.0 { 2 } else { 0 };
        format!("{median:.digits$} {unit} ({least:.digits$} to {most:.digits$})")
    }
}
