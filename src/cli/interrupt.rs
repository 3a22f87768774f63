//! Ctrl-C: a flag for the whole process, so that what was done can be told.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, OnceLock};

/// Who is woken by Ctrl-C.
static WAITING: OnceLock<SyncSender<()>> = OnceLock::new();

/// The flag that Ctrl-C raises.
pub(crate) fn interrupted() -> Arc<AtomicBool> {
    static FLAG: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    Arc::clone(FLAG.get_or_init(|| {
        let flag = Arc::new(AtomicBool::new(false));
        let raised = Arc::clone(&flag);
        // Without a handler Ctrl-C ends the process at once, as it always does.
        let _ = ctrlc::set_handler(move || {
            raised.store(true, Ordering::Relaxed);
            if let Some(waiting) = WAITING.get() {
                // Where it is full, whoever waits wakes anyway.
                let _ = waiting.try_send(());
            }
        });
        flag
    }))
}

/// The flag that Ctrl-C raises, for somebody who waits: Ctrl-C sends a word as well. Only the first who asks is
/// sent one.
pub(crate) fn interrupted_or_woken(waiting: SyncSender<()>) -> Arc<AtomicBool> {
    let _ = WAITING.set(waiting);
    interrupted()
}
