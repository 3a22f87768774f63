//! Checks the rows, each on its own and against the others.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::suggestion::did_you_mean;
use crate::document::yaml::map_reader::ListOf;
use crate::document::yaml::node::Node;
use crate::document::yaml::path::{NodePart, Path};
use crate::domain::platform::{Management, Platform};
use crate::domain::reset::Effect;
use crate::policy::check::checker::{Checker, Slot};
use crate::policy::check::neighbours::Neighbours;
use crate::policy::check::{passcode, surfaces, visible};
use crate::policy::document::{FollowUpEntry, NoticeEntry, RowEntry};
use crate::policy::row::{FollowUp, Notice, Row};
use crate::policy::table::VisibleTable;

/// Checks the rows.
pub(crate) fn check(
    checker: &mut Checker,
    entries: ListOf<RowEntry>,
    neighbours: &Neighbours<'_>,
    node: &Node,
) -> Vec<Row> {
    if node.get("rows").is_some_and(|rows| *rows == Node::List(Vec::new())) {
        checker.report(
            Finding::new("policy::no_rows", "the policy has no row")
                .help("add a row for each platform: `- platform: …`")
                .at(NodePart::Key(Path::root().key("rows"))),
        );
    }
    let mut rows = Vec::new();
    let mut keys: Vec<Key> = Vec::new();
    for (index, entry) in entries.into_iter().enumerate() {
        let path = Path::root().key("rows").index(index);
        let Some(entry) = entry else { continue };
        check_overlap(checker, &entry, &path, &mut keys);
        rows.extend(check_row(checker, entry, &path, neighbours));
    }
    rows
}

/// What a row answers for, and where it says so.
struct Key {
    platform: String,
    management: Management,
    path: Path,
}

fn check_overlap(checker: &mut Checker, entry: &RowEntry, path: &Path, keys: &mut Vec<Key>) {
    let own = keys.len();
    for (index, &management) in entry.management.iter().enumerate() {
        let path = path.key("management").index(index);
        let mut others = keys.iter().take(own);
        let same = |key: &&Key| key.platform == entry.platform && key.management == management;
        match others.find(same) {
            Some(first) => checker.report(
                Finding::new(
                    "policy::overlapping_rows",
                    format!("two rows cover {} under `{management}`", quoted(&entry.platform)),
                )
                .help("remove the management from one of them, or remove that row")
                .marked(NodePart::Value(first.path.clone()), "this row covers it")
                .marked(NodePart::Value(path), "and so does this one"),
            ),
            None => keys.push(Key { platform: entry.platform.clone(), management, path }),
        }
    }
}

fn check_row(
    checker: &mut Checker,
    entry: RowEntry,
    path: &Path,
    neighbours: &Neighbours<'_>,
) -> Option<Row> {
    check_platform(checker, &entry.platform, &path.key("platform"));
    surfaces::check_management(checker, &entry.management, &path.key("management"));
    let visible = visible::check(checker, &entry, path, neighbours);
    let clauses = check_clauses(checker, &entry.clauses, &path.key("clauses"), neighbours);
    let passcode = passcode::check(checker, entry.passcode, entry.effect, path);
    let on_device = entry.on_device.map(|notice| check_notice(checker, notice, path));
    let follow_up = match entry.follow_up {
        Some(follow_up) => Some(check_follow_up(checker, follow_up, entry.effect, path)?),
        None => None,
    };
    Some(Row {
        platform: Platform::new(&entry.platform),
        management: entry.management,
        effect: entry.effect,
        passcode,
        needs_unlock_token: entry.needs_unlock_token,
        table: VisibleTable::new(&visible),
        visible,
        on_device,
        follow_up,
        evidence: entry.evidence,
        clauses,
    })
}

fn check_platform(checker: &mut Checker, platform: &str, path: &Path) {
    let blanks = platform.trim() != platform && !platform.trim().is_empty();
    checker.prose(platform.to_owned(), path);
    if blanks {
        checker.report(
            Finding::new(
                "policy::platform_name",
                format!("the platform {} begins or ends with a space", quoted(platform)),
            )
            .help(format!("write {}", quoted(platform.trim())))
            .at(NodePart::Value(path.clone())),
        );
    }
}

fn check_clauses(
    checker: &mut Checker,
    clauses: &[String],
    path: &Path,
    neighbours: &Neighbours<'_>,
) -> Vec<Arc<str>> {
    let mut cited: Vec<Arc<str>> = Vec::new();
    let mut seen = BTreeSet::new();
    for (index, clause) in clauses.iter().enumerate() {
        let place = NodePart::Value(path.index(index));
        let Some(id) = neighbours.clause_ids.get(clause.as_str()) else {
            let known = neighbours.clause_ids.iter().map(|id| &**id);
            let message = format!("there is no clause {}", quoted(clause));
            checker.report(
                Finding::new("policy::unknown_clause", message)
                    .help(format!(
                        "{}; a row cites what `clauses` states",
                        did_you_mean(clause, known)
                    ))
                    .at(place),
            );
            continue;
        };
        if !seen.insert(clause) {
            let message = format!("a row cites {} twice", quoted(clause));
            checker.report(
                Finding::new("policy::repeated_clause", message)
                    .help("remove one of them")
                    .at(place),
            );
        }
        cited.push(Arc::clone(id));
    }
    cited
}

fn check_notice(checker: &mut Checker, notice: NoticeEntry, row: &Path) -> Notice {
    let path = row.key("on_device").key("says");
    Notice { kind: notice.kind, says: checker.said(notice.says, Slot::Never, &path) }
}

fn check_follow_up(
    checker: &mut Checker,
    entry: FollowUpEntry,
    effect: Effect,
    row: &Path,
) -> Option<FollowUp> {
    let path = row.key("follow_up");
    if effect != Effect::Removed {
        checker.report(
            Finding::new(
                "policy::follow_up_without_removal",
                format!("a row whose effect is `{effect}` cannot have a `follow_up`"),
            )
            .help("remove `follow_up`, or make the effect `removed`")
            .marked(NodePart::Key(path.clone()), "asks for a new passcode")
            .marked(NodePart::Value(row.key("effect")), "leaves one on the device"),
        );
    }
    let set_passcode_within =
        checker.span(entry.set_passcode_within, &path.key("set_passcode_within"))?;
    Some(FollowUp { set_passcode_within, limit: entry.limit, otherwise: entry.otherwise })
}
