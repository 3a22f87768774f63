//! What is wrong with a scenario as a whole, whatever its steps say.

use std::sync::Arc;

use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::language::catalogue::sentence::SentenceKind;
use crate::language::problem::ProblemKind;
use crate::language::scenario::Scenario;
use crate::language::vocabulary::Vocabulary;

/// A scenario that no policy applies to: what to write in its feature, in which some scenarios may name one, or in the
/// configuration.
pub(crate) fn no_policy(
    page: &Arc<SourceFile>,
    line: usize,
    vocabulary: &Vocabulary,
) -> Diagnostic {
    let known: Vec<&str> = vocabulary.policies.keys().map(|id| &**id).collect();
    let example = known.first().copied().unwrap_or("NAME");
    let help = format!(
        "write `@policy:{example}` above it, or `default_policy: {example}` in passgate.yaml for every feature that \
         names none; known: {}",
        known.join(", "),
    );
    Finding::new(ProblemKind::NoPolicy, "no policy is named here, and there is no default")
        .label("which policy")
        .help(help)
        .placed(page, page.words_of(line))
}

/// What is wrong with the order of a scenario's steps, whatever they say.
pub(crate) fn shape(page: &Arc<SourceFile>, scenario: &Scenario) -> Option<Diagnostic> {
    let heading = scenario.place.heading;
    if !scenario.steps.iter().any(|step| step.own) {
        let finding = Finding::new(ProblemKind::NoSteps, "this scenario has no steps")
            .label("nothing to run")
            .help("say what happens under `When` and what is seen under `Then`");
        return Some(finding.placed(page, page.words_of(heading)));
    }
    let check = scenario.steps.iter().position(|step| step.role.expects() == SentenceKind::Check);
    let Some(first) = check else {
        let finding = Finding::new(ProblemKind::ExpectsNothing, "this scenario expects nothing")
            .label("no `Then`")
            .help("say under `Then` what is seen: a scenario without it can only succeed");
        return Some(finding.placed(page, page.words_of(heading)));
    };
    let step = scenario.steps.get(first).filter(|_| first == 0)?;
    let message = "something is expected before anything has happened";
    let finding = Finding::new(ProblemKind::ExpectsTooEarly, message)
        .label("nothing can be seen yet")
        .help("say first, under `Given` and `When`, how things are and what happens");
    Some(finding.placed(page, page.words_of(step.line)))
}
