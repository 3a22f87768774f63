//! Runs one plan on one system under test, and writes down what could be seen after each step.

use crate::domain::action::{Action, UserAction};
use crate::domain::actor::Actor;
use crate::domain::device::DeviceId;
use crate::domain::expectation::{Expectation, Mismatch};
use crate::domain::passcode::Passcode;
use crate::domain::place::{ByPlace, Place};
use crate::domain::refusal::Refusal;
use crate::domain::surface::Surface;
use crate::domain::view::{ShownPasscode, View};
use crate::journal;
use crate::journal::entry::Entry;
use crate::journal::event::Event;
use crate::journal::observation::Observation;
use crate::language::plan::{Act, Check, Instruction, KnownPasscode, WhenRefused};
use crate::run::failure::Failure;
use crate::simulation::random_stream::{RandomStream, Seed, StreamName};
use crate::sut::{SutError, SystemUnderTest};

/// How a step ended, where it did not end well.
#[derive(Debug)]
pub enum StepError {
    /// The system under test did not do what the sentence says.
    Failed(Failure),
    /// The system under test itself broke.
    Broken(SutError),
}

impl From<SutError> for StepError {
    fn from(error: SutError) -> Self {
        Self::Broken(error)
    }
}

/// Does what a plan says, remembers passcodes, and observes every place.
#[derive(Debug)]
pub struct Executor<T> {
    sut: T,
    random: RandomStream,
    old: [Option<Passcode>; DEVICES],
    chosen: Option<Passcode>,
    seen: Option<Passcode>,
    refused: Option<Refusal>,
    /// What was seen at the last look. The passcode itself counts: two of one shape are two observations.
    observations: [ByPlace<Seen>; DEVICES],
    steps: u16,
}

/// What was seen in one place.
type Seen = (Observation, Option<Passcode>);

/// How many devices a scenario can have: the end user's, and another's.
const DEVICES: usize = 2;

impl<T: SystemUnderTest> Executor<T> {
    /// An executor that has done nothing yet.
    pub fn new(sut: T, seed: Seed) -> Self {
        Self {
            sut,
            random: RandomStream::new(seed, StreamName::People),
            old: [None; DEVICES],
            chosen: None,
            seen: None,
            refused: None,
            observations: Default::default(),
            steps: 0,
        }
    }

    /// Forgets everything, for another scenario on the same system.
    pub fn restart(&mut self, seed: Seed) {
        self.random = RandomStream::new(seed, StreamName::People);
        self.old = [None; DEVICES];
        self.chosen = None;
        self.seen = None;
        self.refused = None;
        self.observations = Default::default();
        self.steps = 0;
    }

    /// The system under test, with the journal of what happened to it.
    pub const fn sut(&mut self) -> &mut T {
        &mut self.sut
    }

    /// How many steps have been run.
    pub const fn steps(&self) -> u16 {
        self.steps
    }

    /// Runs the next step.
    ///
    /// # Errors
    ///
    /// When the system under test does not do what the step says, or breaks.
    pub fn run(&mut self, instruction: &Instruction) -> Result<(), StepError> {
        let step = self.steps;
        self.steps += 1;
        match instruction {
            Instruction::Act { acts, refused } => {
                let answer = self.act_all(acts)?;
                self.observe();
                match (answer, refused) {
                    (Err(refusal), WhenRefused::Fails) => {
                        self.note(DeviceId::FIRST, Event::MustNotRefuse { step });
                        Err(StepError::Failed(Failure::refused(refusal)))
                    }
                    (Ok(()), _) | (Err(_), WhenRefused::GoesOn) => Ok(()),
                }
            }
            Instruction::Check(check) => {
                let compared = self.compare(check)?;
                self.note(DeviceId::FIRST, Event::Compared { step, met: compared.is_ok() });
                compared.map_err(StepError::Failed)
            }
        }
    }

    /// Does one act after the other, up to the first that is refused.
    fn act_all(&mut self, acts: &[Act]) -> Result<Result<(), Refusal>, SutError> {
        self.refused = None;
        for act in acts {
            if let Err(refusal) = self.act(act)? {
                self.refused = Some(refusal);
                return Ok(Err(refusal));
            }
        }
        Ok(Ok(()))
    }

    fn act(&mut self, act: &Act) -> Result<Result<(), Refusal>, SutError> {
        match act {
            Act::Plain(action @ Action::Enrol { device, owner, .. }) => {
                if let Err(refusal) = self.sut.act(action)? {
                    return Ok(Err(refusal));
                }
                let Some(passcode) = self.random.chosen_passcode() else { return Ok(Ok(())) };
                if let Some(old) = self.old.get_mut(device.index()) {
                    *old = Some(passcode);
                }
                self.on_device(*owner, *device, UserAction::SetPasscode(passcode))
            }
            Act::Plain(action) => self.sut.act(action),
            Act::Enter { who, device, passcode } => match self.known(*passcode, *device) {
                Some(passcode) => {
                    self.on_device(*who, *device, UserAction::EnterPasscode(passcode))
                }
                None => Ok(Err(Refusal::WrongPasscode)),
            },
            Act::Choose { who, device } => {
                let Some(passcode) = self.random.chosen_passcode() else { return Ok(Ok(())) };
                self.chosen = Some(passcode);
                self.on_device(*who, *device, UserAction::SetPasscode(passcode))
            }
        }
    }

    fn on_device(
        &mut self,
        who: Actor,
        device: DeviceId,
        user_action: UserAction,
    ) -> Result<Result<(), Refusal>, SutError> {
        self.sut.act(&Action::Do { who, at: Surface::Device, device, user_action })
    }

