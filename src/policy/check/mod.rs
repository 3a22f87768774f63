//! From the written form to the checked one: what no single key can show, all of it at once.

pub(crate) mod about;
pub(crate) mod assumptions;
pub(crate) mod certainty;
pub(crate) mod checker;
pub(crate) mod declared;
pub(crate) mod flow;
pub(crate) mod names;
pub(crate) mod passcode;
pub(crate) mod people;
pub(crate) mod rows;
pub(crate) mod side_effects;
pub(crate) mod surface_support;
pub(crate) mod surfaces;
pub(crate) mod visible;

use std::cell::LazyCell;
use std::sync::Arc;

use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::yaml::map_reader::{ListOf, MapOf};
use crate::document::yaml::node::Node;
use crate::document::yaml::path::{NodePart, Path};
use crate::domain::actor::{ActorId, Role};
use crate::domain::place::Place;
use crate::domain::span::Span;
use crate::domain::surface::SurfaceId;
use crate::policy::actors::Actor;
use crate::policy::check::checker::Checker;
use crate::policy::check::declared::Declared;
use crate::policy::checked::{Clause, Dimension, PlaceIndices, Policy, WaitEnd};
use crate::policy::document::{ClauseEntry, RawPolicy};
use crate::policy::duration::Duration;
use crate::policy::keys::CoveredKey;
use crate::policy::surfaces::Surface;

/// Mappings whose order a report shows, so that it is content and not layout.
pub(crate) const ORDERED: [&str; 5] =
    ["actors", "assumptions", "clauses", "dimensions", "surfaces"];

/// The version of the format that this engine reads.
pub(crate) const SCHEMA: i64 = 2;

/// What to change in a document of the first version.
const FROM_SCHEMA_1: &str = "this version reads `schema: 2`; to change a document of schema 1:\n\
    - declare `service`, `managements` and `actors`, which it did not name\n\
    - move `portal` and `consoles` to `surfaces`, by name, each with `kind`, `for` and `button`\n\
    - write what `portal.sign_in_again` said, and the confirmation, as prompts under `reset` of the portal; \
    `reset: []` where one click is enough, no `reset` instead of `offers_reset: false`\n\
    - move `portal.completes_within` to the top\n\
    - call `readings` `assumptions`, with `assumption` in place of `reading`; the evidence `reading` is `assumed`";

/// Checks `document`, which was read from `node`.
///
/// # Errors
///
/// All problems, those of `findings` included.
pub(crate) fn check(
    mut document: RawPolicy,
    node: &Node,
    findings: Vec<Finding>,
) -> Result<Policy, Vec<Finding>> {
    let mut checker = Checker::new(findings);
    check_heading(&mut checker, &document);
    let title = document.title.take().map(|it| checker.prose(it, &Path::root().key("title")));
    let sources = check_sources(&mut checker, std::mem::take(&mut document.sources));
    let clause_ids = document.clauses.iter().map(|(id, _)| Arc::from(id.as_str())).collect();
    let World { complete, managements, dimensions, actors, surfaces } =
        check_world(&mut checker, &mut document);
    let times = check_times(&mut checker, &mut document);
    let declared = Declared {
        clause_ids: &clause_ids,
        actors: &actors,
        surfaces: &surfaces,
        managements: &managements,
        dimensions: &dimensions,
        complete,
    };
    let written = document.rows.len();
    let (rows, keys) = rows::check(&mut checker, document.rows, &declared, node);
    // A row that could not be read may be the one that a clause is about.
    let known = (rows.len() == written).then_some(keys.as_slice());
    let clauses = check_clauses(&mut checker, document.clauses, &declared, known, node);
    let assumptions = assumptions::check(&mut checker, document.assumptions, node);
    let (texts, findings) = checker.finish();
    if let (
        Some(id),
        Some(title),
        Some(as_of),
        Some(service),
        Some(completes_within),
        Some(offline_device),
        Some(superseded),
        [],
    ) = (
        document.policy,
        title,
        document.as_of,
        document.service,
        times.completes_within,
        document.offline_device,
        document.superseded,
        findings.as_slice(),
    ) {
        return Ok(Policy {
            id: id.into(),
            title,
            as_of,
            sources,
            clauses,
            assumptions,
            service: service.into(),
            managements,
            dimensions,
            place_indices: place_indices(&places(&surfaces)),
            places: places(&surfaces),
            owner: owner(&actors),
            actors,
            surfaces,
            completes_within,
            offline_device,
            gives_up: times.gives_up,
            superseded,
            visible_for: times.visible_for,
            rows,
            keys,
            texts,
            digest: node.digest(&ORDERED),
            tree: Arc::new(node.clone()),
            written: None,
        });
    }
    Err(findings)
}

/// The lengths of time of a policy.
struct Times {
    completes_within: Option<Span>,
    gives_up: Option<(Span, WaitEnd)>,
    visible_for: Option<Span>,
}

fn check_times(checker: &mut Checker, document: &mut RawPolicy) -> Times {
    let root = Path::root();
    let mut span = |written: Option<Duration>, path: Path| checker.span(written?, &path);
    let completes_within = span(document.completes_within.take(), root.key("completes_within"));
    let visible_for = span(document.visible_for.take(), root.key("visible_for"));
    let gives_up = document
        .gives_up
        .take()
        .and_then(|it| Some((span(Some(it.after), root.key("gives_up").key("after"))?, it.ends)));
    Times { completes_within, gives_up, visible_for }
}

