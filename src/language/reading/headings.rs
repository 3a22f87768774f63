//! What scenarios have from the headings above them: names, tags, policies, backgrounds, lines.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use cucumber::gherkin;

use crate::document::source_file::SourceFile;
use crate::language::feature::TagGroup;
use crate::language::reading::layout::Layout;
use crate::language::reading::tag_line::Tag;
use crate::language::scenario::{Step, StepRole};

/// The headings of a file, and the texts met so far, each kept once.
pub(crate) struct Headings<'a> {
    page: &'a SourceFile,
    layout: &'a Layout,
    /// The first lines of rules and scenarios, tags included, in order.
    blocks: Vec<usize>,
    names: BTreeSet<Arc<str>>,
    groups: Vec<TagGroup>,
}

/// What the scenarios of a feature or rule have from it.
#[derive(Clone)]
pub(crate) struct Above {
    pub(crate) feature: Arc<str>,
    pub(crate) rule: Option<Arc<str>>,
    pub(crate) steps: Vec<Step>,
    pub(crate) shared: Arc<[Range<usize>]>,
    tags: Vec<Tag>,
    policy: Option<Arc<str>>,
}

/// The tags of a scenario and what they say.
pub(crate) struct Labels {
    pub(crate) tags: Arc<[Arc<str>]>,
    pub(crate) clauses: Arc<[Arc<str>]>,
    pub(crate) policy: Option<Arc<str>>,
    /// Those that the runner has at the scenario itself.
    pub(crate) runner: Vec<String>,
}

impl<'a> Headings<'a> {
    pub(crate) fn new(
        page: &'a SourceFile,
        layout: &'a Layout,
        feature: &gherkin::Feature,
    ) -> Self {
        let rules = feature.rules.iter();
        let scenarios = feature
            .scenarios
            .iter()
            .chain(rules.clone().flat_map(|rule| rule.scenarios.iter()))
            .map(|scenario| scenario.span.start);
        let mut blocks: Vec<usize> = scenarios
            .chain(rules.map(|rule| rule.span.start))
            .map(|offset| {
                let line = page.line_at(offset);
                let tags = layout.tags.get(&line).and_then(|tags| tags.first());
                tags.map_or(line, |first| page.line_at(first.place.start))
            })
            .collect();
        blocks.sort_unstable();
        Self { page, layout, blocks, names: BTreeSet::new(), groups: Vec::new() }
    }

    /// The feature's own head.
    pub(crate) fn feature(&mut self, feature: &mut gherkin::Feature) -> Above {
        let tags = self.tags_at(self.page.line_at(feature.span.start));
        let policy = self.policy(&tags, None);
        let first = self.blocks.first().copied().unwrap_or(usize::MAX);
        let background = feature.background.as_mut();
        let whole = 1..first;
        Above {
            feature: self.name(&feature.name),
            rule: None,
            steps: background.map_or_else(Vec::new, |it| self.steps(&mut it.steps, false)),
            shared: Arc::from([whole]),
            tags,
            policy,
        }
    }

    /// A rule's head, below that of its feature.
    pub(crate) fn rule(&mut self, rule: &mut gherkin::Rule, head: &Above) -> Above {
        let line = self.page.line_at(rule.span.start);
        let own = self.tags_at(line);
        let mut above = head.clone();
        above.policy = self.policy(&own, head.policy.as_ref());
        above.tags.extend(own);
        above.rule = Some(self.name(&rule.name));
        if let Some(background) = &mut rule.background {
            above.steps.extend(self.steps(&mut background.steps, false));
        }
        above.shared = head.shared.iter().cloned().chain([self.block(line)]).collect();
        above
    }

