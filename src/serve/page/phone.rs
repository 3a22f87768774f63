//! A device, as the person who holds it sees it.

use maud::{Markup, html};

use crate::document::sanitized::on_one_line;
use crate::domain::actor::ActorId;
use crate::domain::device::{DEVICE_NAMES, DeviceId, DeviceLock};
use crate::domain::place::Place;
use crate::domain::reset::ResetScope;
use crate::serve::page::control::Controls;
use crate::serve::served::entered::offered;
use crate::serve::served::link::enters;
use crate::serve::served::served_world::ServedWorld;
use crate::serve::served::step::EnteredPasscode;

/// A device: its lock, what it says, and what its owner can do with it.
pub(crate) fn phone(
    world: &ServedWorld,
    controls: &Controls,
    device: DeviceId,
    alone: bool,
) -> Markup {
    let Some(known) = world.executor.devices.get(device.index()) else { return html! {} };
    let policy = world.policy();
    let row = policy.key_id(&known.key).and_then(|id| policy.covered(id));
    let row = row.and_then(|covered| policy.row(covered.row));
    let owned = (known.owner, device);
    let place = Place::on_device(known.owner);
    let view = world.view(place, device);
    let is_online = world.executor.sut.online(device).unwrap_or_default();
    let id = format!("{}-phone-{}", controls.world, device.0);
    let number = format!("{}.{}", known.owner.0, device.0);
    let title = format!("Phone: {}", on_one_line(known.key.platform()));
    html! {
        section.surface.phone aria-labelledby=(id) {
            @if alone { h1 id=(id) { (title) } } @else { h2 id=(id) { (title) } }
            p.who { "In the hands of " strong { (policy.actor_name(known.owner)) } }
            div.screen {
                p.lock { (lock(view.lock)) }
                div.says role="status" {
                    @if let Some(notice) = view.notice {
                        p.text { span.hidden { (notice.kind.name()) ": " } (policy.text(notice.says)) }
                    }
                    @if view.asks_for_own_passcode { p.text { "This passcode is temporary: set one of your own" } }
                    @for lost in view.lost.texts() { p.text { "A reset has taken away: " (policy.text(*lost)) } }
                    @if view.apps_blocked { p.text { "Apps are blocked until a passcode is set" } }
                }
            }
            (entering(world, controls, owned, ResetScope::Device))
            @if row.is_some_and(|row| row.scope == ResetScope::WorkProfile) {
                h3 { "Work profile" }
                (entering(world, controls, owned, ResetScope::WorkProfile))
            }
            (setting(controls, &number))
            div.actions {
                @if is_online {
                    (controls.button(&format!("c{}.0", device.0), "Take the device offline"))
                } @else {
                    p { "The device is offline" }
                    (controls.button(&format!("c{}.1", device.0), "Take the device online"))
                }
            }
            @if !alone {
                p.more {
                    a href={ "/w/" (controls.world) "/see/0/" (known.owner.0) "?device=" (device.0) } {
                        "Open on its own" span.hidden { ": " (DEVICE_NAMES.get(device.index()).copied().unwrap_or_default()) }
                    }
                }
            }
        }
    }
}

const fn lock(lock: Option<DeviceLock>) -> &'static str {
    match lock {
        Some(DeviceLock::Locked) => "Locked",
        Some(DeviceLock::Unlocked) => "Unlocked",
        Some(DeviceLock::NoPasscode) => "No passcode",
        None => "",
    }
}

/// A passcode is typed, or chosen by what the person calls it. None of them is on the page.
fn entering(
    world: &ServedWorld,
    controls: &Controls,
    (who, device): (ActorId, DeviceId),
    scope: ResetScope,
) -> Markup {
    let step = format!("{}{}.{}", enters(scope), who.0, device.0);
    let id = format!("{}-enter-{step}", controls.world).replace('.', "-");
    html! {
        (controls.posting(&html! {
            label for=(id) { "Passcode" }
            input #(id) type="password" name="passcode" maxlength="18" pattern="[0-9A-Za-z]+"
                autocomplete="off" autocapitalize="none" spellcheck="false" required;
            button #(format!("{id}-button")) name="step" value=(step) { "Enter it" }
        }))
        div.actions {
            @for (words, entered) in offered(&world.executor, device) {
                (controls.button(&format!("{step}.{}", ordinal(entered)), &format!("Enter {words}")))
            }
        }
    }
}

fn setting(controls: &Controls, number: &str) -> Markup {
    let id = format!("{}-set-{number}", controls.world);
    html! {
        (controls.posting(&html! {
            label for=(id) { "New passcode (leave it empty to have one made up)" }
            input #(id) type="password" name="passcode" maxlength="18" pattern="[0-9A-Za-z]*"
                autocomplete="off" autocapitalize="none" spellcheck="false";
            button #(format!("{id}-button")) name="step" value={ "s" (number) } { "Set it" }
        }))
    }
}

fn ordinal(entered: EnteredPasscode) -> String {
    match entered {
        EnteredPasscode::Known(ordinal) => ordinal.to_string(),
        EnteredPasscode::Wrong => "x".to_owned(),
    }
}
