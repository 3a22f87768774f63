//! What was observed of one device: its resets, in order, and what became of each.

use crate::domain::actor::ActorId;
use crate::domain::device::DeviceLock;
use crate::domain::fault::Fault;
use crate::domain::instant::Instant;
use crate::domain::passcode::Shape;
use crate::domain::place::Place;
use crate::domain::prompt::PromptKind;
use crate::domain::reset::{Effect, ResetState};
use crate::domain::surface::SurfaceId;
use crate::journal::observation::{ActionKind, Observation, Observed, SeenView};
use crate::journal::observed_reset::{ObservedReset, SeenAt};
use crate::journal::shown_end::{ended, shows_in_flight};
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;
use crate::policy::surfaces::Prompt;
use crate::policy::table::Earlier;

/// What was observed of one device.
#[derive(Clone, Debug, Default)]
pub struct DeviceHistory {
    /// What it is, once it is enrolled.
    pub key: Option<KeyId>,
    /// Whose it is.
    pub owner: ActorId,
    /// The resets, in order.
    pub resets: Vec<ObservedReset>,
    earlier: Earlier,
    /// Whether a reset was ever offered in each place; nothing where no one looked who was allowed to.
    offered: Vec<Option<bool>>,
    places: Vec<PlaceHistory>,
    /// Whether the latest reset is only known to have begun once a place shows it.
    tentative: bool,
    /// The passcodes that had been seen or set when the latest reset began, and all that have been since: a bit each.
    before: u128,
    known: u128,
    /// Passcodes that were first seen while the latest reset had not been seen to end.
    unclaimed: Vec<Unclaimed>,
    /// The passcode that the device last had as far as is known.
    current: Option<u8>,
    /// Whether a person has set a passcode since the latest reset began.
    set_since: bool,
    /// Whether something goes wrong with the reset that begins next, and with all after that.
    next_is_faulty: bool,
    all_are_faulty: bool,
    /// Whether it was wiped: what it lost then, no reset took.
    is_wiped: bool,
}

/// What was observed in one place.
#[derive(Clone, Copy, Debug, Default)]
struct PlaceHistory {
    /// The last look.
    view: SeenView,
    /// How many prompts have been answered since the button was selected.
    answered: Option<usize>,
    /// Whether it showed the end of a reset when someone was last allowed to look.
    shows_end: bool,
    /// Whether the end of the latest reset would be news here.
    awaits: bool,
}

/// A passcode that was seen before it was clear which reset made it.
#[derive(Clone, Copy, Debug)]
struct Unclaimed {
    at: Instant,
    index: usize,
    ordinal: u8,
    shape: Shape,
}

impl DeviceHistory {
    /// Whether a reset was ever offered in the place that `index` counts to; nothing where no one looked.
    pub fn offered(&self, index: usize) -> Option<bool> {
        *self.offered.get(index)?
    }

    /// Takes note of what was observed next.
    pub(crate) fn observe(&mut self, policy: &Policy, observed: &Observed) {
        match observed.observation {
            Observation::Enrolled { key, owner } => {
                let count = policy.places().len();
                let (offered, places) = (vec![None; count], vec![PlaceHistory::default(); count]);
                *self = Self { key: Some(key), owner, offered, places, ..Self::default() };
            }
            Observation::Done { place, action } => self.done(policy, observed, place, action),
            Observation::Refused { place, action, .. } => self.refused(policy, place, action),
            Observation::Saw { place, view } => {
                if let Some(index) = policy.place_index(place) {
                    self.saw(policy, observed.at, (place, index), view);
                }
            }
            Observation::Injected { fault } => self.goes_wrong(fault),
            Observation::Connected { .. }
            | Observation::Compared { .. }
            | Observation::NotDone { .. } => {}
        }
    }

    /// What a scenario has go wrong is about the reset in flight, or else about the next one.
    fn goes_wrong(&mut self, fault: Fault) {
        match self.resets.last_mut().filter(|reset| reset.ended.is_none()) {
            Some(reset) => reset.faulty = true,
            None => self.next_is_faulty |= !fault.row().is_over_at_once,
        }
        self.is_wiped |= fault == Fault::DeviceWiped;
        if fault.row().lasts {
            (self.next_is_faulty, self.all_are_faulty) = (true, true);
        }
    }

    /// Nothing more will be observed. What was only needed for that goes: tables read the histories of all scenarios at once.
    pub(crate) fn close(&mut self) {
        self.take_back();
        self.claim_before(None);
        (self.places, self.unclaimed) = (Vec::new(), Vec::new());
        self.resets.shrink_to_fit();
    }

