//! What is wrong with the file of an adapter: where, why, and what to do.

use std::fs;
use std::process::{Command, Stdio};

use crate::support::root;

/// Starts an adapter with its file changed in one place; the line of the file, the message and the help that it prints.
#[track_caller]
fn check(kind: &str, (written, instead): (&str, &str), expected: [&str; 2]) {
    let text = fs::read_to_string(root().join(format!("fixtures/adapters/{kind}.yaml"))).unwrap();
    assert!(text.contains(written), "{written}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("adapter.yaml");
    fs::write(&path, text.replacen(written, instead, 1)).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_passgate"));
    command.args(["adapter", kind]).arg(&path).stdin(Stdio::null()).env_clear();
    command.env("PASSGATE_CONTROL_TOKEN", "x").env("PASSGATE_WIDTH", "200");
    let output = command.env("GRAPH_TOKEN", "x").output().unwrap();
    let printed = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{printed}");
    let common = written.bytes().zip(instead.bytes()).take_while(|(one, other)| one == other);
    let before = text.split_once(written).unwrap().0.len() + common.count();
    let start = text.get(..before).unwrap();
    let line = start.lines().count() + usize::from(start.ends_with('\n'));
    let place = format!("adapter.yaml:{line}:");
    for part in [place.as_str(), expected[0], expected[1]] {
        assert!(printed.contains(part), "{part}\n{printed}");
    }
}

#[test]
fn a_wrong_file_of_a_graph_adapter_is_refused_with_place_cause_and_remedy() {
    for (change, expected) in [
        (("schema: 1", "schema: 2"), ["unknown schema version `2`", "reads `schema: 1`"]),
        (("\nhooks:", "\nhook:"), ["has no key `hook`", "did you mean `hooks`?"]),
        (("\napi:", "\npages:"), ["has no key `pages`", "known: schema, name"]),
        (("name: serve-graph", "name: serve graph"), ["is not a name", "letters, digits"]),
        (("devices: 8", "devices: 9"), ["cannot have 9 devices", "from 1 to 8"]),
        (("- push lost", "- push loss"), ["no fault `push loss`", "did you mean `push lost`?"]),
        (
            ("{ the administrator: G", "{ the admin: G"),
            ["not one of `actors`", "known: the end user"],
        ),
        (("r: GRAPH_TOKEN", "r: NO_TOKEN"), ["has no `NO_TOKEN`", "set it to the token"]),
        (("[hybrid]", "[hybird]"), ["`hybird` is not one of", "did you mean `hybrid`?"]),
        (("url: http://", "url: "), ["is not an address", "https://portal.example.com"]),
        (("{device}/connect", "{devcie}/connect"), ["called `{devcie}`", "did you mean `device`?"]),
        (("json: { ms: \"{ms}\"", "json: { ms: \"{msec}\""), ["called `{msec}`", "known: policy"]),
        (("http: DELETE ", "http: "), ["is not a request", "a method and an address"]),
        (
            ("- http: DELETE ", "- run: [x]\n      http: DELETE "),
            ["both a request", "write `http:"],
        ),
        (("allow: [404]", "allow: [204]"), ["not the status of a failure", "from 300 to 599"]),
        (("{ id: /id }", "{ id: id }"), ["not a JSON pointer", "write `/id`"]),
        (("[standalone, hybrid]", "[standalone, hybrid"), ["not closed", "close it with `]`"]),
    ] {
        check("graph", change, expected);
    }
}

#[test]
fn a_wrong_file_of_a_portal_adapter_is_refused_with_place_cause_and_remedy() {
    for (change, expected) in [
        (("script: false", "script: never"), ["cannot be the text `never`", "`true` or `false`"]),
        (("actors: [", "actor: ["), ["has no key `actor`", "did you mean `actors`?"]),
        (
            ("    people:\n", "    persons:\n"),
            ["has no key `persons`", "known: people, buttons, texts"],
        ),
        (("the end user: \"", "the user: \""), ["not one of `actors`", "did you mean"]),
        (("\"http://", "\"//"), ["is not an address", "https://portal.example.com"]),
        (("?device={device}", "?device={devise}"), ["called `{devise}`", "did you mean `device`?"]),
        (("confirm: *reset", "confrim: *reset"), ["for `confrim`", "did you mean `confirm`?"]),
        (("name: Cancel", "nam: Cancel"), ["has no key `nam`", "did you mean `name`?"]),
        (("cancel: { role: button, ", "cancel: { "), ["missing the key `role`", "add `role"]),
        (("says: {", "say: {"), ["has no key `say`", "did you mean `says`?"]),
        (("passcode: confirm", "passcode: confrim"), ["mean `confrim`", "did you mean `confirm`?"]),
        (("d: not-allowed", "d: not-alowed"), ["mean `not-alowed`", "mean `not-allowed`?"]),
        (("    texts: &texts", "    text: &texts"), ["has no key `text`", "did you mean `texts`?"]),
        (
            ("bearer: PASSGATE_CONTROL_TOKEN", "bearer: MINE"),
            ["has no `MINE`", "set it to the token"],
        ),
    ] {
        check("portal", change, expected);
    }
}

#[test]
fn a_browser_that_is_none_is_named_at_once() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_passgate"));
    let settings = root().join("fixtures/adapters/portal.yaml");
    command.args(["adapter", "portal", "--browser", "/bin/false"]).arg(settings);
    command.env("PASSGATE_CONTROL_TOKEN", "x").stdin(Stdio::null());
    let output = command.output().unwrap();
    let printed = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{printed}");
    assert!(printed.contains("it has ended by itself"), "{printed}");
    assert!(printed.contains("name one with --browser"), "{printed}");
}
