//! The way from a text to the settings of an adapter, or to all that is wrong with them.

use std::collections::BTreeMap;

use crate::adapter::hooks::Environment;
use crate::adapter::reading_hooks::{HookKind, hook, hook_list, is_address};
use crate::adapter::settings::{
    AdapterKind, AdapterSettings, ApiSurface, Element, HookSettings, PageSurface, PageTexts,
};
use crate::adapter::settings_document::{ACTIONS, GRAPH, HOOK_KEYS, PORTAL, SCHEMA, TEXT_KEYS};
use crate::adapter::settings_findings::{absent, check_braces, unknown, wrong};
use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::yaml::document_errors::DocumentErrors;
use crate::document::yaml::map_reader::{MapOf, MapReader, Need};
use crate::document::yaml::path::{NodePart, Path};
use crate::document::yaml::raw_document::{DocumentKind, RawDocument};
use crate::domain::device::DEVICES_MAX;
use crate::domain::fault::Fault;
use crate::domain::prompt::PromptKind;
use crate::sut::protocol::refusal_code::RefusalCode;

impl AdapterSettings {
    /// Reads `text` as the settings of an adapter; `name` is what problems call it. The environment holds the tokens that
    /// the settings name.
    ///
    /// # Errors
    ///
    /// When the text is no YAML, lacks or misspells a key, or holds a value that its key cannot have.
    pub(crate) fn parse(
        kind: AdapterKind,
        (name, text): (&str, &str),
        environment: &Environment,
    ) -> Result<Self, DocumentErrors> {
        let kind = match kind {
            AdapterKind::Graph => &GRAPH,
            AdapterKind::Portal => &PORTAL,
        };
        RawDocument::new(kind, name, text).read(|document| settings(document, kind, environment))
    }
}

fn settings(
    document: &mut MapReader<'_>,
    kind: &DocumentKind,
    environment: &Environment,
) -> AdapterSettings {
    if let Some(schema) = document.value::<i64>("schema").filter(|schema| *schema != SCHEMA) {
        let help = format!("this version of passgate reads `schema: {SCHEMA}`");
        let message = format!("unknown schema version `{schema}`");
        wrong(document, "schema", "adapter::schema_version", message, help);
    }
    let name = name(document);
    let dimensions = given(document.map::<Vec<String>>("dimensions", Need::Required));
    let actors: Vec<String> =
        document.list("actors", Need::Required).into_iter().flatten().collect();
    let names = given(document.map::<String>("names", Need::Optional));
    let mut settings = AdapterSettings {
        name,
        version: document.optional("version").unwrap_or_default(),
        devices: devices(document),
        faults: faults(document),
        script: if document.has("script") { document.optional("script") } else { Some(true) }
            .unwrap_or_default(),
        dimensions,
        actors,
        names,
        ..AdapterSettings::default()
    };
    let hooks = document.map_reader("hooks", HOOK_KEYS, |it| hooks(it, &settings, environment));
    settings.hooks = hooks.unwrap_or_default();
    let on_device = HookKind::OnDevice.names(&settings, &settings.hooks);
    let of_kind = if kind.keys.contains(&"api") { "api" } else { "pages" };
    if !document.has(of_kind) {
        let path = NodePart::Key(document.path().clone());
        let finding = Finding::new("adapter::no_surfaces", format!("there is no `{of_kind}`"));
        let help = format!("add `{of_kind}:` with a surface of the policy, by its name");
        document.report(finding.help(help).at(path));
    }
    if of_kind == "api" {
        settings.api = given(document.named_mappings(
            "api",
            &["url", "tokens", "manages", "id"],
            |name, it| (name.to_owned(), api(it, &settings, &on_device, environment)),
        ));
    } else {
        settings.pages =
            given(document.named_mappings("pages", &["people", "buttons", "texts"], |name, it| {
                (name.to_owned(), page(it, &settings, &on_device))
            }));
    }
    check_faults(document, &settings);
    settings
}

/// The name of the system, as reports have it.
fn name(document: &mut MapReader<'_>) -> String {
    let name = document.value::<String>("name").unwrap_or_default();
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    if document.has("name") && (name.is_empty() || name.len() > 64 || !name.chars().all(is_plain)) {
        let help = "write up to 64 letters, digits, `.`, `_` and `-`".to_owned();
        let message = format!("{} is not a name", quoted(&name));
        wrong(document, "name", "adapter::name", message, help);
    }
    name
}

