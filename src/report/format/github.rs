//! Workflow commands of GitHub Actions: what does not conform, at its line in the change, the worst first.

use std::cmp::Reverse;

use crate::conformance::verdict::Verdict;
use crate::recording::case::Case;
use crate::report::grade::{Grade, headline, line_to_fix, run_failures};
use crate::report::missing::absence_in_words;
use crate::report::results::Results;
use crate::report::summary::closing;
use crate::report::system::system_lines;
use crate::report::workflow::{in_message, in_property};

/// How many annotations of one level GitHub shows of a step; it drops the rest without a word.
const SHOWN_MAX: usize = 10;

/// The errors, the warnings, and a notice with the results of the run and what is not shown.
pub(crate) fn github(results: &Results<'_>) -> String {
    let of_run = run_failures(results).into_iter().map(|run_failure| {
        let place = run_failure.place.as_ref().map(|(path, line)| (path.as_str(), *line));
        command("error", place, &run_failure.title, run_failure.text.trim_end())
    });
    let errors: Vec<String> =
        of_run.chain(annotations(results, "error", |verdict| !verdict.is_tolerable())).collect();
    let absent = results.recording.header.absences.iter().map(|absence| {
        let note = absence_in_words(absence);
        command("warning", absence.path().map(|path| (path, 1)), &note.title, &note.remedy)
    });
    let tolerated = annotations(results, "warning", |verdict| {
        verdict.is_tolerable() && Grade::of(verdict) != Grade::Passed
    });
    let warnings: Vec<String> = absent.chain(tolerated).collect();
    let mut notice = closing(results);
    system_lines(results).iter().for_each(|line| notice += &format!("\n{line}"));
    for (all, what) in [(&errors, "errors"), (&warnings, "warnings")] {
        let more = all.len().saturating_sub(SHOWN_MAX);
        if more > 0 {
            let all = all.len();
            notice += &format!("\n{SHOWN_MAX} of {all} {what} are shown, {more} are left out");
        }
    }
    let shown = errors.iter().take(SHOWN_MAX).chain(warnings.iter().take(SHOWN_MAX));
    shown.cloned().chain([command("notice", None, "passgate", &notice)]).collect()
}

/// The commands for the scenarios with such verdicts, the worst first.
fn annotations(results: &Results<'_>, level: &str, is_meant: fn(Verdict) -> bool) -> Vec<String> {
    let mut cases: Vec<&Case> =
        results.recording.cases.iter().filter(|case| is_meant(case.verdict)).collect();
    cases.sort_by_key(|case| Reverse(case.verdict));
    let annotation = |case: &Case| {
        let message = format!("{}\n{}", headline(case), case.replay);
        let title = format!("{} ({})", case.name, case.verdict);
        command(level, Some((&case.path, line_to_fix(case))), &title, &message)
    };
    cases.into_iter().map(annotation).collect()
}

fn command(level: &str, place: Option<(&str, usize)>, title: &str, message: &str) -> String {
    let place = place.map_or_else(String::new, |(path, line)| {
        format!("file={},line={line},", in_property(path))
    });
    format!("::{level} {place}title={}::{}\n", in_property(title), in_message(message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_property_or_a_line_is_escaped() {
        let annotation = command("error", Some(("a,b.feature", 3)), "::x%0A", "one,\r\ntwo::");
        assert_eq!(
            annotation,
            "::error file=a%2Cb.feature,line=3,title=%3A%3Ax%250A::one,%0D%0Atwo::\n"
        );
    }
}
