//! How far a person is on a surface, and what it says to them.

use crate::domain::action::UserAction;
use crate::domain::actor::ActorId;
use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::prompt::Asked;
use crate::domain::reset::ResetState;
use crate::domain::span::Span;
use crate::domain::text_table::TextId;
use crate::policy::surfaces::{Limit, MeasuredFrom, OpenTo, Prompt, SignInAgain, SurfaceTexts};
use crate::simulation::marks::{Marks, past};

/// How far a person is on a surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SessionState {
    /// Signed out.
    SignedOut,
    /// Signed in, and asked for nothing.
    SignedIn,
    /// Asked for a prompt of the surface's flow, counted from zero.
    Asked { device: DeviceId, prompt: u8, requested_at: Instant },
    /// Signed out, as asked.
    SignedOutAsAsked { device: DeviceId, prompt: u8, requested_at: Instant, signed_out_at: Instant },
}

/// One person's session on one surface.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Session {
    pub(crate) state: SessionState,
    /// What the surface last said, and about which device.
    pub(crate) message: Option<(DeviceId, TextId)>,
}

/// Whether a portal shows a device of this owner to a person.
pub(crate) fn portal_knows(person: ActorId, owner: ActorId) -> bool {
    person == owner
}

/// What a surface says when a reset that began there reaches a state.
pub(crate) const fn text_of(says: &SurfaceTexts, state: ResetState) -> Option<TextId> {
    match state {
        ResetState::Pending => says.pending,
        ResetState::Done => says.succeeded,
        ResetState::Failed | ResetState::Canceled | ResetState::NotSupported => says.failed,
        ResetState::None | ResetState::Active => None,
    }
}

impl Session {
    /// The session that a scenario begins with: signed in, where the surface may be used from any browser.
    pub(crate) const fn new(open_to: OpenTo) -> Self {
        let state = match open_to {
            OpenTo::AnyBrowser => SessionState::SignedIn,
            OpenTo::TheDevice => SessionState::SignedOut,
        };
        Self { state, message: None }
    }

    /// Whether the person is signed in.
    pub(crate) const fn signed_in(&self) -> bool {
        match self.state {
            SessionState::SignedOut | SessionState::SignedOutAsAsked { .. } => false,
            SessionState::SignedIn | SessionState::Asked { .. } => true,
        }
    }

    /// What the surface asks for while the person looks at `device`.
    pub(crate) fn asks(&self, device: DeviceId, flow: &[Prompt]) -> Option<Asked> {
        match self.state {
            SessionState::Asked { device: about, prompt, .. } if about == device => {
                flow.get(usize::from(prompt)).map(|prompt| prompt.asked)
            }
            SessionState::Asked { .. }
            | SessionState::SignedOut
            | SessionState::SignedIn
            | SessionState::SignedOutAsAsked { .. } => None,
        }
    }
}

impl SessionState {
    /// The device that a user action is about: signing in again goes on with the reset that was selected, whichever
    /// device the person mentions.
    pub(crate) const fn subject(self, action: UserAction, mentioned: DeviceId) -> DeviceId {
        match (action, self) {
            (UserAction::SignIn { .. }, Self::SignedOutAsAsked { device, .. }) => device,
            _ => mentioned,
        }
    }

    /// How far the person is once the page was loaded again: what it asked for is gone.
    pub(crate) const fn reloaded(self) -> Self {
        match self {
            Self::Asked { .. } => Self::SignedIn,
            Self::SignedOut | Self::SignedIn | Self::SignedOutAsAsked { .. } => self,
        }
    }

    /// The window that is open now, or has closed unused, and when it opened. One that is measured from the request is
    /// open for every prompt to come.
    pub(crate) fn window(self, flow: &[Prompt]) -> Option<(SignInAgain, Instant)> {
        let (prompt, requested_at, signed_out_at) = match self {
            Self::SignedOut | Self::SignedIn => return None,
            Self::Asked { prompt, requested_at, .. } => (prompt, requested_at, None),
            Self::SignedOutAsAsked { prompt, requested_at, signed_out_at, .. } => {
                (prompt, requested_at, Some(signed_out_at))
            }
        };
        let ahead = flow.iter().skip(usize::from(prompt));
        let window = match signed_out_at {
            Some(_) => ahead.take(1).find_map(|prompt| prompt.window),
            None => ahead
                .filter_map(|prompt| prompt.window)
                .find(|window| window.measured_from == MeasuredFrom::Request),
        }?;
        let opened_at = match window.measured_from {
            MeasuredFrom::SignOut => signed_out_at?,
            MeasuredFrom::Request => requested_at,
        };
        Some((window, opened_at))
    }
}

