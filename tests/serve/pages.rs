//! Pages: what they show to whom, and what they refuse.

use serde_json::json;

use crate::running::Running;
use crate::{WORLD, device, pass};

/// The passcode that a page shows.
fn shown(page: &str) -> Option<&str> {
    page.split("<output ").nth(1)?.split('>').nth(1)?.split('<').next()
}

/// Goes through the portal's whole flow, as the owner of the first device.
fn reset_in_portal(running: &Running) {
    for action in ["r", "o", "i", "c"] {
        running.press(WORLD, &format!("d0.1.0.{action}"));
    }
    pass(running, WORLD, 5);
}

#[test]
fn a_reset_is_clicked_through_and_its_passcode_is_shown_in_one_place_alone() {
    let running = Running::start(&[]);
    device(&running, WORLD, "Windows Phone 8.1", "standalone");
    let portal = format!("/w/{WORLD}/see/1/0");
    assert!(running.page(&portal).contains("Reset Passcode"));
    reset_in_portal(&running);
    let page = running.page(&portal);
    assert!(page.contains("Passcode successfully reset"), "{page}");
    let passcode = shown(&page).unwrap().to_owned();
    assert_eq!(passcode.len(), 6);
    let phone = running.page(&format!("/w/{WORLD}/see/0/0"));
    assert!(phone.contains("The password was reset") && !phone.contains(&passcode), "{phone}");
    for other in ["/see/1/1", "/see/4/2", "/scenario", "/clients"] {
        let page = running.page(&format!("/w/{WORLD}{other}"));
        assert!(!page.contains(&passcode), "{other}: {page}");
    }
    let title = page.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
    assert!(!title.contains(&passcode));
    // It is typed into the phone, and opens it.
    let fields = [("step", "p0.0"), ("passcode", passcode.as_str()), ("back", "/")];
    assert_eq!(running.post(&format!("/w/{WORLD}/do"), &fields).status, 303);
    assert!(running.page(&format!("/w/{WORLD}/see/0/0")).contains("Unlocked"));
}

#[test]
fn what_the_policy_hides_from_the_owner_is_on_no_page_of_the_owner() {
    let running = Running::start(&[]);
    device(&running, WORLD, "Windows Phone 8.1", "hybrid");
    reset_in_portal(&running);
    reset_in_portal(&running);
    let console = running.page(&format!("/w/{WORLD}/see/2/2"));
    let passcode = shown(&console).unwrap();
    let portal = running.page(&format!("/w/{WORLD}/see/1/0"));
    assert!(portal.contains("Passcode successfully reset"));
    assert!(!portal.contains(passcode) && shown(&portal).is_none(), "{portal}");
}

#[test]
fn a_refusal_is_shown_with_its_reason() {
    let running = Running::start(&[]);
    device(&running, WORLD, "iOS", "standalone");
    running.press(WORLD, "d0.1.0.c");
    let page = running.page(&format!("/w/{WORLD}"));
    assert!(
        page.contains("Refused: it is not asked for (by the end user, in the Company"),
        "{page}"
    );
}

#[test]
fn every_answer_says_what_browsers_may_do_with_it() {
    let running = Running::start(&[]);
    for path in ["/", "/passgate.js", "/nothing", &format!("/w/{WORLD}")] {
        let answer = running.send("GET", path, &[], "");
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("x-frame-options"), Some("DENY"), "{path}");
    }
}

#[test]
fn a_button_of_another_site_does_nothing() {
    let running = Running::start(&[]);
    device(&running, WORLD, "iOS", "standalone");
    let (path, body) = (format!("/w/{WORLD}/do"), "step=t60000&back=/");
    assert_eq!(running.send("POST", &path, &[], body).status, 403);
    let body = format!("{body}&token={}", running.token());
    for origin in ["http://example.com", "null", &format!("https://{}", running.host)] {
        let answer = running.send("POST", &path, &[&format!("origin: {origin}")], &body);
        assert_eq!(answer.status, 403, "{origin}");
    }
    let page = running.page(&format!("/w/{WORLD}"));
    assert!(page.contains("data-now=\"0\""), "{page}");
    let own = format!("origin: http://{}", running.host);
    assert_eq!(running.send("POST", &path, &[&own], &body).status, 303);
    assert!(running.page(&format!("/w/{WORLD}")).contains("data-now=\"60000\""));
}

