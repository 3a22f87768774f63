//! What persons and the environment do to the world.

use crate::domain::action::{Action, UserAction};
use crate::domain::actor::Actor;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::platform::{Management, Platform};
use crate::domain::refusal::Refusal;
use crate::domain::reset::{ResetId, ResetState};
use crate::domain::span::Span;
use crate::domain::surface::Surface;
use crate::domain::view::Prompt;
use crate::journal::event::Event;
use crate::policy::checked::{MeasuredFrom, OfflineDevice, OpenTo, TextId};
use crate::policy::row::Generator;
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
            Action::Do { who, at, device, user_action } => {
                let answer = self.attempt(*who, *at, *device, *user_action);
                if let Err(refusal) = answer {
                    self.refuse(*who, *at, *device, refusal);
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
        self.inject_from_outside();
        self.watch_views();
        answer
    }

    fn enrol(
        &mut self,
        device: DeviceId,
        owner: Actor,
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
        who: Actor,
        at: Surface,
        device: DeviceId,
        user_action: UserAction,
    ) -> Result<(), Refusal> {
        if self.managed(device).is_none() {
            return Err(Refusal::NoDevice);
        }
        match at {
            Surface::CompanyPortal => self.in_portal(who, device, user_action),
            Surface::ConfigMgrConsole | Surface::RemoteMobileDeviceManager => {
                self.in_console(who, at, device, user_action)
            }
            Surface::Device => self.on_device(who, device, user_action),
        }
    }

    fn in_portal(
        &mut self,
        who: Actor,
        device: DeviceId,
        user_action: UserAction,
    ) -> Result<(), Refusal> {
        if who == Actor::Administrator {
            return Err(Refusal::NotAllowed);
        }
        let now = self.now();
        match user_action {
            UserAction::SelectReset => {
                self.may_reset_in_portal(who, device)?;
                if self.has_defect(Defect::FirstSelectionSends) {
                    return self.accept(who, Surface::CompanyPortal, device);
                }
                self.session(who).select_reset(device, now);
                self.note(device, Event::SelectedReset { who });
                self.note(device, Event::Asked { who, prompt: Prompt::SignOutAndIn });
                Ok(())
            }
            UserAction::SignOut => {
                self.session(who).sign_out(now)?;
                self.note(device, Event::SignedOut { who });
                Ok(())
            }
            UserAction::SignIn { from } => self.sign_in(who, device, from),
            UserAction::ConfirmReset => {
                self.session(who).confirm(device)?;
                self.may_reset_in_portal(who, device)?;
                self.note(device, Event::ConfirmedReset { who });
                self.accept(who, Surface::CompanyPortal, device)
            }
            UserAction::Cancel => {
                self.session(who).cancel()?;
                self.note(device, Event::Cancelled { who });
                if self.has_defect(Defect::CancelStillSends) {
                    return self.accept(who, Surface::CompanyPortal, device);
                }
                Ok(())
            }
            UserAction::Reset | UserAction::EnterPasscode(_) | UserAction::SetPasscode(_) => {
                Err(Refusal::NotAsked)
            }
        }
    }

    fn may_reset_in_portal(&mut self, who: Actor, device: DeviceId) -> Result<(), Refusal> {
        if !self.session(who).signed_in() {
            return Err(Refusal::SignedOut);
        }
        if !self.managed(device).is_some_and(|managed| self.portal_offers(who, managed)) {
            return Err(Refusal::NotOffered);
        }
        self.none_in_flight(device)
    }

    fn none_in_flight(&mut self, device: DeviceId) -> Result<(), Refusal> {
        let accepts_another = self.has_defect(Defect::SecondResetAccepted);
        let managed = self.managed_mut(device).ok_or(Refusal::NoDevice)?;
        match managed.record.in_flight() {
            Some(_) if !accepts_another => Err(Refusal::AlreadyPending),
            Some(_) | None => Ok(()),
        }
    }

    fn sign_in(&mut self, who: Actor, device: DeviceId, from: Browser) -> Result<(), Refusal> {
        match (from, self.policy.portal.open_to) {
            (Browser::OnAnotherDevice, OpenTo::TheDevice) => return Err(Refusal::NotAllowed),
            (Browser::OnTheDevice, _) if self.is_locked(device) => {
                return Err(Refusal::DeviceLocked);
            }
            (Browser::OnAnotherDevice, OpenTo::AnyBrowser) | (Browser::OnTheDevice, _) => {}
        }
        if from == Browser::OnAnotherDevice && self.has_defect(Defect::PhoneNeeded) {
            return Err(Refusal::NotAllowed);
        }
        let (mut window, now) = (self.policy.portal.sign_in_again, self.now());
        if self.has_defect(Defect::WindowNotChecked) {
            window.within = Span::MAX;
        }
        if self.has_defect(Defect::WindowFromRequest) {
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
        lock == Some(crate::domain::device::DeviceLock::Locked)
    }

    fn in_console(
        &mut self,
        who: Actor,
        surface: Surface,
        device: DeviceId,
        user_action: UserAction,
    ) -> Result<(), Refusal> {
        let managed = self.managed(device).ok_or(Refusal::NoDevice)?;
        let console = self.console_for(who, surface, managed).ok_or(Refusal::NotAllowed)?;
        let offers_reset = console.offers_reset;
        match user_action {
            UserAction::Reset if offers_reset => {
                self.none_in_flight(device)?;
                self.console_says = None;
                self.note(device, Event::AskedForReset { who, surface });
                self.accept(who, surface, device)
            }
            UserAction::Reset => Err(Refusal::NotOffered),
            UserAction::SelectReset
            | UserAction::SignOut
            | UserAction::SignIn { .. }
            | UserAction::ConfirmReset
            | UserAction::Cancel
            | UserAction::EnterPasscode(_)
            | UserAction::SetPasscode(_) => Err(Refusal::NotAsked),
        }
    }

    fn on_device(
        &mut self,
        who: Actor,
        device: DeviceId,
        user_action: UserAction,
    ) -> Result<(), Refusal> {
        let managed = self.managed_mut(device).ok_or(Refusal::NoDevice)?;
        if who != managed.owner {
            return Err(Refusal::NotAllowed);
        }
        match user_action {
            UserAction::EnterPasscode(passcode) => {
                let answer = managed.device.enter(&passcode);
                self.note(device, Event::EnteredPasscode { who, opened: answer.is_ok() });
                answer
            }
            UserAction::SetPasscode(passcode) => {
                let unblocked = managed.device.set(passcode)?;
                self.note(device, Event::SetPasscode { who });
                if unblocked {
                    self.note(device, Event::AppsUnblocked);
                }
                Ok(())
            }
            UserAction::SelectReset
            | UserAction::SignOut
            | UserAction::SignIn { .. }
            | UserAction::ConfirmReset
            | UserAction::Cancel
            | UserAction::Reset => Err(Refusal::NotAsked),
        }
    }

    /// The server takes a reset on.
    fn accept(&mut self, by: Actor, surface: Surface, device: DeviceId) -> Result<(), Refusal> {
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
        if surface == Surface::CompanyPortal && !self.has_defect(Defect::PendingNotSaid) {
            self.portal_says(by, device, self.policy.portal.says.pending);
        }
        let fails = self.policy.offline_device == OfflineDevice::Fails
            || self.has_defect(Defect::OfflineResetFails);
        if !online && fails {
            self.end(device, reset, ResetState::Failed, None);
        } else {
            self.push(device, reset);
        }
        Ok(())
    }

    /// The portal says something to one person about one device.
    pub(crate) fn portal_says(&mut self, to: Actor, device: DeviceId, text: TextId) {
        self.session(to).message = Some((device, text));
        let surface = Surface::CompanyPortal;
        let view = self.look(Place::new(to, surface), device);
        let shape = view.new_passcode().map(Passcode::shape);
        self.note(device, Event::Said { surface, to, text, shape });
    }

    fn refuse(&mut self, who: Actor, surface: Surface, device: DeviceId, refusal: Refusal) {
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
