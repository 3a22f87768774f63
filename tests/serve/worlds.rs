//! Worlds: each with its own clock, restored from a link, and what the control API does in them.

use serde_json::{Value, json};

use crate::running::{CONTROL, Running};
use crate::{WORLD, device, pass};

fn state(running: &Running, world: &str) -> Value {
    running.control("GET", &format!("worlds/{world}"), &Value::Null)
}

/// What a page shows apart from the name of its world and what its buttons are called.
fn content(page: &str, world: &str, as_if: &str) -> String {
    page.split("<main").nth(1).unwrap().replace(world, as_if)
}

#[test]
fn a_link_restores_a_world_and_holds_no_digit_of_a_passcode() {
    let running = Running::start(&[]);
    device(&running, WORLD, "Android", "standalone");
    for step in
        ["d0.1.0.r", "d0.1.0.o", "d0.1.0.i", "d0.1.0.c", "next", "next", "next", "next", "next"]
    {
        running.press(WORLD, step);
    }
    let page = running.page(&format!("/w/{WORLD}/see/1/0"));
    let passcode =
        page.split("<output ").nth(1).unwrap().split(['<', '>']).nth(1).unwrap().to_owned();
    let fields = [("step", "p0.0"), ("passcode", passcode.as_str()), ("back", "/")];
    running.post(&format!("/w/{WORLD}/do"), &fields);
    let fields = [("step", "s0.0"), ("passcode", "864209"), ("back", "/")];
    running.post(&format!("/w/{WORLD}/do"), &fields);
    let whole = running.page(&format!("/w/{WORLD}"));
    let link = whole.split("href=\"/restore").nth(1).unwrap().split('"').next().unwrap();
    let link = format!("/restore{}", link.replace("&amp;", "&"));
    assert!(!link.contains(&passcode) && !link.contains("864209"), "{link}");
    let restoring = running.page(&link);
    assert!(restoring.contains("with the seed 2015 and"), "{restoring}");
    let steps = link.split("steps=").nth(1).unwrap();
    let fields =
        [("name", "again"), ("policy", WORLD), ("seed", "2015"), ("faults", ""), ("steps", steps)];
    let begun = running.post("/worlds", &fields);
    assert_eq!(begun.header("location"), Some("/w/again"), "{}", begun.body);
    for (name, path) in [("portal", "see/1/0"), ("phone", "see/0/0"), ("console", "see/4/2")] {
        let first = content(&running.page(&format!("/w/{WORLD}/{path}")), WORLD, "it");
        let again = content(&running.page(&format!("/w/again/{path}")), "again", "it");
        assert_eq!(first, again, "{name}");
    }
    assert_eq!(state(&running, "again")["now_ms"], state(&running, WORLD)["now_ms"]);
}

#[test]
fn each_world_has_its_own_seed_and_clock() {
    let running = Running::start(&[]);
    running.control("POST", "worlds", &json!({ "name": "other", "seed": 7 }));
    pass(&running, "other", 3);
    assert_eq!(state(&running, WORLD)["now_ms"], json!(0));
    let other = state(&running, "other");
    assert_eq!((&other["now_ms"], &other["seed"]), (&json!(180_000), &json!("7")));
    running.control("DELETE", "worlds/other", &Value::Null);
    assert_eq!(running.send("GET", "/w/other", &[], "").status, 404);
}

#[test]
fn two_policies_are_shown_next_to_each_other() {
    let running = Running::start(&["--policy", WORLD, "--policy", "intune-2015-10"]);
    let page = running.page(&format!("/side-by-side?world={WORLD}&world=intune-2015-10"));
    assert_eq!(page.matches("class=\"world\"").count(), 2, "{page}");
}

#[test]
fn undoing_goes_back_to_before_the_last_step() {
    let running = Running::start(&[]);
    device(&running, WORLD, "iOS", "standalone");
    running.press(WORLD, "t60000");
    running.press(WORLD, "t300000");
    running.press(WORLD, "undo");
    assert_eq!(state(&running, WORLD)["now_ms"], json!(60_000));
}

