//! Where a report comes from: everything that is needed to repeat the run.

use maud::{Markup, html};

use crate::document::sanitized::on_one_line;
use crate::document::shell::shell_word;
use crate::document::wording::counted;
use crate::recording::whole::Recording;
use crate::report::results::Results;
use crate::report::snapshot::comparison_in_words;
use crate::report::system::system_facts;

/// Version, digests, seed and the line that runs everything again.
pub(crate) fn provenance(results: &Results<'_>) -> Markup {
    let recording = results.recording;
    let header = &recording.header;
    let took = recording.footer.as_ref().and_then(|footer| footer.took);
    html! {
        section #provenance aria-labelledby="provenance-title" {
            h2 #provenance-title { "Provenance" }
            p { "The same version, policy, features and seed give the same report on any machine." }
            dl.facts {
                (fact("run by", &format!("passgate {}", header.engine)))
                (fact("on", &header.target))
                @for (name, text) in system_facts(results) { (fact(name, &text)) }
                (fact("seed", &header.seed.to_string()))
                (fact("faults", &header.faults))
                @for policy in &header.policies {
                    (fact("policy", &format!("{} · digest {}", policy.id, policy.digest)))
                }
                (fact("features", &format!("digest {}", header.features)))
                (fact("what happened", &format!("digest {}", recording.digest())))
                (fact("selected", &selected(recording)))
                @if let Some(words) = comparison_in_words(recording) { (fact("tables", &words)) }
                @if let Some(took) = took { (fact("took", &format!("{took} milliseconds"))) }
                (fact("run it again", &replay(recording)))
            }
            @for policy in recording.policies() {
                h3 { "Sources of " (on_one_line(&policy.title)) }
                ul.plain { @for source in &policy.sources { li { (on_one_line(source)) } } }
            }
        }
    }
}

fn fact(name: &str, value: &str) -> Markup {
    html! { div { dt { (name) } dd { code { (on_one_line(value)) } } } }
}

fn selected(recording: &Recording) -> String {
    let header = &recording.header;
    let selection =
        if header.selection.is_empty() { "everything".to_owned() } else { arguments(recording) };
    let (selected, included) = (counted(header.selected, "scenario"), recording.cases.len());
    format!("{selection}: {selected}; this report has {included}")
}

fn replay(recording: &Recording) -> String {
    let arguments = arguments(recording);
    let gap = if arguments.is_empty() { "" } else { " " };
    format!("passgate run{gap}{arguments} --seed {}", recording.header.seed)
}

/// What selected the scenarios, as a shell reads it.
fn arguments(recording: &Recording) -> String {
    let words: Vec<String> =
        recording.header.selection.iter().map(|word| shell_word(word).into_owned()).collect();
    words.join(" ")
}
