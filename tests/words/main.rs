//! The words that this project does not use: each is looked for in everything that people read, and named with what to
//! write instead.
//!
//! Read are the documents, the help of every command, and the comments, texts and names of the source. What is not ours
//! to reword is left out: inline code, blocks of features, policies and output, and what is generated from the source.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    unreachable_pub,
    reason = "a test stops where it fails"
)]

mod list;
mod markdown;
mod search;
mod source;
mod unit;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::search::Finding;
use crate::unit::Unit;

/// The rooms of `src/` that are held to the list, and `tests`, `benches` and `templates`. The help is part of `cli`, and
/// `crate` is what lies in no room.
const ROOMS_CHECKED: &[&str] = &["cli", "document", "templates"];

/// The documents in the root; those in `docs/` are found.
const FRONT: [&str; 4] = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"];

/// Generated as a whole: its words are checked where they are written, in the catalogue.
const GENERATED: &str = "docs/steps.md";

/// Every file below a folder, in order.
fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_str().unwrap().to_owned();
        if path.is_dir() {
            found.extend(files(&name));
        } else {
            found.push(name);
        }
    }
    found.sort();
    found
}

/// What a file says to people, by its ending.
fn units(path: &str, text: &str) -> Vec<Unit> {
    match Path::new(path).extension().and_then(|ending| ending.to_str()) {
        Some("md") => markdown::units(text),
        Some("rs") => source::units(text, source::Language::Rust),
        Some("js" | "css") => source::units(text, source::Language::Script),
        _ => source::hash_comments(text),
    }
}

fn in_files(paths: impl IntoIterator<Item = String>) -> Vec<Finding> {
    let read = |path: String| {
        let text = fs::read_to_string(&path).unwrap();
        search::find(&path, &units(&path, &text))
    };
    paths.into_iter().flat_map(read).collect()
}

/// The documents, and the comments of the examples beside them.
fn in_documents() -> Vec<Finding> {
    let below = files("docs").into_iter().filter(|path| path != GENERATED);
    in_files(FRONT.map(str::to_owned).into_iter().chain(below).chain(files("scripts")))
}

/// The source by room, and what lies in no room. Folders are relative to the package, where cargo runs its tests.
fn in_rooms() -> BTreeMap<String, Vec<Finding>> {
    let mut rooms: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for path in ["src", "tests", "benches", "templates"].into_iter().flat_map(files) {
        let room = match path.split('/').collect::<Vec<_>>()[..] {
            // The list itself, and texts that other projects have written.
            ["tests", "words", ..] | ["tests", _, "node_modules", ..] => continue,
            ["src", room, _, ..] => room.to_owned(),
            ["src", _] => "crate".to_owned(),
            [folder, ..] => folder.to_owned(),
            [] => continue,
        };
        let found = rooms.entry(room).or_default();
        found.extend(search::find(&path, &[Unit::name(&path, 1)]));
        found.extend(in_files([path]));
    }
    rooms
}

