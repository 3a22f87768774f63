//! The files of `src/`, with their code apart from comments and texts.

use std::fs;
use std::path::{Path, PathBuf};

/// One file of the source.
pub(crate) struct File {
    /// The folder below `src/` that it belongs to; empty for files outside the rooms.
    pub(crate) room: String,
    /// The path below the project's folder.
    pub(crate) path: String,
    /// The path of its module, such as `cli::project::suite`.
    pub(crate) module: String,
    pub(crate) text: String,
    /// The same lines, with comments and the contents of texts blanked.
    pub(crate) code: String,
}

impl File {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let below = path.strip_prefix("src/").unwrap_or(path);
        let (room, _) = below.split_once('/').unwrap_or_default();
        let module = below.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
        Self {
            room: room.to_owned(),
            path: path.to_owned(),
            module,
            text: text.to_owned(),
            code: code(text),
        }
    }

    pub(crate) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// The lines of code, counted from one. Tests inside a file are code, too.
    pub(crate) fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.code.lines())
    }

    /// The code without the modules that are compiled for tests alone.
    pub(crate) fn code_without_tests(&self) -> &str {
        let end = self.code.find("#[cfg(test)]\nmod tests {").unwrap_or(self.code.len());
        self.code.get(..end).unwrap_or_default()
    }
}

/// Every file of `src/`, in the order of their paths.
pub(crate) fn files() -> Vec<File> {
    let mut paths = Vec::new();
    collect(&root().join("src"), &mut paths);
    paths.sort();
    assert!(paths.len() > 100, "the source is somewhere else");
    paths
        .iter()
        .map(|path| {
            let below = path.strip_prefix(root()).unwrap().to_str().unwrap();
            File::new(below, &fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// The project's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else {
            paths.push(path);
        }
    }
}

/// Blanks comments and the contents of texts and characters, and keeps every line where it is.
fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = token_length(rest);
        let token = rest.get(..length).unwrap_or(rest);
        if matches!(first, '"' | '\'') && length > 1 || token.starts_with("//") || raw_text(rest) {
            code.extend(token.chars().map(|one| if one == '\n' { '\n' } else { ' ' }));
        } else {
            code.push_str(token);
        }
        rest = rest.get(token.len()..).unwrap_or_default();
    }
    code
}

fn raw_text(text: &str) -> bool {
    text.strip_prefix('r').is_some_and(|rest| rest.trim_start_matches('#').starts_with('"'))
        && (text.starts_with("r\"") || text.starts_with("r#"))
}

/// The length of a comment, a text, a character or a word; otherwise of one character.
fn token_length(text: &str) -> usize {
    let until = |end: &str, from: usize| {
        text.get(from..).and_then(|rest| rest.find(end)).map_or(text.len(), |at| from + at)
    };
    if text.starts_with("//") {
        return until("\n", 0);
    }
    if raw_text(text) {
        let hashes = text.chars().skip(1).take_while(|one| *one == '#').count();
        let end = format!("\"{}", "#".repeat(hashes));
        return until(&end, hashes + 2) + end.len();
    }
    let first = text.chars().next().unwrap_or_default();
    match first {
        '"' => {
            let mut escaped = false;
            for (at, one) in text.char_indices().skip(1) {
                match one {
                    '"' if !escaped => return at + 1,
                    '\\' => escaped = !escaped,
                    _ => escaped = false,
                }
            }
            text.len()
        }
        // A character, or a lifetime, which has no second quote where a character has one.
        '\'' if text.starts_with("'\\") => until("'", 3) + 1,
        '\'' => {
            let inner = text.chars().nth(1).unwrap_or_default();
            if text.chars().nth(2) == Some('\'') { inner.len_utf8() + 2 } else { 1 }
        }
        _ if first.is_alphanumeric() || first == '_' => {
            text.find(|one: char| !one.is_alphanumeric() && one != '_').unwrap_or(text.len())
        }
        _ => first.len_utf8(),
    }
}

#[test]
fn comments_and_texts_are_no_code() {
    let text = "let a = \"use crate::x\"; // crate::y\nlet b = r#\"crate::z \"q\" \"#; '\"' 'static '\\''\n";
    let left = code(text);
    assert_eq!(left.lines().count(), text.lines().count());
    assert!(
        !left.contains("crate::") && left.contains("let b") && left.contains("static"),
        "{left}"
    );
}
