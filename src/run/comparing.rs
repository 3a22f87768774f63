//! How an executor compares what is expected with what is seen.

use crate::domain::action::UserAction;
use crate::domain::device::DeviceId;
use crate::domain::expectation::{Expectation, Mismatch};
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetScope;
use crate::domain::view::{ShownPasscode, View};
use crate::language::plan::Check;
use crate::run::executor::{Executor, StepError};
use crate::run::failure::Failure;
use crate::sut::SystemUnderTest;

impl<T: SystemUnderTest> Executor<T> {
    /// Compares what is expected with what is seen.
    pub(crate) fn compare(&mut self, check: &Check) -> Result<(), StepError> {
        match check {
            Check::Sees { at, device, what, within } => {
                let (place, device) = (self.place(*at)?, self.device(*device)?);
                if let Some(within) = within {
                    self.pass(*within, |it| what.holds(&it.view(place, device), it.sut.texts()))?;
                }
                Ok(self.sees(place, device, what)?)
            }
            Check::DeviceShows { device, what } => {
                let device = self.device(*device)?;
                let place = Place::on_device(self.owner_of(device));
                Ok(self.sees(place, device, what)?)
            }
            Check::NobodySees { device } => Ok(self.nobody_sees(self.device(*device)?)?),
            Check::OnlySees { at, device } => {
                let (place, device) = (self.place(*at)?, self.device(*device)?);
                Ok(self.only_sees(place, device)?)
            }
            Check::Unlocks { device, passcode, opens, scope } => {
                let device = self.device(*device)?;
                let Some(known) = self.known(*passcode, device) else {
                    return Err(Failure::unknown_passcode(&self.in_words(*passcode)).into());
                };
                let place = Place::on_device(self.owner_of(device));
                let enters = match scope {
                    ResetScope::Device => UserAction::EnterPasscode(known),
                    ResetScope::WorkProfile => UserAction::OpenWorkProfile(known),
                };
                let tried = self.perform(place, device, enters)?;
                if let (Err(why), ResetScope::WorkProfile) = (tried, scope)
                    && why != Refusal::WrongPasscode
                {
                    return Err(Failure::refused(&self.sut.refusal_in_words(why)).into());
                }
                if tried.is_ok() == *opens {
                    return Ok(());
                }
                Err(Failure::lock(&self.in_words(*passcode), *opens).into())
            }
            Check::Refused(expected) if self.refused == Some(*expected) => Ok(()),
            Check::Refused(expected) => {
                let why = self.refused.map(|refusal| self.sut.refusal_in_words(refusal));
                Err(Failure::not_refused(*expected, why.as_deref()).into())
            }
        }
    }

    fn sees(&mut self, place: Place, device: DeviceId, what: &Expectation) -> Result<(), Failure> {
        let view = self.view(place, device);
        let compared = what.check(&view, self.sut.texts());
        compared.map_err(|mismatch| {
            // Who may see nothing lacks all that could be expected; that says more than what is lacking.
            let mismatch = if view.allowed {
                mismatch
            } else {
                Mismatch::new(&mismatch.expected, "nothing of this device")
            };
            self.seen_otherwise(mismatch, place)
        })?;
        if what.finds_a_passcode() {
            self.seen = view.new_passcode().copied();
        }
        Ok(())
    }

    fn nobody_sees(&self, device: DeviceId) -> Result<(), Failure> {
        for place in self.policy.places() {
            let view = self.view(*place, device);
            let compared = Expectation::NoPasscode.check(&view, self.sut.texts());
            compared.map_err(|mismatch| self.seen_otherwise(mismatch, *place))?;
        }
        Ok(())
    }

    fn only_sees(&mut self, place: Place, device: DeviceId) -> Result<(), Failure> {
        let Some(passcode) = self.view(place, device).new_passcode().copied() else {
            let mismatch = Mismatch::new("a new passcode", "no new passcode");
            return Err(self.seen_otherwise(mismatch, place));
        };
        self.seen = Some(passcode);
        for other in self.policy.places().iter().filter(|other| **other != place) {
            if self.reveals(&self.view(*other, device), &passcode) {
                let mismatch = Mismatch::new("no new passcode", "the new passcode");
                return Err(self.seen_otherwise(mismatch, *other));
            }
        }
        Ok(())
    }

