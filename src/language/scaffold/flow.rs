//! How a passcode of a row can be reset under its policy, in instructions, and what is seen afterwards.

use crate::domain::action::{Action, UserAction};
use crate::domain::actor::Actor;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::domain::platform::{Management, Platform};
use crate::domain::span::Span;
use crate::domain::surface::Surface;
use crate::language::catalogue::flow;
use crate::language::plan::{Act, Instruction, KnownPasscode};
use crate::language::scaffold::draft::DraftScenario;
use crate::policy::checked::{Console, OpenTo, Policy, TextId};
use crate::policy::row::Row;
use crate::policy::table::{Earlier, Situation};

/// Where a draft takes place: a row of a policy.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'p> {
    pub(crate) policy: &'p Policy,
    pub(crate) row: &'p Row,
    pub(crate) platform: &'p Platform,
    pub(crate) management: Management,
}

/// Who begins a reset, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Start {
    pub(crate) who: Actor,
    pub(crate) at: Surface,
}

/// The end user, in the portal.
pub(crate) const IN_PORTAL: Start = Start { who: Actor::EndUser, at: Surface::CompanyPortal };

/// A wait that the policy's window allows: the sentence for a whole reset takes one minute.
const A_MINUTE: Span = Span::from_minutes(1);

impl<'p> Setting<'p> {
    pub(crate) fn new(
        policy: &'p Policy,
        platform: &'p Platform,
        management: Management,
    ) -> Option<Self> {
        let row = policy.row(policy.row_for(platform, management)?)?;
        Some(Self { policy, row, platform, management })
    }

    /// A scenario that begins with the device.
    pub(crate) fn draft(&self, name: &str) -> DraftScenario {
        let row = (self.platform.clone(), self.management);
        let mut draft =
            DraftScenario::new(format!("{}, {}: {name}", self.platform, self.management), row);
        draft.given(&flow::act(vec![Act::Plain(Action::Enrol {
            device: DeviceId::FIRST,
            owner: Actor::EndUser,
            platform: self.platform.clone(),
            management: self.management,
        })]));
        draft
    }

    /// A scenario whose end user is in front of the portal.
    pub(crate) fn in_portal(&self, name: &str) -> DraftScenario {
        let mut draft = self.draft(name);
        if self.policy.portal.open_to == OpenTo::TheDevice {
            let (device, passcode) = (DeviceId::FIRST, KnownPasscode::Old);
            let enter = Act::Enter { who: Actor::EndUser, device, passcode };
            draft.given(&flow::act(vec![enter]));
            draft.given(&self.user_action(UserAction::SignIn { from: self.browser() }));
        }
        draft
    }

    /// A scenario in which this person may begin a reset.
    pub(crate) fn before(&self, start: Start, name: &str) -> DraftScenario {
        if start == IN_PORTAL { self.in_portal(name) } else { self.draft(name) }
    }

    /// Where the end user's browser is.
    pub(crate) const fn browser(&self) -> Browser {
        match self.policy.portal.open_to {
            OpenTo::AnyBrowser => Browser::OnAnotherDevice,
            OpenTo::TheDevice => Browser::OnTheDevice,
        }
    }

    /// Something that the end user does in the portal.
    pub(crate) fn user_action(&self, user_action: UserAction) -> Instruction {
        flow::act(vec![flow::user_action(Actor::EndUser, Surface::CompanyPortal, user_action)])
    }

    /// The text that the policy has at `id`.
    pub(crate) fn text(&self, id: TextId) -> &'p str {
        self.policy.text(id)
    }

    /// The consoles that know this device.
    pub(crate) fn consoles(&self) -> impl Iterator<Item = &'p Console> {
        let management = self.management;
        self.policy.consoles.iter().filter(move |console| console.manages.contains(&management))
    }

    /// Everybody who may begin a reset here.
    pub(crate) fn starts(&self) -> Vec<Start> {
        let portal = self.policy.portal.offers_reset.then_some(IN_PORTAL);
        let consoles = self.consoles().filter(|console| console.offers_reset);
        let consoles =
            consoles.map(|console| Start { who: Actor::Administrator, at: console.surface });
        portal.into_iter().chain(consoles).collect()
    }

    /// Whether the sentence for a whole reset in the portal fits: a minute's absence, and a browser elsewhere.
    pub(crate) fn is_plain(&self) -> bool {
        let window = self.policy.portal.sign_in_again;
        window.limit.admits(A_MINUTE, window.within)
            && self.policy.portal.open_to == OpenTo::AnyBrowser
    }

    /// A whole reset, with its answer.
    pub(crate) fn reset(&self, draft: &mut DraftScenario, start: Start) {
        if start != IN_PORTAL || self.is_plain() {
            return draft.when(&flow::act(flow::reset(
                start.who,
                start.at,
                Browser::OnAnotherDevice,
            )));
        }
        self.request(draft, start);
        draft.when(&flow::act(vec![flow::answer()]));
    }

    /// A reset up to the moment when it is sent.
    pub(crate) fn request(&self, draft: &mut DraftScenario, start: Start) {
        if start != IN_PORTAL || self.is_plain() {
            let acts = flow::request(start.who, start.at, Browser::OnAnotherDevice);
            return draft.when(&flow::act(acts));
        }
        draft.when(&self.user_action(UserAction::SelectReset));
        let half = self.policy.portal.sign_in_again.within.milliseconds() / 2;
        self.back_after(draft, Span::from_milliseconds(half));
        draft.when(&self.user_action(UserAction::ConfirmReset));
    }

    /// Signing out of the portal, and in again after `span`.
    pub(crate) fn back_after(&self, draft: &mut DraftScenario, span: Span) {
        let browser = self.browser();
        if browser == Browser::OnAnotherDevice {
            let acts = flow::sign_out_and_in(Actor::EndUser, span, browser);
            return draft.when(&flow::act(acts));
        }
        draft.when(&self.user_action(UserAction::SignOut));
        draft.when(&flow::act(vec![Act::Plain(Action::Wait(span))]));
        draft.when(&self.user_action(UserAction::SignIn { from: browser }));
    }

    /// Who can look where at this device.
    pub(crate) fn observations(&self) -> Vec<Start> {
        let consoles =
            self.consoles().map(|it| Start { who: Actor::Administrator, at: it.surface });
        std::iter::once(IN_PORTAL).chain(consoles).collect()
    }

    /// Whether the new passcode of a reset is seen there.
    pub(crate) fn shows(&self, observation: Start, by: Actor, earlier: Earlier) -> bool {
        let seen = crate::domain::place::Place::new(observation.who, observation.at);
        self.row.shows(seen, Situation { by, earlier })
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
}
