//! What is above and below the surfaces of a world: its clock, its devices, what is on its way, faults.

use maud::{Markup, html};

use crate::document::sanitized::on_one_line;
use crate::domain::device::{DEVICE_NAMES, DEVICES_MAX, DeviceId};
use crate::domain::fault::Fault;
use crate::domain::refusal::Refusal;
use crate::serve::page::control::Controls;
use crate::serve::served::served_world::ServedWorld;
use crate::serve::served::step::{TakenStep, WorldStep};

/// The faults that people ask for most often, as they call them.
const USUAL: [(Fault, &str); 3] = [
    (Fault::AnswerLost, "Lose the next answer"),
    (Fault::DeviceRestarted, "Restart the device"),
    (Fault::ServerRestarted, "Restart the server"),
];

/// The clock: now, a minute on, to the next thing that happens, by itself.
pub(crate) fn clock(world: &ServedWorld, controls: &Controls) -> Markup {
    let (now, rate) = (world.now(), world.rate());
    html! {
        section.clock aria-label="Clock" {
            p.now {
                "Clock: "
                strong #(format!("{}-now", controls.world)) data-now=(now.milliseconds()) data-rate=(rate) { (now) }
                @if rate > 0 { " (runs " (rate) " × as fast)" }
            }
            div.actions {
                (controls.button("t60000", "+1 minute"))
                (controls.button("t300000", "+5 minutes"))
                (controls.button("t3600000", "+1 hour"))
                (controls.button("next", "To the next thing that happens"))
                @if rate == 0 {
                    (controls.button("rate1", "Run"))
                    (controls.button("rate60", "Run 60 × as fast"))
                } @else {
                    (controls.button("rate0", "Stop the clock"))
                }
                (controls.button("undo", "Undo"))
            }
        }
    }
}

/// What the last step led to, where that is not obvious.
pub(crate) fn outcome(world: &ServedWorld) -> Markup {
    let last = world.last();
    let refused = last.and_then(|taken| taken.refused);
    html! {
        div.outcome role="status" aria-label="Outcome" {
            @if let (Some(taken), Some(refusal)) = (last, refused) { (refusal_words(world, taken, refusal)) }
        }
    }
}

fn refusal_words(world: &ServedWorld, taken: &TakenStep, refusal: Refusal) -> Markup {
    let policy = world.policy();
    let who = match &taken.step {
        WorldStep::Do { at, .. } | WorldStep::Reset { at, .. } => policy.place_in_words(*at),
        WorldStep::Enter { who, .. } | WorldStep::Set { who, .. } => {
            policy.actor_name(*who).to_owned()
        }
        WorldStep::Enrol { .. }
        | WorldStep::Connect { .. }
        | WorldStep::Pass { .. }
        | WorldStep::Inject { .. } => "this".to_owned(),
    };
    html! { p.bad { "Refused: " (refusal.name()) " (" (who) ")" } }
}

/// What is on its way to and from the devices.
pub(crate) fn on_its_way(world: &ServedWorld) -> Markup {
    let pending = world.executor.sut.pending();
    html! {
        section aria-label="On its way" {
            h2 { "On its way" }
            @if pending.is_empty() { p.none { "Nothing" } }
            ul {
                @for pending in &pending {
                    li { (pending.what.name()) ", " (device_name(pending.device)) }
                }
                @for (device, fault) in world.executor.sut.armed() {
                    li { (fault.name()) " waits for its opportunity, " (device_name(*device)) }
                }
                @for device in world.devices() {
                    @let waiting = world.waiting_count(device);
                    @if waiting > 0 { li { (waiting) " more resets wait, " (device_name(device)) } }
                }
            }
        }
    }
}

/// Faults to ask for.
pub(crate) fn faults(controls: &Controls, device: DeviceId) -> Markup {
    let id = format!("{}-fault", controls.world);
    html! {
        section aria-label="Faults" {
            h2 { "Faults" }
            div.actions {
                @for (fault, words) in USUAL {
                    (controls.button(&format!("f{}.{}", device.0, fault.number()), words))
                }
            }
            details {
                summary { "All faults" }
                (controls.posting(&html! {
                    label for=(id) { "Fault" }
                    select #(id) name="step" {
                        @for fault in Fault::ALL {
                            option value={ "f" (device.0) "." (fault.number()) } { (fault.name()) }
                        }
                    }
                    button #(format!("{id}-button")) { "Inject it" }
                }))
            }
        }
    }
}

/// The devices that there are, and one more.
pub(crate) fn devices(
    world: &ServedWorld,
    controls: &Controls,
    shown: DeviceId,
    here: &str,
) -> Markup {
    let policy = world.policy();
    let (what, whose) = (format!("{}-key", controls.world), format!("{}-owner", controls.world));
    let owners = policy.actor_ids().filter(|actor| policy.role(*actor).owns_devices());
    html! {
        section aria-label="Devices" {
            h2 { "Devices" }
            @if world.device_count() == 0 { p { "There is no device yet: give one to someone." } }
            ul.devices {
                @for device in world.devices() {
                    @if let Some(known) = world.executor.devices.get(device.index()) {
                        li {
                            a href={ (here) "?device=" (device.0) } aria-current=[(device == shown).then_some("true")] {
                                (device_name(device)) ": " (on_one_line(&known.key.to_string()))
                            }
                            ", of " (policy.actor_name(known.owner))
                        }
                    }
                }
            }
            @if world.device_count() < DEVICES_MAX {
                (controls.posting(&html! {
                    label for=(what) { "Device" }
                    select #(what) name="key" {
                        @for key in policy.key_ids() { option value=(key.0) { (policy.key_in_words(key)) } }
                    }
                    label for=(whose) { "Owner" }
                    select #(whose) name="owner" {
                        @for actor in owners { option value=(actor.0) { (policy.actor_name(actor)) } }
                    }
                    button #(format!("{what}-button")) name="step" value="enrol" { "Give a device" }
                }))
            }
        }
    }
}

fn device_name(device: DeviceId) -> &'static str {
    DEVICE_NAMES.get(device.index()).copied().unwrap_or_default()
}
