//! A world: all of its surfaces in one view, one of them alone, or two worlds next to each other.

use maud::{Markup, html};

use crate::document::sanitized::on_one_line;
use crate::domain::actor::ActorId;
use crate::domain::device::DeviceId;
use crate::domain::place::Place;
use crate::domain::surface::SurfaceId;
use crate::serve::page::bar::{clock, devices, faults, on_its_way, outcome};
use crate::serve::page::control::Controls;
use crate::serve::page::frame::{self, page};
use crate::serve::page::panel::panel;
use crate::serve::page::phone::phone;
use crate::serve::served::served_world::ServedWorld;

/// What a view of a world is of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shown {
    /// The device that is looked at.
    pub(crate) device: DeviceId,
    /// Who uses the portals and consoles; the device's owner where no one is chosen.
    pub(crate) person: Option<ActorId>,
}

/// All surfaces of a world in one view.
pub(crate) fn whole(world: &ServedWorld, controls: &Controls, shown: Shown, link: &str) -> Markup {
    let here = format!("/w/{}", controls.world);
    let main = html! {
        h1 { "World " (controls.world) }
        (about(world))
        (clock(world, controls))
        (outcome(world))
        (people(world, shown, &here))
        (surfaces(world, controls, shown))
        div.surfaces {
            (devices(world, controls, shown.device, &here))
            (on_its_way(world))
            @if world.device_count() > 0 { (faults(controls, shown.device)) }
            (sharing(link))
        }
    };
    page(&format!("World {}", controls.world), &place(controls), &main)
}

/// Two or more worlds next to each other.
pub(crate) fn side_by_side(worlds: &[(&ServedWorld, Controls)]) -> Markup {
    let main = html! {
        h1 { "Side by side" }
        div.worlds {
            @for (world, controls) in worlds {
                @let here = format!("/w/{}", controls.world);
                div.world {
                    h2 { a href=(here) { (controls.world) } }
                    (about(world))
                    (clock(world, controls))
                    (outcome(world))
                    (surfaces(world, controls, Shown::default()))
                    @if world.device_count() == 0 {
                        (devices(world, controls, DeviceId::FIRST, &here))
                    }
                }
            }
        }
    };
    page("Side by side", &frame::PagePlace::default(), &main)
}

/// One surface on a page of its own: another screen.
pub(crate) fn alone(
    world: &ServedWorld,
    controls: &Controls,
    at: Place,
    device: DeviceId,
) -> Markup {
    let policy = world.policy();
    let name = policy.surface(at.surface).map_or("", |surface| surface.heading());
    let name = if at.surface == SurfaceId::DEVICE { "Phone" } else { name };
    let main = html! {
        div.alone {
            @if at.surface == SurfaceId::DEVICE { (phone(world, controls, device, true)) }
            @else { (panel(world, controls, at, device, true)) }
            (outcome(world))
            @if world.device_count() > 1 {
                nav aria-label="Devices" {
                    @for device in world.devices() {
                        a href={ "?device=" (device.0) } { "Device " (device.0 + 1) }
                    }
                }
            }
        }
    };
    page(&format!("{name}, world {}", controls.world), &place(controls), &main)
}

fn place(controls: &Controls) -> frame::PagePlace<'_> {
    let events = Some(format!("/w/{}/events", controls.world));
    frame::PagePlace { world: Some(&controls.world), events }
}

fn about(world: &ServedWorld) -> Markup {
    let policy = world.policy();
    html! {
        p.about { (on_one_line(&policy.title)) " (" (policy.id) "), seed " (world.origin.seed) }
    }
}

/// Who uses the portals and consoles.
fn people(world: &ServedWorld, shown: Shown, here: &str) -> Markup {
    let policy = world.policy();
    let uses_a_surface = |actor: &ActorId| {
        policy.declared_surfaces().any(|(_, surface)| surface.people.contains(actor))
    };
    let person = person(world, shown);
    html! {
        nav.people aria-label="Who I am" {
            "I am "
            @for actor in policy.actor_ids().filter(uses_a_surface) {
                a href={ (here) "?device=" (shown.device.0) "&as=" (actor.0) }
                    aria-current=[(actor == person).then_some("true")] { (policy.actor_name(actor)) }
                " "
            }
        }
    }
}

fn person(world: &ServedWorld, shown: Shown) -> ActorId {
    shown.person.unwrap_or_else(|| world.executor.owner_of(shown.device))
}

/// Portals as the chosen person sees them, the device, and every surface for staff that knows it, as the chosen person
/// sees it if they are staff.
fn surfaces(world: &ServedWorld, controls: &Controls, shown: Shown) -> Markup {
    let policy = world.policy();
    let Some(known) = world.executor.devices.get(shown.device.index()) else { return html! {} };
    let person = person(world, shown);
    let declared = || policy.declared_surfaces();
    let consoles =
        declared().filter(|(_, it)| it.is_console() && it.manages(known.key.management()));
    let staffed = consoles.filter_map(|(id, it)| {
        let chosen = it.people.iter().find(|actor| **actor == person);
        Some(Place::new(*chosen.or_else(|| it.people.first())?, id))
    });
    html! {
        div.surfaces {
            @for (id, surface) in declared().filter(|(_, surface)| surface.is_portal()) {
                @if surface.people.contains(&person) {
                    (panel(world, controls, Place::new(person, id), shown.device, false))
                }
            }
            (phone(world, controls, shown.device, false))
            @for place in staffed { (panel(world, controls, place, shown.device, false)) }
        }
    }
}

/// The link that restores the world; a world that is too long has none.
fn sharing(link: &str) -> Markup {
    html! {
        section aria-label="Share" {
            h2 { "Share" }
            @if link.is_empty() {
                p { "Too much was done here for a link to hold." }
            } @else {
                p { a href=(link) { "A link to this state" } }
                p.hint { "It holds the seed and the steps. Passcodes go by their role, never by their digits." }
            }
        }
    }
}
