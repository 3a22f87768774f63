//! What happens to the passcode and who sees it, each cell a link to the scenarios that show it.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::conformance::behaviour::{BehaviourRow, ConsoleCell, PortalCell};
use crate::conformance::outcome::RowKey;
use crate::conformance::tally::Tally;
use crate::conformance::verdict::Verdict;
use crate::conformance::visibility::{Sees, VisibilityRow};
use crate::document::sanitized::on_one_line;
use crate::document::wording::{agreeing, counted};
use crate::domain::actor::Actor;
use crate::domain::place::Place;
use crate::domain::surface::Surface;
use crate::policy::checked::Policy;
use crate::policy::row::RowId;
use crate::report::format::html::assumptions::{Topic, assumptions, is_assumed};
use crate::report::format::html::embedding::slug;
use crate::report::format::html::evidence::{Cell, CellEvidence, Column};
use crate::report::format::html::verdict::sign;
use crate::report::{behaviour, visibility};

/// What is known while the tables of a run are written.
pub(crate) struct Tables<'e> {
    evidence: &'e CellEvidence,
    /// What the cells with a link say, by their names.
    pub(crate) labels: BTreeMap<String, String>,
    /// How many cells there are, and how many of them are based on an assumption.
    pub(crate) cells: (usize, usize),
}

/// What a cell holds: its heading, its text, the scenarios that show it and the assumption that it may be based on.
struct Content<'t> {
    heading: &'t str,
    text: String,
    column: Column,
    topic: Option<Topic>,
}

impl<'e> Tables<'e> {
    /// Nothing is written yet.
    pub(crate) const fn new(evidence: &'e CellEvidence) -> Self {
        Self { evidence, labels: BTreeMap::new(), cells: (0, 0) }
    }

    /// What happens to the passcode on each row of a policy.
    pub(crate) fn behaviour(&mut self, tally: &Tally) -> Markup {
        let policy = &tally.policy;
        let headings =
            ["Passcode", "Company Portal website", "ConfigMgr console", "On the device", "Verdict"];
        html! {
            (title(policy, "Behaviour"))
            div.wide {
                table.cards role="table" {
                    caption.hidden { "What happens to the passcode: " (on_one_line(&policy.title)) }
                    (head(&["Platform", "Management"], &headings))
                    tbody role="rowgroup" {
                        @for row in &tally.behaviour { (self.behaviour_row(policy, row)) }
                    }
                }
            }
        }
    }

    fn behaviour_row(&mut self, policy: &Policy, row: &BehaviourRow) -> Markup {
        let portal = match row.portal {
            PortalCell::NotOffered => Column::NotOffered,
            PortalCell::NotObserved
            | PortalCell::Success
            | PortalCell::NewPasscode
            | PortalCell::Differs => Column::Portal,
        };
        let said = on_device(row.on_device.iter().map(|text| policy.text(*text)));
        let at = |actor, surface| Some(Topic::Observation(Place::new(actor, surface)));
        let (end_user, administrator) = (Actor::EndUser, Actor::Administrator);
        let cells = [
            ("Passcode", of_passcode(row), Column::Passcode, Some(Topic::Passcode)),
            (
                "Company Portal website",
                in_portal(row),
                portal,
                at(end_user, Surface::CompanyPortal),
            ),
            (
                "ConfigMgr console",
                in_console(row),
                Column::Console,
                at(administrator, Surface::ConfigMgrConsole),
            ),
            ("On the device", said, Column::OnDevice, Some(Topic::OnDevice)),
            ("Verdict", verdict(row), Column::Any, None),
        ];
        let cells = cells.map(|(heading, text, column, topic)| {
            self.cell(policy, &row.key, &Content { heading, text, column, topic })
        });
        let class = (row.scenario_count() == 0).then_some("not-run");
        html! { tr role="row" class=[class] { (row_head(&row.key)) @for cell in &cells { (cell) } } }
    }

    /// Who sees the new passcode on each row of a policy.
    pub(crate) fn visibility(&mut self, tally: &Tally) -> Markup {
        let policy = &tally.policy;
        let headings = HEADINGS;
        html! {
            (title(policy, "Visibility"))
            div.wide {
                table.cards role="table" {
                    caption.hidden { "Who sees the new passcode: " (on_one_line(&policy.title)) }
                    (head(&["Platform", "Management", "Reset by"], &headings))
                    tbody role="rowgroup" {
                        @for row in &tally.visibility { (self.visibility_row(policy, row)) }
                    }
                }
            }
        }
    }

