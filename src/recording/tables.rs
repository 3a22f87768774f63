//! How the tables of a run compare with the approved ones, as data: reports put it into words.

use serde::{Deserialize, Serialize};

/// How the tables of a run compare with the approved ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableComparison {
    /// They were not compared, for this reason.
    NotCompared(NotCompared),
    /// Each of them was compared.
    Compared(Vec<ComparedTable>),
}

/// Why the tables of a run were not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotCompared {
    /// Only a part of the scenarios was run.
    PartOfTheScenarios,
    /// The run was put together from shards, none of which had the whole tables.
    RunInShards,
    /// The run was to approve its tables.
    Approval,
    /// An approved table could not be read.
    Unreadable,
}

/// A table of a run and the approved one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedTable {
    /// The file of the approved table.
    pub path: String,
    /// How the two compare.
    pub status: TableStatus,
}

/// How a table compares with the approved one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableStatus {
    /// It is the same.
    Unchanged,
    /// No table has been approved yet.
    Missing,
    /// These lines differ, with a few around them.
    Differs(Vec<DiffLine>),
}

/// A line of two texts, with its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DiffLine {
    /// Both have it.
    Same(String),
    /// Only the earlier or approved text has it.
    Removed(String),
    /// Only the later text has it.
    Added(String),
}

impl TableComparison {
    /// The tables that have no approved one to be compared with.
    pub(crate) fn missing(&self) -> impl Iterator<Item = &str> {
        let tables = match self {
            Self::NotCompared(_) => &[],
            Self::Compared(tables) => tables.as_slice(),
        };
        let missing = tables.iter().filter(|table| table.status == TableStatus::Missing);
        missing.map(|table| table.path.as_str())
    }

    /// The tables that differ from the approved ones, each with its lines.
    pub fn differing(&self) -> impl Iterator<Item = (&str, &[DiffLine])> {
        let tables = match self {
            Self::NotCompared(_) => &[],
            Self::Compared(tables) => tables.as_slice(),
        };
        tables.iter().filter_map(|table| match &table.status {
            TableStatus::Differs(lines) => Some((table.path.as_str(), lines.as_slice())),
            TableStatus::Unchanged | TableStatus::Missing => None,
        })
    }
}
