//! The processes of a system under test: a group of their own, so that none outlives the harness.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// The groups that exist, for a harness that ends at once.
static GROUPS: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());

/// The process group of a child.
#[derive(Debug)]
pub(crate) struct ProcessGroup(u32);

impl ProcessGroup {
    /// The group that a child leads.
    pub(crate) fn led_by(child: u32) -> Self {
        GROUPS.lock().unwrap_or_else(PoisonError::into_inner).insert(child);
        Self(child)
    }

    /// Ends every process of the group.
    pub(crate) fn kill(&self) {
        kill(self.0);
    }
}

impl Drop for ProcessGroup {
    fn drop(&mut self) {
        GROUPS.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.0);
    }
}

/// Ends every process of every system under test: for a harness that ends at once.
pub(crate) fn kill_all_groups() {
    let groups = GROUPS.lock().unwrap_or_else(PoisonError::into_inner);
    groups.iter().for_each(|group| kill(*group));
}

#[cfg(unix)]
fn kill(group: u32) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let group = i32::try_from(group).ok().and_then(Pid::from_raw);
    if let Some(group) = group {
        // A group that has ended by itself is no problem.
        let _ = kill_process_group(group, Signal::KILL);
    }
}

#[cfg(not(unix))]
const fn kill(_: u32) {}
