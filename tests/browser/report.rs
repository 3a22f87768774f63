//! The report for product owners: it is drawn, it filters, its links lead somewhere, and nothing in it does harm.

use serde_json::json;

use crate::chromium::Chromium;
use crate::page::{Page, changed, recording, repeated};

/// The place of the failing scenario.
const FAILING: &str = "#?open=features/ward.feature:19";

/// The names of the scenarios that are shown.
const NAMES: &str = "[...document.querySelectorAll('.case .name')].map(one => one.textContent)";

/// How many scenarios are shown.
const SHOWN: &str = "document.querySelectorAll('.case').length";

#[test]
fn everything_is_drawn_without_a_request_an_error_or_a_dialog() {
    let Some(mut browser) = Chromium::start() else { return };
    let page = Page::of_every_verdict();
    browser.open(&page.file(), "");
    assert_eq!(browser.number(SHOWN), 12);
    assert!(browser.text("document.title").starts_with("5 of 12 scenarios do not conform"));
    browser.evaluate("document.querySelectorAll('.case h3 button').forEach(one => one.click())");
    assert_eq!(browser.number("document.querySelectorAll('.detail:not([hidden])').length"), 12);
    assert!(browser.number("document.querySelectorAll('.phone').length") > 5);
    assert!(browser.number("document.querySelectorAll('.strip').length") > 50);
    assert_eq!(browser.run_failures(), Vec::<String>::new());
}

#[test]
fn markup_in_a_name_is_text() {
    let Some(mut browser) = Chromium::start() else { return };
    let page = Page::of(&changed(|case| {
        case["feature"] = json!("<img src=x onerror=alert(1)>");
        case["steps"][0]["text"] = json!("</script><script>alert(2)</script>");
        case["tags"] = json!(["\"><svg onload=alert(3)>"]);
    }));
    browser.open(&page.file(), "");
    browser.evaluate("document.querySelectorAll('.case h3 button').forEach(one => one.click())");
    let names = browser.text(&format!("{NAMES}.join('\\n')"));
    assert!(names.contains("<script>alert(\"x\")</script> & ]]> | *"), "{names}");
    assert!(names.contains("Markup in a row: \"><img src=x>"), "{names}");
    assert_eq!(browser.number("document.querySelectorAll('img, svg[onload]').length"), 0);
    assert_eq!(browser.number("document.scripts.length"), 2);
    assert_eq!(browser.run_failures(), Vec::<String>::new());
}

#[test]
fn nothing_but_the_page_itself_may_run_or_ask() {
    let Some(mut browser) = Chromium::start() else { return };
    let page = Page::of_every_verdict();
    browser.open(&page.file(), "");
    browser.evaluate(
        "document.body.insertAdjacentHTML('beforeend', \
         '<img src=\"http://127.0.0.1:9/x.png\"><p id=injected onclick=\"window.ran = true\">x</p>'); \
         document.getElementById('injected').click(); \
         const script = document.createElement('script'); script.textContent = 'window.ran = true'; \
         document.body.append(script)",
    );
    assert_eq!(browser.text("String(window.ran)"), "undefined");
    let reached = browser.events.iter().any(|event| {
        event["method"] == json!("Network.responseReceived")
            && event["params"]["response"]["url"].as_str().unwrap_or_default().starts_with("http")
    });
    assert!(!reached, "a request got through");
}

#[test]
fn the_filters_find_and_the_address_keeps_what_was_asked() {
    let Some(mut browser) = Chromium::start() else { return };
    let page = Page::of_every_verdict();
    browser.open(&page.file(), "");
    browser.evaluate("document.querySelector('[name=verdict][value=undefined]').click()");
    assert_eq!(browser.number(SHOWN), 2);
    assert_eq!(browser.text("location.hash"), "#?verdict=undefined");
    assert!(
        browser
            .text("document.getElementById('found').textContent")
            .starts_with("2 scenarios of 12")
    );
    browser.open(&page.file(), "#?verdict=undefined");
    assert_eq!(browser.number(SHOWN), 2);
    browser.evaluate("document.querySelector('#filters [type=reset]').click()");
    browser.until(&format!("{SHOWN} === 12"));
    for (asked, count) in [
        ("#?q=their+pin", 1),
        ("#?q=PORTAL+february", 1),
        ("#?tag=smoke", 1),
        ("#?clause=wp81-hybrid-console-only", 2),
        ("#?platform=Windows+Phone+8.1&management=hybrid&verdict=conforms", 4),
        ("#?verdict=fails&verdict=error&verdict=broken", 3),
        ("#?q=nothing+of+the+kind", 0),
        ("#?cell=no.such.cell", 0),
        ("#?", 12),
        ("#?%", 12),
        ("#?verdict=%E0%A4%A", 12),
        ("#nowhere", 12),
        ("#%E0%A4%A", 12),
    ] {
        browser.open(&page.file(), asked);
        assert_eq!(browser.number(SHOWN), count, "{asked}");
    }
    assert_eq!(browser.run_failures(), Vec::<String>::new());
}

