//! From plain language to plans: features, the step catalogue, and what is wrong with a sentence.
//!
//! A step translates and does nothing else: this room knows no simulation, judges nothing and prints nothing.

mod catalogue;
mod document;
mod feature;
mod formatting;
mod lexicon;
mod page;
mod plan;
mod problem;
mod reading;
mod remarks;
mod saying;
mod scaffold;
mod scenario;
mod selection;
mod suggestion;
mod tag_expression;
mod tags;
mod translation;

pub use catalogue::{
    Catalogue, CatalogueEntry, Known, Listed, NothingFound, Parameter, Section, Sentence,
    SentenceId, SentenceKind, Words,
};
pub use document::{Block, BlockKind, Document, Spot, TextBlock, Written, WrittenRow, WrittenStep};
pub use feature::Feature;
pub use formatting::{FormatError, format};
pub use lexicon::{Lexicon, PolicyWords};
pub use page::Page;
pub use plan::{Act, Check, Instruction, KnownPasscode, WhenRefused};
pub use problem::{FeatureErrors, Problem, ProblemKind};
pub use remarks::remarks;
pub use saying::say;
pub use scaffold::{Bears, Line, Mention, Sketch, feature_text, mentions, sketches};
pub use scenario::{Scenario, Step, StepRole};
pub use selection::Selector;
pub use translation::Translator;
