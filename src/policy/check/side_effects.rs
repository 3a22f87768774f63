//! Checks what else a reset takes away.

use crate::document::finding::Finding;
use crate::document::yaml::path::{NodePart, Path};
use crate::domain::surface::SurfaceSet;
use crate::domain::text_table::TextId;
use crate::policy::check::checker::{Checker, Slot};
use crate::policy::check::declared::Declared;
use crate::policy::row_document::RowEntry;

/// Checks what a reset of the row at `row` takes away, and from which surfaces.
pub(crate) fn check(
    checker: &mut Checker,
    entry: &RowEntry,
    row: &Path,
    declared: &Declared<'_>,
) -> Vec<(TextId, SurfaceSet)> {
    let path = row.key("also_removes");
    let mut checked = Vec::new();
    for (what, surfaces) in &entry.also_removes {
        let path = path.key(what);
        if surfaces.is_empty() {
            checker.report(
                Finding::new("policy::no_surface", format!("{} is empty", path.in_words()))
                    .help("name the surfaces from which a reset takes it away, or remove the key")
                    .at(NodePart::Value(path.clone())),
            );
        }
        let listed = surfaces.iter().enumerate().filter_map(|(index, name)| {
            // The device itself begins no reset.
            let place = NodePart::Value(path.index(index));
            Declared::surface_among(checker, declared.numbered().skip(1), name, place)
        });
        let listed: SurfaceSet = listed.collect();
        checked.push((checker.said(what.clone(), Slot::Never, &path), listed));
    }
    checked
}
