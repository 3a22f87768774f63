//! What people and the environment do to the world: how it happens. The response to a user action is decided in `response/`.

use std::sync::Arc;

use crate::domain::action::{Action, UserAction};
use crate::domain::actor::ActorId;
use crate::domain::device::{DEVICES_MAX, DeviceId};
use crate::domain::key::Key;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::reset::{ResetId, ResetState};
use crate::domain::surface::{SurfaceId, SurfaceSet};
use crate::domain::text_table::TextId;
use crate::journal::event::Event;
use crate::policy::checked::OfflineDevice;
use crate::policy::row::Generator;
use crate::simulation::clock::Due;
use crate::simulation::device::Device;
use crate::simulation::response::{Circumstances, OnDevice, Response};
use crate::simulation::server::DeviceRecord;
use crate::simulation::session::SessionState;
use crate::simulation::{Enrolment, Managed, Simulation};

impl Simulation {
    /// Does something.
    ///
    /// # Errors
    ///
    /// The [`Refusal`], when it could not be done; nothing has changed then but what was said.
    pub fn act(&mut self, action: &Action) -> Result<(), Refusal> {
        let answer = match action {
            Action::Enrol { device, owner, key } => self.enrol(*device, *owner, key),
            Action::Connect { device, online } => self.connect(*device, *online),
            Action::Do { at, device, user_action } => {
                let subject = self.subject(*at, *device, *user_action);
                let answer = self.attempt(*at, *device, subject, *user_action);
                if let Err(refusal) = answer {
                    self.refuse(*at, subject, refusal);
                }
                self.touch_everywhere(at.surface);
                answer
            }
        };
        self.inject_from_outside();
        self.monitor_views();
        answer
    }

    fn enrol(&mut self, device: DeviceId, owner: ActorId, key: &Key) -> Result<(), Refusal> {
        let id = self.policy.key_id(key).ok_or(Refusal::NoRow)?;
        let row = self.policy.covered(id).ok_or(Refusal::NoRow)?.row;
        if !self.policy.role(owner).owns_devices() {
            return Err(Refusal::NotAllowed);
        }
        if self.managed(device).is_some() {
            return Err(Refusal::EnrolledAlready);
        }
        let place = device.index();
        if place >= DEVICES_MAX {
            return Err(Refusal::NoDevice);
        }
        let token = self.seed.0.wrapping_add(u64::from(device.0));
        let record = DeviceRecord::new(token);
        let scope = self.policy.row(row).map(|row| row.scope).unwrap_or_default();
        let managing = self.policy.managing(key.management());
        let managed = Managed {
            row,
            managing,
            owner,
            device: Device::new(token).with_profile_for(scope),
            record,
            enrolment: Enrolment::Enrolled,
        };
        self.devices.resize(self.devices.len().max(place + 1), None);
        if let Some(empty) = self.devices.get_mut(place) {
            *empty = Some(managed);
        }
        self.touch(device, SurfaceSet::ALL);
        self.note(device, Event::Enrolled { key: id, owner });
        Ok(())
    }

    fn subject(&self, place: Place, mentioned: DeviceId, action: UserAction) -> DeviceId {
        self.session(place).map_or(mentioned, |session| session.state.subject(action, mentioned))
    }

    /// `response/` decides the response.
    fn attempt(
        &mut self,
        place: Place,
        device: DeviceId,
        subject: DeviceId,
        action: UserAction,
    ) -> Result<(), Refusal> {
        let policy = Arc::clone(&self.policy);
        let managed = self.managed(device).ok_or(Refusal::NoDevice)?;
        let subject = self.managed(subject).ok_or(Refusal::NoDevice)?;
        let surface = policy.surface(place.surface).ok_or(Refusal::NotAllowed)?;
        if managed.enrolment == Enrolment::Unenrolled && place.surface != SurfaceId::DEVICE {
            return Err(Refusal::NoDevice);
        }
        let session = self.session(place);
        let it = Circumstances {
            at: place,
            device,
            now: self.now(),
            owner: managed.owner,
            may_use: session.is_some() && (surface.is_portal() || self.knows(place, managed)),
            offers: self.may_offer(place, subject),
            flow: surface.flow.as_deref().unwrap_or_default(),
            session: session.map_or(SessionState::SignedOut, |it| it.state),
            open_to: surface.open_to,
            state: subject.record.state(),
            lock: managed.device.lock(),
            passcode: managed.device.passcode,
            profile: managed.device.profile_passcode(),
            apps_blocked: managed.device.apps_blocked(),
            online: managed.device.online,
        };
        let response = (self.rules.respond)(action, &it)?;
        self.bring_about(place, device, response)
    }

