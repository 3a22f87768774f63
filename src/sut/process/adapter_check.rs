//! An adapter's own conformance, before any feature runs: what it answers to right messages and to wrong ones.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::domain::device::DeviceId;
use crate::domain::place::Place;
use crate::domain::surface::SurfaceId;
use crate::policy::checked::Policy;
use crate::simulation::random_stream::Seed;
use crate::sut::Title;
use crate::sut::process::adapter_questions::{
    LIMIT, before_begin, compare, end, expect, question, unknown_member, unknown_message,
};
use crate::sut::process::asking::{begin_message, place_message};
use crate::sut::process::connection::{CommandLine, Connection};
use crate::sut::process::declared_system::DeclaredSystem;
use crate::sut::process::secrets::Secrets;
use crate::sut::protocol::PROTOCOL;
use crate::sut::protocol::answer::{Reply, Stopped};
use crate::sut::protocol::declaration::{Ability, ClockKind};
use crate::sut::protocol::question::{
    ActMessage, ActionMessage, Advance, Bye, Hello, LookMessage, Message, StopAt,
};
use crate::sut::protocol::secret::Secret;
use crate::sut::protocol::shown_view::ShownView;

/// The passcode that the owner sets, and one that no one set.
const PASSCODES: [&str; 2] = ["4826", "9173"];

/// One thing that an adapter has to do, and whether it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AdapterFinding {
    /// What it has to do.
    pub rule: &'static str,
    /// What became of it.
    pub outcome: AdapterOutcome,
}

/// What became of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AdapterOutcome {
    /// The adapter keeps it.
    Kept,
    /// The adapter does not: what it did instead.
    Broken(String),
    /// It is about something that the adapter does not declare.
    NotDeclared,
}

/// What the check of an adapter found.
#[derive(Debug, Default)]
pub(crate) struct AdapterReport {
    /// What it declares; nothing if it ended before that.
    pub declared: Option<DeclaredSystem>,
    /// Each rule, in the order in which they were tried.
    pub findings: Vec<AdapterFinding>,
    /// The end of its standard error, without the passcodes of the check.
    pub stderr: Option<String>,
}

impl AdapterReport {
    /// Whether every rule is kept that the adapter's declaration asks for.
    pub(crate) fn conforms(&self) -> bool {
        let broken =
            |finding: &AdapterFinding| matches!(finding.outcome, AdapterOutcome::Broken(_));
        self.declared.is_some() && !self.findings.iter().any(broken)
    }
}

/// Checks the adapter that a command starts, with the names of a policy.
pub(crate) fn check_adapter(command: &CommandLine, policy: &Arc<Policy>) -> AdapterReport {
    let mut check = AdapterCheck {
        command,
        policy,
        report: AdapterReport::default(),
        stop: Arc::default(),
        stderr: String::new(),
    };
    check.run();
    let mut secrets = Secrets::default();
    PASSCODES.iter().for_each(|passcode| secrets.learn(passcode));
    let leak = secrets
        .found_in(&check.stderr)
        .map(|shape| format!("there is a passcode ({shape}) that the check has set or entered"));
    check.note("no passcode is in its standard error", leak.map_or(Ok(()), Err));
    let text = secrets.redact(&check.stderr).into_owned();
    check.report.stderr = (!text.trim().is_empty()).then_some(text);
    check.report
}

struct AdapterCheck<'c> {
    command: &'c CommandLine,
    policy: &'c Arc<Policy>,
    report: AdapterReport,
    stop: Arc<AtomicBool>,
    stderr: String,
}

/// What an adapter answered to a scenario, to be compared.
type Answers = Vec<Reply>;

