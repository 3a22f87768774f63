//! Tags that cite a clause above scenarios of which no step can show what the clause is about.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Finding;
use crate::language::feature::Feature;
use crate::language::problem::ProblemKind;
use crate::language::proving::supports;
use crate::language::scenario::Scenario;
use crate::language::vocabulary::Vocabulary;
use crate::policy::about::About;
use crate::policy::checked::Policy;

/// The citations of a feature that no row of their scenario supports.
pub(crate) fn unsupported(feature: &Feature, vocabulary: &Vocabulary) -> Vec<Diagnostic> {
    let mut outlines: BTreeMap<usize, Vec<&Scenario>> = BTreeMap::new();
    for scenario in &feature.scenarios {
        outlines.entry(scenario.heading()).or_default().push(scenario);
    }
    let runnable = outlines.into_values().filter(|rows| rows.iter().all(|row| row.is_runnable()));
    let mut found = Vec::new();
    for rows in runnable {
        let Some(first) = rows.first() else { continue };
        let named = vocabulary.policy_of(first.policy.as_ref());
        let Some(policy) = named.and_then(|id| vocabulary.policies.get(id)) else { continue };
        for cited in first.clauses.iter() {
            let about = policy.clause(cited).and_then(|clause| clause.about.as_ref());
            let Some(about) = about else { continue };
            if !rows.iter().any(|row| supports(policy, row, about)) {
                found.extend(warning(feature, first, cited, &in_words(policy, about)));
            }
        }
    }
    found
}

fn warning(
    feature: &Feature,
    scenario: &Scenario,
    cited: &Arc<str>,
    about: &str,
) -> Option<Diagnostic> {
    let page = &feature.page;
    let tags = feature.tags.iter().flat_map(|group| &group.tags);
    let own = tags.filter(|tag| tag.name.strip_prefix("clause:") == Some(cited));
    let above = own.filter(|tag| page.line_at(tag.place.start) < scenario.heading());
    let tag = above.max_by_key(|tag| tag.place.start)?;
    let message = format!("no step of this scenario can show what the clause `{cited}` is about");
    let finding = Finding::new(ProblemKind::UnsupportedCitation, message)
        .label("cited in vain")
        .help(format!("it is about {about}: expect that under `Then`, or remove the tag"));
    Some(finding.placed(page, tag.place.clone()))
}

/// The kinds of observation, and the people, places and rows where they count.
fn in_words(policy: &Policy, about: &About) -> String {
    let either = |names: Vec<String>| names.join(" or ");
    let mut words = either(about.observes.iter().map(ToString::to_string).collect());
    if !about.actors.is_empty() {
        let names = about.actors.iter().map(|actor| policy.actor_name(*actor).to_owned());
        words += &format!(", seen by {}", either(names.collect()));
    }
    if !about.surfaces.is_empty() {
        let names = about.surfaces.iter().map(|surface| policy.in_surface(*surface));
        words += &format!(", {}", either(names.collect()));
    }
    if !about.rows.is_empty() {
        let names = about.rows.iter().map(|row| policy.key_in_words(*row));
        words += &format!(", of {}", either(names.collect()));
    }
    words
}
