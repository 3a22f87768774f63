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
    let scope = vocabulary.scope(group.policy.as_ref());
    // A policy that does not exist is a problem of its own, and has no clauses to compare with.
    let is_missing = group.policy.as_ref().is_some_and(|id| !vocabulary.policies.contains_key(id));
    let policies = scope.policies();
    if scope.is_unread()
        || is_missing
        || policies.iter().any(|policy| policy.clause(name).is_some())
    {
        return None;
    }
    let elsewhere = scope.elsewhere(|policy| policy.clause(name).is_some());
    // Features that are judged by another policy than their own still cite their own policy's clauses.
    if vocabulary.forced.is_some() && elsewhere.is_some() {
        return None;
    }
    let known: BTreeSet<&str> =
        policies.iter().flat_map(|policy| &policy.clauses).map(|clause| &*clause.id).collect();
    let message = format!("{} has no clause `{name}`", scope.in_words());
    let finding = Finding::new(ProblemKind::UnknownClause, message).label("no such clause");
    Some(finding.help(elsewhere.unwrap_or_else(|| did_you_mean(name, known))))
}

/// A tag of no known kind is anybody's own, unless it is a known kind misspelt: then nothing would read it.
fn slip(kind: &str, name: &str) -> Option<Finding> {
    let meant = nearest(kind, KINDS)?;
    let message = format!("`@{kind}:` means nothing");
    let finding = Finding::new(ProblemKind::UnknownTag, message).label("never read");
    Some(finding.help(question(&format!("@{meant}:{name}"))))
}