    /// The tags of a scenario at `line`, or of the rows of one table of its examples.
    pub(crate) fn labels(
        &mut self,
        above: &Above,
        line: usize,
        examples: Option<&gherkin::Examples>,
    ) -> Labels {
        let own = self.tags_at(line);
        let mut policy = self.policy(&own, above.policy.as_ref());
        let mut all = above.tags.clone();
        all.extend(own);
        if let Some(examples) = examples {
            let below = self.tags_at(self.page.line_at(examples.span.start));
            policy = self.policy(&below, policy.as_ref());
            all.extend(below);
        }
        let mut clauses: Vec<Arc<str>> = Vec::new();
        for clause in all.iter().filter_map(|tag| tag.name.strip_prefix("clause:")) {
            if !clauses.iter().any(|known| **known == *clause) {
                clauses.push(self.name(clause));
            }
        }
        let runner = all.iter().skip(above.tags.len()).map(|tag| tag.name.to_string()).collect();
        let tags = all.iter().map(|tag| self.name(&tag.name)).collect();
        Labels { tags, clauses: clauses.into(), policy, runner }
    }

    /// The steps as records; the runner's own get their role as type.
    pub(crate) fn steps(&mut self, steps: &mut [gherkin::Step], own: bool) -> Vec<Step> {
        let mut before = StepRole::Given;
        let mut records = Vec::with_capacity(steps.len());
        for step in steps {
            let keyword = step.keyword.trim();
            let role = role(step, before);
            before = role;
            step.ty = match role {
                StepRole::Given => gherkin::StepType::Given,
                StepRole::When => gherkin::StepType::When,
                StepRole::Then => gherkin::StepType::Then,
            };
            let start = step.span.start;
            let line = self.page.line_at(start);
            step.position.line = line;
            let after = start.saturating_add(step.keyword.len());
            let rest = self.page.text().get(after..).unwrap_or_default();
            let blank = rest.len().saturating_sub(rest.trim_start_matches([' ', '\t']).len());
            records.push(Step {
                keyword: self.name(keyword),
                role,
                text: self.name(&step.value),
                line,
                column: self.page.column_at(start),
                sentence: None,
                instruction: None,
                offset: after.saturating_add(blank),
                carries: step.table.is_some() || step.docstring.is_some(),
                own,
            });
        }
        records
    }

    /// The lines from a heading's tags to the line before the next rule or scenario.
    pub(crate) fn block(&self, line: usize) -> Range<usize> {
        let after = self.blocks.partition_point(|start| *start <= line);
        let start = after.checked_sub(1).and_then(|index| self.blocks.get(index));
        let end = self.blocks.get(after).copied();
        let last = self.page.line_count().saturating_add(1);
        start.copied().unwrap_or(line)..end.unwrap_or(last)
    }

    /// A text, kept once.
    pub(crate) fn name(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.names.get(text) {
            return Arc::clone(known);
        }
        let name: Arc<str> = text.into();
        self.names.insert(Arc::clone(&name));
        name
    }

    /// The tags of every heading, with the policy that holds there.
    pub(crate) fn into_groups(self) -> Vec<TagGroup> {
        self.groups
    }

    fn tags_at(&self, line: usize) -> Vec<Tag> {
        self.layout.tags.get(&line).cloned().unwrap_or_default()
    }

    /// The policy that `tags` name, or the one above; the tags are kept for checking.
    fn policy(&mut self, tags: &[Tag], above: Option<&Arc<str>>) -> Option<Arc<str>> {
        let named = tags.iter().find_map(|tag| tag.name.strip_prefix("policy:"));
        let policy = match named {
            Some(named) => Some(self.name(named)),
            None => above.cloned(),
        };
        if !tags.is_empty() {
            self.groups.push(TagGroup { tags: tags.to_vec(), policy: policy.clone() });
        }
        policy
    }
}

/// What the keyword of a step stands for, below a step that stands for `before`.
pub(crate) fn role(step: &gherkin::Step, before: StepRole) -> StepRole {
    match (step.keyword.trim(), step.ty) {
        ("*" | "And" | "But", _) => before,
        (_, gherkin::StepType::Given) => StepRole::Given,
        (_, gherkin::StepType::When) => StepRole::When,
        (_, gherkin::StepType::Then) => StepRole::Then,
    }
}
