//! What is formatted says the same, in one layout.

use super::*;

const UNTIDY: &str = "  \n
# comment of the file


@policy:one   @nightly@b  # why
   Feature:   Untidy
 One line.
   - a list
   - of two
  Background:
  # once
  Given   a device


  But not  another
Rule:R
@a

@b
Scenario Outline:  Two
\tWhen <who> waits
|a|\u{5bc6}\u{7801} |
|  b \\| c|\\n|
  # belongs to the step above

  # belongs to the examples
  Examples: here
|who|
#comment
| Ann|
# Then nothing
";

const TIDY: &str = "\
# comment of the file

@policy:one @nightly @b # why
Feature: Untidy
  One line.
    - a list
    - of two

  Background:
    # once
    Given a device

    But not  another

  Rule: R

    @a
    @b
    Scenario Outline: Two
      When <who> waits
        | a      | \u{5bc6}\u{7801} |
        | b \\| c | \\n   |
        # belongs to the step above

      # belongs to the examples
      Examples: here
        | who |
        #comment
        | Ann |
        # Then nothing
";

#[track_caller]
fn tidy(text: &str) -> String {
    format("a.feature", text).unwrap_or_else(|error| panic!("{error:?}"))
}

/// Formats `text`, and what came of it once more.
#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(tidy(text), expected);
    assert_eq!(tidy(expected), expected, "formatting again changes something");
}

#[test]
fn what_is_untidy_gets_one_form() {
    check(UNTIDY, TIDY);
}

#[test]
fn a_text_block_stays_to_the_byte() {
    let block = "    \"\"\"xml \r\n  as it is \t\n\n\n   | a |\n# no comment\n@no-tag\nGiven no step\n \"\"\"  \n";
    let text = format!("Feature: f\nScenario: s\nGiven a\n{block}When b\n");
    let expected = format!("Feature: f\n\n  Scenario: s\n    Given a\n{block}    When b\n");
    check(&text, &expected);
    let last = text.strip_suffix("  \nWhen b\n").unwrap();
    check(last, &(expected.strip_suffix("  \n    When b\n").unwrap().to_owned() + "\n"));
}

#[test]
fn line_ends_and_the_byte_order_mark_stay() {
    let (text, tidied) = (UNTIDY, tidy(UNTIDY));
    check(&text.replace('\n', "\r\n"), &tidied.replace('\n', "\r\n"));
    check(&format!("\u{feff}{text}"), &format!("\u{feff}{tidied}"));
}

#[test]
fn other_languages_are_formatted_by_their_own_keywords() {
    let text = "#language:fr\nFonctionnalité:  F\nScénario:S\nSoit  un\nQuand\u{a0}deux\nEtant donné qu'un\n";
    let read = format("a.feature", text);
    assert!(matches!(read, Err(FormatError::NotGherkin(_))), "a blank that is none: {read:?}");
    let text = "#language:fr\nFonctionnalité:  F\nScénario:S\nSoit  un\nEtant donné qu'un\n| a|\n";
    let expected = "#language:fr\nFonctionnalité: F\n\n  Scénario: S\n    Soit un\n    Etant donné qu'un\n      | a |\n";
    check(text, expected);
    let text = "# language: ja\n機能: f\nシナリオ: s\n前提a\nもし  b\n";
    check(text, "# language: ja\n機能: f\n\n  シナリオ: s\n    前提a\n    もし b\n");
}

#[test]
fn what_is_not_gherkin_is_refused_with_every_line() {
    let text = "Feature: f\nScenario: s\nGiven a\nScenaro: a\nScenaro: b\n";
    let Err(FormatError::NotGherkin(errors)) = format("a", text) else {
        panic!("it is not Gherkin")
    };
    assert_eq!(errors.problems().len(), 2);
    check("", "");
    check("  # only a comment", "# only a comment\n");
    assert!(format("a", "# language: xx\nFeature: f\n").is_err());
}

#[test]
fn what_is_said_is_distinguished_from_how_it_is_laid_out() {
    let read = |text: &str| {
        let page = Arc::new(SourceFile::new("a", text));
        let document = gherkin::read(&page).unwrap();
        (meaning(&document), arranged(&page, &document))
    };
    let (said, items) = read(TIDY);
    let (same, laid_out) = read(UNTIDY);
    assert!(said == same && items::mean_the_same(&items, &laid_out));
    for (old, new) in [("Two", "Three"), ("| Ann |", "| Bob |"), ("@b", "@c"), ("a list", "none")] {
        assert!(read(&TIDY.replace(old, new)).0 != said, "{old}");
    }
    assert!(!items::mean_the_same(&items, &read(&TIDY.replace("# once", "# twice")).1));
}

#[test]
fn what_the_official_parser_reads_is_formatted() {
    let text = "Feature: f\nWhen a\n\n\n#c\n\n  Rules:\nScenario: s\nGiven \n*  x\n|a\\ |\n|\u{a0}b\u{a0}|c\n|d|\n\"\"\"xml\n\"\"\"\n@ a @b\nScenario:\n";
    let expected = "Feature: f\n  When a\n\n\n  #c\n\n    Rules:\n\n  Scenario: s\n    Given \n    * x\n      | a\\ |\n      | b  | c\n      | d  |\n\"\"\"xml\n\"\"\"\n\n  @a @b\n  Scenario:\n";
    check(text, expected);
    // Haitian has `Lè ` and `Lè sa a `.
    let text = "# language: ht\nKarakteristik: f\nSenaryo: s\nLè  sa a x\nLè sa a  x\n";
    check(
        text,
        "# language: ht\nKarakteristik: f\n\n  Senaryo: s\n    Lè  sa a x\n    Lè sa a x\n",
    );
}
