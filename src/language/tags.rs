//! Tags that mean something: the policy a scenario is about, and the clauses that it answers to.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::document::suggestion::{did_you_mean, nearest, question};
use crate::language::problem::ProblemKind;
use crate::language::vocabulary::Vocabulary;

/// A tag as it is written.
#[derive(Clone, Debug)]
pub(crate) struct Tag {
    /// Its name, without the `@`.
    pub(crate) name: Arc<str>,
    /// Where it is, in bytes.
    pub(crate) place: Range<usize>,
}

/// The tags of one heading, and the policy that is named around them.
#[derive(Clone, Debug)]
pub(crate) struct TagGroup {
    pub(crate) tags: Vec<Tag>,
    pub(crate) policy: Option<Arc<str>>,
}

/// The tags that the gate reads, with the mark before their name.
const KINDS: [&str; 2] = ["policy", "clause"];

/// Everything that is wrong with the tags of a feature.
pub(crate) fn check(
    page: &Arc<SourceFile>,
    groups: &[TagGroup],
    vocabulary: &Vocabulary,
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for group in groups {
        let mut policies = 0_usize;
        for tag in &group.tags {
            let Some((kind, name)) = tag.name.split_once(':') else { continue };
            let finding = match kind {
                "policy" => {
                    policies = policies.saturating_add(1);
                    policy(name, policies, vocabulary)
                }
                "clause" => clause(name, group, vocabulary),
                other => slip(other, name),
            };
            problems.extend(finding.map(|finding| finding.placed(page, tag.place.clone())));
        }
    }
    problems
}

fn policy(name: &str, count: usize, vocabulary: &Vocabulary) -> Option<Finding> {
    let known: Vec<&str> = vocabulary.policies.keys().map(|id| &**id).collect();
    if !known.contains(&name) && !vocabulary.unread.contains(name) {
        let finding = Finding::new(ProblemKind::UnknownPolicy, format!("unknown policy `{name}`"))
            .label("no such policy");
        return Some(finding.help(did_you_mean(name, &known)));
    }
    (count > 1).then(|| {
        Finding::new(ProblemKind::TwoPolicies, "a scenario is about one policy")
            .label("a second one")
            .help("keep one of the `@policy:` tags, or write the scenario once for each")
    })
}

fn clause(name: &str, group: &TagGroup, vocabulary: &Vocabulary) -> Option<Finding> {
    if vocabulary.is_unread(group.policy.as_ref()) {
        return None;
    }
    // A policy that does not exist is a problem of its own, and has no clauses to compare with.
    if group.policy.as_ref().is_some_and(|id| !vocabulary.policies.contains_key(id)) {
        return None;
    }
    let in_force: Vec<_> = vocabulary.in_force(group.policy.as_ref()).collect();
    if in_force.iter().any(|(_, words)| words.clauses.contains(name)) {
        return None;
    }
    // Features that are judged by another policy than their own still cite their own policy's clauses.
    let elsewhere = vocabulary.policies.values().any(|words| words.clauses.contains(name));
    if vocabulary.forced.is_some() && elsewhere {
        return None;
    }
    let policies: Vec<String> = in_force.iter().map(|(id, _)| format!("`{id}`")).collect();
    let known: BTreeSet<&str> = in_force
        .iter()
        .flat_map(|(_, words)| words.clauses.iter().map(|clause| &**clause))
        .collect();
    let message = format!("{} has no clause `{name}`", policies.join(" or "));
    let finding = Finding::new(ProblemKind::UnknownClause, message).label("no such clause");
    Some(finding.help(did_you_mean(name, known)))
}

/// A tag of no known kind is anybody's own, unless it is a known kind misspelt: then nothing would read it.
fn slip(kind: &str, name: &str) -> Option<Finding> {
    let meant = nearest(kind, KINDS)?;
    let message = format!("`@{kind}:` means nothing");
    let finding = Finding::new(ProblemKind::UnknownTag, message).label("never read");
    Some(finding.help(question(&format!("@{meant}:{name}"))))
}
