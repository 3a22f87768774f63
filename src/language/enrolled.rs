//! Whether the devices and passcodes are there that the steps of a scenario are about.

use std::ops::Range;
use std::sync::Arc;

use crate::document::diagnostic::Diagnostic;
use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::domain::actor::ActorId;
use crate::domain::device::{DEVICES_MAX, DeviceId};
use crate::domain::expectation::Expectation;
use crate::domain::key::Key;
use crate::language::catalogue::compiled::Catalogue;
use crate::language::catalogue::context::named_place;
use crate::language::catalogue::instructions::{act, sees};
use crate::language::plan::{Act, Instruction, KnownPasscode, NamedDevice};
use crate::language::policy_names;
use crate::language::policy_scope::{PolicyScope, rows_in_words};
use crate::language::problem::ProblemKind;
use crate::language::scenario::{Scenario, StepRole};
use crate::language::step_problem::located;
use crate::policy::checked::Policy;

/// What is known before a step of a scenario.
#[derive(Default)]
struct KnownSoFar {
    /// The owners of the devices, in the order of enrolment.
    owners: Vec<ActorId>,
    passcodes: Vec<(KnownPasscode, Option<DeviceId>)>,
}

/// The steps for whose devices the policy has no row, and those that are about a device or a passcode which is not
/// there yet.
pub(crate) fn devices_and_passcodes(
    page: &Arc<SourceFile>,
    scenario: &Scenario,
    scope: PolicyScope<'_>,
) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let mut known = KnownSoFar::default();
    for step in &scenario.steps {
        let whole = 0..step.text.len();
        let at = |finding: Finding, part: &Range<usize>| {
            located(page, scenario, step, part, &Arc::new(finding))
        };
        let Some(instruction) = step.instruction.as_deref() else { continue };
        if let Some((owner, key)) = instruction.enrolment() {
            let row = no_row(scope, key);
            problems.extend(row.map(|(finding, word)| {
                let from = step.text.rfind(&*word).unwrap_or_default();
                at(finding, &(from..from.saturating_add(word.len())))
            }));
            if known.owners.len() == DEVICES_MAX {
                let message = format!("a scenario has at most {DEVICES_MAX} devices");
                let finding = Finding::new(ProblemKind::NoDevice, message).label("one too many");
                problems.push(at(finding.help("write another scenario for it"), &whole));
                break;
            }
            known.owners.push(owner);
        }
        let mut devices = instruction.devices().into_iter();
        if let Some(missing) = devices.find(|device| known.device(*device).is_none()) {
            problems.push(at(no_device(missing, scope), &whole));
            break;
        }
        if let Some((passcode, device)) = instruction.passcode_used()
            && let Some(finding) = known.lacks(passcode, device, scope)
        {
            problems.push(at(finding, &whole));
            known.learn(passcode, device);
        }
        if let Some((passcode, device)) = instruction.passcode_learned() {
            known.learn(passcode, device);
        }
    }
    problems
}

impl KnownSoFar {
    /// Which of the devices that are there is meant.
    fn device(&self, named: NamedDevice) -> Option<DeviceId> {
        let position = match named {
            NamedDevice::Numbered(id) => Some(id.index()).filter(|at| *at < self.owners.len()),
            NamedDevice::Of(owner) => self.owners.iter().position(|known| *known == owner),
        };
        position.and_then(|position| u8::try_from(position).ok()).map(DeviceId)
    }

    fn learn(&mut self, passcode: KnownPasscode, device: NamedDevice) {
        let device = self.device(device);
        self.passcodes.push((passcode, device));
    }

    /// What is wrong with using a passcode that no one knows by then: a new one that no step has looked at, or one that
    /// its owner has not set. The old one is known from the beginning.
    fn lacks(
        &self,
        passcode: KnownPasscode,
        device: NamedDevice,
        scope: PolicyScope<'_>,
    ) -> Option<Finding> {
        let policy = scope.policies().into_iter().next();
        let (message, help) = match passcode {
            KnownPasscode::Old => return None,
            KnownPasscode::Seen if self.passcodes.iter().any(|(it, _)| *it == passcode) => {
                return None;
            }
            KnownPasscode::Seen => {
                let step = policy.and_then(|policy| step_that_sees(policy, device));
                ("no step before this one sees a new passcode".to_owned(), ("sees one", step))
            }
            KnownPasscode::Chosen(_)
                if self.passcodes.contains(&(passcode, self.device(device))) =>
            {
                return None;
            }
            KnownPasscode::Chosen(who) => {
                let choose = act(vec![Act::Choose { who, device }]);
                let step = policy.and_then(|policy| step(StepRole::When, &choose, policy));
                let name = policy.map_or("the owner", |policy| policy.actor_name(who));
                let message = format!("{name} has not set a passcode there in this scenario yet");
                (message, ("sets one", step))
            }
        };
        let finding = Finding::new(ProblemKind::NoPasscode, message).label("which passcode");
        Some(finding.help(before_this_one(help.0, help.1)))
    }
}

