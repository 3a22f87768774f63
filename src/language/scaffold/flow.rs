//! How a policy lets somebody reset a passcode on a row, in instructions, and what is seen afterwards.

use crate::domain::{
    Action, Browser, Deed, DeviceId, Expectation, Management, Platform, Span, Surface, Viewer,
};
use crate::language::catalogue::flow;
use crate::language::plan::{Act, Instruction, KnownPasscode};
use crate::language::scaffold::sketch::Sketch;
use crate::policy::{Console, Earlier, OpenTo, Policy, Row, Situation, TextId};

/// A row of a policy, where a scenario takes place.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) policy: &'p Policy,
    pub(super) row: &'p Row,
    pub(super) platform: &'p Platform,
    pub(super) management: Management,
}

/// Who begins a reset, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Start {
    pub(super) who: Viewer,
    pub(super) at: Surface,
}

/// The end user, in the portal.
pub(super) const IN_PORTAL: Start = Start { who: Viewer::EndUser, at: Surface::CompanyPortal };

/// A wait that the policy's window allows: the sentence for a whole reset takes one minute.
const A_MINUTE: Span = Span::from_minutes(1);

impl<'p> Place<'p> {
    pub(super) fn new(
        policy: &'p Policy,
        platform: &'p Platform,
        management: Management,
    ) -> Option<Self> {
        let row = policy.row(policy.row_for(platform, management)?)?;
        Some(Self { policy, row, platform, management })
    }

    /// A scenario that begins with the device.
    pub(super) fn sketch(&self, name: &str) -> Sketch {
        let row = (self.platform.clone(), self.management);
        let mut sketch =
            Sketch::new(format!("{}, {}: {name}", self.platform, self.management), row);
        sketch.given(&flow::act(vec![Act::Plain(Action::Enrol {
            device: DeviceId::FIRST,
            owner: Viewer::EndUser,
            platform: self.platform.clone(),
            management: self.management,
        })]));
        sketch
    }

    /// A scenario whose end user is in front of the portal.
    pub(super) fn in_portal(&self, name: &str) -> Sketch {
        let mut sketch = self.sketch(name);
        if self.policy.portal.open_to == OpenTo::TheDevice {
            let (device, passcode) = (DeviceId::FIRST, KnownPasscode::Old);
            let enter = Act::Enter { who: Viewer::EndUser, device, passcode };
            sketch.given(&flow::act(vec![enter]));
            sketch.given(&self.deed(Deed::SignIn { from: self.browser() }));
        }
        sketch
    }

    /// A scenario in which this person may begin a reset.
    pub(super) fn before(&self, start: Start, name: &str) -> Sketch {
        if start == IN_PORTAL { self.in_portal(name) } else { self.sketch(name) }
    }

    /// Where the end user's browser is.
    pub(super) const fn browser(&self) -> Browser {
        match self.policy.portal.open_to {
            OpenTo::AnyBrowser => Browser::OnAnotherDevice,
            OpenTo::TheDevice => Browser::OnTheDevice,
        }
    }

    /// Something that the end user does in the portal.
    pub(super) fn deed(&self, deed: Deed) -> Instruction {
        flow::act(vec![flow::deed(Viewer::EndUser, Surface::CompanyPortal, deed)])
    }

    /// The text that the policy has at `id`.
    pub(super) fn text(&self, id: TextId) -> &'p str {
        self.policy.text(id)
    }

    /// The consoles that know this device.
    pub(super) fn consoles(&self) -> impl Iterator<Item = &'p Console> {
        let management = self.management;
        self.policy.consoles.iter().filter(move |console| console.manages.contains(&management))
    }

    /// Everybody who may begin a reset here.
    pub(super) fn starts(&self) -> Vec<Start> {
        let portal = self.policy.portal.offers_reset.then_some(IN_PORTAL);
        let consoles = self.consoles().filter(|console| console.offers_reset);
        let consoles =
            consoles.map(|console| Start { who: Viewer::Administrator, at: console.surface });
        portal.into_iter().chain(consoles).collect()
    }

    /// Whether the sentence for a whole reset in the portal fits: a minute's absence, and a browser elsewhere.
    pub(super) fn is_plain(&self) -> bool {
        let window = self.policy.portal.sign_in_again;
        window.limit.admits(A_MINUTE, window.within)
            && self.policy.portal.open_to == OpenTo::AnyBrowser
    }

    /// A whole reset, with its answer.
    pub(super) fn reset(&self, sketch: &mut Sketch, start: Start) {
        if start != IN_PORTAL || self.is_plain() {
            return sketch.when(&flow::act(flow::reset(
                start.who,
                start.at,
                Browser::OnAnotherDevice,
            )));
        }
        self.request(sketch, start);
        sketch.when(&flow::act(vec![flow::answer()]));
    }

    /// A reset up to the moment when it is sent.
    pub(super) fn request(&self, sketch: &mut Sketch, start: Start) {
        if start != IN_PORTAL || self.is_plain() {
            let acts = flow::request(start.who, start.at, Browser::OnAnotherDevice);
            return sketch.when(&flow::act(acts));
        }
        sketch.when(&self.deed(Deed::SelectReset));
        let half = self.policy.portal.sign_in_again.within.milliseconds() / 2;
        self.back_after(sketch, Span::from_milliseconds(half));
        sketch.when(&self.deed(Deed::ConfirmReset));
    }

    /// Signing out of the portal, and in again after `span`.
    pub(super) fn back_after(&self, sketch: &mut Sketch, span: Span) {
        let browser = self.browser();
        if browser == Browser::OnAnotherDevice {
            let acts = flow::sign_out_and_in(Viewer::EndUser, span, browser);
            return sketch.when(&flow::act(acts));
        }
        sketch.when(&self.deed(Deed::SignOut));
        sketch.when(&flow::act(vec![Act::Plain(Action::Wait(span))]));
        sketch.when(&self.deed(Deed::SignIn { from: browser }));
    }

    /// Who works where in sight of this device.
    pub(super) fn sights(&self) -> Vec<Start> {
        let consoles =
            self.consoles().map(|it| Start { who: Viewer::Administrator, at: it.surface });
        std::iter::once(IN_PORTAL).chain(consoles).collect()
    }

    /// Whether somebody sees the new passcode of a reset, where they work.
    pub(super) fn shows(&self, sight: Start, by: Viewer, earlier: Earlier) -> bool {
        self.row.shows(sight.who, sight.at, Situation { by, earlier })
    }

    /// What is seen in the place of a passcode.
    pub(super) fn passcode_seen(&self, shown: bool) -> Expectation {
        match self.row.passcode.as_ref().filter(|_| shown) {
            Some(rule) => {
                Expectation::NewPasscode { alphabet: rule.alphabet, length: Some(rule.length) }
            }
            None => Expectation::NoPasscode,
        }
    }
}
