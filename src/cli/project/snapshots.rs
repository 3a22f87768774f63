//! Compares a run's tables with the approved ones, and writes new ones.

use std::path::{Path, PathBuf};

use crate::cli::exit::Exit;
use crate::cli::output::error::{CliError, FileError, NotKept};
use crate::cli::output::file_writer;
use crate::cli::output::staging::{lock_folder, remove_abandoned};
use crate::cli::output::terminal::Output;
use crate::cli::project::absences::approved_tables;
use crate::cli::project::policies::Policies;
use crate::cli::project::root::{SNAPSHOTS, SuiteRoot};
use crate::conformance::tally::Tally;
use crate::policy::checked::Policy;
use crate::recording::absence::Absence;
use crate::recording::system_note::SystemNote;
use crate::recording::tables::{
    ComparedTable, DiffLine, NotCompared, TableComparison, TableStatus,
};
use crate::recording::whole::Recording;
use crate::report;
use crate::report::layout::Width;

/// The tables of each policy that have snapshots.
pub(crate) const TABLES: [&str; 2] = ["behaviour", "visibility"];

/// A table of one policy, by the name of its snapshot.
pub(crate) struct SnapshotTable {
    /// Such as `our-phones/behaviour`.
    pub(crate) name: String,
    /// The table, as wide as it needs to be.
    pub(crate) text: String,
}

/// How the tables of a run compare with the approved ones.
#[derive(Default)]
pub(crate) struct SnapshotComparison {
    /// The tables that have no approved text yet.
    pub(crate) missing: Vec<SnapshotTable>,
    /// The tables that differ from theirs, with the lines that do.
    pub(crate) changed: Vec<(SnapshotTable, Vec<DiffLine>)>,
    /// The tables that are as they were approved.
    pub(crate) unchanged: Vec<SnapshotTable>,
}

impl SnapshotComparison {
    /// The tables as a recording holds them.
    pub(crate) fn recorded(&self, root: &SuiteRoot) -> Vec<ComparedTable> {
        let recorded = |table: &SnapshotTable, status| {
            let path = root.label(&root.snapshot_path(&table.name));
            ComparedTable { path, status }
        };
        let changed = self.changed.iter();
        let changed =
            changed.map(|(table, lines)| recorded(table, TableStatus::Differs(lines.clone())));
        let missing = self.missing.iter().map(|table| recorded(table, TableStatus::Missing));
        let unchanged = self.unchanged.iter().map(|table| recorded(table, TableStatus::Unchanged));
        changed.chain(missing).chain(unchanged).collect()
    }
}

/// The tables of a run that have snapshots: those of an outside system in a folder of its name.
pub(crate) fn tables(tallies: &[Tally], system: Option<&SystemNote>) -> Vec<SnapshotTable> {
    let [behaviour, visibility] = TABLES;
    let folder = system.map_or_else(String::new, |system| format!("{}/", system.name));
    let table = |tally: &Tally, what, text| SnapshotTable {
        name: format!("{folder}{}/{what}", tally.policy.id),
        text,
    };
    tallies
        .iter()
        .flat_map(|tally| {
            [
                table(
                    tally,
                    behaviour,
                    report::behaviour::behaviour_table(tally, Width::Unbounded),
                ),
                table(
                    tally,
                    visibility,
                    report::visibility::visibility_table(tally, Width::Unbounded),
                ),
            ]
        })
        .collect()
}

/// Compares each table with its approved text, which is a `bundled` one for the bundled features.
pub(crate) fn compare(
    tables: Vec<SnapshotTable>,
    bundled: bool,
    root: &SuiteRoot,
) -> Result<SnapshotComparison, FileError> {
    let mut comparison = SnapshotComparison::default();
    for table in tables {
        root.snapshot_path(&table.name).parent().into_iter().for_each(remove_abandoned);
        match root.snapshot(&table.name, bundled)? {
            None => comparison.missing.push(table),
            Some(approved) => {
                let lines = report::snapshot::compare(&approved, &table.text);
                if lines.is_empty() {
                    comparison.unchanged.push(table);
                } else {
                    comparison.changed.push((table, lines));
                }
            }
        }
    }
    Ok(comparison)
}

