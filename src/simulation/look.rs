//! What a viewer sees on a surface.

use crate::domain::actor::Actor;
use crate::domain::device::DeviceId;
use crate::domain::place::Place;
use crate::domain::reset::{Effect, ResetState};
use crate::domain::surface::Surface;
use crate::domain::view::{ShownPasscode, View};
use crate::policy::checked::{Console, Superseded};
use crate::policy::table::Earlier;
use crate::simulation::defect::Defect;
use crate::simulation::portal::Session;
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
        let allowed = actor == managed.owner || self.has_defect(Defect::AnotherEndUserLetIn);
        self.policy.portal.offers_reset && allowed
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

    /// The portal's session of `actor`, if they are signed in and this device is theirs.
    fn session_of(&self, actor: Actor, managed: &Managed) -> Option<&Session> {
        let allowed = actor == managed.owner
            || (actor == Actor::AnotherEndUser && self.has_defect(Defect::AnotherEndUserLetIn));
        self.sessions.get(actor.index()).filter(|session| allowed && session.signed_in())
    }

    fn console_view<'s>(
        &'s self,
        console: &'s Console,
        device: DeviceId,
        managed: &'s Managed,
    ) -> View<'s> {
        let state = managed.record.state();
        let surface = console.surface;
        let turned_away = self
            .console_says
            .filter(|(at, about, _)| *at == surface && *about == device)
            .map(|(_, _, text)| text);
        let no_state = console.says.no_reset_state.filter(|_| state == ResetState::None);
        View {
            offers_reset: console.offers_reset,
            says: turned_away.or(no_state).map(|text| self.policy.text(text)),
            state: Some(state).filter(|_| !self.has_defect(Defect::ConsoleKeepsNoState)),
            passcode: self.visible_passcode(Place::new(Actor::Administrator, surface), managed),
            ..View::default()
        }
    }

    /// What stands where a passcode could: the part of a view that is held against the invariants
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
                match self.text_for_removed(console, managed) {
                    Some(words) => ShownPasscode::Words(words),
                    None => self.shown(place, managed, ""),
                }
            }
            Surface::CompanyPortal | Surface::Device => ShownPasscode::Nothing,
        }
    }

    /// The console's words in the place of a passcode that was removed.
    fn text_for_removed(&self, console: &Console, managed: &Managed) -> Option<&str> {
        let words = console.says.removed_passcode?;
        let removed = self.policy.row(managed.row)?.effect == Effect::Removed;
        let told = removed && managed.record.state() == ResetState::Done;
        (told && !self.has_defect(Defect::RemovedNotTold)).then(|| self.policy.text(words))
    }

    fn shown<'s>(&'s self, place: Place, managed: &Managed, told_as: &'s str) -> ShownPasscode<'s> {
        if let Some(wrongly) = self.wrongly_shown(place, managed, told_as) {
            return wrongly;
        }
        self.policy.row(managed.row).map_or(ShownPasscode::Nothing, |row| {
            managed.record.shown(row, self.policy.superseded, place, told_as)
        })
    }

    /// What a wrong simulation shows instead; nothing in a build for users.
    fn wrongly_shown<'s>(
        &'s self,
        place: Place,
        managed: &Managed,
        told_as: &'s str,
    ) -> Option<ShownPasscode<'s>> {
        let Place { actor, surface } = place;
        if !cfg!(test) {
            return None;
        }
        let in_portal = surface == Surface::CompanyPortal && actor == Actor::EndUser;
        let too_much = (in_portal && self.has_defect(Defect::PortalShowsInHybrid))
            || (surface.is_console() && self.has_defect(Defect::ConsoleShowsTooMuch));
        let done = managed.record.latest.filter(|latest| latest.state == ResetState::Done);
        if let Some(passcode) = done.and_then(|latest| latest.passcode).filter(|_| too_much) {
            return Some(ShownPasscode::Shown { passcode, superseded: false, told_as });
        }
        let first = done.is_some_and(|latest| latest.situation.earlier == Earlier::None);
        if surface.is_console() && first && self.has_defect(Defect::OwnResetNotShown) {
            return Some(ShownPasscode::Nothing);
        }
        if !self.has_defect(Defect::SupersededStays) {
            return None;
        }
        let row = self.policy.row(managed.row)?;
        match managed.record.shown(row, Superseded::Marked, place, told_as) {
            ShownPasscode::Shown { passcode, .. } => {
                Some(ShownPasscode::Shown { passcode, superseded: false, told_as })
            }
            ShownPasscode::Nothing | ShownPasscode::Words(_) => None,
        }
    }

    /// Holds every passcode that anybody could see now against the invariants.
    pub(crate) fn watch_views(&mut self) {
        let mut watch = std::mem::take(&mut self.watch);
        for (device, managed) in (0..).map(DeviceId).zip(&self.devices) {
            let Some(managed) = managed else { continue };
            watch.pass(&self.policy, self.now(), device);
            for place in Place::all() {
                let shown = self.visible_passcode(place, managed);
                let given = managed.device.given.as_ref();
                watch.look(&self.policy, (self.now(), device), place, &shown, given);
            }
        }
        self.watch = watch;
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
    fn a_reset_that_gets_lost_is_noticed_though_nothing_more_happens() {
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
