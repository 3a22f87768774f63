//! Where something can be seen and done.

use crate::domain::phrase::phrases;

/// A place where something about a reset can be seen or done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Surface {
    /// The website where an end user looks after their own devices.
    CompanyPortal,
    /// Configuration Manager's console, for administrators in hybrid.
    ConfigMgrConsole,
    /// Peter van der Woude's administration tool for `ConfigMgr` sites.
    RemoteMobileDeviceManager,
    /// The device itself: its lock, its notices.
    Device,
}

phrases!(Surface, "surface", {
    CompanyPortal = 0 => "Company Portal website",
    ConfigMgrConsole = 1 => "ConfigMgr console",
    RemoteMobileDeviceManager = 2 => "Remote Mobile Device Manager",
    Device = 3 => "device",
});

impl Surface {
    /// How many surfaces there are: the side of every table over them.
    pub const COUNT: usize = Self::ALL.len();

    /// This surface's position in a table over all of them.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The surface with its article, as a sentence names it: `the Company Portal website`.
    pub const fn in_a_sentence(self) -> &'static str {
        match self {
            Self::CompanyPortal => "the Company Portal website",
            Self::ConfigMgrConsole => "the ConfigMgr console",
            Self::RemoteMobileDeviceManager => "Remote Mobile Device Manager",
            Self::Device => "the device",
        }
    }

    /// The same with its preposition: `in the Company Portal website`, `on the device`.
    pub const fn with_preposition(self) -> &'static str {
        match self {
            Self::CompanyPortal => "in the Company Portal website",
            Self::ConfigMgrConsole => "in the ConfigMgr console",
            Self::RemoteMobileDeviceManager => "in Remote Mobile Device Manager",
            Self::Device => "on the device",
        }
    }

    /// Whether administrators work here.
    pub const fn is_console(self) -> bool {
        match self {
            Self::ConfigMgrConsole | Self::RemoteMobileDeviceManager => true,
            Self::CompanyPortal | Self::Device => false,
        }
    }
}
