//! Observations written by hand, for the tests of what reads them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::actor::{ActorId, Role};
use crate::domain::device::{DeviceId, DeviceLock};
use crate::domain::fault::Fault;
use crate::domain::instant::Instant;
use crate::domain::passcode::{Alphabet, Shape};
use crate::domain::place::Place;
use crate::domain::prompt::PromptKind;
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetState;
use crate::domain::view::Said;
use crate::journal::observation::{ActionKind, Observation, Observed, SeenPasscode, SeenView};
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;
use crate::policy::samples;

/// The observations of a scenario so far. Its first device is enrolled with passcode 1.
pub(crate) struct Observing {
    pub(crate) policy: Arc<Policy>,
    pub(crate) observations: Vec<Observed>,
    device: DeviceId,
    at: Instant,
    views: BTreeMap<(DeviceId, Place), SeenView>,
}

impl Observing {
    pub(crate) fn desk() -> Self {
        Self::under(samples::desk())
    }

    pub(crate) fn plain() -> Self {
        Self::under(samples::plain())
    }

    /// No device is there yet.
    fn under(policy: Arc<Policy>) -> Self {
        Self {
            policy,
            observations: Vec::new(),
            device: DeviceId::FIRST,
            at: Instant::START,
            views: BTreeMap::new(),
        }
    }

    pub(crate) fn owner(&self) -> ActorId {
        self.policy.owner()
    }

    /// The owner, in the first portal.
    pub(crate) fn portal(&self) -> Place {
        let portal = self.policy.declared_surfaces().find(|(_, it)| it.is_portal()).unwrap().0;
        Place::new(self.owner(), portal)
    }

    /// The first of the staff, in the first console.
    pub(crate) fn console(&self) -> Place {
        let console = self.policy.declared_surfaces().find(|(_, it)| it.is_console()).unwrap().0;
        Place::new(self.policy.first_with(Role::Staff).unwrap(), console)
    }

    /// Another device comes under management; what follows is about that one.
    pub(crate) fn enrol(&mut self, key: u16, owner: ActorId) {
        let devices: Vec<_> = self.observations.iter().map(|observed| observed.device.0).collect();
        self.device = DeviceId(devices.iter().max().map_or(0, |last| last + 1));
        self.add(Observation::Enrolled { key: KeyId(key), owner });
        self.act(Place::on_device(owner), ActionKind::SetPasscode(1));
        let known = self.policy.covered(KeyId(key)).unwrap().key.clone();
        for place in self.policy.places().to_vec() {
            let surface = self.policy.surface(place.surface).unwrap().clone();
            let is_owner = place.actor == owner;
            let allowed = surface.manages(known.management()) && (surface.is_console() || is_owner);
            let offers = surface.flow.as_ref().map(|_| surface.button);
            if place == Place::on_device(owner) {
                self.lock(DeviceLock::Locked);
            } else if allowed {
                self.see(place, |view| view.offers = offers);
            }
        }
    }

    /// What follows is about this device.
    pub(crate) fn about(&mut self, device: DeviceId) {
        self.device = device;
    }

    /// Minutes pass.
    pub(crate) fn later(&mut self, minutes: u64) {
        self.at = Instant::from_milliseconds(self.at.milliseconds() + minutes * 60_000);
    }

    pub(crate) fn act(&mut self, place: Place, action: ActionKind) {
        self.add(Observation::Done { place, action });
    }

    /// A person selects the button, and does what is asked.
    pub(crate) fn reset(&mut self, place: Place) {
        self.act(place, ActionKind::SelectReset);
        let flow = self.policy.surface(place.surface).unwrap().flow.clone().unwrap();
        for prompt in flow.iter() {
            self.act(
                place,
                match prompt.asked.kind {
                    PromptKind::SignInAgain => {
                        ActionKind::SignIn(crate::domain::browser::Browser::OnAnotherDevice)
                    }
                    PromptKind::Confirm => ActionKind::Confirm,
                    PromptKind::EnterCode => ActionKind::EnterCode(true),
                    PromptKind::Choose => ActionKind::Choose(prompt.right),
                },
            );
        }
    }

