//! Everything that can happen, a row each: its facts, what a digest hashes, where it is drawn, and its words.

use serde::{Deserialize, Serialize};

use crate::domain::actor::Actor;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::passcode::Shape;
use crate::domain::place::Place;
use crate::domain::platform::Management;
use crate::domain::refusal::Refusal;
use crate::domain::reset::{Effect, ResetId, ResetState};
use crate::domain::surface::Surface;
use crate::domain::view::Prompt;
use crate::journal::fault::Fault;
use crate::journal::lane::{Course, Lane, Mark};
use crate::journal::observation::Observation;
use crate::journal::packing::{pack_observation, pack_pair, pack_shape};
use crate::policy::checked::Policy;
use crate::policy::row::RowId;
use crate::policy::surfaces::TextId;

/// Defines [`Event`] from a row for each kind of event:
///
/// ```text
/// Name { facts }
///     = number: [first word, second word],   what a digest hashes; the number never changes
///     drawn: from => to, mark,                this and the next are left out for what only the harness does
///     says: who => words (arguments);
/// ```
///
/// The words may use the facts, `policy`, and `device`, which is what the timeline calls the entry's device.
macro_rules! events {
    ($policy:ident, $device:ident; $(
        $(#[doc = $doc:literal])+
        $event:ident $({ $( $(#[doc = $about:literal])+ $fact:ident: $type:ty, )+ })?
            = $number:literal: [$first:expr, $second:expr]
            $(, drawn: $from:expr => $to:expr, $mark:expr,
                says: $who:expr => $words:literal $(($($argument:expr),+))?)?;
    )+) => {
        /// What happened. Small and `Copy`: a journal is written in the innermost loop.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Event {
            $($(#[doc = $doc])+ $event $({ $($(#[doc = $about])+ $fact: $type,)+ })?,)+
        }

        impl Event {
            /// The event's number, and two words that hold its facts: what a digest hashes.
            pub(crate) fn packed(&self) -> (u8, u64, u64) {
                match *self {
                    $(Self::$event $({ $($fact),+ })? => ($number, $first, $second),)+
                }
            }

            /// Where the event is drawn; nothing for what only the harness does.
            #[expect(unused_variables, reason = "an event has more facts than those that decide this")]
            pub(crate) fn course(&self) -> Option<Course> {
                match *self {
                    $(Self::$event $({ $($fact),+ })? => None::<Course>
                        $(.or(Some(Course { from: $from.into(), to: $to.into(), mark: $mark })))?,)+
                }
            }

            /// Who or what acts, and what it does; nothing for what only the harness does.
            #[expect(unused_variables, reason = "an event has more facts than its words use")]
            pub(crate) fn in_words(
                &self,
                $policy: &Policy,
                $device: &'static str,
            ) -> Option<(&'static str, String)> {
                match *self {
                    $(Self::$event $({ $($fact),+ })? => None::<(&'static str, String)>
                        $(.or_else(|| Some(($who, format!($words $(, $($argument),+)?)))))?,)+
                }
            }

            /// The number of each kind of event.
            #[cfg(test)]
            pub(crate) const NUMBERS: &[(&'static str, u8)] = &[$((stringify!($event), $number)),+];
        }
    };
}

const SERVER: &str = "the server";
const PORTAL: &str = "the portal";

events! { policy, device;
    /// The device came under management.
    Enrolled {
        /// The row that answers for it.
        row: RowId,
        /// How it is managed.
        management: Management,
        /// Whose it is.
        owner: Actor,
    } = 1: [row.0.into(), pack_pair(management.number(), owner.number())],
        drawn: Lane::Device => Lane::Server, Mark::Plain,
        says: device => "is enrolled: {}, {management}" (platform(policy, row));

    /// The device lost its connection.
    WentOffline = 2: [0, 0],
        drawn: Lane::Device => Lane::Device, Mark::Plain,
        says: device => "goes offline";

    /// The device is connected again.
    CameOnline = 3: [0, 0],
        drawn: Lane::Device => Lane::Device, Mark::Plain,
        says: device => "is online again";

    /// A person selected Reset Passcode in the portal.
    SelectedReset {
        /// Who.
        who: Actor,
    } = 4: [who.number().into(), 0],
        drawn: who => Lane::Portal, Mark::Plain,
        says: who.name() => "selects Reset Passcode";

    /// A person signed out of the portal.
    SignedOut {
        /// Who.
        who: Actor,
    } = 5: [who.number().into(), 0],
        drawn: who => Lane::Portal, Mark::Plain,
        says: who.name() => "signs out";

    /// A person signed in to the portal.
    SignedIn {
        /// Who.
        who: Actor,
        /// From where.
        from: Browser,
    } = 6: [who.number().into(), from.number().into()],
        drawn: who => Lane::Portal, Mark::Plain,
        says: who.name() => "signs in from {from}";

    /// The portal asked for something.
    Asked {
        /// Whom.
        who: Actor,
        /// For what.
        prompt: Prompt,
    } = 7: [who.number().into(), prompt.number().into()],
        drawn: Lane::Portal => who, Mark::Plain,
        says: PORTAL => "asks {who} to {prompt}";

    /// A person came back after the window had closed: nothing is asked.
    WindowExpired {
        /// Who.
        who: Actor,
    } = 8: [who.number().into(), 0],
        drawn: Lane::Portal => who, Mark::DeadlineOver,
        says: PORTAL => "asks nothing: too late";

    /// A person confirmed the reset in the portal.
    ConfirmedReset {
        /// Who.
        who: Actor,
    } = 9: [who.number().into(), 0],
        drawn: who => Lane::Portal, Mark::Plain,
        says: who.name() => "selects Reset Passcode again";

    /// A person left the portal's flow.
    Cancelled {
        /// Who.
        who: Actor,
    } = 10: [who.number().into(), 0],
        drawn: who => Lane::Portal, Mark::Plain,
        says: who.name() => "cancels";

    /// An administrator asked for a reset in a console.
    AskedForReset {
        /// Who.
        who: Actor,
        /// Where.
        surface: Surface,
    } = 11: [Place::new(who, surface).number().into(), 0],
        drawn: who => surface, Mark::Plain,
        says: who.name() => "resets the passcode in {}" (surface.in_a_sentence());

    /// What a person tried was refused.
    Refused {
        /// Who tried.
        who: Actor,
        /// Where.
        surface: Surface,
        /// Why.
        refusal: Refusal,
    } = 12: [Place::new(who, surface).number().into(), refusal.number().into()],
        drawn: surface => who, Mark::Refusal,
        says: name(surface, device) => "{}" (refused(who, refusal));

    /// The server accepted a reset.
    Accepted {
        /// Which.
        reset: ResetId,
        /// Who asked for it.
        by: Actor,
        /// Where.
        surface: Surface,
    } = 13: [reset.0.into(), Place::new(by, surface).number().into()],
        drawn: surface => Lane::Server, Mark::Plain,
        says: SERVER => "accepts the reset";

    /// The server asked the device to check in.
    PushSent = 14: [0, 0],
        drawn: Lane::Server => Lane::Device, Mark::Plain,
        says: SERVER => "asks {device} to check in";

    /// The device checked in with the server.
    CheckedIn = 15: [0, 0],
        drawn: Lane::Device => Lane::Server, Mark::Plain,
        says: device => "checks in";

    /// The device received the command of a reset.
    CommandDelivered {
        /// Which reset.
        reset: ResetId,
    } = 16: [reset.0.into(), 0],
        drawn: Lane::Server => Lane::Device, Mark::Plain,
        says: device => "receives the command";

    /// The device carried out a reset.
    Applied {
        /// Which.
        reset: ResetId,
        /// What happened to its passcode.
        effect: Effect,
        /// The new passcode's shape, where there is one.
        shape: Option<Shape>,
    } = 17: [reset.0.into(), u64::from(effect.number()) << 32 | pack_shape(shape)],
        drawn: Lane::Device => Lane::Device, Mark::Change,
        says: device => "{}" (applied(effect, shape));

    /// The device could not carry out a reset.
    NotApplied {
        /// Which.
        reset: ResetId,
    } = 18: [reset.0.into(), 0],
        drawn: Lane::Device => Lane::Device, Mark::Refusal,
        says: device => "cannot carry out the command";

    /// The device received a command again and did nothing.
    Ignored {
        /// Which reset's.
        reset: ResetId,
    } = 19: [reset.0.into(), 0],
        drawn: Lane::Device => Lane::Device, Mark::Refusal,
        says: device => "receives the same command again and does nothing";

    /// The server learned how a reset ended.
    Ended {
        /// Which.
        reset: ResetId,
        /// How.
        state: ResetState,
    } = 20: [reset.0.into(), state.number().into()],
        drawn: Lane::Device => Lane::Server, Mark::Plain,
        says: SERVER => "records that the reset is {state}";

    /// A surface said something to a person.
    Said {
        /// Where.
        surface: Surface,
        /// To whom.
        to: Actor,
        /// What.
        text: TextId,
        /// The shape of the new passcode that it showed next to the text.
        shape: Option<Shape>,
    } = 21: [
        Place::new(to, surface).number().into(),
        u64::from(text.0) << 32 | pack_shape(shape)
    ],
        drawn: surface => to, Mark::Plain,
        says: name(surface, device) => "says \"{}\"{}" (policy.text(text), and_shows(shape));

    /// The device blocked its apps: no passcode had been set in time.
    AppsBlocked = 22: [0, 0],
        drawn: Lane::Device => Lane::Device, Mark::DeadlineOver,
        says: device => "blocks its apps";

    /// The device lets its apps be used again.
    AppsUnblocked = 23: [0, 0],
        drawn: Lane::Device => Lane::Device, Mark::Plain,
        says: device => "unblocks its apps";

    /// A person entered a passcode on the device.
    EnteredPasscode {
        /// Who.
        who: Actor,
        /// Whether it opened.
        opened: bool,
    } = 24: [who.number().into(), opened.into()],
        drawn: who => Lane::Device, Mark::Plain,
        says: who.name() => "enters a passcode: {device} {}" (if opened { "unlocks" } else { "stays locked" });

    /// A person set a passcode on the device.
    SetPasscode {
        /// Who.
        who: Actor,
    } = 25: [who.number().into(), 0],
        drawn: who => Lane::Device, Mark::Plain,
        says: who.name() => "sets a passcode on {device}";

    /// Something went wrong between the server, the devices and the people.
    Fault {
        /// What.
        fault: Fault,
    } = 26: [fault.number().into(), 0],
        drawn: fault.row().lanes.0 => fault.row().lanes.1, Mark::Fault,
        says: fault.row().who.unwrap_or(device) => "{}" (fault.row().words);

    /// A person looked at a surface and saw something else than at the last look.
    Saw {
        /// Who looked.
        actor: Actor,
        /// Where.
        surface: Surface,
        /// What there was to see.
        observation: Observation,
    } = 27: [Place::new(actor, surface).number().into(), pack_observation(observation)];

    /// A step's expectation was compared with what was seen.
    Compared {
        /// The step, counted from zero.
        step: u16,
        /// Whether it was met.
        met: bool,
    } = 28: [step.into(), met.into()];

    /// A person tried something, and the step required it to be done.
    MustNotRefuse {
        /// The step, counted from zero.
        step: u16,
    } = 29: [step.into(), 0];

    /// From here on nothing goes wrong any more.
    FaultsEnd = 30: [0, 0],
        drawn: Lane::Server => Lane::Server, Mark::Plain,
        says: "the world" => "has no more faults from here on";
}

/// What a timeline calls a device.
pub(crate) const fn device_in_words(device: DeviceId) -> &'static str {
    match device {
        DeviceId::FIRST => "the device",
        DeviceId(_) => "the other device",
    }
}

/// What a timeline calls a surface that acts.
const fn name(surface: Surface, device: &'static str) -> &'static str {
    match surface {
        Surface::CompanyPortal => PORTAL,
        Surface::ConfigMgrConsole => "the console",
        Surface::RemoteMobileDeviceManager => "Remote Mobile Device Manager",
        Surface::Device => device,
    }
}

fn platform(policy: &Policy, row: RowId) -> &str {
    policy.row(row).map_or("", |row| row.platform.name())
}

/// What a surface does when it refuses what someone tried.
fn refused(who: Actor, refusal: Refusal) -> String {
    if refusal == Refusal::WrongPasscode {
        "refuses the passcode".to_owned()
    } else {
        format!("refuses {who}: {refusal}")
    }
}

fn applied(effect: Effect, shape: Option<Shape>) -> String {
    match (effect, shape) {
        (Effect::Removed, _) => "removes its passcode".to_owned(),
        (Effect::Replaced, None) => "replaces its passcode".to_owned(),
        (Effect::Replaced, Some(shape)) => format!("replaces its passcode ({shape})"),
        (Effect::Unchanged, _) => "keeps its passcode".to_owned(),
    }
}

fn and_shows(shape: Option<Shape>) -> String {
    shape.map_or_else(String::new, |shape| format!(", shows the new passcode ({shape})"))
}
