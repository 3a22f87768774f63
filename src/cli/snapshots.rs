//! Compares a run's tables with the approved ones, and keeps new ones.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use crate::cli::error::FileError;
use crate::cli::library;
use crate::conformance::{Judgement, Tally};
use crate::report::{self, Paint, Width};

/// A table of one policy, by the name of its snapshot.
pub(super) struct Table {
    /// Such as `intune-2015-12/behaviour`.
    pub(super) name: String,
    /// The table, as wide as it needs to be.
    pub(super) text: String,
}

/// What came of comparing the tables of a run with the approved ones.
#[derive(Default)]
pub(super) struct Comparison {
    /// The tables that have no approved text yet.
    pub(super) missing: Vec<Table>,
    /// The tables that differ from theirs, with the difference in words.
    pub(super) changed: Vec<(Table, String)>,
    /// How many are as they were approved.
    pub(super) unchanged: usize,
}

/// The tables of a run that have snapshots.
pub(super) fn tables(judgement: &Judgement<'_>) -> Vec<Table> {
    let table =
        |tally: &Tally<'_>, what, text| Table { name: format!("{}/{what}", tally.policy.id), text };
    judgement
        .tallies
        .iter()
        .flat_map(|tally| {
            [
                table(tally, "behaviour", report::behaviour_table(tally, Width::Unbounded)),
                table(tally, "visibility", report::visibility_table(tally, Width::Unbounded)),
            ]
        })
        .collect()
}

/// Compares each table with its approved text.
pub(super) fn compare(tables: Vec<Table>, paint: Paint) -> Result<Comparison, FileError> {
    let mut comparison = Comparison::default();
    for table in tables {
        match library::snapshot(&table.name)? {
            None => comparison.missing.push(table),
            Some(approved) => match report::compare(&approved, &table.text) {
                Ok(()) => comparison.unchanged += 1,
                Err(difference) => {
                    let difference = difference.render(paint);
                    comparison.changed.push((table, difference));
                }
            },
        }
    }
    Ok(comparison)
}

/// Writes a table as the approved one: the old file or the new one is there at any moment, never half of one.
pub(super) fn keep(table: &Table) -> Result<(), FileError> {
    let path = library::snapshot_path(&table.name);
    write(&path, &report::snapshot_file(&table.text))?;
    // A pending text beside it is settled now; that it may be absent is no error.
    let _ = fs::remove_file(pending(&path));
    Ok(())
}

/// Puts a table beside the approved one for `cargo insta review` and `passgate approve`.
pub(super) fn put_beside(table: &Table) -> Result<(), FileError> {
    let path = library::snapshot_path(&table.name);
    if !path.is_file() {
        return Ok(());
    }
    write(&pending(&path), &report::snapshot_file(&table.text))
}

fn pending(path: &Path) -> std::path::PathBuf {
    path.with_extension("snap.new")
}

/// Writes a file whole or not at all.
pub(super) fn write(path: &Path, text: &str) -> Result<(), FileError> {
    let unwritable = |source| FileError::Unwritable { path: path.to_owned(), source };
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(unwritable)?;
    let mut file =
        tempfile::Builder::new().prefix(".passgate-").tempfile_in(folder).map_err(unwritable)?;
    file.write_all(text.as_bytes()).map_err(unwritable)?;
    file.as_file().sync_all().map_err(unwritable)?;
    file.persist(path).map_err(|error| unwritable(error.error))?;
    Ok(())
}
