//! What the tables of a policy are headed with: its dimensions, its surfaces, and the people in front of them.

use crate::domain::actor::ActorId;
use crate::domain::place::Place;
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;
use crate::policy::surfaces::{Surface, heading};
use crate::report::layout::wrapped;

/// How wide a heading may be that is made of declared names.
const HEADING_COLUMNS: usize = 22;

/// The headings above the cells of a key: one for each dimension.
pub(crate) fn key_headings(policy: &Policy) -> Vec<String> {
    let others = policy.dimensions.iter().map(|dimension| capitalised(&dimension.name));
    ["Platform".to_owned(), "Management".to_owned()].into_iter().chain(others).collect()
}

/// The cells of a key.
pub(crate) fn key_cells(policy: &Policy, key: KeyId) -> Vec<String> {
    let values = policy.covered(key).map_or(&[][..], |covered| covered.key.values());
    values.iter().map(|value| value.to_string()).collect()
}

/// The heading above what is found on a surface.
pub(crate) fn surface_heading(surface: &Surface) -> String {
    wrapped(&capitalised(surface.heading()), HEADING_COLUMNS)
}

/// The heading above what someone sees on a surface.
pub(crate) fn place_heading(policy: &Policy, place: Place) -> String {
    let (who, surface) = (policy.actor_name(place.actor), policy.surface_name(place.surface));
    let who = wrapped(&format!("{},", capitalised(who)), HEADING_COLUMNS);
    format!("{who}\n{}", wrapped(heading(surface), HEADING_COLUMNS))
}

/// Some of the actors: `one or another`.
pub(crate) fn any_of(policy: &Policy, actors: &[ActorId]) -> String {
    let names: Vec<&str> = actors.iter().map(|actor| policy.actor_name(*actor)).collect();
    names.join(" or ")
}

/// The words with a capital at their beginning.
pub(crate) fn capitalised(words: &str) -> String {
    let mut characters = words.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
}
