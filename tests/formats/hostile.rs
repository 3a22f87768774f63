//! Names that are markup, commands or keywords elsewhere: in each format they are what a person wrote, and no more.

use passgate::internals::recording::Recording;
use passgate::internals::report::{Format, FormatKind};
use serde_json::Value;

use crate::{fixture, read, rendered};

/// A name with something in it for every format.
const NAME: &str = "<script>alert(1)</script><img src=x onerror=y> ]]> --> & &amp; | ** __ ``` @all #1 [a](b) \
    \\ ::error::x %0A # SKIP\n::error::second\r\nnot ok 99\n  ...\nBail out!\n</summary>\u{1b}[2J\u{202e}\u{0}\u{ffff}";

/// The fixture in which every scenario, feature and expectation is called so.
fn hostile() -> Recording {
    let mut lines = Vec::new();
    for line in fixture().lines().filter(|line| !line.starts_with("{\"footer\"")) {
        let mut value: Value = serde_json::from_str(line).unwrap();
        if let Some(case) = value.get_mut("scenario") {
            for key in ["name", "feature", "rule"] {
                case[key] = NAME.into();
            }
            if let Some(failed) = case.pointer_mut("/why/failed") {
                failed["expected"] = NAME.into();
                failed["seen"] = NAME.into();
            }
            if let Some(waiver) = case.get_mut("waiver") {
                waiver["reason"] = NAME.into();
            }
            case["tags"] = vec![NAME].into();
        }
        lines.push(value.to_string());
    }
    read(&(lines.join("\n") + "\n"))
}

/// The lines of Markdown that are in no fence.
fn outside_fences(text: &str) -> String {
    let mut fence: Option<String> = None;
    let mut kept = String::new();
    for line in text.lines() {
        let ticks: String = line.chars().take_while(|letter| *letter == '`').collect();
        match &fence {
            Some(open) if ticks == *open && line == ticks => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => kept += &format!("{line}\n"),
        }
    }
    assert_eq!(fence, None, "a fence is left open");
    kept
}

#[test]
fn markdown_has_no_markup_that_a_person_wrote() {
    let text = outside_fences(&rendered(&hostile(), Format::Markdown));
    for markup in ["<script", "<img", "@all", " #1", "[a]", "::error", "**", "]]>"] {
        assert!(!text.contains(markup), "{markup} in\n{text}");
    }
    assert_eq!(text.matches("</summary>").count(), text.matches("<summary>").count());
    assert!(text.contains("&#60;script&#62;"), "{text}");
}

#[test]
fn junit_holds_the_name_as_a_text() {
    let recording = hostile();
    let xml = rendered(&recording, Format::Junit);
    assert!(!xml.contains("<script") && !xml.contains("<img"), "{xml}");
    let report = quick_junit::Report::deserialize_from_str(&xml).unwrap();
    let suite = report.test_suites.last().unwrap();
    assert_eq!(suite.test_cases.len(), recording.cases.len());
    let shown = "Bail out!\n</summary>␛[2J\u{fffd}␀\u{fffd}";
    assert!(suite.test_cases.iter().all(|case| case.name.as_str().contains(shown)), "{xml}");
}

#[test]
fn github_gets_no_command_that_a_person_wrote() {
    let text = rendered(&hostile(), Format::Github);
    let commands = ["::error ", "::warning ", "::notice "];
    for line in text.lines() {
        assert!(commands.iter().any(|command| line.starts_with(command)), "{line}");
        assert_eq!(line.matches("title=").count(), 1, "{line}");
    }
    assert!(text.contains("%250A"), "{text}");
}

#[test]
fn tap_gets_no_point_and_no_directive_that_a_person_wrote() {
    let recording = hostile();
    let text = rendered(&recording, Format::Tap);
    let points = text.lines().filter(|line| line.starts_with("ok ") || line.starts_with("not ok "));
    // One more says that the recording has no end.
    assert_eq!(points.clone().count(), recording.cases.len() + 1, "{text}");
    assert_eq!(points.filter(|line| line.contains(" # SKIP")).count(), 1, "{text}");
    assert!(text.lines().all(|line| !line.starts_with("Bail out!")), "{text}");
}

#[test]
fn json_and_messages_hold_the_name_as_a_text() {
    let recording = hostile();
    let json: Value = serde_json::from_str(&rendered(&recording, Format::Json)).unwrap();
    assert_eq!(json["scenarios"][0]["name"], NAME);
    let messages = rendered(&recording, Format::Messages);
    let pickles = messages
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|message| message["pickle"]["name"] == NAME);
    assert_eq!(pickles.count(), recording.cases.len());
}

#[test]
fn no_document_holds_a_character_that_commands_a_terminal() {
    let recording = hostile();
    let documents = Format::ALL.iter().filter(|format| format.kind() == FormatKind::Document);
    for &format in documents.chain([&Format::Markdown]) {
        let text = rendered(&recording, format);
        let commands = |letter: char| {
            (letter.is_control() && letter != '\n') || matches!(letter, '\u{202a}'..='\u{202e}')
        };
        assert!(!text.chars().any(commands), "{format}");
    }
}
