//! What a viewer sees on a surface.

use crate::domain::{DeviceId, Effect, ResetState, ShownPasscode, Surface, View, Viewer};
use crate::policy::{Console, Earlier, Superseded};
use crate::simulation::defect::Defect;
use crate::simulation::{Managed, Simulation};

impl Simulation {
    /// What `viewer` sees of `device` on `surface`: nothing where they are not let in.
    pub fn look(&self, viewer: Viewer, surface: Surface, device: DeviceId) -> View<'_> {
        let Some(managed) = self.managed(device) else { return View::default() };
        match surface {
            Surface::CompanyPortal => self.portal_view(viewer, device, managed),
            Surface::ConfigMgrConsole | Surface::RemoteMobileDeviceManager => {
                match self.console_for(viewer, surface, managed) {
                    Some(console) => self.console_view(console, device, managed),
                    None => View::default(),
                }
            }
            Surface::Device if viewer == managed.owner => managed.device.view(&self.policy),
            Surface::Device => View::default(),
        }
    }

    /// Whether the portal offers `viewer` to reset the passcode of this device.
    pub(super) fn portal_offers(&self, viewer: Viewer, managed: &Managed) -> bool {
        let let_in = viewer == managed.owner || self.suffers(Defect::AnotherEndUserLetIn);
        self.policy.portal.offers_reset && let_in
    }

    /// The console on `surface`, if `viewer` works there and it knows this device.
    pub(super) fn console_for(
        &self,
        viewer: Viewer,
        surface: Surface,
        managed: &Managed,
    ) -> Option<&Console> {
        let administrator = viewer == Viewer::Administrator;
        administrator.then(|| self.policy.console(surface, managed.management)).flatten()
    }

    fn portal_view(&self, viewer: Viewer, device: DeviceId, managed: &Managed) -> View<'_> {
        let Some(session) = self.sessions.get(viewer.index()) else { return View::default() };
        let let_in = viewer == managed.owner
            || (viewer == Viewer::AnotherEndUser && self.suffers(Defect::AnotherEndUserLetIn));
        if !session.signed_in() || !let_in {
            return View::default();
        }
        let told_as = self.policy.text(self.policy.portal.says.new_passcode);
        View {
            offers_reset: self.portal_offers(viewer, managed),
            asks: session.asks(device),
            says: session
                .message
                .filter(|(about, _)| *about == device)
                .map(|(_, text)| self.policy.text(text)),
            passcode: self.shown(viewer, Surface::CompanyPortal, managed, told_as),
            ..View::default()
        }
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
        let removed = self.policy.row(managed.row).is_some_and(|row| row.effect == Effect::Removed);
        let told = removed && state == ResetState::Done && !self.suffers(Defect::RemovedNotTold);
        let words = console.says.removed_passcode.filter(|_| told);
        View {
            offers_reset: console.offers_reset,
            says: turned_away.or(no_state).map(|text| self.policy.text(text)),
            state: Some(state).filter(|_| !self.suffers(Defect::ConsoleKeepsNoState)),
            passcode: match words {
                Some(words) => ShownPasscode::Words(self.policy.text(words)),
                None => self.shown(Viewer::Administrator, surface, managed, ""),
            },
            ..View::default()
        }
    }

    fn shown<'s>(
        &'s self,
        viewer: Viewer,
        surface: Surface,
        managed: &Managed,
        told_as: &'s str,
    ) -> ShownPasscode<'s> {
        if let Some(wrongly) = self.wrongly_shown(viewer, surface, managed, told_as) {
            return wrongly;
        }
        self.policy.row(managed.row).map_or(ShownPasscode::Nothing, |row| {
            managed.record.shown(row, self.policy.superseded, (viewer, surface), told_as)
        })
    }

    /// What a wrong simulation shows instead.
    fn wrongly_shown<'s>(
        &'s self,
        viewer: Viewer,
        surface: Surface,
        managed: &Managed,
        told_as: &'s str,
    ) -> Option<ShownPasscode<'s>> {
        let in_portal = surface == Surface::CompanyPortal && viewer == Viewer::EndUser;
        let too_much = (in_portal && self.suffers(Defect::PortalShowsInHybrid))
            || (surface.is_console() && self.suffers(Defect::ConsoleShowsTooMuch));
        let done = managed.record.latest.filter(|latest| latest.state == ResetState::Done);
        if let Some(passcode) = done.and_then(|latest| latest.passcode).filter(|_| too_much) {
            return Some(ShownPasscode::Shown { passcode, superseded: false, told_as });
        }
        let first = done.is_some_and(|latest| latest.situation.earlier == Earlier::None);
        if surface.is_console() && first && self.suffers(Defect::OwnResetNotShown) {
            return Some(ShownPasscode::Nothing);
        }
        if !self.suffers(Defect::SupersededStays) {
            return None;
        }
        let row = self.policy.row(managed.row)?;
        match managed.record.shown(row, Superseded::Marked, (viewer, surface), told_as) {
            ShownPasscode::Shown { passcode, .. } => {
                Some(ShownPasscode::Shown { passcode, superseded: false, told_as })
            }
            ShownPasscode::Nothing | ShownPasscode::Words(_) => None,
        }
    }

    /// Holds every passcode that anybody could see now against the invariants.
    pub(super) fn watch_views(&mut self) {
        let mut watch = std::mem::take(&mut self.watch);
        for (device, managed) in (0..).map(DeviceId).zip(&self.devices) {
            let Some(managed) = managed else { continue };
            watch.pass(&self.policy, self.now(), device);
            for &viewer in Viewer::ALL {
                for &surface in Surface::ALL {
                    let shown = self.look(viewer, surface, device).passcode;
                    let given = managed.device.given.as_ref();
                    let moment = (self.now(), device);
                    watch.look(&self.policy, moment, (viewer, surface), &shown, given);
                }
            }
        }
        self.watch = watch;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::domain::{Action, Deed, DeviceId, Management, Platform, Span, Surface, Viewer};
    use crate::policy::Policy;
    use crate::simulation::clock::Clock;
    use crate::simulation::{Invariant, Seed, Simulation};

    #[test]
    fn a_reset_that_gets_lost_is_noticed_though_nothing_more_happens() {
        let text = include_str!("../../fixtures/policies/intune-2015-12.yaml");
        let policy = Arc::new(Policy::parse("watched", text).unwrap());
        let mut simulation = Simulation::new(policy, Seed(7));
        let (device, owner) = (DeviceId::FIRST, Viewer::EndUser);
        let (platform, management) = (Platform::new("Android"), Management::Hybrid);
        simulation.act(&Action::Enrol { device, owner, platform, management }).unwrap();
        let (who, at, deed) = (Viewer::Administrator, Surface::ConfigMgrConsole, Deed::Reset);
        simulation.act(&Action::Do { who, at, device, deed }).unwrap();
        simulation.clock = Clock::default();
        simulation.act(&Action::Wait(Span::from_minutes(5))).unwrap();
        assert_eq!(simulation.breach(), None);
        simulation.act(&Action::Wait(Span::from_minutes(1))).unwrap();
        let breach = simulation.breach().map(|breach| breach.invariant);
        assert_eq!(breach, Some(Invariant::EndsInTime));
    }
}
