//! Defects in where a new passcode is shown.

use crate::domain::surface::SurfaceKind;
use crate::domain::view::{ShownPasscode, View};
use crate::policy::checked::Superseded;
use crate::policy::table::{Earlier, Situation};
use crate::simulation::defect::moments::{Moment, Part};
use crate::simulation::defect::{Defect, seeing, showing};
use crate::simulation::rules::Rules;
use crate::simulation::seeing::Seeing;
use crate::simulation::server::{Reset, VisiblePasscode, visible_passcode};

pub(crate) static DEFECTS: &[Defect] = &[
    Defect::new(
        "passcode-hidden-at-prompt",
        "portals hide the passcode while they ask for something",
        (Part::PortalPasscode, Moment::Prompted),
        seeing(|view, _| hidden(view, view.asks.is_some())),
    ),
    Defect::new(
        "pending-hides-passcode",
        "the passcode is hidden as soon as a newer reset is accepted",
        (Part::PortalPasscode, Moment::Pending),
        showing(|record, shows, superseded, place| {
            let visible = visible_passcode(record, shows, superseded, place);
            visible.filter(|_| !record.state().in_flight())
        }),
    ),
    Defect::new(
        "portal-shows-pending-passcode",
        "portals show the passcode of a reset that is pending",
        (Part::PortalPasscode, Moment::Pending),
        seeing(|view, it| latest(view, it, it.is_own_portal() && it.in_flight())),
    ),
    Defect::new(
        "wording-missing",
        "portals show a passcode without the words around it",
        (Part::PortalPasscode, Moment::Done),
        seeing(|view, it| match view.passcode {
            ShownPasscode::Shown { passcode, superseded, .. } if it.surface.is_portal() => {
                let wording = None;
                View { passcode: ShownPasscode::Shown { passcode, superseded, wording }, ..view }
            }
            ShownPasscode::Shown { .. }
            | ShownPasscode::Masked { .. }
            | ShownPasscode::Words(_)
            | ShownPasscode::Nothing => view,
        }),
    ),
    Defect::new(
        "portal-hides-after-failure",
        "portals hide the earlier passcode after a newer reset failed",
        (Part::PortalPasscode, Moment::Failed),
        seeing(|view, it| hidden(view, it.is_own_portal() && it.has_failed())),
    ),
    Defect::new(
        "superseded-stays",
        "a superseded passcode stays visible, unmarked",
        (Part::PortalPasscode, Moment::Again),
        showing(|record, shows, _, place| {
            let visible = visible_passcode(record, shows, Superseded::Marked, place)?;
            Some(VisiblePasscode { superseded: false, ..visible })
        }),
    ),
    Defect::new(
        "portal-hides-second",
        "portals hide the passcode of a second reset",
        (Part::PortalPasscode, Moment::Again),
        seeing(|view, it| hidden(view, it.is_own_portal() && it.is_again() && it.is_done())),
    ),
    Defect::new(
        "portal-shows-too-much",
        "portals show every new passcode",
        (Part::PortalPasscode, Moment::Other),
        showing(|record, shows, superseded, (kind, place)| {
            let any = record.done().filter(|_| kind == SurfaceKind::Portal).and_then(unmarked);
            any.or_else(|| visible_passcode(record, shows, superseded, (kind, place)))
        }),
    ),
    Defect::new(
        "portal-shows-staffs-passcode",
        "portals show the passcode of a reset that staff made, where they show the owner's",
        (Part::PortalPasscode, Moment::Other),
        seeing(|view, it| {
            let own = it.row.visible.iter().any(|entry| entry.place == it.place);
            latest(view, it, it.is_own_portal() && it.is_done() && it.is_by_staff() && own)
        }),
    ),
    Defect::new(
        "portal-hides-made-by-device",
        "portals hide a passcode that the device made",
        (Part::PortalPasscode, Moment::Row),
        seeing(|view, it| hidden(view, it.is_own_portal() && it.makes_passcode(true))),
    ),
    Defect::new(
        "portal-hides-made-by-server",
        "portals hide a passcode that the server made",
        (Part::PortalPasscode, Moment::Row),
        seeing(|view, it| hidden(view, it.is_own_portal() && it.makes_passcode(false))),
    ),
    Defect::new(
        "console-shows-pending-passcode",
        "consoles show the passcode of a reset that is pending",
        (Part::ConsolePasscode, Moment::Pending),
        seeing(|view, it| latest(view, it, it.surface.is_console() && it.in_flight())),
    ),
    Defect::new(
        "own-reset-not-shown",
        "consoles hide the passcode of the first reset that was made there",
        (Part::ConsolePasscode, Moment::Done),
        showing(|record, shows, superseded, (kind, place)| {
            let is_first = |reset: &Reset| reset.situation.earlier == Earlier::None;
            let hidden = kind == SurfaceKind::Console && record.done().is_some_and(is_first);
            let visible = visible_passcode(record, shows, superseded, (kind, place));
            visible.filter(|_| !hidden)
        }),
    ),
    Defect::new(
        "console-hides-after-failure",
        "consoles hide the earlier passcode after a newer reset failed",
        (Part::ConsolePasscode, Moment::Failed),
        seeing(|view, it| hidden(view, it.surface.is_console() && it.has_failed())),
    ),
    Defect::new(
        "console-shows-failed-passcode",
        "consoles show the passcode of a reset that failed",
        (Part::ConsolePasscode, Moment::Failed),
        seeing(|view, it| latest(view, it, it.surface.is_console() && it.has_failed())),
    ),
    Defect::new(
        "failed-reset-counts-as-earlier",
        "a reset that failed counts as an earlier one",
        (Part::ConsolePasscode, Moment::Failed),
        Rules { counts_as_earlier: |state| !state.in_flight(), ..Rules::RIGHT },
    ),
    Defect::new(
        "owners-reset-is-no-earlier-one",
        "an earlier reset by the owner does not count",
        (Part::ConsolePasscode, Moment::Again),
        showing(|record, shows, superseded, place| {
            without(Earlier::ByOwner, shows, |shows| {
                visible_passcode(record, shows, superseded, place)
            })
        }),
    ),
    Defect::new(
        "staffs-reset-is-no-earlier-one",
        "an earlier reset by staff does not count",
        (Part::ConsolePasscode, Moment::Again),
        showing(|record, shows, superseded, place| {
            without(Earlier::ByStaff, shows, |shows| {
                visible_passcode(record, shows, superseded, place)
            })
        }),
    ),
    Defect::new(
        "console-hides-second",
        "consoles hide the passcode of a second reset",
        (Part::ConsolePasscode, Moment::Again),
        seeing(|view, it| hidden(view, it.surface.is_console() && it.is_again() && it.is_done())),
    ),
    Defect::new(
        "console-shows-too-much",
        "consoles show every new passcode, without an earlier reset",
        (Part::ConsolePasscode, Moment::Other),
        showing(|record, shows, superseded, (kind, place)| {
            let any = record.done().filter(|_| kind == SurfaceKind::Console).and_then(unmarked);
            any.or_else(|| visible_passcode(record, shows, superseded, (kind, place)))
        }),
    ),
    Defect::new(
        "later-console-shows-no-passcode",
        "of several consoles the first alone shows a passcode",
        (Part::ConsolePasscode, Moment::Other),
        seeing(|view, it| hidden(view, it.is_later_console())),
    ),
    Defect::new(
        "console-hides-made-by-device",
        "consoles hide a passcode that the device made",
        (Part::ConsolePasscode, Moment::Row),
        seeing(|view, it| hidden(view, it.surface.is_console() && it.makes_passcode(true))),
    ),
    Defect::new(
        "console-hides-made-by-server",
        "consoles hide a passcode that the server made",
        (Part::ConsolePasscode, Moment::Row),
        seeing(|view, it| hidden(view, it.surface.is_console() && it.makes_passcode(false))),
    ),
];

