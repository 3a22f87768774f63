//! Follows resets through observations: the harness asks it whether the answer has arrived, tables read what it found.
//!
//! It knows a policy and what people could see, and nothing of a system under test.

use crate::domain::device::{DEVICES_MAX, DeviceId};
use crate::journal::device_history::DeviceHistory;
use crate::journal::observation::Observed;
use crate::journal::observed_reset::ObservedReset;
use crate::policy::checked::Policy;

/// The resets of a scenario, device by device.
#[derive(Clone, Debug, Default)]
pub struct ResetTracker {
    devices: Vec<DeviceHistory>,
}

impl ResetTracker {
    /// Forgets everything, for another scenario.
    pub fn restart(&mut self) {
        self.devices.clear();
    }

    /// Everything that was observed of the devices, in their order.
    pub fn devices(&self) -> &[DeviceHistory] {
        &self.devices
    }

    /// What was observed of one device.
    pub fn device(&self, device: DeviceId) -> Option<&DeviceHistory> {
        self.devices.get(device.index())
    }

    /// The latest reset of a device.
    pub fn latest(&self, device: DeviceId) -> Option<&ObservedReset> {
        self.device(device)?.resets.last()
    }

    /// The histories of all devices, from the observations of a whole scenario.
    pub fn read(policy: &Policy, observations: &[Observed]) -> Vec<DeviceHistory> {
        let mut tracker = Self::default();
        observations.iter().for_each(|observed| tracker.observe(policy, observed));
        tracker.devices.iter_mut().for_each(DeviceHistory::close);
        tracker.devices.shrink_to_fit();
        tracker.devices
    }

