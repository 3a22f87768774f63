//! All worlds, a new one, and one that a link restores.

use maud::{Markup, html};

use crate::document::sanitized::on_one_line;
use crate::serve::page::frame::{PagePlace, page};
use crate::serve::service::Service;

/// How many worlds the page lists.
const LISTED_MAX: usize = 200;

/// A world that a link describes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Restorable {
    /// Its policy.
    pub(crate) policy: String,
    /// Its seed.
    pub(crate) seed: u64,
    /// What may go wrong in it.
    pub(crate) faults: String,
    /// Its steps.
    pub(crate) steps: String,
    /// How many steps that is.
    pub(crate) count: usize,
    /// A name that no world has yet.
    pub(crate) name: String,
}

/// All worlds, and a new one.
pub(crate) fn home(service: &Service) -> Markup {
    let all = service.worlds.all();
    let listed: Vec<_> = all.iter().take(LISTED_MAX).collect();
    let main = html! {
        h1 { "Worlds" }
        p { "Each world is a simulation with a policy, a seed and a clock of its own." }
        ul.worlds-list {
            @for shared in &listed {
                @let (policy, count) = { let world = shared.world(); (world.policy().id.to_string(), world.device_count()) };
                li {
                    a href={ "/w/" (shared.name) } { (shared.name) }
                    ", " (policy) ", " (count) @if count == 1 { " device" } @else { " devices" }
                }
            }
        }
        @if all.len() > listed.len() { p { "and " (all.len() - listed.len()) " more" } }
        (comparing(&listed.iter().map(|shared| shared.name.as_str()).collect::<Vec<_>>()))
        (new_world(service))
    };
    page("Worlds", &PagePlace::default(), &main)
}

fn comparing(names: &[&str]) -> Markup {
    html! {
        @if names.len() > 1 {
            h2 { "Side by side" }
            form method="get" action="/side-by-side" {
                @for (label, id) in [("One world", "one"), ("Another world", "other")] {
                    label for=(id) { (label) }
                    select #(id) name="world" {
                        @for (index, name) in names.iter().enumerate() {
                            option value=(name) selected[(index == 1) == (id == "other")] { (name) }
                        }
                    }
                }
                button { "Show them" }
            }
        }
    }
}

fn new_world(service: &Service) -> Markup {
    html! {
        h2 { "A new world" }
        form method="post" action="/worlds" autocomplete="off" {
            input type="hidden" name="token" value=(service.secret.page());
            label for="name" { "Name" }
            input #name name="name" required maxlength="40" pattern="[a-z0-9\\-]+" autocapitalize="none"
                aria-describedby="name-hint";
            p.hint #name-hint { "Use a-z, 0-9 and -" }
            label for="policy" { "Policy" }
            select #policy name="policy" {
                @for policy in service.worlds.policies() {
                    option value=(policy.id) { (policy.id) ": " (on_one_line(&policy.title)) }
                }
            }
            label for="seed" { "Seed" }
            input #seed name="seed" inputmode="numeric" pattern="[0-9]+" maxlength="20" value=(service.worlds.seed());
            button { "Begin" }
        }
    }
}

/// A world that a link describes, to be begun.
pub(crate) fn restoring(service: &Service, restorable: &Restorable) -> Markup {
    let Restorable { policy, seed, faults, steps, count, name } = restorable;
    let main = html! {
        h1 { "A world from a link" }
        p { "Under the policy " strong { (policy) } ", with the seed " (seed) " and " (count) " steps." }
        form method="post" action="/worlds" autocomplete="off" {
            input type="hidden" name="token" value=(service.secret.page());
            input type="hidden" name="policy" value=(policy);
            input type="hidden" name="seed" value=(seed);
            input type="hidden" name="faults" value=(faults);
            input type="hidden" name="steps" value=(steps);
            label for="name" { "Name" }
            input #name name="name" required maxlength="40" pattern="[a-z0-9\\-]+" value=(name);
            button { "Begin" }
        }
    };
    page("A world from a link", &PagePlace::default(), &main)
}
