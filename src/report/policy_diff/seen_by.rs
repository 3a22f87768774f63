//! Who sees the new passcode now and did not before, or the other way round.

use std::collections::BTreeSet;

use crate::domain::actor::{ActorId, Role};
use crate::domain::place::Place;
use crate::domain::reset::Effect;
use crate::policy::table::{Earlier, Situation};
use crate::report::policy_diff::difference::Difference;
use crate::report::policy_diff::key_of::KeyOf;

/// When someone sees the passcode of a reset somewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
enum SeesWhen {
    Never,
    AfterResetByStaff,
    AfterAnyReset,
    Always,
}

/// What changes of who sees the new passcode where.
pub(crate) fn visible_differences(before: &KeyOf<'_>, after: &KeyOf<'_>) -> Vec<Difference> {
    if after.row.effect != Effect::Replaced {
        return Vec::new();
    }
    let performers = performers(after);
    let mut all = Vec::new();
    for (who, surface) in places(before, after) {
        let mut changes: Vec<(&str, SeesWhen)> = Vec::new();
        for by in &performers {
            let (old, new) = (sees(before, by, who, surface), sees(after, by, who, surface));
            if old != new {
                changes.push((by, new));
            }
        }
        let everyone = changes.len() == performers.len() && performers.len() > 1;
        match changes.first() {
            Some((_, first)) if everyone && changes.iter().all(|(_, sees)| sees == first) => {
                all.push(sees_now(who, surface, "", *first));
            }
            Some(_) | None => all.extend(changes.iter().map(|(by, sees)| {
                let whose = if *by == who { "of their own".to_owned() } else { format!("by {by}") };
                sees_now(who, surface, &format!(" after a reset {whose}"), *sees)
            })),
        }
    }
    let mut all: Vec<Difference> =
        all.into_iter().map(|sentence| Difference::new("visible", sentence)).collect();
    let (old, new) = (resetting_again(before), resetting_again(after));
    for who in new.difference(&old) {
        let sentence =
            format!("{who} now needs to reset again, unless the device was reset before");
        all.push(Difference::new("visible", sentence));
    }
    for who in old.difference(&new) {
        all.push(Difference::new("visible", format!("{who} no longer needs to reset again")));
    }
    all
}

/// `the help desk now sees the new passcode in the console after a reset by the clerk`
fn sees_now(who: &str, surface: &str, after: &str, sees: SeesWhen) -> String {
    let (verb, end) = match sees {
        SeesWhen::Always => ("now sees", ""),
        SeesWhen::AfterAnyReset => ("now sees", ", but only if the device was reset before"),
        SeesWhen::AfterResetByStaff => ("now sees", ", but only if staff reset the device before"),
        SeesWhen::Never => ("no longer sees", ""),
    };
    format!("{who} {verb} the new passcode in {surface}{after}{end}")
}

/// Who can reset the device, by name.
fn performers<'k>(key: &KeyOf<'k>) -> BTreeSet<&'k str> {
    key.resetting().into_iter().map(|place| key.policy.actor_name(place.actor)).collect()
}

/// Everyone who sees something somewhere in one of the policies, those of the later one first.
fn places<'k>(before: &KeyOf<'k>, after: &KeyOf<'k>) -> Vec<(&'k str, &'k str)> {
    let mut places: Vec<(&str, &str)> = Vec::new();
    for key in [after, before] {
        for Place { actor, surface } in key.row.visible.iter().map(|entry| entry.place) {
            let place = (key.policy.actor_name(actor), key.policy.surface_name(surface));
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    places
}

/// When an actor sees the passcode of a reset by another one on a surface, all of them by name.
fn sees(key: &KeyOf<'_>, by: &str, who: &str, surface: &str) -> SeesWhen {
    let policy = key.policy;
    let place = policy.actor_named(who).zip(policy.surface_named(surface));
    let can = key.resetting().iter().any(|place| policy.actor_name(place.actor) == by);
    let (Some((actor, surface)), Some(by), true) = (place, policy.actor_named(by), can) else {
        return SeesWhen::Never;
    };
    let is_known = policy.surface(surface).is_some_and(|it| it.manages(key.key.management()));
    let shown = |earlier: Earlier| {
        is_known && key.row.shows(Place::new(actor, surface), Situation { by, earlier })
    };
    if shown(Earlier::None) {
        SeesWhen::Always
    } else if shown(Earlier::ByOwner) {
        SeesWhen::AfterAnyReset
    } else if shown(Earlier::ByStaff) {
        SeesWhen::AfterResetByStaff
    } else {
        SeesWhen::Never
    }
}

/// The staff who have to reset the device again after its owner's first reset, since no one sees that one's passcode.
fn resetting_again<'k>(key: &KeyOf<'k>) -> BTreeSet<&'k str> {
    let policy = key.policy;
    let owner = policy.owner();
    let performers: BTreeSet<ActorId> =
        key.resetting().into_iter().map(|place| place.actor).collect();
    let seen = |by: ActorId, who: ActorId| {
        let first = Situation { by, earlier: Earlier::None };
        key.row.visible.iter().any(|entry| {
            let is_known = policy
                .surface(entry.place.surface)
                .is_some_and(|it| it.manages(key.key.management()));
            entry.place.actor == who && is_known && entry.holds_in(first)
        })
    };
    let by_staff = |who: &ActorId| {
        policy.role(*who) == Role::Staff
            && performers.contains(who)
            && performers.contains(&owner)
            && !seen(owner, owner)
            && !seen(owner, *who)
            && seen(*who, *who)
    };
    policy.actor_ids().filter(by_staff).map(|who| policy.actor_name(who)).collect()
}
