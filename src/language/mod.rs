//! From plain language to plans: features, the step catalogue, and what is wrong with a sentence.
//!
//! A step translates and does nothing else: this room knows no simulation, judges nothing and prints nothing.

mod plan;

pub use plan::{Act, Check, Instruction, KnownPasscode, WhenRefused};
