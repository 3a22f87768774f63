//! The features of a run as messages: their text, and the tree that stands for it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::language::document::{
    Block, BlockKind, Document, Spot, Written, WrittenRow, WrittenStep,
};
use crate::language::scenario::StepRole;
use crate::recording::ends::SourceText;
use crate::report::format::messages::envelope::{
    Comment, Envelope, GherkinDocument, Location, SourceMessage,
};
use crate::report::format::messages::stream::Stream;

/// What the messages about a feature's scenarios refer to.
pub(crate) struct FeatureIds {
    /// The language of its keywords.
    pub(crate) language: String,
    /// The names of scenarios, steps and rows by their line: no two of them share one.
    nodes: BTreeMap<usize, NodeIds>,
    /// The names of tags, by heading; each heading has those above it, too.
    tags: BTreeMap<usize, Vec<(String, String)>>,
}

/// A node of the tree.
pub(crate) struct NodeIds {
    /// Its name.
    pub(crate) id: String,
    /// What a step's keyword stands for.
    pub(crate) role: Option<StepRole>,
    /// The scenario of a row, and the line of the heading whose tags hold there.
    pub(crate) above: Option<(usize, usize)>,
}

impl FeatureIds {
    /// Sends a feature's text and its tree.
    pub(crate) fn send(source: &SourceText, stream: &mut Stream) -> Self {
        stream.send(&Envelope::Source(SourceMessage {
            uri: &source.path,
            data: &source.text,
            media_type: "text/x.cucumber.gherkin+plain",
        }));
        let mut feature =
            Self { language: "en".to_owned(), nodes: BTreeMap::new(), tags: BTreeMap::new() };
        let Ok(document) = Document::read(&source.path, &source.text) else { return feature };
        feature.language.clone_from(&document.language);
        let comment = |lint: &'_ Written| Location::of(lint.spot);
        let comments =
            document.lints.iter().map(|lint| Comment { location: comment(lint), text: &lint.text });
        let mut tree = Tree { feature: &mut feature, stream };
        let mut root = tree.block(&document.feature, &[]);
        if let Some(fields) = root.as_object_mut() {
            fields.remove("id");
            fields.insert("language".to_owned(), json!(document.language));
        }
        stream.send(&Envelope::GherkinDocument(GherkinDocument {
            uri: &source.path,
            feature: Some(root),
            comments: comments.collect(),
        }));
        feature
    }

    /// The node at a line.
    pub(crate) fn node(&self, line: usize) -> Option<&NodeIds> {
        self.nodes.get(&line)
    }

    /// The name of a tag that holds at a heading.
    pub(crate) fn tag(&self, heading: usize, name: &str) -> Option<&str> {
        let tags = self.tags.get(&heading)?;
        tags.iter().find(|(tag, _)| tag.strip_prefix('@') == Some(name)).map(|(_, id)| id.as_str())
    }
}

/// Makes the tree, and remembers the names in it.
struct Tree<'t> {
    feature: &'t mut FeatureIds,
    stream: &'t mut Stream,
}

