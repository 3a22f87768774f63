//! What happens when a user does something: by the surface, the user action, and the state that it meets.

use crate::domain::action::UserAction;
use crate::domain::actor::ActorId;
use crate::domain::browser::Browser;
use crate::domain::device::{DeviceId, DeviceLock};
use crate::domain::instant::Instant;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::prompt::PromptKind;
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetState;
use crate::domain::surface::SurfaceId;
use crate::journal::event::Event;
use crate::policy::surfaces::{OpenTo, Prompt};
use crate::simulation::session::SessionState;

#[cfg(test)]
mod tests;

/// All that decides the response to a user action.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Circumstances<'p> {
    /// Who acts, and where.
    pub(crate) at: Place,
    /// About which device.
    pub(crate) device: DeviceId,
    /// When.
    pub(crate) now: Instant,
    /// Whose device it is.
    pub(crate) owner: ActorId,
    /// Whether the person may use the surface for this device at all.
    pub(crate) may_use: bool,
    /// Whether the surface offers the person to reset the device that this is about: see [`SessionState::subject`].
    pub(crate) offers: bool,
    /// What the surface asks for before it sends a reset.
    pub(crate) flow: &'p [Prompt],
    /// How far the person is.
    pub(crate) session: SessionState,
    /// From which browsers the surface may be used.
    pub(crate) open_to: OpenTo,
    /// How far the latest reset of that device is.
    pub(crate) state: ResetState,
    /// The device's lock.
    pub(crate) lock: DeviceLock,
    /// The passcode that opens it.
    pub(crate) passcode: Option<Passcode>,
    /// The passcode that opens its work profile, where it has one.
    pub(crate) profile: Option<Passcode>,
    /// Whether the device keeps its apps closed.
    pub(crate) apps_blocked: bool,
    /// Whether the device has a connection.
    pub(crate) online: bool,
}

/// The response to a user action that is not refused outright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Response {
    /// How far the person is on the surface now.
    pub(crate) session: SessionState,
    /// What is written down, and about which device.
    pub(crate) events: [Option<(DeviceId, Event)>; 2],
    /// Whether what the surface said last is taken away.
    pub(crate) is_new_attempt: bool,
    /// What happens on the device.
    pub(crate) on_device: Option<OnDevice>,
    /// The device of which the server takes a reset on.
    pub(crate) sends: Option<DeviceId>,
    /// Why the user action is refused after all.
    pub(crate) refusal: Option<Refusal>,
}

/// What a user action does to the device itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OnDevice {
    /// It opens.
    Opens,
    /// It has this passcode from now on, and locks.
    HasPasscode(Passcode),
}

/// What the system does in response to a user action. A refusal outright changes nothing.
pub(crate) fn respond(action: UserAction, it: &Circumstances<'_>) -> Result<Response, Refusal> {
    if it.at.surface == SurfaceId::DEVICE { on_device(action, it) } else { on_surface(action, it) }
}

fn on_surface(action: UserAction, it: &Circumstances<'_>) -> Result<Response, Refusal> {
    use SessionState::{Asked, SignedIn, SignedOut, SignedOutAsAsked};

    let (at, device, unchanged) = (it.at, it.device, Response::new(it));
    if !it.may_use {
        return Err(Refusal::NotAllowed);
    }
    match (action, it.session) {
        (UserAction::SelectReset, SignedOut | SignedOutAsAsked { .. }) => Err(Refusal::SignedOut),
        (UserAction::SelectReset, SignedIn | Asked { .. }) => {
            it.may_reset()?;
            let selected = unchanged.as_new_attempt().with(device, Event::SelectedReset { at });
            Ok(selected.asking(it, 0, it.now))
        }

        (UserAction::SignOut, SignedOut | SignedOutAsAsked { .. }) => Err(Refusal::SignedOut),
        (UserAction::SignOut, Asked { device: about, prompt, requested_at })
            if it.is_asked_to_sign_in_again() =>
        {
            let signed_out_at = it.now;
            Ok(unchanged
                .then(SignedOutAsAsked { device: about, prompt, requested_at, signed_out_at })
                .with(device, Event::SignedOut { at }))
        }
        (UserAction::SignOut, SignedIn | Asked { .. }) => {
            Ok(unchanged.then(SignedOut).with(device, Event::SignedOut { at }))
        }

        (UserAction::SignIn { from }, session) => {
            it.browser_may_be_used(from)?;
            let back = unchanged.with(device, Event::SignedIn { at, from });
            Ok(match session {
                SignedOutAsAsked { device: about, prompt, requested_at, .. } => {
                    if it.is_back_in_time() {
                        back.answering(it, about, prompt, requested_at)
                    } else {
                        back.then(SignedIn).with(about, Event::WindowExpired { at })
                    }
                }
                SignedOut | SignedIn | Asked { .. } => back.then(SignedIn),
            })
        }

        (
            UserAction::Confirm
            | UserAction::EnterCode { .. }
            | UserAction::Choose { .. }
            | UserAction::Cancel
            | UserAction::EnterPasscode(_)
            | UserAction::OpenWorkProfile(_)
            | UserAction::SetPasscode(_),
            _,
        ) => at_prompt(action, it),
    }
}

