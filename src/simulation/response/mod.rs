//! What happens when a user does something: by the surface, the user action, and the state that it meets.

use crate::domain::action::UserAction;
use crate::domain::actor::Actor;
use crate::domain::browser::Browser;
use crate::domain::device::{DeviceId, DeviceLock};
use crate::domain::instant::Instant;
use crate::domain::passcode::Passcode;
use crate::domain::refusal::Refusal;
use crate::domain::surface::Surface;
use crate::domain::view::Prompt;
use crate::journal::event::Event;
use crate::policy::checked::{OpenTo, SignInAgain};
use crate::simulation::portal::SessionState;

#[cfg(test)]
mod tests;

/// All that decides the response to a user action.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Circumstances {
    /// Who acts.
    pub(crate) who: Actor,
    /// On which surface.
    pub(crate) at: Surface,
    /// About which device.
    pub(crate) device: DeviceId,
    /// When.
    pub(crate) now: Instant,
    /// Whose device it is.
    pub(crate) owner: Actor,
    /// How far the person is in the portal.
    pub(crate) session: SessionState,
    /// Whether the portal offers the person to reset this device.
    pub(crate) portal_offers: bool,
    /// From which browsers the portal may be used.
    pub(crate) open_to: OpenTo,
    /// The window to sign in again.
    pub(crate) window: SignInAgain,
    /// Whether the console offers to reset this device; nothing if it does not know it, or not this person.
    pub(crate) console_offers: Option<bool>,
    /// Whether a reset of the device is in flight.
    pub(crate) in_flight: bool,
    /// The device's lock.
    pub(crate) lock: DeviceLock,
    /// The passcode that opens it.
    pub(crate) passcode: Option<Passcode>,
    /// Whether the device keeps its apps closed.
    pub(crate) apps_blocked: bool,
}

/// The response to a user action that is not refused outright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Response {
    /// How far the person is in the portal now.
    pub(crate) session: SessionState,
    /// What is written down, and about which device.
    pub(crate) events: [Option<(DeviceId, Event)>; 2],
    /// Whether what the surface said last is taken away.
    pub(crate) is_new_attempt: bool,
    /// What happens on the device.
    pub(crate) on_device: Option<OnDevice>,
    /// Whether the server takes a reset on.
    pub(crate) sends: bool,
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
pub(crate) fn respond(action: UserAction, it: &Circumstances) -> Result<Response, Refusal> {
    match it.at {
        Surface::CompanyPortal => in_portal(action, it),
        Surface::ConfigMgrConsole | Surface::RemoteMobileDeviceManager => in_console(action, it),
        Surface::Device => on_device(action, it),
    }
}

