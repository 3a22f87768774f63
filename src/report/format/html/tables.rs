//! What happens to the passcode and who sees it, each cell a link to the scenarios that show it.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::conformance::behaviour::{BehaviourRow, Found};
use crate::conformance::reset_outcome::ResetOutcome;
use crate::conformance::seen_reset::Sees;
use crate::conformance::tally::Tally;
use crate::conformance::verdict::Verdict;
use crate::conformance::visibility::{VisibilityRow, looked_at};
use crate::document::sanitized::on_one_line;
use crate::document::wording::{agreeing, counted};
use crate::domain::place::Place;
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;
use crate::policy::row::RowId;
use crate::report::behaviour::{cell_in_full, changes_in_words, on_device_in_words};
use crate::report::columns::{capitalised, key_cells, key_headings};
use crate::report::format::html::assumptions::{Topic, assumptions, is_assumed};
use crate::report::format::html::embedding::slug;
use crate::report::format::html::evidence::{Cell, CellEvidence, Column};
use crate::report::format::html::verdict::sign;
use crate::report::policy::{NOT_STATED, disputes_about};
use crate::report::visibility::{cell, performer};

/// What is known while the tables of a run are written.
pub(crate) struct Tables<'e> {
    evidence: &'e CellEvidence,
    /// What the cells with a link say, by their names.
    pub(crate) labels: BTreeMap<String, String>,
    /// How many cells there are, and how many of them are based on an assumption.
    pub(crate) cells: (usize, usize),
}

/// What a cell holds: its heading, its text, the scenarios that show it and the assumption that it may be based on.
struct Content {
    heading: String,
    text: String,
    column: Column,
    topic: Option<Topic>,
}

impl<'e> Tables<'e> {
    /// Nothing is written yet.
    pub(crate) const fn new(evidence: &'e CellEvidence) -> Self {
        Self { evidence, labels: BTreeMap::new(), cells: (0, 0) }
    }

    /// What happens to the passcode for each key of a policy.
    pub(crate) fn behaviour(&mut self, tally: &Tally) -> Markup {
        let policy = &tally.policy;
        let mut headings = key_headings(policy);
        headings.extend(["Reset".to_owned(), "Passcode".to_owned()]);
        let surfaces = policy.declared_surfaces();
        headings.extend(surfaces.map(|(_, surface)| capitalised(surface.heading())));
        headings.extend(["On the device".to_owned(), "Verdict".to_owned()]);
        html! {
            (title(policy, "Behaviour"))
            div.wide {
                table.cards role="table" {
                    caption.hidden { "What happens to the passcode: " (on_one_line(&policy.title)) }
                    (head(&headings))
                    tbody role="rowgroup" {
                        @for row in &tally.behaviour { (self.behaviour_row(policy, row)) }
                    }
                }
            }
        }
    }

    fn behaviour_row(&mut self, policy: &Policy, row: &BehaviourRow) -> Markup {
        let said = on_device_in_words(policy, row, |text| format!("“{text}”"));
        let mut cells = vec![Content {
            heading: "Passcode".to_owned(),
            text: changes_in_words(&row.changes),
            column: Column::Passcode,
            topic: Some(Topic::Passcode),
        }];
        cells.extend(row.surfaces.iter().map(|cell| {
            let is = |wanted: Found| cell.found.iter().any(|(_, found)| *found == wanted);
            let column = if is(Found::NotOffered) {
                Column::NotOffered(cell.surface)
            } else {
                Column::Found(cell.surface)
            };
            let surface = policy.surface(cell.surface).map_or("", |surface| surface.heading());
            Content {
                heading: capitalised(surface),
                text: cell_in_full(policy, row.key, cell),
                column,
                topic: Some(Topic::Found(cell.surface)),
            }
        }));
        let last = [
            ("On the device", said, Column::OnDevice, Some(Topic::OnDevice)),
            ("Verdict", verdict(row), Column::Any, None),
        ];
        cells.extend(last.map(|(heading, text, column, topic)| Content {
            heading: heading.to_owned(),
            text,
            column,
            topic,
        }));
        let class = (row.scenario_count() == 0).then_some("not-run");
        html! {
            tr role="row" class=[class] {
                (row_head(policy, row.key, row.outcome))
                @for cell in &cells { (self.cell(policy, (row.key, row.outcome), row.is_first, cell)) }
            }
        }
    }

