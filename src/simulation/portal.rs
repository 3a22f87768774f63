//! The portal: who is signed in where, and how far each is in the reset flow.

use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::refusal::Refusal;
use crate::domain::view::Prompt;
use crate::policy::checked::{Limit, MeasuredFrom, OpenTo, Portal, SignInAgain, TextId};
use crate::simulation::fingerprint::{Marks, past};

/// How far a person is in the reset flow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Flow {
    /// Nowhere.
    #[default]
    Idle,
    /// Asked to sign out and sign in again.
    AskedToSignOut { device: DeviceId, requested_at: Instant },
    /// Signed out, as asked.
    Away { device: DeviceId, requested_at: Instant, signed_out_at: Instant },
    /// Back in time, and asked to reset the passcode.
    AskedToReset { device: DeviceId },
}

/// One person's session.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Session {
    browser: Option<Browser>,
    flow: Flow,
    /// What the portal last said, and about which device.
    pub(crate) message: Option<(DeviceId, TextId)>,
}

/// What came of signing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignedIn {
    /// Nothing is asked.
    Idle,
    /// The person is asked to reset the passcode of the device.
    Asked(DeviceId),
    /// The person comes too late to be asked.
    Lapsed(DeviceId),
}

impl Session {
    /// The session that a scenario begins with: signed in, where the portal lets people in from any browser.
    pub(crate) fn new(portal: &Portal) -> Self {
        let browser = match portal.open_to {
            OpenTo::AnyBrowser => Some(Browser::OnAnotherDevice),
            OpenTo::TheDevice => None,
        };
        Self { browser, ..Self::default() }
    }

    /// Whether the person is signed in.
    pub(crate) const fn signed_in(&self) -> bool {
        self.browser.is_some()
    }

    /// What the portal asks for while the person looks at `device`.
    pub(crate) fn asks(&self, device: DeviceId) -> Option<Prompt> {
        match self.flow {
            Flow::AskedToSignOut { device: about, .. } if about == device => {
                Some(Prompt::SignOutAndIn)
            }
            Flow::AskedToReset { device: about } if about == device => Some(Prompt::ResetPasscode),
            Flow::Idle
            | Flow::Away { .. }
            | Flow::AskedToSignOut { .. }
            | Flow::AskedToReset { .. } => None,
        }
    }

    /// Begins the flow.
    pub(crate) fn select_reset(&mut self, device: DeviceId, now: Instant) {
        self.message = None;
        self.flow = Flow::AskedToSignOut { device, requested_at: now };
    }

    /// Signs out.
    pub(crate) fn sign_out(&mut self, now: Instant) -> Result<(), Refusal> {
        self.browser.take().ok_or(Refusal::SignedOut)?;
        self.flow = match self.flow {
            Flow::AskedToSignOut { device, requested_at } => {
                Flow::Away { device, requested_at, signed_out_at: now }
            }
            Flow::Idle | Flow::Away { .. } | Flow::AskedToReset { .. } => Flow::Idle,
        };
        Ok(())
    }

    /// Signs in, and goes on with the flow if there is still time.
    pub(crate) fn sign_in(
        &mut self,
        from: Browser,
        window: &SignInAgain,
        now: Instant,
    ) -> SignedIn {
        self.browser = Some(from);
        let Flow::Away { device, requested_at, signed_out_at } = self.flow else {
            self.flow = Flow::Idle;
            return SignedIn::Idle;
        };
        let opened_at = match window.measured_from {
            MeasuredFrom::SignOut => signed_out_at,
            MeasuredFrom::Request => requested_at,
        };
        if window.limit.admits(now.since(opened_at), window.within) {
            self.flow = Flow::AskedToReset { device };
            SignedIn::Asked(device)
        } else {
            self.flow = Flow::Idle;
            SignedIn::Lapsed(device)
        }
    }

    /// Is forgotten by the portal.
    pub(crate) const fn lose(&mut self) {
        self.browser = None;
        self.flow = Flow::Idle;
    }

    /// Ends the flow by confirming it.
    pub(crate) fn confirm(&mut self, device: DeviceId) -> Result<(), Refusal> {
        if self.flow != (Flow::AskedToReset { device }) {
            return Err(Refusal::NotAsked);
        }
        self.flow = Flow::Idle;
        Ok(())
    }

    /// Ends the flow by leaving it.
    pub(crate) fn cancel(&mut self) -> Result<(), Refusal> {
        if self.flow == Flow::Idle {
            return Err(Refusal::NotAsked);
        }
        self.flow = Flow::Idle;
        Ok(())
    }
}

/// For exploring: when something would change by itself, and what distinguishes two sessions.
impl Session {
    /// The last moment at which signing in again would be in time, for somebody who has signed out as asked.
    pub(crate) fn window_ends(&self, window: &SignInAgain) -> Option<Instant> {
        let last = self.window_opened(window)?.after(window.within);
        match window.limit {
            Limit::Inclusive => Some(last),
            Limit::Exclusive => {
                let before = last.milliseconds().saturating_sub(1);
                Some(Instant::from_milliseconds(before))
            }
        }
    }

    /// Adds what distinguishes this session from others. Which browser it is never matters once
    /// somebody is signed in, and neither does the age of a window that is closed.
    pub(crate) fn mark(&self, policy: &Portal, marks: &mut Marks) {
        let Self { browser, flow, message } = self;
        marks.flag(browser.is_some());
        let (phase, about) = match flow {
            Flow::Idle => (0, None),
            Flow::AskedToSignOut { device, .. } => (1, Some(device)),
            Flow::Away { device, .. } => (2, Some(device)),
            Flow::AskedToReset { device } => (3, Some(device)),
        };
        marks.small(phase);
        marks.small(about.map_or(0, |device| 1 + device.0));
        let window = &policy.sign_in_again;
        marks.age(self.window_opened(window), past(window.within));
        marks.flag(message.is_some());
        if let Some((device, text)) = message {
            marks.small(device.0);
            marks.number(text.0.into());
        }
    }

