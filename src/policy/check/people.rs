//! Checks who is in the declared world: the actors, the managements and the other dimensions.

use std::sync::Arc;

use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::yaml::map_reader::{ListOf, MapOf};
use crate::document::yaml::path::{NodePart, Path};
use crate::domain::actor::{ACTORS_MAX, ActorId, Role};
use crate::policy::actors::Actor;
use crate::policy::check::checker::Checker;
use crate::policy::check::names::{self, NameKind};
use crate::policy::checked::Dimension;
use crate::policy::document::ActorEntry;

/// Checks the actors. An actor whose entry could not be read keeps its place: others may name it.
pub(crate) fn actors(checker: &mut Checker, entries: MapOf<ActorEntry>) -> Vec<Actor> {
    let path = Path::root().key("actors");
    let place = |name: &str| NodePart::Key(path.key(name));
    let named: Vec<_> = entries.iter().map(|(name, _)| (name.clone(), place(name))).collect();
    for (name, place) in &named {
        names::check(checker, NameKind::Actor, name, place);
    }
    names::check_distinct(checker, NameKind::Actor, &named);
    if named.len() > ACTORS_MAX {
        checker.report(
            Finding::new(
                "policy::too_many_actors",
                format!("a policy has at most {ACTORS_MAX} actors"),
            )
            .help("leave out those who act like another one")
            .at(NodePart::Key(path.clone())),
        );
    }
    let all_read = entries.iter().all(|(_, entry)| entry.is_some());
    let owner = |entry: &&(String, Option<ActorEntry>)| {
        entry.1.as_ref().is_some_and(|entry| entry.role == Role::Owner)
    };
    let owners: Vec<&(String, Option<ActorEntry>)> = entries.iter().filter(owner).collect();
    match owners.as_slice() {
        [] if all_read => checker.report(
            Finding::new("policy::no_owner", "no actor owns the devices")
                .help(format!("give one actor `role: {}`", Role::Owner))
                .at(NodePart::Key(path.clone())),
        ),
        [first, second, ..] => checker.report(
            Finding::new("policy::two_owners", "two actors have the role `owner`")
                .help(format!("make one of them `role: {}`", Role::OtherOwner))
                .marked(NodePart::Value(path.key(&first.0)), "this one")
                .marked(NodePart::Value(path.key(&second.0)), "and this one"),
        ),
        [_] | [] => {}
    }
    let actor = |(name, entry): (String, Option<ActorEntry>)| Actor {
        name: name.into(),
        role: entry.map_or(Role::Staff, |entry| entry.role),
    };
    entries.into_iter().map(actor).collect()
}

/// The actor called `name`; a name that no actor has is reported.
pub(crate) fn actor_named(
    checker: &mut Checker,
    actors: &[Actor],
    name: &str,
    path: &Path,
) -> Option<ActorId> {
    let known = || actors.iter().map(|actor| &*actor.name);
    let position = known().position(|known| known == name);
    if position.is_none() {
        checker.report_unknown(
            "policy::unknown_actor",
            "actor",
            name,
            known(),
            NodePart::Value(path.clone()),
        );
    }
    position.and_then(|position| u8::try_from(position).ok()).map(ActorId)
}

/// Checks the kinds of management: each makes a name with the service.
pub(crate) fn managements(
    checker: &mut Checker,
    service: Option<&str>,
    entries: ListOf<String>,
) -> Vec<Arc<str>> {
    let path = Path::root().key("managements");
    if let Some(service) = service {
        let place = NodePart::Value(Path::root().key("service"));
        names::check(checker, NameKind::Management, service, &place);
    }
    if entries.is_empty() {
        checker.report(
            Finding::new("policy::no_management", "the policy names no kind of management")
                .help("write at least one: `managements: [shared]`")
                .at(NodePart::Key(path.clone())),
        );
    }
    let mut named = Vec::new();
    for (index, name) in entries.into_iter().enumerate() {
        let Some(name) = name else { continue };
        let place = NodePart::Value(path.index(index));
        let whole = format!("{} {name}", service.unwrap_or_default());
        // The service by itself has been checked: what is wrong with both is its fault alone.
        if service.is_none_or(|service| !service.is_empty()) && !name.is_empty() {
            names::check(checker, NameKind::Management, whole.trim_start(), &place);
        } else {
            names::check(checker, NameKind::Management, &name, &place);
        }
        named.push((name, place));
    }
    names::check_distinct(checker, NameKind::Management, &named);
    named.into_iter().map(|(name, _)| name.into()).collect()
}

/// Checks the other dimensions.
pub(crate) fn dimensions(checker: &mut Checker, entries: MapOf<Vec<String>>) -> Vec<Dimension> {
    let path = Path::root().key("dimensions");
    let place = |name: &str| NodePart::Key(path.key(name));
    let named: Vec<_> = entries.iter().map(|(name, _)| (name.clone(), place(name))).collect();
    names::check_distinct(checker, NameKind::Dimension, &named);
    let mut checked = Vec::new();
    for (name, values) in entries {
        let path = path.key(&name);
        if ["platform", "management"].contains(&name.as_str()) {
            checker.report(
                Finding::new(
                    "policy::name",
                    format!("every policy has the dimension {}", quoted(&name)),
                )
                .help("leave it out: rows and `managements` say what values it has")
                .at(NodePart::Key(path.clone())),
            );
        }
        let Some(values) = values else { continue };
        if values.is_empty() {
            checker.report(
                Finding::new(
                    "policy::no_value",
                    format!("the dimension {} has no value", quoted(&name)),
                )
                .help("list the values that a device can have")
                .at(NodePart::Value(path.clone())),
            );
        }
        let place = |index| NodePart::Value(path.index(index));
        let named: Vec<_> =
            values.iter().enumerate().map(|(index, value)| (value.clone(), place(index))).collect();
        for (value, place) in &named {
            names::check(checker, NameKind::Dimension, &format!("{name} {value}"), place);
        }
        names::check_distinct(checker, NameKind::Dimension, &named);
        checked.push(Dimension {
            name: name.into(),
            values: named.into_iter().map(|(value, _)| value.into()).collect(),
        });
    }
    checked
}
