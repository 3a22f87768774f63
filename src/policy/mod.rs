//! How passcode resets behave, as a document somebody wrote and a table the simulation obeys.
//!
//! Only [`Policy::parse`] makes a [`Policy`], so no other room checks a name again.
//! This room knows no simulation, no feature and no file: it reads text.

mod check;
mod checked;
mod document;
mod fault;
mod mutation;
mod node;
mod outline;
mod page;
mod parse;
mod place;
mod problem;
mod row;
mod sections;
mod table;
mod yaml;

pub use checked::{
    Clause, Console, ConsoleTexts, Evidence, Limit, MeasuredFrom, OfflineDevice, OpenTo, Policy,
    Portal, PortalTexts, Reading, SignInAgain, Superseded, TextId,
};
pub use mutation::{Change, Equivalent, Equivalents, Mutant, UNOBSERVABLE};
pub use parse::schema;
pub use problem::{PolicyErrors, Problem};
pub use row::{
    FollowUp, Generator, Notice, NoticeKind, Otherwise, PasscodeRule, ResetBefore, Row, RowId,
    Visible, When,
};
pub use table::{Earlier, Situation};