/// Faults need the hook that makes them happen, and the hook needs faults.
fn check_faults(document: &mut MapReader<'_>, settings: &AdapterSettings) {
    match (settings.faults.is_empty(), settings.hooks.inject.is_some()) {
        (false, false) if document.has("hooks") => {
            let help = "add `hooks: inject: …`, or leave `faults` out".to_owned();
            let message = "no hook makes these faults happen".to_owned();
            wrong(document, "faults", "adapter::faults", message, help);
        }
        (true, true) => {
            let help = "add `faults: […]` with what it can do".to_owned();
            let message = "the hook `inject` can make nothing happen".to_owned();
            wrong(document, "hooks", "adapter::faults", message, help);
        }
        (true, false) | (false, _) => {}
    }
}

/// What could be read of a mapping.
fn given<T>(all: MapOf<T>) -> BTreeMap<String, T> {
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

fn devices(document: &mut MapReader<'_>) -> u8 {
    let Some(given) = document.optional::<i64>("devices") else { return 1 };
    let count = u8::try_from(given).ok().filter(|it| (1..=DEVICES_MAX).contains(&usize::from(*it)));
    count.unwrap_or_else(|| {
        let help = format!("write a number from 1 to {DEVICES_MAX}");
        let message = format!("a scenario cannot have {given} devices");
        wrong(document, "devices", "adapter::out_of_range", message, help);
        1
    })
}

fn faults(document: &mut MapReader<'_>) -> Vec<String> {
    let given = document.list::<String>("faults", Need::Optional);
    for (index, name) in given.iter().enumerate() {
        let Some(name) = name.as_ref().filter(|name| Fault::from_name(name).is_none()) else {
            continue;
        };
        let place = NodePart::Value(document.path().key("faults").index(index));
        let known = Fault::ALL.iter().map(|fault| fault.name());
        unknown(document, place, format!("there is no fault {}", quoted(name)), (name, known));
    }
    given.into_iter().flatten().collect()
}

fn hooks(
    entry: &mut MapReader<'_>,
    settings: &AdapterSettings,
    environment: &Environment,
) -> HookSettings {
    let mut hooks = HookSettings::default();
    let of = |hooks: &HookSettings, kind: HookKind| (kind.names(settings, hooks), environment);
    hooks.begin = hook_list(entry, "begin", (HookKind::World.names(settings, &hooks), environment));
    hooks.end = hook_list(entry, "end", of(&hooks, HookKind::World));
    hooks.enrol = hook(entry, "enrol", of(&hooks, HookKind::Enrol));
    hooks.connect = hook(entry, "connect", of(&hooks, HookKind::Connect));
    hooks.enter = hook(entry, "enter", of(&hooks, HookKind::Passcode));
    let passcode = of(&hooks, HookKind::Passcode);
    hooks.open_work_profile = hook(entry, "open-work-profile", passcode);
    hooks.set = hook(entry, "set", of(&hooks, HookKind::Passcode));
    hooks.look = hook(entry, "look", of(&hooks, HookKind::OnDevice));
    hooks.advance = hook(entry, "advance", of(&hooks, HookKind::Clock));
    hooks.inject = hook(entry, "inject", of(&hooks, HookKind::Fault));
    hooks
}

/// Reports a person whom the settings do not list.
fn check_people(entry: &mut MapReader<'_>, key: &str, settings: &AdapterSettings, given: &[&str]) {
    for person in given.iter().filter(|person| settings.actors.iter().all(|it| it != *person)) {
        let place = NodePart::Key(entry.path().key(key).key(person));
        let known = settings.actors.iter().map(String::as_str);
        unknown(
            entry,
            place,
            format!("{} is not one of `actors`", quoted(person)),
            (person, known),
        );
    }
}

fn api(
    entry: &mut MapReader<'_>,
    settings: &AdapterSettings,
    names: &[String],
    environment: &Environment,
) -> Option<ApiSurface> {
    let url = address(entry, "url", names);
    let tokens = given(entry.map::<String>("tokens", Need::Required));
    check_people(entry, "tokens", settings, &tokens.keys().map(String::as_str).collect::<Vec<_>>());
    for (person, variable) in tokens.iter().filter(|(_, variable)| environment(variable).is_none())
    {
        let path = entry.path().key("tokens").key(person);
        entry.report(absent(variable).at(NodePart::Value(path)));
    }
    let manages: Vec<_> = entry.list::<String>("manages", Need::Optional).into_iter().collect();
    let known = settings.dimensions.get("management").cloned().unwrap_or_default();
    for (index, value) in manages.iter().enumerate() {
        let Some(value) = value.as_ref().filter(|value| !known.contains(value)) else { continue };
        let place = NodePart::Value(entry.path().key("manages").index(index));
        let message = format!("{} is not one of `dimensions: management`", quoted(value));
        unknown(entry, place, message, (value, known.iter().map(String::as_str)));
    }
    let id: String = entry.optional("id").unwrap_or_else(|| "id".to_owned());
    if settings.hooks.enrol.is_some() && !names.contains(&id) {
        let message = format!("no hook takes {} from its answer", quoted(&id));
        let help = format!("add `take: {{ {id}: /… }}` to the hook `enrol`: the id of a device");
        let place = if entry.has("id") { entry.path().key("id") } else { entry.path().clone() };
        let finding = Finding::new("adapter::no_id", message).help(help);
        entry.report(finding.at(NodePart::Key(place)));
    }
    Some(ApiSurface { url: url?, tokens, manages: manages.into_iter().flatten().collect(), id })
}

/// The address at a key.
fn address(entry: &mut MapReader<'_>, key: &'static str, names: &[String]) -> Option<String> {
    let address = entry.value::<String>(key)?;
    check_address(entry, &entry.path().key(key), &address, names);
    Some(address)
}

fn check_address(entry: &mut MapReader<'_>, path: &Path, address: &str, names: &[String]) {
    check_braces(entry, path, address, names);
    if !is_address(address) {
        let message = format!("{} is not an address", quoted(address));
        let finding = Finding::new("adapter::address", message);
        let help = "write it whole, such as `https://portal.example.com/devices/{device}`";
        entry.report(finding.help(help).at(NodePart::Value(path.clone())));
    }
}

fn page(
    entry: &mut MapReader<'_>,
    settings: &AdapterSettings,
    names: &[String],
) -> Option<PageSurface> {
    let people = given(entry.map::<String>("people", Need::Required));
    check_people(entry, "people", settings, &people.keys().map(String::as_str).collect::<Vec<_>>());
    for (person, address) in &people {
        check_address(entry, &entry.path().key("people").key(person), address, names);
    }
    let buttons = given(entry.map::<Element>("buttons", Need::Optional));
    for action in buttons.keys() {
        let choice = action.strip_prefix("choose-").and_then(|it| it.parse::<u8>().ok());
        if choice.is_none() && !ACTIONS.contains(&action.as_str()) {
            let place = NodePart::Key(entry.path().key("buttons").key(action));
            let known = ACTIONS.into_iter().chain(std::iter::once("choose-0"));
            let message = format!("no button is for {}", quoted(action));
            unknown(entry, place, message, (action, known));
        }
    }
    if !entry.has("texts") {
        let finding = Finding::new("adapter::no_texts", "nothing of this page is read");
        let help = "add `texts: { says: { role: …, name: … } }`: what is there only for those who may see the device";
        let place = NodePart::Key(entry.path().clone());
        entry.report(finding.help(help).at(place));
    }
    let texts = entry.map_reader("texts", TEXT_KEYS, texts)?;
    Some(PageSurface { people, buttons, texts })
}

fn texts(entry: &mut MapReader<'_>) -> PageTexts {
    let prompts = given(entry.map::<String>("prompts", Need::Optional));
    let kinds = || PromptKind::ALL.iter().map(|kind| kind.name());
    check_meanings(entry, "prompts", &prompts, kinds);
    let reasons = given(entry.map::<String>("reasons", Need::Optional));
    let codes = || RefusalCode::ALL.iter().map(|code| code.name());
    check_meanings(entry, "reasons", &reasons, codes);
    PageTexts {
        says: entry.value("says"),
        asks: entry.optional("asks"),
        state: entry.optional("state"),
        passcode: entry.optional("passcode"),
        characters: entry.optional("characters"),
        instead: entry.optional("instead"),
        superseded: entry.optional("superseded"),
        nothing: entry.optional("nothing"),
        refused: entry.optional("refused"),
        prompts,
        reasons,
    }
}

/// Reports each word of a page that means nothing that is known.
fn check_meanings<K: Iterator<Item = &'static str>>(
    entry: &mut MapReader<'_>,
    key: &'static str,
    given: &BTreeMap<String, String>,
    known: impl Fn() -> K,
) {
    for (words, meaning) in given {
        if known().all(|name| name != meaning) {
            let place = NodePart::Value(entry.path().key(key).key(words));
            let message = format!("`{key}` cannot mean {}", quoted(meaning));
            unknown(entry, place, message, (meaning, known()));
        }
    }
}
