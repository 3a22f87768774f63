//! What a clause could say that it is about: what makes a scenario that cites it fail, and where that is seen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::conformance::proving_mutant::{MutantKind, TriedMutant};
use crate::domain::surface::SurfaceId;
use crate::language::proving::ExpectationScope;
use crate::language::scenario::Scenario;
use crate::policy::about::{About, ObservationKind};
use crate::policy::check::about::patterns;
use crate::policy::checked::{Clause, Policy};
use crate::policy::keys::KeyId;

/// What a clause could say: the mutant under which the fewest scenarios fail, with the expectation that fails; best one
/// that its statement speaks of, and a defect only where no mutant does. Nothing if nothing makes a scenario fail that
/// cites the clause.
pub(crate) fn suggested(
    policy: &Policy,
    clause: &Clause,
    scenarios: &[Arc<Scenario>],
    tried: &[TriedMutant],
) -> Option<About> {
    let rows = rows(policy, clause);
    let mut best: Option<((bool, bool, usize), About)> = None;
    for mutant in tried {
        let count = mutant.scenario_count();
        for failed in &mutant.failed {
            let Some(scenario) = scenarios.get(failed.scenario) else { continue };
            if !scenario.clauses.contains(&clause.id) {
                continue;
            }
            let scope = ExpectationScope::of(policy, scenario, failed.step);
            let Some(scope) = scope.map(|scope| scope.at(failed.place)) else { continue };
            let rank = (
                !speaks_of(&clause.statement, scope.kind),
                mutant.kind == MutantKind::Defect,
                count,
            );
            let in_rows = rows.is_empty() || scope.row.is_some_and(|row| rows.contains(&row));
            if in_rows && best.as_ref().is_none_or(|(least, _)| rank < *least) {
                best = Some((rank, about(mutant, scope, &rows)));
            }
        }
    }
    let (_, mut about) = best?;
    let written = patterns(&policy.tree);
    about.keys.iter_mut().for_each(|key| shorten(key, &written));
    Some(about)
}

/// A mutant may add a key; what a clause can name is the nearest one around it that is written.
fn shorten(key: &mut String, written: &BTreeSet<String>) {
    while !written.contains(key.as_str()) {
        let Some(end) = key.rfind(['.', '[']) else { return };
        key.truncate(end);
    }
}

/// Whether a statement has a word for a kind of observation, going by how words begin.
fn speaks_of(statement: &str, kind: ObservationKind) -> bool {
    let stems: &[&str] = match kind {
        ObservationKind::Offer => &["offer"],
        ObservationKind::Prompt => &["ask", "confirm", "sign"],
        ObservationKind::Text => &["say", "report", "text", "message"],
        ObservationKind::State => &["state", "pending"],
        ObservationKind::Passcode => &["see", "show", "numeric", "alphanumeric", "appear"],
        ObservationKind::Lock => &["remove", "lock"],
        ObservationKind::Unlock => &["unlock", "open", "work"],
        ObservationKind::Notice => &["notif", "message", "say"],
        ObservationKind::Apps => &["app", "minute", "hour"],
        ObservationKind::Refusal => &["refuse", "cannot", "only", "allow"],
    };
    let mut words = statement.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| stems.iter().any(|stem| word.to_lowercase().starts_with(stem)))
}

fn about(mutant: &TriedMutant, scope: ExpectationScope, rows: &[KeyId]) -> About {
    let (keys, defects) = match mutant.kind {
        MutantKind::Policy => (vec![mutant.named.clone()], Vec::new()),
        MutantKind::Defect => (Vec::new(), vec![mutant.named.as_str().into()]),
    };
    let place = scope.place.filter(|place| place.surface != SurfaceId::DEVICE);
    About {
        keys,
        observes: vec![scope.kind],
        rows: rows.to_vec(),
        actors: place.iter().map(|place| place.actor).collect(),
        surfaces: scope.place.iter().map(|place| place.surface).collect(),
        defects,
    }
}