/// The help for a step that is missing, with an example of it.
fn before_this_one(does: &str, example: Option<String>) -> String {
    match example {
        Some(example) => format!("add a step before this one: `{example}`"),
        None => format!("add a step before this one that {does}"),
    }
}

/// A step that does or sees this, in the policy's names.
fn step(role: StepRole, instruction: &Instruction, policy: &Policy) -> Option<String> {
    let sentence = Catalogue::bundled().render(role, instruction, policy)?;
    Some(format!("{role} {sentence}"))
}

/// A step in which someone sees a new passcode of the device.
fn step_that_sees(policy: &Policy, device: NamedDevice) -> Option<String> {
    let (place, rule) = policy
        .rows
        .iter()
        .find_map(|row| Some((row.visible.first()?.place, row.passcode.as_ref()?)))?;
    let what = Expectation::NewPasscode { alphabet: rule.alphabet, length: None };
    let sees = sees(named_place(place.actor, place.surface), device, what);
    step(StepRole::Then, &sees, policy)
}

/// That the scenario has no such device yet.
fn no_device(missing: NamedDevice, scope: PolicyScope<'_>) -> Finding {
    let policy = scope.policies().into_iter().next();
    let name = policy.map_or_else(String::new, |it| policy_names::device_name(it, missing));
    let example = policy.and_then(|policy| {
        let key = policy.covered(policy.key_ids().next()?)?.key.clone();
        let owner = match missing {
            NamedDevice::Numbered(_) => policy.owner(),
            NamedDevice::Of(owner) => owner,
        };
        step(StepRole::Given, &act(vec![Act::Enrol { owner, key, with_passcode: true }]), policy)
    });
    Finding::new(ProblemKind::NoDevice, format!("this is about {name}, which is not there yet"))
        .label("which device")
        .help(before_this_one("has it", example))
}