/// For exploring: when something would change by itself, and what distinguishes two sessions.
impl Session {
    /// The last moment at which signing in again would be in time.
    pub(crate) fn window_ends(&self, flow: &[Prompt]) -> Option<Instant> {
        let (window, opened_at) = self.state.window(flow)?;
        let last = opened_at.after(window.within);
        match window.limit {
            Limit::Inclusive => Some(last),
            Limit::Exclusive => {
                let before = last.milliseconds().saturating_sub(1);
                Some(Instant::from_milliseconds(before))
            }
        }
    }

    /// Adds what distinguishes this session from others. The age of a window that is closed never matters.
    pub(crate) fn mark(&self, flow: &[Prompt], marks: &mut Marks) {
        let Self { state, message } = self;
        let (phase, about) = match state {
            SessionState::SignedOut => (0, None),
            SessionState::SignedIn => (1, None),
            SessionState::Asked { device, prompt, .. } => (2, Some((device, prompt))),
            SessionState::SignedOutAsAsked { device, prompt, .. } => (3, Some((device, prompt))),
        };
        marks.small(phase);
        marks.small(about.map_or(0, |(device, _)| 1 + device.0));
        marks.small(about.map_or(0, |(_, prompt)| *prompt));
        let window = state.window(flow);
        let most = window.map_or(Span::ZERO, |(window, _)| past(window.within));
        marks.age(window.map(|(_, opened_at)| opened_at), most);
        marks.flag(message.is_some());
        if let Some((device, text)) = message {
            marks.small(device.0);
            marks.number(text.0.into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::browser::Browser;
    use crate::policy::samples::plain;

    const FIRST: DeviceId = DeviceId::FIRST;
    const SECOND: DeviceId = DeviceId::SECOND;
    const ASKED: SessionState =
        SessionState::Asked { device: SECOND, prompt: 0, requested_at: Instant::START };
    const AWAY: SessionState = SessionState::SignedOutAsAsked {
        device: SECOND,
        prompt: 0,
        requested_at: Instant::START,
        signed_out_at: Instant::from_milliseconds(7),
    };

    #[test]
    fn a_portal_shows_people_their_own_devices() {
        assert!(portal_knows(ActorId(1), ActorId(1)) && !portal_knows(ActorId(1), ActorId(0)));
    }

    #[test]
    fn a_surface_says_how_far_a_reset_is_where_the_policy_has_a_text() {
        let [pending, succeeded, failed] = [4, 5, 6].map(|text| Some(TextId(text)));
        let says = SurfaceTexts { pending, succeeded, failed, ..SurfaceTexts::default() };
        for (state, text) in [
            (ResetState::Pending, pending),
            (ResetState::Done, succeeded),
            (ResetState::Failed, failed),
            (ResetState::Canceled, failed),
            (ResetState::NotSupported, failed),
            (ResetState::Active, None),
            (ResetState::None, None),
        ] {
            assert_eq!(text_of(&says, state), text, "{state}");
        }
    }

    #[test]
    fn a_session_asks_about_the_device_whose_reset_was_selected() {
        let policy = plain();
        let page = policy.surface(policy.surface_named("the page").unwrap()).unwrap();
        let flow = page.flow.as_deref().unwrap();
        let of = |state| Session { state, message: None };
        let asks = |state, device| of(state).asks(device, flow);
        assert_eq!(asks(ASKED, SECOND), Some(flow[0].asked));
        let others = [asks(ASKED, FIRST), asks(AWAY, SECOND), asks(SessionState::SignedIn, SECOND)];
        assert_eq!(others, [None; 3]);
        let signed_in = [SessionState::SignedOut, AWAY, SessionState::SignedIn, ASKED]
            .map(|state| of(state).signed_in());
        assert_eq!(signed_in, [false, false, true, true]);
        let window = AWAY.window(flow).unwrap();
        assert_eq!(
            (window.0.within, window.1),
            (Span::from_minutes(5), Instant::from_milliseconds(7))
        );
        assert!(ASKED.window(flow).is_none() && SessionState::SignedOut.window(flow).is_none());
    }

    #[test]
    fn signing_in_again_goes_on_with_the_reset_that_was_selected() {
        let sign_in = UserAction::SignIn { from: Browser::OnAnotherDevice };
        assert_eq!(AWAY.subject(sign_in, FIRST), SECOND);
        assert_eq!(ASKED.subject(sign_in, FIRST), FIRST);
        assert_eq!(AWAY.subject(UserAction::Cancel, FIRST), FIRST);
        assert_eq!(SessionState::SignedIn.subject(UserAction::SelectReset, SECOND), SECOND);
    }
}
