//! How passcode resets behave, as a document that people write and a table that the simulation obeys.
//!
//! Only [`Policy::parse`] makes a [`Policy`], so no other room checks a name again.
//! This room knows no simulation, no feature and no file: it reads text.

pub(crate) mod about;
pub(crate) mod actors;
pub(crate) mod alignment;
pub(crate) mod check;
pub(crate) mod checked;
pub(crate) mod declared_name;
pub(crate) mod disputed;
pub(crate) mod document;
pub(crate) mod duration;
pub(crate) mod evidence;
pub(crate) mod flow_document;
pub(crate) mod keys;
pub(crate) mod mutation;
pub(crate) mod parse;
pub(crate) mod people;
pub(crate) mod row;
pub(crate) mod row_document;
#[cfg(test)]
pub(crate) mod samples;
pub(crate) mod sections;
pub(crate) mod surface_support;
pub(crate) mod surfaces;
pub(crate) mod table;
pub(crate) mod unused;
pub(crate) mod when_document;
