//! The policies from which the tests of this room take their names.

use std::sync::Arc;

use crate::domain::place::Place;
use crate::domain::surface::SurfaceId;
use crate::language::catalogue::example::fill;
use crate::language::vocabulary::Vocabulary;
use crate::policy::checked::Policy;

const SHOPFLOOR: &str = "policies-of-tests/shopfloor";

fn text_of(name: &str) -> String {
    let path = format!("{}/fixtures/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn read(name: &str) -> Arc<Policy> {
    Arc::new(Policy::parse(name, &text_of(name)).unwrap())
}

/// A policy without a portal, with prompts and a dimension that others do not have.
pub(crate) fn policy() -> Arc<Policy> {
    read(SHOPFLOOR)
}

/// The same with some of its text changed.
#[track_caller]
pub(crate) fn policy_with(changes: &[(&str, &str)]) -> Arc<Policy> {
    let mut text = text_of(SHOPFLOOR);
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    Arc::new(Policy::parse("changed", &text).unwrap_or_else(|errors| panic!("{errors:?}")))
}

/// The bundled policies: they have a portal, and no other dimension.
pub(crate) fn bundled() -> Vec<Arc<Policy>> {
    let path = format!("{}/fixtures/policies", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let mut stems: Vec<String> = files
        .filter(|path| path.extension().is_some_and(|it| it == "yaml"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    stems.sort();
    stems.iter().map(|stem| read(&format!("policies/{stem}"))).collect()
}

pub(crate) fn vocabulary(policy: &Arc<Policy>) -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    vocabulary.learn(policy);
    vocabulary
}

/// A template of a sentence, in the names of the policy: said by its owner where they may be.
#[track_caller]
pub(crate) fn said(policy: &Policy, template: &str) -> String {
    let owner =
        |place: &&Place| place.actor == policy.owner() && place.surface != SurfaceId::DEVICE;
    let place = *policy.places().iter().find(owner).unwrap();
    fill(template, policy, place).unwrap_or_else(|| panic!("{template}"))
}
