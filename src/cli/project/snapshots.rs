//! Compares a run's tables with the approved ones, and keeps new ones.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use tempfile::NamedTempFile;

use crate::cli::output::error::{FileError, reason};
use crate::cli::project::suite;
use crate::conformance::tally::Tally;
use crate::recording::tables::{ComparedTable, DiffLine, TableStatus};
use crate::report;
use crate::report::layout::Width;

/// A table of one policy, by the name of its snapshot.
pub(crate) struct Table {
    /// Such as `intune-2015-12/behaviour`.
    pub(crate) name: String,
    /// The table, as wide as it needs to be.
    pub(crate) text: String,
}

/// What came of comparing the tables of a run with the approved ones.
#[derive(Default)]
pub(crate) struct Comparison {
    /// The tables that have no approved text yet.
    pub(crate) missing: Vec<Table>,
    /// The tables that differ from theirs, with the lines that do.
    pub(crate) changed: Vec<(Table, Vec<DiffLine>)>,
    /// The tables that are as they were approved.
    pub(crate) unchanged: Vec<Table>,
}

impl Comparison {
    /// The tables as a recording holds them.
    pub(crate) fn recorded(&self) -> Vec<ComparedTable> {
        let recorded = |table: &Table, status| {
            let path = suite::snapshot_path(&table.name).display().to_string();
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

/// The tables of a run that have snapshots.
pub(crate) fn tables(tallies: &[Tally]) -> Vec<Table> {
    let table =
        |tally: &Tally, what, text| Table { name: format!("{}/{what}", tally.policy.id), text };
    tallies
        .iter()
        .flat_map(|tally| {
            [
                table(
                    tally,
                    "behaviour",
                    report::behaviour::behaviour_table(tally, Width::Unbounded),
                ),
                table(
                    tally,
                    "visibility",
                    report::visibility::visibility_table(tally, Width::Unbounded),
                ),
            ]
        })
        .collect()
}

/// Compares each table with its approved text.
pub(crate) fn compare(tables: Vec<Table>) -> Result<Comparison, FileError> {
    let mut comparison = Comparison::default();
    for table in tables {
        match suite::snapshot(&table.name)? {
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

/// Writes tables as the approved ones: all of them, or none where one cannot be written.
pub(crate) fn keep<'t>(tables: impl Iterator<Item = &'t Table>) -> Result<(), FileError> {
    let mut staged = Vec::new();
    for table in tables {
        let path = suite::snapshot_path(&table.name);
        staged.push((worker(&path, &report::snapshot::snapshot_file(&table.text))?, path));
    }
    for (file, path) in staged {
        file.persist(&path).map_err(|error| unwritable(&path, &error.error))?;
        quiesce(&path);
    }
    Ok(())
}

/// Puts a table beside the approved one for `cargo insta review` and `passgate approve`.
pub(crate) fn put_beside(table: &Table) -> Result<(), FileError> {
    let path = suite::snapshot_path(&table.name);
    if !path.is_file() {
        return Ok(());
    }
    let path = pending(&path);
    let file = worker(&path, &report::snapshot::snapshot_file(&table.text))?;
    file.persist(&path).map_err(|error| unwritable(&path, &error.error))?;
    Ok(())
}

/// Takes away what an earlier run put beside tables that are as approved again.
pub(crate) fn accept_all(tables: &[Table]) {
    tables.iter().for_each(|table| quiesce(&suite::snapshot_path(&table.name)));
}

/// Takes away a pending text; that there may be none is no error.
fn quiesce(path: &Path) {
    let _ = fs::remove_file(pending(path));
}

fn pending(path: &Path) -> PathBuf {
    path.with_extension("snap.new")
}

/// Writes a file whole or not at all; what a link leads to is written, and the link stays.
///
/// What is no file, such as a pipe or `/dev/stderr`, is written into: a file in its place would be no use to anybody.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), FileError> {
    let is_special = fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
    if is_special {
        let opened = fs::OpenOptions::new().write(true).open(path);
        let written = opened.and_then(|mut into| into.write_all(text.as_bytes()));
        return written.map_err(|error| unwritable(path, &error));
    }
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let file = worker(&place, text)?;
    file.persist(&place).map_err(|error| unwritable(path, &error.error))?;
    Ok(())
}

/// Writes a file that does not exist, whole or not at all.
pub(crate) fn write_new(path: &Path, text: &str) -> Result<(), FileError> {
    let exists = || FileError::Exists { path: path.display().to_string() };
    if path.symlink_metadata().is_ok() {
        return Err(exists());
    }
    let file = worker(path, text)?;
    file.persist_noclobber(path).map_err(|error| {
        let taken = error.error.kind() == io::ErrorKind::AlreadyExists;
        if taken { exists() } else { unwritable(path, &error.error) }
    })?;
    Ok(())
}

/// Writes a file that exists in place of what it holds, whole or not at all, as readable and writable as it was.
/// A link stays one: what it leads to is written.
pub(crate) fn rewrite(path: &Path, text: &str) -> Result<(), FileError> {
    let failed = |error: &io::Error| unwritable(path, error);
    let target = fs::canonicalize(path).map_err(|error| failed(&error))?;
    let permissions = fs::metadata(&target).map_err(|error| failed(&error))?.permissions();
    if permissions.readonly() {
        let reason = "it may only be read".to_owned();
        return Err(FileError::Unwritable { path: path.display().to_string(), reason });
    }
    let file = worker(&target, text)?;
    file.as_file().set_permissions(permissions).map_err(|error| failed(&error))?;
    file.persist(&target).map_err(|error| failed(&error.error))?;
    Ok(())
}

/// Writes a text beside the file that it becomes once it is whole.
fn worker(path: &Path, text: &str) -> Result<NamedTempFile, FileError> {
    if path.is_dir() {
        let what = "a folder";
        let help = "remove the folder, or give it another name";
        return Err(FileError::NotAFile { path: path.display().to_string(), what, help });
    }
    let failed = |error: &io::Error| unwritable(path, error);
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".passgate-");
    // A temporary file is its owner's alone; a snapshot is as readable as any new file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(|error| failed(&error))?;
    file.write_all(text.as_bytes()).map_err(|error| failed(&error))?;
    file.as_file().sync_all().map_err(|error| failed(&error))?;
    Ok(file)
}

fn unwritable(path: &Path, error: &io::Error) -> FileError {
    FileError::Unwritable { path: path.display().to_string(), reason: reason(error) }
}
