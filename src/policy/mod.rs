//! How passcode resets behave, as a document that people write and a table that the simulation obeys.
//!
//! Only [`Policy::parse`] makes a [`Policy`], so no other room checks a name again.
//! This room knows no simulation, no feature and no file: it reads text.

pub(crate) mod check;
pub(crate) mod checked;
pub(crate) mod document;
pub(crate) mod mutation;
pub(crate) mod parse;
pub(crate) mod row;
pub(crate) mod sections;
pub(crate) mod table;
pub(crate) mod unused;
