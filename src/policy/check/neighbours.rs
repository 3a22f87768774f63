//! What the rest of a document has that a row may refer to.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::policy::surfaces::Console;

/// What a row may refer to elsewhere in the document.
pub(crate) struct Neighbours<'a> {
    pub(crate) clause_ids: &'a BTreeSet<Arc<str>>,
    pub(crate) consoles: &'a [Console],
    /// Whether these are all the consoles that the document declares.
    pub(crate) consoles_known: bool,
}
