//! Protocol 1 of passgate, in one file: JSON objects, one a line, on standard input and output.
//!
//! You do not have to change anything here. Implement `System` as in main.rs and call `serve(YourType::default())`.
//! Standard output belongs to the protocol: log to standard error, and never log a passcode.

use std::io::{BufRead, Write};

use serde_json::{json, Map, Value};

/// Why something was not done. An adapter need not use every reason.
#[allow(dead_code)]
pub enum NotDone {
    /// The system refuses it, and nothing has changed: a code of the protocol, and what a person reads.
    Refused(&'static str, Option<String>),
    /// The system cannot do this at all: what is missing, such as `clock:virtual`.
    Unsupported(String),
    /// The system itself has failed.
    Failed(String),
}

/// What was asked for, or why it was not done.
pub type Answer<T> = Result<T, NotDone>;

/// What passgate talks to. What you leave out, leave out of `can`, too.
pub trait System {
    /// Who the system is: `name`, `version` and perhaps `vendor`.
    fn identity(&self) -> Value;

    /// What the system can do; what is absent, it cannot do.
    fn can(&self) -> Value;

    /// A scenario begins: forget everything. `scenario` has its name, seed, policy and the declared world.
    fn begin(&mut self, scenario: &Value) -> Answer<()>;

    /// A person does something: `act` has actor, surface, device and action, and what the action needs.
    fn act(&mut self, act: &Value) -> Answer<()>;

    /// What a person sees in a place; nothing if they may see nothing of the device.
    fn view(&mut self, actor: &str, surface: &str, device: u64) -> Answer<Option<Value>>;

    /// What there is to see in several places.
    fn views(&mut self, places: &[(String, String, u64)]) -> Answer<Vec<Value>> {
        let hidden = || json!({ "not_allowed": true });
        let view = |(actor, surface, device): &(String, String, u64)| {
            Ok(self.view(actor, surface, *device)?.unwrap_or_else(hidden))
        };
        places.iter().map(view).collect()
    }

    /// Moves the clock by `ms`, or only to the first instant at which something looks different; then returns true.
    fn advance(&mut self, _ms: u64, _until_change: bool) -> Answer<bool> {
        Err(NotDone::Unsupported("clock:virtual".to_owned()))
    }

    /// Milliseconds since the scenario began, on the system's clock; nothing if passgate does not move it.
    fn now_ms(&self) -> Option<u64> {
        None
    }

    /// Something goes wrong that `can` lists under `faults`.
    fn inject(&mut self, fault: &str, _device: u64) -> Answer<()> {
        Err(NotDone::Unsupported(format!("fault:{fault}")))
    }

    /// The scenario is over, whatever happened: leave nothing behind.
    fn end(&mut self) -> Answer<()>;
}

/// The text of a member; empty if there is none.
pub fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value[member].as_str().unwrap_or_default()
}

/// The answer to one message, without its id.
fn answer(system: &mut impl System, question: &Value) -> Answer<Value> {
    let asked = |name: &str| question.get(name);
    if let Some(hello) = asked("hello") {
        let speaks = hello["protocols"].as_array().is_some_and(|all| all.contains(&json!(1)));
        if !speaks {
            return Err(NotDone::Unsupported("protocol:1".to_owned()));
        }
        return Ok(json!({ "protocol": 1, "sut": system.identity(), "can": system.can() }));
    }
    if let Some(begin) = asked("begin") {
        return system.begin(begin).map(|()| json!({ "ready": true }));
    }
    if let Some(act) = asked("act") {
        return system.act(act).map(|()| json!({ "done": true }));
    }
    if let Some(look) = asked("look") {
        let places = look["places"].as_array().cloned().unwrap_or_default();
        let place = |place: &Value| {
            let name = |at: usize| place[at].as_str().unwrap_or_default().to_owned();
            (name(0), name(1), place[2].as_u64().unwrap_or_default())
        };
        let places: Vec<_> = places.iter().map(place).collect();
        return system.views(&places).map(|views| json!({ "views": views }));
    }
    if let Some(advance) = asked("advance") {
        let ms = advance["ms"].as_u64().unwrap_or_default();
        let changed = system.advance(ms, advance["until"] == "change")?;
        return Ok(json!({ "stopped": if changed { "change" } else { "end" } }));
    }
    if let Some(inject) = asked("inject") {
        let device = inject["device"].as_u64().unwrap_or_default();
        return system.inject(text(inject, "fault"), device).map(|()| json!({ "done": true }));
    }
    if asked("end").is_some() {
        return system.end().map(|()| json!({ "done": true }));
    }
    if asked("bye").is_some() {
        return Ok(json!({ "done": true }));
    }
    let known = question.as_object().and_then(|members| members.keys().find(|name| *name != "id"));
    let name = known.map_or("", String::as_str);
    Err(NotDone::Unsupported(format!("message:{name}")))
}

/// Answers every message until passgate says bye, or its end of the pipe is closed.
pub fn serve(mut system: impl System) -> std::io::Result<()> {
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let question: Value = serde_json::from_str(&line?)?;
        let reply = match answer(&mut system, &question) {
            Ok(reply) => reply,
            Err(NotDone::Refused(why, None)) => json!({ "refused": { "why": why } }),
            Err(NotDone::Refused(why, Some(says))) => {
                json!({ "refused": { "why": why, "says": says } })
            }
            Err(NotDone::Unsupported(needs)) => json!({ "unsupported": { "needs": needs } }),
            Err(NotDone::Failed(says)) => json!({ "error": { "says": says } }),
        };
        let mut members = Map::new();
        members.insert("id".to_owned(), question["id"].clone());
        if let Some(now) = system.now_ms() {
            members.insert("now_ms".to_owned(), json!(now));
        }
        if let Value::Object(reply) = reply {
            members.extend(reply);
        }
        writeln!(output, "{}", Value::Object(members))?;
        output.flush()?;
        if question.get("bye").is_some() {
            break;
        }
    }
    Ok(())
}