    /// Takes note of what was observed next.
    pub fn observe(&mut self, policy: &Policy, observed: &Observed) {
        let index = observed.device.index();
        if self.devices.len() <= index && index < DEVICES_MAX {
            self.devices.resize_with(index + 1, DeviceHistory::default);
        }
        if let Some(history) = self.devices.get_mut(index) {
            history.observe(policy, observed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::passcode::{Alphabet, Shape};
    use crate::domain::reset::{Effect, ResetState};
    use crate::journal::observation::ActionKind;
    use crate::journal::observing::Observing;

    /// Each reset that was observed, in words.
    fn resets(observing: &Observing) -> Vec<(Option<ResetState>, Option<Effect>, Vec<bool>)> {
        let histories = ResetTracker::read(&observing.policy, &observing.observations);
        let reset = |reset: &ObservedReset| {
            let shown = reset.places.iter().map(|seen| seen.passcode.is_some());
            let (ended, change) = (reset.ended.map(|it| it.0), reset.change.map(|it| it.0));
            (ended, change, shown.collect())
        };
        histories.iter().flat_map(|history| &history.resets).map(reset).collect()
    }

    /// The pupil's reset is done, and its passcode is visible in the portal alone.
    fn first_done() -> Observing {
        let mut observing = Observing::desk();
        let (owner, portal, desk) = (observing.owner(), observing.portal(), observing.console());
        observing.enrol(0, owner);
        observing.reset(portal);
        observing.pending(&[portal, desk]);
        observing.later(1);
        observing.done(&[portal, desk]);
        observing.shows(portal, Some(2));
        observing
    }

    const DONE: Option<ResetState> = Some(ResetState::Done);
    const REPLACED: Option<Effect> = Some(Effect::Replaced);

    fn only(index: usize) -> Vec<bool> {
        (0..Observing::desk().policy.places().len()).map(|place| place == index).collect()
    }

    fn nowhere() -> Vec<bool> {
        only(usize::MAX)
    }

    #[test]
    fn a_passcode_that_is_still_visible_is_not_that_of_the_pending_reset() {
        let mut observing = first_done();
        let (portal, desk) = (observing.portal(), observing.console());
        observing.later(1);
        observing.reset(desk);
        observing.pending(&[desk]);
        let first = (DONE, REPLACED, only(0));
        assert_eq!(resets(&observing), [first.clone(), (None, None, nowhere())]);
        // It stays visible when the second reset fails.
        observing.later(1);
        observing.state(desk, ResetState::Failed);
        let failed = (Some(ResetState::Failed), None, nowhere());
        assert_eq!(resets(&observing), [first.clone(), failed]);
        // Once a third is done, the next passcode is that one's.
        observing.later(1);
        observing.reset(desk);
        observing.pending(&[desk]);
        observing.later(1);
        observing.shows(portal, None);
        observing.shows(desk, Some(3));
        observing.done(&[desk]);
        let position = observing.policy.place_index(desk).unwrap();
        assert_eq!(resets(&observing).last(), Some(&(DONE, REPLACED, only(position))));
        assert_eq!(resets(&observing).first(), Some(&first));
    }

    #[test]
    fn a_passcode_that_is_first_seen_while_the_next_reset_is_pending_is_that_of_the_earlier_one() {
        let mut observing = Observing::desk();
        let (owner, portal, desk) = (observing.owner(), observing.portal(), observing.console());
        observing.enrol(0, owner);
        observing.reset(portal);
        observing.act(portal, ActionKind::SignOut);
        observing.signed_out(portal);
        observing.pending(&[desk]);
        observing.later(1);
        observing.done(&[desk]);
        observing.reset(desk);
        observing.pending(&[desk]);
        observing.later(1);
        observing.done(&[portal]);
        observing.shows(portal, Some(2));
        observing.later(1);
        observing.done(&[desk]);
        assert_eq!(resets(&observing), [(DONE, REPLACED, only(0)), (DONE, None, nowhere())]);
    }

    #[test]
    fn an_end_that_is_still_visible_is_not_that_of_the_next_reset() {
        let mut observing = first_done();
        let (portal, desk) = (observing.portal(), observing.console());
        observing.act(portal, ActionKind::SignOut);
        observing.signed_out(portal);
        observing.reset(desk);
        observing.pending(&[desk]);
        observing.later(1);
        observing.done(&[portal]);
        assert_eq!(resets(&observing).last(), Some(&(None, None, nowhere())));
    }

    #[test]
    fn a_state_that_a_console_still_shows_is_not_that_of_the_next_reset() {
        let mut observing = first_done();
        let (portal, desk) = (observing.portal(), observing.console());
        observing.reset(portal);
        observing.pending(&[portal]);
        observing.shows(desk, Some(2));
        assert_eq!(resets(&observing).last(), Some(&(None, None, nowhere())));
        observing.pending(&[desk]);
        observing.done(&[desk]);
        assert_eq!(resets(&observing).last(), Some(&(DONE, None, nowhere())));
    }

    #[test]
    fn a_place_that_no_one_looked_at_since_the_end_shows_nothing_of_it() {
        let mut observing = Observing::desk();
        let (owner, portal, desk) = (observing.owner(), observing.portal(), observing.console());
        observing.enrol(0, owner);
        observing.reset(portal);
        observing.pending(&[portal, desk]);
        observing.act(portal, ActionKind::SignOut);
        observing.signed_out(portal);
        observing.later(1);
        observing.done(&[desk]);
        let histories = ResetTracker::read(&observing.policy, &observing.observations);
        let reset = histories.first().unwrap().resets.first().unwrap();
        let at = |place| reset.at(observing.policy.place_index(place).unwrap());
        assert!(at(portal).allowed && !at(portal).looked && at(portal).ended.is_none());
        assert!(at(desk).looked && at(desk).ended == Some(ResetState::Done));
    }

    #[test]
    fn a_refused_old_passcode_shows_which_reset_replaced_it() {
        let mut observing = Observing::desk();
        let (owner, portal, desk) = (observing.owner(), observing.portal(), observing.console());
        observing.enrol(0, owner);
        observing.reset(portal);
        observing.pending(&[portal, desk]);
        observing.later(1);
        observing.done(&[portal, desk]);
        observing.reset(desk);
        observing.pending(&[desk]);
        observing.refuse(1);
        let (first, second) = ((DONE, REPLACED, nowhere()), (None, None, nowhere()));
        assert_eq!(resets(&observing), [first, second]);
    }

    #[test]
    fn a_passcode_that_still_opens_after_a_reset_was_kept() {
        let mut observing = Observing::desk();
        let (owner, portal, desk) = (observing.owner(), observing.portal(), observing.console());
        observing.enrol(0, owner);
        observing.reset(portal);
        observing.pending(&[portal, desk]);
        observing.later(1);
        observing.done(&[portal, desk]);
        observing.open(1);
        assert_eq!(resets(&observing), [(DONE, Some(Effect::Unchanged), nowhere())]);
    }

    #[test]
    fn the_shape_of_a_passcode_is_kept() {
        let observing = first_done();
        let histories = ResetTracker::read(&observing.policy, &observing.observations);
        let reset = histories.first().unwrap().resets.first().unwrap();
        let shape = Shape { alphabet: Alphabet::Numeric, length: 6 };
        assert_eq!(reset.change, Some((Effect::Replaced, Some(shape))));
    }
}
