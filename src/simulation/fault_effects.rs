//! What faults do to the world, and how the world quiesces once they stop.

use crate::domain::device::{DEVICES_MAX, DeviceId};
use crate::domain::span::Span;
use crate::domain::surface::SurfaceSet;
use crate::journal::event::Event;
use crate::journal::fault::Fault;
use crate::simulation::Simulation;
use crate::simulation::clock::Due;
use crate::simulation::network::{Leg, PUSHES_SOON};
use crate::simulation::session::SessionState;

impl Simulation {
    /// Stops the faults, has every device back, and lets the policy's bound pass: whatever was accepted
    /// has ended then, or an invariant is broken.
    pub fn quiesce(&mut self) {
        self.faults.end();
        for device in self.enrolled() {
            self.note(device, Event::FaultsEnd);
            // An enrolled device refuses nothing here.
            let _ = self.connect(device, true);
            let in_flight = self.managed_mut(device).and_then(|managed| managed.record.in_flight());
            if in_flight.is_some_and(|reset| reset.pushes > PUSHES_SOON) {
                // The server's patience has grown beyond the bound; the device checks in by itself.
                self.after(Leg::CheckIn, device, Due::CheckIn);
            }
        }
        let bound = self.policy.completes_within;
        self.run_until(self.now().after(bound).after(Span::from_milliseconds(1)));
        for device in self.enrolled() {
            self.note(device, Event::FaultsEnd);
        }
        self.monitor_views();
    }

    /// Whether `fault` is injected now; it is written down if so.
    pub(crate) fn goes_wrong(&mut self, device: DeviceId, fault: Fault) -> bool {
        let injected = self.faults.injected(fault);
        if injected {
            self.note(device, Event::Fault { fault });
        }
        injected
    }

    /// The faults that can happen at any moment have an opportunity now, on every device.
    pub(crate) fn inject_from_outside(&mut self) {
        if !self.faults.any() {
            return;
        }
        for device in self.enrolled() {
            if self.goes_wrong(device, Fault::DeviceOffline) {
                self.lose_connection(device);
            }
            if self.goes_wrong(device, Fault::DeviceRebooted) {
                self.clock
                    .cancel(|about, due| about == device && matches!(due, Due::CommandArrives(_)));
                self.with_device(device, |managed| managed.device.reboot());
                self.touch(device, SurfaceSet::DEVICE);
            }
            if self.goes_wrong(device, Fault::ServerRestarted) {
                self.restart_server();
            }
            if self.goes_wrong(device, Fault::SessionLost) {
                self.lose_sessions(device);
            }
            if self.goes_wrong(device, Fault::TokenMissing) {
                self.with_device(device, |managed| managed.record.unlock_token = None);
            }
            if self.goes_wrong(device, Fault::TokenStale) {
                let stale = self.seed.0 ^ u64::MAX;
                self.with_device(device, |managed| managed.record.unlock_token = Some(stale));
            }
        }
    }

    /// The sessions of the device's owner are lost, on every surface.
    fn lose_sessions(&mut self, device: DeviceId) {
        let owner = self.managed(device).map(|managed| managed.owner);
        for (session, place) in self.sessions.iter_mut().zip(self.policy.places()) {
            if Some(place.actor) == owner {
                session.state = SessionState::SignedOut;
            }
        }
        self.touched.add_everywhere(SurfaceSet::DECLARED);
        self.unchecked.add_everywhere(SurfaceSet::DECLARED);
    }

    fn lose_connection(&mut self, device: DeviceId) {
        let was_online = self.managed(device).is_some_and(|managed| managed.device.online);
        // An enrolled device refuses nothing here.
        let _ = self.connect(device, false);
        if was_online {
            let back = self.now().after(self.network.absence());
            self.clock.schedule(back, device, Due::BackOnline);
        }
    }

    /// The server forgets what was on its way, and pushes again for everything in its durable queue.
    fn restart_server(&mut self) {
        self.clock.cancel(|_, due| matches!(due, Due::ResultArrives(..) | Due::PushAgain(_)));
        for device in self.enrolled() {
            let in_flight = self.managed_mut(device).and_then(|managed| managed.record.in_flight());
            if let Some(reset) = in_flight.map(|reset| reset.id) {
                self.push(device, reset);
            }
        }
    }

    /// The devices under management.
    fn enrolled(&self) -> impl Iterator<Item = DeviceId> + use<> {
        let enrolled: [bool; DEVICES_MAX] =
            std::array::from_fn(|place| self.devices.get(place).is_some_and(Option::is_some));
        (0..)
            .map(DeviceId)
            .zip(enrolled)
            .filter(|(_, enrolled)| *enrolled)
            .map(|(device, _)| device)
    }

    fn with_device(&mut self, device: DeviceId, change: impl FnOnce(&mut super::Managed)) {
        if let Some(managed) = self.managed_mut(device) {
            change(managed);
        }
    }
}