fn help_of(command: &[String]) -> String {
    let mut passgate = Command::new(env!("CARGO_BIN_EXE_passgate"));
    let output = passgate.args(command).args(["--help", "--color", "never"]).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The commands that a help lists.
fn commands(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.take_while(|line| !line.is_empty());
    let named = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = named.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

/// The help of a command and of all commands below it.
fn in_help(command: &[String]) -> Vec<Finding> {
    let help = help_of(command);
    let place = format!("passgate {} --help", command.join(" ")).replace("  ", " ");
    let mut found = search::find(&place, &markdown::paragraphs(&help));
    for name in commands(&help) {
        found.extend(in_help(&[command, &[name]].concat()));
    }
    found
}

#[test]
fn the_documents_use_the_words_of_the_field() {
    search::assert_none(&in_documents());
}

#[test]
fn the_rooms_that_are_checked_use_the_words_of_the_field() {
    let rooms = in_rooms();
    for room in ROOMS_CHECKED {
        search::assert_none(&rooms[*room]);
    }
    if ROOMS_CHECKED.contains(&"cli") {
        search::assert_none(&in_help(&[]));
    }
}

/// `cargo test --test words -- --nocapture` prints how many words are left in each place.
#[test]
#[expect(clippy::print_stdout, reason = "the counts are for a person who asks for them")]
fn every_place_is_read() {
    let rooms = in_rooms();
    assert!(rooms.contains_key("crate") && rooms.contains_key("cli"), "{:?}", rooms.keys());
    let help = help_of(&[]);
    assert!(commands(&help).len() > 15, "{help}");
    for (room, found) in &rooms {
        println!("{:5}  {room}", found.len());
    }
    println!("{:5}  docs", in_documents().len());
    println!("{:5}  --help", in_help(&[]).len());
}

/// A word that is planted in each kind of place is found there, and nowhere that is exempt.
#[test]
fn a_word_is_found_in_every_kind_of_place() {
    let check = |path: &str, text: &str, expected: &[&str]| {
        let found = search::find(path, &units(path, text));
        let found: Vec<String> = found.iter().map(|found| format!("{found}")).collect();
        let begins = |(found, expected): (&String, &&str)| found.starts_with(expected);
        assert!(
            found.len() == expected.len() && found.iter().zip(expected).all(begins),
            "{path}:\n{text}\nexpected {expected:?}\nfound    {found:#?}"
        );
    };
    // Documents: paragraphs, headings, cells and the comments of commands that are only shown.
    check("a.md", "One\n\nIt tells\nwhat it is.\n", &["a.md:3: `tells`: print, report"]);
    check("a.md", "# How it is told\n", &["a.md:1: `told`"]);
    check("a.md", "| a | b |\n|---|---|\n| c | nobody |\n", &["a.md:3: `nobody`"]);
    check("a.md", "What came\nto pass\n", &["a.md:1: `came to`"]);
    check("a.md", "- [It *mends*](a.md)\n", &["a.md:1: `mends`"]);
    check("a.md", "```sh\npassgate   # play it\n```\n", &["a.md:2: `play`"]);
    check("a.md", "```gherkin\nFeature: It is told\n```\n", &[]);
    check("a.md", "A key `told`\n<!-- keys of x -->\ntold\n<!-- end -->\n", &[]);
    check("a.md", "<!-- keys of x -->\n\ntold\n\n<!-- end -->\n\ntold\n", &["a.md:7: `told`"]);
    // Source: comments, texts, names.
    check("a.rs", "//! It came\n//! to this\n", &["a.rs:1: `came to`"]);
    check("a.rs", "a /* told */ b // played\n", &["a.rs:1: `told`", "a.rs:1: `played`"]);
    check("a.rs", "let a = \"x\\ntold\";\n", &["a.rs:1: `told`"]);
    check("a.rs", "let a = \"turns\\\n   the user away\";\n", &["a.rs:1: `turns the user away`"]);
    check("a.rs", "let a = r#\"\n \"told\" \"#; told\n", &["a.rs:2: `told`", "a.rs:2: `told`"]);
    check(
        "a.rs",
        "fn was_told<'a>(a: &'a char) { '\"'; UserDeed }\n",
        &["a.rs:1: `told`", "a.rs:1: `deed`"],
    );
    check(
        "a.js",
        "const a = 'x', b = `told`; // mended\n",
        &["a.js:1: `told`", "a.js:1: `mended`"],
    );
    check("a.css", "/* beside */ .a { }\n", &["a.css:1: `beside`"]);
    check(
        "a.yml",
        "on: push # played\n# told\ntold: 1\n",
        &["a.yml:1: `played`", "a.yml:2: `told`"],
    );
    // Some words are dropped in names alone, and some in prose alone.
    check(
        "a.rs",
        "Purpose; form // on purpose, in any form\n",
        &["a.rs:1: `purpose`", "a.rs:1: `any form`"],
    );
    // A sentence of the catalogue, and words with another meaning.
    check("a.md", "nobody sees a new passcode anywhere\n", &[]);
    check("a.md", "It stands for any text, as well as for none. Understand, display.\n", &[]);
    check("a.md", "What came. To pass\n", &[]);
    let help = search::find("passgate --help", &markdown::paragraphs("a\n\nTell what\n"));
    assert!(format!("{}", help[0]).starts_with("passgate --help:3: `tell`"), "{}", help[0]);
}
