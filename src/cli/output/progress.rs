//! How far a command is, on a terminal's standard error: what it does, how far it is, how long it will take.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::signals;
use crate::run::progress::Progress;

/// What is done sooner is not worth a display that flickers.
const DELAY: Duration = Duration::from_millis(400);

const COUNTED: &str = "{prefix}  {bar:30}  {pos} of {len} {msg} · {eta} left";
const SHARED: &str = "{prefix}  {bar:30}  {percent} % · {eta} left";

/// The characters of what is done and what is not.
const BAR: &str = "━╌";

/// The display of a command, which is cleared when it is dropped.
///
/// Off a terminal nothing is drawn. It has no colours, so that no choice about colours matters here.
pub(crate) struct ProgressDisplay {
    bar: ProgressBar,
    is_shown: AtomicBool,
}

impl ProgressDisplay {
    /// The display of something that is done, such as `sweeping`.
    pub(crate) fn new(activity: &str, is_drawn: bool) -> Self {
        let bar = ProgressBar::hidden().with_prefix(activity.to_owned());
        // What is never to be drawn counts as shown, so that its draw target stays as it is.
        Self { bar, is_shown: AtomicBool::new(!is_drawn) }
    }

    /// What writes to the terminal has to suspend this.
    pub(crate) fn bar(&self) -> ProgressBar {
        self.bar.clone()
    }

    fn show_after_delay(&self) {
        if !self.is_shown.load(Ordering::Relaxed)
            && self.bar.elapsed() >= DELAY
            && !self.is_shown.swap(true, Ordering::Relaxed)
        {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Progress for ProgressDisplay {
    fn start(&self, units: &'static str, total: u64) {
        let template = if units.is_empty() { SHARED } else { COUNTED };
        let style = ProgressStyle::with_template(template);
        self.bar
            .set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars(BAR));
        self.bar.set_message(units);
        self.bar.reset();
        self.bar.set_length(total);
    }

    fn advance(&self, units: u64) {
        self.bar.inc(units);
        self.show_after_delay();
    }

    fn is_stopped(&self) -> bool {
        signals::is_stopped()
    }
}

impl Drop for ProgressDisplay {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_templates_can_be_drawn() {
        for template in [COUNTED, SHARED] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
