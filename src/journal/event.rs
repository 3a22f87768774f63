//! Everything that can happen, a row each: its facts, what a digest hashes, where it is drawn, and its words.

use serde::{Deserialize, Serialize};

use crate::domain::actor::ActorId;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::fault::Fault;
use crate::domain::passcode::Shape;
use crate::domain::place::Place;
use crate::domain::prompt::Asked;
use crate::domain::refusal::Refusal;
use crate::domain::reset::{Effect, ResetId, ResetState};
use crate::domain::surface::SurfaceId;
use crate::domain::text_table::TextId;
use crate::journal::lane::{Course, Lane, Mark};
use crate::journal::packing::pack_shape;
use crate::policy::checked::Policy;
use crate::policy::keys::KeyId;

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
        /// What happened inside. Small and `Copy`: a trace is written in the innermost loop.
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
                        $(.or(Some(Course { from: $from, to: $to, mark: $mark })))?,)+
                }
            }

            /// Who or what acts, and what it does; nothing for what only the harness does.
            #[expect(unused_variables, reason = "an event has more facts than its words use")]
            pub(crate) fn in_words(
                &self,
                $policy: &Policy,
                $device: &str,
            ) -> Option<(String, String)> {
                match *self {
                    $(Self::$event $({ $($fact),+ })? => None::<(String, String)>
                        $(.or_else(|| Some(($who.to_owned(), format!($words $(, $($argument),+)?)))))?,)+
                }
            }

            /// The number of each kind of event.
            #[cfg(test)]
            pub(crate) const NUMBERS: &[(&'static str, u8)] = &[$((stringify!($event), $number)),+];
        }
    };
}

const SERVER: &str = "the server";

