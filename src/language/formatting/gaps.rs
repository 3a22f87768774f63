//! What a comment belongs to, and how many blank lines are between two lines.

use std::collections::BTreeSet;

use crate::language::formatting::items::{Item, ItemRole};

/// Gives comments their indentation and every line its gap.
pub(crate) fn set(items: &mut [Item]) {
    indent_tags(items);
    indent_comments(items);
    let starts = blocks(items);
    let gaps: Vec<usize> = items
        .iter()
        .enumerate()
        .map(|(position, item)| match position.checked_sub(1).and_then(|it| items.get(it)) {
            None => 0,
            Some(_) if starts.contains(&position) => 1,
            Some(before) => gap(before, item),
        })
        .collect();
    for (item, gap) in items.iter_mut().zip(gaps) {
        item.gap = gap;
    }
}

/// How many blank lines are between two lines of which the second begins no block.
fn gap(before: &Item, item: &Item) -> usize {
    // The paragraphs of a description are its author's.
    if item.keeps_gap {
        return item.gap;
    }
    let kept = item.gap.min(1);
    match (before.role, item.role) {
        (ItemRole::Tags, _)
        | (ItemRole::Feature | ItemRole::Heading, ItemRole::Step | ItemRole::Row)
        | (
            ItemRole::Step | ItemRole::Row | ItemRole::DocString,
            ItemRole::Row | ItemRole::DocString,
        ) => 0,
        (
            ItemRole::Feature
            | ItemRole::Heading
            | ItemRole::Step
            | ItemRole::Row
            | ItemRole::Comment
            | ItemRole::Description
            | ItemRole::DocString,
            _,
        ) => kept,
    }
}

/// Tags are indented as their heading is.
fn indent_tags(items: &mut [Item]) {
    let mut indent = 0;
    for item in items.iter_mut().rev() {
        match item.role {
            ItemRole::Feature | ItemRole::Heading => indent = item.indent,
            ItemRole::Tags => item.indent = indent,
            ItemRole::Step
            | ItemRole::Row
            | ItemRole::Comment
            | ItemRole::Description
            | ItemRole::DocString => {}
        }
    }
}

/// A comment is indented as the line is that it belongs to.
fn indent_comments(items: &mut [Item]) {
    let mut first = 0;
    while first < items.len() {
        let run = items.iter().enumerate().skip(first).take_while(|(position, item)| {
            item.role == ItemRole::Comment && (*position == first || item.gap == 0)
        });
        let after = first.saturating_add(run.count());
        if after > first {
            let indent = owned_indent(items, first, after);
            let comments = items.iter_mut().take(after).skip(first);
            comments.for_each(|comment| comment.indent = indent);
        }
        first = after.max(first.saturating_add(1));
    }
}

/// How far the adjacent comments from `first` up to `after` are indented: as the next line, or as the
/// one that they follow at once where a blank line parts them from what comes next.
fn owned_indent(items: &[Item], first: usize, after: usize) -> usize {
    let before = first.checked_sub(1).and_then(|it| items.get(it));
    let follows_at_once = items.get(first).is_some_and(|item| item.gap == 0);
    let parted = items.get(after).is_none_or(|item| item.gap > 0);
    let takes_comments = |item: &&Item| {
        matches!(
            item.role,
            ItemRole::Step | ItemRole::Row | ItemRole::Description | ItemRole::DocString
        )
    };
    if let Some(owner) = before.filter(takes_comments)
        && follows_at_once
        && parted
    {
        return owner.indent;
    }
    let owner = items.iter().skip(after).find(|item| item.role != ItemRole::Comment);
    let heading = || items.iter().take(first).rev().find(|item| item.role == ItemRole::Heading);
    owner.or_else(heading).map_or(0, |item| item.indent)
}

/// Where the blocks begin before which there is a blank line: at the comments, tags or heading of each.
fn blocks(items: &[Item]) -> BTreeSet<usize> {
    let headings = items.iter().enumerate().filter(|(_, item)| item.role == ItemRole::Heading);
    headings
        .map(|(heading, _)| {
            let above = items.iter().enumerate().take(heading).rev();
            let tagged = above
                .take_while(|(_, item)| matches!(item.role, ItemRole::Tags | ItemRole::Comment))
                .filter(|(_, item)| item.role == ItemRole::Tags);
            let mut start = tagged.map(|(position, _)| position).last().unwrap_or(heading);
            while let Some(above) = start.checked_sub(1)
                && items.get(start).is_some_and(|item| item.gap == 0)
                && items.get(above).is_some_and(|item| item.role == ItemRole::Comment)
            {
                start = above;
            }
            start
        })
        .collect()
}
