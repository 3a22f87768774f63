//! What is read is the same however it is written, and is where its author put it.

use std::sync::Arc;

use crate::language::feature::Feature;
use crate::language::scenario::{Below, Scenario, StepRole};

const TEXT: &str = "\
@policy:one @nightly
Feature: Reading
  When this is read, no one takes it for a step.

  Background:
    Given a device

  @clause:a @clause:b
  Scenario: Plain
    * it is offline
    When it waits
    But it waits again
    Then it beeps
    * it beeps again

  Rule: Under a rule

    Background:
      Given another device

    @policy:two @clause:b
    Scenario Outline: Waiting <time> for <who>
      When <who> waits <time>
        | <time> |
      Then it is < than > that

      # The first table.
      @clause:c @clause:b
      Examples:
        | who | time |

        # A comment between rows.
        | Ann | 4:59 |
        | Bob | 5:00 |

      Examples: more
        | time | who |
        | 5:01 | Cy  |
";

#[track_caller]
fn read(text: &str) -> Feature {
    Feature::read("a.feature", text).unwrap_or_else(|errors| panic!("{:?}", errors.problems()))
}

/// Everything that a scenario says, in words.
fn facts(scenario: &Scenario) -> String {
    let steps: Vec<String> = scenario
        .steps
        .iter()
        .map(|step| {
            format!("{}:{} {}/{} {}", step.line, step.column, step.keyword, step.role, step.text)
        })
        .collect();
    let policy = scenario.policy.as_deref().unwrap_or("-");
    format!(
        "{}:{:?} {} [{}] {policy} [{}] {:?}\n  {}",
        scenario.line,
        scenario.example,
        scenario.name,
        scenario.tags.join(" "),
        scenario.clauses.join(" "),
        scenario.rule,
        steps.join("\n  "),
    )
}

#[test]
fn scenarios_have_their_own_lines_tags_and_roles() {
    let feature = read(TEXT);
    let facts: Vec<String> = feature.scenarios().iter().map(facts).collect();
    let plain = "9:None Plain [policy:one nightly clause:a clause:b] one [a b] None
  6:5 Given/Given a device
  10:5 */Given it is offline
  11:5 When/When it waits
  12:5 But/When it waits again
  13:5 Then/Then it beeps
  14:5 */Then it beeps again";
    assert_eq!(facts[0], plain);
    let first = "33:Some(1) Waiting 4:59 for Ann \
[policy:one nightly policy:two clause:b clause:c clause:b] two [b c] Some(\"Under a rule\")
  6:5 Given/Given a device
  19:7 Given/Given another device
  23:7 When/When Ann waits 4:59
  25:7 Then/Then it is < than > that";
    assert_eq!(facts[1], first);
    let lines: Vec<usize> = feature.scenarios().iter().map(|it| it.line).collect();
    assert_eq!(lines, [9, 33, 34, 38]);
    assert_eq!(&*feature.scenarios()[3].name, "Waiting 5:01 for Cy");
    assert_eq!(feature.scenarios()[3].example, Some(3));
    assert!(feature.problems().is_empty());
}

#[test]
fn line_ends_marks_and_indentation_change_nothing() {
    let plain: Vec<String> = read(TEXT).scenarios().iter().map(facts).collect();
    let same = |text: &str| -> Vec<String> { read(text).scenarios().iter().map(facts).collect() };
    assert_eq!(same(&format!("\u{feff}{TEXT}")), plain);
    assert_eq!(same(&TEXT.replace('\n', "\r\n")), plain);
    assert_eq!(same(TEXT.trim_end()), plain);
    assert_eq!(same(&TEXT.replace("\n\n", "\n \t\n")), plain);
    let lines =
        |text: &str| -> Vec<usize> { read(text).scenarios().iter().map(|it| it.line).collect() };
    assert_eq!(lines(&TEXT.replace("\n  ", "\n\t\t")), lines(TEXT));
    let apart = TEXT.replace("@clause:b\n  Scenario", "@clause:b\n  \n  Scenario");
    assert_eq!(lines(&apart), [10, 34, 35, 39]);
    assert_eq!(lines(&TEXT.replace("\nFeature", "\n  \n   Feature")).first(), Some(&10));
}

