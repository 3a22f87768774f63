//! The requirements: what each says, its source, and the scenarios that verify it.

use maud::{Markup, html};

use crate::conformance::clauses::Citation;
use crate::conformance::proving_mutant::MutantKind;
use crate::conformance::tally::Tally;
use crate::document::sanitized::on_one_line;
use crate::document::wording::{agreeing, counted};
use crate::policy::checked::Policy;
use crate::policy::evidence::Evidence;
use crate::recording::ends::ClauseNote;
use crate::recording::whole::Recording;
use crate::report::format::html::changes::encoded;
use crate::report::format::html::embedding::slug;
use crate::report::policy::source;

/// The clauses of every policy, and the assumptions of its author.
pub(crate) fn clauses(recording: &Recording, tallies: &[Tally], cells: (usize, usize)) -> Markup {
    let notes = recording.footer.as_ref().map_or(&[][..], |footer| footer.coverage.as_slice());
    let (all, assumed) = cells;
    html! {
        section #clauses aria-labelledby="clauses-title" {
            h2 #clauses-title { "Clauses: what is required" }
            @for tally in tallies { (of_policy(tally, notes)) }
        }
        section #assumptions aria-labelledby="assumptions-title" {
            h2 #assumptions-title { "Assumptions: where the sources are silent" }
            p.lead {
                strong { (assumed) " of " (all) " cells" }
                " in which something was observed are based on an assumption. To assume otherwise, change the policy."
            }
            @for tally in tallies { (author(&tally.policy)) }
        }
    }
}

fn of_policy(tally: &Tally, notes: &[ClauseNote]) -> Markup {
    let policy = &tally.policy;
    let passing = tally.clauses_verified();
    html! {
        h3 { (on_one_line(&policy.title)) " " code { (policy.id) } }
        p { strong { (passing) " of " (tally.clauses.len()) } " clauses are verified by a scenario that passes." }
        div.wide {
            table.cards role="table" {
                caption.hidden { "Clauses of " (on_one_line(&policy.title)) }
                thead role="rowgroup" {
                    tr role="row" {
                        @for heading in ["Clause", "Source", "Scenarios"] {
                            th scope="col" role="columnheader" { (heading) }
                        }
                    }
                }
                tbody role="rowgroup" {
                    @for citation in &tally.clauses { (clause(policy, citation, notes)) }
                }
            }
        }
    }
}

fn clause(policy: &Policy, citation: &Citation, notes: &[ClauseNote]) -> Markup {
    let statement = policy.clause(&citation.id).map_or("", |clause| clause.statement.as_str());
    let note = notes.iter().find(|note| note.policy == policy.id && note.clause == citation.id);
    html! {
        tr role="row" id=(format!("clause.{}.{}", policy.id, slug(&citation.id))) {
            th scope="row" role="rowheader" {
                span.statement { (on_one_line(statement)) }
                " " code { (on_one_line(&citation.id)) }
                @if let Some(note) = note { (fails(note)) }
            }
            td role="cell" data-head="Source" { (evidence(citation.evidence)) }
            td role="cell" data-head="Scenarios" { (scenarios(citation)) }
        }
    }
}

fn fails(note: &ClauseNote) -> Markup {
    html! {
        @match &note.fails_under {
            Some(mutant) => {
                p.note {
                    (proof_in_words(mutant.kind)) (on_one_line(&mutant.name))
                    @if !mutant.expectation.is_empty() { ": “" (on_one_line(&mutant.expectation)) "”" }
                }
            }
            None if note.not_provable => p.note.bad { "not provable: the policy does not say what the clause is about" },
            None => p.note.bad { "no mutant and no defect that the clause names makes one of its scenarios fail" },
        }
    }
}

const fn proof_in_words(kind: MutantKind) -> &'static str {
    match kind {
        MutantKind::Policy => "fails if ",
        MutantKind::Defect => "fails if the system has the defect: ",
    }
}

/// The source of a clause, as words with a mark.
fn evidence(evidence: Evidence) -> Markup {
    let (sign, class, meaning) = match evidence {
        Evidence::Seed => ("■", "evidence", "the document that the policy was made from says so"),
        Evidence::Documented => ("■", "evidence", "the vendor’s own pages say so"),
        Evidence::Observed => ("◆", "evidence", "it was observed"),
        Evidence::Assumed => {
            ("□", "evidence uncertain", "no source says so: the author of the policy assumes it")
        }
        Evidence::Disputed => ("◇", "evidence uncertain", "the sources disagree"),
    };
    html! {
        span class=(class) title=(meaning) { span aria-hidden="true" { (sign) } " " (source(evidence)) }
    }
}

fn scenarios(citation: &Citation) -> Markup {
    let Citation { id, passing, cited, .. } = citation;
    html! {
        @if *cited == 0 {
            span.quiet { "no scenario" }
        } @else {
            a href=(format!("#?clause={}", encoded(id))) {
                @let (tone, sign) = if passing == cited { ("good", "✔ ") } else { ("bad", "✘ ") };
                @let pass = agreeing(*cited, "passes", "pass");
                span class=(tone) {
                    span aria-hidden="true" { (sign) }
                    (passing) " of " (counted(*cited, "scenario")) " " (pass)
                }
            }
        }
    }
}

fn author(policy: &Policy) -> Markup {
    html! {
        @if !policy.assumptions.is_empty() {
            details {
                summary { h3 { (on_one_line(&policy.title)) " " span.count { (policy.assumptions.len()) } } }
                dl.assumptions {
                    @for assumption in &policy.assumptions {
                        div id=(format!("assumption.{}.{}", policy.id, slug(&assumption.id))) {
                            dt { (on_one_line(&assumption.question)) }
                            dd { (on_one_line(&assumption.answer)) @if let Some(key) = &assumption.key { " " code { (on_one_line(key)) } } }
                        }
                    }
                }
            }
        }
    }
}
