//! Checks the surfaces: who may use them, what they ask for, and what they say.

use std::sync::Arc;

use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::yaml::map_reader::MapOf;
use crate::document::yaml::path::{NodePart, Path};
use crate::domain::actor::ActorId;
use crate::domain::surface::{SURFACES_MAX, SurfaceKind};
use crate::domain::text_table::TextId;
use crate::policy::actors::Actor;
use crate::policy::check::checker::{Checker, Slot};
use crate::policy::check::names::{self, NameKind};
use crate::policy::check::{flow, people};
use crate::policy::document::{ConsoleEntry, ConsoleSays, PortalEntry, PortalSays, SurfaceEntry};
use crate::policy::flow_document::PromptEntry;
use crate::policy::people::THE_DEVICE;
use crate::policy::surfaces::{OpenTo, Prompt, Surface, SurfaceTexts};

/// Checks the surfaces. The device comes first, and a surface that could not be read keeps its place.
pub(crate) fn check(
    checker: &mut Checker,
    entries: MapOf<SurfaceEntry>,
    actors: &[Actor],
    managements: &[Arc<str>],
) -> Vec<Surface> {
    let path = Path::root().key("surfaces");
    let place = |name: &str| NodePart::Key(path.key(name));
    let named: Vec<_> = entries.iter().map(|(name, _)| (name.clone(), place(name))).collect();
    for (name, place) in &named {
        names::check(checker, NameKind::Surface, name, place);
    }
    names::check_distinct(checker, NameKind::Surface, &named);
    names::check_phrases(checker, &prompt_phrases(&entries, &path));
    names::check_phrases(checker, &button_phrases(&entries, &path));
    if named.len() >= SURFACES_MAX {
        let most = SURFACES_MAX - 1;
        checker.report(
            Finding::new(
                "policy::too_many_surfaces",
                format!("a policy has at most {most} surfaces besides the device"),
            )
            .help("leave out those that behave like another one")
            .at(NodePart::Key(path.clone())),
        );
    }
    let mut checked = vec![device(checker, actors)];
    for (name, entry) in entries {
        let path = path.key(&name);
        let surface = match entry {
            Some(SurfaceEntry::Portal(entry)) => {
                portal(checker, &name, entry, &path, actors, managements)
            }
            Some(SurfaceEntry::Console(entry)) => {
                console(checker, &name, entry, &path, actors, managements)
            }
            None => Surface { name: name.into(), ..device(checker, actors) },
        };
        checked.push(surface);
    }
    checked
}

/// What sentences say of the prompts: what each asks, and where.
fn prompt_phrases(entries: &MapOf<SurfaceEntry>, path: &Path) -> Vec<(String, NodePart)> {
    let mut phrases: Vec<(String, NodePart)> = Vec::new();
    for (name, entry) in entries.iter() {
        let prompts = entry.iter().flat_map(SurfaceEntry::prompts).enumerate();
        for (index, prompt) in prompts {
            let path = path.key(name).key("reset").index(index).key(prompt.kind().name());
            for phrase in [prompt.asks().to_owned(), format!("{} in {name}", prompt.asks())] {
                if !phrases.iter().any(|(known, _)| *known == phrase) {
                    phrases.push((phrase, NodePart::Value(path.key("asks"))));
                }
            }
        }
    }
    phrases
}

/// What sentences say of the buttons: that one is selected, and that it is selected again.
fn button_phrases(entries: &MapOf<SurfaceEntry>, path: &Path) -> Vec<(String, NodePart)> {
    let buttons = entries.iter().filter_map(|(name, entry)| Some((name, entry.as_ref()?.button())));
    let phrases = buttons.flat_map(|(name, button)| {
        let place = NodePart::Value(path.key(name).key("button"));
        let phrases = [format!("{button} in {name}"), format!("{button} again in {name}")];
        phrases.map(|phrase| (phrase, place.clone()))
    });
    phrases.collect()
}

/// The device itself, for everyone whose device it can be.
fn device(checker: &mut Checker, actors: &[Actor]) -> Surface {
    let owners = (0..).map(ActorId).zip(actors).filter(|(_, actor)| actor.role.owns_devices());
    Surface {
        name: THE_DEVICE.into(),
        kind: SurfaceKind::Device,
        people: owners.map(|(id, _)| id).collect(),
        resetting: Vec::new(),
        manages: Vec::new(),
        open_to: OpenTo::TheDevice,
        button: checker.text(""),
        flow: None,
        says: SurfaceTexts::default(),
    }
}

fn portal(
    checker: &mut Checker,
    name: &str,
    entry: PortalEntry,
    path: &Path,
    actors: &[Actor],
    managements: &[Arc<str>],
) -> Surface {
    let people = people_of(checker, &entry.people, actors, &path.key("for"));
    for (index, id) in people.iter().enumerate() {
        let actor = actors.get(id.index());
        if let Some(actor) = actor.filter(|actor| !actor.role.owns_devices()) {
            checker.report(
                Finding::new(
                    "policy::no_device_of_their_own",
                    format!("{} has no device to look after in a portal", quoted(&actor.name)),
                )
                .help(
                    "a portal shows people their own devices; make it a console, or leave them out",
                )
                .at(NodePart::Value(path.key("for").index(index))),
            );
        }
    }
    let says = portal_texts(checker, entry.says, &path.key("says"));
    let (button, flow) = reset(checker, &entry.button, entry.reset, path);
    Surface {
        name: name.into(),
        kind: SurfaceKind::Portal,
        resetting: people.clone(),
        people,
        manages: managements.to_vec(),
        open_to: entry.open_to,
        button,
        flow,
        says,
    }
}

