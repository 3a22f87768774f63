//! Rudeness: odd bodies, crowds, slow clients, clients that leave, two at once, signals.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{Read as _, Write as _};
use std::process::Command;
use std::thread::scope;

use serde_json::{Value, json};

use crate::running::Running;
use crate::{WORLD, device};

/// The service still answers, and as it did before.
#[track_caller]
fn is_well(running: &Running) {
    assert!(running.page(&format!("/w/{WORLD}")).contains("</html>"));
}

/// How much memory a process has in use, in kibibytes.
fn memory(running: &Running) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", running.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[test]
fn a_body_of_any_size_and_shape_is_answered() {
    let running = Running::start(&[]);
    device(&running, WORLD, "iOS", "standalone");
    let token = running.graph_token(WORLD, "staff", "full");
    let (bearer, host) = (format!("authorization: Bearer {token}"), &running.host);
    let large = "a".repeat(2 * 1024 * 1024);
    let deep = "[".repeat(200_000);
    let batch = format!("/w/{WORLD}/graph/v1.0/$batch");
    for body in ["", "\0", "{", "%%%", "é=ü&&&==", "token=&token=&step=t1", &deep, &large] {
        for path in [
            "/worlds",
            &format!("/w/{WORLD}/do"),
            &format!("/w/{WORLD}/scenario"),
            "/control/worlds",
            &batch,
        ] {
            let answer = running.send("POST", path, &[&bearer], body);
            let length = body.len();
            assert!(
                (400..=413).contains(&answer.status) || answer.status == 0 && length > 1_000_000,
                "{path}, {length}: {answer:?}"
            );
        }
    }
    for raw in [
        "\r\n\r\n".to_owned(),
        "GET\r\n\r\n".to_owned(),
        "GET / HTTP/1.1\r\n\r\n".to_owned(),
        format!("GET / HTTP/1.1\r\nhost: {host}\r\nhost: other\r\nconnection: close\r\n\r\n"),
        format!("POST /worlds HTTP/1.1\r\nhost: {host}\r\ncontent-length: -1\r\n\r\n"),
        format!(
            "POST /worlds HTTP/1.1\r\nhost: {host}\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"
        ),
        format!("GET /{} HTTP/1.1\r\nhost: {host}\r\n\r\n", "a".repeat(100_000)),
        format!("GET / HTTP/1.1\r\nhost: {host}\r\nx: {}\r\n\r\n", "a".repeat(2_000_000)),
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}".to_owned(),
    ] {
        let answer = running.raw(raw.as_bytes());
        assert!(answer.status == 0 || answer.status >= 400, "{answer:?}");
    }
    is_well(&running);
}

#[test]
fn every_step_that_a_page_could_send_is_answered() {
    let running = Running::start(&[]);
    device(&running, WORLD, "iOS", "standalone");
    for step in [
        "",
        "e0.0",
        "e9.0",
        "e0.999",
        "e2.0",
        "c0.0",
        "c7.0",
        "d0.1.0.r",
        "d9.1.0.r",
        "d0.9.0.r",
        "d0.0.0.r",
        "d0.1.7.r",
        "d0.1.0.h255",
        "r0.1.0",
        "r2.4.0",
        "r9.9.9",
        "p0.0",
        "p0.0.0",
        "p0.0.255",
        "p9.0.x",
        "s0.0",
        "s9.9",
        "t0",
        "t99999999999999999999",
        "n1",
        "t31536000000",
        "f0.0",
        "f0.12",
        "f9.0",
        "f0.99",
        "next",
        "undo",
        "undo",
        "rate9999",
        "rate",
        "answer",
        "answer503",
        "t1~t1",
    ] {
        let answer = running.post(&format!("/w/{WORLD}/do"), &[("step", step), ("back", "/")]);
        assert!(matches!(answer.status, 303 | 400 | 409), "{step}: {answer:?}");
        is_well(&running);
    }
}

#[test]
fn a_crowd_is_served_and_no_action_is_lost() {
    const CLIENTS: usize = 200;
    let running = Running::start(&[]);
    device(&running, WORLD, "iOS", "standalone");
    let token = running.token();
    scope(|scope| {
        for client in 0..CLIENTS {
            let (running, token) = (&running, &token);
            scope.spawn(move || {
                let body = format!("token={token}&step=t1000&back=/");
                let answer = running.send("POST", &format!("/w/{WORLD}/do"), &[], &body);
                assert_eq!(answer.status, 303, "client {client}");
            });
        }
    });
    let state = running.control("GET", &format!("worlds/{WORLD}"), &Value::Null);
    assert_eq!(state["now_ms"], json!(CLIENTS * 1000));
}

