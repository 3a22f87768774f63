//! Policy documents as users write them: the bundled ones, the schema, and every way to be wrong.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails so"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use passgate::internals::domain::{ACTORS_MAX, Key, SurfaceId};
use passgate::internals::policy::{Earlier, Limit, Policy, Row, Situation, Surface, schema};
use passgate::internals::report::{Paint, Width, diagnostic};

const DECEMBER: &str = include_str!("../fixtures/policies/intune-2015-12.yaml");
const OCTOBER: &str = include_str!("../fixtures/policies/intune-2015-10.yaml");

fn parse(text: &str) -> Policy {
    Policy::parse("test.yaml", text).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The bundled policy with one stretch of its text replaced.
fn altered(from: &str, to: &str) -> Policy {
    assert!(DECEMBER.contains(from), "`{from}` is not in the policy");
    parse(&DECEMBER.replace(from, to))
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// All problems of a document, as a terminal without colours shows them.
fn rendered(name: &str, text: &str) -> String {
    let errors = Policy::parse(name, text).expect_err(name);
    errors.iter().map(|it| diagnostic(it, Paint::Plain, Width::Unbounded) + "\n").collect()
}

#[test]
fn every_broken_policy_is_refused_in_clear_words() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/policy");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for file in files("fixtures/broken-policies") {
        let name = stem(&file);
        let page = rendered(&format!("{name}.yaml"), &fs::read_to_string(&file).unwrap());
        settings.bind(|| insta::assert_snapshot!(name, page));
    }
}

#[test]
fn every_broken_policy_has_a_snapshot_and_every_snapshot_a_policy() {
    let fixtures: Vec<String> =
        files("fixtures/broken-policies").iter().map(|file| stem(file)).collect();
    let snapshots: Vec<String> = files("snapshots/policy")
        .iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "snap"))
        .map(|file| stem(file))
        .collect();
    assert_eq!(fixtures, snapshots);
}

#[test]
fn no_problem_speaks_of_rust() {
    for file in files("fixtures/broken-policies") {
        let page = rendered("test.yaml", &fs::read_to_string(&file).unwrap());
        for word in ["Entry", "struct", "enum", "variant", "serde", "u8", "i64", "unit value"] {
            assert!(!page.contains(word), "{}: `{word}` in\n{page}", file.display());
        }
    }
}

#[test]
fn several_problems_are_reported_at_once_and_in_order() {
    let text = include_str!("../fixtures/broken-policies/several-problems.yaml");
    let errors = Policy::parse("test.yaml", text).unwrap_err();
    let names: Vec<&str> = errors.iter().map(|problem| problem.code()).collect();
    assert_eq!(
        names,
        [
            "policy::policy_id",
            "policy::unknown_value",
            "policy::unknown_key",
            "policy::unknown_key",
            "policy::unknown_value",
            "policy::passcode_length",
            "policy::unknown_clause",
        ]
    );
}

#[test]
fn every_clause_of_december_is_there_with_its_evidence() {
    let policy = parse(DECEMBER);
    assert_eq!(policy.clauses.len(), 29);
    let lines: Vec<String> =
        policy.clauses.iter().map(|clause| format!("{} {}", clause.id, clause.evidence)).collect();
    let count = |evidence: &str| lines.iter().filter(|line| line.ends_with(evidence)).count();
    assert_eq!((count("seed"), count("documented")), (21, 2));
    assert_eq!((count("observed"), count("assumed")), (1, 5));
}

/// The row of a bundled policy for a device.
fn row<'p>(policy: &'p Policy, platform: &str, management: &str) -> Option<&'p Row> {
    let id = policy.key_id(&Key::new([platform.into(), management.into()]))?;
    policy.row(policy.covered(id)?.row)
}

#[test]
fn every_platform_and_management_has_a_row() {
    for text in [DECEMBER, OCTOBER] {
        let policy = parse(text);
        for platform in ["iOS", "Windows Phone 8.1", "Android"] {
            for management in ["standalone", "hybrid"] {
                let row = row(&policy, platform, management);
                assert!(row.is_some(), "{}: {platform}, {management}", policy.id);
            }
        }
    }
}