/// The passcode of a reset as if nothing had superseded it.
fn unmarked(reset: &Reset) -> Option<VisiblePasscode> {
    reset.passcode.map(|passcode| VisiblePasscode { passcode, superseded: false })
}

/// What is visible where such an earlier reset counts as none.
fn without(
    none: Earlier,
    shows: &dyn Fn(Situation) -> bool,
    visible: impl FnOnce(&dyn Fn(Situation) -> bool) -> Option<VisiblePasscode>,
) -> Option<VisiblePasscode> {
    visible(&|situation: Situation| {
        let earlier = if situation.earlier == none { Earlier::None } else { situation.earlier };
        shows(Situation { earlier, ..situation })
    })
}

/// The view without a passcode, where something is so.
fn hidden(view: View, is_so: bool) -> View {
    let is_shown = matches!(view.passcode, ShownPasscode::Shown { .. });
    View {
        passcode: if is_so && is_shown { ShownPasscode::Nothing } else { view.passcode },
        ..view
    }
}

/// The view with the passcode of the latest reset as far as the server knows it, where something is so.
fn latest(view: View, it: &Seeing<'_>, is_so: bool) -> View {
    let known = it.record.latest.and_then(|reset| reset.passcode);
    let shown = known.filter(|_| is_so && view.allowed).map(|passcode| ShownPasscode::Shown {
        passcode,
        superseded: false,
        wording: it.says().new_passcode,
    });
    View { passcode: shown.unwrap_or(view.passcode), ..view }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::actor::ActorId;
    use crate::domain::passcode::Passcode;

    #[test]
    fn an_earlier_reset_that_counts_as_none_meets_no_condition() {
        let visible =
            VisiblePasscode { passcode: Passcode::new("2580").unwrap(), superseded: false };
        let is_seen = |none: Earlier, earlier: Earlier| {
            let needs_one = |situation: Situation| situation.earlier != Earlier::None;
            without(none, &needs_one, |shows| {
                shows(Situation { by: ActorId(0), earlier }).then_some(visible)
            })
            .is_some()
        };
        for none in Earlier::ALL.iter().copied() {
            for earlier in Earlier::ALL.iter().copied() {
                let counts = earlier != Earlier::None && earlier != none;
                assert_eq!(is_seen(none, earlier), counts, "{none:?} {earlier:?}");
            }
        }
    }
}
