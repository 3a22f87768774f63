//! How passcode resets behave, as a document somebody wrote and a table the simulation obeys.
//!
//! Only [`Policy::parse`] makes a [`Policy`], so no other room checks a name again.
//! This room knows no simulation, no feature and no file: it reads text. How it reads YAML and tells
//! what is wrong with it serves documents of other rooms as well.

mod check;
mod checked;
mod document;
mod draft;
mod fault;
mod mapping;
mod mutation;
mod node;
mod outline;
mod page;
mod parse;
mod place;
mod problem;
mod prose;
mod row;
mod sections;
mod table;
mod unused;
mod yaml;

pub use checked::{
    Clause, Console, ConsoleTexts, Evidence, Limit, MeasuredFrom, OfflineDevice, OpenTo, Policy,
    Portal, PortalTexts, Reading, SignInAgain, Superseded, TextId,
};
pub use mutation::{Change, Equivalent, Equivalents, Mutant, UNOBSERVABLE};
pub use parse::schema;
pub use problem::{DocumentErrors, PolicyErrors, Problem};
pub use row::{
    FollowUp, Generator, Notice, NoticeKind, Otherwise, PasscodeRule, ResetBefore, Row, RowId,
    Visible, When,
};
pub use table::{Earlier, Situation};
pub use unused::Usage;

pub(crate) use draft::{Draft, Form};
pub(crate) use mapping::Mapping;
pub(crate) use place::{Path, Place};
pub(crate) use problem::{Finding, quoted, suggest};
pub(crate) use prose::wrong_prose;
