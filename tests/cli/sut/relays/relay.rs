//! A relay: it asks the system behind it whatever it is asked, with the protocol file of the adapter.

#[path = "../passgate_protocol.rs"]
mod passgate_protocol;

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use passgate_protocol::{serve, text, Answer, NotDone, System};
use serde_json::{json, Value};

struct Relay {
    _child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    asked: u64,
    now: Option<u64>,
    hello: Value,
}

/// The codes that a refusal can have.
const CODES: [&str; 14] = [
    "not-allowed",
    "not-offered",
    "signed-out",
    "not-asked",
    "already-pending",
    "device-locked",
    "wrong-passcode",
    "wrong-code",
    "apps-blocked",
    "device-offline",
    "no-row",
    "no-device",
    "enrolled-already",
    "other",
];

impl Relay {
    fn ask(&mut self, name: &str, body: &Value) -> Answer<Value> {
        let failed = |error: std::io::Error| NotDone::Failed(error.to_string());
        self.asked += 1;
        let mut message = json!({ "id": self.asked });
        message[name] = body.clone();
        writeln!(self.input, "{message}").map_err(failed)?;
        let mut line = String::new();
        self.output.read_line(&mut line).map_err(failed)?;
        let answer: Value = serde_json::from_str(&line).map_err(|it| NotDone::Failed(it.to_string()))?;
        self.now = answer["now_ms"].as_u64().or(self.now);
        if let Some(refused) = answer.get("refused") {
            let code = CODES.iter().find(|code| **code == text(refused, "why"));
            let says = refused["says"].as_str().map(str::to_owned);
            return Err(NotDone::Refused(code.unwrap_or(&"other"), says));
        }
        match answer.get("unsupported") {
            Some(unsupported) => Err(NotDone::Unsupported(text(unsupported, "needs").to_owned())),
            None => Ok(answer),
        }
    }
}

impl System for Relay {
    fn identity(&self) -> Value {
        self.hello["sut"].clone()
    }

    fn can(&self) -> Value {
        self.hello["can"].clone()
    }

    fn begin(&mut self, scenario: &Value) -> Answer<()> {
        self.now = None;
        self.ask("begin", scenario).map(|_| ())
    }

    fn act(&mut self, act: &Value) -> Answer<()> {
        self.ask("act", act).map(|_| ())
    }

    fn view(&mut self, _: &str, _: &str, _: u64) -> Answer<Option<Value>> {
        Ok(None)
    }

    fn views(&mut self, places: &[(String, String, u64)]) -> Answer<Vec<Value>> {
        let answer = self.ask("look", &json!({ "places": places }))?;
        Ok(answer["views"].as_array().cloned().unwrap_or_default())
    }

    fn advance(&mut self, ms: u64, until_change: bool) -> Answer<bool> {
        let mut advance = json!({ "ms": ms });
        if until_change {
            advance["until"] = json!("change");
        }
        Ok(self.ask("advance", &advance)?["stopped"] == "change")
    }

    fn inject(&mut self, fault: &str, device: u64) -> Answer<()> {
        self.ask("inject", &json!({ "fault": fault, "device": device })).map(|_| ())
    }

    fn now_ms(&self) -> Option<u64> {
        self.now
    }

    fn end(&mut self) -> Answer<()> {
        self.ask("end", &json!({})).map(|_| ())
    }
}

fn main() -> std::io::Result<()> {
    let program = std::env::var("SUT").expect("SUT names the system");
    let mut child = Command::new(program)
        .args(["sut", "serve"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let input = child.stdin.take().expect("a pipe");
    let output = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut relay = Relay { _child: child, input, output, asked: 0, now: None, hello: json!({}) };
    let hello = json!({ "protocols": [1], "harness": "relay", "seed": "1" });
    if let Ok(answer) = relay.ask("hello", &hello) {
        relay.hello = answer;
    }
    serve(relay)
}