/// Everyone who sees a new passcode somewhere, by platform, management and who has reset.
fn sightings(policy: &Policy, platform: &str, management: &str) -> BTreeSet<String> {
    let row = row(policy, platform, management).unwrap();
    let mut seen = BTreeSet::new();
    let known = |situation: &Situation| situation.by.index() < policy.actors.len();
    for situation in Situation::all().filter(known) {
        for place in policy.places().iter().filter(|place| row.shows(**place, situation)) {
            let Situation { by, earlier } = situation;
            let (who, by) = (policy.actor_name(place.actor), policy.actor_name(by));
            let surface = policy.surface_name(place.surface);
            seen.insert(format!("{who} at {surface}: by {by}, earlier {earlier}"));
        }
    }
    seen
}

#[test]
fn the_hybrid_footnote_holds_in_december() {
    let seen = sightings(&parse(DECEMBER), "Windows Phone 8.1", "hybrid");
    assert!(seen.iter().all(|line| line.starts_with("the administrator")), "{seen:#?}");
    let first = "the administrator at the ConfigMgr console: by the end user, earlier none";
    let later = "the administrator at the ConfigMgr console: by the end user, earlier by an owner";
    let own = "the administrator at the ConfigMgr console: by the administrator, earlier none";
    assert!(!seen.contains(first) && seen.contains(later) && seen.contains(own), "{seen:#?}");
}

#[test]
fn only_administrators_see_a_passcode_in_october() {
    let policy = parse(OCTOBER);
    assert!(portal(&policy).flow.is_none());
    for platform in ["iOS", "Windows Phone 8.1", "Android"] {
        for management in ["standalone", "hybrid"] {
            let seen = sightings(&policy, platform, management);
            assert!(seen.iter().all(|line| line.contains("by the administrator")), "{seen:#?}");
        }
    }
}

fn portal(policy: &Policy) -> &Surface {
    policy.surface(SurfaceId(1)).unwrap()
}

/// Whether the last instant of the window to sign in again counts.
fn limit(policy: &Policy) -> Limit {
    portal(policy).flow.as_ref().unwrap()[0].window.unwrap().limit
}

#[test]
fn changing_a_value_in_the_document_changes_the_policy() {
    let december = parse(DECEMBER);
    let exclusive = altered("limit: inclusive # exclusive", "limit: exclusive # exclusive");
    assert_eq!(limit(&december), Limit::Inclusive);
    assert_eq!(limit(&exclusive), Limit::Exclusive);
    assert_ne!(december.digest(), exclusive.digest());

    let longer = altered("length: 8", "length: 9");
    let passcode = row(&longer, "Android", "hybrid").unwrap().passcode.as_ref().unwrap();
    assert_eq!(passcode.length, 9);
    assert!(!passcode.characters.contains(['0', 'O', 'o', '1', 'l', 'I']));

    let stricter = altered("reset_before: any", "reset_before: by_administrator");
    let seen = sightings(&stricter, "Windows Phone 8.1", "hybrid");
    let by_owners =
        |line: &String| line.contains("earlier by an owner") && line.contains("by the end user");
    assert!(!seen.iter().any(by_owners));

    let wording = altered("Passcode successfully reset\n", "All done\n");
    assert_eq!(wording.text(portal(&wording).says.succeeded.unwrap()), "All done");
}

#[test]
fn layout_comments_and_the_order_of_keys_leave_the_digest_alone() {
    let december = parse(DECEMBER).digest();
    let check = |from, to, same: bool| {
        assert_eq!(altered(from, to).digest() == december, same, "{from} -> {to}");
    };
    check(" # or: fails", "", true);
    check("as_of: \"2015-12\"", "as_of: 2015-12", true);
    check(
        "    open_to: any browser # or: the device itself\n    button: Reset Passcode\n",
        "    button: Reset Passcode\n    open_to: any browser\n",
        true,
    );
    check(
        "management: [standalone, hybrid]",
        "management:\n      - standalone\n      - hybrid",
        true,
    );
    check("length: 8", "length: 9", false);
    check("December 2015\nas_of", "December of 2015\nas_of", false);
}

