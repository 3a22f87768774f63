//! The simulation as a system under test behind the protocol.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use crate::domain::action::{Action, UserAction};
use crate::domain::device::{DEVICES_MAX, DeviceId};
use crate::domain::fault::Fault;
use crate::domain::key::Key;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::span::Span;
use crate::domain::surface::SurfaceId;
use crate::domain::view::{ShownPasscode, View};
use crate::policy::checked::Policy;
use crate::simulation::Simulation;
use crate::simulation::defect::Defect;
use crate::simulation::random_stream::Seed;
use crate::sut::protocol::PROTOCOL;
use crate::sut::protocol::answer::{Answer, ErrorMessage, RefusedMessage, Reply, Stopped};
use crate::sut::protocol::declaration::{
    Ability, Can, ClockKind, DeviceSource, Devices, Identity, Readable,
};
use crate::sut::protocol::question::{
    ActMessage, ActionMessage, Advance, Begin, Inject, LookMessage, Message, Question, StopAt,
};
use crate::sut::protocol::secret::Secret;
use crate::sut::protocol::shown_view::{
    Asks, NoticeMessage, PasscodeMessage, Says, ShapeMessage, ShownView,
};
use crate::sut::protocol::unsupported::UnsupportedMessage;

/// The simulation behind the protocol.
#[derive(Debug)]
pub(crate) struct ServedSimulation {
    policies: Vec<Arc<Policy>>,
    defect: Option<&'static Defect>,
    simulation: Option<Simulation>,
    is_over: bool,
}

impl ServedSimulation {
    /// A simulation that can obey any of these policies, with a defect if one is given.
    pub(crate) const fn new(policies: Vec<Arc<Policy>>, defect: Option<&'static Defect>) -> Self {
        Self { policies, defect, simulation: None, is_over: false }
    }

    /// Whether it was asked to exit.
    pub(crate) const fn is_over(&self) -> bool {
        self.is_over
    }

    /// The answer to a line, without its end.
    pub(crate) fn answer(&mut self, line: &str) -> String {
        let answer = match serde_json::from_str::<Question>(line) {
            Ok(Question { id, message }) => {
                let reply = self.reply(message);
                let now_ms = self.simulation.as_ref().map(|it| it.now().milliseconds());
                Answer { now_ms, ..Answer::new(id, reply) }
            }
            Err(_) => not_understood(line),
        };
        // Plain structs of numbers and texts always have a JSON form.
        serde_json::to_string(&answer).unwrap_or_default()
    }

    fn reply(&mut self, message: Message) -> Reply {
        match message {
            Message::Hello(hello) if hello.protocols.contains(&PROTOCOL) => {
                Reply::Declared(PROTOCOL, self.identity(), Box::new(self.can()))
            }
            Message::Hello(_) => unsupported(format!("protocol:{PROTOCOL}")),
            Message::Begin(begin) => self.begin(&begin),
            Message::Inject(inject) => self.with(|simulation| do_inject(simulation, &inject)),
            Message::End(_) => {
                self.simulation = None;
                Reply::Done
            }
            Message::Bye(_) => {
                self.is_over = true;
                Reply::Done
            }
            Message::Act(act) => self.with(|simulation| do_act(simulation, act)),
            Message::Look(look) => self.with(|simulation| do_look(simulation, &look)),
            Message::Advance(advance) => self.with(|simulation| do_advance(simulation, &advance)),
        }
    }

    fn with(&mut self, answer: impl FnOnce(&mut Simulation) -> Reply) -> Reply {
        match &mut self.simulation {
            Some(simulation) => answer(simulation),
            None => failed("no scenario has begun"),
        }
    }

    fn begin(&mut self, begin: &Begin) -> Reply {
        let policy = self.policies.iter().find(|policy| *policy.id == *begin.policy.id);
        let Some(policy) = policy else {
            return unsupported(format!("policy:{}", begin.policy.id));
        };
        if format!("{:016x}", policy.digest()) != begin.policy.digest {
            return unsupported(format!(
                "policy:{} with digest {}",
                policy.id, begin.policy.digest
            ));
        }
        let Ok(seed) = begin.seed.parse() else { return failed("the seed is not a number") };
        let mut simulation = Simulation::new(Arc::clone(policy), Seed(seed));
        simulation.inject_defect(self.defect);
        self.simulation = Some(simulation);
        Reply::Ready
    }

