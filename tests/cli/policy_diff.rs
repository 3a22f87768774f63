//! What changes for whom from one policy to another, and policies side by side.

use crate::folder::{Folder, HOLDS, approved};
use crate::support::policy_text;

const BEFORE: &str = "intune-2015-10";
const AFTER: &str = "intune-2015-12";

#[test]
fn the_differences_of_two_policies_are_as_approved_in_each_format() {
    let folder = Folder::empty();
    for format in ["text", "markdown", "json"] {
        let printed = folder.run(&["policy", "diff", BEFORE, AFTER, "-f", format]);
        assert_eq!(printed.code, Some(1), "{}", printed.all());
        approved(&format!("policy-diff-{format}"), &printed.all());
    }
    let printed = folder.run(&["policy", "diff", BEFORE, AFTER, "-f", "html:page.html"]);
    assert_eq!((printed.code, printed.stdout.as_str()), (Some(1), ""), "{}", printed.all());
    let page = folder.read("page.html");
    for part in ["<title>intune-2015-10 → intune-2015-12", "default-src 'none'"] {
        assert!(page.contains(part), "{part}:\n{page}");
    }
    assert!(page.contains("the end user can now reset the passcode in the Company Portal website"));
}

#[test]
fn a_policy_does_not_differ_from_itself_or_from_its_clauses() {
    let text = policy_text(AFTER).replace("evidence: documented", "evidence: observed");
    let folder = Folder::empty().and("other.yaml", text);
    for other in [AFTER, "other.yaml"] {
        let printed = folder.run(&["policy", "diff", AFTER, other]);
        assert_eq!(printed.code, Some(0), "{}", printed.all());
        assert!(printed.stdout.contains("describe the same behaviour"), "{}", printed.stdout);
    }
}

/// Who gains something is said, and in the other direction that they lose it.
#[test]
fn a_difference_reads_the_other_way_round() {
    let at = "at: the Company Portal website, to: the end user, when: { reset_by: the end user }";
    let last = "      - { at: Remote Mobile Device Manager, to: the administrator, when: { reset_before: any } }\n";
    let text = policy_text(AFTER).replace(last, &format!("{last}      - {{ {at} }}\n"));
    let folder = Folder::empty().and("shown.yaml", text);
    let there = folder.run(&["policy", "diff", AFTER, "shown.yaml"]);
    let row = "Windows Phone 8.1, hybrid (seed document)\n";
    let (_, said) = there.stdout.split_once(row).unwrap();
    for sentence in [
        "the end user now sees the new passcode in the Company Portal website after a reset of their own",
        "the administrator no longer needs to reset again",
    ] {
        assert!(said.contains(sentence), "{}", there.stdout);
    }
    let back = folder.run(&["policy", "diff", "shown.yaml", AFTER]);
    for sentence in [
        "the end user no longer sees the new passcode in the Company Portal website",
        "the administrator now needs to reset again, unless the device was reset before",
    ] {
        assert!(back.stdout.contains(sentence), "{}", back.stdout);
    }
}

#[test]
fn scenarios_whose_verdict_would_change_are_listed() {
    let shorter = policy_text(AFTER).replace("within: 5 minutes", "within: 4 minutes");
    let folder = Folder::empty().and("shorter.yaml", shorter);
    let printed = folder.run(&["policy", "diff", AFTER, "shorter.yaml", "--features", "--bundled"]);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    let (_, verdicts) = printed.stdout.split_once("\nScenarios\n").unwrap();
    assert!(verdicts.contains("newly broken"), "{verdicts}");
    assert!(verdicts.contains("Signing in again 4:59"), "{verdicts}");
    assert!(verdicts.contains("conforms → fails"), "{verdicts}");
    assert!(!verdicts.contains("intune-2015-10/"), "of another policy: {verdicts}");

    let folder = Folder::with_feature(HOLDS);
    let mine = "--features=features/mine.feature";
    let printed = folder.run(&["policy", "diff", AFTER, BEFORE, mine, "-f", "json"]);
    let json: serde_json::Value = serde_json::from_str(&printed.stdout).unwrap();
    assert_eq!(json["scenarios"][0]["change"], "newly broken", "{}", printed.stdout);
    let other = Folder::with_feature(&format!("@policy:{BEFORE}\n{HOLDS}"));
    let elsewhere = other.run(&["policy", "diff", AFTER, "other.yaml", "--features"]);
    assert_eq!(elsewhere.code, Some(3), "{}", elsewhere.all());
    other.write("other.yaml", policy_text(AFTER));
    let none = other.run(&["policy", "diff", AFTER, "other.yaml", "--features"]);
    assert_eq!(none.code, Some(4), "{}", none.all());
}

#[test]
fn the_differences_replace_no_policy() {
    let folder = Folder::empty().and("mine.yaml", policy_text(AFTER));
    let printed = folder.run(&["policy", "diff", BEFORE, "mine.yaml", "-f", "html:./mine.yaml"]);
    assert_eq!(printed.code, Some(2), "{}", printed.all());
    assert_eq!(folder.read("mine.yaml"), policy_text(AFTER));
    let printed = folder.run(&["policy", "diff", BEFORE, "nowhere"]);
    assert_eq!(printed.code, Some(3), "{}", printed.all());
    let printed = folder.run(&["policy", "diff", BEFORE, AFTER, "-f", "pdf"]);
    assert!(printed.code == Some(2) && printed.stderr.contains("markdown"), "{}", printed.stderr);
}

#[test]
fn policies_are_printed_side_by_side() {
    let folder = Folder::empty();
    let printed = folder.run(&["table", BEFORE, AFTER]);
    assert_eq!(printed.code, Some(0));
    approved("table-side-by-side", &printed.all());
    let swapped = folder.run(&["table", AFTER, "--policy", BEFORE]);
    assert_eq!(swapped.stdout, printed.stdout);
    let one = folder.run(&["table", AFTER]);
    assert_eq!(one, folder.run(&["table", "--policy", AFTER]));
}
