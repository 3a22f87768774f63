//! A scenario as it is being written: its sentences, and what each expectation is about.

use std::sync::Arc;

use crate::domain::key::Key;
use crate::language::catalogue::compiled::Catalogue;
use crate::language::not_stated::cell;
use crate::language::plan::Instruction;
use crate::language::scaffold::clause_keywords::ClauseKeywords;
use crate::language::scenario::StepRole;
use crate::policy::checked::{Clause, Policy};
use crate::policy::row::Row;

/// How long a line of tags may be.
const TAGS_WIDTH: usize = 98;

/// A scenario that is written from a policy.
#[derive(Clone, Debug)]
pub struct DraftScenario {
    /// Its name; no two drafts of a policy share one.
    pub name: String,
    /// What its device is.
    pub key: Key,
    /// Its steps.
    pub lines: Vec<DraftStep>,
    /// Whether an act has no sentence: what follows it would be about something else.
    broken: bool,
}

/// One step.
#[derive(Clone, Debug)]
pub struct DraftStep {
    /// Its keyword.
    pub role: StepRole,
    /// Its sentence.
    pub sentence: String,
    /// What the statement of a clause has to name for this expectation to cover it; any one will do.
    pub about: Vec<ClauseKeywords>,
}

/// A scenario that is being written, in the names of its policy.
#[derive(Clone, Debug)]
pub(crate) struct Draft<'p> {
    policy: &'p Policy,
    pub(crate) scenario: DraftScenario,
}

impl<'p> Draft<'p> {
    pub(crate) const fn new(policy: &'p Policy, name: String, key: Key) -> Self {
        let scenario = DraftScenario { name, key, lines: Vec::new(), broken: false };
        Self { policy, scenario }
    }

    /// Something that is so before the scenario begins.
    pub(crate) fn given(&mut self, instruction: &Instruction) {
        self.act(StepRole::Given, instruction);
    }

    /// Something that happens.
    pub(crate) fn when(&mut self, instruction: &Instruction) {
        self.act(StepRole::When, instruction);
    }

    fn act(&mut self, role: StepRole, instruction: &Instruction) {
        match Catalogue::bundled().render(role, instruction, self.policy) {
            Some(sentence) => {
                self.scenario.lines.push(DraftStep { role, sentence, about: Vec::new() });
            }
            None => self.scenario.broken = true,
        }
    }

    /// Something that is expected; left out where no sentence says it, or no source states it.
    pub(crate) fn then(&mut self, instruction: &Instruction, about: Vec<ClauseKeywords>) {
        let role = StepRole::Then;
        let key = self.policy.key_id(&self.scenario.key);
        let row = key.and_then(|key| self.policy.row(self.policy.covered(key)?.row));
        let is_unstated =
            |row: &Row| cell(instruction).is_some_and(|it| row.not_stated.contains(&it));
        if row.is_some_and(is_unstated) {
            return;
        }
        if let Some(sentence) = Catalogue::bundled().render(role, instruction, self.policy) {
            self.scenario.lines.push(DraftStep { role, sentence, about });
        }
    }
}

impl DraftScenario {
    /// Whether everything that happens can be said, and something is expected.
    pub(crate) fn is_worth_writing(&self) -> bool {
        !self.broken && self.lines.iter().any(|line| line.role == StepRole::Then)
    }

    /// The scenario as a feature has it, with a tag for each clause that it covers.
    fn written(&self, clauses: &[Arc<str>]) -> String {
        let mut text = "\n".to_owned();
        let mut width = 0;
        for tag in clauses.iter().map(|clause| format!("@clause:{clause}")) {
            let fits = width > 0 && width + tag.len() < TAGS_WIDTH;
            text += match (fits, width) {
                (true, _) => " ",
                (false, 0) => "  ",
                (false, _) => "\n  ",
            };
            width = if fits { width + tag.len() + 1 } else { tag.len() };
            text += &tag;
        }
        text += if clauses.is_empty() { "" } else { "\n" };
        text += &format!("  Scenario: {}\n", self.name);
        let mut role = None;
        for line in &self.lines {
            let keyword = if role == Some(line.role) { "And" } else { line.role.name() };
            role = Some(line.role);
            text += &format!("    {keyword} {}\n", line.sentence);
        }
        text
    }
}

/// A feature of the drafts, each with the clauses that it covers, and a comment for every clause of `open`.
pub(crate) fn feature_text(
    policy: &Policy,
    drafts: &[(DraftScenario, Vec<Arc<str>>)],
    open: &[&Clause],
) -> String {
    let mut text = format!("@policy:{}\nFeature: {}\n", policy.id, policy.title);
    text += "  Generated from the policy by `passgate scaffold`, as a starting point: keep what matters, and say why.\n";
    for (draft, clauses) in drafts {
        text += &draft.written(clauses);
    }
    if !open.is_empty() {
        text +=
            "\n  # For these clauses nothing could be written from the policy's values alone.\n";
        text += "  # Put the tag above a scenario that covers the clause.\n";
        for clause in open {
            text += &format!("  #\n  # @clause:{}\n  #   {}\n", clause.id, clause.statement);
        }
    }
    text
}