    fn identity(&self) -> Identity {
        let name = self.defect.map_or_else(
            || "simulation".to_owned(),
            |defect| format!("simulation-{}", defect.name()),
        );
        let version = env!("CARGO_PKG_VERSION").to_owned();
        Identity { name, version, vendor: Some("passgate".to_owned()) }
    }

    fn can(&self) -> Can {
        let mut dimensions: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut surfaces = BTreeMap::new();
        let mut actors = BTreeSet::new();
        for policy in &self.policies {
            for (name, values) in policy.dimension_values() {
                let known = dimensions.entry(name).or_default();
                known.extend(values);
                known.sort();
                known.dedup();
            }
            actors.extend(policy.actors.iter().map(|actor| actor.name.to_string()));
            for (id, surface) in (0..).map(SurfaceId).zip(&policy.surfaces) {
                surfaces.insert(surface.name.to_string(), abilities(id));
            }
        }
        Can {
            clock: ClockKind::Virtual,
            resolution_ms: Some(1),
            until: true,
            instances: Some(64),
            deterministic: true,
            dimensions,
            actors: actors.into_iter().collect(),
            devices: Some(Devices {
                count: u8::try_from(DEVICES_MAX).unwrap_or(u8::MAX),
                from: Some(DeviceSource::Creates),
            }),
            faults: Fault::ALL.iter().map(|fault| fault.name().to_owned()).collect(),
            surfaces,
            passcodes: Readable::Characters,
        }
    }
}

fn abilities(surface: SurfaceId) -> Vec<Ability> {
    if surface == SurfaceId::DEVICE {
        vec![
            Ability::Look,
            Ability::Enter,
            Ability::OpenWorkProfile,
            Ability::Set,
            Ability::Connect,
        ]
    } else {
        vec![Ability::Look, Ability::Reset, Ability::Cancel]
    }
}

fn do_inject(simulation: &mut Simulation, message: &Inject) -> Reply {
    let Some(fault) = Fault::from_name(&message.fault) else {
        return unsupported(format!("fault:{}", message.fault));
    };
    simulation.inject(DeviceId(message.device), fault);
    Reply::Done
}

fn do_act(simulation: &mut Simulation, message: ActMessage) -> Reply {
    let policy = Arc::clone(simulation.policy());
    let ActMessage { actor, surface, device, action } = message;
    let device = DeviceId(device);
    let Some(actor) = policy.actor_named(&actor) else {
        return unsupported(format!("actor:{actor}"));
    };
    let Some(surface) = policy.surface_named(&surface) else {
        return unsupported(format!("surface:{surface}"));
    };
    let user_action = match action {
        ActionMessage::Enrol { is } => {
            let values = policy.dimension_names().map(|name| is.get(name).cloned());
            let values: Option<Vec<String>> = values.collect();
            let Some(values) = values else { return refused(Refusal::NoRow) };
            let key = Key::new(values.into_iter().map(Into::into));
            return done(simulation.act(&Action::Enrol { device, owner: actor, key }));
        }
        ActionMessage::Connect { online } => {
            return done(simulation.act(&Action::Connect { device, online }));
        }
        ActionMessage::SelectReset => UserAction::SelectReset,
        ActionMessage::SignOut => UserAction::SignOut,
        ActionMessage::SignIn { browser } => UserAction::SignIn { from: browser },
        ActionMessage::Confirm => UserAction::Confirm,
        ActionMessage::EnterCode { right } => UserAction::EnterCode { right },
        ActionMessage::Choose { option } => UserAction::Choose { option },
        ActionMessage::Cancel => UserAction::Cancel,
        ActionMessage::EnterPasscode { passcode } => match Passcode::new(passcode.reveal()) {
            Some(passcode) => UserAction::EnterPasscode(passcode),
            None => return refused(Refusal::WrongPasscode),
        },
        ActionMessage::OpenWorkProfile { passcode } => match Passcode::new(passcode.reveal()) {
            Some(passcode) => UserAction::OpenWorkProfile(passcode),
            None => return refused(Refusal::WrongPasscode),
        },
        ActionMessage::SetPasscode { passcode } => match Passcode::new(passcode.reveal()) {
            Some(passcode) => UserAction::SetPasscode(passcode),
            None => return refused(Refusal::Other),
        },
    };
    done(simulation.act(&Action::Do { at: Place::new(actor, surface), device, user_action }))
}