/// What someone does who is asked for something.
fn at_prompt(action: UserAction, it: &Circumstances<'_>) -> Result<Response, Refusal> {
    use SessionState::{Asked, SignedIn, SignedOut, SignedOutAsAsked};

    let (at, device, unchanged) = (it.at, it.device, Response::new(it));
    match (action, it.session) {
        (UserAction::Confirm, Asked { prompt, requested_at, .. })
            if it.is_asked(PromptKind::Confirm) =>
        {
            Ok(unchanged.with(device, Event::Confirmed { at }).answering(
                it,
                device,
                prompt,
                requested_at,
            ))
        }
        (UserAction::EnterCode { right }, Asked { prompt, requested_at, .. })
            if it.is_asked(PromptKind::EnterCode) =>
        {
            let entered = unchanged.with(device, Event::EnteredCode { at, right });
            Ok(if right {
                entered.answering(it, device, prompt, requested_at)
            } else {
                entered.refused(Refusal::WrongCode)
            })
        }
        (UserAction::Choose { option }, Asked { prompt, requested_at, .. })
            if it.is_asked(PromptKind::Choose) =>
        {
            let asked = it.flow.get(usize::from(prompt)).ok_or(Refusal::NotAsked)?;
            let text = asked.options.get(usize::from(option)).ok_or(Refusal::NotAsked)?;
            let chosen = unchanged.with(device, Event::Chose { at, option: *text });
            Ok(if option == asked.right {
                chosen.answering(it, device, prompt, requested_at)
            } else {
                chosen.then(SignedIn)
            })
        }
        (UserAction::Cancel, SignedOutAsAsked { device: about, .. }) if about == device => {
            Ok(unchanged.then(SignedOut).with(device, Event::Cancelled { at }))
        }
        (UserAction::Cancel, Asked { device: about, .. }) if about == device => {
            Ok(unchanged.then(SignedIn).with(device, Event::Cancelled { at }))
        }
        (
            UserAction::Confirm
            | UserAction::EnterCode { .. }
            | UserAction::Choose { .. }
            | UserAction::Cancel
            | UserAction::SelectReset
            | UserAction::SignOut
            | UserAction::SignIn { .. }
            | UserAction::EnterPasscode(_)
            | UserAction::OpenWorkProfile(_)
            | UserAction::SetPasscode(_),
            _,
        ) => Err(Refusal::NotAsked),
    }
}

fn on_device(action: UserAction, it: &Circumstances<'_>) -> Result<Response, Refusal> {
    let (who, device, unchanged) = (it.at.actor, it.device, Response::new(it));
    if who != it.owner {
        return Err(Refusal::NotAllowed);
    }
    let entered = |opened| unchanged.with(device, Event::EnteredPasscode { who, opened });
    match (action, it.lock) {
        (UserAction::EnterPasscode(_), DeviceLock::NoPasscode) => {
            Ok(entered(false).refused(Refusal::NotAsked))
        }
        (UserAction::EnterPasscode(passcode), DeviceLock::Locked | DeviceLock::Unlocked) => {
            Ok(if it.passcode == Some(passcode) {
                entered(true).on_device(OnDevice::Opens)
            } else {
                entered(false).refused(Refusal::WrongPasscode)
            })
        }

        (UserAction::OpenWorkProfile(passcode), _) => match it.profile {
            None => Err(Refusal::NotAsked),
            Some(own) if own == passcode => Ok(unchanged),
            Some(_) => Ok(unchanged.refused(Refusal::WrongPasscode)),
        },

        (UserAction::SetPasscode(_), DeviceLock::Locked) => Err(Refusal::DeviceLocked),
        (UserAction::SetPasscode(passcode), DeviceLock::Unlocked | DeviceLock::NoPasscode) => {
            let set = unchanged
                .on_device(OnDevice::HasPasscode(passcode))
                .with(device, Event::SetPasscode { who });
            Ok(if it.apps_blocked { set.with(device, Event::AppsUnblocked) } else { set })
        }

        (
            UserAction::SelectReset
            | UserAction::SignOut
            | UserAction::SignIn { .. }
            | UserAction::Confirm
            | UserAction::EnterCode { .. }
            | UserAction::Choose { .. }
            | UserAction::Cancel,
            _,
        ) => Err(Refusal::NotAsked),
    }
}

