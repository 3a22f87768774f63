//! Where a report comes from: everything that is needed to have the same run again.

use maud::{Markup, html};

use crate::document::sanitized::on_one_line;
use crate::recording::whole::Recording;

/// Version, digests, seed and the line that plays everything again.
pub(crate) fn provenance(recording: &Recording) -> Markup {
    let header = &recording.header;
    let took = recording.footer.as_ref().and_then(|footer| footer.took);
    html! {
        section #provenance aria-labelledby="provenance-title" {
            h2 #provenance-title { "Where this comes from" }
            p { "The same version, policy, features and seed give the same report, on any machine." }
            dl.facts {
                (fact("played by", &format!("passgate {}", header.engine)))
                (fact("on", &header.target))
                (fact("seed", &header.seed.to_string()))
                (fact("faults", &header.faults))
                @for policy in &header.policies {
                    (fact("policy", &format!("{} · digest {}", policy.id, policy.digest)))
                }
                (fact("features", &format!("digest {}", header.features)))
                (fact("what happened", &format!("digest {}", recording.digest())))
                (fact("selected", &selected(recording)))
                @if let Some(footer) = &recording.footer { (fact("tables", &footer.snapshot.words)) }
                @if let Some(took) = took { (fact("took", &format!("{took} milliseconds"))) }
                (fact("play it again", &replay(recording)))
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
    let asked = if header.selection.is_empty() {
        "everything".to_owned()
    } else {
        header.selection.join(", ")
    };
    format!("{asked}: {} scenarios, of which {} stand here", header.selected, recording.cases.len())
}

fn replay(recording: &Recording) -> String {
    let mut line = "passgate run".to_owned();
    for asked in &recording.header.selection {
        line.push(' ');
        match asked.split_once(' ').filter(|(flag, _)| flag.starts_with("--")) {
            Some((flag, value)) => line += &format!("{flag} {}", quoted(value)),
            None => line += &quoted(asked),
        }
    }
    format!("{line} --seed {}", recording.header.seed)
}

/// A word as a shell reads it.
fn quoted(word: &str) -> String {
    let plain = |one: char| one.is_alphanumeric() || "-_./:@=".contains(one);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
