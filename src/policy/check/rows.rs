//! Checks the rows, each on its own and against the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::suggestion::did_you_mean;
use crate::document::yaml::map_reader::ListOf;
use crate::document::yaml::node::Node;
use crate::document::yaml::path::{NodePart, Path};
use crate::domain::key::Key;
use crate::domain::reset::{Effect, ResetScope};
use crate::domain::view::Notice;
use crate::policy::check::checker::{Checker, Slot};
use crate::policy::check::declared::Declared;
use crate::policy::check::names::{self, NameKind};
use crate::policy::check::{certainty, passcode, side_effects, surface_support, surfaces, visible};
use crate::policy::keys::{CoveredKey, CoveredKeys};
use crate::policy::row::{FollowUp, Row, RowId};
use crate::policy::row_document::{FollowUpEntry, NoticeEntry, RowEntry};
use crate::policy::table::VisibleTable;

/// The most keys that the rows of a policy may cover.
const KEYS_MAX: usize = 4096;

/// Checks the rows; returns them, and every key that they cover.
pub(crate) fn check(
    checker: &mut Checker,
    entries: ListOf<RowEntry>,
    declared: &Declared<'_>,
    node: &Node,
) -> (Vec<Row>, CoveredKeys) {
    if node.get("rows").is_some_and(|rows| *rows == Node::List(Vec::new())) {
        checker.report(
            Finding::new("policy::no_rows", "the policy has no row")
                .help("add a row for each platform: `- platform: …`")
                .at(NodePart::Key(Path::root().key("rows"))),
        );
    }
    let mut rows = Vec::new();
    let mut keys = CoveredKeys::default();
    let mut written: BTreeMap<Key, Path> = BTreeMap::new();
    for (index, entry) in entries.into_iter().enumerate() {
        let path = Path::root().key("rows").index(index);
        let Some(entry) = entry else { continue };
        let row = RowId(u16::try_from(rows.len()).unwrap_or(u16::MAX));
        for (key, path) in covered(checker, &entry, &path, declared) {
            let first = written.entry(key.clone()).or_insert_with(|| path.clone());
            check_key(checker, &key, &path, first, declared);
            keys.push(CoveredKey { key, row });
        }
        rows.extend(check_row(checker, entry, &path, declared));
        if keys.as_slice().len() > KEYS_MAX {
            checker.report(
                Finding::new(
                    "policy::too_many_keys",
                    format!("the rows cover more than {KEYS_MAX} kinds of device"),
                )
                .help("leave out a dimension, or values that behave alike")
                .at(NodePart::Key(Path::root().key("rows"))),
            );
            break;
        }
    }
    (rows, keys)
}

/// Every key that a row covers, and where the document says so.
fn covered(
    checker: &mut Checker,
    entry: &RowEntry,
    path: &Path,
    declared: &Declared<'_>,
) -> Vec<(Key, Path)> {
    let others = check_others(checker, entry, &path.key("where"), declared);
    let mut keys = Vec::new();
    for (index, management) in entry.management.iter().enumerate() {
        let mut all: Vec<Vec<Arc<str>>> =
            vec![vec![entry.platform.as_str().into(), management.as_str().into()]];
        for values in &others {
            all = all
                .iter()
                .flat_map(|key| {
                    values
                        .iter()
                        .map(move |value| key.iter().cloned().chain([Arc::clone(value)]).collect())
                })
                .take(KEYS_MAX + 1)
                .collect();
        }
        let path = path.key("management").index(index);
        keys.extend(all.into_iter().map(|values| (Key::new(values), path.clone())));
    }
    keys
}

/// The values that a row covers in each of the other dimensions.
fn check_others(
    checker: &mut Checker,
    entry: &RowEntry,
    path: &Path,
    declared: &Declared<'_>,
) -> Vec<Vec<Arc<str>>> {
    let known = || declared.dimensions.iter().map(|dimension| &*dimension.name);
    for name in entry.others.keys().filter(|name| !known().any(|known| known == name.as_str())) {
        let path = path.key(name);
        checker.report_unknown(
            "policy::unknown_dimension",
            "dimension",
            name,
            known(),
            NodePart::Key(path),
        );
    }
    declared
        .dimensions
        .iter()
        .map(|dimension| {
            let Some(values) = entry.others.get(&*dimension.name) else {
                return dimension.values.clone();
            };
            let path = path.key(&dimension.name);
            for (index, value) in values.iter().enumerate() {
                let known = || dimension.values.iter().map(|value| &**value);
                if !known().any(|known| known == value) {
                    let path = path.index(index);
                    checker.report_unknown(
                        "policy::unknown_value",
                        "value",
                        value,
                        known(),
                        NodePart::Value(path),
                    );
                }
            }
            let listed = |value: &&Arc<str>| values.iter().any(|listed| **listed == ***value);
            dimension.values.iter().filter(listed).cloned().collect()
        })
        .collect()
}

