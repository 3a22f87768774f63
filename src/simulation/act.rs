//! What persons and the environment do to the world.

use crate::domain::{
    Action, Browser, Deed, DeviceId, Management, Passcode, Platform, Prompt, Refusal, ResetId,
    ResetState, Span, Surface, Viewer,
};
use crate::journal::Event;
use crate::policy::{Generator, MeasuredFrom, OfflineDevice, OpenTo, TextId};
use crate::simulation::defect::Defect;
use crate::simulation::device::Device;
use crate::simulation::portal::SignedIn;
use crate::simulation::server::Record;
use crate::simulation::{Managed, Simulation};

impl Simulation {
    /// Does something, and lets happen what is due by then.
    ///
    /// # Errors
    ///
    /// The [`Refusal`], when it could not be done; nothing has changed then but what was said.
    pub fn act(&mut self, action: &Action) -> Result<(), Refusal> {
        let answer = match action {
            Action::Enrol { device, owner, platform, management } => {
                self.enrol(*device, *owner, platform, *management)
            }
            Action::Connect { device, online } => self.connect(*device, *online),
            Action::Do { who, at, device, deed } => {
                let answer = self.attempt(*who, *at, *device, *deed);
                if let Err(refusal) = answer {
                    self.turn_away(*who, *at, *device, refusal);
                }
                answer
            }
            Action::Wait(span) => {
                self.run_until(self.now().after(*span));
                Ok(())
            }
            Action::WaitSinceApplied { device, span } => self.wait_since_applied(*device, *span),
            Action::AwaitAnswer { device, within } => {
                let bound = within.unwrap_or(self.policy.portal.completes_within);
                self.run_until_answered(*device, self.now().after(bound))
            }
        };
        self.strike_from_outside();
        self.watch_views();
        answer
    }

    fn enrol(
        &mut self,
        device: DeviceId,
        owner: Viewer,
        platform: &Platform,
        management: Management,
    ) -> Result<(), Refusal> {
        let row = self.policy.row_for(platform, management).ok_or(Refusal::NoRow)?;
        if self.managed(device).is_some() {
            return Err(Refusal::EnrolledAlready);
        }
        let token = self.seed.0.wrapping_add(u64::from(device.0));
        let record = Record::new(token);
        let managed = Managed { row, management, owner, device: Device::new(token), record };
        let place = device.index();
        self.devices.resize(self.devices.len().max(place + 1), None);
        if let Some(empty) = self.devices.get_mut(place) {
            *empty = Some(managed);
        }
        self.note(device, Event::Enrolled { row, management, owner });
        Ok(())
    }

    fn attempt(
        &mut self,
        who: Viewer,
        at: Surface,
        device: DeviceId,
        deed: Deed,
    ) -> Result<(), Refusal> {
        if self.managed(device).is_none() {
            return Err(Refusal::NoDevice);
        }
        match at {
            Surface::CompanyPortal => self.in_portal(who, device, deed),
            Surface::ConfigMgrConsole | Surface::RemoteMobileDeviceManager => {
                self.in_console(who, at, device, deed)
            }
            Surface::Device => self.on_device(who, device, deed),
        }
    }

    fn in_portal(&mut self, who: Viewer, device: DeviceId, deed: Deed) -> Result<(), Refusal> {
        if who == Viewer::Administrator {
            return Err(Refusal::NotLetIn);
        }
        let now = self.now();
        match deed {
            Deed::SelectReset => {
                self.may_reset_in_portal(who, device)?;
                if self.suffers(Defect::FirstSelectionSends) {
                    return self.accept(who, Surface::CompanyPortal, device);
                }
                self.session(who).select_reset(device, now);
                self.note(device, Event::SelectedReset { who });
                self.note(device, Event::Asked { who, prompt: Prompt::SignOutAndIn });
                Ok(())
            }
            Deed::SignOut => {
                self.session(who).sign_out(now)?;
                self.note(device, Event::SignedOut { who });
                Ok(())
            }
            Deed::SignIn { from } => self.sign_in(who, device, from),
            Deed::ConfirmReset => {
                self.session(who).confirm(device)?;
                self.may_reset_in_portal(who, device)?;
                self.note(device, Event::ConfirmedReset { who });
                self.accept(who, Surface::CompanyPortal, device)
            }
            Deed::Cancel => {
                self.session(who).cancel()?;
                self.note(device, Event::Cancelled { who });
                if self.suffers(Defect::CancelStillSends) {
                    return self.accept(who, Surface::CompanyPortal, device);
                }
                Ok(())
            }
            Deed::Reset | Deed::EnterPasscode(_) | Deed::SetPasscode(_) => Err(Refusal::NotAsked),
        }
    }

    fn may_reset_in_portal(&mut self, who: Viewer, device: DeviceId) -> Result<(), Refusal> {
        if !self.session(who).signed_in() {
            return Err(Refusal::SignedOut);
        }
        if !self.managed(device).is_some_and(|managed| self.portal_offers(who, managed)) {
            return Err(Refusal::NotOffered);
        }
        self.none_in_flight(device)
    }

    fn none_in_flight(&mut self, device: DeviceId) -> Result<(), Refusal> {
        let accepts_another = self.suffers(Defect::SecondResetAccepted);
        let managed = self.managed_mut(device).ok_or(Refusal::NoDevice)?;
        match managed.record.in_flight() {
            Some(_) if !accepts_another => Err(Refusal::AlreadyPending),
            Some(_) | None => Ok(()),
        }
    }