    /// When the window opened that is open now, or has closed unused.
    fn window_opened(&self, window: &SignInAgain) -> Option<Instant> {
        match (self.flow, window.measured_from) {
            (Flow::Away { signed_out_at, .. }, MeasuredFrom::SignOut) => Some(signed_out_at),
            (
                Flow::Away { requested_at, .. } | Flow::AskedToSignOut { requested_at, .. },
                MeasuredFrom::Request,
            ) => Some(requested_at),
            (Flow::AskedToSignOut { .. }, MeasuredFrom::SignOut)
            | (Flow::Idle | Flow::AskedToReset { .. }, _) => None,
        }
    }

    /// Opens the window anew: a planted defect.
    #[cfg(test)]
    pub(crate) fn open_window_again(&mut self, now: Instant) {
        if let Flow::Away { requested_at, signed_out_at, .. } = &mut self.flow {
            *requested_at = now;
            *signed_out_at = now;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::span::Span;
    use crate::policy::checked::Limit;

    const DEVICE: DeviceId = DeviceId::FIRST;
    const BROWSER: Browser = Browser::OnAnotherDevice;
    const WINDOW: SignInAgain = SignInAgain {
        within: Span::from_minutes(5),
        limit: Limit::Inclusive,
        measured_from: MeasuredFrom::SignOut,
    };

    fn seconds(seconds: u64) -> Instant {
        Instant::from_milliseconds(seconds * 1000)
    }

    /// Signed in, and asked for nothing.
    fn idle() -> Session {
        Session { browser: Some(BROWSER), ..Session::default() }
    }

    /// Away, having selected the reset at the beginning and signed out after a minute.
    fn away() -> Session {
        let mut session = idle();
        session.select_reset(DEVICE, Instant::START);
        session.sign_out(seconds(60)).unwrap();
        session
    }

    fn back_after(window: SignInAgain, at: u64) -> (SignedIn, Session) {
        let mut session = away();
        (session.sign_in(BROWSER, &window, seconds(at)), session)
    }

    #[test]
    fn a_prompt_is_about_the_device_that_was_selected() {
        let mut session = idle();
        session.select_reset(DEVICE, Instant::START);
        assert_eq!(session.asks(DEVICE), Some(Prompt::SignOutAndIn));
        assert_eq!(session.asks(DeviceId::SECOND), None);
        let (_, mut session) = back_after(WINDOW, 61);
        assert_eq!(session.asks(DEVICE), Some(Prompt::ResetPasscode));
        assert_eq!(session.confirm(DeviceId::SECOND), Err(Refusal::NotAsked));
        assert_eq!(session.confirm(DEVICE), Ok(()));
        assert_eq!(session.confirm(DEVICE), Err(Refusal::NotAsked));
    }

    #[test]
    fn the_window_is_counted_from_where_the_policy_says_and_by_its_limit() {
        let (asked, lapsed) = (SignedIn::Asked(DEVICE), SignedIn::Lapsed(DEVICE));
        assert_eq!(back_after(WINDOW, 360).0, asked);
        assert_eq!(back_after(WINDOW, 361).0, lapsed);
        let exclusive = SignInAgain { limit: Limit::Exclusive, ..WINDOW };
        assert_eq!(back_after(exclusive, 360).0, lapsed);
        let from_request = SignInAgain { measured_from: MeasuredFrom::Request, ..WINDOW };
        assert_eq!(back_after(from_request, 300).0, asked);
        assert_eq!(back_after(from_request, 301).0, lapsed);
    }

    #[test]
    fn whoever_comes_too_late_starts_over() {
        let (_, mut session) = back_after(WINDOW, 361);
        assert_eq!(session.asks(DEVICE), None);
        assert_eq!(session.cancel(), Err(Refusal::NotAsked));
        session.sign_out(seconds(362)).unwrap();
        assert_eq!(session.sign_in(BROWSER, &WINDOW, seconds(363)), SignedIn::Idle);
        assert_eq!(session.confirm(DEVICE), Err(Refusal::NotAsked));
    }

    #[test]
    fn signing_in_elsewhere_is_not_signing_out_and_in() {
        let mut session = idle();
        session.select_reset(DEVICE, Instant::START);
        assert_eq!(session.sign_in(BROWSER, &WINDOW, seconds(1)), SignedIn::Idle);
        assert_eq!(session.asks(DEVICE), None);
    }

    #[test]
    fn signing_out_at_the_last_prompt_ends_the_flow() {
        let (_, mut session) = back_after(WINDOW, 61);
        session.sign_out(seconds(62)).unwrap();
        assert_eq!(session.asks(DEVICE), None);
        assert_eq!(session.sign_in(BROWSER, &WINDOW, seconds(63)), SignedIn::Idle);
    }

    #[test]
    fn nobody_leaves_twice_and_only_a_flow_can_be_cancelled() {
        let mut session = away();
        assert!(!session.signed_in());
        assert_eq!(session.sign_out(seconds(61)), Err(Refusal::SignedOut));
        assert_eq!(session.cancel(), Ok(()));
        assert_eq!(session.cancel(), Err(Refusal::NotAsked));
        assert_eq!(session.sign_in(BROWSER, &WINDOW, seconds(62)), SignedIn::Idle);
    }

    #[test]
    fn a_new_attempt_takes_the_last_message_away() {
        let mut session = Session { message: Some((DEVICE, TextId(1))), ..idle() };
        session.select_reset(DEVICE, Instant::START);
        assert_eq!(session.message, None);
    }
}
