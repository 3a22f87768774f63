//! What changes for one kind of device.

use std::collections::BTreeSet;

use crate::domain::place::Place;
use crate::domain::reset::{Effect, ResetScope};
use crate::domain::view::{Notice, NoticeKind};
use crate::policy::disputed::UnstatedCell;
use crate::policy::row::{FollowUp, Otherwise, PasscodeRule};
use crate::policy::surface_support::SurfaceSupport;
use crate::policy::surfaces::Limit;
use crate::report::policy::{disputes, surfaces_in_words};
use crate::report::policy_diff::difference::Difference;
use crate::report::policy_diff::key_of::KeyOf;
use crate::report::policy_diff::seen_by::visible_differences;

/// A row that only one of the policies has.
pub(crate) fn only(key: &KeyOf<'_>, change: &str) -> Difference {
    if key.resetting().is_empty() {
        return Difference::new("rows", format!("{change}: no one can reset the passcode"));
    }
    Difference::new("rows", format!("{change}: a reset {}", effect(key.row.effect)))
}

/// Everything that changes, in the order of a policy's keys.
pub(crate) fn differences(before: &KeyOf<'_>, after: &KeyOf<'_>) -> Vec<Difference> {
    let mut all = offers(before, after);
    all.extend(supports(before, after));
    let (old, new) = (before.row, after.row);
    if old.effect != new.effect {
        let sentence =
            format!("a reset now {}; before, it {}", effect(new.effect), effect(old.effect));
        all.push(Difference::new("effect", sentence));
    }
    if old.scope != new.scope {
        let sentence = match new.scope {
            ResetScope::Device => "a reset is now one of the device, not of its work profile",
            ResetScope::WorkProfile => {
                "a reset is now one of the work profile: the device keeps its own passcode"
            }
        };
        all.push(Difference::new("scope", sentence.to_owned()));
    }
    let rule = passcode(old.passcode.as_ref(), new.passcode.as_ref());
    all.extend(rule.into_iter().map(|sentence| Difference::new("passcode", sentence)));
    if old.needs_unlock_token != new.needs_unlock_token {
        let now = if new.needs_unlock_token { "now" } else { "no longer" };
        let sentence =
            format!("the device {now} needs the unlock token that the server keeps for it");
        all.push(Difference::new("needs_unlock_token", sentence));
    }
    all.extend(side_effects(before, after));
    all.extend(certainty(before, after));
    // What a policy does not state is nothing to compare with.
    let both_state =
        |cell: UnstatedCell| ![old, new].iter().any(|row| row.not_stated.contains(&cell));
    if both_state(UnstatedCell::Visible) {
        all.extend(visible_differences(before, after));
    }
    if both_state(UnstatedCell::OnDevice) {
        all.extend(said(before, after).map(|sentence| Difference::new("on_device", sentence)));
    }
    if both_state(UnstatedCell::FollowUp) {
        let owner = after.policy.actor_name(after.policy.owner());
        let next = follow_up(owner, old.follow_up, new.follow_up);
        all.extend(next.into_iter().map(|sentence| Difference::new("follow_up", sentence)));
    }
    all
}

/// Who can reset the device where.
fn offers(before: &KeyOf<'_>, after: &KeyOf<'_>) -> Vec<Difference> {
    let sentence = |key: &KeyOf<'_>, place: Place, can: &str| {
        let (who, place) =
            (key.policy.actor_name(place.actor), key.policy.in_surface(place.surface));
        Difference::new("reset", format!("{who} can {can} reset the passcode {place}"))
    };
    let missing = |of: &KeyOf<'_>, other: &KeyOf<'_>, can: &str| -> Vec<Difference> {
        let is_missing = |place: &Place| {
            !other.resets(of.policy.actor_name(place.actor), of.policy.surface_name(place.surface))
        };
        let places = of.resetting().into_iter().filter(is_missing);
        places.map(|place| sentence(of, place, can)).collect()
    };
    let (gained, lost) = (missing(after, before, "now"), missing(before, after, "no longer"));
    gained.into_iter().chain(lost).collect()
}

