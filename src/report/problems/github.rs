//! Diagnostics as workflow commands of GitHub, which shows them as annotations on the changed lines.

use std::fmt::Write as _;

use crate::document::finding::Severity;
use crate::document::plain::{PlainDiagnostic, Region};
use crate::report::workflow::{in_message, in_property};

/// One line per diagnostic: `::error file=…,line=…::what is wrong`.
pub fn problems_for_github(diagnostics: &[PlainDiagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let file = diagnostic.file.iter().map(|file| ("file", file.clone()));
        let place = diagnostic.region.as_ref().into_iter().flat_map(place);
        let title = ("title", diagnostic.code.clone());
        let properties: Vec<String> = file
            .chain(place)
            .chain([title])
            .map(|(key, value)| format!("{key}={}", in_property(&value)))
            .collect();
        let message = in_message(&diagnostic.in_full());
        // Writing to a String cannot fail.
        let _ = writeln!(text, "::{command} {}::{message}", properties.join(","));
    }
    text
}

/// GitHub takes columns only where both are on one line.
fn place(region: &Region) -> Vec<(&'static str, String)> {
    let mut place =
        vec![("line", region.line.to_string()), ("endLine", region.end_line.to_string())];
    if region.line == region.end_line {
        place.push(("col", region.column.to_string()));
        place.push(("endColumn", region.end_column.to_string()));
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_or_a_property_is_escaped() {
        let region = Region { line: 3, column: 5, end_line: 3, end_column: 9, label: None };
        let mut diagnostic = PlainDiagnostic {
            severity: Severity::Warning,
            code: "a::b".to_owned(),
            message: "100 % of `::error::`, wrong\r".to_owned(),
            help: Some("do\nthis".to_owned()),
            file: Some("a,b:50%.feature".to_owned()),
            region: Some(region),
            related: Vec::new(),
        };
        let whole = "::warning file=a%2Cb%3A50%25.feature,line=3,endLine=3,col=5,endColumn=9,title=a%3A%3Ab::100 %25 of `::error::`, wrong%0D%0Ado%0Athis\n";
        assert_eq!(problems_for_github(std::slice::from_ref(&diagnostic)), whole);
        diagnostic.region = None;
        diagnostic.file = None;
        diagnostic.help = None;
        assert!(problems_for_github(&[diagnostic]).starts_with("::warning title=a%3A%3Ab::100 "));
    }
}
