//! The way from the text of a configuration to its systems and profiles.

use std::collections::BTreeSet;

use crate::conformance::config::document::{LIMIT_KEYS, PROFILE_KEYS, SUT_KEYS, TIME_SCALE_MAX};
use crate::conformance::config::systems::{LimitEntries, ProfileEntry, SystemEntry};
use crate::conformance::config::whole_number::number;
use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::suggestion::did_you_mean;
use crate::document::yaml::map_reader::{MapReader, Need};
use crate::document::yaml::path::NodePart;
use crate::domain::span::{Span, SpanError};
use crate::policy::duration::Duration;

/// The systems of a document, and the profiles that they are held to.
pub(crate) fn systems(document: &mut MapReader<'_>) -> (Vec<SystemEntry>, Vec<ProfileEntry>) {
    let profiles = document.named_mappings("profiles", PROFILE_KEYS, profile);
    let profiles: Vec<ProfileEntry> = profiles.into_iter().flatten().collect();
    let names: BTreeSet<&str> = profiles.iter().map(|profile| profile.name.as_str()).collect();
    let systems = document.named_mappings("suts", SUT_KEYS, |name, entry| {
        let system = system(name, entry)?;
        let unknown = system.profile.as_ref().filter(|profile| !names.contains(profile.as_str()));
        if let Some(profile) = unknown {
            let path = NodePart::Value(entry.path().key("profile"));
            let message = format!("there is no profile {}", quoted(profile));
            let help = did_you_mean(profile, names.iter().copied());
            entry.report(Finding::new("config::unknown_profile", message).help(help).at(path));
        }
        Some(system)
    });
    (systems.into_iter().flatten().collect(), profiles)
}

fn system(name: &str, entry: &mut MapReader<'_>) -> Option<SystemEntry> {
    check_name(name, entry);
    let command: Option<String> = entry.value("command");
    if let Some(wrong) = command.as_deref().and_then(wrong_command) {
        let path = NodePart::Value(entry.path().key("command"));
        entry.report(
            Finding::new("config::command", format!("the command of {} {wrong}", quoted(name)))
                .help("write a program and its arguments, such as `python3 adapter.py`")
                .at(path),
        );
    }
    let limits = entry.map_reader("time_limits", LIMIT_KEYS, |limits| LimitEntries {
        hello: span(limits, "hello"),
        begin: span(limits, "begin"),
        act: span(limits, "act"),
        look: span(limits, "look"),
        end: span(limits, "end"),
    });
    let profile = entry.optional("profile");
    let time_scale = number(entry, "time_scale", 1, TIME_SCALE_MAX);
    let patience = span(entry, "patience");
    let (name, limits) = (name.to_owned(), limits.unwrap_or_default());
    Some(SystemEntry { name, command: command?, profile, time_scale, patience, limits })
}

fn profile(name: &str, entry: &mut MapReader<'_>) -> Option<ProfileEntry> {
    check_name(name, entry);
    let clauses = entry.list("clauses", Need::Required);
    let clauses = clauses.into_iter().flatten().collect();
    Some(ProfileEntry { name: name.to_owned(), clauses, path: entry.path().clone() })
}

/// Why a command cannot be started, whatever the machine has.
fn wrong_command(command: &str) -> Option<&'static str> {
    match shlex::split(command) {
        None => Some("has a quote or a backslash without an end"),
        Some(words) if words.is_empty() => Some("is empty"),
        Some(_) => None,
    }
}

/// A name is a word that no one takes for a command or an option.
fn check_name(name: &str, entry: &mut MapReader<'_>) {
    let fits = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-';
    if name.is_empty() || name.starts_with('-') || !name.chars().all(fits) {
        let path = NodePart::Key(entry.path().clone());
        entry.report(
            Finding::new("config::system_name", format!("{} is not a name", quoted(name)))
                .help("write lower-case words with hyphens, such as `our-portal`")
                .at(path),
        );
    }
}

fn span(entry: &mut MapReader<'_>, key: &'static str) -> Option<Span> {
    let Duration(written) = entry.optional(key)?;
    match written {
        Ok(Span::ZERO) => {
            let path = NodePart::Value(entry.path().key(key));
            entry.report(
                Finding::new("config::out_of_range", "a time limit cannot be zero")
                    .help("write a length of time, such as `10 seconds`")
                    .at(path),
            );
            None
        }
        Ok(span) => Some(span),
        Err(error) => {
            let path = NodePart::Value(entry.path().key(key));
            entry.report(
                Finding::new("config::duration", error.to_string()).help(SpanError::HELP).at(path),
            );
            None
        }
    }
}
