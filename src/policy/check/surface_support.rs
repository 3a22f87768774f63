//! Checks which surfaces do not support a reset of a row's devices.

use std::sync::Arc;

use crate::document::finding::Finding;
use crate::document::yaml::path::{NodePart, Path};
use crate::domain::reset::Effect;
use crate::domain::surface::SurfaceId;
use crate::policy::check::checker::Checker;
use crate::policy::check::declared::Declared;
use crate::policy::row_document::RowEntry;
use crate::policy::surface_support::SurfaceSupport;
use crate::policy::surfaces::Surface;

/// Checks the entries of the row at `row`, whose devices are managed like this; returns them in the order of the
/// surfaces.
pub(crate) fn check(
    checker: &mut Checker,
    entry: &RowEntry,
    managements: &[Arc<str>],
    row: &Path,
    declared: &Declared<'_>,
) -> Vec<(SurfaceId, SurfaceSupport)> {
    let path = row.key("support");
    // The device itself offers no reset.
    let surfaces = || declared.numbered().skip(1);
    for name in entry.support.keys() {
        let place = NodePart::Key(path.key(name));
        Declared::surface_among(checker, surfaces(), name, place);
    }
    let resets = |surface: &Surface| {
        surface.flow.is_some() && managements.iter().any(|it| surface.manages(it))
    };
    let mut resetting = declared.surfaces.iter().filter(|surface| resets(surface)).peekable();
    let is_some = resetting.peek().is_some();
    if is_some && resetting.all(|surface| entry.support.contains_key(&*surface.name)) {
        check_unchanged(checker, entry, row);
    }
    let listed = |(id, surface): (SurfaceId, &Surface)| {
        entry.support.get(&*surface.name).map(|support| (id, *support))
    };
    surfaces().filter_map(listed).collect()
}

/// Where no surface supports a reset, none ever has an effect.
fn check_unchanged(checker: &mut Checker, entry: &RowEntry, row: &Path) {
    let effects = [
        ("needs_unlock_token", entry.needs_unlock_token),
        ("on_device", entry.on_device.is_some()),
        ("effect", entry.effect != Effect::Unchanged),
    ];
    for (key, _) in effects.into_iter().filter(|(_, is_written)| *is_written) {
        checker.report(
            Finding::new(
                "policy::effect_without_support",
                "no surface supports a reset of this row, so a reset has no effect",
            )
            .help("make the effect `unchanged` and leave out what a reset does, or let a surface support it")
            .at(NodePart::Key(row.key(key))),
        );
    }
}
