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
    /// The simulation or the harness broke one of its own rules: a defect of passgate.
    Harness,
    /// It was interrupted; what was done so far is reported.
    Interrupted,
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
            Self::Harness => 70,
            Self::Interrupted => 130,
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
