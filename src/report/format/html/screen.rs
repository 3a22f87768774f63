//! What people saw: the pages and screens of a scenario, as far as its journal says.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::actor::Actor;
use crate::domain::device::{DeviceId, DeviceLock};
use crate::domain::passcode::Shape;
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetState;
use crate::domain::surface::Surface;
use crate::domain::view::Prompt;
use crate::journal::entry::Entry;
use crate::journal::event::Event;
use crate::journal::observation::Observation;
use crate::policy::checked::Policy;
use crate::policy::row::RowId;

/// What a picture looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
enum PictureKind {
    /// A page in a browser.
    Portal,
    /// A phone.
    Device,
    /// A window of an administrator.
    Console,
}

impl PictureKind {
    const fn of(surface: Surface) -> Self {
        match surface {
            Surface::CompanyPortal => Self::Portal,
            Surface::Device => Self::Device,
            Surface::ConfigMgrConsole | Surface::RemoteMobileDeviceManager => Self::Console,
        }
    }
}

/// One surface as one actor saw it at one moment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct SurfacePicture {
    kind: PictureKind,
    title: &'static str,
    actor: &'static str,
    device: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    says: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    passcode: Option<Dots>,
    #[serde(skip_serializing_if = "Option::is_none")]
    asks: Option<Prompt>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<Refusal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<ResetState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lock: Option<DeviceLock>,
    offers: bool,
    away: bool,
    blocked: bool,
    offline: bool,
}

/// A visible passcode: its shape, and the words around it with a `{passcode}` slot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Dots {
    shape: String,
    length: u8,
    #[serde(skip_serializing_if = "String::is_empty")]
    label: String,
}

/// The end user's device first; of each device the portal, itself and the consoles.
type Key = (DeviceId, PictureKind, Surface, Actor);

/// All screens of a scenario while its journal is read. What no one looked at is not there.
#[derive(Debug)]
pub(crate) struct SurfacePictures<'p> {
    policy: &'p Policy,
    platforms: BTreeMap<DeviceId, RowId>,
    screens: BTreeMap<Key, SurfacePicture>,
}

impl<'p> SurfacePictures<'p> {
    /// No one has looked yet.
    pub(crate) const fn new(policy: &'p Policy) -> Self {
        Self { policy, platforms: BTreeMap::new(), screens: BTreeMap::new() }
    }

    /// The screens as they are now, the end user's first.
    pub(crate) fn now(&self) -> impl Iterator<Item = &SurfacePicture> {
        self.screens.values()
    }

    /// Reads what happened next.
    #[expect(clippy::wildcard_enum_match_arm, reason = "the other events change nothing visible")]
    pub(crate) fn read(&mut self, entry: &Entry) {
        let device = entry.device;
        match entry.event {
            Event::Enrolled { row, .. } => {
                self.platforms.insert(device, row);
            }
            Event::Saw { actor, surface, observation } => {
                self.saw(device, actor, surface, observation)
            }
            Event::Said { surface, to, text, shape } => {
                let text = self.policy.text(text).to_owned();
                let dots = shape.map(|shape| self.dots(surface, shape));
                let screen = self.screen(device, surface, to);
                (screen.says, screen.refused) = (Some(text), None);
                if dots.is_some() {
                    screen.passcode = dots;
                }
            }
            Event::Refused { who, surface, refusal } => {
                self.screen(device, surface, who).refused = Some(refusal);
            }
            Event::SelectedReset { who } => {
                let screen = self.portal(device, who);
                (screen.says, screen.refused) = (None, None);
            }
            Event::Asked { who, prompt } => {
                let screen = self.portal(device, who);
                (screen.asks, screen.refused) = (Some(prompt), None);
            }
            Event::ConfirmedReset { who } | Event::Cancelled { who } => {
                self.portal(device, who).asks = None;
            }
            Event::SignedOut { who } => {
                let screen = self.portal(device, who);
                (screen.asks, screen.away) = (None, true);
            }
            Event::SignedIn { who, .. } => self.portal(device, who).away = false,
            Event::SetPasscode { .. } => self.phone(device).says = None,
            Event::AppsBlocked => self.phone(device).blocked = true,
            Event::AppsUnblocked => self.phone(device).blocked = false,
            Event::WentOffline => self.phone(device).offline = true,
            Event::CameOnline => self.phone(device).offline = false,
            _ => {}
        }
    }

    fn saw(&mut self, device: DeviceId, actor: Actor, surface: Surface, observation: Observation) {
        let Observation { offers_reset, new_passcode, state, lock, apps_blocked } = observation;
        let dots = new_passcode.map(|shape| self.dots(surface, shape));
        let screen = self.screen(device, surface, actor);
        screen.passcode = dots;
        (screen.offers, screen.blocked) = (offers_reset, apps_blocked);
        (screen.state, screen.lock) = (state, lock);
    }

    fn dots(&self, surface: Surface, shape: Shape) -> Dots {
        let label = match surface {
            Surface::CompanyPortal => self.policy.text(self.policy.portal.says.new_passcode),
            Surface::ConfigMgrConsole | Surface::RemoteMobileDeviceManager | Surface::Device => "",
        };
        let (shape, length) = (shape.to_string(), shape.length);
        Dots { shape, length, label: label.to_owned() }
    }

    fn portal(&mut self, device: DeviceId, actor: Actor) -> &mut SurfacePicture {
        self.screen(device, Surface::CompanyPortal, actor)
    }

    fn phone(&mut self, device: DeviceId) -> &mut SurfacePicture {
        self.screen(device, Surface::Device, Actor::EndUser)
    }

    fn screen(&mut self, device: DeviceId, surface: Surface, actor: Actor) -> &mut SurfacePicture {
        // A phone shows the same to anyone who holds it.
        let actor = if surface == Surface::Device { Actor::EndUser } else { actor };
        let row = self.platforms.get(&device).and_then(|row| self.policy.row(*row));
        let platform = row.map_or("", |row| row.platform.name());
        self.screens
            .entry((device, PictureKind::of(surface), surface, actor))
            .or_insert_with(|| SurfacePicture::blank(device, surface, actor, platform))
    }
}

impl SurfacePicture {
    fn blank(device: DeviceId, surface: Surface, actor: Actor, platform: &str) -> Self {
        let title = match PictureKind::of(surface) {
            PictureKind::Device if device == DeviceId::FIRST => "The device",
            PictureKind::Device => "The other device",
            PictureKind::Portal | PictureKind::Console => surface.name(),
        };
        Self {
            kind: PictureKind::of(surface),
            title,
            actor: actor.name(),
            device: platform.to_owned(),
            says: None,
            passcode: None,
            asks: None,
            refused: None,
            state: None,
            lock: None,
            offers: false,
            away: false,
            blocked: false,
            offline: false,
        }
    }
}
