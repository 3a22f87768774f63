//! What people call a policy with one value changed.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::policy::row::RowId;

/// A change of one value of a policy.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// The part of the document: a row by its platform, a surface by its name, or a section.
    pub part: String,
    /// The key in that part; empty for the part itself.
    pub key: String,
    /// The key, whichever entries of lists it goes through: `rows[].passcode.length`.
    pub pattern: String,
    /// What it is called, unlike any other of its policy: `Tablet 3: passcode.length 8 → 7`.
    pub name: String,
    /// What the change is.
    pub change: ValueChange,
    /// What contradicted the change and went with it, or had to come with it.
    pub also: Vec<String>,
    /// What the key is for.
    pub meaning: Option<String>,
    /// What the change means to people, where the schema has words for it: `a new Tablet 3 passcode has
    /// 7 characters`.
    pub means: Option<String>,
    /// The clauses that it touches: those of its row.
    pub clauses: Vec<Arc<str>>,
    /// Which policy it leads to, if it is one.
    pub(crate) identity: Option<MutantIdentity>,
}

/// How one value differs from what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueChange {
    /// It has another value.
    Other {
        /// What was written, or holds by default.
        from: String,
        /// What it is instead.
        to: String,
    },
    /// It is left out.
    Dropped,
    /// It is new.
    Added(String),
}

/// Which policy a mutant is: everything but the rows, and the rows that differ from the original's, or are gone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MutantIdentity {
    pub(crate) sections: u64,
    pub(crate) rows: BTreeMap<RowId, Option<u64>>,
}

/// As a name ends: `8 → 7`, `dropped`, `added: managed`.
impl fmt::Display for ValueChange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other { from, to } => write!(formatter, "{from} → {to}"),
            Self::Dropped => formatter.write_str("dropped"),
            Self::Added(value) => write!(formatter, "added: {value}"),
        }
    }
}
