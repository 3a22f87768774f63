//! The policy of the guide, which was never compiled in, through every command: its platform, roles, surface and
//! enrolments are names of the guide alone.

use crate::folder::Folder;
use crate::markdown::Page;
use crate::support::root;

const GUIDE: &str = "docs/adding-a-policy.md";

/// A folder with the files of the guide as they are at its end.
fn suite() -> Folder {
    let text = std::fs::read_to_string(root().join(GUIDE)).unwrap();
    let folder = Folder::empty();
    let mut written: Option<(String, String)> = None;
    for block in Page::read(&text).blocks {
        match (block.language(), block.named.clone(), &mut written) {
            ("gherkin" | "yaml", _, Some((name, content))) if block.goes_on() => {
                *content += &block.text;
                folder.write(name, &*content);
            }
            ("gherkin" | "yaml", Some(name), _) => {
                folder.write(&name, &block.text);
                written = Some((name, block.text));
            }
            _ => {}
        }
    }
    folder
}

#[test]
fn the_policy_of_the_guide_passes_the_gate_and_is_in_every_report() {
    let folder = suite();
    let approved = folder.run(&["approve"]);
    assert_eq!(approved.code, Some(0), "{}", approved.all());
    let gate = folder.run(&["gate", "-f", "html:gate.html", "-f", "json:gate.json"]);
    assert_eq!(gate.code, Some(0), "{}", gate.all());
    for command in ["mutate", "coverage", "check", "explore"] {
        let printed = folder.run(&[command]);
        assert_eq!(printed.code, Some(0), "{command}: {}", printed.all());
    }
    let served = format!("'{}' sut serve", env!("CARGO_BIN_EXE_passgate"));
    let outside = folder.run(&["run", "--sut", &served]);
    assert_eq!(outside.code, Some(0), "{}", outside.all());
    let recorded = folder.run(&["run", "-f", "record:run.ndjson", "-f", "null"]);
    assert_eq!(recorded.code, Some(0), "{}", recorded.all());
    for format in ["pretty", "markdown", "json", "html", "junit", "messages"] {
        let printed = folder.run(&["report", "run.ndjson", "-f", format]);
        assert_eq!(printed.code, Some(0), "{format}: {}", printed.all());
        assert!(printed.stdout.contains("library"), "{format}: {}", printed.stdout);
    }
}

/// One value of it decides whether its features pass: the simulation obeys the file and nothing else.
#[test]
fn its_features_detect_a_changed_value_of_the_policy_of_the_guide() {
    let folder = suite();
    let policy = folder.read("fixtures/policies/library-2026.yaml");
    for (from, to) in [
        ("length: 5", "length: 6"),
        ("support: { the loan desk: hidden }", "support: { the loan desk: not_supported }"),
        ("offline_device: fails", "offline_device: waits"),
        ("to: the librarian, when", "to: the night guard, when"),
    ] {
        assert!(policy.contains(from), "{from}");
        folder.write("fixtures/policies/library-2026.yaml", policy.replace(from, to));
        let printed = folder.run(&[]);
        assert_eq!(printed.code, Some(1), "{to}: {}", printed.all());
    }
}
