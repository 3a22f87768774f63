//! A system under test behind one trait and one factory: actions in, views out.
//!
//! The simulation in process, or a child process that speaks the protocol. This room knows no feature and no report.

pub(crate) mod both_sides;
pub(crate) mod factory;
pub(crate) mod process;
pub(crate) mod protocol;
pub(crate) mod serving;

use std::sync::Arc;

use thiserror::Error;

use crate::domain::action::Action;
use crate::domain::device::DeviceId;
use crate::domain::fault::Fault;
use crate::domain::instant::Instant;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::span::Span;
use crate::domain::surface::SurfaceSet;
use crate::domain::text_table::TextTable;
use crate::domain::view::View;
use crate::journal::Trace;
use crate::simulation::Simulation;
use crate::simulation::invariant::Breach;

/// Something that passcodes are reset on.
pub trait SystemUnderTest: Send {
    /// Does something to it.
    ///
    /// # Errors
    ///
    /// When the system itself is broken; a refusal is an answer, not an error.
    fn act(&mut self, action: &Action) -> Result<Result<(), Refusal>, SutError>;

    /// What there is to see in some places, each of one device: a view a place, in order, into `views`, which is emptied
    /// first.
    ///
    /// # Errors
    ///
    /// When the system cannot be asked any more.
    fn look(&mut self, places: &[(Place, DeviceId)], views: &mut Vec<View>)
    -> Result<(), SutError>;

    /// The surfaces that may show something else of `device` than when this was last asked. All of them is always right;
    /// fewer save looking.
    fn take_touched(&mut self, device: DeviceId) -> SurfaceSet;

    /// Lets time pass on its clock. One that can stops at the first instant at which a place may look different; returns
    /// whether that was so, now or at the end.
    ///
    /// # Errors
    ///
    /// When the clock cannot be moved.
    fn advance(&mut self, span: Span) -> Result<bool, SutError>;

    /// Has `fault` happen to `device`: at once, or the next time that there is a push, a command or an answer.
    ///
    /// # Errors
    ///
    /// When the system has no way to do that, or cannot go on.
    fn inject(&mut self, fault: Fault, device: DeviceId) -> Result<(), SutError>;

    /// The present, on its own clock.
    fn now(&self) -> Instant;

    /// What the numbers of its texts count into: the policy's texts, and those that it says besides.
    fn texts(&self) -> &TextTable;

    /// What it says happened inside it so far, to be kept; empty where a system says nothing of the kind.
    fn take_trace(&mut self) -> Trace;

    /// How much that is.
    fn trace_length(&self) -> usize;

    /// What it declares to be able to do.
    fn capabilities(&self) -> Capabilities;

    /// Whether it has this place at all. One that has not shows nothing, which says nothing.
    fn can_look(&self, _place: Place) -> bool {
        true
    }

    /// Whether a person in this place can set a passcode. Where no one can, a device keeps the one that it came with.
    fn can_set_passcode(&self, _place: Place) -> bool {
        true
    }

    /// Why it has refused what was done last, with its own words where it has any.
    fn refusal_in_words(&self, refusal: Refusal) -> String {
        refusal.to_string()
    }

    /// The text with the shape of each passcode of the scenario in its place.
    fn redact(&self, text: &str) -> String {
        text.to_owned()
    }

    /// The scenario is over, whatever happened: nothing of it is left in the system.
    ///
    /// # Errors
    ///
    /// When the system cannot be asked any more.
    fn close(&mut self) -> Result<Closing, SutError> {
        Ok(Closing::default())
    }
}

/// What a scenario is called, for a system that writes it down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// Its name.
    pub name: String,
    /// Where it is written.
    pub place: String,
}

/// What a system leaves behind at the end of a scenario, without a passcode.
#[derive(Debug, Default)]
pub struct Closing {
    /// The texts that it said and that the policy does not have, in the order of their numbers.
    pub texts: Vec<Arc<str>>,
    /// The end of what it wrote to standard error.
    pub stderr: Option<String>,
    /// Where a passcode was found that should not be there.
    pub leaks: Vec<Leak>,
    /// Why it could not end the scenario.
    pub error: Option<SutError>,
}

/// A passcode where none should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leak {
    /// Where it was found, in words.
    pub place: String,
    /// Its shape.
    pub shape: String,
}

/// What a system under test declares to be able to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// The finest step of its clock: one that cannot stop at the first instant at which something changes is asked again
    /// after each. Nothing where it can stop there.
    pub polled_every: Option<Span>,
    /// Whether the same seed always gives the same answers.
    pub deterministic: bool,
    /// Whether nothing inside it checks the invariants, so that what is observed has to.
    pub watched_from_outside: bool,
}