events! { policy, device;
    /// The device came under management.
    Enrolled {
        /// What it is, and so which row answers for it.
        key: KeyId,
        /// Whose it is.
        owner: ActorId,
    } = 1: [key.0.into(), owner.0.into()],
        drawn: Lane::Device => Lane::Server, Mark::Plain,
        says: device => "is enrolled: {}" (policy.key_in_words(key));

    /// The device lost its connection.
    WentOffline = 2: [0, 0],
        drawn: Lane::Device => Lane::Device, Mark::Plain,
        says: device => "goes offline";

    /// The device is connected again.
    CameOnline = 3: [0, 0],
        drawn: Lane::Device => Lane::Device, Mark::Plain,
        says: device => "is online again";

    /// A person began a reset with a surface's button.
    SelectedReset {
        /// Who, and where.
        at: Place,
    } = 4: [at.number().into(), 0],
        drawn: Lane::Actor(at.actor) => Lane::Surface(at.surface), Mark::Plain,
        says: policy.actor_name(at.actor) => "selects {} in {}" (button(policy, at), policy.surface_name(at.surface));

    /// A person signed out.
    SignedOut {
        /// Who, and where.
        at: Place,
    } = 5: [at.number().into(), 0],
        drawn: Lane::Actor(at.actor) => Lane::Surface(at.surface), Mark::Plain,
        says: policy.actor_name(at.actor) => "signs out of {}" (policy.surface_name(at.surface));

    /// A person signed in.
    SignedIn {
        /// Who, and where.
        at: Place,
        /// From where.
        from: Browser,
    } = 6: [at.number().into(), from.number().into()],
        drawn: Lane::Actor(at.actor) => Lane::Surface(at.surface), Mark::Plain,
        says: policy.actor_name(at.actor) => "signs in to {} from {from}" (policy.surface_name(at.surface));

    /// A surface asked for something.
    Prompted {
        /// Whom, and where.
        at: Place,
        /// For what.
        asked: Asked,
    } = 7: [at.number().into(), u64::from(asked.kind.number()) << 16 | u64::from(asked.words.0)],
        drawn: Lane::Surface(at.surface) => Lane::Actor(at.actor), Mark::Plain,
        says: policy.surface_name(at.surface) => "asks {} to {}" (policy.actor_name(at.actor), policy.text(asked.words));

    /// A person came back after the window had closed: nothing is asked.
    WindowExpired {
        /// Who, and where.
        at: Place,
    } = 8: [at.number().into(), 0],
        drawn: Lane::Surface(at.surface) => Lane::Actor(at.actor), Mark::DeadlineOver,
        says: policy.surface_name(at.surface) => "asks nothing: too late";

    /// A person confirmed the reset.
    Confirmed {
        /// Who, and where.
        at: Place,
    } = 9: [at.number().into(), 0],
        drawn: Lane::Actor(at.actor) => Lane::Surface(at.surface), Mark::Plain,
        says: policy.actor_name(at.actor) => "selects {} again" (button(policy, at));

    /// A person entered the code that they were given, or another one.
    EnteredCode {
        /// Who, and where.
        at: Place,
        /// Whether it was the right one.
        right: bool,
    } = 31: [at.number().into(), right.into()],
        drawn: Lane::Actor(at.actor) => Lane::Surface(at.surface), Mark::Plain,
        says: policy.actor_name(at.actor) => "enters {} code" (if right { "the right" } else { "a wrong" });

    /// A person chose from a list.
    Chose {
        /// Who, and where.
        at: Place,
        /// What.
        option: TextId,
    } = 32: [at.number().into(), option.0.into()],
        drawn: Lane::Actor(at.actor) => Lane::Surface(at.surface), Mark::Plain,
        says: policy.actor_name(at.actor) => "chooses \"{}\"" (policy.text(option));

    /// A person left the flow.
    Cancelled {
        /// Who, and where.
        at: Place,
    } = 10: [at.number().into(), 0],
        drawn: Lane::Actor(at.actor) => Lane::Surface(at.surface), Mark::Plain,
        says: policy.actor_name(at.actor) => "cancels";

    /// What a person tried was refused.
    Refused {
        /// Who tried, and where.
        at: Place,
        /// Why.
        refusal: Refusal,
    } = 12: [at.number().into(), refusal.number().into()],
        drawn: Lane::Surface(at.surface) => Lane::Actor(at.actor), Mark::Refusal,
        says: name(policy, at.surface, device) => "{}" (refused(policy.actor_name(at.actor), refusal));

    /// The server accepted a reset.
    Accepted {
        /// Which.
        reset: ResetId,
        /// Who asked for it, and where.
        at: Place,
    } = 13: [reset.0.into(), at.number().into()],
        drawn: Lane::Surface(at.surface) => Lane::Server, Mark::Plain,
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
        /// To whom, and where.
        at: Place,
        /// What.
        text: TextId,
        /// The shape of the new passcode that it showed next to the text.
        shape: Option<Shape>,
    } = 21: [at.number().into(), u64::from(text.0) << 32 | pack_shape(shape)],
        drawn: Lane::Surface(at.surface) => Lane::Actor(at.actor), Mark::Plain,
        says: name(policy, at.surface, device) => "says \"{}\"{}" (policy.text(text), and_shows(shape));

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
        who: ActorId,
        /// Whether it opened.
        opened: bool,
    } = 24: [who.0.into(), opened.into()],
        drawn: Lane::Actor(who) => Lane::Device, Mark::Plain,
        says: policy.actor_name(who) => "enters a passcode: {device} {}" (if opened { "unlocks" } else { "stays locked" });

    /// A person set a passcode on the device.
    SetPasscode {
        /// Who.
        who: ActorId,
    } = 25: [who.0.into(), 0],
        drawn: Lane::Actor(who) => Lane::Device, Mark::Plain,
        says: policy.actor_name(who) => "sets a passcode on {device}";

    /// Something went wrong between the server, the devices and the people.
    Fault {
        /// What.
        fault: Fault,
    } = 26: [fault.number().into(), 0],
        drawn: fault.row().between.0.into() => fault.row().between.1.into(), Mark::Fault,
        says: fault.row().who.unwrap_or(device) => "{}" (fault.row().words);

    /// From here on nothing goes wrong any more.
    FaultsEnd = 30: [0, 0],
        drawn: Lane::Server => Lane::Server, Mark::Plain,
        says: "the world" => "has no more faults from here on";
}

/// What a timeline calls a device.
pub(crate) const fn device_in_words(device: DeviceId) -> &'static str {
    match device {
        DeviceId::FIRST => "the device",
        DeviceId::SECOND => "the second device",
        DeviceId(2) => "the third device",
        DeviceId(_) => "another device",
    }
}

/// What a timeline calls a surface that acts.
fn name<'a>(policy: &'a Policy, surface: SurfaceId, device: &'a str) -> &'a str {
    if surface == SurfaceId::DEVICE { device } else { policy.surface_name(surface) }
}

fn button(policy: &Policy, at: Place) -> &str {
    policy.surface(at.surface).map_or("", |surface| policy.text(surface.button))
}

/// What a surface does when it refuses what someone tried.
fn refused(who: &str, refusal: Refusal) -> String {
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