/// Where a reset can be sent that the device does not support.
fn supports(before: &KeyOf<'_>, after: &KeyOf<'_>) -> Vec<Difference> {
    let refusing = |key: &KeyOf<'_>| -> BTreeSet<(String, SurfaceSupport)> {
        let places = key.resetting().into_iter().map(|place| place.surface);
        let refusing = places.filter_map(|surface| {
            Some((key.policy.in_surface(surface), key.row.support(surface)?))
        });
        refusing.collect()
    };
    let (old, new) = (refusing(before), refusing(after));
    let sentence = |(surface, support): &(String, SurfaceSupport), is_new: bool| {
        let words = match (support, is_new) {
            (SurfaceSupport::Fails, true) => format!("a reset that is begun {surface} now fails"),
            (SurfaceSupport::Fails, false) => {
                format!("a reset that is begun {surface} no longer fails")
            }
            (_, true) => format!("the device no longer supports a reset that is begun {surface}"),
            (_, false) => format!("the device now supports a reset that is begun {surface}"),
        };
        Difference::new("support", words)
    };
    let lost = new.difference(&old).map(|surface| sentence(surface, true));
    let regained = old.difference(&new).map(|surface| sentence(surface, false));
    lost.chain(regained).chain(buttons(before, after)).collect()
}

/// Where the button of a reset that no one can begin is there or not.
fn buttons(before: &KeyOf<'_>, after: &KeyOf<'_>) -> Vec<Difference> {
    let greyed = |key: &KeyOf<'_>, support| -> BTreeSet<String> {
        let own = key.row.support.iter().filter(|(_, own)| *own == support);
        own.map(|(surface, _)| key.policy.in_surface(*surface)).collect()
    };
    let both = |from, to| {
        let (old, new) = (greyed(before, from), greyed(after, to));
        old.intersection(&new).cloned().collect::<Vec<_>>()
    };
    let (hidden, shown) = (SurfaceSupport::Hidden, SurfaceSupport::Greyed);
    let words = |surface: String, now: &str| {
        Difference::new("support", format!("the button of the reset is now {now} {surface}"))
    };
    let appears = both(hidden, shown).into_iter().map(|it| words(it, "greyed out, not hidden,"));
    appears
        .chain(both(shown, hidden).into_iter().map(|it| words(it, "hidden, not greyed out,")))
        .collect()
}

/// What else a reset takes away, from which surfaces.
fn side_effects(before: &KeyOf<'_>, after: &KeyOf<'_>) -> Vec<Difference> {
    let all = |key: &KeyOf<'_>| -> BTreeSet<(String, String)> {
        let removed = key.row.also_removes.iter();
        removed
            .map(|(what, from)| {
                (key.policy.text(*what).to_owned(), surfaces_in_words(key.policy, *from))
            })
            .collect()
    };
    let (old, new) = (all(before), all(after));
    let sentence = |(what, from): &(String, String), now: &str| {
        let words = format!("a reset from {from} {now} removes {what}");
        Difference::new("also_removes", words)
    };
    let gained = new.difference(&old).map(|it| sentence(it, "now also"));
    gained.chain(old.difference(&new).map(|it| sentence(it, "no longer"))).collect()
}

/// What the sources of one policy state and those of the other do not, or disagree on.
fn certainty(before: &KeyOf<'_>, after: &KeyOf<'_>) -> Vec<Difference> {
    let mut all = Vec::new();
    for cell in UnstatedCell::ALL {
        let what = match cell {
            UnstatedCell::Visible => "who sees the new passcode",
            UnstatedCell::OnDevice => "what the device says",
            UnstatedCell::FollowUp => "what the owner has to do next",
        };
        let is_unstated = |key: &KeyOf<'_>| key.row.not_stated.contains(cell);
        match (is_unstated(before), is_unstated(after)) {
            (false, true) => {
                all.push(Difference::new(cell.name(), format!("{what} is not stated any more")));
            }
            (true, false) => {
                all.push(Difference::new(cell.name(), format!("{what} is stated now")));
            }
            (true, true) | (false, false) => {}
        }
    }
    if before.row.disputed != after.row.disputed {
        let words = disputes(after.row).join("; ");
        let sentence = if words.is_empty() { "nothing is disputed any more" } else { &words };
        all.push(Difference::new("disputed", sentence.to_owned()));
    }
    all
}

/// What a reset does to the passcode.
const fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Removed => "removes the passcode",
        Effect::Replaced => "replaces the passcode with a new one",
        Effect::Unchanged => "leaves the passcode as it is",
    }
}

