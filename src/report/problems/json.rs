//! Diagnostics as one JSON document, for scripts.

use serde::Serialize;

use crate::document::finding::Severity;
use crate::document::plain::PlainDiagnostic;
use crate::report::format::escape::pretty_json_text;
use crate::report::problems::VERSION;

/// The version of the document's format: a key may be added to it, and none changes its meaning.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Problems<'a> {
    schema: u32,
    passgate: &'static str,
    files: usize,
    errors: usize,
    warnings: usize,
    problems: &'a [PlainDiagnostic],
}

/// Everything that was found in `files` files. The text ends with a line break.
pub fn problems_as_json(diagnostics: &[PlainDiagnostic], files: usize) -> String {
    let count = |severity| diagnostics.iter().filter(|it| it.severity == severity).count();
    let problems = Problems {
        schema: FORMAT,
        passgate: VERSION,
        files,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        problems: diagnostics,
    };
    pretty_json_text(&problems) + "\n"
}