fn console(
    checker: &mut Checker,
    name: &str,
    entry: ConsoleEntry,
    path: &Path,
    actors: &[Actor],
    managements: &[Arc<str>],
) -> Surface {
    let people = people_of(checker, &entry.people, actors, &path.key("for"));
    let may_reset = entry.may_reset.as_ref();
    let resetting = may_reset.map(|it| check_resetting(checker, it, actors, &people, path));
    let says = console_texts(checker, entry.says, &path.key("says"));
    let (button, flow) = reset(checker, &entry.button, entry.reset, path);
    Surface {
        name: name.into(),
        kind: SurfaceKind::Console,
        resetting: resetting.unwrap_or_else(|| people.clone()),
        people,
        manages: check_management(checker, entry.manages, managements, &path.key("manages")),
        open_to: OpenTo::AnyBrowser,
        button,
        flow,
        says,
    }
}

fn people_of(
    checker: &mut Checker,
    names: &[String],
    actors: &[Actor],
    path: &Path,
) -> Vec<ActorId> {
    if names.is_empty() {
        checker.report(
            Finding::new(
                "policy::no_one_there",
                format!("{} is empty: no one may use the surface", path.in_words()),
            )
            .help("name at least one actor, or remove the surface")
            .at(NodePart::Value(path.clone())),
        );
    }
    let mut people: Vec<ActorId> = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let path = path.index(index);
        let Some(id) = people::actor_named(checker, actors, name, &path) else { continue };
        if people.contains(&id) {
            repeated(checker, name, &path);
        } else {
            people.push(id);
        }
    }
    people
}

/// Who may reset passcodes on a surface: some of those who may use it.
fn check_resetting(
    checker: &mut Checker,
    names: &[String],
    actors: &[Actor],
    people: &[ActorId],
    surface: &Path,
) -> Vec<ActorId> {
    let path = surface.key("may_reset");
    let resetting = people_of(checker, names, actors, &path);
    for (index, name) in names.iter().enumerate() {
        let is_strange = |id: &&ActorId| {
            actors.get(id.index()).is_some_and(|actor| *actor.name == **name)
                && !people.contains(id)
        };
        if resetting.iter().any(|id| is_strange(&id)) {
            checker.report(
                Finding::new(
                    "policy::never_there",
                    format!("{} may not use {}", quoted(name), surface.in_words()),
                )
                .help("name someone who may, or add them to `for` of that surface")
                .at(NodePart::Value(path.index(index))),
            );
        }
    }
    resetting
}

fn repeated(checker: &mut Checker, name: &str, path: &Path) {
    checker.report(
        Finding::new("policy::repeated_name", format!("{} is named twice", quoted(name)))
            .help("remove one of them")
            .at(NodePart::Value(path.clone())),
    );
}

fn reset(
    checker: &mut Checker,
    button: &str,
    prompts: Option<Vec<PromptEntry>>,
    path: &Path,
) -> (TextId, Option<Arc<[Prompt]>>) {
    names::check(checker, NameKind::Button, button, &NodePart::Value(path.key("button")));
    let flow = prompts.map(|prompts| flow::check(checker, prompts, &path.key("reset")));
    (checker.text(button), flow)
}

fn portal_texts(checker: &mut Checker, says: PortalSays, path: &Path) -> SurfaceTexts {
    let mut said = |text, slot, key| Some(checker.said(text, slot, &path.key(key)));
    SurfaceTexts {
        pending: said(says.pending, Slot::Never, "pending"),
        succeeded: said(says.succeeded, Slot::Never, "succeeded"),
        new_passcode: said(says.new_passcode, Slot::Once, "new_passcode"),
        failed: said(says.failed, Slot::Never, "failed"),
        already_pending: said(says.already_pending, Slot::Never, "already_pending"),
        ..SurfaceTexts::default()
    }
}

fn console_texts(checker: &mut Checker, says: ConsoleSays, path: &Path) -> SurfaceTexts {
    let mut said = |text: Option<String>, key| {
        text.map(|text| checker.said(text, Slot::Never, &path.key(key)))
    };
    SurfaceTexts {
        already_pending: said(says.already_pending, "already_pending"),
        no_reset_state: said(says.no_reset_state, "no_reset_state"),
        removed_passcode: said(says.removed_passcode, "removed_passcode"),
        ..SurfaceTexts::default()
    }
}

/// Checks that a list of kinds of management names at least one that the policy declares, and none twice.
pub(crate) fn check_management(
    checker: &mut Checker,
    names: Vec<String>,
    managements: &[Arc<str>],
    path: &Path,
) -> Vec<Arc<str>> {
    if names.is_empty() {
        let all = managements.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        checker.report(
            Finding::new("policy::no_management", format!("{} is empty", path.in_words()))
                .help(format!("write at least one of {all}"))
                .at(NodePart::Value(path.clone())),
        );
    }
    let mut checked: Vec<Arc<str>> = Vec::new();
    for (index, name) in names.into_iter().enumerate() {
        let path = path.index(index);
        if let Some(first) = checked.iter().position(|other| **other == *name) {
            checker.report(
                Finding::new(
                    "policy::repeated_management",
                    format!("{} names {} twice", path.parent().in_words(), quoted(&name)),
                )
                .help("remove one of them")
                .marked(NodePart::Value(path.parent().index(first)), "named here")
                .marked(NodePart::Value(path.clone()), "and again here"),
            );
        }
        match managements.iter().find(|known| ***known == *name) {
            Some(known) => checked.push(Arc::clone(known)),
            None => {
                let known = managements.iter().map(|known| &**known);
                checker.report_unknown(
                    "policy::unknown_management",
                    "management",
                    &name,
                    known,
                    NodePart::Value(path),
                );
            }
        }
    }
    checked
}