/// The keys of the rows that cite the clause.
fn rows(policy: &Policy, clause: &Clause) -> Vec<KeyId> {
    let cites = |id: &KeyId| {
        let row = policy.covered(*id).and_then(|covered| policy.row(covered.row));
        row.is_some_and(|row| row.clauses.contains(&clause.id))
    };
    policy.key_ids().filter(cites).collect()
}

/// The keys as a document writes them: a platform alone where all of its keys are there.
pub(crate) fn rows_in_yaml(policy: &Policy, rows: &[KeyId]) -> Vec<String> {
    let mut platforms: BTreeMap<&str, Vec<KeyId>> = BTreeMap::new();
    for id in policy.key_ids() {
        if let Some(covered) = policy.covered(id) {
            platforms.entry(covered.key.platform()).or_default().push(id);
        }
    }
    let mut written = Vec::new();
    for (platform, ids) in platforms {
        if ids.iter().all(|id| rows.contains(id)) {
            written.push(format!("{{ platform: {} }}", quoted(platform)));
            continue;
        }
        for covered in
            ids.iter().filter(|id| rows.contains(id)).filter_map(|id| policy.covered(*id))
        {
            let dimensions = ["platform", "management"].into_iter();
            let dimensions = dimensions.chain(policy.dimensions.iter().map(|it| &*it.name));
            let entries = dimensions.zip(covered.key.values());
            let entries =
                entries.map(|(name, value)| format!("{}: {}", quoted(name), quoted(value)));
            written.push(format!("{{ {} }}", entries.collect::<Vec<_>>().join(", ")));
        }
    }
    written
}

/// The entry as a policy writes it, to be pasted.
pub(crate) fn about_in_yaml(policy: &Policy, about: &About) -> String {
    let list = |entries: Vec<String>| format!("[{}]", entries.join(", "));
    let names = |names: Vec<&str>| list(names.into_iter().map(quoted).collect());
    let mut entries =
        vec![("observes", list(about.observes.iter().map(ToString::to_string).collect()))];
    let actors = about.actors.iter().map(|actor| policy.actor_name(*actor));
    let surfaces = about.surfaces.iter().map(|surface| policy.surface_name(*surface));
    let defects = about.defects.iter().map(|defect| &**defect);
    entries.push(("actors", names(actors.collect())));
    entries.push(("surfaces", names(surfaces.collect())));
    entries.push(("rows", list(rows_in_yaml(policy, &about.rows))));
    entries.push(("keys", names(about.keys.iter().map(String::as_str).collect())));
    entries.push(("defects", names(defects.collect())));
    let written = entries.into_iter().filter(|(_, value)| value != "[]");
    let written = written.map(|(key, value)| format!("{key}: {value}"));
    format!("about: {{ {} }}", written.collect::<Vec<_>>().join(", "))
}

/// A word of a document, in quotes unless it is surely read as the text that it is.
fn quoted(text: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '-' | '.');
    let begins = text.chars().next().is_some_and(|first| first.is_ascii_alphabetic());
    let is_word = !matches!(
        text.to_lowercase().as_str(),
        "true" | "false" | "null" | "yes" | "no" | "on" | "off"
    );
    if begins && is_word && text.chars().all(plain) && !text.ends_with(' ') {
        text.to_owned()
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_speaks_of_a_kind_by_its_words() {
        let speaks = |kind| speaks_of("the old passcode no longer unlocks the device", kind);
        assert!(speaks(ObservationKind::Unlock));
        assert!(!speaks(ObservationKind::Text) && !speaks(ObservationKind::Lock));
    }

    #[test]
    fn what_yaml_would_read_as_something_else_is_in_quotes() {
        for (text, written) in
            [("a b", "a b"), ("rows[].x", "\"rows[].x\""), ("No", "\"No\""), ("8.1", "\"8.1\"")]
        {
            assert_eq!(quoted(text), written);
        }
    }
}
