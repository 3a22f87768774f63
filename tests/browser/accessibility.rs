//! The report for people who do not see it, do not use a mouse, or do not distinguish colours.

use serde_json::json;

use crate::chromium::Chromium;
use crate::page::{Page, changed, recording};

/// Everything of the page that is text with too little contrast to what is behind it.
const FAINT: &str = include_str!("contrast.js");

fn opened(browser: &mut Chromium) -> Page {
    let before = changed(|case| {
        if case["verdict"] == json!("fails") {
            case["verdict"] = json!("conforms");
        }
    });
    let page = Page::since(&recording(), Some(&before));
    browser.open(&page.file(), "");
    browser.evaluate(
        "document.querySelectorAll('.case h3 button').forEach(one => one.click()); \
         document.querySelectorAll('details').forEach(one => { one.open = true })",
    );
    page
}

#[test]
fn every_control_has_a_name_and_every_id_is_one_of_a_kind() {
    let Some(mut browser) = Chromium::start() else { return };
    let _page = opened(&mut browser);
    for (what, expression) in [
        (
            "controls without a name",
            "[...document.querySelectorAll('input, select')].filter(one => !one.labels.length)",
        ),
        (
            "buttons and links without words",
            "[...document.querySelectorAll('button, a')].filter(one => !one.textContent.trim())",
        ),
        (
            "pictures that a screen reader stumbles over",
            "[...document.querySelectorAll('svg')].filter(one => one.getAttribute('aria-hidden') !== 'true')",
        ),
        (
            "ids that are there twice",
            "[...document.querySelectorAll('[id]')].filter(one => document.querySelectorAll('#' + CSS.escape(one.id)).length > 1)",
        ),
        (
            "names that lead to nothing",
            "[...document.querySelectorAll('[aria-labelledby], [aria-controls]')].filter(one => !document.getElementById(one.getAttribute('aria-labelledby') || one.getAttribute('aria-controls')))",
        ),
        ("headers without a scope", "[...document.querySelectorAll('th:not([scope])')]"),
        (
            "sections without a title",
            "[...document.querySelectorAll('section:not([aria-labelledby])')]",
        ),
        (
            "cells without a heading on a phone",
            "[...document.querySelectorAll('.cards td:not([data-head])')]",
        ),
    ] {
        let found = browser
            .text(&format!("{expression}.map(one => one.outerHTML.slice(0, 120)).join('\\n')"));
        assert_eq!(found, "", "{what}");
    }
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    let Some(mut browser) = Chromium::start() else { return };
    let _page = opened(&mut browser);
    let levels = browser.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4, h5')].map(one => Number(one.tagName[1]))",
    );
    let levels: Vec<u64> =
        levels.as_array().unwrap().iter().map(|one| one.as_u64().unwrap()).collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    let mut last = 0;
    for level in levels {
        assert!(level <= last + 1, "a heading of level {level} is under one of level {last}");
        last = level;
    }
    assert_eq!(browser.number("document.querySelectorAll('main').length"), 1);
    assert_eq!(browser.text("document.documentElement.lang"), "en");
}

#[test]
fn every_text_contrasts_with_what_is_behind_it_by_day_and_by_night() {
    let Some(mut browser) = Chromium::start() else { return };
    for (medium, scheme) in [("screen", "light"), ("screen", "dark"), ("print", "light")] {
        browser.emulate(medium, scheme);
        let _page = opened(&mut browser);
        assert_eq!(browser.text(FAINT), "", "{medium}, {scheme}");
    }
}

#[test]
fn a_keyboard_user_sees_where_they_are() {
    let Some(mut browser) = Chromium::start() else { return };
    let _page = opened(&mut browser);
    let mut unseen = Vec::new();
    for _ in 0..60 {
        browser.press("Tab");
        let outline = browser.text("getComputedStyle(document.activeElement).outlineStyle");
        if outline == "none" {
            unseen.push(browser.text("document.activeElement.outerHTML.slice(0, 100)"));
        }
    }
    assert_eq!(unseen, Vec::<String>::new());
}

#[test]
fn a_verdict_is_shown_by_a_mark_and_a_word_too() {
    let Some(mut browser) = Chromium::start() else { return };
    let _page = opened(&mut browser);
    let badges = browser.evaluate(
        "[...new Set([...document.querySelectorAll('.case h3 .badge')].map(one => one.textContent))].sort()",
    );
    let expected = json!([
        "! broken",
        "? undefined",
        "≈ flaky",
        "⊘ unsupported",
        "◷ waived",
        "⚠ error",
        "✔ conforms",
        "✘ fails"
    ]);
    assert_eq!(badges, expected);
}
