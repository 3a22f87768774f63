//! The report for product owners as text: what is written, what is escaped, what it never asks for.

use std::fs;

use passgate::internals::recording::{self, Recording};
use passgate::internals::report::{Format, Look, Paint, Results, Width, render};
use serde_json::{Value, json};

use crate::folder::approved;
use crate::support::root;

const LOOK: Look = Look { paint: Paint::Plain, width: Width::Unbounded };

fn text() -> String {
    fs::read_to_string(root().join("fixtures/recordings/every-verdict.ndjson")).unwrap()
}

fn read(text: &str) -> Recording {
    recording::read("run.ndjson", text.as_bytes()).unwrap()
}

/// The recording with each line as `change` leaves it.
fn changed(change: impl Fn(&mut Value)) -> Recording {
    let line = |line: &str| {
        let mut value: Value = serde_json::from_str(line).unwrap();
        change(&mut value);
        format!("{value}\n")
    };
    read(&text().lines().map(line).collect::<String>())
}

fn page(recording: &Recording) -> String {
    render(Format::Html, &Results::of(recording), LOOK)
}

/// What is between two texts.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    text.split_once(from).unwrap().1.split_once(to).unwrap().0
}

/// The data that the script draws from.
fn data(page: &str) -> Value {
    let start = "<script id=\"data\" type=\"application/json\">";
    serde_json::from_str(between(page, start, "</script>")).unwrap()
}

/// A part of the page, a tag a line.
fn section(page: &str, id: &str) -> String {
    let start = format!("<section id=\"{id}\"");
    between(page, &start, "</section>").replace("><", ">\n<")
}

#[test]
fn the_page_reports_the_run() {
    let recording = read(&text());
    let before = changed(|value| {
        if value["scenario"]["verdict"] == json!("fails") {
            value["scenario"]["verdict"] = json!("conforms");
        }
    });
    let results = Results::of(&recording).since(&before);
    let page = render(Format::Html, &results, LOOK);
    let parts = ["verdict", "changes", "behaviour", "visibility", "trust", "provenance"];
    let printed: Vec<String> =
        parts.iter().map(|id| format!("── {id}\n{}", section(&page, id))).collect();
    approved("page", &printed.join("\n"));
}

#[test]
fn nothing_is_loaded_from_anywhere() {
    let page = page(&read(&text()));
    // A name that every picture of this kind has.
    let page = page.replace("http://www.w3.org/2000/svg", "");
    let names = between(&page, "type=\"application/json\">", "</script>").to_owned();
    let page = page.replace(&names, "");
    for request in [
        "http:", "https:", "@import", "url(", "<link", "<img", "<iframe", " src=", "fetch(",
        "import(",
    ] {
        assert!(!page.contains(request), "the page has {request}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn what_people_write_is_only_text() {
    let hostile = "</script><script>alert(1)</script><!--\u{2028}";
    let recording = changed(|value| {
        if let Some(case) = value.get_mut("scenario") {
            case["name"] = json!(hostile);
            case["tags"] = json!([hostile]);
        }
        if let Some(footer) = value.get_mut("footer") {
            footer["waivers"][0]["reason"] = json!(hostile);
            footer["tables"] = json!({ "compared": [
                { "path": hostile, "status": { "differs": [{ "added": hostile }] } },
            ] });
            footer["mutation"] = json!([{ "policy": hostile, "killed": 1, "equivalent": 0, "invalid": 0, "survived": [hostile] }]);
        }
        if let Some(header) = value.get_mut("header") {
            header["selection"] = json!([hostile]);
            header["target"] = json!(hostile);
        }
    });
    let page = page(&recording);
    assert_eq!(page.matches("<script").count(), 2, "a script of the page is not its own");
    assert_eq!(page.matches("<!--").count(), 0);
    assert!(
        !page.contains('\u{2028}')
            || !between(&page, "type=\"application/json\">", "</script>").contains('\u{2028}')
    );
    let names = data(&page)["texts"].to_string();
    assert!(
        names.contains("</script><script>alert(1)</script><!--"),
        "the name is not the same any more"
    );
}

#[test]
fn the_script_makes_no_markup_from_texts() {
    let folder = root().join("src/report/format/html/script");
    let mut count = 0;
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let script = fs::read_to_string(&path).unwrap();
        for way in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "Function(",
            "DOMParser",
            "javascript:",
        ] {
            assert!(!script.contains(way), "{} uses {way}", path.display());
        }
        count += 1;
    }
    assert_eq!(count, 7);
}

#[test]
fn a_partial_recording_says_so_before_anything_else() {
    let whole = text();
    let lines: Vec<&str> = whole.lines().collect();
    let partial = lines.get(..lines.len() - 3).unwrap().join("\n") + "\n";
    let page = page(&read(&partial));
    let opening = between(&page, "<main", "<h1");
    assert!(opening.contains("This is not the whole run."), "{opening}");
    assert!(opening.contains("the run ended early, after 10 of 12 scenarios"), "{opening}");
}

#[test]
fn a_recording_of_nothing_is_a_page_too() {
    let whole = text();
    let lines: Vec<&str> = whole.lines().collect();
    let page = page(&read(&format!("{}\n", lines.first().unwrap())));
    assert!(page.contains("Nothing was run."));
    assert_eq!(data(&page)["cases"]["name"], json!([]));
}

#[test]
fn every_text_is_in_the_data_once() {
    let data = data(&page(&read(&text())));
    let texts = data["texts"].as_array().unwrap();
    let mut distinct: Vec<&str> = texts.iter().map(|text| text.as_str().unwrap()).collect();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), texts.len());
}

#[test]
fn coverage_and_mutation_are_shown_if_they_were_computed() {
    let recording = changed(|value| {
        if let Some(footer) = value.get_mut("footer") {
            let note = |clause: &str, fails: Value| json!({ "policy": "intune-2015-12", "clause": clause, "evidence": "seed", "fails_under": fails });
            footer["coverage"] = json!([
                note(
                    "ios-passcode-removed",
                    json!({ "kind": "policy", "name": "iOS: effect removed → replaced", "scenario": "Gone", "expectation": "the device has no passcode" })
                ),
                note("portal-offers-reset", Value::Null),
            ]);
            footer["mutation"] = json!([{ "policy": "intune-2015-12", "killed": 147, "equivalent": 0, "invalid": 0, "survived": ["Android: passcode.length 8 → 7"] }]);
        }
    });
    let page = page(&recording);
    for words in [
        "fails if iOS: effect removed → replaced: “the device has no passcode”",
        "no mutant and no defect that the clause names makes one of its scenarios fail",
        "147 of 148</strong> mutants are killed",
        "Android: passcode.length 8 → 7",
    ] {
        assert!(page.contains(words), "{words}");
    }
}
