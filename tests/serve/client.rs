//! A client under test: what it must do, the verdict on it, and the exit code at the end.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

use crate::running::{Ended, Running};
use crate::{WORLD, device, pass};

/// Runs `passgate report` on a recording; its exit code and what it printed.
fn report(recording: &str) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("client.record");
    fs::write(&path, recording).unwrap();
    let report =
        Command::new(env!("CARGO_BIN_EXE_passgate")).arg("report").arg(&path).output().unwrap();
    (report.status.code(), String::from_utf8(report.stdout).unwrap())
}

/// A client that reads the device's result, and repeats a reset that is answered with an error as often as it may.
fn reset_and_read(running: &Running, attempts_max: usize) -> String {
    let token = running.graph_token(WORLD, "staff", "full");
    let device = running.control("GET", &format!("worlds/{WORLD}/devices/0"), &Value::Null);
    let path = format!(
        "/w/{WORLD}/graph/v1.0/deviceManagement/managedDevices/{}",
        device["id"].as_str().unwrap()
    );
    for _ in 0..attempts_max {
        if running.graph(&token, "POST", &format!("{path}/resetPasscode"), "").status == 204 {
            break;
        }
    }
    pass(running, WORLD, 30);
    let read = running.graph(&token, "GET", &path, "").json();
    read["deviceActionResults"][0]["passcode"].as_str().unwrap().to_owned()
}

fn started(arguments: &[&str]) -> Running {
    let running = Running::start(arguments);
    device(&running, WORLD, "Windows Phone 8.1", "hybrid");
    // The administrator is shown the passcode of their own reset.
    running
}

fn stopped(mut running: Running) -> Ended {
    running.control("POST", "stop", &Value::Null);
    running.ended()
}

#[test]
fn a_client_that_does_all_it_must_passes() {
    let running = started(&[
        "--expect",
        "one-reset",
        "--expect",
        "waited-for-done",
        "--expect",
        "no-passcode-logged",
    ]);
    reset_and_read(&running, 1);
    let (code, printed) = report(&running.page(&format!("/w/{WORLD}/report")));
    assert_eq!(code, Some(0), "{printed}");
    let ended = stopped(running);
    assert_eq!((ended.code, ended.stdout.matches('✔').count()), (Some(0), 3), "{ended:?}");
}

#[test]
fn a_reset_that_is_repeated_after_an_error_fails_one_reset() {
    for status in ["503", "504"] {
        let running = started(&["--answer-with", status, "--expect", "one-reset"]);
        reset_and_read(&running, 4);
        let recording = running.page(&format!("/w/{WORLD}/report"));
        let (code, printed) = report(&recording);
        assert_eq!(code, Some(1), "{printed}");
        assert!(printed.contains("One request of a person is one reset"), "{printed}");
        assert!(printed.contains("2 resets of device 1 for 1 of a person"), "{printed}");
        let ended = stopped(running);
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.stdout.contains("2 resets of device 1 for 1 of a person"), "{ended:?}");
    }
}

#[test]
fn two_requests_of_a_person_are_two_resets() {
    let running = started(&["--expect", "one-reset"]);
    for _ in 0..2 {
        running.control("POST", &format!("worlds/{WORLD}/devices/0/requests"), &json!({}));
        reset_and_read(&running, 1);
    }
    assert_eq!(stopped(running).code, Some(0));
}

#[test]
fn a_client_that_does_nothing_shows_nothing() {
    for expected in ["one-reset", "waited-for-done", "retry-after", "no-passcode-logged"] {
        let ended = stopped(started(&["--expect", expected]));
        assert_eq!(ended.code, Some(1), "{expected}: {ended:?}");
    }
    assert_eq!(stopped(started(&[])).code, Some(0));
}

#[test]
fn a_client_that_does_not_wait_fails() {
    let running = started(&["--throttle", "1", "--expect", "retry-after"]);
    let token = running.graph_token(WORLD, "staff", "full");
    let path = format!("/w/{WORLD}/graph/v1.0/deviceManagement/managedDevices");
    while running.graph(&token, "GET", &path, "").status != 429 {}
    running.graph(&token, "GET", &path, "");
    let ended = stopped(running);
    assert_eq!(ended.code, Some(1));
    assert!(ended.stdout.contains(" of 1000 ms"), "{ended:?}");
}

#[test]
fn a_client_that_does_not_read_the_end_fails() {
    let running = started(&["--expect", "waited-for-done"]);
    reset_and_read(&running, 1);
    let token = running.graph_token(WORLD, "staff", "full");
    let device = running.control("GET", &format!("worlds/{WORLD}/devices/0"), &Value::Null);
    let path = format!(
        "/w/{WORLD}/graph/v1.0/deviceManagement/managedDevices/{}",
        device["id"].as_str().unwrap()
    );
    running.graph(&token, "POST", &format!("{path}/resetPasscode"), "");
    running.graph(&token, "GET", &path, "");
    assert_eq!(stopped(running).code, Some(1));
}

#[test]
fn a_passcode_in_a_log_or_an_address_fails() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("client.log");
    let record = folder.path().join("client.record");
    let running = started(&[
        "--expect",
        "no-passcode-logged",
        "--client-log",
        log.to_str().unwrap(),
        "--record",
        record.to_str().unwrap(),
    ]);
    let passcode = reset_and_read(&running, 1);
    fs::write(&log, format!("12:00 the new code is {passcode}\n")).unwrap();
    let ended = stopped(running);
    assert_eq!(ended.code, Some(1));
    assert!(ended.stdout.contains("a passcode in the client's log"), "{ended:?}");
    let recorded = fs::read_to_string(&record).unwrap();
    assert!(!recorded.contains(&passcode), "{recorded}");
    assert_eq!(report(&recorded).0, Some(1));

    let running = started(&["--expect", "no-passcode-logged"]);
    let passcode = reset_and_read(&running, 1);
    let token = running.graph_token(WORLD, "staff", "full");
    running.graph(&token, "GET", &format!("/w/{WORLD}/graph/v1.0/log?code={passcode}"), "");
    let ended = stopped(running);
    assert!(
        ended.code == Some(1) && ended.stdout.contains("a passcode in an address"),
        "{ended:?}"
    );
    assert!(!format!("{ended:?}").contains(&passcode));
}
