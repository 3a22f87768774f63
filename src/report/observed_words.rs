//! What was observed in plain words: a timeline of any system under test, whatever it says itself.

use std::collections::BTreeMap;

use crate::domain::device::{DeviceId, DeviceLock};
use crate::domain::place::Place;
use crate::domain::reset::ResetState;
use crate::domain::surface::SurfaceId;
use crate::journal::event::device_in_words;
use crate::journal::lane::{Course, Lane, Mark};
use crate::journal::observation::{ActionKind, Observation, Observed, SeenPasscode, SeenView};
use crate::policy::checked::Policy;
use crate::report::timeline_event::TimelineEvent;

/// Puts observations into words, one after the other: what is seen is compared with the last look.
#[derive(Debug)]
pub(crate) struct ObservedWords<'p> {
    policy: &'p Policy,
    last: BTreeMap<(DeviceId, Place), SeenView>,
}

impl<'p> ObservedWords<'p> {
    /// Nothing has been observed yet.
    pub(crate) const fn new(policy: &'p Policy) -> Self {
        Self { policy, last: BTreeMap::new() }
    }

    /// What was observed next.
    pub(crate) fn read(&mut self, observed: &Observed) -> Vec<TimelineEvent> {
        let device = device_in_words(observed.device);
        let on_device = |words: String| {
            vec![TimelineEvent::on(Lane::Device, Mark::Plain, observed.at, device, words)]
        };
        match observed.observation {
            Observation::Enrolled { key, .. } => {
                on_device(format!("is enrolled: {}", self.policy.key_in_words(key)))
            }
            Observation::Connected { online: true } => on_device("is online again".to_owned()),
            Observation::Connected { online: false } => on_device("goes offline".to_owned()),
            Observation::Done { place, action } => vec![self.done(observed, place, action)],
            Observation::Refused { place, refusal, .. } => {
                let who = self.policy.actor_name(place.actor);
                let words = format!("refuses {who}: {refusal}");
                vec![self.shown(observed, place, Mark::Refusal, words)]
            }
            Observation::Saw { place, view } => self.saw(observed, place, &view),
            Observation::Injected { fault } => {
                on_device(format!("meets an injected fault: {fault}"))
            }
            Observation::Compared { .. } | Observation::NotDone { .. } => Vec::new(),
        }
    }

    /// Whether a new passcode became visible, or is not any more: all that a trace does not say.
    pub(crate) fn read_passcode(&mut self, observed: &Observed) -> Option<TimelineEvent> {
        let Observation::Saw { place, view } = observed.observation else { return None };
        let last = self.last.insert((observed.device, place), view).unwrap_or_default();
        self.passcode(observed, place, (&last, &view))
    }

    fn done(&self, observed: &Observed, place: Place, action: ActionKind) -> TimelineEvent {
        let (surface, device) =
            (self.policy.surface_name(place.surface), device_in_words(observed.device));
        let button = self.policy.surface(place.surface).map(|surface| surface.button);
        let button = button.map_or("", |button| self.policy.text(button));
        let words = match action {
            ActionKind::SelectReset => format!("selects {button} in {surface}"),
            ActionKind::SignOut => format!("signs out of {surface}"),
            ActionKind::SignIn(from) => format!("signs in to {surface} from {from}"),
            ActionKind::Confirm => format!("selects {button} again"),
            ActionKind::EnterCode(true) => "enters the right code".to_owned(),
            ActionKind::EnterCode(false) => "enters a wrong code".to_owned(),
            ActionKind::Choose(option) => self.chooses(observed.device, place, option),
            ActionKind::Cancel => "cancels".to_owned(),
            ActionKind::EnterPasscode(_) => format!("enters a passcode: {device} unlocks"),
            ActionKind::OpenWorkProfile(_) => {
                format!("enters a passcode: the work profile of {device} unlocks")
            }
            ActionKind::SetPasscode(_) => format!("sets a passcode on {device}"),
        };
        let (from, to) = (Lane::Actor(place.actor), Lane::Surface(place.surface).normal());
        TimelineEvent {
            at: observed.at,
            actor: self.policy.actor_name(place.actor).to_owned(),
            user_action: words,
            course: Course { from, to, mark: Mark::Plain },
        }
    }

