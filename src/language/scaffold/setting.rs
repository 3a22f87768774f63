//! How the passcode of a device can be reset under its policy, in instructions, and what is seen afterwards.

use crate::domain::actor::ActorId;
use crate::domain::browser::Browser;
use crate::domain::expectation::Expectation;
use crate::domain::key::Key;
use crate::domain::place::Place;
use crate::domain::prompt::PromptKind;
use crate::domain::reset::ResetState;
use crate::domain::span::Span;
use crate::domain::surface::SurfaceId;
use crate::domain::text_table::TextId;
use crate::language::catalogue::context::{named_place, usual_browser};
use crate::language::catalogue::instructions::{act, request, reset, sign_out_and_in, user_action};
use crate::language::plan::{
    Act, Instruction, KnownPasscode, NamedDevice, NamedPlace, SurfaceAction,
};
use crate::language::scaffold::draft::Draft;
use crate::policy::checked::Policy;
use crate::policy::row::Row;
use crate::policy::surfaces::{OpenTo, Prompt, Surface, heading};
use crate::policy::table::{Earlier, Situation};

/// The device that every draft is about.
pub(crate) const DEVICE: NamedDevice = NamedDevice::FIRST;

/// Where a draft takes place: a device of a policy.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'p> {
    pub(crate) policy: &'p Policy,
    pub(crate) row: &'p Row,
    pub(crate) key: &'p Key,
}

impl<'p> Setting<'p> {
    pub(crate) fn new(policy: &'p Policy, key: &'p Key) -> Option<Self> {
        let row = policy.row(policy.covered(policy.key_id(key)?)?.row)?;
        Some(Self { policy, row, key })
    }

