//! Checks the portal and the consoles.

use crate::document::finding::Finding;
use crate::document::yaml::map_reader::ListOf;
use crate::document::yaml::path::{NodePart, Path};
use crate::domain::platform::Management;
use crate::domain::surface::Surface;
use crate::policy::check::checker::{Checker, Slot};
use crate::policy::document::{ConsoleEntry, ConsoleSays, PortalEntry, PortalSays};
use crate::policy::surfaces::{Console, ConsoleTexts, Portal, PortalTexts, SignInAgain};

/// Checks the portal.
pub(crate) fn portal(checker: &mut Checker, entry: PortalEntry) -> Option<Portal> {
    let path = Path::root().key("portal");
    let window = path.key("sign_in_again").key("within");
    let within = checker.span(entry.sign_in_again.within, &window);
    let completes_within = checker.span(entry.completes_within, &path.key("completes_within"));
    let says = portal_texts(checker, entry.says, &path.key("says"));
    Some(Portal {
        offers_reset: entry.offers_reset,
        open_to: entry.open_to,
        sign_in_again: SignInAgain {
            within: within?,
            limit: entry.sign_in_again.limit,
            measured_from: entry.sign_in_again.measured_from,
        },
        completes_within: completes_within?,
        says,
    })
}

fn portal_texts(checker: &mut Checker, says: PortalSays, path: &Path) -> PortalTexts {
    let mut said = |text, slot, key| checker.said(text, slot, &path.key(key));
    PortalTexts {
        pending: said(says.pending, Slot::Never, "pending"),
        succeeded: said(says.succeeded, Slot::Never, "succeeded"),
        new_passcode: said(says.new_passcode, Slot::Once, "new_passcode"),
        failed: said(says.failed, Slot::Never, "failed"),
        already_pending: said(says.already_pending, Slot::Never, "already_pending"),
    }
}

/// Checks the consoles, and that each surface is declared once.
pub(crate) fn consoles(checker: &mut Checker, entries: ListOf<ConsoleEntry>) -> Vec<Console> {
    let mut checked: Vec<Console> = Vec::new();
    let mut declared: Vec<(Surface, Path)> = Vec::new();
    for (index, entry) in entries.into_iter().enumerate() {
        let path = Path::root().key("consoles").index(index);
        let Some(entry) = entry else { continue };
        check_surface(checker, entry.surface, &path.key("surface"), &declared);
        check_management(checker, &entry.manages, &path.key("manages"));
        declared.push((entry.surface, path.key("surface")));
        checked.push(Console {
            surface: entry.surface,
            manages: entry.manages,
            offers_reset: entry.offers_reset,
            says: console_texts(checker, entry.says, &path.key("says")),
        });
    }
    checked
}

fn check_surface(
    checker: &mut Checker,
    surface: Surface,
    path: &Path,
    declared: &[(Surface, Path)],
) {
    if !surface.is_console() {
        let consoles = Surface::ALL.iter().filter(|surface| surface.is_console());
        let names: Vec<&str> = consoles.map(|surface| surface.name()).collect();
        checker.report(
            Finding::new("policy::not_a_console", format!("`{surface}` is not a console"))
                .help(format!("administrators work at: {}", names.join(", ")))
                .at(NodePart::Value(path.clone())),
        );
    }
    if let Some((_, first)) = declared.iter().find(|(other, _)| *other == surface) {
        checker.report(
            Finding::new("policy::repeated_console", format!("`{surface}` is declared twice"))
                .help("keep one entry per console, and list all that it manages under `manages`")
                .marked(NodePart::Value(first.clone()), "declared here")
                .marked(NodePart::Value(path.clone()), "and again here"),
        );
    }
}

fn console_texts(checker: &mut Checker, says: ConsoleSays, path: &Path) -> ConsoleTexts {
    let mut said = |text: Option<String>, key| {
        text.map(|text| checker.said(text, Slot::Never, &path.key(key)))
    };
    ConsoleTexts {
        already_pending: said(says.already_pending, "already_pending"),
        no_reset_state: said(says.no_reset_state, "no_reset_state"),
        removed_passcode: said(says.removed_passcode, "removed_passcode"),
    }
}

/// Checks that a list of kinds of management names at least one, and none twice.
pub(crate) fn check_management(checker: &mut Checker, management: &[Management], path: &Path) {
    if management.is_empty() {
        checker.report(
            Finding::new("policy::no_scenario", format!("{} is empty", path.in_words()))
                .help("write at least one: `[standalone]`, `[hybrid]` or `[standalone, hybrid]`")
                .at(NodePart::Value(path.clone())),
        );
    }
    for (index, kind) in management.iter().enumerate() {
        if let Some(first) = management.iter().take(index).position(|other| other == kind) {
            checker.report(
                Finding::new(
                    "policy::repeated_scenario",
                    format!("{} names `{kind}` twice", path.in_words()),
                )
                .help("remove one of them")
                .marked(NodePart::Value(path.index(first)), "named here")
                .marked(NodePart::Value(path.index(index)), "and again here"),
            );
        }
    }
}