/// The approved tables that belong to no policy, and so are never compared.
pub(crate) fn tables_without_owner(policies: &Policies, root: &SuiteRoot) -> Vec<Absence> {
    let of = |policy: &Policy| TABLES.map(|table| format!("{}/{table}", policy.id));
    let owned: Vec<String> = policies.all().iter().flat_map(|policy| of(policy)).collect();
    let folder = root.way(SNAPSHOTS);
    let is_owned = |path: &Path| {
        // A folder of a system is around those of policies.
        let system = path.strip_prefix(&folder).ok().and_then(|below| below.components().next());
        let system = system
            .map_or_else(String::new, |name| format!("{}/", name.as_os_str().to_string_lossy()));
        owned.iter().any(|name| {
            let own = root.snapshot_path(name);
            own == path || root.snapshot_path(&format!("{system}{name}")) == path
        })
    };
    let without = approved_tables(root).into_iter().filter(|path| !is_owned(path));
    without.map(|path| Absence::TableOwner { path: root.label(&path) }).collect()
}

/// Writes tables as the approved ones: all of them, or none if one cannot be written.
pub(crate) fn approve<'t>(
    tables: impl Iterator<Item = &'t SnapshotTable> + Clone,
    root: &SuiteRoot,
) -> Result<(), FileError> {
    let file = |table: &SnapshotTable| {
        (root.snapshot_path(&table.name), report::snapshot::snapshot_file(&table.text))
    };
    for table in tables.clone() {
        file_writer::refuse_links(&root.way(""), &root.snapshot_path(&table.name))?;
    }
    let _lock = lock_folder(&root.way(SNAPSHOTS))?;
    file_writer::write_all(tables.clone().map(file))?;
    tables.for_each(|table| remove_pending(table, root));
    Ok(())
}

/// Writes a table next to the approved one, for `cargo insta review` and `passgate approve`.
fn write_pending(table: &SnapshotTable, root: &SuiteRoot) -> Result<(), FileError> {
    let path = root.snapshot_path(&table.name);
    if !path.is_file() {
        return Ok(());
    }
    let text = report::snapshot::snapshot_file(&table.text);
    file_writer::write_unnamed(&root.way(""), &pending(&path), &text)
}

/// Removes what an earlier run wrote next to an approved table.
/// Removes what an earlier run wrote next to an approved table.
pub(crate) fn remove_pending(table: &SnapshotTable, root: &SuiteRoot) {
    let path = pending(&root.snapshot_path(&table.name));
    if file_writer::refuse_links(&root.way(""), &path).is_ok() {
        file_writer::remove(&path);
    }
}

fn pending(path: &Path) -> PathBuf {
    path.with_extension("snap.new")
}

/// Compares the tables of a run with the approved ones. If everything else conforms, new ones are written next to
/// them: the tables of scenarios that fail are not there to be approved. An approved table that cannot be read is
/// reported, and changes the exit code.
pub(crate) fn compare_run(
    recording: &Recording,
    root: &SuiteRoot,
    output: &Output,
) -> (TableComparison, Exit) {
    let tallies = recording.tallies();
    if !recording.is_whole() || tallies.is_empty() {
        let part = NotCompared::PartOfTheScenarios;
        return (TableComparison::NotCompared(part), Exit::Conforms);
    }
    let system = recording.header.system.as_ref();
    let comparison = match compare(tables(&tallies, system), recording.header.bundled, root) {
        Ok(comparison) => comparison,
        Err(error) => {
            let exit = output.report_failure(Err(CliError::input(error)));
            return (TableComparison::NotCompared(NotCompared::Unreadable), exit);
        }
    };
    comparison.unchanged.iter().for_each(|table| remove_pending(table, root));
    if recording.is_sound() {
        for (table, _) in &comparison.changed {
            if let Err(problem) = write_pending(table, root) {
                let consequence = "`passgate approve` does not need it";
                output.diagnose(NotKept { problem, consequence });
            }
        }
    }
    (TableComparison::Compared(comparison.recorded(root)), Exit::Conforms)
}
