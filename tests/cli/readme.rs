//! The README tells the truth: its files are written and its commands run, in the order of its text.
//!
//! All of it happens in one empty folder. A block of `gherkin` or `yaml` is written to the file that the line before
//! it names last in backticks. In a block of `console`, each line that begins with `$ passgate` is run, and what
//! follows up to the next such line must be what the command prints on both streams. A line `…` stands for any lines.
//! Other commands stand in blocks of `sh` and are not run here: `scripts/test` is what runs this test.

use std::fs;
use std::io::Read as _;
use std::process::Stdio;

use crate::folder::Folder;
use crate::support::root;

/// A block between two fences, and the last line of text before it.
struct Block {
    language: String,
    before: String,
    lines: Vec<String>,
}

/// A command, and what is printed below it.
struct Told {
    command: String,
    output: String,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut before = String::new();
    let mut open: Option<Block> = None;
    for line in text.lines() {
        match (line.strip_prefix("```"), open.take()) {
            (Some(language), None) => {
                open = Some(Block {
                    language: language.to_owned(),
                    before: before.clone(),
                    lines: Vec::new(),
                });
            }
            (Some(_), Some(block)) => blocks.push(block),
            (None, Some(mut block)) => {
                block.lines.push(line.to_owned());
                open = Some(block);
            }
            (None, None) if !line.is_empty() => line.clone_into(&mut before),
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    blocks
}

/// The last words in backticks of a line.
fn named(line: &str) -> &str {
    line.split('`').skip(1).step_by(2).last().unwrap()
}

/// Everything that a command prints, as a terminal would show it.
fn printed(folder: &Folder, command: &str) -> String {
    let arguments: Vec<&str> = command.split_whitespace().skip(2).collect();
    let (mut reader, writer) = std::io::pipe().unwrap();
    let mut child = {
        let mut command = folder.command(&arguments);
        command.stdout(writer.try_clone().unwrap()).stderr(writer).stdin(Stdio::null());
        command.spawn().unwrap()
    };
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    child.wait().unwrap();
    text
}

/// The commands of a console block with what they really print, and the block as that would have it.
fn renewed(folder: &Folder, block: &Block) -> (String, String) {
    let mut told: Vec<Told> = Vec::new();
    for line in &block.lines {
        if line.starts_with("$ ") {
            assert!(line.starts_with("$ passgate"), "only passgate is run here: {line}");
            told.push(Told { command: line.clone(), output: String::new() });
        } else {
            // A console block begins with a command.
            told.last_mut().unwrap().output += &format!("{line}\n");
        }
    }
    let (mut written, mut found) = (String::new(), String::new());
    for Told { command, output } in &told {
        let real = printed(folder, command);
        written += &format!("{command}\n{output}");
        let shown = if fits(output, &real) { output } else { &real };
        found += &format!("{command}\n{shown}");
    }
    (written, found)
}

/// Whether a text is what is written, where a line `…` stands for any lines.
fn fits(written: &str, real: &str) -> bool {
    let mut pieces = written.split("…\n");
    let Some(mut rest) = pieces.next().and_then(|first| real.strip_prefix(first)) else {
        return false;
    };
    let mut pieces = pieces.peekable();
    if pieces.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() {
            return rest.ends_with(piece);
        }
        let Some((_, after)) = rest.split_once(piece) else { return false };
        rest = after;
    }
    true
}

#[test]
fn every_command_of_the_readme_prints_what_stands_below_it() {
    let path = root().join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let folder = Folder::empty();
    let (mut written, mut found) = (String::new(), String::new());
    for block in blocks(&text) {
        match block.language.as_str() {
            "gherkin" | "yaml" => folder.write(named(&block.before), block.lines.join("\n") + "\n"),
            "console" => {
                let (was, is) = renewed(&folder, &block);
                written += &was;
                found += &is;
            }
            "sh" => {}
            other => panic!("no rule for a block of `{other}`"),
        }
    }
    assert!(written.matches("$ passgate").count() > 5, "few commands were found: {written}");
    assert!(written == found, "what the README should say:\n\n{found}");
}

#[test]
fn a_text_fits_only_what_it_says() {
    assert!(fits("a\n…\nb\n", "a\nx\ny\nb\n"));
    assert!(fits("a\n", "a\n"));
    assert!(!fits("a\n", "a\nb\n"));
    assert!(!fits("a\n…\nb\n", "a\nx\n"));
    assert!(!fits("…\nb\n…\nc\n", "x\nc\ny\nb\n"));
}
