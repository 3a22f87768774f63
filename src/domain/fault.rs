//! What can go wrong between the server, the devices and the people: a small closed set, a row each.

use crate::domain::phrase::phrases;

/// Who or what a fault begins or ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FaultSide {
    /// The server.
    Server,
    /// The device.
    Device,
}

/// All that is known of a kind of fault.
pub(crate) struct FaultRow {
    /// Between whom it happens: what does not arrive was on its way from one to the other.
    pub(crate) between: (FaultSide, FaultSide),
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
    /// Whether it is over at once, and is nothing to a reset that begins later.
    pub(crate) is_over_at_once: bool,
    /// Whether it lasts: every reset that begins later meets it.
    pub(crate) lasts: bool,
    /// Whether it happens only where a scenario says so: no fault profile draws it.
    pub(crate) only_in_scenarios: bool,
}

/// Defines [`Fault`] from one row for each kind: its number in digests and its name, what a timeline says, between
/// whom it happens, and the yes-or-no facts that are true of it.
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
                        ..FaultRow::new((FaultSide::$from, FaultSide::$to), $who, $words)
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
    PushLate = 1 => "push late":
        DEVICE => "takes its time to check in", Device => Server, delays, is_benign;
    /// A command does not reach the device.
    CommandLost = 2 => "command lost":
        NETWORK => "loses the command", Server => Device, delays, is_benign;
    /// A command reaches the device twice.
    CommandDuplicated = 3 => "command duplicated":
        NETWORK => "delivers the command twice", Server => Device, is_benign;
    /// A command is overtaken by others.
    CommandLate = 4 => "command late":
        NETWORK => "holds the command back", Server => Device, delays, is_benign;
    /// The device's answer does not reach the server. A passcode that the device made was in it, and is returned once.
    AnswerLost = 5 => "answer lost":
        NETWORK => "loses the device's answer", Device => Server, delays;
    /// The device's answer reaches the server twice.
    AnswerDuplicated = 6 => "answer duplicated":
        NETWORK => "delivers the device's answer twice", Device => Server, is_benign;
    /// The device loses its connection for a while.
    DeviceOffline = 7 => "device offline":
        DEVICE => "loses its connection", Device => Device, delays, at_any_moment;
    /// The device restarts: it locks, and what was on its way to it is gone.
    DeviceRestarted = 8 => "device restarted":
        DEVICE => "restarts", Device => Device, delays, at_any_moment, is_over_at_once;
    /// The server restarts: its queue is durable, what was on its way to it is gone.
    ServerRestarted = 9 => "server restarted":
        SERVER => "restarts", Server => Server, delays, is_benign, at_any_moment, is_over_at_once;
    /// The sessions of the device's owner are lost.
    SessionLost = 10 => "session lost":
        SERVER => "forgets the owner's sessions", Server => Server, at_any_moment, is_over_at_once;
    /// The server loses the device's unlock token.
    TokenMissing = 11 => "unlock token missing":
        SERVER => "loses the unlock token", Server => Server, at_any_moment, lasts;
    /// The server keeps an unlock token that the device no longer accepts.
    TokenStale = 12 => "unlock token stale":
        SERVER => "has an unlock token that is stale", Server => Server, at_any_moment, lasts;
    /// A push reaches the device twice.
    PushDuplicated = 13 => "push duplicated":
        NETWORK => "delivers the push twice", Server => Device, is_benign, only_in_scenarios;
    /// The device's answer is held back.
    AnswerLate = 14 => "answer late":
        NETWORK => "holds the device's answer back", Device => Server, delays, is_benign, only_in_scenarios;
    /// The device cannot carry out a command.
    CommandFailed = 15 => "command failed":
        DEVICE => "cannot carry out the command", Device => Device, only_in_scenarios;
    /// The device does not know a command.
    CommandNotSupported = 16 => "command not supported":
        DEVICE => "does not support the command", Device => Device, only_in_scenarios;
    /// The device leaves management: the server withdraws what was pending, and no longer knows the device.
    DeviceUnenrolled = 17 => "device unenrolled":
        DEVICE => "leaves management", Device => Server, at_any_moment, only_in_scenarios, lasts;
    /// The device is erased: the server withdraws what was pending, and keeps the record of it.
    DeviceWiped = 18 => "device wiped":
        DEVICE => "is erased", Device => Device, at_any_moment, only_in_scenarios, lasts;
    /// The owner loads the pages of the surfaces again: what they were asked for is gone.
    PageReloaded = 19 => "page reloaded":
        SERVER => "is asked for the owner's pages again", Server => Server, at_any_moment, only_in_scenarios, is_over_at_once;
    /// The server withdraws the reset that is pending.
    ResetCanceled = 20 => "reset canceled":
        SERVER => "withdraws the pending reset", Server => Server, at_any_moment, only_in_scenarios, is_over_at_once;
}

impl FaultRow {
    /// A fault of which no yes-or-no fact is true.
    const fn new(
        between: (FaultSide, FaultSide),
        who: Option<&'static str>,
        words: &'static str,
    ) -> Self {
        Self {
            between,
            who,
            words,
            delays: false,
            is_benign: false,
            at_any_moment: false,
            is_over_at_once: false,
            lasts: false,
            only_in_scenarios: false,
        }
    }
}

impl Fault {
    /// What a sentence calls it where it happens to a message: `push is lost`.
    pub fn of_message(self) -> Option<String> {
        let (message, mishap) = self.name().split_once(' ')?;
        let is_one = matches!(message, "push" | "command" | "answer")
            && matches!(mishap, "lost" | "late" | "duplicated");
        is_one.then(|| format!("{message} is {mishap}"))
    }

    /// What sentences call the faults that happen to messages.
    pub fn all_of_messages() -> Vec<String> {
        Self::ALL.iter().filter_map(|fault| fault.of_message()).collect()
    }

    /// This fault's position in a table over all of them.
    pub const fn index(self) -> usize {
        self as usize
    }
}
