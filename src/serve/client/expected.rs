//! What a client must do.

/// Something that a client must do, or must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum ClientRule {
    /// Send one reset for each request of a person.
    OneReset,
    /// Wait until the reset has ended.
    WaitedForDone,
    /// Send nothing before the time that `Retry-After` names has passed.
    RetryAfter,
    /// Keep passcodes out of addresses, headers, bodies and logs.
    NoPasscodeLogged,
}

impl ClientRule {
    /// Every rule, in the order in which reports list them.
    pub(crate) const ALL: &'static [Self] =
        &[Self::OneReset, Self::WaitedForDone, Self::RetryAfter, Self::NoPasscodeLogged];

    /// What `--expect` calls it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::OneReset => "one-reset",
            Self::WaitedForDone => "waited-for-done",
            Self::RetryAfter => "retry-after",
            Self::NoPasscodeLogged => "no-passcode-logged",
        }
    }

    /// The rule that `--expect` calls this.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.name() == name)
    }

    /// The rule as the name of a scenario.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::OneReset => "One request of a person is one reset",
            Self::WaitedForDone => "The client waits until the reset has ended",
            Self::RetryAfter => "The client waits as long as Retry-After says",
            Self::NoPasscodeLogged => "The client logs no passcode",
        }
    }

    /// The rule as steps: what is so, and what is expected then.
    pub(crate) const fn steps(self) -> [(&'static str, &'static str); 2] {
        match self {
            Self::OneReset => [
                ("When", "a person asks the client for a reset"),
                ("Then", "the service accepts one reset of the device"),
            ],
            Self::WaitedForDone => [
                ("When", "the service has accepted a reset"),
                ("Then", "the client reads the device until the reset has ended"),
            ],
            Self::RetryAfter => [
                ("When", "the service answers with Retry-After"),
                ("Then", "the client repeats no request before that time has passed"),
            ],
            Self::NoPasscodeLogged => [
                ("When", "the client has read a passcode"),
                ("Then", "no address, header, body or log of it holds the passcode"),
            ],
        }
    }
}
