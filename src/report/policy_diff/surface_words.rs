//! What changes on a surface, and what changes everywhere.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::actor::Role;
use crate::domain::prompt::PromptKind;
use crate::domain::surface::SurfaceKind;
use crate::domain::text_table::TextId;
use crate::policy::checked::{OfflineDevice, Policy, Superseded};
use crate::policy::surfaces::{MeasuredFrom, OpenTo, Prompt, Surface, SurfaceTexts};
use crate::report::policy_diff::difference::Difference;
use crate::report::policy_diff::row_words::counts;

/// What changes on each declared surface, those of the later policy first.
pub(crate) fn surface_differences(
    before: &Policy,
    after: &Policy,
) -> Vec<(Arc<str>, Vec<Difference>)> {
    let named = |policy: &Policy, name: &str| {
        policy.declared_surfaces().find(|(_, it)| &*it.name == name).map(|(_, it)| it.clone())
    };
    let names = |policy: &Policy| -> Vec<Arc<str>> {
        policy.declared_surfaces().map(|(_, surface)| Arc::clone(&surface.name)).collect()
    };
    let mut all = names(after);
    all.extend(names(before).into_iter().filter(|name| named(after, name).is_none()));
    let differences = all.into_iter().map(|name| {
        let words = match (named(before, &name), named(after, &name)) {
            (Some(old), Some(new)) => differences((before, &old), (after, &new)),
            (None, Some(new)) => {
                let sentence = format!("is new: {}", people_in_words(after, &new));
                vec![Difference::new("surfaces", sentence)]
            }
            (Some(_), None) => vec![Difference::new("surfaces", "is gone")],
            (None, None) => Vec::new(),
        };
        (name, words)
    });
    differences.filter(|(_, words)| !words.is_empty()).collect()
}

/// `a console for the clerk`
fn people_in_words(policy: &Policy, surface: &Surface) -> String {
    let kind = match surface.kind {
        SurfaceKind::Portal => "a portal",
        SurfaceKind::Console => "a console",
        SurfaceKind::Device => "the device itself",
    };
    let names: Vec<&str> = surface.people.iter().map(|actor| policy.actor_name(*actor)).collect();
    format!("{kind} for {}", names.join(" and "))
}

fn differences(before: (&Policy, &Surface), after: (&Policy, &Surface)) -> Vec<Difference> {
    let ((old_policy, old), (new_policy, new)) = (before, after);
    let mut all = Vec::new();
    let (was, is) = (people_in_words(old_policy, old), people_in_words(new_policy, new));
    if was != is {
        all.push(Difference::new("for", format!("is now {is}, not {was}")));
    }
    let managed = |surface: &Surface| surface.manages.iter().cloned().collect::<BTreeSet<_>>();
    // A portal knows every device: what it manages follows from the policy's managements.
    if new.is_console() && old.is_console() {
        let (was, is) = (managed(old), managed(new));
        all.extend(is.difference(&was).map(|management| {
            Difference::new(
                "manages",
                format!("now knows devices whose management is {management}"),
            )
        }));
        all.extend(was.difference(&is).map(|management| {
            let sentence = format!("no longer knows devices whose management is {management}");
            Difference::new("manages", sentence)
        }));
    }
    if old.open_to != new.open_to {
        all.push(Difference::new(
            "open_to",
            match new.open_to {
                OpenTo::AnyBrowser => {
                    "can now be used from any browser, not only from the device itself"
                }
                OpenTo::TheDevice => "can now be used only from the device itself",
            },
        ));
    }
    let (was, is) = (old_policy.text(old.button), new_policy.text(new.button));
    if was != is {
        all.push(Difference::new(
            "button",
            format!("its button is now called \"{is}\", not \"{was}\""),
        ));
    }
    let asked = prompts((old_policy, old), (new_policy, new));
    all.extend(asked.into_iter().map(|sentence| Difference::new("reset", sentence)));
    let says = texts((old_policy, &old.says), (new_policy, &new.says));
    all.extend(says.into_iter().map(|sentence| Difference::new("says", sentence)));
    all
}

/// What it asks for before it sends a reset.
fn prompts(before: (&Policy, &Surface), after: (&Policy, &Surface)) -> Vec<String> {
    let (old, new) = match (&before.1.flow, &after.1.flow) {
        (None, None) => return Vec::new(),
        (None, Some(new)) => {
            let asks = asked(after.0, new);
            return vec![format!("now offers a reset, for which people are asked to {asks}")];
        }
        (Some(_), None) => return vec!["no longer offers a reset".to_owned()],
        (Some(old), Some(new)) => (old, new),
    };
    let (was, is) = (asked(before.0, old), asked(after.0, new));
    if was != is {
        return vec![format!(
            "before it sends a reset, people are now asked to {is}; until now, to {was}"
        )];
    }
    let mut words = Vec::new();
    let windows = old.iter().zip(new.iter()).filter_map(|(old, new)| old.window.zip(new.window));
    for (old, new) in windows {
        if old.within != new.within {
            words.push(format!(
                "people now have {} to sign in again, not {}",
                new.within, old.within
            ));
        }
        if old.limit != new.limit {
            words.push(format!("the last instant {} the time to sign in again", counts(new.limit)));
        }
        if old.measured_from != new.measured_from {
            let from = match new.measured_from {
                MeasuredFrom::SignOut => "at the sign-out",
                MeasuredFrom::Request => "when the button is selected",
            };
            words.push(format!("the time to sign in again now begins {from}"));
        }
    }
    words
}