impl AdapterCheck<'_> {
    fn note(&mut self, rule: &'static str, result: Result<(), String>) {
        let outcome = result.map_or_else(AdapterOutcome::Broken, |()| AdapterOutcome::Kept);
        self.report.findings.push(AdapterFinding { rule, outcome });
    }

    fn leave_out(&mut self, rule: &'static str) {
        self.report.findings.push(AdapterFinding { rule, outcome: AdapterOutcome::NotDeclared });
    }

    fn run(&mut self) {
        let opened = self.open();
        let first = opened.as_ref().map(|_| ()).map_err(Clone::clone);
        self.note("it starts, and declares what it can do", first);
        let Ok((mut adapter, declared)) = opened else { return };
        self.report.declared = Some(declared.clone());
        let result = unknown_message(&mut adapter);
        self.note("a message that it does not know is unsupported", result);
        let result = unknown_member(&mut adapter);
        self.note("a member that it does not know changes nothing", result);
        let result = before_begin(&mut adapter);
        self.note("an action before a scenario has begun is no crash", result);
        let first = self.scenario(&mut adapter, &declared);
        let result = first.as_ref().map(|_| ()).map_err(Clone::clone);
        self.note("a scenario begins, acts, looks and ends", result);
        if let Ok(first) = first {
            let second = self.scenario(&mut adapter, &declared);
            let same = second.and_then(|second| compare(&first, &second));
            let (seed, again) = (
                "the same seed gives the same answers",
                "a second scenario sees nothing of the first",
            );
            if declared.can.deterministic {
                self.note(seed, same);
            } else {
                self.leave_out(seed);
            }
            let result = self.fresh(&mut adapter, &declared);
            self.note(again, result);
            let result = self.unchanged(&mut adapter, &declared);
            self.note("looking and being refused change nothing", result);
            if declared.can.clock == ClockKind::Virtual {
                let result = self.clock(&mut adapter, &declared);
                self.note("its clock moves as far as it is asked to", result);
            } else {
                self.leave_out("its clock moves as far as it is asked to");
            }
        }
        let result = self.farewell(adapter);
        self.note("it exits with code 0 after `bye`", result);
        let result = self.end_of_input(&declared);
        self.note("it starts again after it was killed, and exits at the end of its input", result);
    }

    /// Starts it, and asks what it can do.
    fn open(&mut self) -> Result<(Connection, DeclaredSystem), String> {
        let mut adapter = Connection::open(self.command, &self.stop)?;
        let hello = Message::Hello(Hello {
            protocols: vec![PROTOCOL],
            harness: format!("passgate {}", env!("CARGO_PKG_VERSION")),
            seed: "2015".to_owned(),
        });
        let answered = adapter.ask(hello, LIMIT);
        let reply = match answered {
            Ok(answered) => answered.reply,
            Err(error) => {
                self.stderr += &adapter.stderr().unwrap_or_default();
                return Err(error.to_string());
            }
        };
        let Reply::Declared(PROTOCOL, identity, can) = reply else {
            return Err(format!("it answered `hello` with `{}`", reply.name()));
        };
        let declared = DeclaredSystem { identity, can: *can };
        declared.problem().map_or(Ok((adapter, declared)), Err)
    }

    fn begin(&self, adapter: &mut Connection) -> Result<(), String> {
        let title = Title { name: "sut check".to_owned(), place: "sut check".to_owned() };
        let begin = begin_message(self.policy, Seed(2015), &title);
        expect(question(adapter, Message::Begin(begin))?, &Reply::Ready)
    }

    /// Enrols the first kind of device that it declares, and sets a passcode on it if that can be done.
    fn enrol(
        &self,
        adapter: &mut Connection,
        declared: &DeclaredSystem,
    ) -> Result<Answers, String> {
        let policy = self.policy;
        let mut keys = policy.key_ids().filter_map(|id| policy.covered(id));
        let key = keys.find(|covered| {
            let mut values = policy.dimension_names().zip(covered.key.values());
            values.all(|(name, value)| declared.has_value(name, value))
        });
        let Some(covered) = key else { return Ok(Vec::new()) };
        let values = covered.key.values().iter().map(ToString::to_string);
        let is = policy.dimension_names().map(str::to_owned).zip(values).collect();
        let mut answers = vec![self.on_device(adapter, ActionMessage::Enrol { is })?];
        expect(answers.first().cloned().unwrap_or(Reply::Done), &Reply::Done)?;
        if declared.can_do(policy, SurfaceId::DEVICE, Ability::Set)
            && declared.knows_actor(policy, policy.owner())
        {
            let [passcode, _] = PASSCODES.map(Secret::new);
            let set = self.on_device(adapter, ActionMessage::SetPasscode { passcode })?;
            expect(set.clone(), &Reply::Done)?;
            answers.push(set);
        }
        Ok(answers)
    }

    fn on_device(&self, adapter: &mut Connection, action: ActionMessage) -> Result<Reply, String> {
        let policy = self.policy;
        let actor = policy.actor_name(policy.owner()).to_owned();
        let surface = policy.surface_name(SurfaceId::DEVICE).to_owned();
        question(adapter, Message::Act(ActMessage { actor, surface, device: 0, action }))
    }

    /// Everything there is to see of the device.
    fn look(
        &self,
        adapter: &mut Connection,
        declared: &DeclaredSystem,
    ) -> Result<Vec<ShownView>, String> {
        let places = self.policy.places().iter();
        let places: Vec<Place> =
            places.filter(|place| declared.can_look(self.policy, **place)).copied().collect();
        let named =
            places.iter().map(|place| place_message(self.policy, (*place, DeviceId::FIRST)));
        let reply = question(adapter, Message::Look(LookMessage { places: named.collect() }))?;
        let Reply::Views(views) = reply else {
            return Err(format!("it answered `look` with `{}`", reply.name()));
        };
        let unsupported = views.iter().find_map(|view| view.unsupported.as_ref());
        if let Some(unsupported) = unsupported {
            return Err(format!("a place that it declares is unsupported: {}", unsupported.needs));
        }
        if views.len() != places.len() {
            return Err(format!("it has {} views of {} places", views.len(), places.len()));
        }
        Ok(views)
    }

    fn scenario(
        &self,
        adapter: &mut Connection,
        declared: &DeclaredSystem,
    ) -> Result<Answers, String> {
        self.begin(adapter)?;
        let mut answers = self.enrol(adapter, declared)?;
        answers.push(Reply::Views(self.look(adapter, declared)?));
        end(adapter)?;
        Ok(answers)
    }

    /// A device of the scenario before is not there.
    fn fresh(&self, adapter: &mut Connection, declared: &DeclaredSystem) -> Result<(), String> {
        self.begin(adapter)?;
        let views = self.look(adapter, declared)?;
        let is_there = |view: &&ShownView| !view.no_device && !view.not_allowed;
        let count = views.iter().filter(is_there).count();
        end(adapter)?;
        if count == 0 {
            return Ok(());
        }
        Err(format!("before a device is enrolled, {count} places show one"))
    }

    fn unchanged(&self, adapter: &mut Connection, declared: &DeclaredSystem) -> Result<(), String> {
        self.begin(adapter)?;
        self.enrol(adapter, declared)?;
        let before = self.look(adapter, declared)?;
        if self.look(adapter, declared)? != before {
            return Err("a second look sees something else than the first".to_owned());
        }
        if declared.can_do(self.policy, SurfaceId::DEVICE, Ability::Enter)
            && declared.knows_actor(self.policy, self.policy.owner())
        {
            let [_, passcode] = PASSCODES.map(Secret::new);
            let reply = self.on_device(adapter, ActionMessage::EnterPasscode { passcode })?;
            if !matches!(reply, Reply::Refused(_)) {
                return Err(format!("it answered a wrong passcode with `{}`", reply.name()));
            }
            if self.look(adapter, declared)? != before {
                return Err("something looks different after a wrong passcode".to_owned());
            }
        }
        end(adapter)
    }

    fn clock(&self, adapter: &mut Connection, declared: &DeclaredSystem) -> Result<(), String> {
        self.begin(adapter)?;
        self.enrol(adapter, declared)?;
        let until = declared.can.until.then_some(StopAt::Change);
        let mut left = 60_000;
        let mut last = None;
        for _ in 0..1000 {
            let advance = Message::Advance(Advance { ms: left, until });
            let answered = adapter.ask(advance, LIMIT).map_err(|error| error.to_string())?;
            let Reply::Stopped(stopped) = answered.reply else {
                return Err(format!("it answered `advance` with `{}`", answered.reply.name()));
            };
            let Some(now) = answered.now_ms else {
                return Err("its answer to `advance` has no `now_ms`".to_owned());
            };
            let start = last.unwrap_or(now.saturating_sub(left));
            let moved = now.checked_sub(start).ok_or("its clock moves backwards")?;
            if moved > left {
                return Err(format!("it was to move by {left} ms, and moved by {moved} ms"));
            }
            left -= moved;
            last = Some(now);
            match stopped {
                Stopped::End if left > 0 => {
                    return Err(format!("it stopped at the end, {left} ms before it"));
                }
                Stopped::End => return end(adapter),
                Stopped::Change if left == 0 => return end(adapter),
                Stopped::Change => {}
            }
        }
        Err("it stopped 1000 times in a minute".to_owned())
    }

    fn farewell(&mut self, mut adapter: Connection) -> Result<(), String> {
        let said = question(&mut adapter, Message::Bye(Bye {}));
        self.stderr += &adapter.stderr().unwrap_or_default();
        expect(said?, &Reply::Done)?;
        match adapter.close() {
            Some(status) if status.success() => Ok(()),
            Some(status) => Err(format!("it ended ({status})")),
            None => Err("it had to be killed after 5 seconds".to_owned()),
        }
    }

    fn end_of_input(&mut self, declared: &DeclaredSystem) -> Result<(), String> {
        let (first, _) = self.open()?;
        first.kill();
        drop(first);
        let (mut again, other) = self.open()?;
        self.stderr += &again.stderr().unwrap_or_default();
        if other != *declared {
            return Err("it declares something else than before".to_owned());
        }
        let closed = again.close();
        closed.map(|_| ()).ok_or_else(|| "it had to be killed after 5 seconds".to_owned())
    }
}
