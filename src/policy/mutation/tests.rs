//! Tests of the mutants: none is missing, none is there twice, and a key of tomorrow is mutated too.

use std::collections::BTreeSet;

use serde_json::json;

use crate::document::yaml::node::Node;
use crate::document::yaml::path::Path;
use crate::policy::checked::Policy;
use crate::policy::mutation::declared_names::DeclaredNames;
use crate::policy::mutation::edit::{UNOBSERVABLE, edits, set};
use crate::policy::mutation::mutant::ValueChange;
use crate::policy::mutation::mutants::MadeMutant;
use crate::policy::mutation::schema_cursor::{Kind, SchemaCursor};
use crate::policy::parse::schema_value;
use crate::policy::row::RowId;

fn text_of(name: &str) -> String {
    let path = format!("{}/fixtures/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

/// A policy with prompts and a dimension that the bundled ones do not have.
fn shopfloor() -> Policy {
    let name = "policies-of-tests/shopfloor";
    Policy::parse(name, &text_of(name)).unwrap()
}

/// The bundled policies and that one.
fn policies() -> Vec<Policy> {
    let folder = format!("{}/fixtures/policies", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let documents = files.filter(|path| path.extension().is_some_and(|it| it == "yaml"));
    let stems = documents.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned());
    let bundled = stems.map(|stem| Policy::parse(&stem, &text_of(&format!("policies/{stem}"))));
    let mut all: Vec<Policy> = bundled.map(Result::unwrap).collect();
    all.sort_by(|left, right| left.id.cmp(&right.id));
    all.push(shopfloor());
    assert!(all.len() > 2);
    all
}

/// Every mutant of a policy, each with all rows.
fn made(policy: &Policy) -> Vec<MadeMutant> {
    let rows: BTreeSet<RowId> = (0..).map(RowId).take(policy.rows.len()).collect();
    let mutants = policy.mutants();
    let all = (0..mutants.len()).map(|index| mutants.make(index, |_| rows.clone()).unwrap());
    mutants.without_repetition(all.collect(), |made| &made.mutant)
}

/// The patterns of all values of a document that hold no other values.
fn leaves(cursor: SchemaCursor<'_>, path: &Path, found: &mut BTreeSet<String>) {
    if UNOBSERVABLE.contains(&path.pattern().as_str()) {
        return;
    }
    match cursor.kind() {
        Kind::List(entry) => leaves(entry, &path.index(0), found),
        Kind::Named(entry) => leaves(entry, &path.key("any"), found),
        Kind::Record(properties) => {
            for property in properties {
                leaves(property.cursor, &path.key(property.key), found);
            }
        }
        Kind::Either(alternatives) => {
            for alternative in alternatives {
                leaves(alternative, path, found);
            }
        }
        Kind::Choice(_)
        | Kind::Flag
        | Kind::Whole(_)
        | Kind::Duration
        | Kind::Text
        | Kind::Unknown => drop(found.insert(path.pattern())),
        // It has no other value.
        Kind::Fixed(_) => {}
    }
}

#[test]
fn every_value_that_a_run_can_observe_has_a_mutant_that_can_be_run() {
    let schema = schema_value();
    let mut expected = BTreeSet::new();
    let names = DeclaredNames::default();
    leaves(SchemaCursor::new(&schema, &names), &Path::root(), &mut expected);
    assert!(expected.len() > 30, "{expected:?}");
    let mut mutated = BTreeSet::new();
    for policy in policies() {
        let named = |pattern: &str| {
            let names = policy.surfaces.iter().map(|surface| &*surface.name);
            let dimensions = policy.dimensions.iter().map(|dimension| &*dimension.name);
            let lost = policy.rows.iter().flat_map(|row| &row.also_removes);
            let lost = lost.map(|(what, _)| policy.text(*what));
            names
                .chain(dimensions)
                .chain(lost)
                .fold(pattern.to_owned(), |it, name| it.replace(&format!(".{name}"), ".any"))
        };
        let runs = made(&policy).into_iter().filter(|made| made.policy.is_ok());
        mutated.extend(runs.map(|made| named(&made.mutant.pattern)));
    }
    let missing: Vec<&String> = expected.iter().filter(|leaf| !mutated.contains(*leaf)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn no_two_mutants_share_a_name_or_a_policy() {
    for policy in policies() {
        let mutants = made(&policy);
        let names: BTreeSet<&str> = mutants.iter().map(|made| made.mutant.name.as_str()).collect();
        assert_eq!(names.len(), mutants.len());
        let made: Vec<u64> =
            mutants.iter().filter_map(|it| Some(it.policy.as_ref().ok()?.digest())).collect();
        assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), made.len());
    }
}

/// A list of what is left out is only as good as its entries: one that names no key hides a slip.
#[test]
fn each_key_that_is_left_out_is_a_key_of_the_schema() {
    let schema = schema_value();
    let names = DeclaredNames::default();
    for left_out in UNOBSERVABLE {
        let mut cursor = SchemaCursor::new(&schema, &names);
        for key in left_out.split('.') {
            let (key, listed) = key.strip_suffix("[]").map_or((key, false), |key| (key, true));
            let Kind::Record(properties) = cursor.kind() else { panic!("{left_out}") };
            cursor = properties.into_iter().find(|it| it.key == key).unwrap().cursor;
            if listed {
                let Kind::List(entry) = cursor.kind() else { panic!("{left_out}") };
                cursor = entry;
            }
        }
    }
}

/// Each kind of value that a schema can ask for, under keys that no policy has.
#[test]
fn a_key_of_tomorrow_is_mutated_without_new_code() {
    let mut schema = schema_value();
    let row = schema.pointer_mut("/$defs/row/properties").unwrap();
    let tomorrow = json!({
        "initiator": { "enum": ["user", "helpdesk"], "type": "string" },
        "read_once": { "type": "boolean", "default": false },
        "attempts": { "type": "integer", "minimum": 1, "maximum": 9 },
        "lifetime": { "$ref": "#/$defs/duration" },
        "note": { "type": ["string", "null"] },
        "os_versions": { "type": "array", "items": { "type": "string" } },
        "delivery": { "anyOf": [
            { "type": "object", "required": ["by"], "properties": { "by": { "enum": ["push", "poll"] } } },
            { "type": "null" }
        ] },
    });
    let keys = tomorrow.as_object().unwrap();
    row.as_object_mut().unwrap().extend(keys.clone());
    let mut tree = (*shopfloor().tree).clone();
    let names = DeclaredNames::of(&tree);
    let found = |tree: &Node| -> BTreeSet<String> {
        edits(tree, SchemaCursor::new(&schema, &names))
            .iter()
            .map(|edit| edit.path.pattern())
            .collect()
    };
    let absent = found(&tree);
    for key in keys.keys() {
        assert!(absent.contains(&format!("rows[].{key}")), "{key} where it is left out");
    }
    let first = Path::root().key("rows").index(0);
    let written = [
        ("initiator", Node::Text("user".into())),
        ("read_once", Node::Flag(true)),
        ("attempts", Node::Whole(3)),
        ("lifetime", Node::Text("5 minutes".into())),
        ("note", Node::Text("a note".into())),
        ("os_versions", Node::List(vec![Node::Text("9".into())])),
        ("delivery", Node::Map(vec![("by".into(), Node::Text("push".into()))])),
    ];
    for (key, value) in written {
        set(&mut tree, first.key(key).steps(), value);
    }
    let present = found(&tree);
    for pattern in ["rows[].os_versions[]", "rows[].delivery.by", "rows[].attempts"] {
        assert!(present.contains(pattern), "{pattern}");
    }
}

#[track_caller]
fn mutant(name: &str) -> MadeMutant {
    let mut mutants = made(&shopfloor());
    let names: Vec<String> = mutants.iter().map(|made| made.mutant.name.clone()).collect();
    let found = names.iter().position(|known| known == name);
    mutants.swap_remove(found.unwrap_or_else(|| panic!("{names:#?}")))
}

#[test]
fn a_time_is_changed_at_its_boundary() {
    let within = "Fleet Desk: reset[sign in again].within 2 minutes";
    mutant(&format!("{within} → 1 minute 59 seconds")).policy.unwrap();
    mutant(&format!("{within} → 2 minutes 1 second")).policy.unwrap();
}

#[test]
fn a_surface_is_left_out_of_no_mutant_and_an_entry_of_another_mapping_is() {
    let all = made(&shopfloor());
    let left_out = all.iter().filter(|it| matches!(it.mutant.change, ValueChange::Dropped));
    let patterns: BTreeSet<&str> = left_out.map(|it| &*it.mutant.pattern).collect();
    assert!(!patterns.contains("surfaces.Fleet Desk"), "{patterns:?}");
    assert!(patterns.contains("rows[].where.enrolment"), "{patterns:?}");
}

#[test]
fn a_change_has_a_sentence_where_the_schema_has_one() {
    let within = "Till Pad 2: follow_up.set_passcode_within 30 minutes";
    let shorter = mutant(&format!("{within} → 29 minutes 59 seconds")).mutant;
    let sentence = "the owner has 29 minutes 59 seconds to set a new passcode on Till Pad 2";
    assert_eq!(shorter.means.as_deref(), Some(sentence));
    assert_eq!(mutant("Fleet Desk: reset[confirm] dropped").mutant.means, None);
}

#[test]
fn a_prompt_is_called_by_its_kind() {
    let right = "kiosk page: reset[choose].right The PIN is forgotten → The screen is broken";
    mutant(right).policy.unwrap();
    mutant("kiosk page: reset[enter a code] dropped").policy.unwrap();
    mutant("Fleet Desk: reset[confirm] confirm → enter a code").policy.unwrap();
}

#[test]
fn what_contradicts_a_change_goes_with_it() {
    let row = "Hand Scanner, shared+personal";
    let removed = mutant(&format!("{row}: effect replaced → removed"));
    let first = &removed.policy.unwrap().rows[0];
    assert!(first.passcode.is_none() && first.visible.is_empty());
    let also = ["visible", "passcode"].map(|key| format!("without {row}: {key}"));
    assert_eq!(removed.mutant.also, also);
    let replaced = mutant("Till Pad 2: effect removed → replaced");
    assert_eq!(
        replaced.mutant.also,
        [
            "without Till Pad 2: follow_up",
            "with passcode alphabet numeric, generated_by device, length 4"
        ]
    );
    let at = "visible[the kiosk page, the store manager]";
    let moved = mutant(&format!("{row}: {at}.to the store manager → the sales clerk"));
    assert_eq!(moved.policy.unwrap().rows[0].visible.len(), 3);
}

#[test]
fn what_cannot_be_a_policy_is_refused_with_its_problem() {
    let refused = mutant("Fleet Desk: manages[personal] dropped");
    assert_eq!(refused.policy.unwrap_err(), "the surface `Fleet Desk`'s manages is empty");
}
