//! What scenarios have from the headings above them: names, tags, policies, backgrounds, lines.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::document::source_file::SourceFile;
use crate::language::gherkin::language::{BlockKind, KeywordKind, Language};
use crate::language::gherkin::tree::{Block, GherkinStep, Text};
use crate::language::scenario::{Below, Step, StepRole};
use crate::language::tags::{Tag, TagGroup};

/// The headings of a file, and the texts met so far, each kept once.
pub(crate) struct Headings<'a> {
    page: &'a SourceFile,
    language: &'static Language,
    /// The first lines of rules and scenarios, tags included, in order.
    starts: Vec<usize>,
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
    /// The lines of its description and of that of its background, in bytes.
    pub(crate) prose: Vec<Range<usize>>,
    tags: Vec<Arc<str>>,
    policy: Option<Arc<str>>,
}

/// The tags of a scenario and what they say.
pub(crate) struct Labels {
    pub(crate) tags: Arc<[Arc<str>]>,
    pub(crate) clauses: Arc<[Arc<str>]>,
    pub(crate) policy: Option<Arc<str>>,
}

impl<'a> Headings<'a> {
    pub(crate) fn new(
        page: &'a SourceFile,
        language: &'static Language,
        feature: &Block<'_>,
    ) -> Self {
        let blocks = feature.all().into_iter();
        let blocks = blocks.filter(|it| matches!(it.kind, BlockKind::Rule | BlockKind::Scenario));
        let starts = blocks.map(|block| first_line(page, block)).collect();
        Self { page, language, starts, names: BTreeSet::new(), groups: Vec::new() }
    }

    /// The feature's own head.
    pub(crate) fn feature(&mut self, feature: &Block<'_>) -> Above {
        let (tags, policy) = self.tags(feature, None);
        let whole = 1..self.starts.first().copied().unwrap_or(usize::MAX);
        Above {
            feature: self.name(feature.name.text),
            rule: None,
            steps: self.background(feature),
            shared: Arc::from([whole]),
            prose: prose(feature),
            tags,
            policy,
        }
    }

    /// A rule's head, below that of its feature.
    pub(crate) fn rule(&mut self, rule: &Block<'_>, head: &Above) -> Above {
        let (tags, policy) = self.tags(rule, head.policy.as_ref());
        let mut above = head.clone();
        above.policy = policy;
        above.tags.extend(tags);
        above.rule = Some(self.name(rule.name.text));
        above.steps.extend(self.background(rule));
        above.prose.extend(prose(rule));
        above.shared = head.shared.iter().cloned().chain([self.lines_of(rule)]).collect();
        above
    }

    /// The tags of a scenario, or of the rows of one table of its examples.
    pub(crate) fn labels(
        &mut self,
        above: &Above,
        scenario: &Block<'_>,
        examples: Option<&Block<'_>>,
    ) -> Labels {
        let mut all = above.tags.clone();
        let mut policy = above.policy.clone();
        for block in std::iter::once(scenario).chain(examples) {
            let (tags, named) = self.tags(block, policy.as_ref());
            all.extend(tags);
            policy = named;
        }
        let mut clauses: Vec<Arc<str>> = Vec::new();
        for clause in all.iter().filter_map(|tag| tag.strip_prefix("clause:")) {
            if !clauses.iter().any(|known| **known == *clause) {
                clauses.push(self.name(clause));
            }
        }
        Labels { tags: all.into(), clauses: clauses.into(), policy }
    }

    fn background(&mut self, outer: &Block<'_>) -> Vec<Step> {
        let steps = outer.under(BlockKind::Background).flat_map(|block| &block.steps);
        let steps: Vec<&GherkinStep<'_>> = steps.collect();
        self.steps(steps, false)
    }

    /// The steps as records, without what is below them.
    pub(crate) fn steps<'s>(
        &mut self,
        steps: impl IntoIterator<Item = &'s GherkinStep<'s>>,
        own: bool,
    ) -> Vec<Step> {
        let mut before = StepRole::Given;
        let mut records = Vec::new();
        for step in steps {
            before = role(step, self.language, before);
            records.push(Step {
                keyword: self.name(step.keyword.text.trim_end()),
                role: before,
                text: self.name(step.text.text),
                line: step.line,
                column: self.page.column_at(step.keyword.at),
                sentence: None,
                instruction: None,
                offset: step.text.at,
                below: Below::Nothing,
                own,
            });
        }
        records
    }

    /// The lines from a heading's tags to the line before the next rule or scenario.
    pub(crate) fn lines_of(&self, block: &Block<'_>) -> Range<usize> {
        let after = self.starts.partition_point(|start| *start <= block.line);
        let last = self.page.line_count().saturating_add(1);
        first_line(self.page, block)..self.starts.get(after).copied().unwrap_or(last)
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

    /// The tags of a heading, and the policy that holds below it: the one that they name, or the one above. They are
    /// kept for checking.
    fn tags(
        &mut self,
        block: &Block<'_>,
        above: Option<&Arc<str>>,
    ) -> (Vec<Arc<str>>, Option<Arc<str>>) {
        let tags: Vec<Tag> = block
            .tags
            .iter()
            .map(|tag| Tag { name: self.name(tag.name), place: tag.place.clone() })
            .collect();
        let named = tags.iter().find_map(|tag| tag.name.strip_prefix("policy:"));
        let policy = match named {
            Some(named) => Some(self.name(named)),
            None => above.cloned(),
        };
        let names = tags.iter().map(|tag| Arc::clone(&tag.name)).collect();
        if !tags.is_empty() {
            self.groups.push(TagGroup { tags, policy: policy.clone() });
        }
        (names, policy)
    }
}

/// The lines that describe a feature or a rule, and its background.
fn prose(outer: &Block<'_>) -> Vec<Range<usize>> {
    let blocks = outer.under(BlockKind::Background).chain([outer]);
    blocks.flat_map(|block| &block.description).map(Text::place).collect()
}

fn first_line(page: &SourceFile, block: &Block<'_>) -> usize {
    block.tags.first().map_or(block.line, |tag| page.line_at(tag.place.start))
}

/// What the keyword of a step stands for, below a step that stands for `before`.
pub(crate) fn role(step: &GherkinStep<'_>, language: &Language, before: StepRole) -> StepRole {
    let keyword = step.keyword.text;
    let several = step.kind == KeywordKind::Unknown && keyword != "* ";
    let kind = if several { language.first_kind(keyword) } else { step.kind };
    match kind {
        KeywordKind::Context => StepRole::Given,
        KeywordKind::Action => StepRole::When,
        KeywordKind::Outcome => StepRole::Then,
        KeywordKind::Conjunction | KeywordKind::Unknown => before,
    }
}
