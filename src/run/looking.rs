//! Looking: what an executor sees in every place, and how it writes that down.

use crate::domain::device::DeviceId;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::view::View;
use crate::journal::observation::{Observation, Observed, SeenView};
use crate::run::executor::Executor;
use crate::sut::{SutError, SystemUnderTest};

impl<T: SystemUnderTest> Executor<T> {
    /// Writes down what there is to see in every place, where it differs from the last look.
    pub(crate) fn observe(&mut self) -> Result<(), SutError> {
        let (mut asked, mut views) =
            (std::mem::take(&mut self.asked), std::mem::take(&mut self.views));
        asked.clear();
        for device in (0..).map(DeviceId).take(self.devices.len()) {
            let touched = self.sut.take_touched(device);
            let places = self.policy.places().iter();
            asked.extend(places.filter(|it| touched.has(it.surface)).map(|it| (*it, device)));
        }
        if !asked.is_empty() {
            self.sut.look(&asked, &mut views)?;
            for ((place, device), view) in asked.iter().zip(&views) {
                self.saw(*place, *device, view);
            }
        }
        (self.asked, self.views) = (asked, views);
        self.monitor();
        Ok(())
    }

    /// Checks what there is to see now against the invariants.
    fn monitor(&mut self) {
        let Some(mut monitor) = self.monitor.take() else { return };
        for (device, known) in (0..).map(DeviceId).zip(&self.devices) {
            let now = self.sut.now();
            monitor.look(&self.policy, &self.tracker, (now, device), &known.views, |passcode| {
                let position = self.passcodes.iter().position(|known| known == passcode);
                position.and_then(|position| u8::try_from(position + 1).ok()).unwrap_or_default()
            });
        }
        self.monitor = Some(monitor);
    }

    fn saw(&mut self, place: Place, device: DeviceId, view: &View) {
        let index = self.policy.place_index(place);
        let known = self.devices.get_mut(device.index());
        let Some(last) = known.zip(index).and_then(|(known, index)| known.views.get_mut(index))
        else {
            return;
        };
        if last != view {
            *last = *view;
            let ordinal = view.any_passcode().map_or(0, |passcode| self.ordinal(passcode));
            let view = SeenView::of(view, ordinal);
            self.note(device, Observation::Saw { place, view });
        }
    }

    /// What was seen in a place at the last look: nothing where no one may look.
    pub(crate) fn view(&self, place: Place, device: DeviceId) -> View {
        let known = self.devices.get(device.index());
        let index = self.policy.place_index(place);
        known
            .zip(index)
            .and_then(|(known, index)| known.views.get(index))
            .copied()
            .unwrap_or_default()
    }

    /// Which one of the scenario's passcodes it is, from one.
    pub(crate) fn ordinal(&mut self, passcode: &Passcode) -> u8 {
        let position = self.passcodes.iter().position(|known| known == passcode);
        let position = position.unwrap_or_else(|| {
            self.passcodes.push(*passcode);
            self.passcodes.len() - 1
        });
        u8::try_from(position).unwrap_or(u8::MAX).saturating_add(1)
    }

    pub(crate) fn note(&mut self, device: DeviceId, observation: Observation) {
        let observed = Observed { at: self.sut.now(), device, observation };
        let begun = self.tracker.device(device).map_or(0, |history| history.resets.len());
        self.tracker.observe(&self.policy, &observed);
        if let Some(monitor) = &mut self.monitor {
            monitor.observe(&self.policy, &self.tracker, begun, &observed);
        }
        self.observations.push(observed);
    }
}
