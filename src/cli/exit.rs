//! How a command ended, as a number that scripts read.

use std::process::{ExitCode, Termination};

use crate::conformance::conclusion::Conclusion;

/// The exit codes. The numbers are a promise; the README lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Everything conforms.
    Conforms,
    /// Something does not: a scenario fails or is undefined, a snapshot differs, or a waiver is stale or
    /// has expired.
    DoesNotConform,
    /// The command line is wrong.
    Usage,
    /// An input cannot be read or parsed, or an output cannot be written.
    Input,
    /// Nothing was selected.
    NothingSelected,
    /// The system under test could not start, could not agree on a protocol, or was lost three times in a row.
    SystemLost,
    /// The simulation or the harness broke one of its own rules: a defect of passgate.
    Harness,
    /// SIGINT ended it; what was done so far is reported.
    Interrupted,
    /// SIGTERM ended it; what was done so far is reported.
    Terminated,
    /// SIGHUP ended it; what was done so far is reported.
    HungUp,
}

impl Exit {
    /// The number.
    pub const fn code(self) -> u8 {
        match self {
            Self::Conforms => 0,
            Self::DoesNotConform => 1,
            Self::Usage => 2,
            Self::Input => 3,
            Self::NothingSelected => 4,
            Self::SystemLost => 5,
            Self::Harness => 70,
            Self::Interrupted => 130,
            Self::Terminated => 143,
            Self::HungUp => 129,
        }
    }

    /// The one of two that counts: that of a defect first, then what was found out, then what went wrong with files.
    #[must_use]
    pub fn worst(self, other: Self) -> Self {
        if other.rank() > self.rank() { other } else { self }
    }

    const fn rank(self) -> u8 {
        match self {
            Self::Conforms => 0,
            Self::NothingSelected => 1,
            Self::Input => 2,
            Self::DoesNotConform => 3,
            Self::Usage => 4,
            Self::SystemLost => 5,
            Self::Interrupted | Self::Terminated | Self::HungUp => 6,
            Self::Harness => 7,
        }
    }
}

impl From<Conclusion> for Exit {
    fn from(conclusion: Conclusion) -> Self {
        match conclusion {
            Conclusion::Conforms => Self::Conforms,
            Conclusion::Interrupted => Self::Interrupted,
            Conclusion::DoesNotConform => Self::DoesNotConform,
            Conclusion::Broken => Self::Harness,
        }
    }
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        ExitCode::from(self.code())
    }
}
