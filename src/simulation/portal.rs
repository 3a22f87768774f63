//! The portal: how far each person is in it, and what it says to them.

use crate::domain::actor::Actor;
use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::reset::ResetState;
use crate::domain::view::Prompt;
use crate::policy::checked::{
    Limit, MeasuredFrom, OpenTo, Portal, PortalTexts, SignInAgain, TextId,
};
use crate::simulation::fingerprint::{Marks, past};

/// How far a person is in the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SessionState {
    /// Signed out.
    SignedOut,
    /// Signed in, and asked for nothing.
    SignedIn,
    /// Asked to sign out and sign in again.
    AskedToSignOut { device: DeviceId, requested_at: Instant },
    /// Signed out, as asked.
    SignedOutAsAsked { device: DeviceId, requested_at: Instant, signed_out_at: Instant },
    /// Back in time, and asked to reset the passcode.
    AskedToConfirm { device: DeviceId },
}

/// One person's session.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PortalSession {
    pub(crate) state: SessionState,
    /// What the portal last said, and about which device.
    pub(crate) message: Option<(DeviceId, TextId)>,
}

/// Whether the portal shows a device of this owner to a person.
pub(crate) fn portal_knows(person: Actor, owner: Actor) -> bool {
    person == owner
}

/// What the portal says when a reset that began there reaches a state.
pub(crate) const fn portal_text(says: &PortalTexts, state: ResetState) -> Option<TextId> {
    match state {
        ResetState::Pending => Some(says.pending),
        ResetState::Done => Some(says.succeeded),
        ResetState::Failed | ResetState::Canceled | ResetState::NotSupported => Some(says.failed),
        ResetState::None | ResetState::Active => None,
    }
}

impl PortalSession {
    /// The session that a scenario begins with: signed in, where the portal may be used from any browser.
    pub(crate) const fn new(portal: &Portal) -> Self {
        let state = match portal.open_to {
            OpenTo::AnyBrowser => SessionState::SignedIn,
            OpenTo::TheDevice => SessionState::SignedOut,
        };
        Self { state, message: None }
    }

    /// Whether the person is signed in.
    pub(crate) const fn signed_in(&self) -> bool {
        match self.state {
            SessionState::SignedOut | SessionState::SignedOutAsAsked { .. } => false,
            SessionState::SignedIn
            | SessionState::AskedToSignOut { .. }
            | SessionState::AskedToConfirm { .. } => true,
        }
    }

    /// What the portal asks for while the person looks at `device`.
    pub(crate) fn asks(&self, device: DeviceId) -> Option<Prompt> {
        let (about, prompt) = match self.state {
            SessionState::AskedToSignOut { device, .. } => (device, Prompt::SignOutAndIn),
            SessionState::AskedToConfirm { device } => (device, Prompt::ResetPasscode),
            SessionState::SignedOut
            | SessionState::SignedIn
            | SessionState::SignedOutAsAsked { .. } => return None,
        };
        (about == device).then_some(prompt)
    }
}

impl SessionState {
    /// When the window to sign in again opened that is open now, or has closed unused.
    pub(crate) const fn window_opened_at(self, window: &SignInAgain) -> Option<Instant> {
        match (self, window.measured_from) {
            (Self::SignedOutAsAsked { signed_out_at, .. }, MeasuredFrom::SignOut) => {
                Some(signed_out_at)
            }
            (
                Self::SignedOutAsAsked { requested_at, .. }
                | Self::AskedToSignOut { requested_at, .. },
                MeasuredFrom::Request,
            ) => Some(requested_at),
            (Self::AskedToSignOut { .. }, MeasuredFrom::SignOut)
            | (Self::SignedOut | Self::SignedIn | Self::AskedToConfirm { .. }, _) => None,
        }
    }
}

/// For exploring: when something would change by itself, and what distinguishes two sessions.
impl PortalSession {
    /// The last moment at which signing in again would be in time, for a person who has signed out as asked.
    pub(crate) fn window_ends(&self, window: &SignInAgain) -> Option<Instant> {
        let last = self.state.window_opened_at(window)?.after(window.within);
        match window.limit {
            Limit::Inclusive => Some(last),
            Limit::Exclusive => {
                let before = last.milliseconds().saturating_sub(1);
                Some(Instant::from_milliseconds(before))
            }
        }
    }

    /// Adds what distinguishes this session from others. The age of a window that is closed never matters.
    pub(crate) fn mark(&self, policy: &Portal, marks: &mut Marks) {
        let Self { state, message } = self;
        let (phase, about) = match state {
            SessionState::SignedOut => (0, None),
            SessionState::SignedIn => (1, None),
            SessionState::AskedToSignOut { device, .. } => (2, Some(device)),
            SessionState::SignedOutAsAsked { device, .. } => (3, Some(device)),
            SessionState::AskedToConfirm { device } => (4, Some(device)),
        };
        marks.small(phase);
        marks.small(about.map_or(0, |device| 1 + device.0));
        let window = &policy.sign_in_again;
        marks.age(state.window_opened_at(window), past(window.within));
        marks.flag(message.is_some());
        if let Some((device, text)) = message {
            marks.small(device.0);
            marks.number(text.0.into());
        }
    }
}
