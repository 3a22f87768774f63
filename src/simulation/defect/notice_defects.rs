//! Defects in what a device says, blocks and asks for.

use crate::domain::device::DeviceLock;
use crate::domain::reset::ResetState;
use crate::domain::view::{NoticeKind, View};
use crate::simulation::command::{ResetCommand, receive};
use crate::simulation::defect::moments::{Moment, Part};
use crate::simulation::defect::{Defect, receiving, seeing};
use crate::simulation::seeing::Seeing;

pub(crate) static DEFECTS: &[Defect] = &[
    Defect::new(
        "says-at-first",
        "the device speaks of a reset before there is one",
        (Part::Notice, Moment::Before),
        seeing(|view, it| noticing(view, it, it.state() == ResetState::None)),
    ),
    Defect::new(
        "says-while-pending",
        "the device speaks of a reset that is pending",
        (Part::Notice, Moment::Pending),
        seeing(|view, it| noticing(view, it, it.in_flight())),
    ),
    Defect::new(
        "device-says-nothing",
        "the device says nothing",
        (Part::Notice, Moment::Done),
        receiving(|device, command, passcodes| {
            receive(device, &ResetCommand { says: None, ..*command }, passcodes)
        }),
    ),
    Defect::new(
        "says-in-another-way",
        "the device shows a notification where it should show a message, and the other way round",
        (Part::Notice, Moment::Done),
        seeing(|view, _| {
            let other = |kind| match kind {
                NoticeKind::Message => NoticeKind::Notification,
                NoticeKind::Notification => NoticeKind::Message,
            };
            let notice =
                view.notice.map(|it| crate::domain::view::Notice { kind: other(it.kind), ..it });
            View { notice, ..view }
        }),
    ),
    Defect::new(
        "says-after-failure",
        "the device speaks of a reset that failed",
        (Part::Notice, Moment::Failed),
        seeing(|view, it| noticing(view, it, it.has_failed())),
    ),
    Defect::new(
        "says-nothing-again",
        "the device says nothing of a second reset",
        (Part::Notice, Moment::Again),
        seeing(|view, it| unnoticed(view, it.is_again() && it.is_done())),
    ),
    Defect::new(
        "says-nothing-of-staffs-resets",
        "the device says nothing of a reset that staff made",
        (Part::Notice, Moment::Other),
        seeing(|view, it| unnoticed(view, it.is_by_staff())),
    ),
    Defect::new(
        "says-nothing-where-removed",
        "the device says nothing where its passcode was removed",
        (Part::Notice, Moment::Row),
        seeing(|view, it| unnoticed(view, it.removes())),
    ),
    Defect::new(
        "says-nothing-of-own-making",
        "the device says nothing where it made the passcode",
        (Part::Notice, Moment::Row),
        seeing(|view, it| unnoticed(view, it.makes_passcode(true))),
    ),
    Defect::new(
        "blocked-at-first",
        "apps are blocked before any reset",
        (Part::Apps, Moment::Before),
        seeing(|view, it| blocked(view, it.state() == ResetState::None)),
    ),
    Defect::new(
        "blocked-while-pending",
        "apps are blocked while a reset is pending",
        (Part::Apps, Moment::Pending),
        seeing(|view, it| blocked(view, it.in_flight())),
    ),
    Defect::new(
        "deadline-from-request",
        "the time to set a passcode starts at the request",
        (Part::Apps, Moment::Pending),
        receiving(|device, command, passcodes| {
            let early = ResetCommand { follow_up_from: command.accepted_at, ..*command };
            receive(device, &early, passcodes)
        }),
    ),
    Defect::new(
        "apps-never-blocked",
        "apps are never blocked",
        (Part::Apps, Moment::Done),
        receiving(|device, command, passcodes| {
            receive(device, &ResetCommand { follow_up: None, ..*command }, passcodes)
        }),
    ),
    Defect::new(
        "blocked-at-once",
        "apps are blocked as soon as the passcode is removed",
        (Part::Apps, Moment::Done),
        seeing(|view, it| blocked(view, it.is_done() && view.lock == Some(DeviceLock::NoPasscode))),
    ),
    Defect::new(
        "blocked-after-failure",
        "apps are blocked after a reset that failed",
        (Part::Apps, Moment::Failed),
        seeing(|view, it| blocked(view, it.has_failed())),
    ),
    Defect::new(
        "second-reset-never-blocks",
        "apps are not blocked after a second reset",
        (Part::Apps, Moment::Again),
        receiving(|device, command, passcodes| {
            let is_first = device.remembered().is_none();
            let follow_up = command.follow_up.filter(|_| is_first);
            receive(device, &ResetCommand { follow_up, ..*command }, passcodes)
        }),
    ),
    Defect::new(
        "blocked-with-own-passcode",
        "apps are blocked though the owner has set a passcode",
        (Part::Apps, Moment::Other),
        seeing(|view, it| {
            let has_passcode = view.lock.is_some_and(|lock| lock != DeviceLock::NoPasscode);
            blocked(view, it.removes() && it.is_done() && has_passcode)
        }),
    ),
    Defect::new(
        "blocked-where-replaced",
        "apps are blocked though the device has a new passcode",
        (Part::Apps, Moment::Row),
        seeing(|view, it| blocked(view, !it.removes() && it.is_done())),
    ),
    Defect::new(
        "asks-for-own-at-first",
        "the device asks for another passcode before any reset",
        (Part::Own, Moment::Before),
        seeing(|view, it| asking(view, it.state() == ResetState::None)),
    ),
    Defect::new(
        "asks-for-own-while-pending",
        "the device asks for another passcode while a reset is pending",
        (Part::Own, Moment::Pending),
        seeing(|view, it| asking(view, it.in_flight())),
    ),
    Defect::new(
        "asks-for-own-never",
        "the device does not ask for a passcode of the owner's own",
        (Part::Own, Moment::Done),
        seeing(|view, _| View { asks_for_own_passcode: false, ..view }),
    ),
    Defect::new(
        "asks-for-own-before-opened",
        "the device asks for a passcode of the owner's own before it was opened",
        (Part::Own, Moment::Done),
        seeing(|view, it| {
            let is_locked = view.lock == Some(DeviceLock::Locked);
            asking(view, it.is_temporary() && it.is_done() && is_locked && it.device.temporary)
        }),
    ),
    Defect::new(
        "asks-for-own-after-failure",
        "the device asks for another passcode after a reset that failed",
        (Part::Own, Moment::Failed),
        seeing(|view, it| asking(view, it.has_failed())),
    ),
    Defect::new(
        "asks-for-own-once",
        "the device does not ask again after a second reset",
        (Part::Own, Moment::Again),
        seeing(|view, it| View {
            asks_for_own_passcode: view.asks_for_own_passcode && !it.is_again(),
            ..view
        }),
    ),
    Defect::new(
        "asks-for-own-after-set",
        "the device goes on asking once the owner has set a passcode",
        (Part::Own, Moment::Other),
        seeing(|view, it| asking(view, it.is_temporary() && it.is_done() && !it.device.temporary)),
    ),
    Defect::new(
        "asks-for-own-where-not-temporary",
        "the device asks for another passcode though its own may stay",
        (Part::Own, Moment::Row),
        seeing(|view, it| asking(view, it.is_done() && !it.removes() && !it.is_temporary())),
    ),
];

/// The device with what it would say after a reset, where something is so.
fn noticing(view: View, it: &Seeing<'_>, is_so: bool) -> View {
    let added = it.row.on_device.filter(|_| is_so && view.lock.is_some());
    View { notice: view.notice.or(added), ..view }
}

/// The device without what it says, where something is so.
fn unnoticed(view: View, is_so: bool) -> View {
    View { notice: view.notice.filter(|_| !is_so), ..view }
}

/// The device with its apps blocked, where something is so.
const fn blocked(view: View, is_so: bool) -> View {
    View { apps_blocked: view.apps_blocked || (is_so && view.lock.is_some()), ..view }
}

/// The device asking for a passcode of the owner's own, where something is so.
const fn asking(view: View, is_so: bool) -> View {
    let added = is_so && view.lock.is_some();
    View { asks_for_own_passcode: view.asks_for_own_passcode || added, ..view }
}