/// A system under test that cannot go on.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SutError {
    /// The simulation broke one of its own rules: a defect of passgate.
    #[error("the simulation broke an invariant: {0}")]
    Breach(#[from] Breach),
    /// The system does not declare to be able to do what it is asked for.
    #[error("the system under test cannot do this: {what}")]
    Unsupported {
        /// What it cannot do, in words.
        what: String,
    },
    /// The system declared to be able to do something, and then could not.
    #[error("the system under test declares that it can do this, and cannot: {what}")]
    BrokenPromise {
        /// What it cannot do, in words.
        what: String,
    },
    /// The system says that it has failed.
    #[error("the system under test reports an error: {says}")]
    Reported {
        /// What it says.
        says: String,
    },
    /// The user has interrupted the run.
    #[error("the run was interrupted")]
    Interrupted,
    /// The system has stopped answering, or has ended.
    #[error("the system under test was lost: {how}")]
    Lost {
        /// How, in words.
        how: String,
    },
    /// The system answered something that it may not answer.
    #[error("the system under test violated the protocol: {how}")]
    Violation {
        /// How, in words.
        how: String,
    },
}

impl SystemUnderTest for Simulation {
    fn act(&mut self, action: &Action) -> Result<Result<(), Refusal>, SutError> {
        let answer = Self::act(self, action);
        self.breach().map_or(Ok(answer), |breach| Err(breach.into()))
    }

    fn look(
        &mut self,
        places: &[(Place, DeviceId)],
        views: &mut Vec<View>,
    ) -> Result<(), SutError> {
        views.clear();
        views.extend(places.iter().map(|(place, device)| Self::look(self, *place, *device)));
        Ok(())
    }

    fn take_touched(&mut self, device: DeviceId) -> SurfaceSet {
        Self::take_touched(self, device)
    }

    fn advance(&mut self, span: Span) -> Result<bool, SutError> {
        let changed = Self::advance(self, span);
        self.breach().map_or(Ok(changed), |breach| Err(breach.into()))
    }

    fn inject(&mut self, fault: Fault, device: DeviceId) -> Result<(), SutError> {
        Self::inject(self, device, fault);
        self.breach().map_or(Ok(()), |breach| Err(breach.into()))
    }

    fn now(&self) -> Instant {
        Self::now(self)
    }

    fn texts(&self) -> &TextTable {
        &self.policy().texts
    }

    fn take_trace(&mut self) -> Trace {
        std::mem::take(self.trace())
    }

    fn trace_length(&self) -> usize {
        Self::trace_length(self)
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities { polled_every: None, deterministic: true, watched_from_outside: false }
    }
}

impl<T: SystemUnderTest + ?Sized> SystemUnderTest for Box<T> {
    fn act(&mut self, action: &Action) -> Result<Result<(), Refusal>, SutError> {
        (**self).act(action)
    }

    fn look(
        &mut self,
        places: &[(Place, DeviceId)],
        views: &mut Vec<View>,
    ) -> Result<(), SutError> {
        (**self).look(places, views)
    }

    fn take_touched(&mut self, device: DeviceId) -> SurfaceSet {
        (**self).take_touched(device)
    }

    fn advance(&mut self, span: Span) -> Result<bool, SutError> {
        (**self).advance(span)
    }

    fn inject(&mut self, fault: Fault, device: DeviceId) -> Result<(), SutError> {
        (**self).inject(fault, device)
    }

    fn now(&self) -> Instant {
        (**self).now()
    }

    fn texts(&self) -> &TextTable {
        (**self).texts()
    }

    fn take_trace(&mut self) -> Trace {
        (**self).take_trace()
    }

    fn trace_length(&self) -> usize {
        (**self).trace_length()
    }

    fn capabilities(&self) -> Capabilities {
        (**self).capabilities()
    }

    fn can_look(&self, place: Place) -> bool {
        (**self).can_look(place)
    }

    fn can_set_passcode(&self, place: Place) -> bool {
        (**self).can_set_passcode(place)
    }

    fn refusal_in_words(&self, refusal: Refusal) -> String {
        (**self).refusal_in_words(refusal)
    }

    fn redact(&self, text: &str) -> String {
        (**self).redact(text)
    }

    fn close(&mut self) -> Result<Closing, SutError> {
        (**self).close()
    }
}
