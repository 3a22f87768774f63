//! Every sentence of the catalogue can hold, and every one can fail or be refused.

use std::sync::Arc;

use crate::support;
use passgate::internals::domain::{
    Action, DeviceId, Fault, Instant, Place, Refusal, Span, SurfaceSet, TextTable, View,
};
use passgate::internals::journal::{Observation, Trace};
use passgate::internals::language::{Catalogue, CatalogueEntry};
use passgate::internals::policy::Policy;
use passgate::internals::run::{Executor, Job, StepError};
use passgate::internals::simulation::Simulation;
use passgate::internals::sut::{Capabilities, SutError, SystemUnderTest};

/// What may have happened before a sentence under December's policy.
const SITUATIONS: [&[&str]; 20] = [
    &[],
    &["Given a Windows Phone 8.1 device managed by Intune standalone"],
    &["Given an iOS device managed by Intune hybrid"],
    &[
        "Given a Windows Phone 8.1 device managed by Intune standalone",
        "When the end user resets the passcode in the Company Portal website",
    ],
    &[
        "Given a Windows Phone 8.1 device managed by Intune standalone",
        "When the end user resets the passcode in the Company Portal website",
        "Then the end user sees a new numeric passcode in the Company Portal website",
    ],
    &[
        "Given a Windows Phone 8.1 device managed by Intune standalone",
        "When the end user resets the passcode in the Company Portal website",
        "Then the end user sees a new numeric passcode in the Company Portal website",
        "When the end user resets the passcode in the Company Portal website",
    ],
    &[
        "Given a Windows Phone 8.1 device managed by Intune standalone",
        "When the end user selects Reset Passcode in the Company Portal website",
    ],
    &[
        "Given a Windows Phone 8.1 device managed by Intune standalone",
        "When the end user selects Reset Passcode in the Company Portal website",
        "And the end user signs out and signs in again after 1:00",
    ],
    &[
        "Given a Windows Phone 8.1 device managed by Intune hybrid",
        "When the end user asks for a passcode reset in the Company Portal website",
    ],
    &[
        "Given a Windows Phone 8.1 device managed by Intune hybrid",
        "When the administrator resets the passcode in the ConfigMgr console",
    ],
    &[
        "Given an iOS device managed by Intune standalone",
        "When the end user resets the passcode in the Company Portal website",
    ],
    &[
        "Given an Android device managed by Intune standalone",
        "When the end user resets the passcode in the Company Portal website",
    ],
    &[
        "Given an iOS device managed by Intune hybrid",
        "When the end user resets the passcode in the Company Portal website",
        "And the end user sets a new passcode on the device",
    ],
    &[
        "Given a Windows Phone 8.1 device managed by Intune hybrid",
        "When the end user asks for a passcode reset in the Company Portal website",
        "And the administrator tries to ask for a passcode reset in the ConfigMgr console",
    ],
    &[
        "Given an iOS device managed by Intune standalone",
        "When the end user resets the passcode in the Company Portal website",
        "And 61 minutes have passed since the passcode was removed",
    ],
    &[
        "Given a Windows Phone 8.1 device managed by Intune hybrid",
        "And a passcode reset has been performed on the device before",
        "When the end user resets the passcode in the Company Portal website",
    ],
    &[
        "Given an Android device managed by Intune standalone",
        "When the end user unlocks the device with the old passcode",
        "And the end user sets a new passcode on the device",
        "And the end user resets the passcode in the Company Portal website",
    ],
    &[
        "Given an Android device managed by Intune standalone",
        "When the end user resets the passcode in the Company Portal website",
        "Then the end user sees a new alphanumeric passcode in the Company Portal website",
        "When the end user unlocks the device with the new passcode",
    ],
    &[
        "Given an iOS device managed by Intune standalone",
        "And apps have been blocked on the device",
    ],
    &[
        "Given a Windows Phone 8.1 device managed by Intune hybrid",
        "And the device is offline",
        "When the administrator asks for a passcode reset in the ConfigMgr console",
    ],
];

