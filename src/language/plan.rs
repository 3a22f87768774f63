//! What a scenario becomes: instructions that an executor carries out, one per step.

use crate::domain::action::Action;
use crate::domain::actor::Actor;
use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::domain::platform::{Management, Platform};
use crate::domain::refusal::Refusal;
use crate::domain::span::Span;
use crate::domain::surface::Surface;

/// What one sentence asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instruction {
    /// Someone does something, or something happens.
    Act {
        /// What is done, in order.
        acts: Vec<Act>,
        /// What happens to the step when one of them is refused.
        refused: WhenRefused,
    },
    /// Someone looks.
    Check(Check),
}

impl Instruction {
    /// The device that it brings under management, its platform and how it is managed.
    pub fn enrolment(&self) -> Option<(DeviceId, &Platform, Management)> {
        let Self::Act { acts, .. } = self else { return None };
        acts.iter().find_map(|act| match act {
            Act::Plain(Action::Enrol { device, platform, management, .. }) => {
                Some((*device, platform, *management))
            }
            Act::Plain(
                Action::Connect { .. }
                | Action::Do { .. }
                | Action::Wait(_)
                | Action::WaitSinceApplied { .. }
                | Action::AwaitAnswer { .. },
            )
            | Act::Enter { .. }
            | Act::Choose { .. } => None,
        })
    }

    /// The passcode that is entered, where one is.
    pub(crate) fn passcode_used(&self) -> Option<KnownPasscode> {
        match self {
            Self::Act { acts, .. } => acts.iter().find_map(|act| match act {
                Act::Enter { passcode, .. } => Some(*passcode),
                Act::Plain(_) | Act::Choose { .. } => None,
            }),
            Self::Check(Check::Unlocks { passcode, .. }) => Some(*passcode),
            Self::Check(
                Check::Sees { .. }
                | Check::NobodySees { .. }
                | Check::OnlySees { .. }
                | Check::Refused(_),
            ) => None,
        }
    }

    /// The passcode that is known once the instruction has been carried out.
    pub(crate) fn passcode_learned(&self) -> Option<KnownPasscode> {
        match self {
            Self::Act { acts, .. } => acts
                .iter()
                .any(|act| matches!(act, Act::Choose { .. }))
                .then_some(KnownPasscode::Chosen),
            Self::Check(Check::Sees { what, .. }) => {
                what.finds_a_passcode().then_some(KnownPasscode::Seen)
            }
            Self::Check(Check::OnlySees { .. }) => Some(KnownPasscode::Seen),
            Self::Check(Check::NobodySees { .. } | Check::Unlocks { .. } | Check::Refused(_)) => {
                None
            }
        }
    }
}

/// What happens to a step one of whose acts is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenRefused {
    /// The step fails: the sentence says that it happens.
    Fails,
    /// The rest of the acts is left out, and the scenario goes on: the sentence says that someone tries.
    GoesOn,
}

/// Something done, with passcodes named by how a person knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// An action as it is. After an enrolment the owner sets the passcode that the scenario calls the old one.
    Plain(Action),
    /// A person enters a passcode on the device.
    Enter {
        /// Who.
        who: Actor,
        /// On which device.
        device: DeviceId,
        /// Which one.
        passcode: KnownPasscode,
    },
    /// A person sets a passcode of their own choice on the device.
    Choose {
        /// Who.
        who: Actor,
        /// On which device.
        device: DeviceId,
    },
}

/// A passcode, by how a person in the scenario knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownPasscode {
    /// The one that the device had when the scenario began.
    Old,
    /// The new one that was last seen on a surface.
    Seen,
    /// The one that the end user chose.
    Chosen,
}

/// Something that is looked at, and what it must show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// An actor looks at a surface.
    Sees {
        /// Who looks.
        actor: Actor,
        /// Where.
        surface: Surface,
        /// At which device.
        device: DeviceId,
        /// What is seen.
        what: Expectation,
        /// Whether it may take a while: the longest wait for the answer before looking.
        within: Option<Span>,
    },
    /// No one sees a passcode of the device on any surface.
    NobodySees {
        /// The device.
        device: DeviceId,
    },
    /// The new passcode is seen by this actor on this surface, and appears nowhere else: on no other
    /// surface, in no other text, and not in the journal.
    OnlySees {
        /// Who sees it.
        actor: Actor,
        /// Where.
        surface: Surface,
        /// Of which device.
        device: DeviceId,
    },
    /// A passcode opens the device, or does not.
    Unlocks {
        /// The device.
        device: DeviceId,
        /// Which passcode the end user enters.
        passcode: KnownPasscode,
        /// Whether it must open the device.
        opens: bool,
    },
    /// The last act was refused for this reason.
    Refused(Refusal),
}
