//! What a scenario becomes: instructions that an executor carries out, one per step.

use crate::domain::actor::ActorId;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::domain::fault::Fault;
use crate::domain::key::Key;
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetScope;
use crate::domain::span::Span;
use crate::domain::surface::SurfaceId;

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

/// What happens to a step one of whose acts is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenRefused {
    /// The step fails: the sentence says that it happens.
    Fails,
    /// The rest of the acts is left out, and the scenario goes on: the sentence says that someone tries.
    GoesOn,
}

/// A person on a surface, as a sentence names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedPlace {
    /// Who.
    pub actor: ActorId,
    /// Where; the surface that this actor used last where the sentence does not say.
    pub surface: Option<SurfaceId>,
}

/// A device, as a sentence names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedDevice {
    /// By its number in the order of enrolment: `the device`, `the second device`.
    Numbered(DeviceId),
    /// The first that belongs to this actor.
    Of(ActorId),
}

impl NamedDevice {
    /// What a sentence calls "the device".
    pub const FIRST: Self = Self::Numbered(DeviceId::FIRST);
}

/// Something done, with passcodes named by how a person knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// One more device comes under management. Its owner sets the passcode that the scenario calls the old one.
    Enrol {
        /// Whose it is.
        owner: ActorId,
        /// What it is.
        key: Key,
        /// Whether its owner sets a passcode on it.
        with_passcode: bool,
    },
    /// The device loses its connection, or is back.
    Connect {
        /// Which.
        device: NamedDevice,
        /// Whether it has a connection from now on.
        online: bool,
    },
    /// A person does something on a surface, about a device.
    Do {
        /// Who, and where.
        at: NamedPlace,
        /// About which device.
        device: NamedDevice,
        /// What.
        user_action: SurfaceAction,
    },
    /// A person resets the passcode: selects the button, and does what the surface asks for until it asks for nothing
    /// more.
    Reset {
        /// Who, and where.
        at: NamedPlace,
        /// Of which device.
        device: NamedDevice,
        /// Where the browser runs that the person signs in from.
        from: Browser,
    },
    /// The same, by the first person and on the first surface that may, in the policy's order.
    ResetSomehow {
        /// Of which device.
        device: NamedDevice,
    },
    /// No reset of the device has been seen to begin.
    NeverReset {
        /// Which device.
        device: NamedDevice,
    },
    /// Time passes.
    Wait(Span),
    /// Time passes until the span has gone by since the device was first seen without a passcode.
    WaitSinceRemoved {
        /// The device.
        device: NamedDevice,
        /// How long.
        span: Span,
    },
    /// Time passes until a place shows the end of the device's latest reset.
    AwaitAnswer {
        /// The device.
        device: NamedDevice,
        /// The longest wait; the policy's own bound where there is none.
        within: Option<Span>,
    },
    /// The owner enters a passcode on the device.
    Enter {
        /// Who.
        who: ActorId,
        /// On which device.
        device: NamedDevice,
        /// Which one.
        passcode: KnownPasscode,
    },
    /// The owner sets a passcode of their own choice on the device.
    Choose {
        /// Who.
        who: ActorId,
        /// On which device.
        device: NamedDevice,
    },
    /// The owner enters a passcode that is not the device's, and is refused each time.
    EnterWrong {
        /// Who.
        who: ActorId,
        /// On which device.
        device: NamedDevice,
        /// How often.
        times: u8,
    },
    /// Something goes wrong: at once, or the next time that it can.
    Inject {
        /// With which device.
        device: NamedDevice,
        /// What.
        fault: Fault,
    },
    /// The device fails to carry out a reset, which is made as in `ResetSomehow`.
    FailReset {
        /// Which.
        device: NamedDevice,
    },
    /// Time passes until the device blocks its apps, because no passcode has been set in time.
    AwaitBlock {
        /// Which.
        device: NamedDevice,
    },
}

/// What a person does on a surface other than the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SurfaceAction {
    /// Begins a reset with the surface's button.
    SelectReset,
    /// Signs out.
    SignOut,
    /// Signs in, in a browser that runs there.
    SignIn(Browser),
    /// Confirms.
    Confirm,
    /// Enters the code that they were given, or another one.
    EnterCode {
        /// Whether it is the right one.
        right: bool,
    },
    /// Chooses an entry of a list, counted from zero.
    Choose(u8),
    /// Leaves what the surface asks for.
    Cancel,
}

/// A passcode, by how a person in the scenario knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownPasscode {
    /// The one that the device had when it was enrolled.
    Old,
    /// The new one that was last seen on a surface.
    Seen,
    /// The one that this actor chose for the device.
    Chosen(ActorId),
}