/// What may have happened before a sentence that December's policy has no use for, under the shop floor's.
const SHOP_FLOOR: [&[&str]; 7] = [
    &[],
    &["Given a Hand Scanner device managed by Shops personal, with enrolment kiosk"],
    &["Given a Till Pad 2 device managed by Shops shared, with enrolment kiosk"],
    &[
        "Given a Hand Scanner device managed by Shops personal, with enrolment kiosk",
        "When the sales clerk selects New PIN in the kiosk page",
    ],
    &[
        "Given a Hand Scanner device managed by Shops personal, with enrolment kiosk",
        "When the sales clerk selects New PIN in the kiosk page",
        "And the sales clerk chooses \"The PIN is forgotten\" in the kiosk page",
    ],
    &[
        "Given a Hand Scanner device managed by Shops personal, with enrolment kiosk",
        "When the store manager resets the passcode in the kiosk page",
    ],
    &[
        "Given a Hand Scanner device managed by Shops personal, with enrolment open",
        "When the store manager resets the passcode in the kiosk page",
    ],
];

/// The same in policies that have what neither of them has.
const OF_OTHER_POLICIES: [(&str, &[&[&str]]); 2] = [
    (
        "intune-2025",
        &[
            &[],
            &[WITH_A_PROFILE],
            &[
                WITH_A_PROFILE,
                "When the administrator resets the passcode in the admin center",
                SEEN,
            ],
            &[
                WITH_A_PROFILE,
                "When the administrator resets the passcode in the admin center",
                SEEN,
                "When the administrator resets the passcode in the admin center",
            ],
            &[
                "Given an Android device managed by Intune device administrator, with Android version 8+, passcode policy \
               assigned and reset token not needed",
            ],
        ],
    ),
    (
        "windows-remotelock",
        &[
            &[],
            &[A_PHONE],
            &[A_PHONE, "When the server administrator resets the passcode in LockAndResetPIN"],
        ],
    ),
];

const WITH_A_PROFILE: &str = "Given an Android device managed by Intune personally-owned work profile, with Android \
                              version 8+, passcode policy assigned and reset token active";
const SEEN: &str = "Then the administrator sees a new alphanumeric passcode in the admin center";
const A_PHONE: &str = "Given a Windows 10 Mobile device managed by OMA DM 1.2.1, with PIN policy none and PIN recovery \
                       enabled";

/// A simulation that, from some moment on, refuses all that is tried and can do nothing else.
struct Refusing {
    simulation: Simulation,
    refuses: bool,
}

impl Refusing {
    fn unsupported(&self, what: &str) -> Result<(), SutError> {
        if self.refuses { Err(SutError::Unsupported { what: what.to_owned() }) } else { Ok(()) }
    }
}

impl SystemUnderTest for Refusing {
    fn act(&mut self, action: &Action) -> Result<Result<(), Refusal>, SutError> {
        if self.refuses {
            return Ok(Err(Refusal::NotAllowed));
        }
        SystemUnderTest::act(&mut self.simulation, action)
    }

    fn look(
        &mut self,
        places: &[(Place, DeviceId)],
        views: &mut Vec<View>,
    ) -> Result<(), SutError> {
        SystemUnderTest::look(&mut self.simulation, places, views)
    }

    fn take_touched(&mut self, device: DeviceId) -> SurfaceSet {
        self.simulation.take_touched(device)
    }

    fn advance(&mut self, span: Span) -> Result<bool, SutError> {
        self.unsupported("move its clock")?;
        SystemUnderTest::advance(&mut self.simulation, span)
    }

    fn inject(&mut self, fault: Fault, device: DeviceId) -> Result<(), SutError> {
        self.unsupported("inject a fault")?;
        SystemUnderTest::inject(&mut self.simulation, fault, device)
    }

    fn now(&self) -> Instant {
        self.simulation.now()
    }

    fn texts(&self) -> &TextTable {
        SystemUnderTest::texts(&self.simulation)
    }

    fn take_trace(&mut self) -> Trace {
        std::mem::take(self.simulation.trace())
    }

    fn trace_length(&self) -> usize {
        self.simulation.trace_length()
    }

    fn capabilities(&self) -> Capabilities {
        SystemUnderTest::capabilities(&self.simulation)
    }
}

/// What a sentence did in a situation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// It held.
    Held,
    /// It failed, was refused, or could not be done.
    Failed,
}

