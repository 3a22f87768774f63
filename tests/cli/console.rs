//! The text of a `console` block, compared with what its commands really print.

use std::io::Read as _;
use std::process::Stdio;

use crate::folder::Folder;

/// The line that replaces any lines.
const LEFT_OUT: &str = "…";

/// A command, and what is printed below it.
struct Printed {
    command: String,
    output: Vec<String>,
}

/// Runs every command of a block, and gives the block as it should be: as it is, where that is true.
pub fn executed(folder: &Folder, block: &str) -> String {
    let mut printed: Vec<Printed> = Vec::new();
    for line in block.lines() {
        if line.starts_with("$ ") {
            printed.push(Printed { command: line.to_owned(), output: Vec::new() });
        } else {
            assert!(!printed.is_empty(), "a console block begins with a command: {line}");
            printed.last_mut().unwrap().output.push(line.to_owned());
        }
    }
    let mut code = None;
    let mut found = String::new();
    for Printed { command, output } in printed {
        let real = if command == "$ echo $?" {
            format!("{}\n", code.unwrap())
        } else {
            let (printed, ended) = run(folder, &command);
            code = ended;
            printed
        };
        let real: Vec<&str> = real.lines().collect();
        let written: Vec<&str> = output.iter().map(String::as_str).collect();
        for line in [command.as_str()].iter().chain(&renewed(&written, &real)) {
            found += &format!("{line}\n");
        }
    }
    found
}

/// Everything that a command prints on both streams, as a terminal would show it, and its exit code.
fn run(folder: &Folder, command: &str) -> (String, Option<i32>) {
    let words = shlex::split(command).unwrap();
    assert_eq!(
        words.get(1).map(String::as_str),
        Some("passgate"),
        "only passgate is run here: {command}"
    );
    let arguments: Vec<&str> = words.iter().skip(2).map(String::as_str).collect();
    let (mut reader, writer) = std::io::pipe().unwrap();
    let mut child = {
        let mut command = folder.command(&arguments);
        command.stdout(writer.try_clone().unwrap()).stderr(writer).stdin(Stdio::null());
        command.spawn().unwrap()
    };
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    (text, child.wait().unwrap().code())
}

/// The text that belongs below a command: the one that is there if it matches, otherwise what is printed.
///
/// What was left out stays left out: as many lines stay at the beginning and at the end as there were.
fn renewed<'a>(written: &[&'a str], real: &[&'a str]) -> Vec<&'a str> {
    let pieces: Vec<&[&str]> = written.split(|line| *line == LEFT_OUT).collect();
    if fits(&pieces, real) {
        return written.to_vec();
    }
    let ends = match pieces.as_slice() {
        [first, .., last] if pieces.len() > 1 => Some((first.len(), last.len())),
        _ => None,
    };
    match ends {
        Some((first, last)) if first + last < real.len() => {
            let (head, tail) = (&real[..first], &real[real.len() - last..]);
            [head, &[LEFT_OUT], tail].concat()
        }
        _ => real.to_vec(),
    }
}

/// Whether lines match what is written, in pieces with any lines between them.
fn fits(pieces: &[&[&str]], real: &[&str]) -> bool {
    let [first, further @ ..] = pieces else { return false };
    let Some(mut rest) = real.strip_prefix(*first) else { return false };
    let [middle @ .., last] = further else { return rest.is_empty() };
    for piece in middle {
        let found = (0..=rest.len()).find(|&at| rest[at..].starts_with(piece));
        let Some(at) = found else { return false };
        rest = &rest[at + piece.len()..];
    }
    rest.ends_with(last)
}

#[test]
fn a_text_fits_only_what_it_says() {
    let check = |written: &[&str], real: &[&str], expected: &[&str]| {
        assert_eq!(renewed(written, real), expected, "{written:?} {real:?}");
    };
    let stays = |written: &[&str], real: &[&str]| check(written, real, written);
    stays(&["a", "…", "b"], &["a", "x", "y", "b"]);
    stays(&["a", "…", "c", "…", "b"], &["a", "x", "c", "b"]);
    stays(&["…", "b"], &["x", "b"]);
    stays(&[], &[]);
    check(&["a"], &["a", "b"], &["a", "b"]);
    check(&["a", "b"], &["a"], &["a"]);
    check(&["a", "…", "b"], &["a", "x", "c"], &["a", "…", "c"]);
    check(&["a", "…", "b"], &["a"], &["a"]);
    check(&["…", "b", "…", "c"], &["x", "c", "y", "b"], &["…", "b"]);
}
