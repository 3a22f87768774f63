//! Checks who sees a new passcode where.

use std::sync::Arc;

use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::yaml::path::{NodePart, Path};
use crate::domain::actor::{ActorId, Role};
use crate::domain::place::Place;
use crate::domain::reset::Effect;
use crate::domain::surface::{SurfaceId, SurfaceKind};
use crate::policy::check::checker::Checker;
use crate::policy::check::declared::{Declared, RowSupport};
use crate::policy::check::people;
use crate::policy::row_document::{RowEntry, VisibleEntry};
use crate::policy::surfaces::Surface;
use crate::policy::table::{Visible, When};
use crate::policy::when_document::{Conditions, WhenEntry};

/// Checks the visible entries of the row at `row`, whose devices are managed like this.
pub(crate) fn check(
    checker: &mut Checker,
    entry: &RowEntry,
    managements: &[Arc<str>],
    row: &Path,
    declared: &Declared<'_>,
) -> Vec<Visible> {
    let path = row.key("visible");
    if entry.effect != Effect::Replaced && !entry.visible.is_empty() {
        checker.report(
            Finding::new(
                "policy::nothing_to_see",
                format!("a row whose effect is `{}` cannot have a `visible`", entry.effect),
            )
            .help("remove `visible`, or make the effect `replaced`")
            .marked(NodePart::Key(path.clone()), "shows a new passcode")
            .marked(NodePart::Value(row.key("effect")), "makes none"),
        );
    }
    let mut checked: Vec<Visible> = Vec::new();
    for (index, written) in entry.visible.iter().enumerate() {
        let path = path.index(index);
        let row = (managements, &entry.support);
        let Some(visible) = check_entry(checker, written, row, &path, declared) else {
            continue;
        };
        if let Some(first) = checked.iter().position(|other| *other == visible) {
            checker.report(
                Finding::new(
                    "policy::repeated_visible",
                    "a row shows the passcode twice in the same way",
                )
                .help("remove one of the two entries")
                .marked(NodePart::Value(path.parent().index(first)), "shown here")
                .marked(NodePart::Value(path), "and again here"),
            );
        }
        checked.push(visible);
    }
    checked
}

fn check_entry(
    checker: &mut Checker,
    entry: &VisibleEntry,
    (managements, support): (&[Arc<str>], &RowSupport),
    path: &Path,
    declared: &Declared<'_>,
) -> Option<Visible> {
    let surface = surface_named(checker, &entry.at, managements, &path.key("at"), declared);
    let actor = people::actor_named(checker, declared.actors, &entry.to, &path.key("to"));
    if let (Some(surface), Some(actor)) = (surface, actor) {
        check_place(checker, Place::new(actor, surface), &path.key("to"), declared);
    }
    let when = match &entry.when {
        WhenEntry::Always => When { reset_by: None, reset_before: None },
        WhenEntry::If(Conditions { reset_by, reset_before }) => {
            let path = path.key("when");
            if reset_by.is_none() && reset_before.is_none() {
                checker.report(
                    Finding::new("policy::no_condition", "`when` names no condition")
                        .help("write `when: always`, or a condition such as `reset_before: any`")
                        .at(NodePart::Value(path.clone())),
                );
            }
            let path = path.key("reset_by");
            let by = reset_by.as_ref();
            let by = by.and_then(|by| people::actor_named(checker, declared.actors, by, &path));
            if let Some(by) = by {
                check_resets(checker, by, (managements, support), &path, declared);
            }
            When { reset_by: by, reset_before: *reset_before }
        }
    };
    Some(Visible { place: Place::new(actor?, surface?), when })
}

/// Checks that `by` can reset a device of the row at all.
fn check_resets(
    checker: &mut Checker,
    by: ActorId,
    (managements, support): (&[Arc<str>], &RowSupport),
    path: &Path,
    declared: &Declared<'_>,
) {
    if managements.iter().any(|management| declared.resets(by, management, support)) {
        return;
    }
    checker.report(
        Finding::new(
            "policy::never_resets",
            format!("{} cannot reset the devices of this row", quoted(declared.actor_name(by))),
        )
        .help("name someone who can reset them on a surface, or remove the condition")
        .at(NodePart::Value(path.clone())),
    );
}

/// Checks that a person can see devices of this row's owner in the place.
fn check_place(checker: &mut Checker, place: Place, path: &Path, declared: &Declared<'_>) {
    let surface = declared.surfaces.get(place.surface.index()).filter(|_| declared.complete);
    let Some(surface) = surface else { return };
    let name = declared.actor_name(place.actor);
    let finding = if !surface.people.contains(&place.actor) {
        Finding::new(
            "policy::never_there",
            format!("{} may not use {}", quoted(name), surface.name),
        )
        .help("name someone who may, or add them to `for` of that surface")
    } else if surface.is_portal() && declared.role(place.actor) != Some(Role::Owner) {
        Finding::new(
            "policy::never_there",
            format!("{} sees only devices of their own in {}", quoted(name), surface.name),
        )
        .help("name the owner: to a device of someone else, that person is the owner")
    } else {
        return;
    };
    checker.report(finding.at(NodePart::Value(path.clone())));
}

fn surface_named(
    checker: &mut Checker,
    name: &str,
    managements: &[Arc<str>],
    path: &Path,
    declared: &Declared<'_>,
) -> Option<SurfaceId> {
    let named = declared.numbered().find(|(_, surface)| *surface.name == *name);
    let Some((id, surface)) = named else {
        let place = NodePart::Value(path.clone());
        return Declared::surface_among(checker, declared.numbered().skip(1), name, place);
    };
    let is_read = surface.kind != SurfaceKind::Device || id == SurfaceId::DEVICE;
    if is_read {
        check_surface(checker, surface, managements, path);
    }
    Some(id)
}

fn check_surface(checker: &mut Checker, surface: &Surface, managements: &[Arc<str>], path: &Path) {
    let finding = match surface.kind {
        SurfaceKind::Portal => return,
        SurfaceKind::Device => {
            Finding::new("policy::visible_on_device", "a device never shows its own passcode")
                .help("name another surface; what the device says belongs to `on_device`")
        }
        SurfaceKind::Console if managements.iter().any(|it| surface.manages(it)) => return,
        SurfaceKind::Console => Finding::new(
            "policy::console_does_not_manage",
            format!("{} does not manage the devices of this row", surface.name),
        )
        .help(format!(
            "it manages: {}; add the row's management to its `manages`, or remove this entry",
            surface.manages.join(", ")
        )),
    };
    checker.report(finding.at(NodePart::Value(path.clone())));
}
