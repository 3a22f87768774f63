//! What there is to see in a place.

use crate::domain::device::DeviceId;
use crate::domain::place::Place;
use crate::domain::reset::{Effect, ResetState};
use crate::domain::surface::{SurfaceId, SurfaceKind};
use crate::domain::view::{ShownPasscode, View};
use crate::policy::surface_support::SurfaceSupport;
use crate::policy::surfaces::Surface;
use crate::policy::table::Situation;
use crate::simulation::seeing::Seeing;
use crate::simulation::server::VisiblePasscode;
use crate::simulation::session::Session;
use crate::simulation::{Enrolment, Managed, Simulation};

impl Simulation {
    /// What there is to see of `device` in a place: nothing where the person is not allowed to look.
    pub fn look(&self, place: Place, device: DeviceId) -> View {
        let Some(managed) = self.managed(device) else { return View::default() };
        let (Some(surface), Some(row)) =
            (self.policy.surface(place.surface), self.policy.row(managed.row))
        else {
            return View::default();
        };
        let right = if place.surface == SurfaceId::DEVICE {
            let is_owner = place.actor == managed.owner;
            if is_owner { managed.device.view() } else { View::default() }
        } else {
            self.session_of(place, managed).map_or_else(View::default, |session| {
                self.surface_view(surface, session, place, device, managed)
            })
        };
        let it = Seeing {
            policy: &self.policy,
            surface,
            place,
            owner: managed.owner,
            row,
            record: &managed.record,
            device: &managed.device,
            session: self.session(place),
        };
        (self.rules.seen)(right, &it)
    }

    /// Whether a reset of this device could be offered to the person.
    pub(crate) fn may_offer(&self, place: Place, managed: &Managed) -> bool {
        let support = self.support(place, managed);
        self.has_button(place, managed)
            && !support.is_some_and(SurfaceSupport::keeps_from_beginning)
    }

    /// Whether the surface has a button for the person that resets this device, offered or not.
    fn has_button(&self, place: Place, managed: &Managed) -> bool {
        let surface = self.policy.surface(place.surface);
        let may_reset =
            surface.is_some_and(|it| it.flow.is_some() && it.resetting.contains(&place.actor));
        may_reset && managed.enrolment == Enrolment::Enrolled && self.knows(place, managed)
    }

    /// How the surface treats a reset of this device that it does not support.
    fn support(&self, place: Place, managed: &Managed) -> Option<SurfaceSupport> {
        self.policy.row(managed.row)?.support(place.surface)
    }

    /// Whether the surface shows this device to the person.
    pub(crate) fn knows(&self, place: Place, managed: &Managed) -> bool {
        if managed.enrolment == Enrolment::Unenrolled {
            return false;
        }
        match self.policy.surface(place.surface).map(|surface| surface.kind) {
            Some(SurfaceKind::Portal) => (self.rules.portal_knows)(place.actor, managed.owner),
            Some(SurfaceKind::Console) => managed.is_managed_on(place.surface),
            Some(SurfaceKind::Device) | None => false,
        }
    }

    /// The person's session, if they are signed in and the surface shows them this device.
    fn session_of(&self, place: Place, managed: &Managed) -> Option<&Session> {
        let session = self.session(place).filter(|session| session.signed_in());
        session.filter(|_| self.knows(place, managed))
    }

    fn surface_view(
        &self,
        surface: &Surface,
        session: &Session,
        place: Place,
        device: DeviceId,
        managed: &Managed,
    ) -> View {
        let state = managed.record.state();
        let message = session.message.filter(|(about, _)| *about == device).map(|(_, text)| text);
        let no_state = surface.says.no_reset_state.filter(|_| state == ResetState::None);
        let shows_state = surface.is_console();
        View {
            allowed: true,
            offers: self.may_offer(place, managed).then_some(surface.button),
            greyed_out: self.has_button(place, managed)
                && self.support(place, managed) == Some(SurfaceSupport::Greyed),
            asks: surface.flow.as_deref().and_then(|flow| session.asks(device, flow)),
            says: message.or(no_state).into_iter().collect(),
            state: shows_state.then(|| (self.rules.state_in_console)(state)).flatten(),
            passcode: self.visible_passcode(surface, place, managed),
            ..View::default()
        }
    }

