//! What a view is expected to show, and how it differs when it does not.

use std::sync::Arc;

use crate::document::lookalike::unseen_difference;
use crate::domain::device::DeviceLock;
use crate::domain::passcode::Alphabet;
use crate::domain::reset::ResetState;
use crate::domain::text_table::TextTable;
use crate::domain::view::{NoticeKind, ShownPasscode, View};

/// One thing that a view is expected to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// The surface says this text, or shows a passcode with these words (`New Passcode: {passcode}`).
    Says(Arc<str>),
    /// The surface does not say this text.
    DoesNotSay(Arc<str>),
    /// The surface says nothing.
    SaysNothing,
    /// A new passcode is visible.
    NewPasscode {
        /// What it must be made of.
        alphabet: Alphabet,
        /// How many characters it must have, where that matters.
        length: Option<u8>,
    },
    /// No passcode is visible, not even a superseded one.
    NoPasscode,
    /// A new passcode is visible, with none of these characters.
    PasscodeWithout(Arc<str>),
    /// Neither a passcode nor words are shown where a passcode could be.
    NothingForPasscode,
    /// These words are shown where a passcode could be.
    WordsForPasscode(Arc<str>),
    /// The surface asks for this, or does not.
    Asks(Arc<str>, bool),
    /// The surface's button to reset the passcode, by its name, is offered; or there is none, not even greyed out.
    Offers(Arc<str>, bool),
    /// The surface's button to reset the passcode, by its name, is there and cannot be selected.
    GreyedOut(Arc<str>),
    /// The device says this text in this way.
    Notice(NoticeKind, Arc<str>),
    /// The surface shows this state of the latest reset.
    State(ResetState),
    /// The device has a passcode, or has none.
    HasPasscode(bool),
    /// The device is locked, or is not.
    Locked(bool),
    /// The device asks its owner to replace a temporary passcode by one of their own, or does not.
    AsksForOwnPasscode(bool),
    /// The device keeps its apps closed, or does not.
    AppsBlocked(bool),
    /// A reset has taken this away from the device, or has not.
    Lost(Arc<str>, bool),
}

/// An expectation that a view did not meet, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// What was expected.
    pub expected: String,
    /// What was seen instead. Names a passcode's shape, never its characters.
    pub seen: String,
}

impl Mismatch {
    /// What was expected, and what was seen.
    pub fn new(expected: &str, seen: &str) -> Self {
        Self { expected: expected.to_owned(), seen: seen.to_owned() }
    }
}

impl Expectation {
    /// Whether it is about the state of a reset or its passcode, and no text.
    pub const fn is_about_results(&self) -> bool {
        match self {
            Self::NewPasscode { .. }
            | Self::NoPasscode
            | Self::PasscodeWithout(_)
            | Self::State(_) => true,
            Self::Says(_)
            | Self::DoesNotSay(_)
            | Self::SaysNothing
            | Self::NothingForPasscode
            | Self::WordsForPasscode(_)
            | Self::Asks(..)
            | Self::Offers(..)
            | Self::GreyedOut(_)
            | Self::Notice(..)
            | Self::HasPasscode(_)
            | Self::Locked(_)
            | Self::AsksForOwnPasscode(_)
            | Self::AppsBlocked(_)
            | Self::Lost(..) => false,
        }
    }

    /// Whether a new passcode is visible where it is met.
    pub const fn finds_a_passcode(&self) -> bool {
        matches!(self, Self::NewPasscode { .. } | Self::PasscodeWithout(_))
    }

    /// Compares the expectation with what is seen.
    ///
    /// # Errors
    ///
    /// The [`Mismatch`], when the view does not show what is expected.
    pub fn check(&self, view: &View, texts: &TextTable) -> Result<(), Mismatch> {
        if self.holds(view, texts) {
            return Ok(());
        }
        let mut seen = self.seen(view, texts);
        if let Self::Says(text) = self
            && let Some(difference) =
                view.says.texts().iter().find_map(|said| unseen_difference(text, texts.text(*said)))
        {
            seen = format!("{seen} (in what is expected, {difference})");
        }
        Err(Mismatch { expected: self.to_string(), seen })
    }