    /// The first of these whose device the surface knows: one whose reset it supports, if there is any.
    pub(crate) fn known_to<'s>(settings: &'s [Self], surface: &Surface) -> Option<&'s Self> {
        let known = || settings.iter().filter(|it| surface.manages(it.key.management()));
        let supports = |setting: &&Self| {
            let id = setting.policy.surface_named(&surface.name);
            id.is_some_and(|id| setting.row.support(id).is_none())
        };
        known().find(supports).or_else(|| known().next())
    }

    /// A scenario that begins with the device.
    pub(crate) fn draft(&self, name: &str) -> Draft<'p> {
        let name = format!("{}: {name}", self.key);
        let mut draft = Draft::new(self.policy, name, self.key.clone());
        let owner = self.policy.owner();
        draft.given(&act(vec![Act::Enrol { owner, key: self.key.clone(), with_passcode: true }]));
        draft
    }

    /// A scenario in which this person is in front of the surface.
    pub(crate) fn before(&self, place: Place, name: &str) -> Draft<'p> {
        let mut draft = self.draft(name);
        if self.browser(place) == Browser::OnTheDevice {
            let passcode = KnownPasscode::Old;
            draft.given(&act(vec![Act::Enter { who: place.actor, device: DEVICE, passcode }]));
            draft.given(&doing(place, SurfaceAction::SignIn(Browser::OnTheDevice)));
        }
        draft
    }

    /// The surface of a place.
    pub(crate) fn surface(&self, place: Place) -> Option<&'p Surface> {
        self.policy.surface(place.surface)
    }

    /// Whether the surface of a place is a portal.
    pub(crate) fn is_portal(&self, place: Place) -> bool {
        self.policy.is_portal(place.surface)
    }

    /// What the surface of a place asks for.
    pub(crate) fn flow(&self, place: Place) -> &'p [Prompt] {
        self.surface(place).and_then(|surface| surface.flow.as_deref()).unwrap_or_default()
    }

    /// Where a person's browser is who uses a place.
    pub(crate) fn browser(&self, place: Place) -> Browser {
        self.surface(place).map_or(Browser::OnAnotherDevice, usual_browser)
    }

    /// Whether no one can begin a second reset there: it is open to the device alone, which is locked.
    pub(crate) fn is_locked_out(&self, place: Place) -> bool {
        self.surface(place).is_some_and(|surface| surface.open_to == OpenTo::TheDevice)
    }

    /// The text that the policy has at `id`.
    pub(crate) fn text(&self, id: TextId) -> &'p str {
        self.policy.text(id)
    }

    /// Everyone who may begin a reset here, and where.
    pub(crate) fn starts(&self) -> Vec<Place> {
        let owner = self.policy.owner();
        let places = self.policy.resetting_places(owner, self.key);
        places.filter(|place| self.row.support(place.surface).is_none()).collect()
    }

    /// Whether a surface offers a reset of the device.
    pub(crate) fn offers(&self, surface: SurfaceId) -> bool {
        self.policy.offers_reset(surface, self.key)
    }

    /// Who can look where at this device, the device itself aside.
    pub(crate) fn observations(&self) -> Vec<Place> {
        let sees = |place: &&Place| {
            let owns = place.actor == self.policy.owner();
            place.surface != SurfaceId::DEVICE
                && self.surface(**place).is_some_and(|surface| {
                    surface.manages(self.key.management()) && (owns || surface.is_console())
                })
        };
        self.policy.places().iter().filter(sees).copied().collect()
    }

    /// Who of the people who may use a surface uses it in drafts: the owner, or the first of them.
    pub(crate) fn user(&self, surface: SurfaceId) -> Option<Place> {
        let people = &self.policy.surface(surface)?.people;
        let owner = people.iter().find(|actor| **actor == self.policy.owner());
        let first = people.first().filter(|_| self.policy.is_console(surface));
        owner.or(first).map(|actor| Place::new(*actor, surface))
    }

    /// A whole reset, with its answer.
    pub(crate) fn reset(&self, draft: &mut Draft<'_>, place: Place) {
        draft.when(&self.whole_reset(place));
    }

    /// A whole reset, as one instruction.
    pub(crate) fn whole_reset(&self, place: Place) -> Instruction {
        act(reset(named(place), DEVICE, self.browser(place)))
    }

    /// A reset up to the moment when it is sent.
    pub(crate) fn request(&self, draft: &mut Draft<'_>, place: Place) {
        draft.when(&act(request(named(place), DEVICE, self.browser(place))));
    }

    /// Selecting the button, and doing what the first `count` prompts ask for.
    pub(crate) fn walk(&self, draft: &mut Draft<'_>, place: Place, count: usize) {
        draft.when(&doing(place, SurfaceAction::SelectReset));
        for prompt in self.flow(place).iter().take(count) {
            self.answer(draft, place, prompt);
        }
    }

    /// Doing what a prompt asks for, in the middle of its window where it has one.
    pub(crate) fn answer(&self, draft: &mut Draft<'_>, place: Place, prompt: &Prompt) {
        let done = match prompt.asked.kind {
            PromptKind::SignInAgain => {
                let window = prompt.window.map_or(Span::ZERO, |window| window.within);
                let half = Span::from_milliseconds(window.milliseconds() / 2);
                return self.back_after(draft, place, half);
            }
            PromptKind::Confirm => SurfaceAction::Confirm,
            PromptKind::EnterCode => SurfaceAction::EnterCode { right: true },
            PromptKind::Choose => SurfaceAction::Choose(prompt.right),
        };
        draft.when(&doing(place, done));
    }

    /// Signing out, and in again after `span`.
    pub(crate) fn back_after(&self, draft: &mut Draft<'_>, place: Place, span: Span) {
        let browser = self.browser(place);
        if browser == Browser::OnAnotherDevice {
            let used_last = NamedPlace { actor: place.actor, surface: None };
            return draft.when(&act(sign_out_and_in(used_last, DEVICE, span, browser)));
        }
        draft.when(&doing(place, SurfaceAction::SignOut));
        draft.when(&act(vec![Act::Wait(span)]));
        draft.when(&doing(place, SurfaceAction::SignIn(browser)));
    }

    /// Whether the new passcode of a reset is seen there.
    pub(crate) fn shows(&self, observation: Place, by: ActorId, earlier: Earlier) -> bool {
        self.row.shows(observation, Situation { by, earlier })
    }

    /// What is seen in the place of a passcode.
    pub(crate) fn passcode_seen(&self, shown: bool) -> Expectation {
        match self.row.passcode.as_ref().filter(|_| shown) {
            Some(rule) => {
                Expectation::NewPasscode { alphabet: rule.alphabet, length: Some(rule.length) }
            }
            None => Expectation::NoPasscode,
        }
    }

    /// What a place shows of a reset that has come so far.
    pub(crate) fn state_seen(&self, place: Place, state: ResetState) -> Expectation {
        let says = self.surface(place).filter(|surface| surface.is_portal()).map(|it| it.says);
        let Some(says) = says else { return Expectation::State(state) };
        let text = match state {
            ResetState::Done => says.succeeded,
            ResetState::Pending | ResetState::Active => says.pending,
            ResetState::Failed | ResetState::NotSupported => says.failed,
            ResetState::None | ResetState::Canceled => None,
        };
        text.map_or(Expectation::SaysNothing, |text| Expectation::Says(self.text(text).into()))
    }

    /// What an actor is called, without the article.
    pub(crate) fn called(&self, actor: ActorId) -> &'p str {
        heading(self.policy.actor_name(actor))
    }

    /// How statements say that someone resets passcodes in a console.
    pub(crate) fn resets_there(&self, place: Place) -> String {
        let name = self.called(place.actor);
        format!(
            "{name} can reset|{name}s can reset|{name} may reset|{name} resets|offers a reset|offers the same reset"
        )
    }
}

/// A place as sentences name it.
pub(crate) const fn named(place: Place) -> NamedPlace {
    named_place(place.actor, place.surface)
}

/// Something that a person does on a surface.
pub(crate) fn doing(place: Place, done: SurfaceAction) -> Instruction {
    act(vec![user_action(named(place), DEVICE, done)])
}