fn in_portal(action: UserAction, it: &Circumstances) -> Result<Response, Refusal> {
    use SessionState::{AskedToConfirm, AskedToSignOut, SignedIn, SignedOut, SignedOutAsAsked};

    let (who, device, unchanged) = (it.who, it.device, Response::new(it));
    if who == Actor::Administrator {
        return Err(Refusal::NotAllowed);
    }
    match (action, it.session) {
        (UserAction::SelectReset, SignedOut | SignedOutAsAsked { .. }) => Err(Refusal::SignedOut),
        (UserAction::SelectReset, SignedIn | AskedToSignOut { .. } | AskedToConfirm { .. }) => {
            it.portal_may_reset()?;
            Ok(unchanged
                .as_new_attempt()
                .then(AskedToSignOut { device, requested_at: it.now })
                .with(device, Event::SelectedReset { who })
                .with(device, Event::Asked { who, prompt: Prompt::SignOutAndIn }))
        }

        (UserAction::SignOut, SignedOut | SignedOutAsAsked { .. }) => Err(Refusal::SignedOut),
        (UserAction::SignOut, SignedIn | AskedToConfirm { .. }) => {
            Ok(unchanged.then(SignedOut).with(device, Event::SignedOut { who }))
        }
        (UserAction::SignOut, AskedToSignOut { device: about, requested_at }) => {
            let signed_out_at = it.now;
            Ok(unchanged
                .then(SignedOutAsAsked { device: about, requested_at, signed_out_at })
                .with(device, Event::SignedOut { who }))
        }

        (UserAction::SignIn { from: Browser::OnAnotherDevice }, _)
            if it.open_to == OpenTo::TheDevice =>
        {
            Err(Refusal::NotAllowed)
        }
        (UserAction::SignIn { from: Browser::OnTheDevice }, _) if it.lock == DeviceLock::Locked => {
            Err(Refusal::DeviceLocked)
        }
        (UserAction::SignIn { from }, SignedOutAsAsked { device: about, .. }) => {
            let back = unchanged.with(device, Event::SignedIn { who, from });
            Ok(if it.is_back_in_time() {
                back.then(AskedToConfirm { device: about })
                    .with(about, Event::Asked { who, prompt: Prompt::ResetPasscode })
            } else {
                back.then(SignedIn).with(about, Event::WindowLapsed { who })
            })
        }
        (
            UserAction::SignIn { from },
            SignedOut | SignedIn | AskedToSignOut { .. } | AskedToConfirm { .. },
        ) => Ok(unchanged.then(SignedIn).with(device, Event::SignedIn { who, from })),

        (UserAction::ConfirmReset, AskedToConfirm { device: about }) if about == device => {
            let confirmed = unchanged.then(SignedIn);
            Ok(match it.portal_may_reset() {
                Ok(()) => confirmed.with(device, Event::ConfirmedReset { who }).sending(),
                Err(refusal) => confirmed.refused(refusal),
            })
        }
        (UserAction::ConfirmReset, _) => Err(Refusal::NotAsked),

        (UserAction::Cancel, SignedOut | SignedIn) => Err(Refusal::NotAsked),
        (UserAction::Cancel, SignedOutAsAsked { .. }) => {
            Ok(unchanged.then(SignedOut).with(device, Event::Cancelled { who }))
        }
        (UserAction::Cancel, AskedToSignOut { .. } | AskedToConfirm { .. }) => {
            Ok(unchanged.then(SignedIn).with(device, Event::Cancelled { who }))
        }

        (UserAction::Reset | UserAction::EnterPasscode(_) | UserAction::SetPasscode(_), _) => {
            Err(Refusal::NotAsked)
        }
    }
}

fn in_console(action: UserAction, it: &Circumstances) -> Result<Response, Refusal> {
    let offers_reset = it.console_offers.ok_or(Refusal::NotAllowed)?;
    match action {
        UserAction::Reset if !offers_reset => Err(Refusal::NotOffered),
        UserAction::Reset if it.in_flight => Err(Refusal::AlreadyPending),
        UserAction::Reset => Ok(Response::new(it)
            .as_new_attempt()
            .with(it.device, Event::AskedForReset { who: it.who, surface: it.at })
            .sending()),

        UserAction::SelectReset
        | UserAction::SignOut
        | UserAction::SignIn { .. }
        | UserAction::ConfirmReset
        | UserAction::Cancel
        | UserAction::EnterPasscode(_)
        | UserAction::SetPasscode(_) => Err(Refusal::NotAsked),
    }
}

fn on_device(action: UserAction, it: &Circumstances) -> Result<Response, Refusal> {
    let (who, device, unchanged) = (it.who, it.device, Response::new(it));
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
            | UserAction::ConfirmReset
            | UserAction::Cancel
            | UserAction::Reset,
            _,
        ) => Err(Refusal::NotAsked),
    }
}

impl Circumstances {
    /// Whether the person may reset the device in the portal, being signed in.
    const fn portal_may_reset(&self) -> Result<(), Refusal> {
        match (self.portal_offers, self.in_flight) {
            (false, _) => Err(Refusal::NotOffered),
            (true, true) => Err(Refusal::AlreadyPending),
            (true, false) => Ok(()),
        }
    }

    /// Whether signing in now is within the window, for a person who has signed out as asked.
    fn is_back_in_time(&self) -> bool {
        let opened_at = self.session.window_opened_at(&self.window);
        opened_at.is_some_and(|at| self.window.limit.admits(self.now.since(at), self.window.within))
    }
}

impl Response {
    /// Nothing changes.
    const fn new(it: &Circumstances) -> Self {
        Self {
            session: it.session,
            events: [None, None],
            is_new_attempt: false,
            on_device: None,
            sends: false,
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

    const fn as_new_attempt(self) -> Self {
        Self { is_new_attempt: true, ..self }
    }

    const fn on_device(self, on_device: OnDevice) -> Self {
        Self { on_device: Some(on_device), ..self }
    }

    /// The server takes a reset on.
    pub(crate) const fn sending(self) -> Self {
        Self { sends: true, ..self }
    }

    const fn refused(self, refusal: Refusal) -> Self {
        Self { refusal: Some(refusal), ..self }
    }
}
