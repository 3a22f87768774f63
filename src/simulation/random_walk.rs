//! Random walks through small worlds, in which people do anything at all: no invariant is ever broken, and each is
//! reached.

use std::sync::Arc;

use crate::domain::action::{Action, UserAction};
use crate::domain::actor::ActorId;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::instant::Instant;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::domain::span::Span;
use crate::domain::surface::SurfaceId;
use crate::policy::checked::Policy;
use crate::policy::samples::changed;
use crate::simulation::Simulation;
use crate::simulation::fault::{FaultPlan, Profile};
use crate::simulation::invariant::Invariant;
use crate::simulation::random_stream::{RandomStream, Seed, StreamName};

/// How many worlds there are under each policy.
const WORLDS: u64 = 50;
/// How much is done in each.
const STEPS: usize = 80;

/// Lines of the policy, each with another one in its place.
const VARIATIONS: [(&str, &str); 19] = [
    ("schema: 2", "schema: 2"),
    ("superseded: hidden", "superseded: marked"),
    ("offline_device: waits", "offline_device: fails"),
    ("measured_from: sign_out", "measured_from: request"),
    ("limit: inclusive, measured", "limit: exclusive, measured"),
    ("within: 5 minutes, limit", "within: 1 millisecond, limit"),
    ("completes_within: 5 minutes", "completes_within: 1 millisecond"),
    ("completes_within: 5 minutes", "completes_within: 2 days"),
    (
        "set_passcode_within: 60 minutes, limit: inclusive",
        "set_passcode_within: 1 second, limit: exclusive",
    ),
    ("reset_before: any", "reset_before: by_administrator"),
    ("open_to: any browser", "open_to: the device itself"),
    ("generated_by: server", "generated_by: device"),
    ("generated_by: device", "generated_by: server"),
    ("to: the owner, when: { reset_by: the owner }", "to: the owner, when: always"),
    ("manages: [joint]", "manages: [single, joint]"),
    ("reset: []", "reset: [{ confirm: { asks: confirm it } }]"),
    ("- confirm: { asks: confirm it }", "- enter a code: { asks: enter the code }"),
    (
        "- confirm: { asks: confirm it }",
        "- choose: { asks: choose, options: [this, that], right: that }",
    ),
    ("      - confirm: { asks: confirm it }\n", ""),
];

/// A walk through one world.
struct RandomWalk {
    seed: u64,
    simulation: Simulation,
    random: RandomStream,
    /// Passcodes that were seen or set: what is entered is one of them, or made up.
    known: Vec<Passcode>,
}

impl RandomWalk {
    fn new(policy: &Arc<Policy>, seed: u64, faults: &FaultPlan) -> Self {
        let mut simulation = Simulation::new(Arc::clone(policy), Seed(seed));
        simulation.restart(policy, Seed(seed), faults);
        let random = RandomStream::new(Seed(seed), StreamName::People);
        let mut walk = Self { seed, simulation, random, known: Vec::new() };
        for (device, owner) in [(DeviceId::FIRST, ActorId(0)), (DeviceId::SECOND, ActorId(1))] {
            let key = walk.one_of(policy.keys.as_slice()).key;
            walk.act(Action::Enrol { device, owner, key });
        }
        walk
    }

    fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        let position = self.random.below(all.len() as u64);
        all[usize::try_from(position).unwrap()].clone()
    }

    /// Does one thing, or one after the other what makes a whole reset.
    fn step(&mut self) {
        let device = self.one_of(&[DeviceId::FIRST, DeviceId::FIRST, DeviceId::SECOND]);
        match self.random.below(10) {
            0 | 1 => self.reset_in_portal(device),
            2 => {
                let at = Place::new(ActorId(2), SurfaceId(2));
                let user_action = UserAction::SelectReset;
                self.act(Action::Do { at, device, user_action });
            }
            3 => {
                let online = self.random.below(3) > 0;
                self.act(Action::Connect { device, online });
            }
            4 | 5 => {
                let span = self.span();
                self.pass(span);
            }
            _ => {
                let actors: Vec<ActorId> = self.simulation.policy().actor_ids().collect();
                let actor = self.one_of(&actors);
                let surface = self.one_of(&[SurfaceId(0), SurfaceId(1), SurfaceId(2)]);
                let (at, user_action) = (Place::new(actor, surface), self.user_action());
                self.act(Action::Do { at, device, user_action });
            }
        }
    }

    fn reset_in_portal(&mut self, device: DeviceId) {
        let actor = if device == DeviceId::FIRST { ActorId(0) } else { ActorId(1) };
        let at = Place::new(actor, SurfaceId(1));
        let from = self.one_of(&[Browser::OnAnotherDevice, Browser::OnTheDevice]);
        for user_action in [
            UserAction::SelectReset,
            UserAction::SignOut,
            UserAction::SignIn { from },
            UserAction::Confirm,
            UserAction::EnterCode { right: true },
            UserAction::Choose { option: 1 },
        ] {
            self.act(Action::Do { at, device, user_action });
        }
    }

    fn span(&mut self) -> Span {
        let near = self.random.below(20_000);
        let spans = [near, 0, 1, 1000, 299_000, 300_000, 301_000, 3_600_000, 90_000_000];
        Span::from_milliseconds(self.one_of(&spans))
    }

    fn user_action(&mut self) -> UserAction {
        let made_up = Passcode::new("1357").unwrap();
        self.known.push(made_up);
        let known = self.known.clone();
        let passcode = self.one_of(&known);
        self.one_of(&[
            UserAction::SelectReset,
            UserAction::SignOut,
            UserAction::SignIn { from: Browser::OnAnotherDevice },
            UserAction::SignIn { from: Browser::OnTheDevice },
            UserAction::Confirm,
            UserAction::EnterCode { right: false },
            UserAction::Choose { option: 0 },
            UserAction::Cancel,
            UserAction::EnterPasscode(passcode),
            UserAction::OpenWorkProfile(passcode),
            UserAction::SetPasscode(passcode),
        ])
    }

    /// Does it, whether or not it is refused; time never goes back, and no invariant is broken.
    #[track_caller]
    fn act(&mut self, action: Action) {
        let before: Instant = self.simulation.now();
        let _ = self.simulation.act(&action);
        assert_eq!(self.simulation.breach(), None, "{action:?}, seed {}", self.seed);
        assert!(before <= self.simulation.now(), "{action:?}");
        self.look();
    }

    #[track_caller]
    fn pass(&mut self, span: Span) {
        let end = self.simulation.now().after(span);
        while self.simulation.now() < end {
            self.simulation.advance(end.since(self.simulation.now()));
            self.simulation.forget_touched();
            assert_eq!(self.simulation.breach(), None, "seed {}", self.seed);
            self.look();
        }
    }

    fn look(&mut self) {
        for place in self.simulation.policy().places().to_vec() {
            let view = self.simulation.look(place, DeviceId::FIRST);
            self.known.extend(view.any_passcode());
        }
        self.known.dedup();
    }
}

/// Walks through many worlds under the policy and its variations; returns the invariants that were reached.
fn walks(faults: &FaultPlan) -> Vec<Invariant> {
    let mut reached = Vec::new();
    for (line, other) in VARIATIONS {
        let policy = changed(line, other);
        for seed in 0..WORLDS {
            let mut walk = RandomWalk::new(&policy, seed, faults);
            for _ in 0..STEPS {
                walk.step();
            }
            walk.simulation.quiesce();
            assert_eq!(walk.simulation.breach(), None, "{other}, seed {seed}, after quiescing");
            let here = Invariant::ALL.iter().filter(|it| walk.simulation.reached(**it));
            reached.extend(here);
        }
    }
    reached
}

#[test]
fn no_invariant_is_broken_by_what_people_do_and_each_is_reached() {
    let reached = walks(&FaultPlan::None);
    let never: Vec<&Invariant> = Invariant::ALL.iter().filter(|it| !reached.contains(it)).collect();
    assert!(never.is_empty(), "never reached: {never:?}");
}

#[test]
fn no_invariant_is_broken_under_faults_either() {
    walks(&FaultPlan::Drawn(Profile::Hostile));
}
