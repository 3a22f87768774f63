//! A portal or a console, as one person sees it.

use maud::{Markup, html};

use crate::document::sanitized::on_one_line;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::place::Place;
use crate::domain::prompt::{Asked, PromptKind};
use crate::domain::view::{ShownPasscode, View};
use crate::language::plan::SurfaceAction;
use crate::policy::checked::Policy;
use crate::policy::surfaces::{OpenTo, Surface};
use crate::serve::page::control::Controls;
use crate::serve::served::link::letter;
use crate::serve::served::served_world::ServedWorld;

/// The slot of a text that holds a passcode.
const SLOT: &str = "{passcode}";

/// A surface, with what the person is shown of a device and can do there.
pub(crate) fn panel(
    world: &ServedWorld,
    controls: &Controls,
    place: Place,
    device: DeviceId,
    alone: bool,
) -> Markup {
    let policy = world.policy();
    let Some(surface) = policy.surface(place.surface) else { return html! {} };
    let view = world.view(place, device);
    let who = policy.actor_name(place.actor);
    let is_in = world.executor.sut.signed_in(place);
    let id = format!("{}-{}-{}", controls.world, place.surface.0, place.actor.0);
    let panel = Panel { policy, surface, controls, place, device, alone };
    html! {
        section.surface aria-labelledby=(id) {
            @if alone { h1 id=(id) { (on_one_line(surface.heading())) } }
            @else { h2 id=(id) { (on_one_line(surface.heading())) } }
            p.who {
                @match is_in {
                    Some(true) => { "Signed in as " strong { (who) } }
                    Some(false) => { strong { (who) } " is signed out" }
                    None => { strong { (who) } " has no access here" }
                }
            }
            @match is_in {
                Some(true) if view.allowed => (panel.content(&view)),
                Some(true) => p.none role="note" aria-label="Nothing to see" {
                    @if !world.executor.sut.is_managed(device) { "This device is no longer managed." }
                    @else if surface.is_portal() { "This is not a device of " (who) "." }
                    @else { "This device is managed elsewhere." }
                },
                Some(false) | None => {}
            }
            (panel.actions(&view, is_in == Some(true)))
            @if !alone {
                p.more {
                    a href={ "/w/" (controls.world) "/see/" (place.surface.0) "/" (place.actor.0) "?device=" (device.0) } {
                        "Open on its own" span.hidden { ": " (on_one_line(surface.heading())) }
                    }
                }
            }
        }
    }
}

struct Panel<'p> {
    policy: &'p Policy,
    surface: &'p Surface,
    controls: &'p Controls,
    place: Place,
    device: DeviceId,
    /// Whether it is on a page of its own, where no other button has the same words.
    alone: bool,
}

impl Panel<'_> {
    fn content(&self, view: &View) -> Markup {
        html! {
            div.says role="status" aria-label="Messages" {
                @for text in view.says.texts() { p.text { (self.policy.text(*text)) } }
            }
            @if let Some(state) = view.state {
                p { "Last reset: " strong role="note" aria-label="Last reset" { (state.name()) } }
            }
            (self.passcode(view))
            @if let Some(asked) = view.asks { p.asks { "You are asked to " strong role="note" aria-label="Asked" { (self.policy.text(asked.words)) } } }
        }
    }

    /// The place of a passcode. What is shown here is what the policy shows to this person.
    fn passcode(&self, view: &View) -> Markup {
        match &view.passcode {
            ShownPasscode::Nothing => html! {},
            ShownPasscode::Words(words) => html! {
                p { "Passcode: " strong role="note" aria-label="Instead of a passcode" { (self.policy.text(*words)) } }
            },
            ShownPasscode::Masked { .. } => html! { p { "A passcode is shown, masked." } },
            ShownPasscode::Shown { passcode, superseded, wording } => {
                let wording = wording.map(|wording| self.policy.text(wording));
                let parts = wording.and_then(|wording| wording.split_once(SLOT));
                let (before, after) = parts.unwrap_or_default();
                html! {
                    @if parts.is_none() { p { "Passcode:" } }
                    p.passcode role="note" aria-label="Passcode and words" {
                        (before) output aria-label="Passcode" { (passcode.reveal()) } (after)
                    }
                    @if *superseded { p role="note" aria-label="Superseded" { "It is superseded." } }
                }
            }
        }
    }

    fn button(&self, action: SurfaceAction, words: &str) -> Markup {
        let Place { actor, surface } = self.place;
        let letter = letter(action);
        let step = format!("d{}.{}.{}.{letter}", actor.0, surface.0, self.device.0);
        if self.alone {
            return self.controls.button_named(&step, words, None);
        }
        let name = format!("{words}, {}", self.policy.place_in_words(self.place));
        self.controls.button_named(&step, words, Some(&on_one_line(&name)))
    }

    fn actions(&self, view: &View, is_in: bool) -> Markup {
        let signs = self.surface.is_portal() || self.surface.asks_for(PromptKind::SignInAgain);
        html! {
            div.actions {
                @if let Some(asked) = view.asks {
                    (self.answers(asked))
                    (self.button(SurfaceAction::Cancel, "Cancel"))
                }
                @if let Some(button) = view.offers.filter(|_| !confirms(view)) {
                    (self.button(SurfaceAction::SelectReset, self.policy.text(button)))
                }
                @if view.greyed_out { button type="button" disabled { (self.policy.text(self.surface.button)) } }
                @if is_in && signs { (self.button(SurfaceAction::SignOut, "Sign out")) }
                @if !is_in && signs && self.surface.open_to == OpenTo::AnyBrowser {
                    (self.button(SurfaceAction::SignIn(Browser::OnAnotherDevice), "Sign in"))
                }
                // The browser on the phone is another one, in which no one is signed in yet.
                @if signs {
                    (self.button(SurfaceAction::SignIn(Browser::OnTheDevice), "Sign in on the phone"))
                }
            }
        }
    }

    /// What answers a prompt. Signing in again is a button of its own.
    fn answers(&self, asked: Asked) -> Markup {
        match asked.kind {
            PromptKind::SignInAgain => html! {},
            PromptKind::Confirm => {
                let button = self.policy.text(self.surface.button);
                self.button(SurfaceAction::Confirm, button)
            }
            PromptKind::EnterCode => html! {
                (self.button(SurfaceAction::EnterCode { right: true }, "Enter the code"))
                (self.button(SurfaceAction::EnterCode { right: false }, "Enter a wrong code"))
            },
            PromptKind::Choose => {
                let flow = self.surface.flow.as_deref().unwrap_or_default();
                let prompts = flow.iter().filter(|prompt| prompt.asked == asked).take(1);
                let options = prompts.flat_map(|prompt| (0..).zip(&prompt.options));
                html! {
                    @for (option, text) in options {
                        (self.button(SurfaceAction::Choose(option), self.policy.text(*text)))
                    }
                }
            }
        }
    }
}

/// Whether the button that begins a reset confirms one: it has the same words.
fn confirms(view: &View) -> bool {
    view.asks.is_some_and(|asked| asked.kind == PromptKind::Confirm)
}