    /// The owner enters a passcode, and the device opens.
    pub(crate) fn open(&mut self, ordinal: u8) {
        self.act(Place::on_device(self.owner()), ActionKind::EnterPasscode(ordinal));
    }

    /// The owner enters a passcode, and the device stays locked.
    pub(crate) fn refuse(&mut self, ordinal: u8) {
        let (place, refusal) = (Place::on_device(self.owner()), Refusal::WrongPasscode);
        let action = ActionKind::EnterPasscode(ordinal);
        self.add(Observation::Refused { place, action, refusal });
    }

    /// These places show that a reset is in flight.
    pub(crate) fn pending(&mut self, places: &[Place]) {
        for place in places {
            let text = self.policy.surface(place.surface).unwrap().says.pending;
            self.says(*place, text.into_iter().collect(), ResetState::Pending);
        }
    }

    /// These places show that it has ended well.
    pub(crate) fn done(&mut self, places: &[Place]) {
        for place in places {
            let text = self.policy.surface(place.surface).unwrap().says.succeeded;
            self.says(*place, text.into_iter().collect(), ResetState::Done);
        }
    }

    /// A console shows this state.
    pub(crate) fn state(&mut self, place: Place, state: ResetState) {
        self.see(place, |view| view.state = Some(state));
    }

    pub(crate) fn inject(&mut self, fault: Fault) {
        self.add(Observation::Injected { fault });
    }

    /// A person who is signed out sees nothing.
    pub(crate) fn signed_out(&mut self, place: Place) {
        let view = SeenView::default();
        self.views.insert((self.device, place), view);
        self.add(Observation::Saw { place, view });
    }

    /// The surface asks for what its flow begins with.
    pub(crate) fn asks_first(&mut self, place: Place) {
        let flow = self.policy.surface(place.surface).unwrap().flow.clone().unwrap();
        let asked = flow.first().map(|prompt| prompt.asked);
        self.see(place, |view| view.asks = asked);
    }

    /// A place shows a passcode, or none any more.
    pub(crate) fn shows(&mut self, place: Place, ordinal: Option<u8>) {
        let shape = Shape { alphabet: Alphabet::Numeric, length: 6 };
        let shown =
            |ordinal| SeenPasscode::Shown { shape, ordinal, superseded: false, wording: None };
        self.see(place, |view| view.passcode = ordinal.map_or(SeenPasscode::Nothing, shown));
    }

    /// The device of the owner has this lock.
    pub(crate) fn lock(&mut self, lock: DeviceLock) {
        self.see(Place::on_device(self.device_owner()), |view| view.lock = Some(lock));
    }

    /// What was seen, if the surface offered no reset.
    pub(crate) fn without_offer(observed: &mut Observed) {
        if let Observation::Saw { view, .. } = &mut observed.observation {
            view.offers = None;
        }
    }

    fn device_owner(&self) -> ActorId {
        let device = self.device;
        let owner = |observed: &Observed| {
            let Observation::Enrolled { owner, .. } = observed.observation else { return None };
            (observed.device == device).then_some(owner)
        };
        self.observations.iter().find_map(owner).unwrap()
    }

    fn says(&mut self, place: Place, says: Said, state: ResetState) {
        let is_console = self.policy.is_console(place.surface);
        self.see(place, |view| {
            view.says = says;
            view.state = is_console.then_some(state);
        });
    }

    fn see(&mut self, place: Place, change: impl FnOnce(&mut SeenView)) {
        let view = self.views.entry((self.device, place)).or_default();
        view.allowed = true;
        change(view);
        let view = *view;
        self.add(Observation::Saw { place, view });
    }

    fn add(&mut self, observation: Observation) {
        self.observations.push(Observed { at: self.at, device: self.device, observation });
    }
}
