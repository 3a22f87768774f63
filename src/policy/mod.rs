//! How passcode resets behave, as a document somebody wrote and a table the simulation obeys.
//!
//! Only [`Policy::parse`] makes a [`Policy`], so no other room checks a name again.
//! This room knows no simulation, no feature and no file: it reads text.

mod checked;
mod table;

pub use checked::{
    Clause, Console, ConsoleTexts, Evidence, FollowUp, Generator, Limit, MeasuredFrom, Notice,
    NoticeKind, OfflineDevice, OpenTo, Otherwise, PasscodeRule, Policy, Portal, PortalTexts,
    Reading, ResetBefore, Row, RowId, SignInAgain, Superseded, TextId, Visible, When,
};
pub use table::{Earlier, Situation};
