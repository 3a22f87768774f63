//! What is drafted can be read, for any policy: nothing of it is about names or flows that the code knows.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::domain::key::Key;
use crate::domain::surface::SurfaceId;
use crate::language::catalogue::compiled::Catalogue;
use crate::language::feature::Feature;
use crate::language::policies_of_tests::{bundled, policy, policy_with, vocabulary};
use crate::language::scaffold::draft::{DraftScenario, feature_text};
use crate::language::scaffold::drafts;
use crate::language::translation::Translator;
use crate::policy::checked::Policy;

fn keys(policy: &Policy) -> Vec<Key> {
    let covered = policy.key_ids().filter_map(|id| policy.covered(id));
    covered.map(|covered| covered.key.clone()).collect()
}

fn all(policy: &Policy) -> Vec<DraftScenario> {
    drafts(policy, &keys(policy), true)
}

/// Policies that differ in what surfaces ask for, and in who may reset where.
fn policies() -> Vec<Arc<Policy>> {
    let changed = [
        policy_with(&[("offline_device: fails", "offline_device: waits")]),
        policy_with(&[("superseded: marked", "superseded: hidden"), ("exclusive", "inclusive")]),
        policy_with(&[("measured_from: request", "measured_from: sign_out")]),
        policy_with(&[
            ("for: [the store manager, the sales clerk]", "for: [the store manager]"),
            (
                "      - { at: the kiosk page, to: the sales clerk, when: { reset_by: the sales clerk } }\n",
                "",
            ),
        ]),
    ];
    bundled().into_iter().chain([policy()]).chain(changed).collect()
}

#[test]
fn every_draft_is_read_back_without_a_problem() {
    for policy in policies() {
        let drafts: Vec<_> = all(&policy).into_iter().map(|draft| (draft, Vec::new())).collect();
        let text = feature_text(&policy, &drafts, &[]);
        let vocabulary = vocabulary(&policy);
        let feature = Feature::read("drafts.feature", &text).unwrap();
        let feature =
            Translator::new(Catalogue::bundled(), &vocabulary).translate(feature).unwrap();
        assert_eq!(feature.problems(), [], "{text}");
        assert_eq!(feature.scenarios().len(), drafts.len());
        let names: BTreeSet<&str> = drafts.iter().map(|(draft, _)| draft.name.as_str()).collect();
        assert_eq!(names.len(), drafts.len(), "{text}");
    }
}

#[test]
fn every_device_person_surface_and_prompt_is_drafted() {
    for policy in policies() {
        let drafts = all(&policy);
        let drafted: BTreeSet<&Key> = drafts.iter().map(|draft| &draft.key).collect();
        assert_eq!(drafted.len(), keys(&policy).len());
        let lines = drafts.iter().flat_map(|draft| &draft.lines);
        let said: String = lines.map(|line| line.sentence.clone() + "\n").collect();
        for (_, surface) in policy.declared_surfaces() {
            assert!(said.contains(&*surface.name), "{}", surface.name);
            for prompt in surface.flow.iter().flat_map(|flow| flow.iter()) {
                let asks = policy.text(prompt.asked.words);
                assert!(
                    said.contains(&format!("is asked to {asks} in {}", surface.name)),
                    "{asks}"
                );
            }
        }
        let at_work = policy.places().iter().filter(|place| place.surface != SurfaceId::DEVICE);
        let at_work = at_work.map(|place| policy.actor_name(place.actor));
        let unmentioned: Vec<&str> = at_work.filter(|name| !said.contains(*name)).collect();
        assert!(unmentioned.len() < policy.actors.len() - 1, "{unmentioned:?}");
        assert!(
            policy.declared_surfaces().all(|(_, surface)| !surface.is_portal())
                || said.contains(" within ")
                || said.contains("within ")
        );
    }
}

#[test]
fn what_is_asked_for_besides_is_drafted_with_its_refusal() {
    let lines = |draft: &DraftScenario| -> Vec<String> {
        draft.lines.iter().map(|line| format!("{} {}", line.role, line.sentence)).collect()
    };
    let drafts = all(&policy());
    let with = |words: &str| {
        let found = drafts.iter().find(|draft| lines(draft).iter().any(|it| it.contains(words)));
        lines(found.unwrap_or_else(|| panic!("{words}"))).join("\n")
    };
    let wrong = with("enters a wrong code");
    assert!(wrong.contains("Then it is refused because the code is wrong"), "{wrong}");
    assert!(wrong.contains("When the sales clerk chooses \"The PIN is forgotten\""), "{wrong}");
    let other = with("chooses \"The screen is broken\"");
    assert!(other.contains("is not asked to say what happened in the kiosk page"), "{other}");
    assert!(!drafts.iter().any(|draft| lines(draft).iter().any(|it| it.contains("browser on"))));
}