    fn known(&self, which: KnownPasscode, device: DeviceId) -> Option<Passcode> {
        match which {
            KnownPasscode::Old => self.old.get(device.index()).copied().flatten(),
            KnownPasscode::Seen => self.seen,
            KnownPasscode::Chosen => self.chosen,
        }
    }

    /// Compares what is expected with what is seen.
    fn compare(&mut self, check: &Check) -> Result<Result<(), Failure>, SutError> {
        match check {
            Check::Sees { actor, surface, device, what, within } => {
                if within.is_some() {
                    let wait = Action::AwaitAnswer { device: *device, within: *within };
                    // Waiting is refused only where there is no device, which the view shows too.
                    let _ = self.sut.act(&wait)?;
                    self.observe();
                }
                Ok(self.sees(Place::new(*actor, *surface), *device, what))
            }
            Check::NobodySees { device } => Ok(self.nobody_sees(*device)),
            Check::OnlySees { actor, surface, device } => {
                Ok(self.only_sees(Place::new(*actor, *surface), *device))
            }
            Check::Unlocks { device, passcode, opens } => {
                let Some(known) = self.known(*passcode, *device) else {
                    return Ok(Err(Failure::unknown_passcode(in_words(*passcode))));
                };
                let owner =
                    if *device == DeviceId::FIRST { Actor::EndUser } else { Actor::AnotherEndUser };
                let opened =
                    self.on_device(owner, *device, UserAction::EnterPasscode(known))?.is_ok();
                self.observe();
                let met = opened == *opens;
                Ok(if met { Ok(()) } else { Err(Failure::lock(in_words(*passcode), *opens)) })
            }
            Check::Refused(expected) => Ok(if self.refused == Some(*expected) {
                Ok(())
            } else {
                Err(Failure::not_refused(*expected, self.refused))
            }),
        }
    }

    fn sees(&mut self, place: Place, device: DeviceId, what: &Expectation) -> Result<(), Failure> {
        let view = self.sut.look(place, device);
        let compared = what.check(&view);
        let passcode = view.new_passcode().copied();
        compared.map_err(|mismatch| {
            // A console that does not know the device lacks all that could be expected; that says more than what is lacking.
            let mismatch = if place.surface.is_console() && view == View::default() {
                Mismatch::new(&mismatch.expected, "nothing of this device")
            } else {
                mismatch
            };
            Failure::seen(mismatch, place)
        })?;
        if what.finds_a_passcode() {
            self.seen = passcode;
        }
        Ok(())
    }

    fn nobody_sees(&self, device: DeviceId) -> Result<(), Failure> {
        for place in Place::all() {
            let view = self.sut.look(place, device);
            let compared = Expectation::NoPasscode.check(&view);
            compared.map_err(|mismatch| Failure::seen(mismatch, place))?;
        }
        Ok(())
    }

    fn only_sees(&mut self, place: Place, device: DeviceId) -> Result<(), Failure> {
        let view = self.sut.look(place, device);
        let Some(passcode) = view.new_passcode().copied() else {
            let mismatch = Mismatch::new("a new passcode", "no new passcode");
            return Err(Failure::seen(mismatch, place));
        };
        self.seen = Some(passcode);
        for other in Place::all().filter(|other| *other != place) {
            let view = self.sut.look(other, device);
            if reveals(&view, &passcode) {
                let mismatch = Mismatch::new("no new passcode", "the new passcode");
                return Err(Failure::seen(mismatch, other));
            }
        }
        if is_in_the_journal(self.sut.journal(), &passcode) {
            return Err(Failure {
                expected: "no passcode in the journal".to_owned(),
                seen: "the new passcode, in the journal".to_owned(),
            });
        }
        Ok(())
    }

    /// Writes down what there is to see in every place, where it differs from the last look.
    fn observe(&mut self) {
        for device in (0_u8..).map(DeviceId).take(DEVICES) {
            for place in Place::all() {
                let view = self.sut.look(place, device);
                let seen = (Observation::of(&view), view.new_passcode().copied());
                let last = self.observations.get_mut(device.index());
                let Some(last) = last.map(|last| last.at_mut(place)) else { continue };
                if *last != seen {
                    *last = seen;
                    let Place { actor, surface } = place;
                    self.note(device, Event::Saw { actor, surface, observation: seen.0 });
                }
            }
        }
    }

    fn note(&mut self, device: DeviceId, event: Event) {
        let at = self.sut.now();
        self.sut.journal().push(Entry { at, device, event });
    }
}

/// Whether a view shows the passcode in any of its parts.
fn reveals(view: &View<'_>, passcode: &Passcode) -> bool {
    let characters = passcode.reveal();
    let in_says = view.says.is_some_and(|text| text.contains(characters));
    in_says
        || match &view.passcode {
            ShownPasscode::Nothing => false,
            ShownPasscode::Words(words) => words.contains(characters),
            ShownPasscode::Shown { passcode: shown, told_as, .. } => {
                shown == passcode || told_as.contains(characters)
            }
        }
}

/// Whether the passcode is in any text of the journal. Its numbers are times and counts, which
/// may happen to have the same digits.
fn is_in_the_journal(journal: &journal::Journal, passcode: &Passcode) -> bool {
    let text = journal::text::write(journal, "");
    text.lines().any(|line| {
        line.split('"').skip(1).step_by(2).any(|quoted| quoted.contains(passcode.reveal()))
    })
}

const fn in_words(which: KnownPasscode) -> &'static str {
    match which {
        KnownPasscode::Old => "the old passcode",
        KnownPasscode::Seen => "the new passcode",
        KnownPasscode::Chosen => "the passcode that the end user set",
    }
}