fn do_look(simulation: &Simulation, look: &LookMessage) -> Reply {
    let policy = simulation.policy();
    let mut views = Vec::with_capacity(look.places.len());
    for (actor, surface, device) in &look.places {
        let place = policy.actor_named(actor).zip(policy.surface_named(surface));
        let Some((actor, surface)) = place else {
            return unsupported(format!("place:{actor}, {surface}"));
        };
        let view = simulation.look(Place::new(actor, surface), DeviceId(*device));
        views.push(shown(policy, &view));
    }
    Reply::Views(views)
}

fn do_advance(simulation: &mut Simulation, advance: &Advance) -> Reply {
    let span = Span::from_milliseconds(advance.ms);
    let end = simulation.now().after(span);
    match advance.until {
        Some(StopAt::Change) => {
            // What has changed so far could be looked at before.
            simulation.forget_touched();
            let changed = simulation.advance(span);
            Reply::Stopped(if changed { Stopped::Change } else { Stopped::End })
        }
        None => {
            while simulation.now() < end {
                let left = end.since(simulation.now());
                simulation.forget_touched();
                simulation.advance(left);
            }
            Reply::Stopped(Stopped::End)
        }
    }
}

fn shown(policy: &Policy, view: &View) -> ShownView {
    if !view.allowed {
        return ShownView { not_allowed: true, ..ShownView::default() };
    }
    let text = |id| policy.text(id).to_owned();
    let mut said: Vec<String> = view.says.texts().iter().map(|id| text(*id)).collect();
    let says = match said.len() {
        0 => None,
        1 => said.pop().map(Says::One),
        _ => Some(Says::Several(said)),
    };
    let passcode = match view.passcode {
        ShownPasscode::Nothing => None,
        ShownPasscode::Words(words) => {
            Some(PasscodeMessage { words: Some(text(words)), ..PasscodeMessage::default() })
        }
        ShownPasscode::Masked { shape, superseded } => {
            let shape = shape.map(|it| ShapeMessage { alphabet: it.alphabet, length: it.length });
            Some(PasscodeMessage { shape, superseded, ..PasscodeMessage::default() })
        }
        ShownPasscode::Shown { passcode, superseded, wording } => Some(PasscodeMessage {
            shown: Some(Secret::new(passcode.reveal())),
            superseded,
            wording: wording.map(text),
            ..PasscodeMessage::default()
        }),
    };
    let asks = view.asks.map(|it| Asks { prompt: it.kind, says: Some(text(it.words)) });
    let notice = view.notice.map(|it| NoticeMessage { kind: it.kind, says: text(it.says) });
    ShownView {
        offers_reset: view.offers.is_some(),
        asks,
        says,
        state: view.state,
        passcode,
        lock: view.lock,
        notice,
        apps_blocked: view.apps_blocked,
        asks_for_own_passcode: view.asks_for_own_passcode,
        greyed_out: view.greyed_out,
        lost: view.lost.texts().iter().map(|id| text(*id)).collect(),
        ..ShownView::default()
    }
}

/// The answer to a line that is no message of this version: an unknown one is unsupported.
fn not_understood(line: &str) -> Answer {
    let value: Value = serde_json::from_str(line).unwrap_or_default();
    let id = value.get("id").and_then(Value::as_u64).unwrap_or_default();
    let known = ["hello", "begin", "act", "look", "advance", "inject", "end", "bye"];
    let named = value.as_object().and_then(|members| members.keys().find(|name| *name != "id"));
    Answer::new(
        id,
        match named {
            Some(name) if known.contains(&name.as_str()) => {
                failed(&format!("the message `{name}` is not as the protocol defines it"))
            }
            Some(name) => unsupported(format!("message:{name}")),
            None => failed("the line is not a message"),
        },
    )
}

fn done(answer: Result<(), Refusal>) -> Reply {
    answer.map_or_else(refused, |()| Reply::Done)
}

fn refused(refusal: Refusal) -> Reply {
    Reply::Refused(RefusedMessage { why: refusal.into(), says: None })
}

const fn unsupported(needs: String) -> Reply {
    Reply::Unsupported(UnsupportedMessage { needs })
}

fn failed(says: &str) -> Reply {
    Reply::Failed(ErrorMessage { says: says.to_owned() })
}
