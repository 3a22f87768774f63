//! From the written form to the checked one: what no single key can show, all of it at once.

pub(crate) mod assumptions;
pub(crate) mod checker;
pub(crate) mod neighbours;
pub(crate) mod passcode;
pub(crate) mod rows;
pub(crate) mod surfaces;
pub(crate) mod visible;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::yaml::map_reader::{ListOf, MapOf};
use crate::document::yaml::node::Node;
use crate::document::yaml::path::{NodePart, Path};
use crate::policy::check::checker::Checker;
use crate::policy::check::neighbours::Neighbours;
use crate::policy::checked::{Clause, Policy};
use crate::policy::document::{ClauseEntry, RawPolicy};

/// Mappings whose order a report shows, so that it is content and not layout.
pub(crate) const ORDERED: [&str; 2] = ["clauses", "readings"];

/// The version of the format that this engine reads.
const SCHEMA: i64 = 1;

/// Checks `document`, which was read from `node`.
///
/// # Errors
///
/// All problems, those of `findings` included.
pub(crate) fn check(
    document: RawPolicy,
    node: &Node,
    findings: Vec<Finding>,
) -> Result<Policy, Vec<Finding>> {
    let root = Path::root();
    let mut checker = Checker::new(findings);
    if let Some(schema) = document.schema {
        check_schema(&mut checker, schema, &root.key("schema"));
    }
    if let Some(id) = &document.policy {
        checker.check_id(
            "policy::policy_id",
            "a policy's name",
            id,
            NodePart::Value(root.key("policy")),
        );
    }
    let title = document.title.map(|title| checker.prose(title, &root.key("title")));
    if let Some(month) = &document.as_of {
        check_month(&mut checker, month, &root.key("as_of"));
    }
    let sources = check_sources(&mut checker, document.sources);
    let clause_ids: BTreeSet<Arc<str>> =
        document.clauses.iter().map(|(id, _)| Arc::from(id.as_str())).collect();
    let clauses = check_clauses(&mut checker, document.clauses);
    let assumptions = assumptions::check(&mut checker, document.readings, node);
    let portal = document.portal.and_then(|portal| surfaces::portal(&mut checker, portal));
    let consoles_count = document.consoles.len();
    let consoles = surfaces::consoles(&mut checker, document.consoles);
    let neighbours = Neighbours {
        clause_ids: &clause_ids,
        consoles: &consoles,
        // A console that could not be read may be the very one that a row names.
        consoles_known: consoles.len() == consoles_count,
    };
    let rows = rows::check(&mut checker, document.rows, &neighbours, node);
    let (texts, findings) = checker.finish();
    if let (
        Some(id),
        Some(title),
        Some(as_of),
        Some(portal),
        Some(offline_device),
        Some(superseded),
        [],
    ) = (
        document.policy,
        title,
        document.as_of,
        portal,
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
            portal,
            consoles,
            offline_device,
            superseded,
            rows,
            texts,
            digest: node.digest(&ORDERED),
            tree: Arc::new(node.clone()),
            written: None,
        });
    }
    Err(findings)
}

fn check_schema(checker: &mut Checker, schema: i64, path: &Path) {
    if schema != SCHEMA {
        checker.report(
            Finding::new("policy::schema_version", format!("unknown schema version `{schema}`"))
                .help(format!("this version of passgate reads `schema: {SCHEMA}`"))
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

fn check_clauses(checker: &mut Checker, clauses: MapOf<ClauseEntry>) -> Vec<Clause> {
    let mut checked = Vec::new();
    for (id, entry) in clauses {
        let path = Path::root().key("clauses").key(&id);
        checker.check_id("policy::clause_id", "a clause's name", &id, NodePart::Key(path.clone()));
        if let Some(entry) = entry {
            checked.push(Clause {
                id: id.into(),
                statement: checker.prose(entry.statement, &path.key("statement")),
                evidence: entry.evidence,
            });
        }
    }
    checked
}