fn check_key(checker: &mut Checker, key: &Key, path: &Path, first: &Path, declared: &Declared<'_>) {
    if first.parent() != path.parent() {
        checker.report(
            Finding::new("policy::overlapping_rows", format!("two rows cover {key}"))
                .help("remove the management from one of them, or remove that row")
                .marked(NodePart::Value(first.clone()), "this row covers it")
                .marked(NodePart::Value(path.clone()), "and so does this one"),
        );
    }
    let management = key.management();
    let is_known = declared.managements.iter().any(|known| **known == *management);
    if is_known && !declared.anyone_resets(management) {
        checker.report(
            Finding::new(
                "policy::no_one_resets",
                format!("no one can reset a device that is {key}"),
            )
            .help("give a surface that manages such devices a `reset`, for someone who may use it")
            .at(NodePart::Value(path.clone())),
        );
    }
}

fn check_row(
    checker: &mut Checker,
    entry: RowEntry,
    path: &Path,
    declared: &Declared<'_>,
) -> Option<Row> {
    let platform = NodePart::Value(path.key("platform"));
    names::check(checker, NameKind::Platform, &entry.platform, &platform);
    let management = surfaces::check_management(
        checker,
        entry.management.clone(),
        declared.managements,
        &path.key("management"),
    );
    if entry.effect == Effect::Unchanged && entry.scope == ResetScope::WorkProfile {
        checker.report(
            Finding::new(
                "policy::nothing_to_reset",
                "a row whose effect is `unchanged` resets no work profile",
            )
            .help("remove `scope`, or write what a reset does")
            .at(NodePart::Value(path.key("scope"))),
        );
    }
    let visible = visible::check(checker, &entry, &management, path, declared);
    let support = surface_support::check(checker, &entry, &management, path, declared);
    certainty::check_unstated(checker, &entry, path);
    let disputed = certainty::check(checker, &entry, path);
    let also_removes = side_effects::check(checker, &entry, path, declared);
    let clauses = check_clauses(checker, &entry.clauses, &path.key("clauses"), declared);
    let passcode = passcode::check(checker, entry.passcode, entry.effect, path);
    let on_device = entry.on_device.map(|notice| check_notice(checker, notice, path));
    let follow_up = match entry.follow_up {
        Some(follow_up) => {
            let removes = (entry.effect, entry.scope);
            Some(check_follow_up(checker, follow_up, removes, path)?)
        }
        None => None,
    };
    Some(Row {
        platform: entry.platform.into(),
        management,
        effect: entry.effect,
        scope: entry.scope,
        also_removes,
        passcode,
        needs_unlock_token: entry.needs_unlock_token,
        table: VisibleTable::new(&visible),
        visible,
        on_device,
        follow_up,
        support,
        evidence: entry.evidence,
        evidence_of: entry.evidence_of,
        disputed,
        not_stated: entry.not_stated,
        clauses,
    })
}

fn check_clauses(
    checker: &mut Checker,
    clauses: &[String],
    path: &Path,
    declared: &Declared<'_>,
) -> Vec<Arc<str>> {
    let mut cited: Vec<Arc<str>> = Vec::new();
    let mut seen = BTreeSet::new();
    for (index, clause) in clauses.iter().enumerate() {
        let place = NodePart::Value(path.index(index));
        let Some(id) = declared.clause_ids.get(clause.as_str()) else {
            let known = declared.clause_ids.iter().map(|id| &**id);
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
    (effect, scope): (Effect, ResetScope),
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
    if scope == ResetScope::WorkProfile {
        checker.report(
            Finding::new(
                "policy::follow_up_of_work_profile",
                "a row whose scope is `work_profile` cannot have a `follow_up`",
            )
            .help("remove `follow_up`, or make the scope `device`")
            .marked(NodePart::Key(path.clone()), "asks for a new passcode of the device")
            .marked(NodePart::Value(row.key("scope")), "leaves the device its passcode"),
        );
    }
    let set_passcode_within =
        checker.span(entry.set_passcode_within, &path.key("set_passcode_within"))?;
    Some(FollowUp { set_passcode_within, limit: entry.limit, otherwise: entry.otherwise })
}