    fn bring_about(
        &mut self,
        place: Place,
        device: DeviceId,
        response: Response,
    ) -> Result<(), Refusal> {
        let Response { session: state, events, is_new_attempt, on_device, sends, refusal } =
            response;
        if let Some(session) = self.session_mut(place) {
            session.state = state;
            if is_new_attempt {
                session.message = None;
            }
        }
        if let (Some(managed), Some(on_device)) = (self.managed_mut(device), on_device) {
            match on_device {
                OnDevice::Opens => managed.device.open(),
                OnDevice::HasPasscode(passcode) => managed.device.set(passcode),
            }
        }
        for (device, event) in events.into_iter().flatten() {
            self.note(device, event);
        }
        if let Some(device) = sends {
            self.accept(place, device)?;
        }
        refusal.map_or(Ok(()), Err)
    }

    /// The server takes a reset on.
    fn accept(&mut self, at: Place, device: DeviceId) -> Result<(), Refusal> {
        let rule = self.row_of(device).and_then(|row| row.passcode.as_ref());
        // Who chooses it makes no difference here: the server has it before the device.
        let made_by_server = rule.filter(|rule| rule.generated_by != Generator::Device).cloned();
        let current = self.managed(device).and_then(|managed| managed.device.passcode);
        if let Some(row) = self.managed(device).map(|managed| managed.row) {
            self.draw_what_was_added(row);
        }
        let passcode =
            made_by_server.and_then(|rule| self.passcodes.passcode(&rule, current.as_ref()));
        self.resets += 1;
        let (reset, now) = (ResetId(self.resets), self.now());
        let role = self.policy.role(at.actor);
        let managed = self.managed_mut(device).ok_or(Refusal::NoDevice)?;
        managed.record.accept(reset, at, role, passcode, now);
        let online = managed.device.online;
        self.faults.reset_accepted();
        self.touch(device, SurfaceSet::DECLARED);
        self.note(device, Event::Accepted { reset, at });
        self.reports(at, device, ResetState::Pending);
        if let Some((after, _)) = self.policy.gives_up {
            self.clock.schedule(now.after(after), device, Due::GivesUp(reset));
        }
        match (self.rules.offline_device)(&self.policy) {
            OfflineDevice::Fails if !online => self.learn(device, reset, ResetState::Failed, None),
            OfflineDevice::Fails | OfflineDevice::Waits => self.push(device, reset),
        }
        Ok(())
    }

    /// A surface says to the person who asked for a reset there how far it is.
    pub(crate) fn reports(&mut self, to: Place, device: DeviceId, state: ResetState) {
        let says = self.policy.surface(to.surface).map(|surface| surface.says);
        if let Some(text) = says.and_then(|says| (self.rules.text_of)(&says, state)) {
            self.says(to, device, text);
        }
    }

    fn says(&mut self, at: Place, device: DeviceId, text: TextId) {
        let Some(session) = self.session_mut(at) else { return };
        session.message = Some((device, text));
        let view = self.look(at, device);
        let shape = view.new_passcode().map(Passcode::shape);
        self.touch(device, SurfaceSet::one(at.surface));
        self.note(device, Event::Said { at, text, shape });
    }