#[test]
fn two_clients_on_one_device_each_reset_it_once() {
    let running = Running::start(&[]);
    let device = device(&running, WORLD, "Windows Phone 8.1", "hybrid");
    let token = running.graph_token(WORLD, "staff", "full");
    let devices = format!("/w/{WORLD}/graph/v1.0/deviceManagement/managedDevices");
    let path = format!("{devices}/{}/resetPasscode", device["id"].as_str().unwrap());
    scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| assert_eq!(running.graph(&token, "POST", &path, "").status, 204));
        }
    });
    crate::pass(&running, WORLD, 10);
    let audits = format!("/w/{WORLD}/graph/beta/deviceManagement/remoteActionAudits");
    let audits = running.graph(&token, "GET", &audits, "").json();
    let states: Vec<&Value> =
        audits["value"].as_array().unwrap().iter().map(|it| &it["actionState"]).collect();
    assert_eq!(states, [&json!("done"), &json!("done")]);
}

#[test]
fn slow_clients_and_clients_that_leave_keep_no_one_waiting() {
    let running = Running::start(&[]);
    let mut slow: Vec<_> = (0..100).map(|_| running.connect()).collect();
    for stream in &mut slow {
        stream.write_all(b"POST /worlds HTTP/1.1\r\nhost: ").unwrap();
    }
    for _ in 0..100 {
        let mut leaving = running.connect();
        write!(leaving, "GET /w/{WORLD}/events HTTP/1.1\r\nhost: {}\r\n\r\n", running.host)
            .unwrap();
        leaving.read_exact(&mut [0; 12]).unwrap();
    }
    is_well(&running);
    // Who is too slow is answered no longer.
    let mut rest = Vec::new();
    let _ = slow[0].read_to_end(&mut rest);
    assert!(!String::from_utf8_lossy(&rest).contains("200 OK"));
}

#[test]
fn a_world_that_is_used_for_long_stays_small() {
    let running = Running::start(&[]);
    let device = device(&running, WORLD, "Windows Phone 8.1", "hybrid");
    let token = running.graph_token(WORLD, "staff", "full");
    let devices = format!("/w/{WORLD}/graph/v1.0/deviceManagement/managedDevices");
    let path = format!("{devices}/{}/resetPasscode", device["id"].as_str().unwrap());
    let round = || {
        for _ in 0..300 {
            assert_eq!(running.graph(&token, "POST", &path, "").status, 204);
            crate::pass(&running, WORLD, 2);
        }
    };
    round();
    round();
    let before = memory(&running);
    round();
    round();
    let after = memory(&running);
    assert!(after < before + 4096, "{before} KiB, then {after} KiB");
    assert!(running.page(&format!("/w/{WORLD}")).contains("Too much was done here for a link"));
    assert!(running.page(&format!("/w/{WORLD}/scenario")).contains("Too much was done here"));
}

#[test]
fn a_signal_ends_it_in_order_while_clients_wait() {
    for signal in ["-INT", "-TERM"] {
        let running = Running::start(&[]);
        let mut following = running.connect();
        write!(following, "GET /w/{WORLD}/events HTTP/1.1\r\nhost: {}\r\n\r\n", running.host)
            .unwrap();
        following.read_exact(&mut [0; 12]).unwrap();
        let _idle = running.connect();
        let ended = running.end(signal);
        assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{signal}");
    }
}

#[test]
fn nothing_that_is_secret_is_printed() {
    let running = Running::start(&[]);
    device(&running, WORLD, "iOS", "standalone");
    let token = running.graph_token(WORLD, "staff", "full");
    running.graph(&token, "GET", &format!("/w/{WORLD}/graph/v1.0/x"), "");
    let fields = [("step", "p0.0"), ("passcode", "864209"), ("back", "/")];
    running.post(&format!("/w/{WORLD}/do"), &fields);
    let ended = running.end("-TERM");
    assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), ("", ""));
}

#[test]
fn an_address_that_others_can_reach_needs_a_flag() {
    let refused = |address: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_passgate"));
        let output = command.args(["serve", "--listen", address]).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0", "[::ffff:192.0.2.1]:0"] {
        let (code, stderr) = refused(address);
        assert!(code == Some(2) && stderr.contains("--allow-remote"), "{address}: {stderr}");
    }
    let (code, stderr) = refused("127.0.0.1:x");
    assert!(code == Some(2), "{stderr}");
    let busy = Running::start(&[]);
    let (code, stderr) = refused(&busy.host);
    assert!(code == Some(3) && stderr.contains("cannot be listened on"), "{stderr}");
}
