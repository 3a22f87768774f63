//! How an executor resets a passcode, as a person does: it does what the surface asks for until it asks nothing more.

use crate::domain::action::UserAction;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::place::Place;
use crate::domain::prompt::{Asked, PromptKind};
use crate::domain::span::Span;
use crate::policy::surfaces::{MeasuredFrom, Prompt, SignInAgain};
use crate::run::executor::{Executor, StepError, Tried};
use crate::run::failure::Failure;
use crate::sut::SystemUnderTest;

/// How long a person is signed out at most.
const SIGNED_OUT_FOR: Span = Span::from_minutes(1);

/// How many prompts a person goes through before they see that they run in a circle.
const PROMPTS_MAX: usize = 16;

impl<T: SystemUnderTest> Executor<T> {
    /// The whole flow of a surface, up to the moment at which it asks for nothing more.
    pub(crate) fn reset(&mut self, place: Place, device: DeviceId, from: Browser) -> Tried {
        let requested_at = self.now();
        if let Err(refusal) = self.perform(place, device, UserAction::SelectReset)? {
            return Ok(Err(refusal));
        }
        for _ in 0..PROMPTS_MAX {
            let Some(asked) = self.view(place, device).asks else { return Ok(Ok(())) };
            if let Err(refusal) = self.answer(place, device, asked, (from, requested_at))? {
                return Ok(Err(refusal));
            }
        }
        let asks = self.view(place, device).asks.map(|asked| asked.words);
        let words = asks.map_or("", |words| self.sut.texts().text(words)).to_owned();
        Err(Failure::circle(PROMPTS_MAX, &words).into())
    }

    /// Does what a prompt asks for.
    fn answer(
        &mut self,
        place: Place,
        device: DeviceId,
        asked: Asked,
        (from, requested_at): (Browser, Instant),
    ) -> Tried {
        match asked.kind {
            PromptKind::SignInAgain => {
                if let Err(refusal) = self.perform(place, device, UserAction::SignOut)? {
                    return Ok(Err(refusal));
                }
                let windows = self.prompts(place, asked).filter_map(|prompt| prompt.window);
                let pauses = windows.map(|window| pause(window, requested_at, self.now()));
                let pause = pauses.min().unwrap_or(SIGNED_OUT_FOR);
                self.pass(pause, |_| false)?;
                self.perform(place, device, UserAction::SignIn { from })
            }
            PromptKind::Confirm => self.perform(place, device, UserAction::Confirm),
            PromptKind::EnterCode => {
                self.perform(place, device, UserAction::EnterCode { right: true })
            }
            PromptKind::Choose => {
                let right = self.prompts(place, asked).next().map(|prompt| prompt.right);
                let Some(option) = right else {
                    let words = self.sut.texts().text(asked.words).to_owned();
                    return Err(Failure::cannot_answer(&words).into());
                };
                self.perform(place, device, UserAction::Choose { option })
            }
        }
    }

    /// What the policy says about a prompt that a surface asks for: more than once where two are asked in the same words.
    fn prompts(&self, place: Place, asked: Asked) -> impl Iterator<Item = &Prompt> {
        let surface = self.policy.surface(place.surface);
        let flow = surface.and_then(|surface| surface.flow.as_deref()).unwrap_or_default();
        flow.iter().filter(move |prompt| prompt.asked == asked)
    }

    /// The first place from which the device can be reset, in the policy's order.
    pub(crate) fn first_resetting(&self, device: DeviceId) -> Result<Place, Failure> {
        let known = self.devices.get(device.index()).ok_or_else(Failure::no_device)?;
        let first = self.policy.first_resetting(known.owner, &known.key);
        first.ok_or_else(|| Failure::no_one_resets(&known.key))
    }

    /// Fails if a reset of the device has been seen to begin.
    pub(crate) fn never_reset(&self, device: DeviceId) -> Tried {
        let Some(reset) = self.tracker.latest(device) else { return Ok(Ok(())) };
        let place = self.policy.place_in_words(reset.place);
        Err(Failure::was_reset(&place, reset.begun_at).into())
    }

    /// Lets time pass until a place shows the end of the device's latest reset.
    pub(crate) fn await_answer(&mut self, device: DeviceId, within: Option<Span>) -> Tried {
        if self.tracker.latest(device).is_none() {
            return Err(Failure::no_reset().into());
        }
        let bound = within.unwrap_or(self.policy.completes_within);
        let arrived = self.pass(bound, |it| {
            it.tracker.latest(device).is_some_and(|reset| reset.ended.is_some())
        })?;
        if arrived { Ok(Ok(())) } else { Err(Failure::no_answer(bound).into()) }
    }

    /// Lets time pass until the span has gone by since the device was first seen without a passcode.
    pub(crate) fn wait_since_removed(&mut self, device: DeviceId, span: Span) -> Tried {
        let removed_at = self.tracker.latest(device).and_then(|reset| reset.removed_at);
        let end = removed_at.ok_or_else(Failure::nothing_removed)?.after(span);
        if end < self.now() {
            return Err(StepError::Failed(Failure::moment_passed(span)));
        }
        self.pass(end.since(self.now()), |_| false)?;
        Ok(Ok(()))
    }
}

/// How long a person stays signed out: well within the window.
fn pause(window: SignInAgain, requested_at: Instant, now: Instant) -> Span {
    let gone = match window.measured_from {
        MeasuredFrom::SignOut => 0,
        MeasuredFrom::Request => now.since(requested_at).milliseconds(),
    };
    let left = window.within.milliseconds().saturating_sub(gone);
    Span::from_milliseconds(left / 2).min(SIGNED_OUT_FOR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::surfaces::Limit;

    #[test]
    fn a_person_is_back_well_within_the_window() {
        let seconds = |seconds: u64| Span::from_milliseconds(seconds * 1000);
        let pause = |within, measured_from, asked_for| {
            let window = SignInAgain { within, limit: Limit::Inclusive, measured_from };
            super::pause(window, Instant::START, Instant::START.after(asked_for))
        };
        let since_sign_out = |within| pause(within, MeasuredFrom::SignOut, seconds(30));
        assert_eq!(since_sign_out(seconds(40)), seconds(20));
        assert_eq!(since_sign_out(seconds(119)), Span::from_milliseconds(59_500));
        assert_eq!(since_sign_out(Span::from_minutes(5)), SIGNED_OUT_FOR);
        let since_request = |within| pause(within, MeasuredFrom::Request, seconds(30));
        assert_eq!(since_request(seconds(40)), seconds(5));
        assert_eq!(since_request(seconds(30)), Span::ZERO);
        assert_eq!(since_request(seconds(20)), Span::ZERO);
    }
}