#[test]
fn a_cell_leads_to_the_scenarios_that_show_it() {
    let Some(mut browser) = Chromium::start() else { return };
    let page = Page::of_every_verdict();
    browser.open(&page.file(), "");
    let cells = "[...document.querySelectorAll('td a[href^=\"#?cell\"]')]";
    let count = browser.number(&format!("{cells}.length"));
    assert!(count >= 8, "{count} cells lead somewhere");
    for number in 0..count {
        browser.evaluate(&format!("{cells}[{number}].click()"));
        let text = browser.text(&format!("{cells}[{number}].title.match(/\\d+/)[0]"));
        let expected = format!("String({SHOWN}) === '{text}' && location.hash.includes('cell')");
        browser.until(&expected);
        browser.until("document.activeElement.id === 'scenarios-title'");
    }
    let found = browser.text("document.getElementById('found').textContent");
    assert!(found.contains("Windows Phone 8.1, hybrid: "), "{found}");
}

#[test]
fn every_link_within_the_page_leads_somewhere() {
    let Some(mut browser) = Chromium::start() else { return };
    let page = Page::of_every_verdict();
    browser.open(&page.file(), FAILING);
    let dead = browser.evaluate(
        "[...document.querySelectorAll('a')].map(one => one.getAttribute('href')) \
         .filter(href => !href.startsWith('#?') && !document.getElementById(decodeURIComponent(href.slice(1))))",
    );
    assert_eq!(dead, json!([]));
}

#[test]
fn a_link_to_a_scenario_opens_it_with_what_was_expected_and_seen() {
    let Some(mut browser) = Chromium::start() else { return };
    let page = Page::of_every_verdict();
    browser.open(&page.file(), FAILING);
    let detail = browser.text("document.querySelector('.detail:not([hidden])').innerText");
    for words in [
        "a new passcode (numeric)",
        "no new passcode, by the end user, in the Company Portal website",
        "Passcode successfully reset",
        "replaces its passcode (numeric, 6)",
        "passgate run features/ward.feature:19 --seed 2015",
    ] {
        assert!(detail.contains(words), "{words} is not in {detail}");
    }
    browser.until("document.activeElement.getAttribute('aria-expanded') === 'true'");
    assert!(
        browser.number("Math.round(Math.abs(document.activeElement.getBoundingClientRect().top))")
            < 200
    );
}

#[test]
fn the_pictures_show_the_moment_of_the_step_that_is_chosen() {
    let Some(mut browser) = Chromium::start() else { return };
    let page = Page::of_every_verdict();
    browser.open(&page.file(), "#?open=features/ward.feature:9");
    let choose = |number: usize| {
        format!("document.querySelectorAll('.detail:not([hidden]) .step')[{number}].click()")
    };
    let seen = "document.querySelector('.seen').innerText";
    browser.evaluate(&choose(0));
    assert!(!browser.text(seen).contains("••••••"), "nothing is reset yet");
    browser.evaluate(&choose(4));
    let text = browser.text(seen);
    assert!(text.contains("••••••") && text.contains("numeric, 6"), "{text}");
    assert_eq!(
        browser.text("document.querySelectorAll('.step')[4].getAttribute('aria-pressed')"),
        "true"
    );
}

