//! The pages of `passgate serve`: clicked through, on two screens, without script, by keyboard, and looked at.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::json;

use crate::chromium::Chromium;

/// Everything of a page that is text with too little contrast to what is behind it.
const FAINT: &str = include_str!("contrast.js");

/// The world that a service begins with.
const WORLD: &str = "/w/intune-2015-12";

/// A service under way.
struct Service {
    process: Child,
    url: String,
}

impl Service {
    fn start() -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_passgate"))
            .args(["serve", "--listen", "127.0.0.1:0", "--policy", "intune-2015-12"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.split_whitespace().nth(2).unwrap().to_owned();
        Self { process, url }
    }

    fn visit(&self, browser: &mut Chromium, path: &str) {
        browser.visit(&format!("{}{path}", self.url));
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Clicks the first button with these words.
#[track_caller]
fn click(browser: &mut Chromium, words: &str) {
    let before = browser.number("window.updates = window.updates || 0");
    let found = format!(
        "[...document.querySelectorAll('main button')].find(one => one.textContent === {words:?})"
    );
    browser.until("!document.querySelector('main').ariaBusy");
    browser.until(&format!("Boolean({found})"));
    browser.evaluate(
        "if (!window.watched) { window.watched = new MutationObserver(() => { window.updates += 1 }); \
         window.watched.observe(document.querySelector('main'), { childList: true }) }",
    );
    browser.evaluate(&format!("{found}.click()"));
    browser.until(&format!("(window.updates || 0) !== {before} || !window.watched"));
    browser.until("!document.querySelector('main').ariaBusy");
}

fn content(browser: &mut Chromium) -> String {
    browser.text("document.querySelector('main').innerText")
}

/// Chooses a device by its words, and gives it to the first owner.
fn give(browser: &mut Chromium, device: usize) {
    browser
        .evaluate(&format!("document.querySelector('select[name=key]').selectedIndex = {device}"));
    click(browser, "Give a device");
}

#[test]
fn every_row_of_the_table_is_clicked_through() {
    let Some(mut browser) = Chromium::start() else { return };
    let service = Service::start();
    service.visit(&mut browser, "/");
    service.visit(&mut browser, WORLD);
    let count = browser.number("document.querySelector('select[name=key]').options.length");
    assert_eq!(count, 6);
    for device in 0..6 {
        service.visit(&mut browser, "/");
        browser.evaluate(&format!("document.querySelector('#name').value = 'row-{device}'"));
        browser.evaluate("document.querySelector('#name').form.requestSubmit()");
        browser.until(&format!(
            "location.pathname === '/w/row-{device}' && document.readyState === 'complete'"
        ));
        give(&mut browser, device);
        for words in ["Reset Passcode", "Sign out", "Sign in", "Reset Passcode", "+5 minutes"] {
            click(&mut browser, words);
        }
        browser.until(
            "document.querySelector('main').innerText.includes('Passcode successfully reset')",
        );
        let shown = content(&mut browser);
        let row = browser.text("document.querySelector('.devices a').textContent");
        let passcode = browser
            .text("[...document.querySelectorAll('output')].map(one => one.textContent).join(' ')");
        let removed = shown.contains("No passcode");
        let is_ios = row.contains("iOS");
        assert_eq!(removed, is_ios, "{row}: {shown}");
        let in_portal = !(is_ios || row.contains("Windows") && row.contains("hybrid"));
        assert_eq!(!passcode.is_empty(), in_portal, "{row}: {shown}");
        assert_eq!(browser.text("document.title").matches(char::is_numeric).count(), 1, "{row}");
    }
    assert_eq!(failures(&browser), Vec::<String>::new());
}

/// Everything that went wrong in the browser.
fn failures(browser: &Chromium) -> Vec<String> {
    let all = browser.run_failures().into_iter();
    all.filter(|failure| !failure.starts_with("http://127.0.0.1:") && !failure.starts_with("data:"))
        .collect()
}

#[test]
fn two_screens_are_in_step() {
    let Some(mut portal) = Chromium::start() else { return };
    let Some(mut phone) = Chromium::start() else { return };
    let service = Service::start();
    service.visit(&mut portal, WORLD);
    give(&mut portal, 0);
    service.visit(&mut phone, &format!("{WORLD}/see/0/0"));
    phone.until("document.querySelector('main').innerText.includes('Locked')");
    for words in ["Reset Passcode", "Sign out", "Sign in", "Reset Passcode", "+5 minutes"] {
        click(&mut portal, words);
    }
    phone.until("document.querySelector('main').innerText.includes('No passcode')");
    // What is being typed on one screen survives what is done on the other.
    phone.evaluate("document.querySelector('input[name=passcode]').focus()");
    phone.evaluate("document.querySelector('input[name=passcode]').value = '12'");
    click(&mut portal, "+1 hour");
    phone.until("document.querySelector('main').innerText.includes('Apps are blocked')");
    assert_eq!(phone.text("document.activeElement.value"), "12");
}

#[test]
fn it_works_without_script_and_by_keyboard_alone() {
    let Some(mut browser) = Chromium::start() else { return };
    let service = Service::start();
    browser.call("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    service.visit(&mut browser, WORLD);
    enter(&mut browser, "Give a device");
    for words in ["Reset Passcode", "Sign out", "Sign in", "Reset Passcode", "+5 minutes"] {
        enter(&mut browser, words);
    }
    let shown = content(&mut browser);
    assert!(shown.contains("Passcode successfully reset"), "{shown}");
}

/// Goes to a button with the tabulator key, and presses it; the page is loaded again.
#[track_caller]
fn enter(browser: &mut Chromium, words: &str) {
    let is_there = format!("document.activeElement.textContent === {words:?}");
    for _ in 0..80 {
        if browser.evaluate(&is_there) == json!(true) {
            break;
        }
        browser.press("Tab");
    }
    assert_eq!(browser.evaluate(&is_there), json!(true), "no key leads to {words}");
    browser.evaluate("document.documentElement.dataset.old = 'yes'");
    browser.press("Enter");
    browser.until(
        "document.readyState === 'complete' && document.documentElement.dataset.old !== 'yes'",
    );
}

#[test]
fn what_is_focused_stays_focused_when_a_page_changes() {
    let Some(mut browser) = Chromium::start() else { return };
    let service = Service::start();
    service.visit(&mut browser, WORLD);
    let button =
        "[...document.querySelectorAll('button')].find(one => one.textContent === '+1 minute')";
    browser.evaluate(&format!("{button}.focus()"));
    for minutes in 1..4 {
        browser.press("Enter");
        browser.until(&format!(
            "document.querySelector('[data-now]').dataset.now === '{}'",
            minutes * 60_000
        ));
        browser.until("document.activeElement.textContent === '+1 minute'");
    }
}

/// Every page, in a world in which something has happened.
fn pages(service: &Service, browser: &mut Chromium) -> Vec<String> {
    service.visit(browser, WORLD);
    give(browser, 2);
    for words in
        ["Reset Passcode", "Sign out", "Sign in", "Reset Passcode", "+5 minutes", "Reset Passcode"]
    {
        click(browser, words);
    }
    let below =
        ["", "/see/1/0", "/see/1/1", "/see/0/0", "/see/2/2", "/see/4/2", "/scenario", "/clients"];
    let mut pages: Vec<String> = below.iter().map(|below| format!("{WORLD}{below}")).collect();
    let link = browser.text("document.querySelector('a[href^=\"/restore\"]').getAttribute('href')");
    pages.extend([
        "/".to_owned(),
        link,
        format!("/side-by-side?world={}", WORLD.get(3..).unwrap()),
        "/nothing".to_owned(),
    ]);
    pages
}

#[test]
fn every_page_is_readable_in_both_schemes_and_on_a_phone() {
    let Some(mut browser) = Chromium::start() else { return };
    let service = Service::start();
    for page in pages(&service, &mut browser) {
        for (width, scheme) in [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")] {
            browser.resize(width, 800);
            browser.emulate("screen", scheme);
            service.visit(&mut browser, &page);
            assert_eq!(browser.text(FAINT), "", "{page}, {width}, {scheme}");
            let over = browser.evaluate("document.documentElement.scrollWidth > innerWidth");
            assert_eq!(over, json!(false), "{page} is wider than {width}");
        }
    }
}

#[test]
fn every_page_can_be_heard() {
    let Some(mut browser) = Chromium::start() else { return };
    let service = Service::start();
    for page in pages(&service, &mut browser) {
        service.visit(&mut browser, &page);
        for (what, expression) in [
            (
                "fields without a name",
                "[...document.querySelectorAll('input:not([type=hidden]), select')].filter(one => !one.labels.length)",
            ),
            (
                "buttons and links without words",
                "[...document.querySelectorAll('button, a')].filter(one => !one.textContent.trim())",
            ),
            (
                "ids that are there twice",
                "[...document.querySelectorAll('[id]')].filter(one => document.querySelectorAll('#' + CSS.escape(one.id)).length > 1)",
            ),
            (
                "sections without a title",
                "[...document.querySelectorAll('section:not([aria-labelledby]):not([aria-label])')]",
            ),
            (
                "names that lead to nothing",
                "[...document.querySelectorAll('[aria-labelledby]')].filter(one => !document.getElementById(one.getAttribute('aria-labelledby')))",
            ),
            (
                "headings of the first level but one",
                "[...document.querySelectorAll('h1')].slice(1)",
            ),
        ] {
            let found = browser
                .text(&format!("{expression}.map(one => one.outerHTML.slice(0, 150)).join('\\n')"));
            assert_eq!(found, "", "{page}: {what}");
        }
    }
}

#[test]
fn a_scenario_is_recorded_with_the_mouse() {
    let Some(mut browser) = Chromium::start() else { return };
    let service = Service::start();
    pages(&service, &mut browser);
    service.visit(&mut browser, &format!("{WORLD}/scenario"));
    let ticked = browser.number("document.querySelectorAll('input[name=tick]:checked').length");
    assert!(ticked > 3, "{ticked}");
    browser.evaluate("document.querySelector('#write').click()");
    browser.until("Boolean(document.querySelector('#text')) && document.readyState === 'complete'");
    let feature = browser.text("document.querySelector('#text').textContent");
    assert!(feature.starts_with("@policy:intune-2015-12\nFeature: "), "{feature}");
    assert_eq!(
        browser.number("document.querySelectorAll('input[name=tick]:checked').length"),
        ticked
    );
}

#[test]
fn a_page_says_when_the_service_does_not_answer() {
    let Some(mut browser) = Chromium::start() else { return };
    let mut service = Service::start();
    service.visit(&mut browser, WORLD);
    assert_eq!(browser.number("document.querySelectorAll('[role=alert]').length"), 0);
    service.process.kill().unwrap();
    service.process.wait().unwrap();
    browser.evaluate(
        "[...document.querySelectorAll('button')].find(one => one.textContent === '+1 minute').click()",
    );
    browser.until("Boolean(document.querySelector('main [role=alert]'))");
    let alert = browser.text("document.querySelector('[role=alert]').textContent");
    assert!(alert.contains("The service did not answer"), "{alert}");
}