    /// Who sees the new passcode for each key of a policy.
    pub(crate) fn visibility(&mut self, tally: &Tally) -> Markup {
        let policy = &tally.policy;
        let mut headings = key_headings(policy);
        headings.extend(["Reset".to_owned(), "Reset by".to_owned()]);
        headings.extend(looked_at(policy).map(|place| in_place(policy, place)));
        html! {
            (title(policy, "Visibility"))
            div.wide {
                table.cards role="table" {
                    caption.hidden { "Who sees the new passcode: " (on_one_line(&policy.title)) }
                    (head(&headings))
                    tbody role="rowgroup" {
                        @for row in &tally.visibility { (self.visibility_row(policy, row)) }
                    }
                }
            }
        }
    }

    fn visibility_row(&mut self, policy: &Policy, row: &VisibilityRow) -> Markup {
        let by = row.by.unwrap_or_else(|| policy.owner());
        let content = |(place, sees): &(Place, Sees)| Content {
            heading: in_place(policy, *place),
            text: observation_in_words(row, *place, *sees),
            column: Column::Observation { by, place: *place, seen: *sees == Sees::Passcode },
            topic: Some(Topic::Observation(*place)),
        };
        let cells: Vec<Content> = row.places.iter().map(content).collect();
        let class = row.by.is_none().then_some("not-run");
        html! {
            tr role="row" class=[class] {
                (row_head(policy, row.key, row.outcome))
                td role="cell" data-head="Reset by" { (on_one_line(performer(policy, row))) }
                @for cell in &cells { (self.cell(policy, (row.key, row.outcome), false, cell)) }
            }
        }
    }

    fn cell(
        &mut self,
        policy: &Policy,
        (key, outcome): (KeyId, ResetOutcome),
        is_first: bool,
        Content { heading, text, column, topic }: &Content,
    ) -> Markup {
        let row = policy.covered(key).map_or_else(RowId::default, |covered| covered.row);
        // What needs no reset belongs to the key, and so to its first row.
        let of_key = is_first && matches!(column, Column::Any | Column::NotOffered(_));
        let counted = if of_key { ResetOutcome::Done } else { outcome };
        let cell = Cell::new(policy, (key, counted), *column);
        let (name, count) = (cell.name(policy), self.evidence.count(&cell));
        // What was not seen is based on nothing, and assumptions are about plain resets.
        let topic = topic.filter(|_| outcome.is_plain() && count > 0 && text != "no console");
        let assumed = topic.filter(|topic| is_assumed(policy, row, *topic));
        if topic.is_some() {
            self.cells.0 += 1;
            self.cells.1 += usize::from(assumed.is_some());
        }
        let disputes =
            if *column == Column::Passcode { disputes_about(policy, key) } else { Vec::new() };
        let said = text.replace('\n', ", ");
        let key = policy.key_in_words(key);
        let outcome =
            outcome.unless_plain().map_or_else(String::new, |outcome| format!(", {outcome}"));
        let label = format!("{key}{outcome}: {heading}: {said}");
        self.labels.insert(name.clone(), label);
        html! {
            td role="cell" data-head=(heading) class=(look(text)) {
                @if count > 0 {
                    a href=(format!("#?cell={name}")) title=(in_scenarios(count)) {
                        (lines(text))
                        span.hidden { ", " (in_scenarios(count)) }
                    }
                } @else { (lines(text)) }
                @if let Some(topic) = assumed { " " (mark(policy, row, topic)) }
                @for dispute in disputes { span.dispute { (dispute) } }
            }
        }
    }
}

/// The mark of a cell that is based on an assumption, leading to it.
fn mark(policy: &Policy, row: RowId, topic: Topic) -> Markup {
    let href = assumptions(policy, row, topic).first().map_or_else(
        || "#assumptions".to_owned(),
        |first| format!("#assumption.{}.{}", policy.id, slug(&first.id)),
    );
    html! { a.assumption href=(href) title="based on an assumption: the sources are silent" { "assumption" } }
}

