//! What people and the environment do to the world: how it happens. The response to a user action is decided in `response.rs`.

use crate::domain::action::{Action, UserAction};
use crate::domain::actor::Actor;
use crate::domain::device::DeviceId;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::platform::{Management, Platform};
use crate::domain::refusal::Refusal;
use crate::domain::reset::{ResetId, ResetState};
use crate::domain::surface::Surface;
use crate::journal::event::Event;
use crate::policy::checked::{OfflineDevice, TextId};
use crate::policy::row::Generator;
use crate::simulation::device::Device;
use crate::simulation::response::{Circumstances, OnDevice, Response};
use crate::simulation::server::DeviceRecord;
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
                let answer = self.attempt(Place::new(*who, *at), *device, *user_action);
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
        self.monitor_views();
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
        let record = DeviceRecord::new(token);
        let managed = Managed { row, management, owner, device: Device::new(token), record };
        let place = device.index();
        self.devices.resize(self.devices.len().max(place + 1), None);
        if let Some(empty) = self.devices.get_mut(place) {
            *empty = Some(managed);
        }
        self.note(device, Event::Enrolled { row, management, owner });
        Ok(())
    }

    /// `response.rs` decides the response.
    fn attempt(
        &mut self,
        place: Place,
        device: DeviceId,
        action: UserAction,
    ) -> Result<(), Refusal> {
        let it = self.circumstances(place, device).ok_or(Refusal::NoDevice)?;
        let response = (self.rules.respond)(action, &it)?;
        self.bring_about(&it, response)
    }

    fn circumstances(&self, place: Place, device: DeviceId) -> Option<Circumstances> {
        let Place { actor, surface } = place;
        let (managed, session) = (self.managed(device)?, self.sessions.get(actor.index())?);
        let console = self.console_for(actor, surface, managed);
        let portal = &self.policy.portal;
        Some(Circumstances {
            who: actor,
            at: surface,
            device,
            now: self.now(),
            owner: managed.owner,
            session: session.state,
            portal_offers: self.portal_offers(actor, managed),
            open_to: portal.open_to,
            window: portal.sign_in_again,
            console_offers: console.map(|console| console.offers_reset),
            in_flight: managed.record.state().in_flight(),
            lock: managed.device.lock(),
            passcode: managed.device.passcode,
            apps_blocked: managed.device.apps_blocked(),
        })
    }

    fn bring_about(&mut self, it: &Circumstances, response: Response) -> Result<(), Refusal> {
        let Response { session: state, events, is_new_attempt, on_device, sends, refusal } =
            response;
        let session = self.session(it.who);
        session.state = state;
        match it.at {
            Surface::CompanyPortal if is_new_attempt => session.message = None,
            Surface::ConfigMgrConsole | Surface::RemoteMobileDeviceManager if is_new_attempt => {
                self.console_says = None;
            }
            Surface::CompanyPortal
            | Surface::ConfigMgrConsole
            | Surface::RemoteMobileDeviceManager
            | Surface::Device => {}
        }
        if let Some(managed) = self.managed_mut(it.device) {
            match on_device {
                Some(OnDevice::Opens) => managed.device.open(),
                Some(OnDevice::HasPasscode(passcode)) => managed.device.set(passcode),
                None => {}
            }
        }
        for (device, event) in events.into_iter().flatten() {
            self.note(device, event);
        }
        if sends {
            self.accept(it.who, it.at, it.device)?;
        }
        refusal.map_or(Ok(()), Err)
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
        if surface == Surface::CompanyPortal {
            self.portal_reports(by, device, ResetState::Pending);
        }
        match (self.rules.offline_device)(&self.policy) {
            OfflineDevice::Fails if !online => self.learn(device, reset, ResetState::Failed, None),
            OfflineDevice::Fails | OfflineDevice::Waits => self.push(device, reset),
        }
        Ok(())
    }

    /// The portal says to one person how far the reset of a device is.
    pub(crate) fn portal_reports(&mut self, to: Actor, device: DeviceId, state: ResetState) {
        if let Some(text) = (self.rules.portal_text)(&self.policy.portal.says, state) {
            self.portal_says(to, device, text);
        }
    }

    fn portal_says(&mut self, to: Actor, device: DeviceId, text: TextId) {
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
