//! Tags as they stand in a line.

use std::ops::Range;
use std::sync::Arc;

use crate::document::finding::Finding;
use crate::language::problem::ProblemKind;

/// A tag as written.
#[derive(Clone, Debug)]
pub(crate) struct Tag {
    /// Its name, without the `@`.
    pub(crate) name: Arc<str>,
    /// Where it stands, in bytes.
    pub(crate) place: Range<usize>,
}

/// The tags of a line that begins at the byte `start` of its page, and the first thing in it that is none.
pub(crate) fn read(line: &str, start: usize) -> (Vec<Tag>, Option<(Finding, Range<usize>)>) {
    let line = line.split_once(" #").map_or(line, |(tags, _)| tags);
    let mut tags = Vec::new();
    let mut at = start;
    for piece in line.split_inclusive([' ', '\t']) {
        let (begin, word) = (at, piece.trim());
        at = at.saturating_add(piece.len());
        if word.is_empty() {
            continue;
        }
        if !word.starts_with('@') {
            let finding = Finding::new(ProblemKind::Tag, "a tag is one word that begins with `@`")
                .label("not a tag")
                .help("join the words of a tag with hyphens, or give each its own `@`");
            return (tags, Some((finding, begin..begin.saturating_add(word.len()))));
        }
        // `@a@b` are two tags.
        let mut from = begin;
        for name in word.split('@').skip(1) {
            let place = from..from.saturating_add(name.len()).saturating_add(1);
            from = place.end;
            if name.is_empty() {
                let finding = Finding::new(ProblemKind::Tag, "a tag has no name");
                return (tags, Some((finding.label("a name is missing here"), place)));
            }
            tags.push(Tag { name: name.into(), place });
        }
    }
    (tags, None)
}
