//! A clause is covered when what it names fails an expectation of what it is about, and by nothing else.

use std::fmt::Write as _;
use std::sync::Arc;

use passgate::internals::conformance::{ClauseStatus, Coverage, try_mutants};
use passgate::internals::language::Scenario;
use passgate::internals::policy::Policy;
use passgate::internals::report::{Width, coverage_table};

use crate::bundled;
use crate::support::{INTUNE, policy, read, root};
use crate::{SEED, covered, scenarios};

fn coverage_of(policy: &Arc<Policy>, scenarios: &[Arc<Scenario>]) -> Coverage {
    covered(policy, scenarios, &try_mutants(policy, scenarios, SEED, &()))
}

fn ids(coverage: &Coverage, status: ClauseStatus) -> Vec<&str> {
    coverage.with_status(status).map(|one| &*one.clause.id).collect()
}

/// What an outsider would write who wants everything to be covered.
#[test]
fn an_outline_that_only_looks_at_an_offer_covers_only_what_is_about_the_offer() {
    let policy = policy(INTUNE);
    let mut text = "@policy:intune-2015-12\nFeature: Everything\n".to_owned();
    for clause in &policy.clauses {
        writeln!(text, "  @clause:{}", clause.id).unwrap();
    }
    text += "  Scenario Outline: <a platform>\n    Given <a platform> device managed by Intune <m>\n    \
             Then the end user is offered Reset Passcode in the Company Portal website\n    Examples:\n      \
             | a platform | m |\n";
    for key in ["an iOS", "a Windows Phone 8.1", "an Android"] {
        write!(text, "      | {key} | standalone |\n      | {key} | hybrid |\n").unwrap();
    }
    let scenarios = scenarios(&policy, &[("all.feature".to_owned(), text)]);
    let coverage = coverage_of(&policy, &scenarios);
    assert_eq!(
        ids(&coverage, ClauseStatus::Covered),
        ["self-service-since-november-2015", "portal-offers-reset", "portal-from-any-browser"]
    );
    assert_eq!(ids(&coverage, ClauseStatus::CitedOnly).len(), 26);
    assert!(coverage.never_reached.is_empty() && !coverage.is_complete(0));
    assert!(coverage.is_complete(26) && !coverage.is_complete(25));
}

/// Each of the three conditions alone keeps a coverage from being complete.
#[test]
fn a_coverage_is_complete_only_if_all_of_its_conditions_hold() {
    let policy = policy("intune-2015-10");
    let whole = || coverage_of(&policy, &scenarios(&policy, &bundled::features()));
    let mut coverage = whole();
    assert!(coverage.is_complete(0));
    coverage.never_reached = policy.key_ids().take(1).collect();
    assert!(!coverage.is_complete(0), "a row that is never reached");
    coverage.never_reached.clear();
    coverage.clauses.first_mut().unwrap().outlines.clear();
    assert!(!coverage.is_complete(0), "a clause without a scenario");
    coverage.clauses.clear();
    assert!(!coverage.is_complete(0), "no clause at all");
}

/// The bundled policy of October without what its clauses are about.
fn unexplained() -> String {
    let path = root().join("fixtures/policies/intune-2015-10.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    let mut kept = String::new();
    let mut about = false;
    for line in text.lines() {
        about = line.starts_with("    about:") || about && line.starts_with("      ");
        if !about {
            kept += line;
            kept.push('\n');
        }
    }
    kept
}

#[test]
fn a_clause_that_says_nothing_about_itself_is_not_provable_until_the_suggestion_is_pasted() {
    let text = unexplained();
    let parsed = |text: &str| Arc::new(Policy::parse("intune-2015-10", text).unwrap());
    let of = |own: &Arc<Policy>| {
        let mut policies = bundled::policies();
        policies.retain(|policy| policy.id != own.id);
        policies.push(Arc::clone(own));
        let mut all = read(&bundled::features(), &policies);
        all.retain(|scenario| scenario.policy.as_deref() == Some(&*own.id));
        all
    };
    let policy = parsed(&text);
    let scenarios = of(&policy);
    let coverage = coverage_of(&policy, &scenarios);
    assert_eq!(ids(&coverage, ClauseStatus::NotProvable).len(), 8);
    assert!(!coverage.is_complete(0));
    let table = coverage_table(&coverage, Width::Unbounded);
    let mut pasted = text;
    let mut entries = table.lines().skip_while(|line| !line.contains("not provable: they"));
    while let Some(line) = entries.next() {
        let Some(id) = line.strip_suffix(':').filter(|line| line.starts_with("  ")) else {
            continue;
        };
        let about = entries.next().unwrap().trim();
        let head = format!("{id}:\n");
        assert!(about.starts_with("about: {") && pasted.contains(&head), "{about}");
        pasted = pasted.replacen(&head, &format!("{head}    {about}\n"), 1);
    }
    let policy = parsed(&pasted);
    let coverage = coverage_of(&policy, &of(&policy));
    assert_eq!(ids(&coverage, ClauseStatus::Covered).len(), 8, "{pasted}");
}

/// A scenario fails under a mutant of the right clause, by the wrong expectation.
#[test]
fn a_failure_of_another_kind_or_at_another_place_covers_nothing() {
    let policy = policy(INTUNE);
    let text = "@policy:intune-2015-12\nFeature: Elsewhere\n  @clause:android-alphanumeric-in-portal\n  Scenario: The \
                console\n    Given an Android device managed by Intune hybrid\n    When the administrator resets the \
                passcode in the ConfigMgr console\n    Then the administrator sees a new alphanumeric passcode of 8 \
                characters in the ConfigMgr console\n    And that passcode unlocks the device\n";
    let scenarios = scenarios(&policy, &[("elsewhere.feature".to_owned(), text.to_owned())]);
    let tried = try_mutants(&policy, &scenarios, SEED, &());
    let length =
        tried.iter().find(|mutant| mutant.name == "Android: passcode.length 8 → 7").unwrap();
    assert_eq!(length.failed.len(), 1, "the mutant does fail the scenario");
    let coverage = covered(&policy, &scenarios, &tried);
    assert_eq!(ids(&coverage, ClauseStatus::CitedOnly), ["android-alphanumeric-in-portal"]);
}