#[test]
fn the_keyboard_alone_opens_a_scenario_and_chooses_a_moment() {
    let Some(mut browser) = Chromium::start() else { return };
    let page = Page::of_every_verdict();
    browser.open(&page.file(), "");
    browser.press("Tab");
    assert_eq!(browser.text("document.activeElement.textContent"), "Skip to the content");
    let reached = "document.activeElement.matches('.case h3 button')";
    for _ in 0..400 {
        if browser.evaluate(reached) == json!(true) {
            break;
        }
        browser.press("Tab");
    }
    assert_eq!(browser.evaluate(reached), json!(true), "no scenario is reached by Tab");
    browser.press("Enter");
    browser.until("document.activeElement.getAttribute('aria-expanded') === 'true'");
    assert!(browser.text("location.hash").contains("open="));
    browser.press("Tab");
    browser.press(" ");
    browser.until("document.activeElement.getAttribute('aria-pressed') === 'true'");
}

#[test]
fn names_that_are_long_or_full_of_signs_do_not_break_the_page() {
    let Some(mut browser) = Chromium::start() else { return };
    let page = Page::of(&changed(|case| {
        let name = match case["position"].as_u64() {
            Some(0) => "a name that ends nowhere ".repeat(80),
            Some(1) => "x".repeat(4000),
            Some(2) => "line\nbreak\ttab \u{7} bell \u{0} nothing \u{1b}[31m".to_owned(),
            Some(3) => "\u{202e}sdrawkcab \u{2066}מימין לשמאל".to_owned(),
            Some(4) => "\u{2028}\u{2029}\u{feff}👩‍👩‍👧 é".to_owned(),
            _ => return,
        };
        case["steps"][0]["text"] = json!(&name);
        case["feature"] = json!(&name);
        case["name"] = json!(name);
    }));
    for width in [360, 1280] {
        browser.resize(width, 800);
        browser.open(&page.file(), "");
        browser
            .evaluate("document.querySelectorAll('.case h3 button').forEach(one => one.click())");
        let wide = browser.number("document.documentElement.scrollWidth");
        assert!(wide <= u64::from(width), "{wide} pixels in a window of {width}");
    }
    let names = browser.text(&format!("{NAMES}.join('|')"));
    assert!(names.contains("line break tab ␇ bell ␀ nothing ␛[31m"), "{names}");
    assert_eq!(browser.run_failures(), Vec::<String>::new());
}

#[test]
fn it_is_printed_without_its_controls_and_with_what_is_open() {
    let Some(mut browser) = Chromium::start() else { return };
    let page = Page::of_every_verdict();
    browser.open(&page.file(), FAILING);
    let pdf = browser.call("Page.printToPDF", json!({ "printBackground": false }));
    assert!(pdf["data"].as_str().unwrap().starts_with("JVBERi"), "it is no PDF");
    browser.emulate("print", "light");
    for hidden in [".top", "#filters", ".hint"] {
        let shown = format!("getComputedStyle(document.querySelector('{hidden}')).display");
        assert_eq!(browser.text(&shown), "none", "{hidden}");
    }
    assert!(browser.number("document.querySelector('.timeline').clientHeight") > 200);
}

#[test]
fn what_has_changed_since_a_baseline_leads_to_the_scenarios() {
    let Some(mut browser) = Chromium::start() else { return };
    let before = changed(|case| {
        if case["verdict"] == json!("fails") {
            case["verdict"] = json!("conforms");
        }
    });
    let page = Page::since(&recording(), Some(&before));
    browser.open(&page.file(), "");
    let text = browser.text("document.getElementById('changes').innerText");
    assert!(text.contains("Newly broken 1") && text.contains("Still broken 4"), "{text}");
    browser.evaluate("document.querySelector('#changes a').click()");
    browser.until("document.querySelectorAll('.detail:not([hidden])').length === 1");
}

#[test]
fn a_run_of_thousands_is_drawn_in_parts() {
    let Some(mut browser) = Chromium::start() else { return };
    let page = Page::of(&repeated(5000));
    browser.open(&page.file(), "");
    assert_eq!(browser.number(SHOWN), 100);
    assert!(
        browser
            .text("document.querySelector('.partial').textContent")
            .contains("not the whole run")
    );
    browser.evaluate("document.getElementById('more').click()");
    assert_eq!(browser.number(SHOWN), 200);
    browser.open(&page.file(), "#?open=features/ward.feature:4991");
    assert_eq!(browser.number("document.querySelectorAll('.detail:not([hidden])').length"), 1);
}