    fn refuse(&mut self, at: Place, device: DeviceId, refusal: Refusal) {
        self.note(device, Event::Refused { at, refusal });
        let surface = self.policy.surface(at.surface).filter(|_| at.surface != SurfaceId::DEVICE);
        let text = surface.and_then(|surface| surface.says.already_pending);
        if let Some(text) = text.filter(|_| refusal == Refusal::AlreadyPending) {
            self.says(at, device, text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::browser::Browser;
    use crate::domain::instant::Instant;
    use crate::domain::span::Span;
    use crate::policy::samples::{changed, key, place, plain};
    use crate::simulation::random_stream::Seed;

    /// The states of a reset by the clerk under a policy that gives up at once on a device that is offline: when it
    /// was asked for, and in the end.
    fn states(online: bool) -> [ResetState; 2] {
        let policy = changed("offline_device: waits", "offline_device: fails");
        let (device, owner) = (DeviceId::FIRST, policy.owner());
        let at = place(&policy, "the clerk", "the desk");
        let mut simulation = Simulation::new(policy, Seed(7));
        simulation.act(&Action::Enrol { device, owner, key: key("Letters", "joint") }).unwrap();
        simulation.act(&Action::Connect { device, online }).unwrap();
        let user_action = UserAction::SelectReset;
        simulation.act(&Action::Do { at, device, user_action }).unwrap();
        let state = |simulation: &Simulation| simulation.look(at, device).state.unwrap();
        let asked = state(&simulation);
        simulation.advance(Span::from_minutes(5));
        while simulation.now() < Instant::START.after(Span::from_minutes(5)) {
            simulation.advance(Span::from_minutes(1));
        }
        [asked, state(&simulation)]
    }

    #[test]
    fn a_reset_fails_at_once_only_if_the_device_is_offline() {
        assert_eq!(states(true), [ResetState::Pending, ResetState::Done]);
        assert_eq!(states(false), [ResetState::Failed, ResetState::Failed]);
    }

    #[test]
    fn every_device_has_its_own_place() {
        let policy = plain();
        let owner = policy.owner();
        let mut simulation = Simulation::new(policy, Seed(7));
        let mut enrol = |number| {
            let key = key("Letters", "joint");
            simulation.act(&Action::Enrol { device: DeviceId(number), owner, key })
        };
        assert_eq!(enrol(2), Ok(()));
        assert_eq!(enrol(2), Err(Refusal::EnrolledAlready));
        assert_eq!(enrol(0), Ok(()));
        let last = u8::try_from(DEVICES_MAX).unwrap();
        assert_eq!(enrol(last - 1), Ok(()));
        assert_eq!(enrol(last), Err(Refusal::NoDevice));
    }

    #[test]
    fn a_surface_knows_only_the_managements_that_are_its_own() {
        for (management, known) in [("joint", true), ("single", false)] {
            let policy = plain();
            let (device, owner) = (DeviceId::FIRST, policy.owner());
            let [desk, page] = [("the clerk", "the desk"), ("the owner", "the page")]
                .map(|(who, surface)| place(&policy, who, surface));
            let mut simulation = Simulation::new(policy, Seed(7));
            let key = key("Letters", management);
            simulation.act(&Action::Enrol { device, owner, key }).unwrap();
            assert_eq!(simulation.look(desk, device).allowed, known);
            assert!(simulation.look(page, device).allowed);
            let user_action = UserAction::SelectReset;
            let asked = simulation.act(&Action::Do { at: desk, device, user_action });
            assert_eq!(asked, if known { Ok(()) } else { Err(Refusal::NotAllowed) });
        }
    }

    #[test]
    fn what_a_surface_does_not_support_can_be_begun_there_or_not() {
        for (support, asked) in [
            ("hidden", Err(Refusal::NotOffered)),
            ("greyed_out", Err(Refusal::NotOffered)),
            ("not_supported", Ok(())),
            ("fails", Ok(())),
        ] {
            let effect = "    effect: removed\n";
            let policy =
                changed(effect, &format!("{effect}    support: {{ the desk: {support} }}\n"));
            let (device, owner) = (DeviceId::FIRST, policy.owner());
            let at = place(&policy, "the clerk", "the desk");
            let mut simulation = Simulation::new(policy, Seed(7));
            simulation.act(&Action::Enrol { device, owner, key: key("Gone", "joint") }).unwrap();
            assert_eq!(simulation.look(at, device).greyed_out, support == "greyed_out");
            let user_action = UserAction::SelectReset;
            assert_eq!(simulation.act(&Action::Do { at, device, user_action }), asked, "{support}");
        }
    }

    #[test]
    fn a_portal_says_that_the_reset_is_on_its_way_and_what_keeps_a_second_one_from_beginning() {
        let policy = plain();
        let (device, owner) = (DeviceId::FIRST, policy.owner());
        let at = place(&policy, "the owner", "the page");
        let mut simulation = Simulation::new(Arc::clone(&policy), Seed(7));
        simulation.act(&Action::Enrol { device, owner, key: key("Letters", "single") }).unwrap();
        let mut act = |user_action| {
            let acted = simulation.act(&Action::Do { at, device, user_action });
            let said = simulation.look(at, device).says;
            let texts: Vec<&str> = said.texts().iter().map(|text| policy.text(*text)).collect();
            (acted, texts)
        };
        // A refusal of another kind has no words.
        assert_eq!(act(UserAction::Confirm), (Err(Refusal::NotAsked), vec![]));
        for user_action in [
            UserAction::SelectReset,
            UserAction::SignOut,
            UserAction::SignIn { from: Browser::OnAnotherDevice },
        ] {
            assert_eq!(act(user_action).0, Ok(()));
        }
        assert_eq!(act(UserAction::Confirm), (Ok(()), vec!["It is on its way"]));
        assert_eq!(
            act(UserAction::SelectReset),
            (Err(Refusal::AlreadyPending), vec!["One is on its way"])
        );
    }
}
