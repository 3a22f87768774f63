//! The vocabulary every other room speaks: who does what where, and what they see.
//!
//! Nothing here reads, draws or prints.

mod action;
mod browser;
mod device;
mod expectation;
mod instant;
mod passcode;
mod phrase;
mod platform;
mod refusal;
mod reset;
mod span;
mod surface;
mod view;
mod viewer;

pub use action::{Action, Deed};
pub use browser::Browser;
pub use device::{DeviceId, DeviceLock};
pub use expectation::{Expectation, Mismatch};
pub use instant::Instant;
pub use passcode::{Alphabet, PASSCODE_LENGTH_MAX, PASSCODE_LENGTH_MIN, Passcode, Shape};
pub(crate) use phrase::phrases;
pub use platform::{Management, Platform};
pub use refusal::Refusal;
pub use reset::{Effect, ResetId, ResetState};
pub use span::{Span, SpanError};
pub use surface::Surface;
pub use view::{Prompt, ShownPasscode, View};
pub use viewer::Viewer;
