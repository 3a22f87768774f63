//! How passcode resets behave, as a document somebody wrote and a table the simulation obeys.
//!
//! Only [`Policy::parse`] makes a [`Policy`], so no other room checks a name again.
//! This room knows no simulation, no feature and no file: it reads text. How it reads YAML and tells
//! what is wrong with it serves documents of other rooms as well.

pub(crate) mod check;
pub(crate) mod checked;
pub(crate) mod document;
pub(crate) mod fault;
pub(crate) mod map_reader;
pub(crate) mod mutation;
pub(crate) mod node;
pub(crate) mod outline;
pub(crate) mod page;
pub(crate) mod parse;
pub(crate) mod place;
pub(crate) mod problem;
pub(crate) mod prose;
pub(crate) mod raw_document;
pub(crate) mod row;
pub(crate) mod sections;
pub(crate) mod table;
pub(crate) mod unused;
pub(crate) mod yaml;
