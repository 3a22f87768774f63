//! Questions that an adapter is asked before any feature runs, and what is wrong with its answers.

use std::time::Duration;

use serde_json::json;

use crate::sut::SutError;
use crate::sut::process::connection::Connection;
use crate::sut::protocol::answer::Reply;
use crate::sut::protocol::question::{ActMessage, ActionMessage, End, Message};

/// How long an adapter may take to answer anything.
pub(crate) const LIMIT: Duration = Duration::from_secs(10);

/// Asks, and waits for the answer.
pub(crate) fn question(adapter: &mut Connection, message: Message) -> Result<Reply, String> {
    let answered = adapter.ask(message, LIMIT).map_err(|error| error.to_string())?;
    Ok(answered.reply)
}

/// What is wrong with an answer that is to be another.
pub(crate) fn expect(reply: Reply, expected: &Reply) -> Result<(), String> {
    if reply == *expected {
        return Ok(());
    }
    let more = match &reply {
        Reply::Unsupported(it) => format!(" (it needs {})", it.needs),
        Reply::Refused(it) => format!(" ({})", it.why),
        Reply::Declared(..)
        | Reply::Ready
        | Reply::Done
        | Reply::Failed(_)
        | Reply::Views(_)
        | Reply::Stopped(_) => String::new(),
    };
    Err(format!("it answered `{}`{more} where `{}` is due", reply.name(), expected.name()))
}

/// Ends a scenario.
pub(crate) fn end(adapter: &mut Connection) -> Result<(), String> {
    expect(question(adapter, Message::End(End {}))?, &Reply::Done)
}

/// What is wrong with answers that are to be the same.
pub(crate) fn compare(first: &[Reply], second: &[Reply]) -> Result<(), String> {
    let same = first == second;
    if same { Ok(()) } else { Err("it answered something else the second time".to_owned()) }
}

/// A message of a later version.
pub(crate) fn unknown_message(adapter: &mut Connection) -> Result<(), String> {
    let line = |id| json!({ "id": id, "from-a-later-version": {} }).to_string();
    let answered = adapter.ask_line("from-a-later-version", LIMIT, line);
    let reply = answered.map_err(|error| error.to_string())?.reply;
    let Reply::Unsupported(it) = &reply else {
        return Err(format!("it answered `{}` where `unsupported` is due", reply.name()));
    };
    if it.needs == "message:from-a-later-version" {
        return Ok(());
    }
    Err(format!("it needs `{}`, not `message:from-a-later-version`", it.needs))
}

/// A message with members of a later version.
pub(crate) fn unknown_member(adapter: &mut Connection) -> Result<(), String> {
    let line = |id| json!({ "id": id, "look": { "places": [], "new": 1 }, "new": {} }).to_string();
    let answered = adapter.ask_line("look", LIMIT, line);
    match answered {
        Ok(answered) if answered.reply == Reply::Views(Vec::new()) => Ok(()),
        Ok(answered) => {
            Err(format!("it answered `{}` where `views` is due", answered.reply.name()))
        }
        // No scenario has begun: that is an error that it may report.
        Err(SutError::Reported { .. }) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

/// An action that belongs to no scenario.
pub(crate) fn before_begin(adapter: &mut Connection) -> Result<(), String> {
    let act = ActMessage {
        actor: "no one".to_owned(),
        surface: "nowhere".to_owned(),
        device: 7,
        action: ActionMessage::SelectReset,
    };
    match adapter.ask(Message::Act(act), LIMIT) {
        Ok(answered) if matches!(answered.reply, Reply::Unsupported(_) | Reply::Refused(_)) => {
            Ok(())
        }
        Ok(answered) => Err(format!("it answered `{}`", answered.reply.name())),
        Err(SutError::Reported { .. }) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}