#[test]
fn a_line_anywhere_in_a_scenario_selects_it() {
    let feature = read(TEXT);
    let covered = |line: usize| -> Vec<usize> {
        feature.scenarios().iter().filter(|it| it.covers_line(line)).map(|it| it.line).collect()
    };
    let all = [9, 33, 34, 38];
    assert_eq!(covered(1), all, "the feature's tags");
    assert_eq!(covered(6), all, "the background");
    assert_eq!(covered(8), [9], "a scenario's tags");
    assert_eq!(covered(12), [9], "one of its steps");
    assert_eq!(covered(16), all[1..], "a rule");
    assert_eq!(covered(19), all[1..], "a rule's background");
    assert_eq!(covered(23), all[1..], "a step of an outline");
    assert_eq!(covered(30), all[1..], "the head of a table");
    assert_eq!(covered(34), [34], "a row");
    assert_eq!(covered(38), [38], "a row of another table");
    assert_eq!(covered(39), [0; 0], "after the end");
    assert_eq!(covered(0), [0; 0], "before the beginning");
}

#[test]
fn rows_share_what_they_have_in_common() {
    let feature = read(TEXT);
    let [_, first, second, _] = feature.scenarios() else { panic!("four scenarios") };
    assert!(Arc::ptr_eq(&first.tags, &second.tags));
    assert!(Arc::ptr_eq(&first.steps[0].text, &second.steps[0].text));
    assert!(Arc::ptr_eq(&first.steps[3].text, &second.steps[3].text));
    assert_eq!(first.steps[2].role, StepRole::When);
}

#[test]
fn another_language_is_read_too() {
    let text =
        "  # language : de \n@t\nFunktion: F\n\n  @u\n  Szenario: S\n    Angenommen A\n    Und B\n";
    let feature = read(text);
    let scenario = &feature.scenarios()[0];
    assert_eq!((scenario.line, scenario.tags.join(" ")), (6, "t u".to_owned()));
    assert_eq!(scenario.steps[1].role, StepRole::Given);
}

#[test]
fn a_sentence_takes_its_texts_from_below() {
    let text = "Feature: F
  Scenario Outline: S <a>
    Then the device says:
      \"\"\"
      Tap \"OK\" <a>
      \"\"\"
    And the clerk sees in the shop:
      | one |
      | <a> |
    And the device says:
      | two | columns |
    Examples:
      | a   |
      | now |
";
    let feature = read(text);
    let [scenario] = feature.scenarios() else { panic!("one scenario") };
    let steps: Vec<(usize, &str)> =
        scenario.steps.iter().map(|step| (step.line, &*step.text)).collect();
    let expected = [
        (3, r#"the device says "Tap \"OK\" now""#),
        (7, r#"the clerk sees "one" in the shop"#),
        (7, r#"the clerk sees "now" in the shop"#),
        (10, "the device says:"),
    ];
    assert_eq!(steps, expected);
    let place = |at: usize| match &scenario.steps[at].below {
        Below::Quoted(quoted, place) => {
            scenario.steps[at].text.get(quoted.clone()).zip(feature.page.text().get(place.clone()))
        }
        Below::Nothing | Below::Unused(_) => None,
    };
    assert_eq!(place(2), Some((r#" "now""#, "<a>")));
    assert_eq!(place(3), None);
}

#[test]
fn odd_texts_are_refused_and_never_break_the_reader() {
    let long = "|".repeat(100_000);
    let texts = ["|", "\\", "@", "\0", "Feature", "\"\"\"", "* ", "# language: xx", &long];
    for text in texts {
        let alone = Feature::read("odd", text);
        assert!(alone.is_err_and(|errors| !errors.problems().is_empty()), "{text:.20}");
        let _ = Feature::read("odd", &format!("Feature: a\nScenario: b\nGiven c\n{text}"));
        let _ = Feature::read("odd", &format!("Feature: a\n{text}"));
    }
    // Cut off anywhere, the text is read or refused.
    for end in 0..TEXT.len() {
        let (before, after) = TEXT.split_at(end);
        let _ = Feature::read("cut", before);
        let _ = Feature::read("cut", after);
    }
}