#[test]
fn the_order_of_clauses_is_content() {
    let text = include_str!("../fixtures/policies/intune-2015-10.yaml");
    let from = text.find("  wp81-hybrid-numeric:\n").unwrap();
    let to = text.find("  wp81-device-message:\n").unwrap();
    let clause = text.get(from..to).unwrap();
    let moved =
        text.replace(clause, "").replace("clauses:\n  self", &format!("clauses:\n{clause}  self"));
    assert_ne!(parse(&moved).digest(), parse(text).digest());
}

#[test]
fn an_unknown_platform_is_read() {
    let policy = altered("platform: iOS", "platform: BeOS 5 Phone");
    assert!(row(&policy, "BeOS 5 Phone", "standalone").is_some());
    assert!(row(&policy, "iOS", "standalone").is_none());
}

#[test]
fn carriage_returns_and_a_byte_order_mark_change_nothing() {
    let windows = format!("\u{feff}{}", DECEMBER.replace('\n', "\r\n"));
    assert_eq!(parse(&windows).digest(), parse(DECEMBER).digest());
    let wrong = |text: &str| {
        rendered("test.yaml", &text.replace("# yaml-language", "schema: 3 # yaml-language"))
    };
    assert_eq!(wrong(&windows), wrong(DECEMBER));
}

#[test]
fn there_is_a_situation_for_each_actor_and_earlier_reset() {
    assert_eq!(Earlier::ALL.len() * ACTORS_MAX, Situation::all().count());
}

/// Six slips in six parts are six problems, at once.
#[test]
fn all_problems_of_a_policy_are_reported_at_once() {
    let text = include_str!("../fixtures/broken-policies/six-slips.yaml");
    let errors = Policy::parse("test.yaml", text).unwrap_err();
    assert_eq!(errors.iter().count(), 6, "{errors}");
}

#[test]
fn hostile_documents_end_in_words_and_soon() {
    let long = 1024 * 1024;
    let documents = [
        ("policy::too_deep", "[".repeat(long)),
        ("policy::too_deep", "{a: ".repeat(long / 4)),
        ("policy::too_deep", "[']', ".repeat(long / 6)),
        ("policy::many_problems", "a: b\n".repeat(long / 50)),
        ("policy::too_deep", "- ".repeat(long / 2)),
        ("policy::too_deep", "? ".repeat(long / 2)),
        ("policy::too_large", " ".repeat(long + 1)),
        ("policy::unfolds_too_far", unfolding(long / 8)),
        ("policy::unfolds_too_far", unfolding(2000)),
    ];
    for (name, text) in documents {
        let errors = Policy::parse("test.yaml", &text).unwrap_err();
        assert_eq!(errors.iter().last().unwrap().code(), name);
        for problem in &errors {
            let page = diagnostic(problem, Paint::Plain, Width::Columns(80));
            assert!(page.lines().all(|line| line.chars().count() < 300), "{name}: {page}");
        }
    }
}

/// A long text, and very many repetitions of it.
fn unfolding(count: usize) -> String {
    format!("a: &a {}\nb: [{}*a]\n", "x".repeat(count), "*a, ".repeat(count))
}

#[test]
fn the_committed_schema_is_that_of_the_types() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/policies/policy.schema.json");
    #[expect(clippy::disallowed_methods, reason = "a person asks this test to renew the file")]
    let renew = std::env::var_os("PASSGATE_RENEW").is_some_and(|value| value == "1");
    if renew {
        fs::write(&file, schema()).unwrap();
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == schema(),
        "the keys of a policy have changed; renew the schema with `PASSGATE_RENEW=1 cargo test --test policy`"
    );
}
