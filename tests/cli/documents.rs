//! The documents are true: their files are written and their commands run, in the order of each text.
//!
//! Every Markdown file of `docs/` is one, and the README. Each has an empty folder of its own, in which
//!
//! - a block of `gherkin` or `yaml` is written to the file that the paragraph before it names last in backticks; with
//!   `more` behind the language, it goes on with the file that was written last;
//! - in a block of `console`, each line that begins with `$ passgate` is run, and what follows up to the next such
//!   line must be what the command prints on both streams; `$ echo $?` prints how it ended, and a line `…` replaces
//!   any lines;
//! - a block of `sh` shows what is not run here, and a block of `text` shows no command.

use std::fs;
use std::path::{Path, PathBuf};

use crate::console;
use crate::folder::Folder;
use crate::markdown::{Block, Page};
use crate::reference;
use crate::support::root;

/// Pages whose blocks are not files: they are generated, and held to the truth by a test of their own.
const GENERATED: [&str; 1] = ["docs/steps.md"];

/// Pages in the root that link to others.
const FRONT: [&str; 4] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];

/// The README and all guides, by their paths from the root.
fn documents() -> Vec<String> {
    let mut found = vec!["README.md".to_owned()];
    collect(&root().join("docs"), &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            found.push(path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned());
        }
    }
}

fn text(document: &str) -> String {
    fs::read_to_string(root().join(document)).unwrap()
}

/// Whether a block shows a command to its reader.
fn shows_a_command(text: &str) -> bool {
    let shown = |line: &str| {
        let line = line.trim_start();
        line.starts_with("$ ") || line.starts_with("passgate ") || line == "passgate"
    };
    text.lines().any(shown)
}

/// What is wrong with a block that is not run and not written.
fn wrong(block: &Block) -> Option<String> {
    match block.language() {
        "sh" => None,
        "text" | "mermaid" if !shows_a_command(&block.text) => None,
        "text" | "mermaid" => Some("shows a command, which only `console` and `sh` may".to_owned()),
        "gherkin" | "yaml" => Some("names no file in the paragraph before it".to_owned()),
        "" => Some("names no language".to_owned()),
        other => Some(format!("is in `{other}`, for which there is no rule")),
    }
}

/// Runs a document, and returns it as it should be, with every other problem.
fn executed(document: &str) -> (String, Vec<String>) {
    let mut text = reference::filled(document, text(document));
    let folder = Folder::empty();
    let mut written: Option<(String, String)> = None;
    let mut renewals = Vec::new();
    let mut problems = Vec::new();
    for block in Page::read(&text).blocks {
        match (block.language(), block.named.clone(), &mut written) {
            ("console", _, _) => {
                renewals.push((console::executed(&folder, &block.text), block.place))
            }
            ("gherkin" | "yaml", _, Some((name, content))) if block.goes_on() => {
                *content += &block.text;
                folder.write(name, &*content);
            }
            ("gherkin" | "yaml", Some(name), _) => {
                folder.write(&name, &block.text);
                written = Some((name, block.text));
            }
            _ if GENERATED.contains(&document) => {}
            _ => problems.extend(
                wrong(&block).map(|what| format!("{document}: the block {what}:\n{}", block.text)),
            ),
        }
    }
    for (block, place) in renewals.into_iter().rev() {
        text.replace_range(place, &block);
    }
    (text, problems)
}