/// `sign in again, then to confirm`
fn asked(policy: &Policy, flow: &[Prompt]) -> String {
    let one = |prompt: &Prompt| {
        let words = policy.text(prompt.asked.words);
        if prompt.asked.kind != PromptKind::Choose {
            return words.to_owned();
        }
        let options: Vec<&str> = prompt.options.iter().map(|id| policy.text(*id)).collect();
        let right = options.get(usize::from(prompt.right)).copied().unwrap_or_default();
        format!("{words} ({}; {right} goes on)", options.join(", "))
    };
    let all: Vec<String> = flow.iter().map(one).collect();
    if all.is_empty() { "do nothing".to_owned() } else { all.join(", then to ") }
}

/// What it says when.
fn texts(before: (&Policy, &SurfaceTexts), after: (&Policy, &SurfaceTexts)) -> Vec<String> {
    let at_moments = |says: &SurfaceTexts| -> [(&'static str, Option<TextId>); 7] {
        let SurfaceTexts {
            pending,
            succeeded,
            new_passcode,
            failed,
            already_pending,
            no_reset_state,
            removed_passcode,
        } = *says;
        [
            ("once a reset has been sent", pending),
            ("once a reset is done", succeeded),
            ("next to a new passcode", new_passcode),
            ("when a reset has failed", failed),
            ("while another reset is pending", already_pending),
            ("when there was no reset", no_reset_state),
            ("where the passcode was removed", removed_passcode),
        ]
    };
    let pairs = at_moments(before.1).into_iter().zip(at_moments(after.1));
    let words = pairs.filter_map(|((moment, old), (_, new))| {
        let (old, new) = (old.map(|id| before.0.text(id)), new.map(|id| after.0.text(id)));
        match (old, new) {
            (old, new) if old == new => None,
            (None, Some(new)) => Some(format!("{moment}, it now says \"{new}\"")),
            (Some(old), None) => Some(format!("{moment}, it no longer says \"{old}\"")),
            (Some(old), Some(new)) => {
                Some(format!("{moment}, it now says \"{new}\", not \"{old}\""))
            }
            (None, None) => None,
        }
    });
    words.collect()
}

/// What changes for every device.
pub(crate) fn world_differences(before: &Policy, after: &Policy) -> Vec<Difference> {
    let mut all = Vec::new();
    if before.service != after.service {
        let sentence = format!("{} now manages the devices, not {}", after.service, before.service);
        all.push(Difference::new("service", sentence));
    }
    if before.completes_within != after.completes_within {
        let (is, was) = (after.completes_within, before.completes_within);
        let sentence = format!("a reset of an online device now takes up to {is}, not {was}");
        all.push(Difference::new("completes_within", sentence));
    }
    if before.offline_device != after.offline_device {
        all.push(Difference::new(
            "offline_device",
            match after.offline_device {
                OfflineDevice::Waits => {
                    "a reset of an offline device now waits until the device is back"
                }
                OfflineDevice::Fails => "a reset of an offline device now fails at once",
            },
        ));
    }
    if before.gives_up != after.gives_up {
        let sentence = match after.gives_up {
            Some((after, end)) => {
                format!(
                    "a reset now waits {after} for a device that does not take it, and is {end} then"
                )
            }
            None => "a reset now waits for its device for good".to_owned(),
        };
        all.push(Difference::new("gives_up", sentence));
    }
    if before.visible_for != after.visible_for {
        let sentence = match after.visible_for {
            Some(span) => format!("a new passcode is now visible for {span}"),
            None => "a new passcode now stays visible".to_owned(),
        };
        all.push(Difference::new("visible_for", sentence));
    }
    if before.superseded != after.superseded {
        all.push(Difference::new(
            "superseded",
            match after.superseded {
                Superseded::Hidden => {
                    "a visible passcode now disappears once a newer reset is done"
                }
                Superseded::Marked => {
                    "a visible passcode now stays, marked as superseded, once a newer reset is done"
                }
            },
        ));
    }
    let people = |policy: &Policy| -> BTreeSet<(Arc<str>, Role)> {
        policy.actors.iter().map(|actor| (Arc::clone(&actor.name), actor.role)).collect()
    };
    let (was, is) = (people(before), people(after));
    all.extend(is.difference(&was).map(|(name, role)| {
        Difference::new("actors", format!("{name} now takes part, as {}", in_words(*role)))
    }));
    all.extend(was.difference(&is).map(|(name, role)| {
        Difference::new("actors", format!("{name} no longer takes part as {}", in_words(*role)))
    }));
    all
}

const fn in_words(role: Role) -> &'static str {
    match role {
        Role::Owner => "the owner of the device",
        Role::OtherOwner => "the owner of another device",
        Role::Staff => "staff",
    }
}
