//! What each format looks like, and what every one of them has to say.

use passgate::internals::recording::Recording;
use passgate::internals::report::{
    Format, FormatKind, Look, Paint, Results, Width, markdown_within, render,
};

use crate::{fixture, read, rendered, root};

/// Compares a text with the snapshot called `name`.
#[track_caller]
fn approved(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("snapshots/formats"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The fixture without its footer and its last scenarios, as a killed run leaves it.
fn cut_short() -> Recording {
    let text = fixture();
    let lines: Vec<&str> = text.lines().collect();
    read(&(lines[..lines.len() - 3].join("\n") + "\n"))
}

#[test]
fn every_format_is_as_it_was_approved() {
    let recording = read(&fixture());
    for &format in Format::ALL {
        let text = rendered(&recording, format);
        match format.kind() {
            FormatKind::Text | FormatKind::Document => approved(format.name(), &text),
            // It may be read back, and is then written in the same way.
            FormatKind::Recording => assert!(rendered(&read(&text), format) == text),
            FormatKind::Empty => assert_eq!(text, ""),
        }
    }
}

#[test]
fn every_format_is_the_same_each_time() {
    for &format in Format::ALL {
        assert_eq!(
            rendered(&read(&fixture()), format),
            rendered(&read(&fixture()), format),
            "{format}"
        );
    }
}

#[test]
fn a_partial_recording_says_so_in_every_format() {
    let (partial, whole) = (cut_short(), read(&fixture()));
    for &format in Format::ALL {
        let says =
            |recording: &Recording| rendered(recording, format).contains("the run ended early");
        match format.kind() {
            FormatKind::Text | FormatKind::Document => {
                assert!(says(&partial) && !says(&whole), "{format}");
            }
            // A recording is itself what is partial: it has no footer.
            FormatKind::Recording => assert!(!rendered(&partial, format).contains("\"footer\"")),
            FormatKind::Empty => {}
        }
    }
}

#[test]
fn a_shard_says_so_in_every_format() {
    let text = fixture().replacen(
        "\"complete\":true",
        "\"complete\":true,\"shard\":{\"index\":2,\"count\":4}",
        1,
    );
    let shard = read(&text);
    for &format in Format::ALL {
        if matches!(format.kind(), FormatKind::Text | FormatKind::Document) {
            assert!(rendered(&shard, format).contains("only shard 2 of 4"), "{format}");
        }
    }
}

#[test]
fn what_has_changed_since_a_baseline_is_reported() {
    let before = read(&fixture());
    let text = fixture().replacen("\"verdict\":\"conforms\"", "\"verdict\":\"fails\"", 1);
    let after = read(&text);
    let look = Look { paint: Paint::Plain, width: Width::Unbounded };
    let results = Results::of(&after).since(&before);
    let markdown = render(Format::Markdown, &results, look);
    assert!(
        markdown.contains("### Since the baseline\n\n1 newly broken, 5 still broken"),
        "{markdown}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&render(Format::Json, &results, look)).unwrap();
    let broken = &json["changes"]["scenarios"]["newly broken"][0];
    assert_eq!((&broken["from"], &broken["to"]), (&"conforms".into(), &"fails".into()));
}

#[test]
fn markdown_that_does_not_fit_is_cut_between_its_parts_and_says_so() {
    let recording = read(&fixture());
    let results = Results::of(&recording);
    let whole = rendered(&recording, Format::Markdown);
    assert_eq!(markdown_within(&results, whole.len()), whole);
    for bytes in (0..whole.len()).step_by(97) {
        let text = markdown_within(&results, bytes);
        assert!(text.len() <= bytes, "{bytes}");
        assert!(text.is_empty() || text.contains("_Shortened: "), "{bytes}: {text}");
        for (opens, closes) in [("<details>", "</details>"), ("<summary>", "</summary>")] {
            assert_eq!(text.matches(opens).count(), text.matches(closes).count(), "{bytes}");
        }
        assert!(text.matches("```").count().is_multiple_of(2), "{bytes}");
    }
}

#[test]
fn github_is_given_no_more_annotations_than_it_shows() {
    // Scenarios of one position after the other, as a run of many failures has them.
    let text = fixture();
    let mut lines: Vec<String> = Vec::new();
    let mut number = 0;
    for line in text.lines().filter(|line| !line.starts_with("{\"footer\"")) {
        let Ok(mut value) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        if value.get("scenario").is_none() {
            lines.push(line.to_owned());
            continue;
        }
        for _ in 0..8 {
            value["scenario"]["position"] = number.into();
            number += 1;
            lines.push(value.to_string());
        }
    }
    let recording = read(&(lines.join("\n") + "\n"));
    let text = rendered(&recording, Format::Github);
    let count = |level: &str| text.lines().filter(|line| line.starts_with(level)).count();
    assert_eq!((count("::error "), count("::warning "), count("::notice ")), (10, 10, 1));
    let first: Vec<&str> = text.lines().take(9).collect();
    assert!(first[0].contains("the run ended early"), "{text}");
    assert!(first[1..].iter().all(|line| line.contains("(broken)")), "{text}");
    assert!(text.contains("10 of 41 errors are shown, 31 are left out"), "{text}");
    assert!(text.contains("10 of 24 warnings are shown, 14 are left out"), "{text}");
}