    fn done(&mut self, policy: &Policy, observed: &Observed, place: Place, action: ActionKind) {
        match action {
            ActionKind::SetPasscode(ordinal) => {
                self.know(ordinal);
                self.current = Some(ordinal);
                self.set_since = true;
            }
            ActionKind::EnterPasscode(ordinal) => {
                self.opened_with(ordinal);
                self.know(ordinal);
            }
            ActionKind::OpenWorkProfile(ordinal) => self.know(ordinal),
            ActionKind::SelectReset
            | ActionKind::SignOut
            | ActionKind::SignIn(_)
            | ActionKind::Confirm
            | ActionKind::EnterCode(_)
            | ActionKind::Choose(_)
            | ActionKind::Cancel => self.goes_on(policy, observed, place, action),
        }
    }

    /// A person goes on with what a surface asks for, or leaves it.
    fn goes_on(&mut self, policy: &Policy, observed: &Observed, place: Place, action: ActionKind) {
        let surface = policy.surface(place.surface);
        let (Some(flow), Some(index)) =
            (surface.and_then(|surface| surface.flow.as_deref()), policy.place_index(place))
        else {
            return;
        };
        let Some(PlaceHistory { answered, .. }) = self.places.get_mut(index) else { return };
        let next = answered.and_then(|count| flow.get(count));
        *answered = match (action, next) {
            (ActionKind::SelectReset, _) => Some(0),
            (ActionKind::SignOut, Some(prompt)) if prompt.is(PromptKind::SignInAgain) => *answered,
            (action, Some(prompt)) if action.answers(prompt) => answered.map(|count| count + 1),
            _ => None,
        };
        if *answered == Some(flow.len()) {
            *answered = None;
            // Who comes back too late to the last prompt has done the same as one who is in time.
            let tentative = flow.last().is_some_and(|prompt| prompt.is(PromptKind::SignInAgain));
            self.begin(observed, place, tentative);
        }
    }

    fn refused(&mut self, policy: &Policy, place: Place, action: ActionKind) {
        match action {
            ActionKind::EnterPasscode(ordinal) if place.surface == SurfaceId::DEVICE => {
                self.no_longer_opens(ordinal);
            }
            // A wrong code is asked for again.
            ActionKind::EnterPasscode(_) | ActionKind::OpenWorkProfile(_) => {}
            ActionKind::EnterCode(_) | ActionKind::SetPasscode(_) => {}
            ActionKind::SelectReset
            | ActionKind::SignOut
            | ActionKind::SignIn(_)
            | ActionKind::Confirm
            | ActionKind::Choose(_)
            | ActionKind::Cancel => {
                let index = policy.place_index(place);
                if let Some(place) = index.and_then(|index| self.places.get_mut(index)) {
                    place.answered = None;
                }
            }
        }
    }

    fn begin(&mut self, observed: &Observed, place: Place, tentative: bool) {
        let Some(key) = self.key else { return };
        self.take_back();
        let in_flight = self.resets.last().is_some_and(|reset| reset.ended.is_none());
        if tentative && in_flight {
            // What a place shows of a reset in flight says nothing about another one.
            return;
        }
        self.claim_before(None);
        self.tentative = tentative;
        self.before = self.known;
        self.set_since = false;
        for place in &mut self.places {
            place.awaits = !place.shows_end;
        }
        let seen =
            |place: &PlaceHistory| SeenAt { allowed: place.view.allowed, ..SeenAt::default() };
        self.resets.push(ObservedReset {
            device: observed.device,
            key,
            place,
            earlier: self.earlier,
            begun_at: observed.at,
            ended: None,
            change: None,
            ordinal: None,
            removed_at: None,
            on_device: None,
            faulty: std::mem::replace(&mut self.next_is_faulty, self.all_are_faulty),
            places: self.places.iter().map(seen).collect(),
        });
    }

    fn saw(
        &mut self,
        policy: &Policy,
        at: Instant,
        (place, index): (Place, usize),
        view: SeenView,
    ) {
        self.claim_before(Some(at));
        let Some(known) = self.places.get_mut(index) else { return };
        let last = std::mem::replace(&mut known.view, view);
        // A person who is signed out sees nothing, which is no news.
        if !view.allowed {
            return;
        }
        if let Some(offered) = self.offered.get_mut(index) {
            *offered = Some(*offered == Some(true) || view.offers.is_some());
        }
        self.saw_end(policy, at, (place, index), &view);
        self.saw_device(at, &last, &view);
        if let Some((ordinal, shape)) = view.new_passcode() {
            self.saw_passcode(Unclaimed { at, index, ordinal, shape });
        }
    }