#[test]
fn only_listed_hosts_are_answered() {
    let running = Running::start(&["--allow-host", "phone.test"]);
    let port = running.host.split(':').nth(1).unwrap();
    let get = |host: &str| {
        running
            .raw(format!("GET / HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").as_bytes())
            .status
    };
    for (host, status) in [
        (running.host.as_str(), 200),
        (&format!("localhost:{port}"), 200),
        (&format!("phone.test:{port}"), 200),
        ("evil.test", 421),
        (&format!("evil.test:{port}"), 421),
        (&format!("127.0.0.1.evil.test:{port}"), 421),
    ] {
        assert_eq!(get(host), status, "{host}");
    }
}

#[test]
fn a_way_back_leads_to_no_other_site() {
    let running = Running::start(&[]);
    for back in ["https://evil.test/", "//evil.test/", "/\\evil.test", "javascript:alert(1)", ""] {
        let answer = running.post(&format!("/w/{WORLD}/do"), &[("step", "t1"), ("back", back)]);
        assert_eq!((answer.status, answer.header("location")), (303, Some("/")), "{back}");
    }
}

#[test]
fn no_path_leads_to_a_file() {
    let running = Running::start(&[]);
    for path in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/w/../../Cargo.toml",
        "/w/%2e%2e%2fCargo.toml",
        "//etc/passwd",
        &format!("/w/{WORLD}/see/..%2f..%2fetc/passwd"),
        "/w/%00/see/1/0",
    ] {
        let answer = running.send("GET", path, &[], "");
        assert_eq!(answer.status, 404, "{path}: {}", answer.body);
        assert!(!answer.body.contains("[package]") && !answer.body.contains("root:"), "{path}");
    }
}

#[test]
fn a_text_of_a_policy_is_text_on_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let policy = crate::support::policy_text(WORLD);
    let title = "title: \"<script>alert(1)</script> & more\"";
    let policy = policy.replace("title: Microsoft Intune, December 2015", title);
    let policy = policy.replace("policy: intune-2015-12", "policy: scripted");
    std::fs::write(folder.path().join("scripted.yaml"), policy).unwrap();
    let running = Running::start_in(folder.path(), &["--policy", "scripted.yaml"]);
    let page = running.page("/w/scripted");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more"), "{page}");
}

#[test]
fn another_screen_is_informed_of_what_is_done() {
    use std::io::{BufRead as _, BufReader, Write as _};
    let running = Running::start(&[]);
    let mut stream = running.connect();
    write!(stream, "GET /w/{WORLD}/events HTTP/1.1\r\nhost: {}\r\n\r\n", running.host).unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    let mut next = || lines.by_ref().find(|line| line.starts_with("data: ")).unwrap();
    let before = next();
    running.press(WORLD, "t60000");
    assert_ne!(before, next());
    let given = json!({ "platform": "iOS", "management": "standalone" });
    running.control("POST", &format!("worlds/{WORLD}/devices"), &given);
    next();
}

#[test]
fn everyone_who_uses_a_surface_can_be_chosen_before_there_is_a_device() {
    let running = Running::start(&[]);
    let page = running.page(&format!("/w/{WORLD}?as=2"));
    let people = page.split("Who I am").nth(1).unwrap().split("</nav>").next().unwrap();
    for person in ["the end user", "another end user", "the administrator"] {
        assert!(people.contains(&format!(">{person}</a>")), "{person}: {people}");
    }
    assert!(people.contains("as=2\" aria-current=\"true\">the administrator"), "{people}");
}

#[test]
fn a_page_says_why_it_shows_nothing_of_a_device() {
    let running = Running::start(&[]);
    device(&running, WORLD, "iOS", "standalone");
    let page = |path: &str| running.page(&format!("/w/{WORLD}/see/{path}"));
    assert!(page("1/1").contains("This is not a device of another end user."));
    assert!(page("2/2").contains("This device is managed elsewhere."));
    assert!(!page("1/0").contains("Nothing to see"));
    running.press(WORLD, "f0.17");
    assert!(page("1/0").contains("This device is no longer managed."));
}

#[test]
fn a_temporary_passcode_is_called_one_on_the_phone_and_in_the_scenario() {
    let running = Running::start(&[]);
    device(&running, WORLD, "Android", "standalone");
    reset_in_portal(&running);
    let phone = || running.page(&format!("/w/{WORLD}/see/0/0"));
    assert!(!phone().contains("This passcode is temporary"));
    running.press(WORLD, "p0.0.2");
    assert!(phone().contains("This passcode is temporary: set one of your own"));
    let scenario = running.page(&format!("/w/{WORLD}/scenario"));
    assert!(scenario.contains("asks its owner for a passcode of their own"), "{scenario}");
}
