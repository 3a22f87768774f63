//! Holds the rooms of `src/`: who may import whom, which crate belongs where, how long a file may be.
#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a test stops where it fails")]

use std::fs;
use std::path::{Path, PathBuf};

/// A room, the rooms it may import, and the crates that it may name though others may not.
struct Room {
    name: &'static str,
    imports: &'static [&'static str],
    owns: &'static [&'static str],
}

/// From the ground up: a room imports only rooms listed before it.
const ROOMS: [Room; 11] = [
    Room { name: "domain", imports: &[], owns: &[] },
    Room {
        name: "policy",
        imports: &["domain"],
        owns: &["serde_yaml", "saphyr_parser", "serde_path_to_error", "serde_json", "miette"],
    },
    Room { name: "journal", imports: &["domain", "policy"], owns: &["serde_json"] },
    Room { name: "simulation", imports: &["domain", "policy", "journal"], owns: &["rand_chacha"] },
    Room { name: "sut", imports: &["domain", "policy", "journal", "simulation"], owns: &[] },
    Room {
        name: "language",
        imports: &["domain", "policy"],
        owns: &["cucumber", "cucumber_expressions", "regex", "miette", "unicode_width"],
    },
    Room {
        name: "run",
        imports: &["domain", "policy", "journal", "simulation", "sut", "language"],
        owns: &["cucumber", "tokio", "futures", "rayon", "serde_json"],
    },
    Room {
        name: "conformance",
        imports: &["domain", "policy", "journal", "language", "run"],
        owns: &[],
    },
    Room {
        name: "recording",
        imports: &["domain", "policy", "journal", "language", "run", "conformance"],
        owns: &["serde_json", "miette"],
    },
    Room {
        name: "report",
        imports: &[
            "domain",
            "policy",
            "journal",
            "simulation",
            "language",
            "run",
            "conformance",
            "recording",
        ],
        owns: &[
            "tabled",
            "similar",
            "anstyle",
            "miette",
            "textwrap",
            "serde_json",
            "maud",
            "sha2",
            "base64",
            "quick_junit",
        ],
    },
    Room {
        name: "cli",
        imports: &["policy", "simulation", "language", "run", "conformance", "recording", "report"],
        owns: &[
            "clap",
            "clap_complete",
            "clap_mangen",
            "ctrlc",
            "include_dir",
            "miette",
            "notify",
            "tempfile",
            "terminal_size",
            "textwrap",
        ],
    },
];

/// The longest that a file may be, in lines; what is longer is split by noun.
const LINES_MAX: usize = 400;

/// Files that may be longer, each agreed on in review.
const LONGER: [&str; 0] = [];

#[test]
fn a_room_imports_only_rooms_before_it() {
    for (position, room) in ROOMS.iter().enumerate() {
        for import in room.imports {
            let before = ROOMS.iter().take(position).any(|other| other.name == *import);
            assert!(before, "`{}` imports `{import}`, which is not listed before it", room.name);
        }
    }
}

#[test]
fn each_file_imports_only_what_its_room_may() {
    let mut offences = Vec::new();
    for (room, path, text) in files() {
        for (number, line) in code_lines(&text) {
            if line.contains("crate::{") {
                offences
                    .push(format!("{path}:{number}: write one `use crate::room::…` line a room"));
            }
            for other in ROOMS.iter().filter(|other| other.name != room.name) {
                let named = line.contains(&format!("crate::{}::", other.name))
                    || line.contains(&format!("crate::{};", other.name));
                if named && !room.imports.contains(&other.name) {
                    offences.push(format!(
                        "{path}:{number}: `{}` may not import `{}`",
                        room.name, other.name
                    ));
                }
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn each_owned_crate_is_named_only_in_its_rooms() {
    let mut offences = Vec::new();
    let owned: Vec<&str> = ROOMS.iter().flat_map(|room| room.owns).copied().collect();
    for (room, path, text) in files() {
        for (number, line) in code_lines(&text) {
            for name in owned.iter().filter(|name| !room.owns.contains(name)) {
                // `crate::run::cucumber` is a file of ours, `cucumber::` at a word's start is the crate.
                let named = line.match_indices(&format!("{name}::")).any(|(at, _)| {
                    !line[..at].ends_with(|before: char| {
                        before.is_alphanumeric() || before == '_' || before == ':'
                    })
                });
                if named {
                    offences.push(format!(
                        "{path}:{number}: `{name}` does not belong to `{}`",
                        room.name
                    ));
                }
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn each_file_says_what_it_is_for_and_is_short() {
    let mut offences = Vec::new();
    for (_, path, text) in files() {
        // The page of a report has style and script, which say it in comments of their own.
        let opening = match Path::new(&path).extension().unwrap().to_str().unwrap() {
            "css" => "/* ",
            "js" => "// ",
            _ => "//! ",
        };
        if !text.starts_with(opening) {
            offences.push(format!("{path}:1: begin with `{opening}` and what the file is for"));
        }
        let lines = text.lines().count();
        if lines > LINES_MAX && !LONGER.contains(&path.as_str()) {
            offences.push(format!("{path}: {lines} lines; split it by noun"));
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn each_folder_of_the_source_is_a_room() {
    let mut folders: Vec<String> = fs::read_dir(source())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    folders.sort();
    let mut rooms: Vec<&str> = ROOMS.iter().map(|room| room.name).collect();
    rooms.sort_unstable();
    assert_eq!(folders, rooms);
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every file of every room, with its path below the project's folder.
fn files() -> Vec<(&'static Room, String, String)> {
    let mut files = Vec::new();
    for room in &ROOMS {
        collect(room, &source().join(room.name), &mut files);
    }
    assert!(files.len() > ROOMS.len(), "the rooms are empty");
    files
}

fn collect(room: &'static Room, folder: &Path, files: &mut Vec<(&'static Room, String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(room, &path, files);
        } else {
            let below = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap();
            files.push((room, below.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The lines that are code, with their numbers. Test modules may use what they like.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(number, line)| (number + 1, line))
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}
