//! Formatting: whatever a feature looks like, it says the same afterwards, and looks the same from then on.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::sync::Arc;

use passgate::internals::document::SourceFile;
use passgate::internals::language::{Block, TableRow, format, read_gherkin};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{RngSeed, TestRunner};

/// Blanks that may be before or behind anything.
fn blanks() -> impl Strategy<Value = &'static str> {
    select(vec!["", "", " ", "   ", "\t", "      ", " \t "])
}

/// Lines that say nothing: blank ones and comments.
fn silence() -> impl Strategy<Value = String> {
    let line = (blanks(), select(vec!["", "", "# a comment", "#|x|", "#  @no-tag", "# Given x"]));
    let line = line.prop_map(|(blanks, words)| format!("{blanks}{words}\n"));
    proptest::collection::vec(line, 0..3).prop_map(|lines| lines.concat())
}

fn words() -> impl Strategy<Value = &'static str> {
    select(vec!["one", "two  three", "a | b", "<c> d", "日本語", "é # x", "say \"hello\"", "x\\y"])
}

/// A line that begins with `keyword`, with blanks and silence around it.
fn line(keyword: &'static str) -> impl Strategy<Value = String> {
    (silence(), blanks(), words(), blanks()).prop_map(move |(above, before, words, after)| {
        format!("{above}{before}{keyword}{words}{after}\n")
    })
}

fn tags() -> impl Strategy<Value = String> {
    let line = select(vec!["@a", "@a   @b", "@a@b #why", "  @c:d\t@e", "@f\n\n  @g"]);
    proptest::collection::vec(line, 0..3)
        .prop_map(|lines| lines.iter().map(|line| format!("{line}\n")).collect())
}

fn description() -> impl Strategy<Value = String> {
    let line =
        (blanks(), select(vec!["Some prose.", "- a list", "", "# why", "1. 日本"]), blanks());
    let line = line.prop_map(|(before, words, after)| format!("{before}{words}{after}\n"));
    proptest::collection::vec(line, 0..5).prop_map(|lines| lines.concat())
}

fn table(columns: usize) -> impl Strategy<Value = String> {
    let cell =
        select(vec!["", " a", "  b \\| c ", "\\\\", "\\n", " 日本", "long words here", "\u{a0}x"]);
    let row = (silence(), blanks(), proptest::collection::vec(cell, columns), blanks());
    let row = row.prop_map(|(above, before, cells, after)| {
        format!("{above}{before}|{}|{after}\n", cells.join("|"))
    });
    proptest::collection::vec(row, 1..4).prop_map(|rows| rows.concat())
}

fn text_block() -> impl Strategy<Value = String> {
    let fence = select(vec!["\"\"\"", "```"]);
    let line =
        select(vec!["", "  x ", "# no comment", "| no row", "\t@no-tag", "Given nothing", "   y"]);
    (blanks(), fence, proptest::collection::vec(line, 0..5), blanks()).prop_map(
        |(before, fence, lines, after)| {
            let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
            format!("{before}{fence}\n{lines}{after}{fence}\n")
        },
    )
}

fn steps() -> impl Strategy<Value = String> {
    let keyword = select(vec!["Given ", "When   ", "Then ", "And ", "But ", "* "]);
    let below = prop_oneof![
        4 => Just(String::new()),
        1 => (1_usize..4).prop_flat_map(table),
        1 => text_block(),
        1 => (text_block(), table(2)).prop_map(|(block, table)| block + &table),
    ];
    let step = (keyword.prop_flat_map(line), below).prop_map(|(step, below)| step + &below);
    proptest::collection::vec(step, 1..5).prop_map(|steps| steps.concat())
}

fn scenario() -> impl Strategy<Value = String> {
    let plain = (tags(), line("Scenario:"), description(), steps());
    let plain = plain.prop_map(|(tags, heading, prose, steps)| tags + &heading + &prose + &steps);
    let plain = plain.boxed();
    let examples = (tags(), line("Examples: "), description(), (1_usize..4).prop_flat_map(table));
    let examples =
        examples.prop_map(|(tags, heading, prose, rows)| tags + &heading + &prose + &rows);
    let outline = (plain.clone(), proptest::collection::vec(examples, 1..3));
    let outline = outline.prop_map(|(plain, examples)| {
        plain.replacen("Scenario:", "Scenario Outline:", 1) + &examples.concat()
    });
    prop_oneof![plain, outline]
}

