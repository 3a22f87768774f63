//! Steps that ask for what no source of a policy states: there is nothing to compare with.

use std::sync::Arc;

use crate::document::finding::Finding;
use crate::domain::expectation::Expectation;
use crate::domain::surface::SurfaceId;
use crate::language::plan::{Act, Check, Instruction};
use crate::language::problem::ProblemKind;
use crate::language::proving::{ExpectationScope, kind};
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
    let cell = cell(step.instruction.as_deref()?)?;
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
pub(crate) fn cell(instruction: &Instruction) -> Option<UnstatedCell> {
    let check = match instruction {
        Instruction::Act { acts, .. } => {
            let waits = acts.iter().any(|act| matches!(act, Act::AwaitBlock { .. }));
            return waits.then_some(UnstatedCell::FollowUp);
        }
        Instruction::Check(check) => check,
    };
    let kind =
        match check {
            Check::Sees {
                what: Expectation::Says(text) | Expectation::DoesNotSay(text), ..
            } if text.contains(SLOT) => ObservationKind::Passcode,
            Check::Sees { at, what, .. } => kind(what, at.surface),
            Check::DeviceShows { what, .. } => kind(what, Some(SurfaceId::DEVICE)),
            Check::NobodySees { .. } | Check::OnlySees { .. } => ObservationKind::Passcode,
            Check::Unlocks { .. } | Check::Refused(_) => return None,
        };
    match kind {
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
