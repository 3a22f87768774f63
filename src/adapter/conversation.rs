//! The conversation with the harness: a line in, a line out.

use serde_json::Value;

use crate::adapter::driven::{failed, unsupported};
use crate::sut::protocol::PROTOCOL;
use crate::sut::protocol::answer::{Answer, Reply};
use crate::sut::protocol::declaration::{Can, Identity};
use crate::sut::protocol::question::{
    ActMessage, Advance, Begin, Inject, LookMessage, Message, Question,
};

/// A system that an adapter drives.
pub(crate) trait Adapted {
    /// Who it is, and what it can do.
    fn declared(&self) -> (Identity, Can);
    /// The present on its own clock, where it has one that is moved.
    fn now_ms(&self) -> Option<u64>;
    /// A scenario begins.
    fn begin(&mut self, begin: &Begin) -> Reply;
    /// Something is done.
    fn act(&mut self, act: &ActMessage) -> Reply;
    /// Someone looks.
    fn look(&mut self, look: &LookMessage) -> Reply;
    /// Time passes.
    fn advance(&mut self, advance: &Advance) -> Reply;
    /// Something goes wrong.
    fn inject(&mut self, inject: &Inject) -> Reply;
    /// The scenario is over.
    fn end(&mut self) -> Reply;
}

/// A conversation, up to the message that ends it.
pub(crate) struct Conversation<A> {
    adapted: A,
    is_over: bool,
}

impl<A: Adapted> Conversation<A> {
    /// A conversation that has not begun.
    pub(crate) const fn new(adapted: A) -> Self {
        Self { adapted, is_over: false }
    }

    /// Whether the harness has asked to exit.
    pub(crate) const fn is_over(&self) -> bool {
        self.is_over
    }

    /// The answer to a line, without its end.
    pub(crate) fn answer(&mut self, line: &str) -> String {
        let answer = match serde_json::from_str::<Question>(line) {
            Ok(Question { id, message }) => {
                let reply = self.reply(&message);
                Answer { now_ms: self.adapted.now_ms(), ..Answer::new(id, reply) }
            }
            Err(error) => not_understood(line, &error.to_string()),
        };
        // Plain structs of numbers and texts always have a JSON form.
        serde_json::to_string(&answer).unwrap_or_default()
    }

    fn reply(&mut self, message: &Message) -> Reply {
        match message {
            Message::Hello(hello) if hello.protocols.contains(&PROTOCOL) => {
                let (identity, can) = self.adapted.declared();
                Reply::Declared(PROTOCOL, identity, Box::new(can))
            }
            Message::Hello(_) => unsupported(&format!("protocol:{PROTOCOL}")),
            Message::Begin(begin) => self.adapted.begin(begin),
            Message::Act(act) => self.adapted.act(act),
            Message::Look(look) => self.adapted.look(look),
            Message::Advance(advance) => self.adapted.advance(advance),
            Message::Inject(inject) => self.adapted.inject(inject),
            Message::End(_) => self.adapted.end(),
            Message::Bye(_) => {
                self.is_over = true;
                Reply::Done
            }
        }
    }
}

/// The answer to a line that is no message of this version: an unknown one is unsupported.
fn not_understood(line: &str, why: &str) -> Answer {
    let value: Value = serde_json::from_str(line).unwrap_or_default();
    let id = value.get("id").and_then(Value::as_u64).unwrap_or_default();
    let named = value.as_object().and_then(|members| members.keys().find(|name| *name != "id"));
    let known = ["hello", "begin", "act", "look", "advance", "inject", "end", "bye"];
    let reply = match named {
        Some(name) if !known.contains(&name.as_str()) => unsupported(&format!("message:{name}")),
        Some(_) | None => failed(format!("the line is not a message: {why}")),
    };
    Answer::new(id, reply)
}