    /// Whether the view shows what is expected.
    pub fn holds(&self, view: &View, texts: &TextTable) -> bool {
        match self {
            Self::Says(text) => says(view, texts, text),
            Self::DoesNotSay(text) => !says(view, texts, text),
            Self::SaysNothing => view.texts().next().is_none(),
            Self::NewPasscode { alphabet, length } => view.new_shape().is_some_and(|shape| {
                shape.alphabet == *alphabet && length.is_none_or(|length| length == shape.length)
            }),
            Self::NoPasscode => match view.passcode {
                ShownPasscode::Nothing | ShownPasscode::Words(_) => true,
                ShownPasscode::Shown { .. } | ShownPasscode::Masked { .. } => false,
            },
            Self::PasscodeWithout(characters) => view.new_passcode().is_some_and(|passcode| {
                !passcode.reveal().contains(|one| characters.contains(one))
            }),
            Self::NothingForPasscode => view.passcode == ShownPasscode::Nothing,
            Self::WordsForPasscode(words) => match view.passcode {
                ShownPasscode::Words(shown) => texts.text(shown) == &**words,
                ShownPasscode::Nothing
                | ShownPasscode::Shown { .. }
                | ShownPasscode::Masked { .. } => false,
            },
            Self::Asks(words, expected) => {
                view.asks.is_some_and(|asked| texts.text(asked.words) == &**words) == *expected
            }
            Self::Offers(button, expected) => {
                let is_own = view.offers.is_some_and(|offered| texts.text(offered) == &**button);
                is_own == *expected && (*expected || !view.greyed_out)
            }
            Self::GreyedOut(_) => view.greyed_out,
            Self::Notice(kind, text) => view
                .notice
                .is_some_and(|notice| notice.kind == *kind && texts.text(notice.says) == &**text),
            Self::State(state) => view.state == Some(*state),
            Self::HasPasscode(expected) => {
                view.lock.is_some_and(|lock| (lock != DeviceLock::NoPasscode) == *expected)
            }
            Self::AppsBlocked(expected) => view.apps_blocked == *expected,
            Self::Lost(what, expected) => {
                view.lock.is_some() && lost(view, texts, what) == *expected
            }
            Self::Locked(expected) => {
                view.lock.is_some_and(|lock| (lock == DeviceLock::Locked) == *expected)
            }
            Self::AsksForOwnPasscode(expected) => view.asks_for_own_passcode == *expected,
        }
    }

    /// The part of the view that the expectation is about, in words.
    fn seen(&self, view: &View, texts: &TextTable) -> String {
        match self {
            Self::Says(_) | Self::DoesNotSay(_) | Self::SaysNothing => said_in_words(view, texts),
            Self::PasscodeWithout(_) => match view.new_passcode() {
                // Which of them it holds is left out: that would reveal a part of the passcode.
                Some(passcode) => format!("a new passcode ({passcode}) that holds one of them"),
                None => passcode_in_words(&view.passcode, texts),
            },
            Self::NewPasscode { .. }
            | Self::NoPasscode
            | Self::WordsForPasscode(_)
            | Self::NothingForPasscode => passcode_in_words(&view.passcode, texts),
            Self::Asks(..) => view.asks.map_or_else(
                || "asked for nothing".to_owned(),
                |asked| format!("asked to {}", texts.text(asked.words)),
            ),
            Self::Offers(button, _) => match view.offers {
                Some(other) => offered(texts.text(other), true),
                None if view.greyed_out => format!("{button} greyed out"),
                None => offered(button, false),
            },
            Self::GreyedOut(button) => match view.offers {
                Some(other) => offered(texts.text(other), true),
                None => format!("no {button} at all"),
            },
            Self::Notice(..) => view.notice.map_or_else(
                || "no message and no notification".to_owned(),
                |notice| format!("the {} \"{}\"", notice.kind, texts.text(notice.says)),
            ),
            Self::State(_) => {
                view.state.map_or_else(|| "no reset state at all".to_owned(), state_in_words)
            }
            Self::HasPasscode(_) => view.lock.map_or_else(
                || "no device".to_owned(),
                |lock| has_passcode(lock != DeviceLock::NoPasscode).to_owned(),
            ),
            Self::AppsBlocked(_) => blocked(view.apps_blocked).to_owned(),
            Self::Lost(what, _) => loses(what, lost(view, texts, what)),
            Self::Locked(_) => view.lock.map_or_else(
                || "no device".to_owned(),
                |lock| locked(lock == DeviceLock::Locked).to_owned(),
            ),
            Self::AsksForOwnPasscode(_) => {
                asks_for_own_passcode(view.asks_for_own_passcode).to_owned()
            }
        }
    }
}