    fn chooses(&self, device: DeviceId, place: Place, option: u8) -> String {
        let asked = self.last.get(&(device, place)).and_then(|view| view.asks);
        let flow = self.policy.surface(place.surface).and_then(|surface| surface.flow.as_deref());
        let mut prompts = flow.unwrap_or_default().iter();
        let prompt = prompts.find(|prompt| Some(prompt.asked) == asked);
        let chosen = prompt.and_then(|prompt| prompt.options.get(usize::from(option)));
        chosen.map_or_else(
            || "chooses from the list".to_owned(),
            |text| format!("chooses \"{}\"", self.policy.text(*text)),
        )
    }

    fn saw(&mut self, observed: &Observed, place: Place, view: &SeenView) -> Vec<TimelineEvent> {
        let last = self.last.insert((observed.device, place), *view).unwrap_or_default();
        let mut events = Vec::new();
        let mut add = |mark, words| events.push(self.shown(observed, place, mark, words));
        for text in view.says.texts().iter().filter(|text| !last.says.texts().contains(text)) {
            add(Mark::Plain, format!("says \"{}\"", self.policy.text(*text)));
        }
        if let Some(asked) = view.asks.filter(|asked| last.asks != Some(*asked)) {
            let (who, what) = (self.policy.actor_name(place.actor), self.policy.text(asked.words));
            add(Mark::Plain, format!("asks {who} to {what}"));
        }
        let state = view.state.filter(|state| last.state != Some(*state));
        if let Some(state) = state.filter(|state| *state != ResetState::None) {
            add(Mark::Plain, format!("shows that the latest reset is {state}"));
        }
        if view.lock == Some(DeviceLock::NoPasscode)
            && last.lock.is_some_and(|it| Some(it) != view.lock)
        {
            add(Mark::Change, "has no passcode any more".to_owned());
        }
        if let Some(notice) = view.notice.filter(|notice| last.notice != Some(*notice)) {
            add(Mark::Plain, format!("says \"{}\"", self.policy.text(notice.says)));
        }
        match (last.apps_blocked, view.apps_blocked) {
            (false, true) => add(Mark::DeadlineOver, "blocks its apps".to_owned()),
            (true, false) => add(Mark::Plain, "unblocks its apps".to_owned()),
            (true, true) | (false, false) => {}
        }
        for text in view.lost.texts().iter().filter(|text| !last.lost.texts().contains(text)) {
            add(Mark::Change, format!("has lost {}", self.policy.text(*text)));
        }
        if view.asks_for_own_passcode && !last.asks_for_own_passcode {
            add(Mark::Plain, "asks for a passcode of the owner's own".to_owned());
        }
        events.extend(self.passcode(observed, place, (&last, view)));
        events
    }

    fn passcode(
        &self,
        observed: &Observed,
        place: Place,
        (last, view): (&SeenView, &SeenView),
    ) -> Option<TimelineEvent> {
        let surface = self.policy.in_surface(place.surface);
        let words = match (last.new_passcode(), view.new_passcode()) {
            (None, Some((_, shape))) => format!("can see the new passcode ({shape}) {surface}"),
            (Some((old, _)), Some((new, shape))) if old != new => {
                format!("can see another new passcode ({shape}) {surface}")
            }
            (Some(_), None) if matches!(view.passcode, SeenPasscode::Shown { .. }) => {
                format!("can see that the passcode {surface} is superseded")
            }
            (Some(_), None) => format!("can no longer see a new passcode {surface}"),
            (Some(_), Some(_)) | (None, None) => return None,
        };
        let (from, to) = (Lane::Surface(place.surface).normal(), Lane::Actor(place.actor));
        Some(TimelineEvent {
            at: observed.at,
            actor: self.policy.actor_name(place.actor).to_owned(),
            user_action: words,
            course: Course { from, to, mark: Mark::Plain },
        })
    }

    /// What a surface does, as it was seen by the person in front of it.
    fn shown(&self, observed: &Observed, place: Place, mark: Mark, words: String) -> TimelineEvent {
        let surface = if place.surface == SurfaceId::DEVICE {
            device_in_words(observed.device)
        } else {
            self.policy.surface_name(place.surface)
        };
        let (from, to) = (Lane::Surface(place.surface).normal(), Lane::Actor(place.actor));
        let to = if mark == Mark::Change { from } else { to };
        TimelineEvent {
            at: observed.at,
            actor: surface.to_owned(),
            user_action: words,
            course: Course { from, to, mark },
        }
    }
}