impl Tree<'_> {
    /// A heading with what is under it; `above` are the tags that hold there already.
    fn block(&mut self, block: &Block, above: &[(String, String)]) -> Value {
        let id = self.stream.id();
        let line = block.spot.line;
        let tags: Vec<(String, String)> =
            block.tags.iter().map(|tag| (tag.text.clone(), self.stream.id())).collect();
        let own: Vec<Value> = block
            .tags
            .iter()
            .zip(&tags)
            .map(|(tag, (name, id))| json!({ "location": place(tag.spot), "name": name, "id": id }))
            .collect();
        let holding: Vec<(String, String)> = above.iter().chain(&tags).cloned().collect();
        let mut value = json!({
            "id": id,
            "location": place(block.spot),
            "keyword": block.keyword,
            "name": block.name,
            "description": block.description,
        });
        let Some(fields) = value.as_object_mut() else { return value };
        let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
        self.remember(line, id, None, None);
        match block.kind {
            BlockKind::Feature | BlockKind::Rule => {
                put("tags", json!(own));
                let children = block.blocks.iter();
                put("children", children.map(|child| self.child(child, &holding)).collect());
            }
            BlockKind::Background => {
                put("steps", block.steps.iter().map(|step| self.step(step)).collect());
            }
            BlockKind::Scenario => {
                put("tags", json!(own));
                put("steps", block.steps.iter().map(|step| self.step(step)).collect());
                let examples = block.blocks.iter();
                put("examples", examples.map(|one| self.examples(one, line, &holding)).collect());
            }
            BlockKind::Examples => _ = put("tags", json!(own)),
        }
        self.feature.tags.insert(line, holding);
        value
    }

    fn child(&mut self, block: &Block, above: &[(String, String)]) -> Value {
        let value = self.block(block, above);
        match block.kind {
            BlockKind::Rule => json!({ "rule": value }),
            BlockKind::Background => json!({ "background": value }),
            BlockKind::Feature | BlockKind::Scenario | BlockKind::Examples => {
                json!({ "scenario": value })
            }
        }
    }

    /// The rows of an outline whose heading is at `scenario`.
    fn examples(&mut self, block: &Block, scenario: usize, above: &[(String, String)]) -> Value {
        let mut value = self.block(block, above);
        let mut rows = block.rows.iter();
        let head = rows.next().map(|row| self.row(row, None));
        let body: Vec<Value> =
            rows.map(|row| self.row(row, Some((scenario, block.spot.line)))).collect();
        if let Some(fields) = value.as_object_mut() {
            fields.extend(head.map(|head| ("tableHeader".to_owned(), head)));
            fields.insert("tableBody".to_owned(), json!(body));
        }
        value
    }

    fn step(&mut self, step: &WrittenStep) -> Value {
        let id = self.stream.id();
        let kind = match step.keyword.as_str() {
            "And" | "But" => "Conjunction",
            "*" => "Unknown",
            _ => kind_of(step.role),
        };
        let mut value = json!({
            "id": id,
            "location": place(step.spot),
            "keyword": format!("{} ", step.keyword),
            "keywordType": kind,
            "text": step.text,
        });
        if let Some(fields) = value.as_object_mut() {
            fields.extend(step.text_block.as_ref().map(|block| {
                let text = json!({
                    "location": place(block.spot), "content": block.text, "delimiter": block.fence,
                });
                ("docString".to_owned(), text)
            }));
            fields.extend(step.table.first().map(|first| {
                let rows: Vec<Value> = step.table.iter().map(|row| self.row(row, None)).collect();
                let table = json!({ "location": place(first.spot), "rows": rows });
                ("dataTable".to_owned(), table)
            }));
        }
        self.remember(step.spot.line, id, Some(step.role), None);
        value
    }

    fn row(&mut self, row: &WrittenRow, above: Option<(usize, usize)>) -> Value {
        let id = self.stream.id();
        let cells: Vec<Value> = row
            .cells
            .iter()
            .map(|cell| json!({ "location": place(cell.spot), "value": cell.text }))
            .collect();
        let value = json!({ "id": id, "location": place(row.spot), "cells": cells });
        self.remember(row.spot.line, id, None, above);
        value
    }

    fn remember(
        &mut self,
        line: usize,
        id: String,
        role: Option<StepRole>,
        above: Option<(usize, usize)>,
    ) {
        self.feature.nodes.insert(line, NodeIds { id, role, above });
    }
}

/// What the messages call the role of a step.
pub(crate) const fn kind_of(role: StepRole) -> &'static str {
    match role {
        StepRole::Given => "Context",
        StepRole::When => "Action",
        StepRole::Then => "Outcome",
    }
}

fn place(spot: Spot) -> Value {
    json!({ "line": spot.line, "column": spot.column })
}