/// The expectation in words, as a failure prints it after "expected".
impl std::fmt::Display for Expectation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Says(text) => write!(formatter, "\"{text}\""),
            Self::DoesNotSay(text) => write!(formatter, "anything but \"{text}\""),
            Self::SaysNothing => formatter.write_str("no message"),
            Self::NewPasscode { alphabet, length: Some(length) } => {
                write!(formatter, "a new passcode ({alphabet}, {length})")
            }
            Self::NewPasscode { alphabet, length: None } => {
                write!(formatter, "a new passcode ({alphabet})")
            }
            Self::NoPasscode => formatter.write_str("no new passcode"),
            Self::PasscodeWithout(characters) => {
                write!(formatter, "a new passcode without any of \"{characters}\"")
            }
            Self::NothingForPasscode => formatter.write_str("nothing in the place of a passcode"),
            Self::WordsForPasscode(words) => write!(formatter, "\"{words}\" instead of a passcode"),
            Self::Asks(prompt, true) => write!(formatter, "asked to {prompt}"),
            Self::Asks(prompt, false) => write!(formatter, "not asked to {prompt}"),
            Self::Offers(button, expected) => formatter.write_str(&offered(button, *expected)),
            Self::GreyedOut(button) => write!(formatter, "{button} greyed out"),
            Self::Notice(kind, text) => write!(formatter, "the {kind} \"{text}\""),
            Self::State(state) => formatter.write_str(&state_in_words(*state)),
            Self::HasPasscode(expected) => formatter.write_str(has_passcode(*expected)),
            Self::AppsBlocked(expected) => formatter.write_str(blocked(*expected)),
            Self::Lost(what, expected) => formatter.write_str(&loses(what, *expected)),
            Self::Locked(expected) => formatter.write_str(locked(*expected)),
            Self::AsksForOwnPasscode(expected) => {
                formatter.write_str(asks_for_own_passcode(*expected))
            }
        }
    }
}

/// Whether the surface says `text`, counting the words around a shown passcode as said.
fn says(view: &View, texts: &TextTable, text: &str) -> bool {
    let around_a_passcode = match view.passcode {
        ShownPasscode::Shown { wording, .. } => wording,
        ShownPasscode::Words(words) => Some(words),
        ShownPasscode::Nothing | ShownPasscode::Masked { .. } => None,
    };
    view.texts().chain(around_a_passcode).any(|said| texts.text(said) == text)
}

fn said_in_words(view: &View, texts: &TextTable) -> String {
    let mut said: Vec<String> =
        view.texts().map(|text| format!("\"{}\"", texts.text(text))).collect();
    if view.passcode != ShownPasscode::Nothing {
        said.push(passcode_in_words(&view.passcode, texts));
    }
    if said.is_empty() { "no message".to_owned() } else { said.join(", and ") }
}

fn passcode_in_words(shown: &ShownPasscode, texts: &TextTable) -> String {
    match shown {
        ShownPasscode::Nothing => "no new passcode".to_owned(),
        ShownPasscode::Words(words) => format!("\"{}\" instead of a passcode", texts.text(*words)),
        ShownPasscode::Shown { passcode, superseded: false, .. } => {
            format!("a new passcode ({passcode})")
        }
        ShownPasscode::Shown { passcode, superseded: true, .. } => {
            format!("a superseded passcode ({passcode})")
        }
        ShownPasscode::Masked { shape, superseded } => {
            let what = if *superseded { "a superseded passcode" } else { "a new passcode" };
            let shape = shape.map_or_else(|| "of another kind".to_owned(), |it| it.to_string());
            format!("{what} ({shape}, not readable)")
        }
    }
}

fn state_in_words(state: ResetState) -> String {
    match state {
        ResetState::None => "no reset on record".to_owned(),
        ResetState::Pending
        | ResetState::Active
        | ResetState::Done
        | ResetState::Failed
        | ResetState::Canceled
        | ResetState::NotSupported => format!("the latest reset is {state}"),
    }
}

fn offered(button: &str, yes: bool) -> String {
    format!("{}offered {button}", if yes { "" } else { "not " })
}

const fn has_passcode(yes: bool) -> &'static str {
    if yes { "the device has a passcode" } else { "the device has no passcode" }
}

const fn locked(yes: bool) -> &'static str {
    if yes { "the device is locked" } else { "the device is not locked" }
}

const fn asks_for_own_passcode(yes: bool) -> &'static str {
    if yes {
        "the device asks its owner for a passcode of their own"
    } else {
        "the device does not ask its owner for a passcode of their own"
    }
}

const fn blocked(yes: bool) -> &'static str {
    if yes { "apps are blocked" } else { "apps are not blocked" }
}

/// Whether a reset has taken this away from the device.
fn lost(view: &View, texts: &TextTable, what: &str) -> bool {
    view.lost.texts().iter().any(|text| texts.text(*text) == what)
}

fn loses(what: &str, yes: bool) -> String {
    format!("the device {} {what}", if yes { "has lost" } else { "still has" })
}