/// Runs the steps of a situation and then a sentence, on a system that refuses that sentence or not; nothing if the
/// scenario does not get there.
fn outcome(steps: &[String], policy: &Arc<Policy>, refuses: bool) -> Option<Outcome> {
    let lines: String = steps.iter().map(|step| format!("    {step}\n")).collect();
    // A scenario that looks at nothing would be refused for it.
    let tag = format!("@policy:{}", policy.id);
    let text = format!("{tag}\nFeature: Examples\n  Scenario: One\n{lines}    Then {ALWAYS}\n");
    let features = [("features/examples.feature".to_owned(), text)];
    let scenario = support::read(&features, std::slice::from_ref(policy)).swap_remove(0);
    if !scenario.problems.is_empty() {
        return None;
    }
    let instructions = scenario.steps.iter().map(|step| step.instruction.as_ref().unwrap());
    let instructions: Vec<_> = instructions.take(steps.len()).collect();
    let job = Job::new(Arc::clone(&scenario), Arc::clone(policy), 2015);
    let simulation = Simulation::new(Arc::clone(policy), job.seed);
    let mut executor = Executor::new(Refusing { simulation, refuses: false }, policy, job.seed);
    let (last, before) = instructions.split_last().unwrap();
    if before.iter().any(|instruction| executor.run(instruction).is_err()) {
        return None;
    }
    executor.sut().refuses = refuses;
    let seen = executor.observations().len();
    let ended = executor.run(last);
    let is_breach = matches!(ended, Err(StepError::Broken(SutError::Breach(_))));
    assert!(!is_breach, "{lines}");
    // A check may enter a passcode that it expects to be refused, as may someone who enters a wrong one or a wrong code.
    let mut after = executor.observations().iter().skip(seen);
    let is_refused = after.any(|observed| {
        matches!(observed.observation, Observation::Refused { refusal, .. } if !matches!(refusal, Refusal::WrongPasscode | Refusal::WrongCode))
    });
    Some(if ended.is_err() || is_refused { Outcome::Failed } else { Outcome::Held })
}

/// What can be looked at wherever there is a device.
const ALWAYS: &str = "the device has a passcode";

/// The example of a sentence, and what says the opposite where one of its words can be turned round.
fn spellings(entry: &CatalogueEntry, policy: &Policy) -> Vec<String> {
    let Some(example) = entry.example(policy) else { return Vec::new() };
    let turned = [
        (" is not ", " is "),
        (" are not ", " are "),
        (" has no ", " has a "),
        ("another end user tries", "the end user tries"),
    ];
    let opposite = turned.iter().filter(|(from, _)| example.contains(from));
    let opposite: Vec<String> =
        opposite.map(|(from, to)| example.replacen(from, to, 1)).take(1).collect();
    std::iter::once(example).chain(opposite).collect()
}

/// What a sentence never did in any situation of a policy that has a use for it.
fn missing(entry: &CatalogueEntry, policies: &[(Arc<Policy>, &[&[&str]])]) -> Vec<Outcome> {
    let mut missing = vec![Outcome::Held, Outcome::Failed];
    for (policy, situations) in policies {
        let spellings = spellings(entry, policy);
        let tries = spellings.iter().flat_map(|example| {
            situations
                .iter()
                .flat_map(move |situation| [false, true].map(|it| (example, situation, it)))
        });
        for (example, situation, refuses) in tries {
            if missing.is_empty() {
                return missing;
            }
            let mut steps: Vec<String> = situation.iter().map(|line| (*line).to_owned()).collect();
            steps.push(format!("{} {example}", entry.usual_role()));
            let reached = outcome(&steps, policy, refuses);
            missing.retain(|wanted| Some(*wanted) != reached);
        }
    }
    missing
}

#[test]
fn every_sentence_holds_in_some_situation_and_fails_or_is_refused_in_another() {
    let mut policies = vec![
        (support::policy(support::INTUNE), &SITUATIONS[..]),
        (crate::shopfloor(), &SHOP_FLOOR[..]),
    ];
    policies.extend(OF_OTHER_POLICIES.map(|(name, it)| (support::policy(name), it)));
    let offences: Vec<String> = Catalogue::bundled()
        .sentences()
        .iter()
        .map(|entry| (entry, missing(entry, &policies)))
        .filter(|(_, missing)| !missing.is_empty())
        .map(|(entry, missing)| format!("never {missing:?}: {}", entry.sentence().expression))
        .collect();
    assert_eq!(offences, Vec::<String>::new());
}
