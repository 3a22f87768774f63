//! The files that a command reads, as paths: none of them may be replaced by its reports.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::cli::args::policy::PolicyDiffArgs;
use crate::cli::args::reporting::ReportingArgs;
use crate::cli::args::run::{ConfigArgs, RunArgs};
use crate::cli::output::file_writer::destination;
use crate::cli::project::path_argument::PathArgument;
use crate::cli::project::root::{CONFIG, FEATURES, POLICIES, SNAPSHOTS, SuiteRoot};
use crate::cli::project::{files, last_failed, regressions, suite};

/// Where the files are that a command reads.
#[derive(Default)]
pub(crate) struct InputPaths {
    destinations: BTreeSet<PathBuf>,
}

impl InputPaths {
    /// What a run reads: what the command line names, and the suite.
    pub(crate) fn of_run(args: &RunArgs) -> Self {
        let (named, root) = last_failed::read_paths(&args.paths);
        let mut paths = Self::of_suite(&root, &args.run.config, &args.reporting);
        for list in args.paths.iter().filter_map(|path| path.strip_prefix('@')) {
            paths.add(Path::new(list));
        }
        for PathArgument { path, .. } in &named {
            paths.add_folder(Path::new(path), &["feature"]);
            paths.add(Path::new(path));
        }
        args.run.policy.iter().for_each(|policy| paths.add(Path::new(policy)));
        paths
    }

    /// What every command reads that runs a suite.
    pub(crate) fn of_suite(
        root: &SuiteRoot,
        config: &ConfigArgs,
        reporting: &ReportingArgs,
    ) -> Self {
        let mut paths = Self::of_recordings(&[], reporting);
        paths.add_folder(&root.way(FEATURES), &["feature"]);
        paths.add_folder(&root.way(POLICIES), &["yaml", "yml"]);
        paths.add_folder(&root.way(regressions::FOLDER), &["json"]);
        paths.add(&root.way(suite::EQUIVALENTS));
        paths.add(config.config.as_deref().unwrap_or(&root.way(CONFIG)));
        paths.add(&root.way(last_failed::LAST_FAILED));
        let tables = root.way(SNAPSHOTS);
        for path in files::files_below(&tables, &["snap"]).unwrap_or_default() {
            // Only tables are read: `snapshots/POLICY/TABLE.snap`, and those of a system in a folder more.
            let depth = path.strip_prefix(&tables).map_or(0, |path| path.components().count());
            if matches!(depth, 2 | 3) {
                paths.add(&path);
            }
        }
        paths
    }

    /// What a command reads that needs policies alone.
    pub(crate) fn of_policies(root: &SuiteRoot, named: &[String]) -> Self {
        let mut paths = Self::default();
        paths.add_folder(&root.way(POLICIES), &["yaml", "yml"]);
        named.iter().for_each(|policy| paths.add(Path::new(policy)));
        paths
    }

    /// What a command reads that reports recordings.
    pub(crate) fn of_recordings(records: &[PathBuf], reporting: &ReportingArgs) -> Self {
        let mut paths = Self::default();
        records.iter().chain(&reporting.baseline).for_each(|path| paths.add(path));
        paths
    }

    /// What a comparison of policies reads: the policies, and the suite whose features it may run.
    pub(crate) fn of_policy_diff(args: &PolicyDiffArgs) -> Self {
        let reporting = ReportingArgs::default();
        let mut paths = Self::of_suite(&SuiteRoot::here(), &args.config, &reporting);
        let named = args.features.iter().flatten().chain([&args.before, &args.after]);
        named.for_each(|path| paths.add(Path::new(path)));
        paths
    }

    /// Whether a path leads to one of the files.
    pub(crate) fn contains(&self, path: &Path) -> bool {
        path.is_file() && self.destinations.contains(&destination(path))
    }

    fn add(&mut self, path: &Path) {
        if path.is_file() {
            self.destinations.insert(destination(path));
        }
    }

    fn add_folder(&mut self, folder: &Path, endings: &[&str]) {
        files::files_below(folder, endings).iter().flatten().for_each(|path| self.add(path));
    }
}
