//! How small facts share a word that a digest hashes.

use crate::domain::passcode::Shape;
use crate::domain::prompt::Asked;
use crate::domain::text_table::TextId;
use crate::journal::observation::{ActionKind, Observation, SeenPasscode, SeenView};

/// Two numbers.
pub(crate) fn pack_pair(high: u8, low: u8) -> u64 {
    u64::from(high) << 8 | u64::from(low)
}

/// A shape, or that there is none.
pub(crate) fn pack_shape(shape: Option<Shape>) -> u64 {
    shape.map_or(0, |shape| 1 << 16 | pack_pair(shape.alphabet.number(), shape.length))
}

/// What was seen in a place, in four words, of which the last leaves room for a small number.
fn pack_view(view: &SeenView) -> [u64; 4] {
    let SeenView {
        allowed,
        offers,
        asks,
        says,
        state,
        passcode,
        lock,
        notice,
        apps_blocked,
        asks_for_own_passcode,
        greyed_out,
        lost,
    } = view;
    let state = state.map_or(0, |state| 1 + u64::from(state.number()));
    let lock = lock.map_or(0, |lock| 1 + u64::from(lock.number()));
    let flags = u64::from(*allowed)
        | u64::from(*apps_blocked) << 1
        | u64::from(*greyed_out) << 62
        | u64::from(*asks_for_own_passcode) << 63;
    let notice = notice
        .map_or(0, |notice| u64::from(1 + notice.kind.number()) << 16 | u64::from(notice.says.0));
    let asks = asks
        .map_or(0, |Asked { kind, words }| u64::from(1 + kind.number()) << 16 | u64::from(words.0));
    let says = says.texts().iter().fold(0, |all: u64, text| all << 16 | pack_text(Some(*text)));
    let (kind, passcode) = match *passcode {
        SeenPasscode::Nothing => (0, 0),
        SeenPasscode::Words(text) => (1, pack_text(Some(text))),
        // The kind has two bits; what nothing shows is zero.
        SeenPasscode::Masked { shape, superseded } => {
            (0, pack_shape(shape) << 24 | u64::from(superseded) << 1 | 1)
        }
        SeenPasscode::Shown { shape, ordinal, superseded, wording } => (
            2 + u64::from(superseded),
            pack_shape(Some(shape)) << 24 | u64::from(ordinal) << 16 | pack_text(wording),
        ),
    };
    [
        pack_text(*offers) << 32 | notice << 8 | state << 4 | lock << 2 | flags,
        says,
        asks << 44 | kind << 42 | passcode,
        lost.texts().iter().fold(0, |all: u64, text| all << 17 ^ pack_text(Some(*text))) << 8,
    ]
}

/// A text, or that there is none.
fn pack_text(text: Option<TextId>) -> u64 {
    text.map_or(0, |text| 1 + u64::from(text.0))
}

impl Observation {
    /// The observation's number, and four words that hold its facts: what a digest hashes.
    pub(crate) fn packed(&self) -> (u8, [u64; 4]) {
        match self {
            Self::Enrolled { key, owner } => (1, [key.0.into(), owner.0.into(), 0, 0]),
            Self::Connected { online } => (2, [u64::from(*online), 0, 0, 0]),
            Self::Done { place, action } => (3, [place.number().into(), action.packed(), 0, 0]),
            Self::Refused { place, action, refusal } => {
                (4, [place.number().into(), action.packed(), refusal.number().into(), 0])
            }
            Self::Saw { place, view } => {
                let [first, second, third, lost] = pack_view(view);
                (5, [u64::from(place.number()) | lost, first, second, third])
            }
            Self::Compared { step, met } => (6, [u64::from(*step), u64::from(*met), 0, 0]),
            Self::Injected { fault } => (8, [fault.number().into(), 0, 0, 0]),
            Self::NotDone { step } => (7, [u64::from(*step), 0, 0, 0]),
        }
    }
}

impl ActionKind {
    /// What a digest hashes.
    fn packed(self) -> u64 {
        match self {
            Self::SelectReset => pack_pair(0, 0),
            Self::SignOut => pack_pair(1, 0),
            Self::SignIn(browser) => pack_pair(2, browser.number()),
            Self::Confirm => pack_pair(3, 0),
            Self::EnterCode(right) => pack_pair(4, right.into()),
            Self::Choose(option) => pack_pair(5, option),
            Self::Cancel => pack_pair(6, 0),
            Self::EnterPasscode(ordinal) => pack_pair(7, ordinal),
            Self::SetPasscode(ordinal) => pack_pair(8, ordinal),
            Self::OpenWorkProfile(ordinal) => pack_pair(9, ordinal),
        }
    }
}
