//! Who may import whom, which crate belongs where, how long a file may be.

use std::collections::BTreeSet;

use crate::assert_none;
use crate::source::{File, files};

/// A room, the rooms it may import, and the crates that it may name though others may not.
pub(crate) struct Room {
    pub(crate) name: &'static str,
    imports: &'static [&'static str],
    owns: &'static [&'static str],
}

/// From the ground up: a room imports only rooms listed before it.
pub(crate) const ROOMS: &[Room] = &[
    Room {
        name: "document",
        imports: &[],
        owns: &[
            "serde_yaml",
            "saphyr_parser",
            "serde_path_to_error",
            "serde_json",
            "miette",
            "strsim",
            "shlex",
        ],
    },
    Room { name: "domain", imports: &["document"], owns: &[] },
    Room { name: "policy", imports: &["document", "domain"], owns: &["serde_json"] },
    Room { name: "journal", imports: &["domain", "policy"], owns: &["serde_json"] },
    Room { name: "simulation", imports: &["domain", "policy", "journal"], owns: &["rand_chacha"] },
    Room {
        name: "sut",
        imports: &["document", "domain", "policy", "journal", "simulation"],
        owns: &["tokio", "rustix", "serde_json"],
    },
    Room {
        name: "language",
        imports: &["document", "domain", "policy"],
        owns: &["cucumber_expressions", "regex", "miette", "unicode_width"],
    },
    Room {
        name: "run",
        imports: &["document", "domain", "policy", "journal", "simulation", "sut", "language"],
        owns: &["cucumber", "tokio", "futures", "rayon", "regex", "serde_json"],
    },
    Room {
        name: "conformance",
        imports: &["document", "domain", "policy", "journal", "simulation", "language", "run"],
        owns: &["shlex"],
    },
    Room {
        name: "recording",
        imports: &["document", "domain", "policy", "journal", "language", "run", "conformance"],
        owns: &["serde_json", "miette"],
    },
    Room {
        name: "report",
        imports: &[
            "document",
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
        name: "adapter",
        imports: &["document", "domain", "sut"],
        owns: &["serde_yaml", "serde_json", "tungstenite", "ureq", "percent_encoding", "tempfile"],
    },
    Room {
        name: "serve",
        imports: &[
            "document",
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
            "axum",
            "hyper",
            "hyper_util",
            "tokio",
            "tokio_rustls",
            "rcgen",
            "futures",
            "form_urlencoded",
            "percent_encoding",
            "getrandom",
            "sha2",
            "serde_json",
            "maud",
        ],
    },
    Room {
        name: "cli",
        imports: &[
            "document",
            "domain",
            "policy",
            "simulation",
            "sut",
            "language",
            "run",
            "conformance",
            "recording",
            "report",
            "adapter",
            "serve",
        ],
        owns: &[
            "clap",
            "clap_complete",
            "clap_mangen",
            "ctrlc",
            "include_dir",
            "indicatif",
            "miette",
            "notify",
            "shlex",
            "signal_hook",
            "tempfile",
            "terminal_size",
            "textwrap",
        ],
    },
];

/// The longest that a file may be, in lines; what is longer is split by noun.
pub(crate) const LINES_MAX: usize = 400;

/// Files that may be longer, each agreed on in review.
const LONGER: &[&str] = &[];

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
    assert_none(&forbidden_imports(&files()));
}

#[test]
fn each_owned_crate_is_named_only_in_its_rooms() {
    assert_none(&crates_elsewhere(&files()));
}

#[test]
fn each_file_says_what_it_is_for_and_is_short() {
    assert_none(&long_or_unexplained(&files()));
}

#[test]
fn each_folder_of_the_source_is_a_room() {
    let folders: BTreeSet<String> =
        files().into_iter().map(|file| file.room).filter(|room| !room.is_empty()).collect();
    let rooms: BTreeSet<String> = ROOMS.iter().map(|room| room.name.to_owned()).collect();
    assert_eq!(folders, rooms);
}

fn room(file: &File) -> Option<&'static Room> {
    ROOMS.iter().find(|room| room.name == file.room)
}

/// Imports of a room that is not below, and imports that are not written one room a line.
pub(crate) fn forbidden_imports(files: &[File]) -> Vec<String> {
    let mut violations = Vec::new();
    for file in files {
        let Some(room) = room(file) else { continue };
        for (number, line) in file.code_lines() {
            let at = format!("{}:{number}", file.path);
            if line.contains("crate::{") {
                violations.push(format!("{at}: write one `use crate::room::…` line a room"));
            }
            for other in ROOMS.iter().filter(|other| other.name != room.name) {
                let named = line.contains(&format!("crate::{}::", other.name))
                    || line.contains(&format!("crate::{};", other.name));
                if named && !room.imports.contains(&other.name) {
                    violations
                        .push(format!("{at}: `{}` may not import `{}`", room.name, other.name));
                }
            }
        }
    }
    violations
}

/// Crates that are named outside the rooms that own them.
pub(crate) fn crates_elsewhere(files: &[File]) -> Vec<String> {
    let mut violations = Vec::new();
    let owned: BTreeSet<&str> = ROOMS.iter().flat_map(|room| room.owns).copied().collect();
    for file in files.iter().filter(|file| file.is_rust()) {
        let owns = room(file).map_or(&[][..], |room| room.owns);
        for (number, line) in file.code_lines() {
            for name in owned.iter().filter(|name| !owns.contains(*name)) {
                // `crate::run::cucumber` is a file of ours, `cucumber::` at a word's start is the crate.
                let named = line.match_indices(&format!("{name}::")).any(|(at, _)| {
                    !line[..at].ends_with(|before: char| {
                        before.is_alphanumeric() || before == '_' || before == ':'
                    })
                });
                if named {
                    violations.push(format!(
                        "{}:{number}: `{name}` does not belong to `{}`",
                        file.path, file.room
                    ));
                }
            }
        }
    }
    violations
}

/// Files that do not begin with what they are for, and files that are too long.
pub(crate) fn long_or_unexplained(files: &[File]) -> Vec<String> {
    let mut violations = Vec::new();
    for file in files {
        // The page of a report has style and script, which say it in comments of their own.
        let opening = match file.path.rsplit('.').next() {
            Some("css") => "/* ",
            Some("js") => "// ",
            _ => "//! ",
        };
        if !file.text.starts_with(opening) {
            violations
                .push(format!("{}:1: begin with `{opening}` and what the file is for", file.path));
        }
        let lines = file.text.lines().count();
        if lines > LINES_MAX && !LONGER.contains(&file.path.as_str()) {
            violations.push(format!("{}: {lines} lines; split it by noun", file.path));
        }
    }
    violations
}