fn feature() -> impl Strategy<Value = String> {
    let background = (line("Background:"), description(), steps());
    let background = background.prop_map(|(heading, prose, steps)| heading + &prose + &steps);
    let background = prop_oneof![Just(String::new()), background];
    let scenarios = proptest::collection::vec(scenario(), 0..4).prop_map(|all| all.concat());
    let body = (background, scenarios).prop_map(|(background, scenarios)| background + &scenarios);
    let body = body.boxed();
    let rule = (tags(), line("Rule: "), description(), body.clone());
    let rule = rule.prop_map(|(tags, heading, prose, body)| tags + &heading + &prose + &body);
    let rules = proptest::collection::vec(rule, 0..3).prop_map(|rules| rules.concat());
    let head = (silence(), tags(), line("Feature:"), description());
    let head = head.prop_map(|(above, tags, heading, prose)| above + &tags + &heading + &prose);
    (head, body, rules, silence(), any::<bool>(), any::<bool>()).prop_map(
        |(head, body, rules, end, mark, windows)| {
            let text = head + &body + &rules + &end;
            let text = if windows { text.replace('\n', "\r\n") } else { text };
            if mark { format!("\u{feff}{text}") } else { text }
        },
    )
}

/// Everything that a feature says, heading by heading, without where it says it.
fn steps_of(text: &str) -> Option<Vec<String>> {
    let page = Arc::new(SourceFile::new("a.feature", text));
    let document = read_gherkin(&page).ok()?;
    let comments = document.comments.iter().map(|comment| comment.text.trim().to_owned());
    let blocks = document.feature.iter().flat_map(Block::all).map(|block| {
        let description = block.description_text();
        let description: Vec<&str> = description.lines().map(str::trim).collect();
        let tags: Vec<&str> = block.tags.iter().map(|tag| tag.name).collect();
        let steps: Vec<String> = block
            .steps
            .iter()
            .map(|step| {
                let text = step.doc_string.as_ref().map(|it| (it.media_type.text, &it.content));
                format!("{}{} {text:?} {:?}", step.keyword.text, step.text.text, cells(&step.table))
            })
            .collect();
        let (keyword, name) = (block.keyword.text, block.name.text);
        let rows = cells(&block.rows);
        format!("{keyword}: {name} {description:?} {tags:?} {steps:?} {rows:?}")
    });
    Some(comments.chain(blocks).collect())
}

fn cells<'d>(rows: &'d [TableRow<'_>]) -> Vec<Vec<&'d str>> {
    rows.iter().map(|row| row.cells.iter().map(|cell| &*cell.text).collect()).collect()
}

/// The lines without blanks between their words, blank ones left out: what formatting may never touch.
fn letters(text: &str) -> Vec<String> {
    let text = text.trim_start_matches('\u{feff}');
    let words = text.lines().map(|line| line.split_whitespace().collect::<String>());
    words
        .filter(|line| !line.is_empty())
        .map(|line| line.replace("@", " @").replace(" ", ""))
        .collect()
}

#[track_caller]
fn check(text: &str) {
    let Some(before) = steps_of(text) else {
        assert!(format("a.feature", text).is_err(), "what is not read is not formatted");
        return;
    };
    let formatted = format("a.feature", text).unwrap_or_else(|error| panic!("{error:?}\n{text}"));
    assert_eq!(steps_of(&formatted).unwrap(), before, "{text}\n──\n{formatted}");
    assert_eq!(letters(&formatted), letters(text), "{text}\n──\n{formatted}");
    let again = format("a.feature", &formatted).unwrap();
    assert_eq!(again, formatted, "formatted again, it changes: {text}");
    let windows = text.lines().count() > 1 && text.contains("\r\n");
    let ends = formatted.replace("\r\n", "").contains('\n');
    assert_eq!(ends, !windows && !formatted.is_empty(), "{formatted:?}");
    assert_eq!(formatted.starts_with('\u{feff}'), text.starts_with('\u{feff}'));
}

/// Many cases, and the same ones every time.
fn config() -> ProptestConfig {
    let rng_seed = RngSeed::Fixed(2015);
    ProptestConfig { cases: 250, failure_persistence: None, rng_seed, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_feature_says_the_same_once_it_is_formatted(text in feature()) {
        check(&text);
    }

    #[test]
    fn any_lines_are_formatted_or_refused(
        lines in proptest::collection::vec(prop_oneof![
            silence(), tags(), description(), steps(), line("Feature:"), line("Scenario:"),
            line("Examples:"), line("Rule:"), table(2), text_block(), line("Background:"),
        ], 0..8),
        headed in any::<bool>(),
    ) {
        let head = if headed { "Feature: f\n" } else { "" };
        check(&format!("{head}{}", lines.concat()));
    }
}

#[test]
fn the_generated_features_are_mostly_read() {
    let mut runner = TestRunner::deterministic();
    let mut read = 0;
    for _ in 0..200 {
        let text = feature().new_tree(&mut runner).unwrap().current();
        read += usize::from(steps_of(&text).is_some());
    }
    assert!(read > 120, "only {read} of 200 are read, so little is tested");
}
