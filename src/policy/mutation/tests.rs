//! Tests of the mutants: none is missing, none is there twice, and a key of tomorrow is mutated too.

use std::collections::BTreeSet;

use serde_json::json;

use super::*;
use crate::policy::mutation::schema_cursor::{Kind, SchemaCursor};

fn policy(name: &str) -> Policy {
    let path = format!("{}/fixtures/policies/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
    Policy::parse(name, &std::fs::read_to_string(path).unwrap()).unwrap()
}

fn bundled() -> [Policy; 2] {
    ["intune-2015-12", "intune-2015-10"].map(policy)
}

/// The patterns of all values of a document that hold no other values.
fn leaves(cursor: SchemaCursor<'_>, path: &Path, found: &mut BTreeSet<String>) {
    if UNOBSERVABLE.contains(&pattern(path).as_str()) {
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
        Kind::Either(forms) => {
            for form in forms {
                leaves(form, path, found);
            }
        }
        Kind::Choice(_)
        | Kind::Flag
        | Kind::Whole(_)
        | Kind::Duration
        | Kind::Text
        | Kind::Fixed(_)
        | Kind::Unknown => drop(found.insert(pattern(path))),
    }
}

#[test]
fn every_value_that_a_run_can_observe_has_a_mutant_that_can_be_played() {
    let schema = schema_value();
    let mut expected = BTreeSet::new();
    leaves(SchemaCursor::new(&schema), &Path::root(), &mut expected);
    assert!(expected.len() > 30, "{expected:?}");
    for policy in bundled() {
        let mutants = policy.mutants();
        let mutated: BTreeSet<&str> = mutants
            .iter()
            .filter(|mutant| mutant.policy.is_ok())
            .map(|mutant| mutant.pattern.as_str())
            .collect();
        let missing: Vec<&String> =
            expected.iter().filter(|leaf| !mutated.contains(leaf.as_str())).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", policy.id);
    }
}

#[test]
fn no_two_mutants_share_a_name_or_a_policy() {
    for policy in bundled() {
        let mutants = policy.mutants();
        let names: BTreeSet<&str> = mutants.iter().map(|mutant| mutant.name.as_str()).collect();
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
    for left_out in UNOBSERVABLE {
        let mut cursor = SchemaCursor::new(&schema);
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
    let mut tree = (*policy("intune-2015-12").tree).clone();
    let found = |tree: &Node| -> BTreeSet<String> {
        edits(tree, SchemaCursor::new(&schema)).iter().map(|edit| pattern(&edit.path)).collect()
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
fn mutant(name: &str) -> Mutant {
    let mutants = policy("intune-2015-12").mutants();
    let names: Vec<&String> = mutants.iter().map(|mutant| &mutant.name).collect();
    mutants
        .iter()
        .find(|mutant| mutant.name == name)
        .unwrap_or_else(|| panic!("{names:#?}"))
        .clone()
}

#[test]
fn a_time_is_changed_at_its_boundary() {
    mutant("portal.sign_in_again.within 5 minutes → 4 minutes 59 seconds").policy.unwrap();
    mutant("portal.sign_in_again.within 5 minutes → 5 minutes 1 second").policy.unwrap();
}

#[test]
fn what_contradicts_a_change_goes_with_it() {
    let removed = mutant("Android: effect replaced → removed");
    let row = &removed.policy.unwrap().rows[3];
    assert!(row.passcode.is_none() && row.visible.is_empty());
    assert_eq!(removed.also, ["without Android: visible", "without Android: passcode"]);
    let replaced = mutant("iOS: effect removed → replaced");
    assert_eq!(
        replaced.also,
        ["without iOS: follow_up", "with passcode alphabet numeric, generated_by device, length 4"]
    );
    let console = mutant("consoles[ConfigMgr console] dropped").policy.unwrap();
    assert!(console.rows.iter().all(|row| row.visible.len() <= 2));
}

#[test]
fn what_cannot_be_a_policy_is_refused_with_its_problem() {
    let refused = mutant("Android: visible[ConfigMgr console].at ConfigMgr console → device");
    assert_eq!(refused.policy.unwrap_err(), "a device never shows its own passcode");
}