#[test]
fn every_command_of_every_document_prints_the_text_below_it() {
    #[expect(clippy::disallowed_methods, reason = "a person asks this test to renew the files")]
    let renew = std::env::var_os("PASSGATE_RENEW").is_some();
    let mut problems = Vec::new();
    for document in documents() {
        let was = text(&document);
        let (is, wrong) = executed(&document);
        problems.extend(wrong);
        if was == is {
            continue;
        }
        if renew {
            fs::write(root().join(&document), is).unwrap();
            continue;
        }
        let diff = similar::TextDiff::from_lines(&was, &is);
        let shown = diff.unified_diff().header(&document, "what the commands print").to_string();
        problems.push(format!("PASSGATE_RENEW=1 writes this into {document}:\n{shown}"));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_documents_are_found_and_have_commands() {
    let documents = documents();
    for expected in ["README.md", "docs/first-scenario.md", "docs/gating.md", "docs/steps.md"] {
        assert!(documents.iter().any(|document| document == expected), "{documents:?}");
    }
    let commands: usize =
        documents.iter().map(|document| text(document).matches("\n$ passgate").count()).sum();
    assert!(commands > 40, "few commands were found: {commands}");
}

#[test]
fn a_command_that_is_not_run_is_noticed() {
    let check = |page: &str, expected: Option<&str>| {
        let block = Page::read(page).blocks.remove(0);
        assert_eq!(wrong(&block).as_deref(), expected, "{page}");
    };
    check("```sh\npassgate watch\n```\n", None);
    check("```text\n✔ run\n```\n", None);
    check(
        "```text\n$ passgate run\n```\n",
        Some("shows a command, which only `console` and `sh` may"),
    );
    check("    $ passgate run\n", Some("names no language"));
    check("```\n$ passgate run\n```\n", Some("names no language"));
    check("```bash\npassgate run\n```\n", Some("is in `bash`, for which there is no rule"));
    check("Say\n\n```yaml\na: b\n```\n", Some("names no file in the paragraph before it"));
}

/// The folder of a page, with a link followed from there.
fn target(page: &str, link: &str) -> PathBuf {
    let mut path = Path::new(page).parent().unwrap().to_path_buf();
    for part in Path::new(link).components() {
        match part.as_os_str().to_str().unwrap() {
            ".." => assert!(path.pop(), "{page}: {link} leads out of the project"),
            "." => {}
            part => path.push(part),
        }
    }
    path
}

#[test]
fn every_link_leads_somewhere() {
    let mut pages = documents();
    pages.extend(FRONT.map(str::to_owned));
    let mut broken = Vec::new();
    for page in &pages {
        for link in Page::read(&text(page)).links {
            if link.contains("://") {
                continue;
            }
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            // A book of the guides has nothing but the guides.
            let leaves = page.starts_with("docs/")
                && path.matches("../").count() >= page.matches('/').count();
            if leaves {
                broken.push(format!("{page} leads out of the guides: {link}"));
                continue;
            }
            let leads_to = if path.is_empty() { PathBuf::from(page) } else { target(page, path) };
            let there = root().join(&leads_to);
            let found = if anchor.is_empty() {
                there.exists()
            } else {
                fs::read_to_string(there)
                    .is_ok_and(|text| Page::read(&text).anchors.iter().any(|known| known == anchor))
            };
            if !found {
                broken.push(format!("{page}: {link}"));
            }
        }
    }
    assert!(broken.is_empty(), "links that lead nowhere:\n{}", broken.join("\n"));
}

/// The names before the first space of each line between two marks.
fn listed(text: &str, from: &str, to: &str) -> Vec<String> {
    let lines = text.lines().skip_while(|line| !line.starts_with(from)).skip(1);
    let named =
        lines.take_while(|line| !line.starts_with(to)).filter(|line| line.starts_with("  "));
    let named = named.filter(|line| !line.starts_with("   "));
    named.filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect()
}

#[test]
fn every_command_and_every_format_is_documented() {
    let folder = Folder::empty();
    let commands = listed(&folder.run(&["help"]).stdout, "Commands:", "Arguments:");
    assert!(commands.len() > 15, "{commands:?}");
    let readme = text("README.md");
    for command in commands.iter().filter(|command| *command != "help") {
        let rows = [format!("| `passgate {command}"), format!("| `passgate [{command}]")];
        assert!(rows.iter().any(|row| readme.contains(row)), "README.md has no row for {command}");
    }
    let refused = folder.run(&["-f", "?"]).stderr;
    let (_, formats) = refused.split_once("one of ").unwrap();
    let (formats, _) = formats.split_once(", followed by :PATH").unwrap();
    let reports = text("docs/reports.md");
    for format in formats.split(", ") {
        assert!(
            reports.contains(&format!("| `{format}` |")),
            "docs/reports.md does not document {format}"
        );
    }
}

/// mdBook renders the pages of the summary, so a page that is not listed has no place in the book.
#[test]
fn the_summary_lists_every_guide() {
    let listed = Page::read(&text("docs/SUMMARY.md")).links;
    for document in documents() {
        let Some(name) = document.strip_prefix("docs/") else { continue };
        assert!(
            name == "SUMMARY.md" || listed.iter().any(|link| link == name),
            "docs/SUMMARY.md does not list {name}"
        );
    }
    let book = fs::read_to_string(root().join("book.toml")).unwrap();
    assert!(book.contains("src = \"docs\""), "{book}");
}
