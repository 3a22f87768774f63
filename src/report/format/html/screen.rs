//! What people saw: the pages and screens of a scenario, as far as anyone looked.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::actor::ActorId;
use crate::domain::device::{DeviceId, DeviceLock};
use crate::domain::passcode::Shape;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetState;
use crate::domain::surface::{SurfaceId, SurfaceKind};
use crate::domain::text_table::TextId;
use crate::domain::view::NoticeKind;
use crate::journal::event::device_in_words;
use crate::journal::observation::{ActionKind, Observation, Observed, SeenPasscode, SeenView};
use crate::policy::checked::Policy;
use crate::policy::surfaces::Surface;
use crate::report::columns::capitalised;

/// One surface as one actor saw it at one moment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct SurfacePicture {
    kind: SurfaceKind,
    title: String,
    actor: String,
    device: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    says: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    passcode: Option<Dots>,
    /// What is said in the place of a passcode.
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    asks: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    offers: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<Refusal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<ResetState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lock: Option<DeviceLock>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notice: Option<(NoticeKind, String)>,
    away: bool,
    blocked: bool,
    offline: bool,
}

/// A visible passcode: its shape, and the words around it with a `{passcode}` slot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Dots {
    shape: String,
    length: u8,
    superseded: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    label: String,
}

/// The first device's pictures first; of each device the portals, itself and the consoles.
type PictureKey = (DeviceId, u8, SurfaceId, ActorId);

/// All screens of a scenario while its observations are read. What no one looked at is not there.
#[derive(Debug)]
pub(crate) struct SurfacePictures<'p> {
    policy: &'p Policy,
    devices: BTreeMap<DeviceId, String>,
    screens: BTreeMap<PictureKey, SurfacePicture>,
}

impl<'p> SurfacePictures<'p> {
    /// No one has looked yet.
    pub(crate) const fn new(policy: &'p Policy) -> Self {
        Self { policy, devices: BTreeMap::new(), screens: BTreeMap::new() }
    }

    /// The screens as they are now.
    pub(crate) fn now(&self) -> impl Iterator<Item = &SurfacePicture> {
        self.screens.values()
    }

    /// Reads what was observed next.
    pub(crate) fn read(&mut self, observed: &Observed) {
        let device = observed.device;
        match observed.observation {
            Observation::Enrolled { key, .. } => {
                let covered = self.policy.covered(key);
                let name = covered.map_or_else(String::new, |it| it.key.platform().to_owned());
                self.devices.insert(device, name);
            }
            Observation::Connected { online } => {
                let screens = self.screens.iter_mut();
                let own = screens.filter(|((of, _, surface, _), _)| {
                    (*of, *surface) == (device, SurfaceId::DEVICE)
                });
                own.for_each(|(_, screen)| screen.offline = !online);
            }
            Observation::Done { place, action } => self.done(device, place, action),
            Observation::Refused { place, refusal, .. } => {
                if let Some(key) = self.key(device, place) {
                    self.screen(key).refused = Some(refusal);
                }
            }
            Observation::Saw { place, view } => self.saw(device, place, &view),
            Observation::Injected { .. }
            | Observation::Compared { .. }
            | Observation::NotDone { .. } => {}
        }
    }

    fn done(&mut self, device: DeviceId, place: Place, action: ActionKind) {
        let screen = self.key(device, place).and_then(|key| self.screens.get_mut(&key));
        if let Some(screen) = screen {
            screen.refused = None;
        }
        let away = match action {
            ActionKind::SignOut => true,
            ActionKind::SignIn(_) => false,
            ActionKind::SelectReset
            | ActionKind::Confirm
            | ActionKind::EnterCode(_)
            | ActionKind::Choose(_)
            | ActionKind::Cancel
            | ActionKind::EnterPasscode(_)
            | ActionKind::OpenWorkProfile(_)
            | ActionKind::SetPasscode(_) => return,
        };
        let screens = self.screens.iter_mut();
        let own = screens.filter(|((_, _, surface, actor), _)| {
            (*surface, *actor) == (place.surface, place.actor)
        });
        own.for_each(|(_, screen)| screen.away = away);
    }

    fn saw(&mut self, device: DeviceId, place: Place, view: &SeenView) {
        let Some(key) = self.key(device, place) else { return };
        if !view.allowed && !self.screens.get(&key).is_some_and(|screen| screen.away) {
            self.screens.remove(&key);
            return;
        }
        let policy = self.policy;
        let text = |id: TextId| policy.text(id).to_owned();
        let screen = self.screen(key);
        screen.says = view.says.texts().iter().map(|id| text(*id)).collect();
        screen.asks = view.asks.map(|asked| text(asked.words));
        screen.offers = view.offers.map(text);
        (screen.state, screen.lock) = (view.state, view.lock);
        screen.notice = view.notice.map(|notice| (notice.kind, text(notice.says)));
        screen.blocked = view.apps_blocked;
        (screen.passcode, screen.instead) = match view.passcode {
            SeenPasscode::Nothing => (None, None),
            SeenPasscode::Words(words) => (None, Some(text(words))),
            SeenPasscode::Masked { shape: None, .. } => (None, Some("not readable".to_owned())),
            SeenPasscode::Masked { shape: Some(shape), superseded } => {
                (Some(Dots::new(shape, superseded, None)), None)
            }
            SeenPasscode::Shown { shape, superseded, wording, .. } => {
                (Some(Dots::new(shape, superseded, wording.map(text))), None)
            }
        };
    }

    fn key(&self, device: DeviceId, place: Place) -> Option<PictureKey> {
        let order = match self.policy.surface(place.surface)?.kind {
            SurfaceKind::Portal => 0,
            SurfaceKind::Device => 1,
            SurfaceKind::Console => 2,
        };
        // A device shows the same to anyone who holds it.
        let on_device = place.surface == SurfaceId::DEVICE;
        let actor = if on_device { ActorId::default() } else { place.actor };
        Some((device, order, place.surface, actor))
    }

    fn screen(&mut self, key: PictureKey) -> &mut SurfacePicture {
        let (device, _, surface, actor) = key;
        let Self { policy, devices, screens } = self;
        screens.entry(key).or_insert_with(|| {
            let name = devices.get(&device).cloned().unwrap_or_default();
            let title = match policy.surface(surface) {
                Some(declared) if surface != SurfaceId::DEVICE => declared.heading(),
                Some(_) | None => device_in_words(device),
            };
            SurfacePicture {
                kind: policy.surface(surface).map_or(SurfaceKind::Device, kind_of),
                title: capitalised(title),
                actor: policy.actor_name(actor).to_owned(),
                device: name,
                says: Vec::new(),
                passcode: None,
                instead: None,
                asks: None,
                offers: None,
                refused: None,
                state: None,
                lock: None,
                notice: None,
                away: false,
                blocked: false,
                offline: false,
            }
        })
    }
}

const fn kind_of(surface: &Surface) -> SurfaceKind {
    surface.kind
}

impl Dots {
    fn new(shape: Shape, superseded: bool, label: Option<String>) -> Self {
        let (label, length) = (label.unwrap_or_default(), shape.length);
        Self { shape: shape.to_string(), length, superseded, label }
    }
}