#[test]
fn a_clock_that_runs_by_itself_moves_on_and_stops() {
    let running = Running::start(&["--rate", "3600"]);
    while state(&running, WORLD)["now_ms"].as_u64() == Some(0) {
        std::thread::yield_now();
    }
    running.control("POST", &format!("worlds/{WORLD}/clock"), &json!({ "rate": 0 }));
    let stopped = state(&running, WORLD)["now_ms"].clone();
    assert!(stopped.as_u64() > Some(0));
    assert_eq!(state(&running, WORLD)["now_ms"], stopped);
}

#[test]
fn the_control_api_does_what_neither_portal_nor_graph_offers() {
    let running = Running::start(&[]);
    let world = format!("worlds/{WORLD}");
    let given = json!({ "platform": "iOS", "management": "standalone", "online": false, "passcode": "2468" });
    let device = running.control("POST", &format!("{world}/devices"), &given);
    assert_eq!((&device["online"], &device["lock"]), (&json!(false), &json!("locked")));
    let enter = |passcode: &str| {
        running.control(
            "POST",
            &format!("{world}/devices/0/enter"),
            &json!({ "passcode": passcode }),
        )
    };
    assert_eq!(enter("1357")["refused"], json!("the passcode is wrong"));
    assert_eq!(enter("2468")["done"], json!(true));
    let set = json!({ "passcode": "3690" });
    running.control("POST", &format!("{world}/devices/0/set"), &set);
    assert_eq!(enter("3690")["done"], json!(true));
    running.control("POST", &format!("{world}/devices/0/connect"), &json!({ "online": true }));
    let device = running.control("GET", &format!("{world}/devices/0"), &Value::Null);
    assert_eq!(device["online"], json!(true));
    let fault = json!({ "fault": "device restarted" });
    running.control("POST", &format!("{world}/devices/0/faults"), &fault);
    let device = running.control("GET", &format!("{world}/devices/0"), &Value::Null);
    assert_eq!(device["lock"], json!("locked"));
}

#[test]
fn the_control_api_answers_no_other_token() {
    let running = Running::start(&[]);
    let graph = running.graph_token(WORLD, "staff", "full");
    let path = format!("/control/worlds/{WORLD}");
    for bearer in
        ["", "Bearer", "Bearer x", &format!("Bearer {graph}"), &format!("Basic {CONTROL}")]
    {
        let answer = running.send("GET", &path, &[&format!("authorization: {bearer}")], "");
        assert_eq!(answer.status, 401, "{bearer}");
    }
    assert_eq!(
        running
            .graph(
                CONTROL,
                "GET",
                &format!("/w/{WORLD}/graph/v1.0/deviceManagement/managedDevices"),
                ""
            )
            .status,
        401
    );
}

#[test]
fn a_wrong_command_says_what_is_wrong_and_changes_nothing() {
    let running = Running::start(&[]);
    let bearer = format!("authorization: Bearer {CONTROL}");
    let before = state(&running, WORLD);
    for (path, body, status, words) in [
        ("worlds", "{", 400, "not JSON"),
        ("worlds", "{\"name\":\"A B\"}", 400, "cannot be the name of a world"),
        ("worlds", "{\"name\":\"intune-2015-12\"}", 409, "there is a world"),
        ("worlds", "{\"name\":\"x\",\"policy\":\"none\"}", 404, "there is no policy"),
        ("worlds", "{\"name\":\"x\",\"steps\":\"z9\"}", 400, "step 1 cannot be read"),
        ("worlds/none/clock", "{}", 404, "there is no such world"),
        ("worlds/intune-2015-12/devices", "{}", 400, "the policy has no such device"),
        ("worlds/intune-2015-12/devices/0/set", "{}", 404, "there is no such device"),
        ("worlds/intune-2015-12/clock", "{\"ms\":-1}", 400, "`ms` is a number"),
        ("worlds/intune-2015-12/clock", "{\"rate\":9999}", 400, "`rate` is from 0"),
        ("worlds/intune-2015-12/answers", "{\"statuses\":[200]}", 400, "`statuses` is a list"),
        ("worlds/intune-2015-12/dance", "{}", 404, "there is no such command"),
    ] {
        let answer = running.send("POST", &format!("/control/{path}"), &[&bearer], body);
        assert_eq!(answer.status, status, "{path} {body}: {}", answer.body);
        assert!(answer.body.contains(words), "{path} {body}: {}", answer.body);
    }
    assert_eq!(state(&running, WORLD), before);
}
