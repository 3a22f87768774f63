//! Clocks that run by themselves: a system with windows of seconds under a scale, and one in real time.

use crate::folder::{Folder, Printed};
use crate::sut::{adapter, is_there, run};

/// The adapter of `sut init python` on a clock of its own: whatever is due happens when it is looked at.
const RUNNING: &str = r#"
import sys
import time

from service import Service
from passgate_protocol import serve

SCALE = int(sys.argv[1])


class Running(Service):
    def __init__(self):
        super().__init__()
        self.can = {name: value for name, value in Service.can.items() if name != "until"}
        self.can.update(clock="scaled" if SCALE > 1 else "real", resolution_ms=100)
        self.since = time.monotonic()

    def begin(self, scenario):
        super().begin(scenario)
        self.since = time.monotonic()

    def catch_up(self):
        passed = int((time.monotonic() - self.since) * 1000 * SCALE)
        Service.advance(self, max(passed - self.now, 0), False)

    def act(self, act):
        self.catch_up()
        super().act(act)

    def view(self, actor, surface, device):
        self.catch_up()
        return super().view(actor, surface, device)

    def now_ms(self):
        return None

    def advance(self, ms, until_change):
        raise AssertionError("no one moves this clock")


serve(Running())
"#;

/// A console that answers after 25 seconds of its own time, and a wait of an hour.
const FEATURE: &str = "\
@policy:intune-2015-12
Feature: A clock that runs
  Background:
    Given an Android device managed by Intune standalone

  Scenario: The answer arrives
    When the administrator resets the passcode in the Intune administration console
    Then the administrator sees a new alphanumeric passcode in the Intune administration console
    And that passcode unlocks the device

  Scenario: An hour passes
    When 60 minutes pass
    Then the device has a passcode
";

fn clocks() -> Option<Folder> {
    is_there("python3").then(|| {
        let folder = adapter("python");
        folder.write("adapter/running.py", RUNNING);
        folder.write("features/clock.feature", FEATURE);
        folder
    })
}

fn judged(folder: &Folder, scale: &str, more: &[&str]) -> Printed {
    let sut = format!("python3 adapter/running.py {scale}");
    run(folder, &[&["run", "--sut", &sut, "-f", "progress"], more].concat())
}

#[test]
fn a_scaled_clock_divides_every_wait() {
    let Some(folder) = clocks() else { return };
    let printed = judged(&folder, "60", &["--time-scale", "60", "--patience", "20s"]);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    assert!(printed.stdout.contains("1 unsupported, 1 conforms"), "{}", printed.all());
    let wait = "waits 1 hour (patience 20 s)";
    assert!(printed.stdout.contains(wait), "{}", printed.stdout);
    let printed =
        judged(&folder, "3600", &["--time-scale", "3600", "-t", "not @none", "--name", "hour"]);
    assert_eq!(printed.code, Some(0), "{}", printed.all());
}

#[test]
fn in_real_time_a_scenario_waits_no_longer_than_the_patience() {
    let Some(folder) = clocks() else { return };
    let printed = judged(&folder, "1", &["--patience", "2s"]);
    assert_eq!(printed.code, Some(1), "{}", printed.all());
    assert!(printed.stdout.contains("2 unsupported"), "{}", printed.all());
    for wait in ["waits 1 hour (patience 2 s)", "waits longer than 2 s"] {
        assert!(printed.stdout.contains(wait), "no `{wait}` in:\n{}", printed.stdout);
    }
    let printed = judged(&folder, "1", &["--patience", "1m", "--name", "answer"]);
    assert_eq!(printed.code, Some(0), "{}", printed.all());
}

/// Waits of several scenarios overlap over instances.
#[test]
fn waits_overlap_over_instances() {
    let Some(folder) = clocks() else { return };
    let mut feature = "@policy:intune-2015-12\nFeature: Waits\n".to_owned();
    for number in 1..=4 {
        feature += &format!(
            "  Scenario: Number {number}\n    Given an Android device managed by Intune standalone\n    \
             When 2 seconds pass\n    Then the device has a passcode\n"
        );
    }
    folder.write("features/clock.feature", feature);
    let running = RUNNING.replace("resolution_ms=100", "resolution_ms=100, instances=4");
    folder.write("adapter/running.py", running);
    let took = |jobs: &str| {
        let printed = judged(&folder, "1", &["--jobs", jobs, "-f", "json:run.json", "--timings"]);
        assert_eq!(printed.code, Some(0), "{}", printed.all());
        let json: serde_json::Value = serde_json::from_str(&folder.read("run.json")).unwrap();
        json["took"].as_u64().unwrap()
    };
    let (one, four) = (took("1"), took("4"));
    assert!(one >= 8000 && four < one - 2000, "{one} ms with one instance, {four} ms with four");
}