    /// Whether a view shows the passcode in any of its parts.
    fn reveals(&self, view: &View, passcode: &Passcode) -> bool {
        let texts = self.sut.texts();
        let holds = |text| texts.text(text).contains(passcode.reveal());
        let shown = match view.passcode {
            ShownPasscode::Nothing | ShownPasscode::Masked { .. } => false,
            ShownPasscode::Words(words) => holds(words),
            ShownPasscode::Shown { passcode: shown, wording, .. } => {
                shown == *passcode || wording.is_some_and(holds)
            }
        };
        shown || view.texts().any(holds)
    }

    fn seen_otherwise(&self, mismatch: Mismatch, place: Place) -> Failure {
        Failure::seen(mismatch, place, &self.policy.place_in_words(place))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::language::scenarios_of_tests::scenario;
    use crate::policy::checked::Policy;
    use crate::policy::samples::{changed, plain};
    use crate::run::record::{Ending, Job};
    use crate::run::single::run_single;

    /// What is seen where a step fails, in a scenario in which the clerk resets a passcode.
    fn seen(policy: &Arc<Policy>, steps: &str) -> Option<String> {
        let steps = format!(
            "Given a Letters device managed by Plain joint\n\
             When the clerk resets the passcode in the desk\n{steps}"
        );
        let job = Job::new(scenario(policy, &steps), Arc::clone(policy), 1);
        let ending = run_single(job).ending;
        if let Ending::Failed { failure, .. } = ending {
            return Some(failure.seen);
        }
        assert_eq!(ending, Ending::Passed);
        None
    }

    /// The policy, with the owner also shown what the clerk is.
    fn shown_to_both() -> Arc<Policy> {
        let to = |by: &str| {
            format!(
                "      - {{ at: the page, to: the owner, when: {{ reset_by: {by} }} }}
      - {{ at: the desk, to: the clerk, when: {{ reset_by: the clerk }} }}
    on_device: {{ as: notification"
            )
        };
        changed(&to("the owner"), &to("the clerk"))
    }

    const NO_ONE: &str = "Then nobody sees a new passcode anywhere";
    const ONLY: &str = "Then only the clerk sees the new passcode, and only in the desk";

    #[test]
    fn no_one_sees_a_passcode_only_if_no_place_shows_one() {
        assert_eq!(
            seen(&plain(), NO_ONE).as_deref(),
            Some("a new passcode (alphanumeric, 8), by the clerk, in the desk")
        );
        let hidden = "      - { at: the desk, to: the clerk, when: { reset_by: the clerk } }
    on_device: { as: notification";
        assert_eq!(seen(&changed(hidden, "    on_device: { as: notification"), NO_ONE), None);
    }

    #[test]
    fn one_person_alone_sees_a_passcode_only_if_no_other_place_shows_it() {
        assert_eq!(seen(&plain(), ONLY), None);
        assert_eq!(
            seen(&shown_to_both(), ONLY).as_deref(),
            Some("the new passcode, by the owner, in the page")
        );
        let elsewhere = "Then only the owner sees the new passcode, and only in the page";
        assert_eq!(
            seen(&plain(), elsewhere).as_deref(),
            Some("no new passcode, by the owner, in the page")
        );
    }

    #[test]
    fn the_passcode_that_was_seen_last_is_the_one_that_is_entered() {
        let unlocks = "And that passcode unlocks the device";
        assert_eq!(seen(&plain(), &format!("{ONLY}\n{unlocks}")), None);
        let seen_there = "Then the clerk sees a new alphanumeric passcode in the desk";
        assert_eq!(seen(&plain(), &format!("{seen_there}\n{unlocks}")), None);
        let stays = "And that passcode no longer unlocks the device";
        assert!(seen(&plain(), &format!("{seen_there}\n{stays}")).is_some());
    }
}