/// How a new passcode is made.
fn passcode(before: Option<&PasscodeRule>, after: Option<&PasscodeRule>) -> Vec<String> {
    let Some(new) = after else { return Vec::new() };
    let temporary = |rule: &PasscodeRule| if rule.temporary { ", and is temporary" } else { "" };
    let Some(old) = before else {
        let PasscodeRule { alphabet, length, generated_by, .. } = new;
        let rest = temporary(new);
        return vec![format!(
            "the new passcode is {alphabet}, has {length} characters, is made by the {generated_by}{rest}"
        )];
    };
    let mut words = Vec::new();
    let changed = |is_changed: bool, words: String| is_changed.then_some(words);
    words.extend(changed(
        old.alphabet != new.alphabet,
        format!("the new passcode is now {}, not {}", new.alphabet, old.alphabet),
    ));
    words.extend(changed(
        old.length != new.length,
        format!("the new passcode now has {} characters, not {}", new.length, old.length),
    ));
    words.extend(changed(
        old.alphabet == new.alphabet && old.characters != new.characters,
        format!("the new passcode now uses {}, not {}", new.characters, old.characters),
    ));
    words.extend(changed(
        old.generated_by != new.generated_by,
        format!(
            "the {} now makes the new passcode, not the {}",
            new.generated_by, old.generated_by
        ),
    ));
    let now = if new.temporary { "now" } else { "no longer" };
    words.extend(changed(
        old.temporary != new.temporary,
        format!("the new passcode is {now} temporary"),
    ));
    words
}

/// What the device says.
fn said(before: &KeyOf<'_>, after: &KeyOf<'_>) -> Option<String> {
    let words = |key: &KeyOf<'_>, notice: Notice| {
        let kind = match notice.kind {
            NoticeKind::Message => "message",
            NoticeKind::Notification => "notification",
        };
        (kind, key.policy.text(notice.says).to_owned())
    };
    let old = before.row.on_device.map(|notice| words(before, notice));
    let new = after.row.on_device.map(|notice| words(after, notice));
    match (old, new) {
        (old, new) if old == new => None,
        (None, Some((kind, text))) => Some(format!("the device now says \"{text}\", in a {kind}")),
        (Some((_, text)), None) => Some(format!("the device no longer says \"{text}\"")),
        (Some((old_kind, old)), Some((kind, new))) if old == new => {
            Some(format!("the device now says \"{new}\" in a {kind}, not in a {old_kind}"))
        }
        (Some((_, old)), Some((_, new))) => {
            Some(format!("the device now says \"{new}\", not \"{old}\""))
        }
        (None, None) => None,
    }
}

/// What the owner has to do next.
fn follow_up(owner: &str, before: Option<FollowUp>, after: Option<FollowUp>) -> Vec<String> {
    let end = |otherwise: Otherwise| match otherwise {
        Otherwise::AppsBlocked => "the device blocks its apps",
        Otherwise::Nothing => "nothing happens",
    };
    match (before, after) {
        (None, None) => Vec::new(),
        (None, Some(new)) => vec![format!(
            "{owner} now has {} to set a new passcode; otherwise {}",
            new.set_passcode_within,
            end(new.otherwise)
        )],
        (Some(old), None) => {
            vec![format!(
                "{owner} no longer has to set a new passcode within {}",
                old.set_passcode_within
            )]
        }
        (Some(old), Some(new)) => {
            let mut words = Vec::new();
            if old.set_passcode_within != new.set_passcode_within {
                let (now, was) = (new.set_passcode_within, old.set_passcode_within);
                words.push(format!("{owner} now has {now} to set a new passcode, not {was}"));
            }
            if old.limit != new.limit {
                words.push(format!("the last instant {} that time", counts(new.limit)));
            }
            if old.otherwise != new.otherwise {
                let end = end(new.otherwise);
                words.push(format!("when {owner} does not set a new passcode in time, {end} now"));
            }
            words
        }
    }
}

/// How a limit has changed.
pub(crate) const fn counts(limit: Limit) -> &'static str {
    match limit {
        Limit::Inclusive => "now counts as within",
        Limit::Exclusive => "no longer counts as within",
    }
}
