//! What a scenario needs, and what of it a system lacks.

use std::time::Duration;

use super::*;
use crate::language::scenarios_of_tests::scenario;
use crate::policy::samples::plain;
use crate::sut::process::connection::CommandLine;
use crate::sut::process::pool::TimeLimits;
use crate::sut::protocol::declaration::Can;

/// A system that has everything which these tests are about.
fn declared() -> DeclaredSystem {
    let mut declared = DeclaredSystem::default();
    let can = &mut declared.can;
    can.clock = ClockKind::Virtual;
    can.passcodes = Readable::Characters;
    let words = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
    can.actors = words(&["the owner", "the clerk"]);
    for (dimension, values) in
        [("platform", words(&["Digits", "Letters"])), ("management", words(&["joint"]))]
    {
        can.dimensions.insert(dimension.into(), values);
    }
    let all = Ability::ALL.to_vec();
    for surface in ["the page", "the desk", "the device"] {
        can.surfaces.insert(surface.into(), all.clone());
    }
    declared
}

/// What the system lacks for these steps with a device, each with the step.
fn missing(change: impl FnOnce(&mut Can), steps: &str) -> Vec<(usize, String)> {
    let policy = plain();
    let mut declared = declared();
    change(&mut declared.can);
    let setup = SystemSetup {
        entry: None,
        command: CommandLine { words: Vec::new(), folder: None },
        limits: TimeLimits::default(),
        time_scale: 10,
        patience: Duration::from_secs(30),
        seed: 1,
        transcript: None,
        stop: std::sync::Arc::default(),
    };
    let steps = format!("Given a Digits device managed by Plain joint\n{steps}");
    let mut needs = Needs::new(&policy, &declared, &setup);
    for (step, one) in scenario(&policy, &steps).steps.iter().enumerate() {
        needs.step = step;
        needs.instruction(one.instruction.as_ref().unwrap());
    }
    needs.missing
}

const RESETS: &str = "\
When the clerk resets the passcode in the desk
Then the clerk sees that the latest reset is done in the desk
And the clerk sees a new numeric passcode in the desk
And the clerk is offered New Passcode in the desk
And the device is locked";

fn one(step: usize, need: &str) -> Vec<(usize, String)> {
    vec![(step, need.to_owned())]
}

#[test]
fn a_system_that_has_everything_lacks_nothing() {
    assert_eq!(missing(|_| {}, RESETS), []);
}

#[test]
fn what_is_looked_at_has_to_be_visible_to_that_person() {
    let without = |surface: &'static str, abilities: &'static [Ability]| {
        missing(
            move |can| {
                let known = can.surfaces.get_mut(surface).unwrap();
                known.retain(|ability| !abilities.contains(ability));
            },
            RESETS,
        )
    };
    // The result of a reset is there for a system with an API alone; what the desk offers is not.
    assert_eq!(without("the desk", &[Ability::Look]), one(4, "the desk: look"));
    let nothing = without("the desk", &[Ability::Look, Ability::Results]);
    assert_eq!(nothing, [2, 3, 4].map(|step| (step, "the desk: look".to_owned())));
    assert_eq!(without("the device", &[Ability::Look]), one(5, "the device: look"));
    assert_eq!(without("the desk", &[Ability::Reset]), one(1, "the desk: reset"));
    let unknown = missing(|can| can.actors.retain(|actor| actor != "the clerk"), RESETS);
    assert!(unknown.iter().all(|(_, need)| need == "the clerk"), "{unknown:?}");
    let steps: Vec<usize> = unknown.iter().map(|(step, _)| *step).collect();
    assert!([1, 2, 3, 4].iter().all(|step| steps.contains(step)), "{unknown:?}");
}

#[test]
fn a_passcode_has_to_be_read_to_be_entered_and_seen_to_be_compared() {
    let enters = format!("{RESETS}\nAnd that passcode unlocks the device");
    let readable = |readable, steps: &str| missing(|can| can.passcodes = readable, steps);
    assert_eq!(readable(Readable::Shape, RESETS), []);
    assert_eq!(readable(Readable::Shape, &enters), one(6, "passcodes that can be read"));
    assert_eq!(readable(Readable::Nothing, RESETS), one(3, "passcodes that can be seen"));
}

#[test]
fn a_wait_has_to_fit_into_the_patience_of_a_clock_that_runs_by_itself() {
    let waits = |clock, minutes: &str| {
        let steps = format!("When {minutes} minutes pass\nThen the device is locked");
        missing(move |can| can.clock = clock, &steps)
    };
    assert_eq!(waits(ClockKind::Scaled, "5"), []);
    assert_eq!(waits(ClockKind::Scaled, "6"), one(1, "waits 6 minutes (patience 30 s)"));
    assert_eq!(waits(ClockKind::Real, "2"), one(1, "waits 2 minutes (patience 30 s)"));
    assert_eq!(waits(ClockKind::Virtual, "60"), []);
    assert_eq!(waits(ClockKind::None, "2"), one(1, "a clock"));
}
