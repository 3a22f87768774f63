//! What can go wrong between the server, the devices and the people: a small closed set, a row each.

use crate::domain::phrase::phrases;
use crate::journal::lane::Lane;

/// All that is known of a kind of fault.
pub(crate) struct FaultRow {
    /// Where a picture draws it: what does not arrive was on its way from one lane to another.
    pub(crate) lanes: (Lane, Lane),
    /// Who or what acts in a timeline; nothing where that is the device.
    pub(crate) who: Option<&'static str>,
    /// What they do.
    pub(crate) words: &'static str,
    /// Whether it can cost the reset in flight more than a message's latency.
    pub(crate) delays: bool,
    /// Whether a policy's promises hold in spite of it, as long as no more than one fault delays a reset.
    pub(crate) is_benign: bool,
    /// Whether it can happen at any moment, not only to a message.
    pub(crate) at_any_moment: bool,
}

/// Defines [`Fault`] from one row for each kind: its number in digests and its name, what a timeline says, where a
/// picture draws it, and the yes-or-no facts that are true of it.
macro_rules! faults {
    ($(
        #[doc = $doc:literal]
        $fault:ident = $number:literal => $name:literal:
            $who:expr => $words:literal, $from:ident => $to:ident $(, $fact:ident)*;
    )+) => {
        /// One kind of fault. Which of them may happen is for a fault profile to say.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Fault {
            $(#[doc = $doc] $fault,)+
        }

        phrases!(Fault, "fault", { $($fault = $number => $name,)+ });

        impl Fault {
            /// All that is known of it.
            pub(crate) const fn row(self) -> FaultRow {
                match self {
                    $(Self::$fault => FaultRow {
                        $($fact: true,)*
                        ..FaultRow::new((Lane::$from, Lane::$to), $who, $words)
                    },)+
                }
            }
        }
    };
}

const NETWORK: Option<&str> = Some("the network");
const SERVER: Option<&str> = Some("the server");
const DEVICE: Option<&str> = None;

faults! {
    /// A push does not reach the device.
    PushLost = 0 => "push lost":
        NETWORK => "loses the push", Server => Device, delays, is_benign;
    /// The device checks in late.
    CheckInLate = 1 => "check-in late":
        DEVICE => "takes its time to check in", Device => Server, delays, is_benign;
    /// A command does not reach the device.
    CommandLost = 2 => "command lost":
        NETWORK => "loses the command", Server => Device, delays, is_benign;
    /// A command reaches the device twice.
    CommandDuplicated = 3 => "command duplicated":
        NETWORK => "delivers the command twice", Server => Device, is_benign;
    /// A command is overtaken by others.
    CommandReordered = 4 => "command reordered":
        NETWORK => "holds the command back", Server => Device, delays, is_benign;
    /// The device's answer does not reach the server.
    ResultLost = 5 => "result lost":
        NETWORK => "loses the device's answer", Device => Server, delays, is_benign;
    /// The device's answer reaches the server twice.
    ResultDuplicated = 6 => "result duplicated":
        NETWORK => "delivers the device's answer twice", Device => Server, is_benign;
    /// The device loses its connection for a while.
    DeviceOffline = 7 => "device offline":
        DEVICE => "loses its connection", Device => Device, delays, at_any_moment;
    /// The device restarts: it locks, and what was on its way to it is gone.
    DeviceRebooted = 8 => "device rebooted":
        DEVICE => "restarts", Device => Device, delays, at_any_moment;
    /// The server restarts: its queue is durable, what was on its way to it is gone.
    ServerRestarted = 9 => "server restarted":
        SERVER => "restarts", Server => Server, delays, is_benign, at_any_moment;
    /// The sessions of the device's owner are lost.
    SessionLost = 10 => "session lost":
        SERVER => "forgets the owner's sessions", Server => Server, at_any_moment;
    /// The server loses the device's unlock token.
    TokenMissing = 11 => "unlock token missing":
        SERVER => "loses the unlock token", Server => Server, at_any_moment;
    /// The server keeps an unlock token that the device no longer accepts.
    TokenStale = 12 => "unlock token stale":
        SERVER => "has an unlock token that is stale", Server => Server, at_any_moment;
}

impl FaultRow {
    /// A fault of which no yes-or-no fact is true.
    const fn new(lanes: (Lane, Lane), who: Option<&'static str>, words: &'static str) -> Self {
        Self { lanes, who, words, delays: false, is_benign: false, at_any_moment: false }
    }
}

impl Fault {
    /// This fault's position in a table over all of them.
    pub const fn index(self) -> usize {
        self as usize
    }
}