fn title(policy: &Policy, what: &str) -> Markup {
    html! { h3 { (on_one_line(&policy.title)) " " span.hidden { (what) } code { (policy.id) } } }
}

fn head(headings: &[String]) -> Markup {
    html! {
        thead role="rowgroup" {
            tr role="row" {
                @for heading in headings {
                    th scope="col" role="columnheader" { (on_one_line(heading)) }
                }
            }
        }
    }
}

fn row_head(policy: &Policy, key: KeyId, outcome: ResetOutcome) -> Markup {
    let (headings, cells) = (key_headings(policy), key_cells(policy, key));
    html! {
        @for (position, (heading, cell)) in headings.iter().zip(&cells).enumerate() {
            @if position == 0 {
                th scope="row" role="rowheader" { bdi { (on_one_line(cell)) } }
            } @else {
                // On a card, platform and management are its title, which needs no headings.
                td.management[position == 1] role="cell" data-head=(on_one_line(heading)) {
                    bdi { (on_one_line(cell)) }
                }
            }
        }
        td role="cell" data-head="Reset" { (outcome) }
    }
}

/// What a cell says, each line on its own.
fn lines(text: &str) -> Markup {
    html! {
        @for (position, line) in text.lines().enumerate() {
            @if position > 0 { br; }
            (on_one_line(line))
        }
    }
}

/// The heading above what someone sees on a surface.
fn in_place(policy: &Policy, place: Place) -> String {
    let who = capitalised(policy.actor_name(place.actor));
    format!("{who}, {}", policy.in_surface(place.surface))
}

/// The look of a cell: that an actor sees something is prominent, what is not there is quiet.
fn look(text: &str) -> &'static str {
    if text.starts_with("● ") {
        "sees"
    } else if text.starts_with("◐ ") {
        "sees-later"
    } else if ["✘ ", "? ", "! ", "… "].iter().any(|mark| text.starts_with(mark)) {
        "fails"
    } else if ["○ ", "not offered", "not observed", NOT_STATED, "no "]
        .iter()
        .any(|it| text.starts_with(it))
    {
        "quiet"
    } else {
        ""
    }
}

fn in_scenarios(count: usize) -> String {
    format!("shown by {}", counted(count, "scenario"))
}

/// `✔ 14 conform`, or the other verdicts.
fn verdict(row: &BehaviourRow) -> String {
    let all = row.scenario_count();
    let conforming = row.verdicts.get(&Verdict::Conforms).copied().unwrap_or_default();
    let others: Vec<String> = row
        .verdicts
        .iter()
        .rev()
        .filter(|(verdict, _)| **verdict != Verdict::Conforms)
        .map(|(verdict, count)| format!("{count} {verdict}"))
        .collect();
    let worst = row.verdicts.keys().max().copied().unwrap_or(Verdict::Conforms);
    match (all, others.is_empty()) {
        (0, _) => "no scenario".to_owned(),
        (_, true) => format!("✔ {all} {}", agreeing(all, "conforms", "conform")),
        (_, false) => {
            let conform = agreeing(conforming, "conforms", "conform");
            format!("{} {conforming} of {all} {conform}; {}", sign(worst), others.join(", "))
        }
    }
}

/// A mark and words, each of which says who sees it.
fn observation_in_words(row: &VisibilityRow, place: Place, sees: Sees) -> String {
    match (row.new_passcode, sees) {
        (Some(true), Sees::Nothing) => "○ does not see it".to_owned(),
        (_, Sees::Passcode) => "● sees it".to_owned(),
        (_, Sees::Sometimes) => "◐ sees it sometimes".to_owned(),
        (_, Sees::After(_)) => {
            let later = format!("◐ {}", cell(row, sees));
            let resets_again = row.resets_again.contains(&place.actor);
            if resets_again { format!("{later}; otherwise resets again") } else { later }
        }
        (_, Sees::NotObserved | Sees::NoSurface | Sees::Nothing) => cell(row, sees).to_owned(),
    }
}