    /// What a look shows of how a reset ends: a state is that of the latest reset, and a text is about the latest one
    /// that this person made on this surface.
    fn saw_end(
        &mut self,
        policy: &Policy,
        at: Instant,
        (place, index): (Place, usize),
        view: &SeenView,
    ) {
        let state = ended(policy, place, view);
        let Some(known) = self.places.get_mut(index) else { return };
        known.shows_end = state.is_some();
        known.awaits |= state.is_none();
        let is_news = known.awaits;
        if shows_in_flight(policy, place, view) {
            self.tentative = false;
        }
        if let Some(latest) = self.resets.last_mut() {
            latest.looked_at(index);
        }
        let latest = self.resets.len().checked_sub(1);
        let own = |reset: &ObservedReset| view.state.is_some() || reset.place == place;
        let meant = self.resets.iter().rposition(own);
        let Some((reset, state)) =
            meant.and_then(|meant| self.resets.get_mut(meant)).zip(state.filter(|_| is_news))
        else {
            return;
        };
        let is_first = reset.ended.is_none();
        reset.ended = match reset.ended {
            // A portal has one text for all that did not end well; a console knows which it was.
            Some((ResetState::Failed, since)) if view.state.is_some() => Some((state, since)),
            ended => ended.or(Some((state, at))),
        };
        for (other, known) in self.places.iter().enumerate().filter(|_| is_first) {
            if known.view.allowed {
                reset.looked_at(other);
            }
        }
        reset.shows_end(index, state);
        if is_first && state == ResetState::Done {
            let role = policy.role(reset.place.actor);
            self.earlier = self.earlier.max(reset.earlier.and(role));
        }
        if meant == latest {
            self.tentative = false;
            for seen in std::mem::take(&mut self.unclaimed) {
                self.saw_passcode(seen);
            }
        }
    }

    /// What a look at the device shows of what the latest reset did.
    fn saw_device(&mut self, at: Instant, last: &SeenView, view: &SeenView) {
        let Some(reset) = self.resets.last_mut() else { return };
        if self.is_wiped || self.all_are_faulty && !reset.faulty {
            return;
        }
        if view.lock == Some(DeviceLock::NoPasscode) && last.lock != view.lock {
            reset.change = Some((Effect::Removed, None));
            reset.removed_at = reset.removed_at.or(Some(at));
            self.current = None;
        }
        if view.notice != last.notice && view.notice.is_some() {
            reset.on_device = view.notice;
        }
    }

    /// A passcode is visible. That of an earlier reset stays visible while the next one is pending.
    fn saw_passcode(&mut self, seen: Unclaimed) {
        self.know(seen.ordinal);
        if self.before & bit(seen.ordinal) != 0 {
            return;
        }
        match self.resets.last_mut() {
            Some(reset) if reset.ended.is_some() => {
                reset.shows(seen.index, seen.ordinal, seen.shape);
                if !self.set_since {
                    self.current = Some(seen.ordinal);
                }
            }
            Some(_) => self.unclaimed.push(seen),
            None => {}
        }
    }

    /// Decides whose the passcodes are that were first seen before `now`, while the latest reset had not been seen to
    /// end: the reset before it made them, unless it is known to have made none or another one.
    fn claim_before(&mut self, now: Option<Instant>) {
        if self.unclaimed.first().is_none_or(|seen| Some(seen.at) == now) {
            return;
        }
        for Unclaimed { index, ordinal, shape, .. } in std::mem::take(&mut self.unclaimed) {
            let mut latest = self.resets.iter_mut().rev();
            let (Some(last), before) = (latest.next(), latest.next()) else { return };
            let made = |reset: &&mut ObservedReset| {
                let removed = reset.change.is_some_and(|(effect, _)| effect == Effect::Removed);
                reset.is_done() && !removed && reset.ordinal.is_none_or(|known| known == ordinal)
            };
            match before.filter(made) {
                Some(before) => {
                    before.shows(index, ordinal, shape);
                    self.before |= bit(ordinal);
                }
                None => last.shows(index, ordinal, shape),
            }
        }
    }

    /// The passcode `ordinal` has opened the device.
    fn opened_with(&mut self, ordinal: u8) {
        let is_old = self.before & bit(ordinal) != 0 && !self.set_since;
        self.current = Some(ordinal);
        let ended = self.resets.last_mut().filter(|reset| reset.ended.is_some());
        if let Some(reset) = ended.filter(|_| is_old) {
            reset.change = reset.change.or(Some((Effect::Unchanged, None)));
        }
    }

    /// The device has refused the passcode `ordinal`.
    fn no_longer_opens(&mut self, ordinal: u8) {
        if self.current != Some(ordinal) {
            return;
        }
        self.current = None;
        let mut latest = self.resets.iter_mut().rev();
        let (Some(last), before) = (latest.next(), latest.next()) else { return };
        let unseen = |reset: &&mut ObservedReset| reset.is_done() && reset.change.is_none();
        let before = before.filter(|_| last.ended.is_none()).filter(unseen);
        let reset = before.unwrap_or(last);
        reset.change = reset.change.or(Some((Effect::Replaced, None)));
    }

    /// A reset that no place has ever shown to have begun did not begin.
    fn take_back(&mut self) {
        if std::mem::take(&mut self.tentative) {
            self.resets.pop();
        }
    }

    const fn know(&mut self, ordinal: u8) {
        self.known |= bit(ordinal);
    }
}

impl Prompt {
    fn is(&self, kind: PromptKind) -> bool {
        self.asked.kind == kind
    }
}

const fn bit(ordinal: u8) -> u128 {
    if ordinal < 128 { 1 << ordinal } else { 0 }
}
