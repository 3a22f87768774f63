//! How long a person was signed out, as far as a clock that runs by itself can say: between two bounds.

use crate::domain::action::{Action, UserAction};
use crate::domain::instant::Instant;
use crate::domain::place::Place;
use crate::domain::span::Span;
use crate::policy::checked::Policy;

/// When something was done: after it was asked for, and before its answer came.
pub(crate) type Between = (Instant, Instant);

/// Who has signed out where, and when.
#[derive(Debug, Default)]
pub(crate) struct SignInWindow {
    signed_out: Vec<(Place, Between)>,
}

impl SignInWindow {
    /// Takes note of an action. Returns the limit of a window of which no one can say whether it was kept.
    pub(crate) fn done(
        &mut self,
        policy: &Policy,
        action: &Action,
        between: Between,
    ) -> Option<Span> {
        let Action::Do { at, user_action, .. } = action else { return None };
        match user_action {
            UserAction::SignOut => {
                self.signed_out.retain(|(place, _)| place != at);
                self.signed_out.push((*at, between));
                None
            }
            UserAction::SignIn { .. } => {
                let (_, out) = self.signed_out.iter().find(|(place, _)| place == at)?;
                let (least, most) = (between.0.since(out.1), between.1.since(out.0));
                let flow = policy.surface(at.surface)?.flow.as_deref().unwrap_or_default();
                let limits = flow.iter().filter_map(|prompt| prompt.window).map(|it| it.within);
                limits.into_iter().find(|limit| (least..=most).contains(limit))
            }
            UserAction::SelectReset
            | UserAction::Confirm
            | UserAction::EnterCode { .. }
            | UserAction::Choose { .. }
            | UserAction::Cancel
            | UserAction::EnterPasscode(_)
            | UserAction::OpenWorkProfile(_)
            | UserAction::SetPasscode(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::browser::Browser;
    use crate::domain::device::DeviceId;
    use crate::policy::samples::plain;

    fn window(policy: &Policy) -> (Place, Span) {
        let place = policy.places().iter().find_map(|place| {
            let flow = policy.surface(place.surface)?.flow.as_deref()?;
            Some((*place, flow.iter().find_map(|prompt| prompt.window)?.within))
        });
        place.unwrap()
    }

    #[test]
    fn a_limit_between_two_answers_cannot_be_judged() {
        let policy = plain();
        let (at, within) = window(&policy);
        let act = |user_action| Action::Do { at, device: DeviceId::FIRST, user_action };
        let out = act(UserAction::SignOut);
        let back = act(UserAction::SignIn { from: Browser::OnAnotherDevice });
        let instant = |span: Span, more: i64| {
            Instant::from_milliseconds(span.milliseconds().saturating_add_signed(more))
        };
        for (sent, answered, expected) in [
            (-400, -300, None),
            (-50, 20, Some(within)),
            (150, 210, Some(within)),
            (210, 300, None),
        ] {
            let mut signing = SignInWindow::default();
            let between = (instant(Span::ZERO, 0), instant(Span::ZERO, 200));
            assert_eq!(signing.done(&policy, &out, between), None);
            let between = (instant(within, sent), instant(within, answered));
            assert_eq!(signing.done(&policy, &back, between), expected, "{sent}, {answered}");
        }
    }
}
