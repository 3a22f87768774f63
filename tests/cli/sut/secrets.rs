//! Passcodes cross the pipe in clear and appear nowhere else: one that does is a finding.

use crate::folder::{Folder, Printed};
use crate::sut::{adapter, is_there, run};

const FEATURE: &str = "\
@policy:intune-2015-12
Feature: Secrets
  Scenario: The administrator resets the passcode
    Given an Android device managed by Intune standalone
    When the administrator resets the passcode in the Intune administration console
    Then the administrator sees a new alphanumeric passcode in the Intune administration console
    And that passcode unlocks the device
";

/// The adapter of `sut init python`, with something said where it acts and where it looks.
fn with_text(act: &str, view: &str) -> Option<Folder> {
    let folder = adapter("python").and("features/mine.feature", FEATURE);
    let program = format!(
        "import sys\nfrom service import Service\nfrom passgate_protocol import serve\n\n\n\
         class Saying(Service):\n    def act(self, act):\n        super().act(act)\n        {act}\n\n    \
         def view(self, *place):\n        view = super().view(*place)\n        {view}\n        \
         return view\n\n\nserve(Saying())\n"
    );
    folder.write("adapter/saying.py", program);
    is_there("python3").then_some(folder)
}

fn judged(folder: &Folder) -> Printed {
    let sut = ["run", "--sut", "python3 adapter/saying.py"];
    let more = [
        "--transcript",
        "pipe.txt",
        "-f",
        "progress",
        "-f",
        "record:run.rec",
        "-f",
        "html:run.html",
    ];
    run(folder, &[&sut[..], &more].concat())
}

/// Every word of eight letters and digits that could be the new passcode.
fn secrets(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
    let is_secret = |word: &&str| {
        let has = |kind: fn(&u8) -> bool| word.bytes().any(|byte| kind(&byte));
        word.len() == 8
            && has(u8::is_ascii_digit)
            && has(u8::is_ascii_lowercase)
            && has(u8::is_ascii_uppercase)
    };
    words.filter(is_secret).map(str::to_owned).collect()
}

#[test]
fn a_passcode_in_standard_error_fails_the_scenario() {
    let said = "if act['action'] == 'enter-passcode': print('opened with', act['passcode'], file=sys.stderr)";
    let Some(folder) = with_text(said, "pass") else { return };
    let printed = judged(&folder);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    let found = "a passcode (alphanumeric, 8) in its standard error";
    assert!(printed.stdout.contains(found), "{}", printed.stdout);
    assert!(printed.stdout.contains("no-passcode-leaks"), "{}", printed.stdout);
}

#[test]
fn a_passcode_in_a_text_that_shows_none_fails_the_scenario() {
    let view = "if view and 'lock' in view and self.devices[0].shown: \
                view['notice'] = {'kind': 'message', 'says': 'Your code: ' + self.devices[0].shown}";
    let Some(folder) = with_text("pass", view) else { return };
    let printed = judged(&folder);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    assert!(printed.stdout.contains("in a text that it says"), "{}", printed.stdout);
    for file in ["run.rec", "run.html", "pipe.txt"] {
        let content = folder.read(file);
        assert_eq!(secrets(&content), Vec::<String>::new(), "{file}");
        assert!(file == "pipe.txt" || content.contains("Your code: [alphanumeric, 8]"), "{file}");
    }
}

/// Digits that look like a passcode by chance do not come again with another seed.
#[test]
fn a_number_that_is_a_passcode_by_chance_fails_nothing() {
    let said = "print('request 4711 took 1234 ms, and', 5 * act['device'], file=sys.stderr)";
    let Some(folder) = with_text(said, "pass") else { return };
    assert_eq!(judged(&folder).code, Some(0));
    // This one is the passcode of the first attempt alone.
    let said = "if act['action'] == 'set-passcode' and not __import__('os').path.exists('said'): \
                open('said', 'w').close(); print('took', act['passcode'], 'ms', file=sys.stderr)";
    let Some(folder) = with_text(said, "pass") else { return };
    let printed = judged(&folder);
    assert_eq!(printed.code, Some(0), "{}", printed.all());
    assert!(folder.path().join("said").exists());
}

#[test]
fn a_transcript_has_every_message_and_no_passcode() {
    let Some(folder) = with_text("pass", "pass") else { return };
    assert_eq!(judged(&folder).code, Some(0));
    let transcript = folder.read("pipe.txt");
    for part in [
        "> {\"hello\"",
        "\"shown\":\"[alphanumeric, 8]\"",
        "\"passcode\":\"[numeric, 4]\"",
        "> {\"end\"",
    ] {
        assert!(transcript.contains(part), "no `{part}` in:\n{transcript}");
    }
    assert_eq!(secrets(&transcript), Vec::<String>::new(), "{transcript}");
}

/// What can be watched from outside is watched in any system.
#[test]
fn a_broken_invariant_fails_the_run_and_names_the_observations() {
    let view = "if view and 'state' in view: view['passcode'] = {'shown': '23456789'}";
    let Some(folder) = with_text("pass", view) else { return };
    let printed = judged(&folder);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    for part in [
        "no one sees a passcode that the policy does not show",
        "passcode 2 was visible by the administrator",
    ] {
        assert!(printed.stdout.contains(part), "no `{part}` in:\n{}", printed.stdout);
    }
}

/// A passcode that no policy could ask for is seen, and fails what is expected; it breaks nothing.
#[test]
fn a_passcode_of_another_kind_fails_an_expectation() {
    let view =
        "if view and 'passcode' in view: view['passcode'] = {'shown': 'p@ss-wörd of 21 signs'}";
    let Some(folder) = with_text("pass", view) else { return };
    let printed = judged(&folder);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    let seen = "seen      a new passcode (of another kind, not readable)";
    assert!(printed.stdout.contains(seen), "{}", printed.stdout);
    assert!(!printed.all().contains("p@ss"), "{}", printed.all());
}
