//! From plain language to plans: features, the step catalogue, and what is wrong with a sentence.
//!
//! A step translates and does nothing else: this room knows no simulation, judges nothing and prints nothing.

pub(crate) mod catalogue;
pub(crate) mod citations;
pub(crate) mod enrolled;
pub(crate) mod expansion;
pub(crate) mod feature;
pub(crate) mod formatting;
pub(crate) mod gherkin;
pub(crate) mod lints;
pub(crate) mod mistyped_step;
pub(crate) mod not_stated;
pub(crate) mod plan;
#[cfg(test)]
pub(crate) mod policies_of_tests;
pub(crate) mod policy_names;
pub(crate) mod policy_scope;
pub(crate) mod problem;
pub(crate) mod proving;
pub(crate) mod quoted_texts;
pub(crate) mod rendering;
pub(crate) mod scaffold;
pub(crate) mod scenario;
#[cfg(test)]
pub(crate) mod scenarios_of_tests;
pub(crate) mod selection;
pub(crate) mod step_problem;
pub(crate) mod structure;
pub(crate) mod tag_expression;
pub(crate) mod tags;
pub(crate) mod translation;
pub(crate) mod vocabulary;
