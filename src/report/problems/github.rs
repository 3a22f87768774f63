//! Problems as workflow commands of GitHub, which shows them as annotations on the changed lines.

use std::fmt::Write as _;

use crate::report::problems::diagnosis::{Diagnosis, Severity, Spot};
use crate::report::workflow::{in_message, in_property};

/// One line a problem: `::error file=…,line=…::what is wrong`.
pub fn problems_for_github(diagnoses: &[Diagnosis]) -> String {
    let mut text = String::new();
    for diagnosis in diagnoses {
        let command = match diagnosis.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let file = diagnosis.file.iter().map(|file| ("file", file.clone()));
        let place = diagnosis.spot().into_iter().flat_map(place);
        let title = ("title", diagnosis.code.clone());
        let properties: Vec<String> = file
            .chain(place)
            .chain([title])
            .map(|(key, value)| format!("{key}={}", in_property(&value)))
            .collect();
        let message = in_message(&diagnosis.in_full());
        // Writing to a String cannot fail.
        let _ = writeln!(text, "::{command} {}::{message}", properties.join(","));
    }
    text
}

/// GitHub takes columns only where both are on one line.
fn place(spot: &Spot) -> Vec<(&'static str, String)> {
    let mut place = vec![("line", spot.line.to_string()), ("endLine", spot.end_line.to_string())];
    if spot.line == spot.end_line {
        place.push(("col", spot.column.to_string()));
        place.push(("endColumn", spot.end_column.to_string()));
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_or_a_property_is_escaped() {
        let spot = Spot { line: 3, column: 5, end_line: 3, end_column: 9, label: None };
        let mut diagnosis = Diagnosis {
            severity: Severity::Warning,
            code: "a::b".to_owned(),
            message: "100 % of `::error::`, wrong\r".to_owned(),
            help: Some("do\nthis".to_owned()),
            file: Some("a,b:50%.feature".to_owned()),
            spots: vec![spot],
        };
        let whole = "::warning file=a%2Cb%3A50%25.feature,line=3,endLine=3,col=5,endColumn=9,title=a%3A%3Ab::100 %25 of `::error::`, wrong%0D%0Ado%0Athis\n";
        assert_eq!(problems_for_github(std::slice::from_ref(&diagnosis)), whole);
        diagnosis.spots.clear();
        diagnosis.file = None;
        diagnosis.help = None;
        assert!(problems_for_github(&[diagnosis]).starts_with("::warning title=a%3A%3Ab::100 "));
    }
}