    fn sign_in(&mut self, who: Viewer, device: DeviceId, from: Browser) -> Result<(), Refusal> {
        match (from, self.policy.portal.open_to) {
            (Browser::OnAnotherDevice, OpenTo::TheDevice) => return Err(Refusal::NotLetIn),
            (Browser::OnTheDevice, _) if self.is_locked(device) => {
                return Err(Refusal::DeviceLocked);
            }
            (Browser::OnAnotherDevice, OpenTo::AnyBrowser) | (Browser::OnTheDevice, _) => {}
        }
        if from == Browser::OnAnotherDevice && self.suffers(Defect::PhoneNeeded) {
            return Err(Refusal::NotLetIn);
        }
        let (mut window, now) = (self.policy.portal.sign_in_again, self.now());
        if self.suffers(Defect::WindowNotChecked) {
            window.within = Span::MAX;
        }
        if self.suffers(Defect::WindowFromRequest) {
            window.measured_from = MeasuredFrom::Request;
        }
        let signed_in = self.session(who).sign_in(from, &window, now);
        self.note(device, Event::SignedIn { who, from });
        match signed_in {
            SignedIn::Idle => {}
            SignedIn::Asked(about) => {
                self.note(about, Event::Asked { who, prompt: Prompt::ResetPasscode });
            }
            SignedIn::Lapsed(about) => self.note(about, Event::WindowLapsed { who }),
        }
        Ok(())
    }

    fn is_locked(&self, device: DeviceId) -> bool {
        let lock = self.managed(device).map(|managed| managed.device.lock());
        lock == Some(crate::domain::DeviceLock::Locked)
    }

    fn in_console(
        &mut self,
        who: Viewer,
        surface: Surface,
        device: DeviceId,
        deed: Deed,
    ) -> Result<(), Refusal> {
        let managed = self.managed(device).ok_or(Refusal::NoDevice)?;
        let console = self.console_for(who, surface, managed).ok_or(Refusal::NotLetIn)?;
        let offers_reset = console.offers_reset;
        match deed {
            Deed::Reset if offers_reset => {
                self.none_in_flight(device)?;
                self.console_says = None;
                self.note(device, Event::AskedForReset { who, surface });
                self.accept(who, surface, device)
            }
            Deed::Reset => Err(Refusal::NotOffered),
            Deed::SelectReset
            | Deed::SignOut
            | Deed::SignIn { .. }
            | Deed::ConfirmReset
            | Deed::Cancel
            | Deed::EnterPasscode(_)
            | Deed::SetPasscode(_) => Err(Refusal::NotAsked),
        }
    }

    fn on_device(&mut self, who: Viewer, device: DeviceId, deed: Deed) -> Result<(), Refusal> {
        let managed = self.managed_mut(device).ok_or(Refusal::NoDevice)?;
        if who != managed.owner {
            return Err(Refusal::NotLetIn);
        }
        match deed {
            Deed::EnterPasscode(passcode) => {
                let answer = managed.device.enter(&passcode);
                self.note(device, Event::EnteredPasscode { who, opened: answer.is_ok() });
                answer
            }
            Deed::SetPasscode(passcode) => {
                let unblocked = managed.device.set(passcode)?;
                self.note(device, Event::SetPasscode { who });
                if unblocked {
                    self.note(device, Event::AppsUnblocked);
                }
                Ok(())
            }
            Deed::SelectReset
            | Deed::SignOut
            | Deed::SignIn { .. }
            | Deed::ConfirmReset
            | Deed::Cancel
            | Deed::Reset => Err(Refusal::NotAsked),
        }
    }

    /// The server takes a reset on.
    fn accept(&mut self, by: Viewer, surface: Surface, device: DeviceId) -> Result<(), Refusal> {
        let rule = self.row_of(device).and_then(|row| row.passcode.as_ref());
        let made_by_server = rule.filter(|rule| rule.generated_by == Generator::Server).cloned();
        let passcode = made_by_server.and_then(|rule| self.passcodes.passcode(&rule, None));
        self.resets += 1;
        let (reset, now) = (ResetId(self.resets), self.now());
        let managed = self.managed_mut(device).ok_or(Refusal::NoDevice)?;
        managed.record.accept(reset, by, surface, passcode, now);
        let online = managed.device.online;
        self.faults.reset_accepted();
        self.note(device, Event::Accepted { reset, by, surface });
        if surface == Surface::CompanyPortal && !self.suffers(Defect::PendingNotSaid) {
            self.portal_says(by, device, self.policy.portal.says.pending);
        }
        let fails = self.policy.offline_device == OfflineDevice::Fails
            || self.suffers(Defect::OfflineResetFails);
        if !online && fails {
            self.end(device, reset, ResetState::Failed, None);
        } else {
            self.push(device, reset);
        }
        Ok(())
    }

    /// The portal says something to one person about one device.
    pub(super) fn portal_says(&mut self, to: Viewer, device: DeviceId, text: TextId) {
        self.session(to).message = Some((device, text));
        let surface = Surface::CompanyPortal;
        let view = self.look(to, surface, device);
        let shape = view.new_passcode().map(Passcode::shape);
        self.note(device, Event::Said { surface, to, text, shape });
    }

    fn turn_away(&mut self, who: Viewer, surface: Surface, device: DeviceId, refusal: Refusal) {
        self.note(device, Event::Refused { who, surface, refusal });
        if refusal != Refusal::AlreadyPending {
            return;
        }
        if surface == Surface::CompanyPortal {
            self.portal_says(who, device, self.policy.portal.says.already_pending);
            return;
        }
        let managed = self.managed(device);
        let console = managed.and_then(|managed| self.console_for(who, surface, managed));
        if let Some(text) = console.and_then(|console| console.says.already_pending) {
            self.console_says = Some((surface, device, text));
            self.note(device, Event::Said { surface, to: who, text, shape: None });
        }
    }
}
