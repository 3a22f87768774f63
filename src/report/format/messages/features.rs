//! The features of a run as messages: their text, the tree that they are, and the pickles that are made of it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::document::source_file::SourceFile;
use crate::language::gherkin::language::{BlockKind, KeywordKind};
use crate::language::gherkin::pickle::{Pickle, PickleStep, pickles};
use crate::language::gherkin::tree::{Block, GherkinFile, GherkinStep, GherkinTag, TableRow};
use crate::recording::case::Case;
use crate::report::format::messages::envelope::{Envelope, GherkinDocument, SourceMessage};
use crate::report::format::messages::stream::Stream;

/// A feature, and what the messages about its scenarios refer to.
pub(crate) struct FeatureMessages<'d> {
    document: &'d GherkinFile<'d>,
    page: &'d SourceFile,
    /// The ids of scenarios, steps and rows by their line: no two of them share one.
    nodes: BTreeMap<usize, String>,
    /// The ids of tags by their place.
    tags: BTreeMap<usize, String>,
    /// What is run, by its line.
    pickles: BTreeMap<usize, Pickle<'d>>,
}

/// The JSON of a pickle, and what refers to it.
pub(crate) struct SentPickle {
    /// Its id.
    pub(crate) id: String,
    /// The ids of its steps by their line.
    pub(crate) steps: BTreeMap<usize, String>,
}

impl<'d> FeatureMessages<'d> {
    /// Sends a feature's text and its tree.
    pub(crate) fn send(
        page: &'d SourceFile,
        document: &'d GherkinFile<'d>,
        stream: &mut Stream,
    ) -> Self {
        stream.send(&Envelope::Source(SourceMessage {
            uri: page.path(),
            data: page.text(),
            media_type: "text/x.cucumber.gherkin+plain",
        }));
        let pickles = pickles(document).into_iter();
        let pickles = pickles.map(|it| (it.row.map_or(it.scenario.line, |row| row.line), it));
        let mut feature = Self {
            document,
            page,
            nodes: BTreeMap::new(),
            tags: BTreeMap::new(),
            pickles: pickles.collect(),
        };
        let comments = document.comments.iter();
        let comments =
            comments.map(|it| json!({ "location": feature.at(it.at), "text": it.text })).collect();
        let root = document.feature.as_ref().map(|root| {
            let mut value = feature.block(root, stream);
            value.remove("id");
            value.insert("language".to_owned(), json!(document.language.code));
            value
        });
        stream.send(&Envelope::GherkinDocument(GherkinDocument {
            uri: page.path(),
            feature: root,
            comments,
        }));
        feature
    }

    /// Sends the pickle of a scenario; none if the official compiler makes none of it.
    pub(crate) fn send_pickle(&self, case: &Case, stream: &mut Stream) -> Option<SentPickle> {
        let pickle = self.pickles.get(&case.line)?;
        let id = stream.id();
        let row = pickle.row.map(|row| self.node(row.line));
        let mut steps = BTreeMap::new();
        let sent: Vec<Value> = pickle
            .steps
            .iter()
            .map(|step| {
                let id = stream.id();
                steps.insert(step.step.line, id.clone());
                self.pickle_step(step, id, row)
            })
            .collect();
        let tags = pickle.tags.iter().map(|tag| {
            let id = self.tags.get(&tag.place.start);
            json!({ "name": format!("@{}", tag.name), "astNodeId": id })
        });
        let scenario = self.node(pickle.scenario.line);
        let location = pickle.row.map_or(pickle.scenario.keyword.at, |row| row.at);
        stream.send(&Envelope::Pickle(json!({
            "id": id,
            "uri": self.page.path(),
            "location": self.at(location),
            "name": case.name,
            "language": self.document.language.code,
            "steps": sent,
            "tags": tags.collect::<Vec<_>>(),
            "astNodeIds": std::iter::once(scenario).chain(row).collect::<Vec<_>>(),
        })));
        Some(SentPickle { id, steps })
    }

    fn pickle_step(&self, step: &PickleStep<'_>, id: String, row: Option<&str>) -> Value {
        // A row fills the steps of its own outline, not those of a background.
        let row = row.filter(|_| step.own);
        let mut value = json!({
            "id": id,
            "text": step.text,
            "type": kind_of(step.kind),
            "astNodeIds": std::iter::once(self.node(step.step.line)).chain(row).collect::<Vec<_>>(),
        });
        let both = step.doc_string.is_some() && !step.table.is_empty();
        let text_first = step.step.doc_string.as_ref().zip(step.step.table.first());
        let text_first = text_first.is_some_and(|(text, first)| text.line < first.line);
        let mut arguments = Map::new();
        let mut put = |name: &str, mut argument: Value, is_first: bool| {
            if let Some(fields) = argument.as_object_mut().filter(|_| both) {
                fields.insert("argumentIndex".to_owned(), json!(if is_first { 1 } else { 2 }));
            }
            arguments.insert(name.to_owned(), argument);
        };
        if let Some((content, media_type)) = &step.doc_string {
            let mut text = json!({ "content": content });
            if let Some(fields) = text.as_object_mut().filter(|_| !media_type.is_empty()) {
                fields.insert("mediaType".to_owned(), json!(media_type));
            }
            put("docString", text, text_first);
        }
        if !step.table.is_empty() {
            let cell = |text: &String| json!({ "value": text });
            let row =
                |row: &Vec<String>| json!({ "cells": row.iter().map(cell).collect::<Vec<_>>() });
            let rows: Vec<Value> = step.table.iter().map(row).collect();
            put("dataTable", json!({ "rows": rows }), !text_first);
        }
        if let Some(fields) = value.as_object_mut().filter(|_| !arguments.is_empty()) {
            fields.insert("argument".to_owned(), Value::Object(arguments));
        }
        value
    }

