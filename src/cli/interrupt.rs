//! Ctrl-C: a flag for the whole process, so that what was done can be reported.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, OnceLock};

/// The channel that Ctrl-C sends to.
static WAITING: OnceLock<SyncSender<()>> = OnceLock::new();

/// The flag that Ctrl-C sets.
pub(crate) fn interrupted() -> Arc<AtomicBool> {
    static FLAG: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    Arc::clone(FLAG.get_or_init(|| {
        let flag = Arc::new(AtomicBool::new(false));
        let set = Arc::clone(&flag);
        // If there is no handler, Ctrl-C ends the process at once, as usual.
        let _ = ctrlc::set_handler(move || {
            set.store(true, Ordering::Relaxed);
            if let Some(waiting) = WAITING.get() {
                // If it is full, the receiver wakes up anyway.
                let _ = waiting.try_send(());
            }
        });
        flag
    }))
}

/// The flag that Ctrl-C sets, for a thread that waits: Ctrl-C also sends to its channel. Only the first caller is
/// sent to.
pub(crate) fn interrupted_or_woken(waiting: SyncSender<()>) -> Arc<AtomicBool> {
    let _ = WAITING.set(waiting);
    interrupted()
}
