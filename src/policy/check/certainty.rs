//! Checks the cells on which the sources disagree, and those that they do not state.

use std::collections::BTreeSet;

use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::suggestion::did_you_mean;
use crate::document::yaml::path::{NodePart, Path};
use crate::domain::reset::{Effect, ResetScope};
use crate::policy::check::checker::Checker;
use crate::policy::disputed::{Claim, Dispute, DisputedCell, UnstatedCell};
use crate::policy::row_document::{AlternativeEntry, RowEntry};

/// Checks what the row at `row` says of its disputed cells; returns them in the order of their keys.
pub(crate) fn check(checker: &mut Checker, entry: &RowEntry, row: &Path) -> Vec<Dispute> {
    let path = row.key("disputed");
    let disputes = entry.disputed.iter().map(|(cell, alternatives)| {
        check_alternatives(checker, entry, *cell, alternatives, &path.key(cell.name()));
        let alternative = |(index, it): (usize, &AlternativeEntry)| {
            let path = path.key(cell.name()).index(index).key("source");
            let source = checker.prose(it.source.clone(), &path);
            Claim { is: it.is.as_str().into(), evidence: it.evidence, source }
        };
        let alternatives = alternatives.iter().enumerate().map(alternative).collect();
        Dispute { cell: *cell, alternatives }
    });
    disputes.collect()
}

/// What a cell can be, and what the row says.
fn values(entry: &RowEntry, cell: DisputedCell) -> (Vec<&'static str>, &'static str) {
    match cell {
        DisputedCell::Effect => {
            (Effect::ALL.iter().map(|it| it.name()).collect(), entry.effect.name())
        }
        DisputedCell::Scope => {
            (ResetScope::ALL.iter().map(|it| it.name()).collect(), entry.scope.name())
        }
    }
}

fn check_alternatives(
    checker: &mut Checker,
    entry: &RowEntry,
    cell: DisputedCell,
    alternatives: &[AlternativeEntry],
    path: &Path,
) {
    let (known, own) = values(entry, cell);
    let mut listed: BTreeSet<&str> = BTreeSet::new();
    for (index, alternative) in alternatives.iter().enumerate() {
        let is = alternative.is.as_str();
        listed.insert(is);
        if !known.contains(&is) {
            let message = format!("{} is no {cell}", quoted(is));
            let help = did_you_mean(is, known.iter().copied());
            let place = NodePart::Value(path.index(index).key("is"));
            let finding = Finding::new("policy::unknown_alternative", message);
            checker.report(finding.help(help).at(place));
        }
    }
    if !listed.contains(own) || listed.len() < 2 {
        let message = format!(
            "a dispute about `{cell}` lists what the row says, `{own}`, and at least one other thing"
        );
        checker.report(
            Finding::new("policy::no_dispute", message)
                .help("list each thing that a source says, with its source; the row itself says which is simulated")
                .at(NodePart::Key(path.clone())),
        );
    }
}

/// A cell that no source states has no value.
pub(crate) fn check_unstated(checker: &mut Checker, entry: &RowEntry, row: &Path) {
    for (index, cell) in entry.not_stated.iter().enumerate() {
        let is_written = match cell {
            UnstatedCell::Visible => !entry.visible.is_empty(),
            UnstatedCell::OnDevice => entry.on_device.is_some(),
            UnstatedCell::FollowUp => entry.follow_up.is_some(),
        };
        if is_written {
            checker.report(
                Finding::new(
                    "policy::stated_after_all",
                    format!("the row says that `{cell}` is not stated, and what it is"),
                )
                .help("remove one of the two; what you assume has `evidence_of: assumed` instead")
                .marked(NodePart::Value(row.key("not_stated").index(index)), "not stated")
                .marked(NodePart::Key(row.key(cell.name())), "stated"),
            );
        }
    }
}
