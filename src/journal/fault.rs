//! What can go wrong between the server, the devices and the persons: a small closed set.

use crate::domain::phrase::phrases;

/// One thing that goes wrong. Which ones may is for a fault profile to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// A push does not reach the device.
    PushLost,
    /// The device takes its time to check in.
    CheckInLate,
    /// A command does not reach the device.
    CommandLost,
    /// A command reaches the device twice.
    CommandDuplicated,
    /// A command is overtaken by others.
    CommandReordered,
    /// The device's answer does not reach the server.
    ResultLost,
    /// The device's answer reaches the server twice.
    ResultDuplicated,
    /// The device loses its connection for a while.
    DeviceOffline,
    /// The device restarts: it locks, and what was on its way to it is gone.
    DeviceRebooted,
    /// The server restarts: its queue is durable, what was on its way to it is gone.
    ServerRestarted,
    /// The portal forgets the end user's session.
    SessionLost,
    /// The server loses the device's unlock token.
    TokenMissing,
    /// The server keeps an unlock token that the device no longer honours.
    TokenStale,
}

phrases!(Fault, "fault", {
    PushLost => "push lost",
    CheckInLate => "check-in late",
    CommandLost => "command lost",
    CommandDuplicated => "command duplicated",
    CommandReordered => "command reordered",
    ResultLost => "result lost",
    ResultDuplicated => "result duplicated",
    DeviceOffline => "device offline",
    DeviceRebooted => "device rebooted",
    ServerRestarted => "server restarted",
    SessionLost => "session lost",
    TokenMissing => "unlock token missing",
    TokenStale => "unlock token stale",
});

impl Fault {
    /// This fault's place in a table over all of them.
    pub const fn index(self) -> usize {
        self as usize
    }
}
