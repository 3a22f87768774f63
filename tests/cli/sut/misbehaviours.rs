//! Ten ways to misbehave: each gets the right verdict, exit code and message, and none hangs the harness, loses a report
//! or leaves a process behind.

use crate::folder::{Folder, Printed};
use crate::sut::{is_alive, run};

/// A system with one device that answers as it should. Each test adds lines that come before its own.
const RIGHT: &str = r#"
      *'"hello"'*) say '"protocol":1,"sut":{"name":"parrot","version":"1"},"can":{"clock":"virtual","until":true,"devices":{"count":1},"dimensions":{"platform":["iOS"],"management":["standalone"]},"actors":["the end user"],"surfaces":{"the device":["look","enter","set"]}}' ;;
      *'"begin"'*) say '"ready":true' ;;
      *'"look"'*) say '"views":[{"lock":"locked"}]' ;;
      *'"advance"'*) say '"stopped":"end"' ;;
      *) say '"done":true' ;;
"#;

/// A shell script that answers each message by the first pattern that it has.
fn script(wrong: &str) -> String {
    format!(
        "#!/bin/sh\n\
         echo $$ >> pids\n\
         sleep 1000 </dev/null >/dev/null 2>&1 &\n\
         echo $! >> pids\n\
         echo 'the parrot is awake' >&2\n\
         say() {{ printf '{{\"id\":%s,\"now_ms\":0,%s}}\\n' \"$id\" \"$1\"; }}\n\
         while IFS= read -r line; do\n\
           id=${{line#*:}}; id=${{id%%,*}}\n\
           case $line in\n{wrong}{RIGHT}    esac\n\
         done\n"
    )
}

/// A suite with this number of scenarios, and a system that misbehaves like this.
fn suite(wrong: &str, scenarios: usize) -> Folder {
    let mut feature = "@policy:intune-2015-12\nFeature: Misbehaving\n".to_owned();
    for number in 1..=scenarios {
        feature += &format!(
            "  Scenario: Number {number}\n    \
             Given an iOS device managed by Intune standalone\n    \
             Then the device has a passcode\n"
        );
    }
    Folder::empty()
        .and("parrot.sh", script(wrong))
        .and("features/mine.feature", feature)
        .and(
            "passgate.yaml",
            "schema: 1\nsuts:\n  parrot:\n    command: sh parrot.sh\n    time_limits:\n      \
             hello: 20 seconds\n      begin: 20 seconds\n      act: 2 seconds\n      look: 20 seconds\n",
        )
}

fn judged(folder: &Folder) -> Printed {
    let printed = run(folder, &["run", "--sut", "parrot", "-f", "progress", "-f", "json:run.json"]);
    let json: serde_json::Value = serde_json::from_str(&folder.read("run.json")).unwrap();
    assert_eq!(json["target"], "parrot 1", "the report is there");
    for pid in folder.read("pids").lines() {
        assert!(!is_alive(pid), "process {pid} was left behind");
    }
    printed
}

#[track_caller]
fn check(wrong: &str, message: &str) {
    let folder = suite(wrong, 1);
    let printed = judged(&folder);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    for part in [message, "the parrot is awake", "1 error", "cannot say"] {
        assert!(printed.stdout.contains(part), "no `{part}` in:\n{}", printed.all());
    }
}

#[test]
fn a_system_that_behaves_conforms() {
    let printed = judged(&suite("", 2));
    assert_eq!(printed.code, Some(0), "{}", printed.all());
    assert!(printed.stdout.contains("parrot 1: conforms"), "{}", printed.stdout);
}

#[test]
fn noise_on_standard_output_is_an_error() {
    check(
        "*'\"act\"'*) echo 'Listening on port 80' ;;\n",
        "standard output is for the protocol alone",
    );
}

#[test]
fn a_wrong_id_is_an_error() {
    check(
        "*'\"act\"'*) id=77; say '\"done\":true' ;;\n",
        "it answered message 77, but was asked 3 (`act`)",
    );
}

#[test]
fn two_answers_to_one_message_are_an_error() {
    let wrong = "*'\"act\"'*) say '\"done\":true'; say '\"done\":true' ;;\n";
    check(wrong, "it answered message 3 again, but was asked 4 (`act`)");
}

#[test]
fn half_a_line_is_an_error() {
    check("*'\"act\"'*) printf '{\"id\":3,\"do' ;;\n", "it did not answer `act` within 2000 ms");
    check("*'\"act\"'*) printf '{\"id\":3,\"do'; exit 0 ;;\n", "in the middle of a line");
}

