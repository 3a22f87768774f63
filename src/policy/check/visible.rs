//! Checks who sees a new passcode where.

use crate::document::finding::Finding;
use crate::document::yaml::path::{NodePart, Path};
use crate::domain::reset::Effect;
use crate::domain::surface::Surface;
use crate::policy::check::checker::Checker;
use crate::policy::check::neighbours::Neighbours;
use crate::policy::document::{Conditions, RowEntry, VisibleEntry, WhenEntry};
use crate::policy::table::{Visible, When};

/// Checks the visible entries of the row at `row`.
pub(crate) fn check(
    checker: &mut Checker,
    entry: &RowEntry,
    row: &Path,
    neighbours: &Neighbours<'_>,
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
        check_surface(checker, written.at, &path.key("at"), entry, neighbours);
        let visible = check_entry(checker, written, &path);
        if let Some(first) = checked.iter().position(|other| *other == visible) {
            checker.report(
                Finding::new(
                    "policy::repeated_visible",
                    "a row shows the passcode twice in the same way",
                )
                .help("remove one of the two entries")
                .marked(NodePart::Value(row.key("visible").index(first)), "shown here")
                .marked(NodePart::Value(path), "and again here"),
            );
        }
        checked.push(visible);
    }
    checked
}

fn check_entry(checker: &mut Checker, entry: &VisibleEntry, path: &Path) -> Visible {
    let when = match &entry.when {
        WhenEntry::Always => When { reset_by: None, reset_before: None },
        WhenEntry::If(Conditions { reset_by, reset_before }) => {
            if reset_by.is_none() && reset_before.is_none() {
                checker.report(
                    Finding::new("policy::no_condition", "`when` names no condition")
                        .help("write `when: always`, or a condition such as `reset_before: any`")
                        .at(NodePart::Value(path.key("when"))),
                );
            }
            When { reset_by: *reset_by, reset_before: *reset_before }
        }
    };
    Visible::new(entry.to, entry.at, when)
}

fn check_surface(
    checker: &mut Checker,
    surface: Surface,
    path: &Path,
    row: &RowEntry,
    neighbours: &Neighbours<'_>,
) {
    let at = surface.in_a_sentence();
    let finding = match surface {
        Surface::CompanyPortal => return,
        Surface::Device => {
            Finding::new("policy::visible_on_device", "a device never shows its own passcode")
                .help("name the portal or a console; what the device says belongs to `on_device`")
        }
        Surface::ConfigMgrConsole | Surface::RemoteMobileDeviceManager => {
            let declared = neighbours.consoles.iter().find(|console| console.surface == surface);
            match declared {
                None if !neighbours.consoles_known => return,
                None => Finding::new(
                    "policy::console_not_declared",
                    format!("this policy does not have {at}"),
                )
                .help(format!("declare it: `consoles:` with an entry `surface: {surface}`")),
                Some(console) if row.management.iter().any(|one| console.manages.contains(one)) => {
                    return;
                }
                Some(console) => {
                    let kinds: Vec<&str> = console.manages.iter().map(|kind| kind.name()).collect();
                    Finding::new(
                        "policy::console_does_not_manage",
                        format!("{at} does not manage the devices of this row"),
                    )
                    .help(format!(
                        "it manages: {}; add the row's management to its `manages`, or remove this entry",
                        kinds.join(", ")
                    ))
                }
            }
        }
    };
    checker.report(finding.at(NodePart::Value(path.clone())));
}