/// Something that is looked at, and what it must show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// An actor looks at a surface.
    Sees {
        /// Who looks, and where.
        at: NamedPlace,
        /// At which device.
        device: NamedDevice,
        /// What is seen.
        what: Expectation,
        /// Whether it may take a while: the longest wait before looking.
        within: Option<Span>,
    },
    /// The owner looks at the device itself.
    DeviceShows {
        /// Which device.
        device: NamedDevice,
        /// What is seen.
        what: Expectation,
    },
    /// No one sees a passcode of the device on any surface.
    NobodySees {
        /// The device.
        device: NamedDevice,
    },
    /// The new passcode is seen by this actor on this surface, and by no one anywhere else.
    OnlySees {
        /// Who sees it, and where.
        at: NamedPlace,
        /// Of which device.
        device: NamedDevice,
    },
    /// A passcode opens the device, or does not.
    Unlocks {
        /// The device.
        device: NamedDevice,
        /// Which passcode the owner enters.
        passcode: KnownPasscode,
        /// Whether it must open what it is entered for.
        opens: bool,
        /// Whether that is the device, or its work profile.
        scope: ResetScope,
    },
    /// The last act was refused for this reason.
    Refused(Refusal),
}

impl Instruction {
    /// A device that it brings under management: whose it is, and its key.
    pub fn enrolment(&self) -> Option<(ActorId, &Key)> {
        let Self::Act { acts, .. } = self else { return None };
        acts.iter().find_map(|act| {
            let Act::Enrol { owner, key, .. } = act else { return None };
            Some((*owner, key))
        })
    }

    /// The devices that it is about.
    pub(crate) fn devices(&self) -> Vec<NamedDevice> {
        match self {
            Self::Act { acts, .. } => acts.iter().filter_map(Act::device).collect(),
            Self::Check(check) => check.device().into_iter().collect(),
        }
    }

    /// The passcode that is entered, and on which device, where one is.
    pub(crate) fn passcode_used(&self) -> Option<(KnownPasscode, NamedDevice)> {
        match self {
            Self::Act { acts, .. } => acts.iter().find_map(|act| {
                let Act::Enter { passcode, device, .. } = act else { return None };
                Some((*passcode, *device))
            }),
            Self::Check(Check::Unlocks { passcode, device, .. }) => Some((*passcode, *device)),
            Self::Check(
                Check::Sees { .. }
                | Check::DeviceShows { .. }
                | Check::NobodySees { .. }
                | Check::OnlySees { .. }
                | Check::Refused(_),
            ) => None,
        }
    }

    /// The passcode that is known once the instruction has been carried out, and whose it is.
    pub(crate) fn passcode_learned(&self) -> Option<(KnownPasscode, NamedDevice)> {
        match self {
            Self::Act { acts, .. } => acts.iter().find_map(|act| {
                let Act::Choose { who, device } = act else { return None };
                Some((KnownPasscode::Chosen(*who), *device))
            }),
            Self::Check(Check::Sees { what, device, .. }) => {
                what.finds_a_passcode().then_some((KnownPasscode::Seen, *device))
            }
            Self::Check(Check::OnlySees { device, .. }) => Some((KnownPasscode::Seen, *device)),
            Self::Check(
                Check::DeviceShows { .. }
                | Check::NobodySees { .. }
                | Check::Unlocks { .. }
                | Check::Refused(_),
            ) => None,
        }
    }
}

impl Act {
    /// The device that it is about, if it is about one that is there already.
    const fn device(&self) -> Option<NamedDevice> {
        match self {
            Self::Connect { device, .. }
            | Self::Do { device, .. }
            | Self::Reset { device, .. }
            | Self::ResetSomehow { device }
            | Self::NeverReset { device }
            | Self::WaitSinceRemoved { device, .. }
            | Self::AwaitAnswer { device, .. }
            | Self::Enter { device, .. }
            | Self::Choose { device, .. }
            | Self::EnterWrong { device, .. }
            | Self::Inject { device, .. }
            | Self::FailReset { device }
            | Self::AwaitBlock { device } => Some(*device),
            Self::Enrol { .. } | Self::Wait(_) => None,
        }
    }
}

impl Check {
    /// The device that it is about.
    pub(crate) const fn device(&self) -> Option<NamedDevice> {
        match self {
            Self::Sees { device, .. }
            | Self::DeviceShows { device, .. }
            | Self::NobodySees { device }
            | Self::OnlySees { device, .. }
            | Self::Unlocks { device, .. } => Some(*device),
            Self::Refused(_) => None,
        }
    }
}
