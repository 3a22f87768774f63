//! Everything that is bundled, and a run of it.
#![expect(unreachable_pub, clippy::unwrap_used, reason = "a test stops where it fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use passgate::internals::policy::Policy;
use passgate::internals::run::Record;

use crate::support::{INTUNE, policy, root, run};

/// Every bundled policy.
pub fn policies() -> Vec<Arc<Policy>> {
    [
        INTUNE,
        "intune-2015-10",
        "intune-portal-2015-11",
        "configmgr-hybrid-2017-10",
        "apple-mdm-clear-passcode",
        "intune-2025",
        "windows-remotelock",
        "android-device-policy",
    ]
    .map(policy)
    .to_vec()
}

/// The paths and texts of the bundled features.
pub fn features() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    collect(&root().join("features"), &mut paths);
    paths.sort();
    let label = |path: &PathBuf| path.strip_prefix(root()).unwrap().display().to_string();
    paths.iter().map(|path| (label(path), fs::read_to_string(path).unwrap())).collect()
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else {
            into.push(path);
        }
    }
}

/// Runs everything that is bundled.
pub fn run_bundled(seed: u64) -> Vec<Record> {
    run(&features(), &policies(), seed)
}