    /// What is shown where a passcode could be: the part of a view that is checked against the invariants.
    fn visible_passcode(
        &self,
        surface: &Surface,
        place: Place,
        managed: &Managed,
    ) -> ShownPasscode {
        let Some(row) = self.policy.row(managed.row) else { return ShownPasscode::Nothing };
        if let Some(text) = (self.rules.removed_text)(&surface.says, row.effect, &managed.record) {
            return ShownPasscode::Words(text);
        }
        if row.effect == Effect::Removed {
            return ShownPasscode::Nothing;
        }
        // The rows speak of the owner: to a device, that is the person whom it belongs to.
        let seen_from = |actor| self.policy.seen_from(managed.owner, actor);
        let place = Place { actor: seen_from(place.actor), ..place };
        let shows = |situation: Situation| {
            row.shows(place, Situation { by: seen_from(situation.by), ..situation })
        };
        let superseded = self.policy.superseded;
        let visible = (self.rules.visible_passcode)(
            &managed.record,
            &shows,
            superseded,
            (surface.kind, place),
        );
        visible.map_or(ShownPasscode::Nothing, |VisiblePasscode { passcode, superseded }| {
            ShownPasscode::Shown { passcode, superseded, wording: surface.says.new_passcode }
        })
    }

    /// Checks every passcode that is visible now against the invariants, where something has changed.
    pub(crate) fn monitor_views(&mut self) {
        let now = self.now();
        for (device, managed) in (0..).map(DeviceId).zip(&self.devices) {
            if managed.is_some() {
                self.monitor.pass(&self.policy, now, device);
            }
        }
        if self.unchecked.is_empty() {
            return;
        }
        let mut monitor = std::mem::take(&mut self.monitor);
        for (device, managed) in (0..).map(DeviceId).zip(&self.devices) {
            let Some(managed) = managed else { continue };
            let unchecked = self.unchecked.of(device);
            if unchecked.is_empty() {
                continue;
            }
            for (place, session) in self.policy.places().iter().zip(&self.sessions) {
                let is_seen = unchecked.has(place.surface) && session.signed_in();
                if !is_seen || !self.knows(*place, managed) {
                    continue;
                }
                let Some(surface) = self.policy.surface(place.surface) else { continue };
                let shown = self.visible_passcode(surface, *place, managed);
                let given = managed.device.given.as_ref();
                monitor.look(&self.policy, (now, device), *place, &shown, given);
            }
        }
        self.unchecked.clear();
        self.monitor = monitor;
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::action::{Action, UserAction};
    use crate::domain::device::DeviceId;
    use crate::domain::span::Span;
    use crate::policy::samples::{key, place, plain};
    use crate::simulation::Simulation;
    use crate::simulation::clock::Clock;
    use crate::simulation::invariant::Invariant;
    use crate::simulation::random_stream::Seed;

    #[test]
    fn a_reset_that_gets_lost_exceeds_its_bound_though_nothing_more_happens() {
        let policy = plain();
        let (device, owner) = (DeviceId::FIRST, policy.owner());
        let at = place(&policy, "the clerk", "the desk");
        let mut simulation = Simulation::new(policy, Seed(7));
        simulation.act(&Action::Enrol { device, owner, key: key("Letters", "joint") }).unwrap();
        let user_action = UserAction::SelectReset;
        simulation.act(&Action::Do { at, device, user_action }).unwrap();
        simulation.clock = Clock::default();
        simulation.advance(Span::from_minutes(5));
        assert_eq!(simulation.breach(), None);
        simulation.advance(Span::from_minutes(1));
        let breach = simulation.breach().map(|breach| breach.invariant);
        assert_eq!(breach, Some(Invariant::EndsInTime));
    }
}
