//! The way from a text to the hooks of an adapter, or to what is wrong with them.

use serde_json::Value;

use crate::adapter::hooks::Environment;
use crate::adapter::settings::{AdapterSettings, Hook, HookSettings};
use crate::adapter::settings_findings::{absent, check_braces, wrong};
use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::yaml::map_reader::{MapReader, Need};
use crate::document::yaml::path::{NodePart, Path};

const HOOK_PARTS: &[&str] = &["http", "bearer", "json", "run", "allow", "take"];

/// What a hook is about, which decides the names that it can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HookKind {
    /// The scenario as a whole.
    World,
    /// A device that is given.
    Enrol,
    /// A device that there is.
    OnDevice,
    /// Its connection.
    Connect,
    /// Its passcode.
    Passcode,
    /// The clock.
    Clock,
    /// Something that goes wrong.
    Fault,
}

impl HookKind {
    /// The names in braces that are known to it, with what earlier hooks take from their answers.
    pub(crate) fn names(self, settings: &AdapterSettings, hooks: &HookSettings) -> Vec<String> {
        let own: &[&str] = match self {
            Self::World => &[],
            Self::Enrol => &["device", "owner"],
            Self::OnDevice => &["device", "owner"],
            Self::Connect => &["device", "owner", "actor", "online"],
            Self::Passcode => &["device", "owner", "actor", "passcode"],
            Self::Clock => &["ms", "until"],
            Self::Fault => &["device", "owner", "fault"],
        };
        let is_about_device = !matches!(self, Self::World | Self::Clock);
        let mut names: Vec<String> =
            ["policy", "seed"].iter().chain(own).map(|name| (*name).to_owned()).collect();
        names.extend(settings.names.keys().cloned());
        names.extend(hooks.begin.iter().flat_map(|hook| hook.take.keys().cloned()));
        if is_about_device {
            names.extend(settings.dimensions.keys().cloned());
            names.extend(hooks.enrol.iter().flat_map(|hook| hook.take.keys().cloned()));
        }
        names
    }
}

/// The names that a hook can use, and the environment that holds its token.
type Around<'a> = (Vec<String>, &'a Environment);

/// The hook at a key, if it is there.
pub(crate) fn hook(
    entry: &mut MapReader<'_>,
    key: &'static str,
    around: Around<'_>,
) -> Option<Hook> {
    entry.map_reader(key, HOOK_PARTS, |entry| parts(entry, &around))
}

/// The hooks in the list at a key; each can use what those before it take.
pub(crate) fn hook_list(
    entry: &mut MapReader<'_>,
    key: &'static str,
    (names, environment): Around<'_>,
) -> Vec<Hook> {
    let names = std::cell::RefCell::new(names);
    entry.mappings(key, HOOK_PARTS, |entry| {
        let known = names.borrow().clone();
        let hook = parts(entry, &(known, environment));
        names.borrow_mut().extend(hook.take.keys().cloned());
        hook
    })
}

fn parts(entry: &mut MapReader<'_>, (names, environment): &Around<'_>) -> Hook {
    let hook = Hook {
        http: entry.optional("http"),
        bearer: entry.optional("bearer"),
        json: entry.optional("json"),
        run: entry.list("run", Need::Optional).into_iter().flatten().collect(),
        allow: entry.list("allow", Need::Optional).into_iter().flatten().collect(),
        take: entry
            .map::<String>("take", Need::Optional)
            .into_iter()
            .filter_map(|(name, pointer)| Some((name, pointer?)))
            .collect(),
    };
    if entry.has("http") == entry.has("run") {
        let message = if entry.has("http") {
            "a hook is both a request and a command"
        } else {
            "a hook is neither a request nor a command"
        };
        let finding = Finding::new("adapter::hook", message)
            .help("write `http: POST https://…`, or `run: [program, argument]`");
        let place = NodePart::Key(entry.path().clone());
        entry.report(finding.at(place));
    } else if entry.has("run") && hook.run.is_empty() {
        let help = "write the program and its arguments, such as `[python3, enrol.py]`".to_owned();
        wrong(entry, "run", "adapter::hook", "the command is empty".to_owned(), help);
    }
    if let Some(request) = &hook.http {
        let path = entry.path().key("http");
        let is_method = |method: &str| {
            !method.is_empty() && method.chars().all(|letter| letter.is_ascii_uppercase())
        };
        let parts = request.split_once(' ');
        if !parts.is_some_and(|(method, address)| is_method(method) && is_address(address)) {
            let message = format!("{} is not a request", quoted(request));
            let help =
                "write a method and an address, such as `POST https://mdm.example.com/devices`";
            wrong(entry, "http", "adapter::hook", message, help.to_owned());
        }
        check_braces(entry, &path, request, names);
    }
    if let Some(variable) = hook.bearer.as_ref().filter(|name| environment(name).is_none()) {
        let place = NodePart::Value(entry.path().key("bearer"));
        entry.report(absent(variable).at(place));
    }
    if let Some(json) = &hook.json {
        check_json(entry, &entry.path().key("json"), json, names);
    }
    for (index, part) in hook.run.iter().enumerate() {
        check_braces(entry, &entry.path().key("run").index(index), part, names);
    }
    for status in hook.allow.iter().filter(|status| !(300..600).contains(*status)) {
        let help = "write statuses from 300 to 599: below that, a request has succeeded".to_owned();
        let message = format!("{status} is not the status of a failure");
        wrong(entry, "allow", "adapter::out_of_range", message, help);
    }
    for (name, pointer) in hook.take.iter().filter(|(_, pointer)| !pointer.starts_with('/')) {
        let place = NodePart::Value(entry.path().key("take").key(name));
        let message = format!("{} is not a JSON pointer", quoted(pointer));
        let help = format!("write `/{pointer}` for the field of that name");
        entry.report(Finding::new("adapter::pointer", message).help(help).at(place));
    }
    hook
}

fn check_json(entry: &mut MapReader<'_>, path: &Path, json: &Value, names: &[String]) {
    match json {
        Value::String(text) => check_braces(entry, path, text, names),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, item)| check_json(entry, &path.index(index), item, names)),
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| check_json(entry, &path.key(name), value, names))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Whether a text is a whole address, or begins with a name in braces that may be one.
pub(crate) fn is_address(text: &str) -> bool {
    let rest = ["http://", "https://"].iter().find_map(|scheme| text.strip_prefix(scheme));
    let has_host = rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'));
    (has_host || text.starts_with('{')) && !text.contains(char::is_whitespace)
}
