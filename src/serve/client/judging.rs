//! The verdict on the clients of a world: a recording that every report reads.

use std::sync::Arc;

use crate::conformance::verdict::Verdict;
use crate::journal::{Extent, Journal};
use crate::policy::checked::Policy;
use crate::recording::case::{Case, CaseStep, FailureCause, StepStatus};
use crate::recording::ends::{Header, PolicyDocument, SourceText};
use crate::recording::tables::{NotCompared, TableComparison};
use crate::recording::text::{RecordingLine, append};
use crate::recording::whole::Recording;
use crate::serve::client::client_record::ClientRecord;
use crate::serve::client::expected::ClientRule;

/// The name of the feature that the rules are scenarios of.
const FEATURE: &str = "A client of the Graph API";

/// Where a rule's lines are in the feature: its scenario has a blank line, a heading and two steps.
const LINES_EACH: usize = 4;

/// What was expected of a client and what it did instead.
type Shortfall = (&'static str, String);

impl ClientRule {
    /// Whether the clients of a world kept the rule; otherwise what was expected, and what they did.
    pub(crate) fn check(self, record: &ClientRecord) -> Result<(), Shortfall> {
        match self {
            Self::OneReset => one_reset(record),
            Self::WaitedForDone => waited_for_done(record),
            Self::RetryAfter => retry_after(record),
            Self::NoPasscodeLogged => no_passcode_logged(record),
        }
    }
}

fn one_reset(record: &ClientRecord) -> Result<(), Shortfall> {
    let expected = "one reset for each request of a person";
    if record.devices.values().all(|requests| requests.accepted == 0) {
        return Err((expected, "no reset: the client sent none that was accepted".to_owned()));
    }
    for (device, requests) in &record.devices {
        let asked = requests.asked.max(1);
        if requests.accepted > asked {
            let (accepted, number) = (requests.accepted, device.0 + 1);
            return Err((
                expected,
                format!(
                    "{accepted} resets of device {number} for {asked} of a person: what was read out first is no longer its passcode"
                ),
            ));
        }
    }
    if record.repeated_ids > 0 {
        return Err((expected, "the same request was sent again".to_owned()));
    }
    Ok(())
}

fn waited_for_done(record: &ClientRecord) -> Result<(), Shortfall> {
    let expected = "the end of each reset is read";
    let mut accepted =
        record.devices.iter().filter(|(_, requests)| requests.accepted > 0).peekable();
    if accepted.peek().is_none() {
        return Err((expected, "no reset: the client sent none that was accepted".to_owned()));
    }
    match accepted.find(|(_, requests)| !requests.read_end) {
        Some((device, _)) => {
            let number = device.0 + 1;
            Err((
                expected,
                format!("the client did not read the end of the last reset of device {number}"),
            ))
        }
        None => Ok(()),
    }
}

fn retry_after(record: &ClientRecord) -> Result<(), Shortfall> {
    let expected = "no request before the time that Retry-After names has passed";
    if let Some((waited, had_to)) = record.early {
        let (waited, had_to) = (waited.as_millis(), had_to.as_millis());
        return Err((expected, format!("a request after {waited} of {had_to} ms")));
    }
    if record.retry_after_count == 0 {
        return Err((expected, "no answer had Retry-After, so nothing was shown".to_owned()));
    }
    Ok(())
}

fn no_passcode_logged(record: &ClientRecord) -> Result<(), Shortfall> {
    let expected = "no passcode in an address, header, body or log";
    if !record.leaks.is_empty() {
        let places: Vec<&str> = record.leaks.iter().copied().collect();
        return Err((expected, format!("a passcode in {}", places.join(", "))));
    }
    if record.has_unread_log {
        return Err((expected, "a log that cannot be read".to_owned()));
    }
    if !record.has_read_passcode() {
        return Err((expected, "the client read no passcode, so nothing was shown".to_owned()));
    }
    Ok(())
}

/// The verdicts on the clients of several worlds, each by its name and policy.
pub(crate) fn judged<'w>(
    worlds: impl Iterator<Item = (&'w str, Arc<Policy>, u64, &'w ClientRecord)>,
    rules: &[ClientRule],
) -> Recording {
    let header = Header {
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        target: "client of the Graph API".to_owned(),
        faults: "none".to_owned(),
        complete: true,
        ..Header::default()
    };
    let mut recording = Recording::new(header);
    for (name, policy, seed, record) in worlds {
        let path = format!("client-of-{name}.feature");
        recording.features.push(SourceText { path: path.clone(), text: feature(rules, &policy) });
        for (index, rule) in rules.iter().enumerate() {
            let mut case = case(*rule, record, &path, index);
            (case.position, case.seed) = (recording.cases.len(), seed);
            case.policy = Arc::clone(&policy.id);
            recording.cases.push(case);
        }
        if recording.policy(&policy.id).is_none() {
            let (path, text) = policy.written().unwrap_or_default();
            let document = PolicyDocument { path: path.to_owned(), text: text.to_owned() };
            recording.add_policy(document, policy);
        }
    }
    let count = recording.cases.len();
    (recording.header.cases, recording.header.selected) = (count, count);
    recording.header.features = Header::fingerprint(&recording.features);
    let tables = TableComparison::NotCompared(NotCompared::PartOfTheScenarios);
    recording.footer = Some(recording.ended(tables));
    recording
}

/// A recording as its text.
pub(crate) fn text(recording: &Recording) -> Vec<u8> {
    let mut text = Vec::new();
    append(RecordingLine::Header(&recording.header), &mut text);
    recording.documents.iter().for_each(|it| append(RecordingLine::Policy(it), &mut text));
    recording.features.iter().for_each(|it| append(RecordingLine::Feature(it), &mut text));
    recording.cases.iter().for_each(|it| append(RecordingLine::Scenario(it), &mut text));
    recording.footer.iter().for_each(|it| append(RecordingLine::Footer(it), &mut text));
    text
}

fn feature(rules: &[ClientRule], policy: &Policy) -> String {
    let mut text = format!("@policy:{}\nFeature: {FEATURE}\n", policy.id);
    for rule in rules {
        text += &format!("\n  Scenario: {}\n", rule.title());
        for (keyword, step) in rule.steps() {
            text += &format!("    {keyword} {step}\n");
        }
    }
    text
}

fn case(rule: ClientRule, record: &ClientRecord, path: &str, index: usize) -> Case {
    let line = 4 + index * LINES_EACH;
    let shortfall = rule.check(record).err();
    let steps = (1..).zip(rule.steps()).map(|(number, (keyword, text))| CaseStep {
        keyword: keyword.into(),
        text: text.into(),
        line: line + number,
        status: if number == 2 && shortfall.is_some() {
            StepStatus::Failed
        } else {
            StepStatus::Passed
        },
        until: Extent::default(),
    });
    Case {
        position: 0,
        path: path.into(),
        line,
        feature: FEATURE.into(),
        rule: None,
        name: rule.title().into(),
        example: None,
        tags: Arc::default(),
        clauses: Arc::default(),
        policy: Arc::default(),
        verdict: if shortfall.is_some() { Verdict::Fails } else { Verdict::Conforms },
        steps: steps.collect(),
        why: shortfall.map(|(expected, seen)| FailureCause::Failed {
            step: 1,
            expected: expected.to_owned(),
            seen,
        }),
        diagnostics: Vec::new(),
        waiver: None,
        attempts: Vec::new(),
        seed: 0,
        replay: format!("passgate serve --expect {}", rule.name()),
        journal: Journal::default(),
        stderr: None,
        texts: Vec::new(),
    }
}
