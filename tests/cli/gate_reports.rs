//! Reports agree with the gate: one that failed is failed in every format, from its first line on, with the parts and why.

use crate::folder::{Folder, HOLDS};

const FORMATS: [&str; 13] = [
    "html", "junit", "github", "markdown", "json", "messages", "tap", "sarif", "pretty", "summary",
    "progress", "table", "rerun",
];

/// What each format says of a gate that fails, though every scenario conforms.
fn reports(folder: &Folder) -> (Vec<(&'static str, String)>, String) {
    let mut arguments = ["gate", "--seeds", "1", "--depth", "4"].map(str::to_owned).to_vec();
    for format in FORMATS {
        arguments.extend(["-f".to_owned(), format!("{format}:out.{format}")]);
    }
    arguments.extend(["-f".to_owned(), "record:out.ndjson".to_owned()]);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let printed = folder.run(&arguments);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    let read = |format: &'static str| (format, folder.read(&format!("out.{format}")));
    (FORMATS.into_iter().map(read).collect(), printed.stdout)
}

#[test]
fn every_format_reports_a_failed_gate_as_failed() {
    // Its only scenario holds, and so little is covered that the other parts fail.
    let (reports, printed) = reports(&Folder::with_feature(HOLDS));
    let verdict = printed.lines().last().unwrap().to_owned();
    assert!(verdict.starts_with("the gate failed in "), "{printed}");
    for (format, text) in &reports {
        let plain = text.replace("&#58;", ":").replace("%3A", ":").replace("The gate", "the gate");
        assert!(plain.contains(&verdict), "{format} does not say `{verdict}`:\n{text}");
        for part in ["inputs", "coverage", "mutate"] {
            assert!(text.contains(part), "{format} does not name {part}:\n{text}");
        }
        if !matches!(*format, "messages" | "table") {
            assert!(text.contains("survived"), "{format} does not say why:\n{text}");
        }
    }
    let of = |wanted: &str| &reports.iter().find(|(format, _)| *format == wanted).unwrap().1;
    let begins = |format: &str, with: &str| {
        assert!(of(format).starts_with(with), "{format}: {:.200}", of(format));
    };
    for format in ["pretty", "summary", "progress", "table"] {
        begins(format, &verdict);
    }
    begins("rerun", &format!("# {verdict}"));
    begins("tap", &format!("TAP version 14\n# {verdict}\n"));
    begins("markdown", "## ✘ passgate: the gate failed");
    begins("github", "::error title=the gate failed");
    assert!(of("tap").contains("\nnot ok 1 - the gate failed"), "{}", of("tap"));
    let head: String = of("junit").lines().take(2).collect();
    assert!(head.contains("<testsuites name=\"passgate: the gate failed"), "{head}");
    assert!(
        !of("junit").contains("failures=\"0\" errors=\"0\" time=\"0.000\">"),
        "{}",
        of("junit")
    );
    let json: serde_json::Value = serde_json::from_str(of("json")).unwrap();
    assert_eq!(json["conforms"], false);
    assert_eq!(json["gate"]["passed"], false);
    let sarif: serde_json::Value = serde_json::from_str(of("sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["level"], "error");
    let last: serde_json::Value =
        serde_json::from_str(of("messages").lines().last().unwrap()).unwrap();
    assert_eq!(last["testRunFinished"]["success"], false);
    assert!(of("html").contains("<h2 id=\"failures-title\">What failed</h2>"));
}

#[test]
fn a_recording_of_the_gate_is_reported_as_it_was() {
    let folder = Folder::with_feature(HOLDS);
    reports(&folder);
    let printed = folder.run(&["report", "out.ndjson", "-f", "summary"]);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    assert_eq!(printed.stdout, folder.read("out.summary"));
}

#[test]
fn a_gate_whose_run_fails_says_how_many_parts_were_left_out() {
    let folder =
        Folder::with_feature(&HOLDS.replace("sees no new passcode", "sees a new numeric passcode"));
    let printed = folder.run(&["gate", "-f", "summary:out.txt"]);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    let text = folder.read("out.txt");
    assert!(text.starts_with("the gate failed in 2 of 8 parts: run, inputs\n"), "{text}");
    assert!(text.contains("6 parts were not executed, since the run does not conform"), "{text}");
}