    fn visibility_row(&mut self, policy: &Policy, row: &VisibilityRow) -> Markup {
        let by = row.by.unwrap_or(Actor::EndUser);
        let mut cells = Vec::new();
        for (heading, (place, sees)) in HEADINGS.into_iter().zip(row.by_place()) {
            let seen = sees == Sees::Passcode;
            let column = Column::Observation { by, place, seen };
            let topic = Some(Topic::Observation(place));
            let text = observation_in_words(row, sees, place.surface);
            cells.push(self.cell(policy, &row.key, &Content { heading, text, column, topic }));
        }
        let class = row.new_passcode.is_none().then_some("not-run");
        html! {
            tr role="row" class=[class] {
                (row_head(&row.key))
                td role="cell" data-head="Reset by" { (row.by.map_or("no one", Actor::name)) }
                @for cell in &cells { (cell) }
            }
        }
    }

    fn cell(
        &mut self,
        policy: &Policy,
        key: &RowKey,
        Content { heading, text, column, topic }: &Content<'_>,
    ) -> Markup {
        let cell = Cell::new(policy, key, *column);
        let (name, count) = (cell.name(policy), self.evidence.count(&cell));
        // What was not seen is based on nothing.
        let topic = topic.filter(|_| count > 0 && text != "no console");
        let assumed = topic.filter(|topic| is_assumed(policy, key.row, *topic));
        if topic.is_some() {
            self.cells.0 += 1;
            self.cells.1 += usize::from(assumed.is_some());
        }
        let label = format!("{}, {}: {heading}: {text}", key.platform.name(), key.management);
        self.labels.insert(name.clone(), label);
        html! {
            td role="cell" data-head=(heading) class=(look(text)) {
                @if count > 0 {
                    a href=(format!("#?cell={name}")) title=(in_scenarios(count)) {
                        (on_one_line(text))
                        span.hidden { ", " (in_scenarios(count)) }
                    }
                } @else { (on_one_line(text)) }
                @if let Some(topic) = assumed { " " (mark(policy, key.row, topic)) }
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

fn head(keys: &[&str], headings: &[&str]) -> Markup {
    html! {
        thead role="rowgroup" {
            tr role="row" {
                @for heading in keys.iter().chain(headings) {
                    th scope="col" role="columnheader" { (heading) }
                }
            }
        }
    }
}

fn row_head(key: &RowKey) -> Markup {
    html! {
        th scope="row" role="rowheader" { bdi { (on_one_line(key.platform.name())) } }
        td.management role="cell" data-head="Management" { (key.management) }
    }
}

/// The places of the visibility table, in its order.
const HEADINGS: [&str; 4] = [
    "The end user, in the portal",
    "Another end user, in the portal",
    "The administrator, in the ConfigMgr console",
    "The administrator, in Remote Mobile Device Manager",
];

/// The look of a cell: that an actor sees something is prominent, what is not there is quiet.
fn look(text: &str) -> &'static str {
    if text.starts_with("● ") {
        "sees"
    } else if text.starts_with("◐ ") {
        "sees-later"
    } else if text.starts_with("○ ") || text.starts_with("not o") || text.starts_with("no ") {
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

/// What happens to the passcode.
fn of_passcode(row: &BehaviourRow) -> String {
    let changes: Vec<String> =
        row.changes.iter().map(|change| behaviour::changed(*change)).collect();
    if changes.is_empty() { "not observed".to_owned() } else { changes.join(" or ") }
}

/// What the end user finds in the portal.
fn in_portal(row: &BehaviourRow) -> String {
    behaviour::portal(row.portal).to_owned()
}

/// What the administrator finds in the console.
fn in_console(row: &BehaviourRow) -> String {
    let text = match row.console {
        ConsoleCell::AfterEarlierReset { own_reset_shows: true } => {
            "new passcode, only after an earlier reset; otherwise the administrator resets again"
        }
        ConsoleCell::AfterEarlierReset { own_reset_shows: false } => {
            "new passcode, only after an earlier reset"
        }
        ConsoleCell::NotObserved
        | ConsoleCell::NoConsole
        | ConsoleCell::NoPasscode
        | ConsoleCell::NewPasscode => behaviour::console(row.console),
    };
    text.to_owned()
}

/// What the device says.
fn on_device<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let texts: Vec<String> = texts.map(|text| format!("“{text}”")).collect();
    if texts.is_empty() { "not observed".to_owned() } else { texts.join(" or ") }
}

/// A mark and words, each of which says who sees it.
fn observation_in_words(row: &VisibilityRow, sees: Sees, surface: Surface) -> String {
    let later = "after an earlier reset";
    match (row.new_passcode, sees) {
        (Some(true), Sees::Nothing) => "○ does not see it".to_owned(),
        (Some(false), Sees::Nothing) => "there is none".to_owned(),
        (_, Sees::Passcode) => "● sees it".to_owned(),
        (_, Sees::AfterEarlierReset) if row.administrator_resets_again && surface.is_console() => {
            format!("◐ {later}; otherwise resets again")
        }
        (_, Sees::AfterEarlierReset) => format!("◐ {later}"),
        (_, Sees::NotObserved | Sees::NoSurface | Sees::Nothing) => {
            visibility::cell(row, sees).to_owned()
        }
    }
}