impl Circumstances<'_> {
    /// Whether the person may reset the device here, being signed in.
    const fn may_reset(&self) -> Result<(), Refusal> {
        match (self.offers, self.state.in_flight()) {
            (false, _) => Err(Refusal::NotOffered),
            (true, true) => Err(Refusal::AlreadyPending),
            (true, false) => Ok(()),
        }
    }

    /// A browser on the device itself needs a device that its owner can use.
    fn browser_may_be_used(&self, from: Browser) -> Result<(), Refusal> {
        match (from, self.open_to) {
            (Browser::OnAnotherDevice, OpenTo::TheDevice) => Err(Refusal::NotAllowed),
            (Browser::OnAnotherDevice, OpenTo::AnyBrowser) => Ok(()),
            (Browser::OnTheDevice, _) if self.at.actor != self.owner => Err(Refusal::NotAllowed),
            (Browser::OnTheDevice, _) if self.lock == DeviceLock::Locked => {
                Err(Refusal::DeviceLocked)
            }
            (Browser::OnTheDevice, _) if self.apps_blocked => Err(Refusal::AppsBlocked),
            (Browser::OnTheDevice, _) if !self.online => Err(Refusal::DeviceOffline),
            (Browser::OnTheDevice, _) => Ok(()),
        }
    }

    /// What the person is asked for now, about whichever device.
    fn asked(&self) -> Option<(&Prompt, DeviceId)> {
        match self.session {
            SessionState::Asked { device, prompt, .. } => {
                self.flow.get(usize::from(prompt)).map(|prompt| (prompt, device))
            }
            SessionState::SignedOut
            | SessionState::SignedIn
            | SessionState::SignedOutAsAsked { .. } => None,
        }
    }

    /// Whether the person is asked for a prompt of this kind, about this device.
    fn is_asked(&self, kind: PromptKind) -> bool {
        self.asked()
            .is_some_and(|(prompt, about)| prompt.asked.kind == kind && about == self.device)
    }

    fn is_asked_to_sign_in_again(&self) -> bool {
        self.asked().is_some_and(|(prompt, _)| prompt.asked.kind == PromptKind::SignInAgain)
    }

    /// Whether signing in now is within the window, for a person who has signed out as asked.
    fn is_back_in_time(&self) -> bool {
        self.session.window(self.flow).is_some_and(|(window, opened_at)| {
            window.limit.admits(self.now.since(opened_at), window.within)
        })
    }
}

impl Response {
    /// Nothing changes.
    pub(crate) const fn new(it: &Circumstances<'_>) -> Self {
        Self {
            session: it.session,
            events: [None, None],
            is_new_attempt: false,
            on_device: None,
            sends: None,
            refusal: None,
        }
    }

    const fn then(self, session: SessionState) -> Self {
        Self { session, ..self }
    }

    /// One more event is written down; a response has no more than two.
    const fn with(self, device: DeviceId, event: Event) -> Self {
        let event = Some((device, event));
        let events = match self.events {
            [None, _] => [event, None],
            [first, _] => [first, event],
        };
        Self { events, ..self }
    }

    /// The person is asked for the prompt that `next` counts to; after the last one the reset is sent.
    fn asking(self, it: &Circumstances<'_>, next: u8, requested_at: Instant) -> Self {
        let device = it.device;
        match it.flow.get(usize::from(next)) {
            Some(prompt) => self
                .then(SessionState::Asked { device, prompt: next, requested_at })
                .with(device, Event::Prompted { at: it.at, asked: prompt.asked }),
            None => self.then(SessionState::SignedIn).sending(device),
        }
    }

    /// The prompt that `answered` counts to has been answered, about `device`.
    fn answering(
        self,
        it: &Circumstances<'_>,
        device: DeviceId,
        answered: u8,
        requested_at: Instant,
    ) -> Self {
        let it = Circumstances { device, ..*it };
        let next = answered.saturating_add(1);
        let is_last = usize::from(next) >= it.flow.len();
        match it.may_reset() {
            // Since it was asked for, the reset has become impossible: that is said at the end of the flow.
            Err(refusal) if is_last => {
                Response::new(&it).then(SessionState::SignedIn).refused(refusal)
            }
            Ok(()) | Err(_) => self.asking(&it, next, requested_at),
        }
    }

    const fn as_new_attempt(self) -> Self {
        Self { is_new_attempt: true, ..self }
    }

    const fn on_device(self, on_device: OnDevice) -> Self {
        Self { on_device: Some(on_device), ..self }
    }

    /// The server takes a reset of the device on.
    pub(crate) const fn sending(self, device: DeviceId) -> Self {
        Self { sends: Some(device), ..self }
    }

    const fn refused(self, refusal: Refusal) -> Self {
        Self { refusal: Some(refusal), ..self }
    }
}
