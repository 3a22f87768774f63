//! What there is to see in a place.

use crate::domain::actor::Actor;
use crate::domain::device::DeviceId;
use crate::domain::place::Place;
use crate::domain::reset::{Effect, ResetState};
use crate::domain::surface::Surface;
use crate::domain::view::{ShownPasscode, View};
use crate::policy::checked::Console;
use crate::simulation::portal::PortalSession;
use crate::simulation::server::VisiblePasscode;
use crate::simulation::{Managed, Simulation};

impl Simulation {
    /// What there is to see of `device` in a place: nothing where the person is not allowed in.
    pub fn look(&self, place: Place, device: DeviceId) -> View<'_> {
        let Place { actor, surface } = place;
        let Some(managed) = self.managed(device) else { return View::default() };
        match surface {
            Surface::CompanyPortal => self.portal_view(actor, device, managed),
            Surface::ConfigMgrConsole | Surface::RemoteMobileDeviceManager => {
                match self.console_for(actor, surface, managed) {
                    Some(console) => self.console_view(console, device, managed),
                    None => View::default(),
                }
            }
            Surface::Device if actor == managed.owner => managed.device.view(&self.policy),
            Surface::Device => View::default(),
        }
    }

    /// Whether the portal offers `actor` to reset the passcode of this device.
    pub(crate) fn portal_offers(&self, actor: Actor, managed: &Managed) -> bool {
        self.policy.portal.offers_reset && (self.rules.portal_knows)(actor, managed.owner)
    }

    /// The console on `surface`, if `actor` works there and it knows this device.
    pub(crate) fn console_for(
        &self,
        actor: Actor,
        surface: Surface,
        managed: &Managed,
    ) -> Option<&Console> {
        let administrator = actor == Actor::Administrator;
        administrator.then(|| self.policy.console(surface, managed.management)).flatten()
    }

    fn portal_view(&self, actor: Actor, device: DeviceId, managed: &Managed) -> View<'_> {
        let Some(session) = self.session_of(actor, managed) else { return View::default() };
        View {
            offers_reset: self.portal_offers(actor, managed),
            asks: session.asks(device),
            says: session
                .message
                .filter(|(about, _)| *about == device)
                .map(|(_, text)| self.policy.text(text)),
            passcode: self.visible_passcode(Place::new(actor, Surface::CompanyPortal), managed),
            ..View::default()
        }
    }

    /// The portal's session of `actor`, if they are signed in and the portal shows them this device.
    fn session_of(&self, actor: Actor, managed: &Managed) -> Option<&PortalSession> {
        let session = self.sessions.get(actor.index()).filter(|session| session.signed_in());
        session.filter(|_| (self.rules.portal_knows)(actor, managed.owner))
    }

    fn console_view<'s>(
        &'s self,
        console: &'s Console,
        device: DeviceId,
        managed: &'s Managed,
    ) -> View<'s> {
        let state = managed.record.state();
        let surface = console.surface;
        let refusal = self
            .console_says
            .filter(|(at, about, _)| *at == surface && *about == device)
            .map(|(_, _, text)| text);
        let no_state = console.says.no_reset_state.filter(|_| state == ResetState::None);
        View {
            offers_reset: console.offers_reset,
            says: refusal.or(no_state).map(|text| self.policy.text(text)),
            state: (self.rules.state_in_console)(state),
            passcode: self.visible_passcode(Place::new(Actor::Administrator, surface), managed),
            ..View::default()
        }
    }

    /// What is shown where a passcode could be: the part of a view that is checked against the invariants
    /// after every event.
    fn visible_passcode<'s>(&'s self, place: Place, managed: &Managed) -> ShownPasscode<'s> {
        let Place { actor, surface } = place;
        match surface {
            Surface::CompanyPortal if self.session_of(actor, managed).is_some() => {
                let told_as = self.policy.text(self.policy.portal.says.new_passcode);
                self.shown(place, managed, told_as)
            }
            Surface::ConfigMgrConsole | Surface::RemoteMobileDeviceManager => {
                let Some(console) = self.console_for(actor, surface, managed) else {
                    return ShownPasscode::Nothing;
                };
                let row = self.policy.row(managed.row);
                let effect = row.map_or(Effect::Unchanged, |row| row.effect);
                match (self.rules.removed_text)(&console.says, effect, managed.record.state()) {
                    Some(text) => ShownPasscode::Words(self.policy.text(text)),
                    None => self.shown(place, managed, ""),
                }
            }
            Surface::CompanyPortal | Surface::Device => ShownPasscode::Nothing,
        }
    }

    /// The passcode that is visible in a place, with the surface's words around it.
    fn shown<'s>(&'s self, place: Place, managed: &Managed, told_as: &'s str) -> ShownPasscode<'s> {
        let row = self.policy.row(managed.row);
        let visible = row.and_then(|row| {
            (self.rules.visible_passcode)(&managed.record, row, self.policy.superseded, place)
        });
        visible.map_or(ShownPasscode::Nothing, |VisiblePasscode { passcode, superseded }| {
            ShownPasscode::Shown { passcode, superseded, told_as }
        })
    }

    /// Checks every passcode that is visible now against the invariants.
    pub(crate) fn monitor_views(&mut self) {
        let mut monitor = std::mem::take(&mut self.monitor);
        for (device, managed) in (0..).map(DeviceId).zip(&self.devices) {
            let Some(managed) = managed else { continue };
            monitor.pass(&self.policy, self.now(), device);
            for place in Place::all() {
                let shown = self.visible_passcode(place, managed);
                let given = managed.device.given.as_ref();
                monitor.look(&self.policy, (self.now(), device), place, &shown, given);
            }
        }
        self.monitor = monitor;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::domain::action::{Action, UserAction};
    use crate::domain::actor::Actor;
    use crate::domain::device::DeviceId;
    use crate::domain::platform::{Management, Platform};
    use crate::domain::span::Span;
    use crate::domain::surface::Surface;
    use crate::policy::checked::Policy;
    use crate::simulation::Simulation;
    use crate::simulation::clock::Clock;
    use crate::simulation::invariant::Invariant;
    use crate::simulation::random_stream::Seed;

    #[test]
    fn a_reset_that_gets_lost_breaks_its_bound_though_nothing_more_happens() {
        let text = include_str!("../../fixtures/policies/intune-2015-12.yaml");
        let policy = Arc::new(Policy::parse("watched", text).unwrap());
        let mut simulation = Simulation::new(policy, Seed(7));
        let (device, owner) = (DeviceId::FIRST, Actor::EndUser);
        let (platform, management) = (Platform::new("Android"), Management::Hybrid);
        simulation.act(&Action::Enrol { device, owner, platform, management }).unwrap();
        let (who, at, user_action) =
            (Actor::Administrator, Surface::ConfigMgrConsole, UserAction::Reset);
        simulation.act(&Action::Do { who, at, device, user_action }).unwrap();
        simulation.clock = Clock::default();
        simulation.act(&Action::Wait(Span::from_minutes(5))).unwrap();
        assert_eq!(simulation.breach(), None);
        simulation.act(&Action::Wait(Span::from_minutes(1))).unwrap();
        let breach = simulation.breach().map(|breach| breach.invariant);
        assert_eq!(breach, Some(Invariant::EndsInTime));
    }
}
