//! Defects in what a device does with its passcode and with commands.

use crate::domain::action::UserAction;
use crate::domain::device::DeviceLock;
use crate::domain::passcode::Passcode;
use crate::domain::reset::{Effect, ResetState};
use crate::domain::view::View;
use crate::policy::checked::OfflineDevice;
use crate::simulation::clock::Answered;
use crate::simulation::command::{Did, Receipt, ResetCommand, receive};
use crate::simulation::defect::moments::{Moment, Part};
use crate::simulation::defect::{Defect, receiving, responding, seeing};
use crate::simulation::device::Device;
use crate::simulation::random_stream::RandomStream;
use crate::simulation::response::{Circumstances, Response, respond};
use crate::simulation::rules::Rules;

pub(crate) static DEFECTS: &[Defect] = &[
    Defect::new(
        "unlocked-at-first",
        "a device is open before any reset",
        (Part::Lock, Moment::Before),
        seeing(|view, it| {
            let is_first = it.state() == ResetState::None;
            locked(view, is_first, DeviceLock::Locked, DeviceLock::Unlocked)
        }),
    ),
    Defect::new(
        "locked-while-pending",
        "a device locks while a reset is pending",
        (Part::Lock, Moment::Pending),
        seeing(|view, it| locked(view, it.in_flight(), DeviceLock::Unlocked, DeviceLock::Locked)),
    ),
    Defect::new(
        "stays-open",
        "a device that was open stays open with its new passcode",
        (Part::Lock, Moment::Done),
        receiving(|device, command, passcodes| {
            let was_open = device.lock() == DeviceLock::Unlocked;
            let receipt = receive(device, command, passcodes);
            if was_open && matches!(receipt.did, Did::Applied { .. }) {
                device.open();
            }
            receipt
        }),
    ),
    Defect::new(
        "failed-reset-opens",
        "a device whose reset failed is open",
        (Part::Lock, Moment::Failed),
        seeing(|view, it| locked(view, it.has_failed(), DeviceLock::Locked, DeviceLock::Unlocked)),
    ),
    Defect::new(
        "second-reset-opens",
        "a device is open after a second reset",
        (Part::Lock, Moment::Again),
        seeing(|view, it| {
            let is_second = it.is_again() && it.is_done();
            locked(view, is_second, DeviceLock::Locked, DeviceLock::Unlocked)
        }),
    ),
    Defect::new(
        "restart-leaves-open",
        "a device that restarts stays open",
        (Part::Lock, Moment::Other),
        Rules { restart: |_| {}, ..Rules::RIGHT },
    ),
    Defect::new(
        "removed-shown-as-locked",
        "a device without a passcode is locked",
        (Part::Lock, Moment::Row),
        seeing(|view, it| locked(view, it.removes(), DeviceLock::NoPasscode, DeviceLock::Locked)),
    ),
    Defect::new(
        "any-passcode-opens",
        "any passcode opens a device",
        (Part::Opens, Moment::Before),
        responding(|action, it| {
            let UserAction::EnterPasscode(entered) = action else { return respond(action, it) };
            respond(action, &Circumstances { passcode: Some(entered), ..*it })
        }),
    ),
    Defect::new(
        "nothing-opens-while-pending",
        "no passcode opens a device while a reset is pending",
        (Part::Opens, Moment::Pending),
        responding(|action, it| {
            let passcode = it.passcode.filter(|_| !it.state.in_flight());
            respond(action, &Circumstances { passcode, ..*it })
        }),
    ),
    Defect::new(
        "old-passcode-kept",
        "the device reports a new passcode and keeps the old one",
        (Part::Opens, Moment::Done),
        receiving(|device, command, passcodes| {
            keep_the_old(command.effect == Effect::Replaced, device, command, passcodes)
        }),
    ),
    Defect::new(
        "other-passcode-reported",
        "the device reports another passcode than it has",
        (Part::Opens, Moment::Done),
        receiving(|device, command, passcodes| {
            let receipt = receive(device, command, passcodes);
            if matches!(receipt.did, Did::Applied { new: Some(_), .. }) {
                device.passcode = Passcode::new("0000");
                device.given = device.passcode;
            }
            receipt
        }),
    ),
    Defect::new(
        "failed-reset-removes-passcode",
        "a reset that fails removes the passcode",
        (Part::Opens, Moment::Failed),
        receiving(|device, command, passcodes| {
            let receipt = receive(device, command, passcodes);
            if matches!(receipt.did, Did::NotApplied) {
                device.passcode = None;
            }
            receipt
        }),
    ),
    Defect::new(
        "second-reset-keeps-passcode",
        "a second reset changes nothing on the device",
        (Part::Opens, Moment::Again),
        receiving(|device, command, passcodes| {
            keep_the_old(device.given.is_some(), device, command, passcodes)
        }),
    ),
    Defect::new(
        "own-passcode-not-taken",
        "a passcode that the owner sets is not taken",
        (Part::Opens, Moment::Other),
        responding(|action, it| {
            let response = respond(action, it)?;
            let is_own =
                matches!(action, UserAction::SetPasscode(_)) && it.state == ResetState::Done;
            Ok(if is_own { Response { on_device: None, ..response } } else { response })
        }),
    ),
    Defect::new(
        "passcode-not-removed",
        "the device keeps a passcode that it was to remove",
        (Part::Opens, Moment::Row),
        receiving(|device, command, passcodes| {
            keep_the_old(command.effect == Effect::Removed, device, command, passcodes)
        }),
    ),
    Defect::new(
        "offline-reset-fails",
        "a reset of an offline device fails",
        (Part::Delivery, Moment::Pending),
        Rules { offline_device: |_| OfflineDevice::Fails, ..Rules::RIGHT },
    ),
    Defect::new(
        "lost-result-hangs",
        "a lost answer leaves the reset pending for ever",
        (Part::Delivery, Moment::Pending),
        Rules { pushes_max: 1, ..Rules::RIGHT },
    ),
    Defect::new(
        "few-minutes-are-many",
        "a reset of an online device takes longer than the policy says",
        (Part::Delivery, Moment::Done),
        Rules { push_delay: |policy| policy.completes_within, ..Rules::RIGHT },
    ),
    Defect::new(
        "stale-token-succeeds",
        "a device that cannot carry out a command reports a success",
        (Part::Delivery, Moment::Failed),
        receiving(|device, command, passcodes| {
            let receipt = receive(device, command, passcodes);
            match receipt.did {
                Did::NotApplied => Receipt { answer: Answered::Done(None), ..receipt },
                Did::Applied { .. } | Did::Nothing => receipt,
            }
        }),
    ),
    Defect::new(
        "duplicate-makes-second-passcode",
        "a duplicated command makes a second passcode",
        (Part::Delivery, Moment::Again),
        receiving(|device, command, passcodes| {
            device.forget();
            receive(device, command, passcodes)
        }),
    ),
    Defect::new(
        "token-not-asked-for",
        "a passcode is removed without the right unlock token",
        (Part::Delivery, Moment::Row),
        receiving(|device, command, passcodes| {
            receive(device, &ResetCommand { unlock_token: None, ..*command }, passcodes)
        }),
    ),
];

/// The view with another lock, where something is so.
fn locked(view: View, is_so: bool, from: DeviceLock, to: DeviceLock) -> View {
    View { lock: view.lock.map(|lock| if is_so && lock == from { to } else { lock }), ..view }
}

/// Answers as if a command had been carried out, with the passcode as it was where that is so.
fn keep_the_old(
    is_kept: bool,
    device: &mut Device,
    command: &ResetCommand<'_>,
    passcodes: &mut RandomStream,
) -> Receipt {
    let old = device.passcode;
    let receipt = receive(device, command, passcodes);
    if is_kept {
        device.passcode = old;
    }
    receipt
}
