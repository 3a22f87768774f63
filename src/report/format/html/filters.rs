//! The controls that find scenarios: text, verdict, policy, what their devices are, clause and tag.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::conformance::verdict::Verdict;
use crate::document::sanitized::on_one_line;
use crate::recording::whole::Recording;
use crate::report::format::html::data::DimensionValues;
use crate::report::format::html::verdict::badge;

/// The controls; the script of the page reads them.
pub(crate) fn filters(recording: &Recording, dimensions: &[DimensionValues]) -> Markup {
    let cases = &recording.cases;
    let set = |of: &dyn Fn(usize) -> Vec<String>| -> BTreeSet<String> {
        (0..cases.len()).flat_map(of).collect()
    };
    let mut policies =
        set(&|at| cases.get(at).map(|case| case.policy.to_string()).into_iter().collect());
    policies.remove("");
    let clauses = set(&|at| words(cases.get(at).map(|case| &*case.clauses)));
    let hidden = |tag: &String| tag.starts_with("clause:") || tag.starts_with("policy:");
    let tags: BTreeSet<String> = set(&|at| words(cases.get(at).map(|case| &*case.tags)))
        .into_iter()
        .filter(|tag| !hidden(tag))
        .collect();
    html! {
        form #filters role="search" aria-label="Find scenarios" {
            p.field.text {
                label for="q" { "Text" }
                input #q type="search" name="q" autocomplete="off" placeholder="words in a name, a step or a path";
            }
            fieldset {
                legend { "Verdict" }
                @for verdict in Verdict::ALL.iter().filter(|verdict| recording.count(**verdict) > 0) {
                    label.chip {
                        input type="checkbox" name="verdict" value=(verdict.name());
                        " " (badge(*verdict)) " " span.count { (recording.count(*verdict)) }
                    }
                }
            }
            (choice("policy", "Policy", &policies))
            @for dimension in dimensions {
                (choice(&dimension.parameter, &dimension.heading, &dimension.values))
            }
            (choice("clause", "Clause", &clauses))
            (choice("tag", "Tag", &tags))
            p.field { button type="reset" { "Show all" } }
        }
    }
}

fn words(list: Option<&[std::sync::Arc<str>]>) -> Vec<String> {
    list.unwrap_or_default().iter().map(ToString::to_string).collect()
}

/// One of several; nothing where there is no choice.
fn choice(name: &str, label: &str, values: &BTreeSet<String>) -> Markup {
    html! {
        @if values.len() > 1 || (name != "policy" && !values.is_empty()) {
            p.field {
                label for=(name) { (on_one_line(label)) }
                select id=(name) name=(name) {
                    option value="" { "any" }
                    @for value in values { option value=(on_one_line(value)) { (on_one_line(value)) } }
                }
            }
        }
    }
}