/// What a policy declares before its rows.
struct World {
    /// Whether all of it could be read, so that a name that is not in it is unknown.
    complete: bool,
    managements: Vec<Arc<str>>,
    dimensions: Vec<Dimension>,
    actors: Vec<Actor>,
    surfaces: Vec<Surface>,
}

fn check_world(checker: &mut Checker, document: &mut RawPolicy) -> World {
    let (managements, actors) =
        (std::mem::take(&mut document.managements), std::mem::take(&mut document.actors));
    let surfaces = std::mem::take(&mut document.surfaces);
    let complete = actors.iter().all(|(_, actor)| actor.is_some())
        && surfaces.iter().all(|(_, surface)| surface.is_some())
        && managements.iter().all(Option::is_some);
    let managements = people::managements(checker, document.service.as_deref(), managements);
    let dimensions = people::dimensions(checker, std::mem::take(&mut document.dimensions));
    let actors = people::actors(checker, actors);
    let surfaces = surfaces::check(checker, surfaces, &actors, &managements);
    let complete = complete && actors.iter().any(|actor| actor.role == Role::Owner);
    World { complete, managements, dimensions, actors, surfaces }
}

fn check_heading(checker: &mut Checker, document: &RawPolicy) {
    let root = Path::root();
    if let Some(schema) = document.schema {
        check_schema(checker, schema, &root.key("schema"));
    }
    if let Some(id) = &document.policy {
        let place = NodePart::Value(root.key("policy"));
        checker.check_id("policy::policy_id", "a policy's name", id, place);
    }
    if let Some(month) = &document.as_of {
        check_month(checker, month, &root.key("as_of"));
    }
}

/// The actor with the role `owner`.
fn owner(actors: &[Actor]) -> ActorId {
    let numbered = (0..).map(ActorId).zip(actors);
    let mut owners = numbered.filter(|(_, actor)| actor.role == Role::Owner);
    owners.next().map_or_else(ActorId::default, |(id, _)| id)
}

/// Who may look where: surface by surface, the device last.
fn places(surfaces: &[Surface]) -> Vec<Place> {
    let numbered = (0..).map(SurfaceId).zip(surfaces);
    let (device, declared): (Vec<_>, Vec<_>) =
        numbered.partition(|(id, _)| *id == SurfaceId::DEVICE);
    let there = |(id, surface): (SurfaceId, &Surface)| {
        surface.people.iter().map(|actor| Place::new(*actor, id)).collect::<Vec<_>>()
    };
    declared.into_iter().chain(device).flat_map(there).collect()
}

fn place_indices(places: &[Place]) -> PlaceIndices {
    let mut indices = PlaceIndices::default();
    for (index, place) in (0..).zip(places) {
        let of_actor = indices.get_mut(place.actor.index());
        if let Some(own) = of_actor.and_then(|all| all.get_mut(place.surface.index())) {
            *own = Some(index);
        }
    }
    indices
}

fn check_schema(checker: &mut Checker, schema: i64, path: &Path) {
    if schema != SCHEMA {
        checker.report(
            Finding::new("policy::schema_version", format!("unknown schema version `{schema}`"))
                .help(if schema == 1 {
                    FROM_SCHEMA_1.to_owned()
                } else {
                    format!("this version of passgate reads `schema: {SCHEMA}`")
                })
                .at(NodePart::Value(path.clone())),
        );
    }
}

fn check_month(checker: &mut Checker, month: &str, path: &Path) {
    let parts = month.split_once('-');
    let valid = parts.is_some_and(|(year, month)| {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let in_year = month.parse().is_ok_and(|month: u8| (1..=12).contains(&month));
        year.len() == 4 && month.len() == 2 && digits(year) && digits(month) && in_year
    });
    if !valid {
        checker.report(
            Finding::new("policy::as_of", format!("{} is not a month", quoted(month)))
                .help("write the year and the month: `\"2015-12\"`")
                .at(NodePart::Value(path.clone())),
        );
    }
}

fn check_sources(checker: &mut Checker, sources: ListOf<String>) -> Vec<String> {
    let path = Path::root().key("sources");
    let sources = sources.into_iter().enumerate();
    sources.filter_map(|(index, source)| Some(checker.prose(source?, &path.index(index)))).collect()
}

fn check_clauses(
    checker: &mut Checker,
    clauses: MapOf<ClauseEntry>,
    declared: &Declared<'_>,
    keys: Option<&[CoveredKey]>,
    node: &Node,
) -> Vec<Clause> {
    let mut checked = Vec::new();
    let patterns = LazyCell::new(|| about::patterns(node));
    for (id, entry) in clauses {
        let path = Path::root().key("clauses").key(&id);
        checker.check_id("policy::clause_id", "a clause's name", &id, NodePart::Key(path.clone()));
        if let Some(entry) = entry {
            checked.push(Clause {
                id: id.into(),
                statement: checker.prose(entry.statement, &path.key("statement")),
                evidence: entry.evidence,
                about: entry.about.map(|it| {
                    about::check(checker, it, &path.key("about"), declared, keys, &patterns)
                }),
            });
        }
    }
    checked
}
