//! Ctrl-C: a flag for the whole process, so that what was done can be told.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// The flag that Ctrl-C raises.
pub(super) fn interrupted() -> Arc<AtomicBool> {
    static FLAG: OnceLock<Arc<AtomicBool>> = OnceLock::new();
    Arc::clone(FLAG.get_or_init(|| {
        let flag = Arc::new(AtomicBool::new(false));
        let raised = Arc::clone(&flag);
        // Without a handler Ctrl-C ends the process at once, as it always does.
        let _ = ctrlc::set_handler(move || raised.store(true, Ordering::Relaxed));
        flag
    }))
}