/// Why the scenario's policy has no such row, and the word that makes it so.
fn no_row(scope: PolicyScope<'_>, key: &Key) -> Option<(Finding, String)> {
    let policies = scope.policies();
    let has_row = |policy: &Policy| policy.key_id(key).is_some();
    if scope.is_unread() || policies.is_empty() || policies.iter().any(|policy| has_row(policy)) {
        return None;
    }
    let has = |count: usize| {
        policies.iter().any(|policy| {
            let mut keys = policy.key_ids().filter_map(|id| policy.covered(id));
            keys.any(|covered| {
                covered.key.values().iter().zip(key.values()).take(count).all(|(a, b)| a == b)
            })
        })
    };
    let mut counts = 1..=key.values().len();
    let wrong = counts.find(|count| !has(*count)).unwrap_or(1).saturating_sub(1);
    let word = key.values().get(wrong).map_or("", |word| word);
    let mut help: Vec<String> = scope.elsewhere(has_row).into_iter().collect();
    help.extend(
        policies.iter().map(|policy| format!("`{}` has {}", policy.id, rows_in_words(policy))),
    );
    let message = format!(
        "{} has no row for {} in {}",
        scope.in_words(),
        key.platform(),
        key.without_platform()
    );
    let finding = Finding::new(ProblemKind::UnknownRow, message).label("no such row");
    Some((finding.help(help.join("\n")), word.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::feature::Feature;
    use crate::language::policies_of_tests::{policy, said, vocabulary};
    use crate::language::translation::Translator;

    /// The problems of a scenario whose steps are these templates, each with its line.
    fn problems(steps: &[&str]) -> Vec<String> {
        let policy = policy();
        let steps: String =
            steps.iter().map(|step| format!("    {}\n", said(&policy, step))).collect();
        let text = format!("@policy:{}\nFeature: F\n  Scenario: S\n{steps}", policy.id);
        let vocabulary = vocabulary(&policy);
        let feature = Feature::read("a.feature", &text).unwrap();
        let feature =
            Translator::new(Catalogue::bundled(), &vocabulary).translate(feature).unwrap();
        let line = |it: &Diagnostic| it.position().map_or(0, |(line, _)| line - 3);
        let printed = |it: &Diagnostic| {
            format!("{}: {} ({})", line(it), it.message(), it.help().unwrap_or_default())
        };
        feature.problems().iter().map(printed).collect()
    }

    const GIVEN: &str = "Given a(n) {platform} device managed by {managed}, with {values}";
    const OTHERS: &str =
        "And {other} has a(n) {platform} device managed by {managed}, with {values}";

    #[test]
    fn a_device_is_there_once_it_is_enrolled() {
        assert_eq!(problems(&[GIVEN, "Then the device says nothing"]), [""; 0]);
        let second = "Then the second device says nothing";
        assert_eq!(problems(&[GIVEN, OTHERS, second]), [""; 0]);
        assert_eq!(problems(&[GIVEN, OTHERS, "Then {other}'s device says nothing"]), [""; 0]);
        let [missing] = &problems(&[GIVEN, second])[..] else { panic!() };
        assert!(missing.starts_with("2: this is about the second device, which is not there yet"));
        let [unowned] = &problems(&[GIVEN, "Then {other}'s device says nothing"])[..] else {
            panic!()
        };
        let policy = policy();
        let example = said(&policy, "{other} has a(n) {platform} device managed by {managed}");
        assert!(unowned.contains(&format!("`Given {example}")), "{unowned}");
        let [none] = &problems(&["When the answer arrives", "Then the device says nothing"])[..]
        else {
            panic!()
        };
        assert!(none.starts_with("1: this is about the device"), "{none}");
        let mut many = vec![GIVEN];
        many.extend([OTHERS; DEVICES_MAX]);
        many.push("Then the eighth device says nothing");
        let [ninth] = &problems(&many)[..] else { panic!() };
        assert!(ninth.starts_with("9: a scenario has at most 8 devices"), "{ninth}");
    }

    #[test]
    fn a_passcode_is_known_on_the_device_where_it_was_set() {
        let sets = "When {owner} sets a new passcode on the device";
        let unlocks = "Then the passcode that {owner} set unlocks the device";
        assert_eq!(problems(&[GIVEN, sets, unlocks]), [""; 0]);
        let other = "Then the passcode that {owner} set unlocks the second device";
        let [lost] = &problems(&[GIVEN, OTHERS, sets, other])[..] else { panic!() };
        assert!(lost.starts_with("4: ") && lost.contains("has not set a passcode there"), "{lost}");
        let [unset] = &problems(&[GIVEN, unlocks])[..] else { panic!() };
        let example = said(&policy(), &format!("`{sets}`"));
        assert!(unset.contains(&example), "{unset}");
        let [unseen] = &problems(&[GIVEN, "Then that passcode unlocks the device"])[..] else {
            panic!()
        };
        assert!(unseen.contains("`Then ") && unseen.contains(" sees a new "), "{unseen}");
        let sees = "Then {owner} sees a new {alphabet} passcode in {portal}";
        assert_eq!(problems(&[GIVEN, sees, "Then that passcode unlocks the device"]), [""; 0]);
    }

    #[test]
    fn a_row_that_the_policy_lacks_is_shown_at_the_word_that_is_wrong() {
        let policy = policy();
        let keys: Vec<&Key> = policy.key_ids().map(|id| &policy.covered(id).unwrap().key).collect();
        let lacking = keys.iter().flat_map(|key| {
            let others = policy.managements.iter().filter(|it| &***it != key.management());
            others.map(|other| {
                let values = [key.platform().into(), Arc::clone(other)].into_iter();
                Key::new(values.chain(key.others().iter().cloned()))
            })
        });
        let lacking = lacking.filter(|key| policy.key_id(key).is_none()).collect::<Vec<_>>();
        let vocabulary = vocabulary(&policy);
        let found: Vec<(Finding, String)> =
            lacking.iter().map(|key| no_row(vocabulary.every_scope(), key).unwrap()).collect();
        assert!(found.iter().zip(&lacking).any(|((_, word), key)| word == key.management()));
        assert!(found.iter().zip(&lacking).any(|((_, word), key)| **word == *key.others()[0]));
        assert!(found[0].0.advice().unwrap().contains(&rows_in_words(&policy)));
        for key in keys {
            assert_eq!(no_row(vocabulary.every_scope(), key), None);
        }
    }
}
