//! How an executor has something go wrong, and makes sure that it did.

use crate::domain::action::UserAction;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::fault::Fault;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetState;
use crate::domain::span::Span;
use crate::journal::observation::Observation;
use crate::run::executor::{Executor, Tried};
use crate::run::failure::Failure;
use crate::sut::SystemUnderTest;

impl<T: SystemUnderTest> Executor<T> {
    /// Has a fault happen: at once, or the next time that it can.
    pub(crate) fn inject(&mut self, device: DeviceId, fault: Fault) -> Tried {
        let cancels = fault == Fault::ResetCanceled;
        if cancels && self.tracker.latest(device).is_none_or(|reset| reset.ended.is_some()) {
            return Err(Failure::nothing_pending().into());
        }
        self.sut.inject(fault, device)?;
        self.note(device, Observation::Injected { fault });
        self.observe()?;
        if cancels && self.tracker.latest(device).is_some_and(|reset| reset.ended.is_none()) {
            return Err(Failure::not_withdrawn().into());
        }
        Ok(Ok(()))
    }

    /// A whole reset that the device cannot carry out.
    pub(crate) fn fail_reset(&mut self, device: DeviceId) -> Tried {
        let place = self.first_resetting(device)?;
        if let Err(refusal) = self.inject(device, Fault::CommandFailed)? {
            return Ok(Err(refusal));
        }
        if let Err(refusal) = self.reset(place, device, Browser::OnAnotherDevice)? {
            return Ok(Err(refusal));
        }
        if let Err(refusal) = self.await_answer(device, None)? {
            return Ok(Err(refusal));
        }
        let ended = self.tracker.latest(device).and_then(|reset| reset.ended);
        match ended.map(|(state, _)| state) {
            Some(ResetState::Failed) => Ok(Ok(())),
            other => Err(Failure::did_not_fail(other).into()),
        }
    }

    /// Lets time pass until the device blocks its apps.
    pub(crate) fn await_block(&mut self, device: DeviceId) -> Tried {
        let row = self.devices.get(device.index()).and_then(|known| {
            let covered = self.policy.covered(self.policy.key_id(&known.key)?)?;
            self.policy.row(covered.row)
        });
        let within = row.and_then(|row| row.follow_up).map(|it| it.set_passcode_within);
        let bound = within.ok_or_else(Failure::never_blocks)?;
        let place = Place::on_device(self.owner_of(device));
        let blocked = self
            .pass(Span::from_milliseconds(bound.milliseconds().saturating_add(1)), |it| {
                it.view(place, device).apps_blocked
            })?;
        if blocked { Ok(Ok(())) } else { Err(Failure::not_blocked(bound).into()) }
    }

    /// The owner enters passcodes that were never the device's. That one opens the device, or that the device does not
    /// ask for any, is another answer than the sentence says.
    pub(crate) fn enter_wrong(&mut self, place: Place, device: DeviceId, times: u8) -> Tried {
        for _ in 0..times {
            let Some(wrong) = self.unknown_passcode() else { return Ok(Ok(())) };
            match self.perform(place, device, UserAction::EnterPasscode(wrong))? {
                Err(Refusal::WrongPasscode) => {}
                Err(other) => {
                    return Err(Failure::refused(&self.sut.refusal_in_words(other)).into());
                }
                Ok(()) => return Err(Failure::lock("a wrong passcode", false).into()),
            }
        }
        Ok(Err(Refusal::WrongPasscode))
    }

    /// A passcode that no one in the scenario has set or seen.
    fn unknown_passcode(&mut self) -> Option<Passcode> {
        let mut drawn = self.random.chosen_passcode()?;
        while self.passcodes.contains(&drawn) {
            drawn = self.random.chosen_passcode()?;
        }
        Some(drawn)
    }
}