#[test]
fn a_line_of_two_mebibytes_is_an_error() {
    let wrong = "*'\"act\"'*) head -c 2097152 /dev/zero | tr '\\0' 'x' ;;\n";
    check(wrong, "its answer to `act` is longer than 1 MiB");
}

#[test]
fn bytes_that_are_not_utf8_are_an_error() {
    check("*'\"act\"'*) printf '\\377\\376\\n' ;;\n", "bytes that are not UTF-8");
}

#[test]
fn silence_is_an_error() {
    check("*'\"act\"'*) ;;\n", "it did not answer `act` within 2000 ms");
}

#[test]
fn an_early_exit_is_an_error() {
    check("*'\"act\"'*) exit 3 ;;\n", "it ended (exit status: 3) when it was asked `act`");
}

#[test]
fn a_capability_that_lies_is_an_error() {
    let wrong = "*'\"act\"'*) say '\"unsupported\":{\"needs\":\"surface:the device\"}' ;;\n";
    check(wrong, "declares that it can do this, and cannot: surface:the device");
    check("*'\"look\"'*) say '\"views\":[]' ;;\n", "it was asked for 1 views, and answered 0");
    check("*'\"look\"'*) say '\"error\":{\"says\":\"no database\"}' ;;\n", "`look`: no database");
    check(
        "*'\"look\"'*) say '\"views\":[{\"not_allowed\":true,\"lock\":\"locked\"}]' ;;\n",
        "a view that is not there shows something",
    );
}

#[test]
fn a_system_to_which_everything_is_unsupported_conforms_to_nothing() {
    let folder = suite("*'\"begin\"'*) say '\"unsupported\":{\"needs\":\"a licence\"}' ;;\n", 2);
    let printed = judged(&folder);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    assert!(printed.stdout.contains("parrot 1: cannot say"), "{}", printed.stdout);
    assert!(printed.stdout.contains("2 need a licence"), "{}", printed.stdout);
}

#[test]
fn a_system_that_is_lost_three_times_in_a_row_ends_the_run() {
    let folder = suite("*'\"act\"'*) exit 3 ;;\n", 5);
    let printed = judged(&folder);
    assert_eq!(printed.code, Some(5), "{}", printed.all());
    assert!(printed.stdout.contains("3 errors, 2 not reached"), "{}", printed.stdout);
}

/// It is started again, and a scenario that goes well makes earlier losses forgotten.
#[test]
fn a_system_that_is_lost_now_and_then_is_started_again() {
    let wrong = "*'Number '[1245]*) say '\"ready\":true'; exit 0 ;;\n";
    let folder = suite(wrong, 5);
    let printed = judged(&folder);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    assert!(printed.stdout.contains("4 errors, 1 conforms"), "{}", printed.stdout);
}

#[test]
fn a_system_that_cannot_start_or_agree_ends_with_its_own_exit_code() {
    let folder = suite("*'\"hello\"'*) say '\"unsupported\":{\"needs\":\"protocol:2\"}' ;;\n", 1);
    for (sut, message) in [
        ("parrot", "does not speak the protocol: it needs protocol:2"),
        (
            "/nowhere/adapter --fast",
            "`/nowhere/adapter` cannot be started: no such file or directory",
        ),
        ("parot", "passgate.yaml has"),
    ] {
        let printed = run(&folder, &["run", "--sut", sut]);
        assert_eq!(printed.code, Some(5), "{}", printed.all());
        assert!(printed.stderr.contains(message), "{}", printed.all());
    }
    let printed = run(&folder, &["run", "--sut", "sh 'parrot.sh"]);
    assert_eq!(printed.code, Some(2), "{}", printed.all());
}

#[test]
fn the_check_of_an_adapter_names_each_rule_that_is_not_kept() {
    for (wrong, rule) in [
        (
            "*'\"from-a'*) say '\"done\":true' ;;\n",
            "✘ a message that it does not know is unsupported",
        ),
        ("*'\"bye\"'*) say '\"done\":true'; exit 4 ;;\n", "✘ it exits with code 0"),
        (
            "*4826*) echo 'set 4826' >&2; say '\"done\":true' ;;\n",
            "✘ no passcode is in its standard error",
        ),
        ("*9173*) say '\"done\":true' ;;\n", "✘ looking and being refused change nothing"),
    ] {
        let folder = suite(wrong, 1);
        let check = ["sut", "check", "--policy", "intune-2015-12", "--", "sh", "parrot.sh"];
        let printed = run(&folder, &check);
        assert_eq!(printed.code, Some(1), "{}", printed.all());
        assert!(printed.stdout.contains(rule), "no `{rule}` in:\n{}", printed.all());
        assert!(!printed.stdout.contains("4826"), "{}", printed.stdout);
    }
}
