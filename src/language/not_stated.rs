//! Steps that ask for what no source of a policy states: there is nothing to compare with.

use std::sync::Arc;

use crate::document::finding::Finding;
use crate::domain::expectation::Expectation;
use crate::language::plan::{Act, Check, Instruction};
use crate::language::problem::ProblemKind;
use crate::language::proving::ExpectationScope;
use crate::language::quoted_texts::SLOT;
use crate::language::scenario::Scenario;
use crate::policy::about::ObservationKind;
use crate::policy::checked::Policy;
use crate::policy::disputed::UnstatedCell;

/// Why the step at `position` asks for what no source states; nothing if it does not.
pub(crate) fn not_stated(
    policy: &Policy,
    scenario: &Scenario,
    position: usize,
) -> Option<Arc<Finding>> {
    let step = scenario.steps.get(position)?;
    let cell = cell(policy, scenario, position, step.instruction.as_deref()?)?;
    let key = ExpectationScope::device_of(policy, scenario, position)?;
    let row = policy.row(policy.covered(key)?.row)?;
    let what = match cell {
        UnstatedCell::Visible => "who sees the new passcode",
        UnstatedCell::OnDevice => "what the device says",
        UnstatedCell::FollowUp => "what the owner has to do next",
    };
    let message =
        format!("no source of `{}` states {what} for {}", policy.id, policy.key_in_words(key));
    row.not_stated.contains(&cell).then(|| {
        let help = format!("remove the step, or state `{cell}` in the row");
        Arc::new(Finding::new(ProblemKind::NotStated, message).label("not stated").help(help))
    })
}

/// The cell that a step is about, if it is one that a policy may leave out.
fn cell(
    policy: &Policy,
    scenario: &Scenario,
    position: usize,
    instruction: &Instruction,
) -> Option<UnstatedCell> {
    if let Instruction::Act { acts, .. } = instruction {
        let waits = acts.iter().any(|act| matches!(act, Act::AwaitBlock { .. }));
        return waits.then_some(UnstatedCell::FollowUp);
    }
    if let Instruction::Check(Check::Sees {
        what: Expectation::Says(text) | Expectation::DoesNotSay(text),
        ..
    }) = instruction
        && text.contains(SLOT)
    {
        return Some(UnstatedCell::Visible);
    }
    match ExpectationScope::of(policy, scenario, position)?.kind {
        ObservationKind::Passcode => Some(UnstatedCell::Visible),
        ObservationKind::Notice => Some(UnstatedCell::OnDevice),
        ObservationKind::Apps => Some(UnstatedCell::FollowUp),
        ObservationKind::Offer
        | ObservationKind::Prompt
        | ObservationKind::Text
        | ObservationKind::State
        | ObservationKind::Lock
        | ObservationKind::Unlock
        | ObservationKind::Refusal => None,
    }
}
