//! What faults do to the world, and how the world quiesces once they stop.

use crate::domain::device::{DEVICES_MAX, DeviceId};
use crate::domain::fault::Fault;
use crate::domain::reset::{ResetId, ResetState};
use crate::domain::span::Span;
use crate::domain::surface::SurfaceSet;
use crate::journal::event::Event;
use crate::policy::checked::WaitEnd;
use crate::simulation::clock::Due;
use crate::simulation::network::{Leg, PUSHES_SOON};
use crate::simulation::session::SessionState;
use crate::simulation::{Enrolment, Managed, Simulation};

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
        let injected = self.faults.is_armed(device, fault) || self.faults.injected(fault);
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
            for fault in Fault::ALL {
                let row = fault.row();
                if row.at_any_moment && !row.only_in_scenarios && self.goes_wrong(device, *fault) {
                    self.happens(device, *fault);
                }
            }
        }
    }

    /// A scenario says that `fault` happens to `device`: at once, or else the next time that it can.
    pub fn inject(&mut self, device: DeviceId, fault: Fault) {
        self.faults.arm(device, fault);
        if fault.row().at_any_moment && self.goes_wrong(device, fault) {
            self.happens(device, fault);
        }
        self.monitor_views();
    }

    /// What a fault does that can happen at any moment. What happens to messages is done where they are sent.
    fn happens(&mut self, device: DeviceId, fault: Fault) {
        match fault {
            Fault::DeviceOffline => self.lose_connection(device),
            Fault::DeviceRestarted => {
                self.clock
                    .cancel(|about, due| about == device && matches!(due, Due::CommandArrives(_)));
                let restart = self.rules.restart;
                self.with_device(device, |managed| restart(&mut managed.device));
                self.touch(device, SurfaceSet::DEVICE);
            }
            Fault::ServerRestarted => self.restart_server(),
            Fault::SessionLost => self.change_sessions(device, |_| SessionState::SignedOut),
            Fault::PageReloaded => self.change_sessions(device, SessionState::reloaded),
            Fault::TokenMissing => {
                self.with_device(device, |managed| managed.record.unlock_token = None);
            }
            Fault::TokenStale => {
                let stale = self.seed.0 ^ u64::MAX;
                self.with_device(device, |managed| managed.record.unlock_token = Some(stale));
            }
            Fault::ResetCanceled => {
                let state = self.managed(device).map(|managed| managed.record.state());
                if state == Some(ResetState::Pending) {
                    self.withdraw(device);
                }
            }
            Fault::DeviceUnenrolled => {
                self.clock.cancel(|about, _| about == device);
                self.withdraw(device);
                self.with_device(device, |managed| {
                    managed.enrolment = Enrolment::Unenrolled;
                    managed.device.leave_management();
                });
            }
            Fault::DeviceWiped => {
                self.clock.cancel(|about, _| about == device);
                self.withdraw(device);
                self.with_device(device, |managed| {
                    managed.enrolment = Enrolment::Wiped;
                    managed.record.forget_passcodes();
                    managed.device.erase();
                });
            }
            Fault::PushLost
            | Fault::PushLate
            | Fault::PushDuplicated
            | Fault::CommandLost
            | Fault::CommandLate
            | Fault::CommandDuplicated
            | Fault::CommandFailed
            | Fault::CommandNotSupported
            | Fault::AnswerLost
            | Fault::AnswerLate
            | Fault::AnswerDuplicated => {}
        }
    }

    /// The server no longer waits for a device that has not taken the reset.
    pub(crate) fn give_up(&mut self, device: DeviceId, reset: ResetId) {
        let latest = self.managed(device).and_then(|managed| managed.record.latest);
        let waits = latest.is_some_and(|it| it.id == reset && it.state == ResetState::Pending);
        if let Some((_, end)) = self.policy.gives_up.filter(|_| waits) {
            let state = match end {
                WaitEnd::Failed => ResetState::Failed,
                WaitEnd::Canceled => ResetState::Canceled,
            };
            self.take_back(device, state);
        }
    }

    /// The server withdraws what is pending for the device.
    fn withdraw(&mut self, device: DeviceId) {
        self.take_back(device, ResetState::Canceled);
    }

    /// What is pending for the device ends like this, and nothing of it reaches the device any more.
    fn take_back(&mut self, device: DeviceId, state: ResetState) {
        self.clock.cancel(|about, due| {
            about == device
                && matches!(due, Due::PushArrives | Due::PushAgain(_) | Due::CommandArrives(_))
        });
        let in_flight = self.managed_mut(device).and_then(|managed| managed.record.in_flight());
        if let Some(reset) = in_flight.map(|reset| reset.id) {
            self.learn(device, reset, state, None);
        }
        self.touch(device, SurfaceSet::ALL);
    }

    /// The sessions of the device's owner change, on every surface.
    fn change_sessions(&mut self, device: DeviceId, to: fn(SessionState) -> SessionState) {
        let owner = self.managed(device).map(|managed| managed.owner);
        for (session, place) in self.sessions.iter_mut().zip(self.policy.places()) {
            if Some(place.actor) == owner {
                session.state = to(session.state);
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

    fn with_device(&mut self, device: DeviceId, change: impl FnOnce(&mut Managed)) {
        if let Some(managed) = self.managed_mut(device) {
            change(managed);
        }
    }
}