    /// The id of the node at a line.
    fn node(&self, line: usize) -> &str {
        self.nodes.get(&line).map_or("", String::as_str)
    }

    /// A heading with what is under it.
    fn block(&mut self, block: &Block<'_>, stream: &mut Stream) -> Map<String, Value> {
        let id = self.id_at(block.line, stream);
        let mut fields = Map::new();
        let mut put = |name: &str, value: Value| _ = fields.insert(name.to_owned(), value);
        put("id", json!(id));
        put("location", self.at(block.keyword.at));
        put("keyword", json!(block.keyword.text));
        put("name", json!(block.name.text));
        put("description", json!(block.description_text()));
        if block.kind != BlockKind::Background {
            put("tags", block.tags.iter().map(|tag| self.tag(tag, stream)).collect());
        }
        if matches!(block.kind, BlockKind::Background | BlockKind::Scenario) {
            put("steps", block.steps.iter().map(|step| self.step(step, stream)).collect());
        }
        match block.kind {
            BlockKind::Feature | BlockKind::Rule => {
                put("children", block.blocks.iter().map(|it| self.child(it, stream)).collect());
            }
            BlockKind::Scenario => {
                let examples = block.blocks.iter().map(|it| self.block(it, stream));
                put("examples", examples.map(Value::Object).collect());
            }
            BlockKind::Examples => {
                let mut rows = block.rows.iter().map(|row| self.row(row, stream));
                if let Some(header) = rows.next() {
                    put("tableHeader", header);
                }
                put("tableBody", rows.collect());
            }
            BlockKind::Background => {}
        }
        fields
    }

    fn child(&mut self, block: &Block<'_>, stream: &mut Stream) -> Value {
        let value = self.block(block, stream);
        match block.kind {
            BlockKind::Rule => json!({ "rule": value }),
            BlockKind::Background => json!({ "background": value }),
            BlockKind::Feature | BlockKind::Scenario | BlockKind::Examples => {
                json!({ "scenario": value })
            }
        }
    }

    fn tag(&mut self, tag: &GherkinTag<'_>, stream: &mut Stream) -> Value {
        let id = stream.id();
        self.tags.insert(tag.place.start, id.clone());
        let location = self.at(tag.place.start);
        json!({ "location": location, "name": format!("@{}", tag.name), "id": id })
    }

    fn step(&mut self, step: &GherkinStep<'_>, stream: &mut Stream) -> Value {
        let mut value = json!({
            "id": self.id_at(step.line, stream),
            "location": self.at(step.keyword.at),
            "keyword": step.keyword.text,
            "keywordType": kind_of(step.kind),
            "text": step.text.text,
        });
        let Some(fields) = value.as_object_mut() else { return value };
        if let Some(text) = &step.doc_string {
            let mut doc_string = Map::new();
            doc_string.insert("location".to_owned(), self.at(text.delimiter.at));
            doc_string.insert("content".to_owned(), json!(text.content));
            doc_string.insert("delimiter".to_owned(), json!(text.delimiter.text));
            if !text.media_type.text.is_empty() {
                doc_string.insert("mediaType".to_owned(), json!(text.media_type.text));
            }
            fields.insert("docString".to_owned(), Value::Object(doc_string));
        }
        if let Some(first) = step.table.first() {
            let rows: Vec<Value> = step.table.iter().map(|row| self.row(row, stream)).collect();
            let table = json!({ "location": self.at(first.at), "rows": rows });
            fields.insert("dataTable".to_owned(), table);
        }
        value
    }

    fn row(&mut self, row: &TableRow<'_>, stream: &mut Stream) -> Value {
        let id = self.id_at(row.line, stream);
        let cells = row.cells.iter();
        let cells =
            cells.map(|it| json!({ "location": self.at(it.place.start), "value": it.text }));
        json!({ "id": id, "location": self.at(row.at), "cells": cells.collect::<Vec<_>>() })
    }

    /// A new id for the node at a line.
    fn id_at(&mut self, line: usize, stream: &mut Stream) -> String {
        let id = stream.id();
        self.nodes.insert(line, id.clone());
        id
    }

    fn at(&self, offset: usize) -> Value {
        json!({ "line": self.page.line_at(offset), "column": self.page.column_at(offset) })
    }
}

/// What the messages call a kind of keyword.
const fn kind_of(kind: KeywordKind) -> &'static str {
    match kind {
        KeywordKind::Context => "Context",
        KeywordKind::Action => "Action",
        KeywordKind::Outcome => "Outcome",
        KeywordKind::Conjunction => "Conjunction",
        KeywordKind::Unknown => "Unknown",
    }
}
