//! Passcodes: secrets that show their shape and nothing else.

use std::fmt;

use crate::domain::phrase::phrases;

/// The fewest characters that a new passcode may have.
pub(crate) const PASSCODE_LENGTH_MIN: u8 = 4;
/// The most characters that a new passcode may have.
pub(crate) const PASSCODE_LENGTH_MAX: u8 = 18;

/// What kind of characters a passcode is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alphabet {
    /// Digits alone.
    Numeric,
    /// Letters and digits, with at least one letter.
    Alphanumeric,
}

phrases!(Alphabet, "alphabet", {
    Numeric = 0 => "numeric",
    Alphanumeric = 1 => "alphanumeric",
});

impl Alphabet {
    /// The characters that a passcode of this kind may use.
    pub const fn characters(self) -> &'static str {
        match self {
            Self::Numeric => "0123456789",
            Self::Alphanumeric => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        }
    }
}

/// All that may be known of a passcode by those who must not see it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Shape {
    /// What kind of characters it is made of.
    pub alphabet: Alphabet,
    /// How many characters it has.
    pub length: u8,
}

impl fmt::Display for Shape {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}, {}", self.alphabet, self.length)
    }
}

/// A passcode. `Debug` and `Display` print its shape, never its characters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Passcode {
    characters: [u8; PASSCODE_LENGTH_MAX as usize],
    length: u8,
}

impl Passcode {
    /// The passcode made of `characters`: between one and [`PASSCODE_LENGTH_MAX`] ASCII letters and digits.
    pub fn new(characters: &str) -> Option<Self> {
        let bytes = characters.as_bytes();
        let length = u8::try_from(bytes.len()).ok()?;
        if length == 0 || !bytes.iter().all(u8::is_ascii_alphanumeric) {
            return None;
        }
        let mut held = [0; PASSCODE_LENGTH_MAX as usize];
        held.get_mut(..bytes.len())?.copy_from_slice(bytes);
        Some(Self { characters: held, length })
    }

    /// What anyone may know of this passcode.
    pub fn shape(&self) -> Shape {
        let numeric = self.bytes().iter().all(u8::is_ascii_digit);
        let alphabet = if numeric { Alphabet::Numeric } else { Alphabet::Alphanumeric };
        Shape { alphabet, length: self.length }
    }

    /// The characters themselves: only for a surface that shows them.
    pub fn reveal(&self) -> &str {
        // Only ASCII gets in, so this never falls back.
        std::str::from_utf8(self.bytes()).unwrap_or_default()
    }

    fn bytes(&self) -> &[u8] {
        self.characters.get(..usize::from(self.length)).unwrap_or_default()
    }
}

impl fmt::Debug for Passcode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Passcode({})", self.shape())
    }
}

impl fmt::Display for Passcode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.shape(), formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_debug_nor_display_tells_a_character() {
        let passcode = Passcode::new("7351kQ").unwrap();
        assert_eq!(format!("{passcode}"), "alphanumeric, 6");
        assert_eq!(format!("{passcode:?}"), "Passcode(alphanumeric, 6)");
        assert_eq!(passcode.reveal(), "7351kQ");
    }

    #[test]
    fn what_is_no_passcode_is_refused() {
        assert_eq!(Passcode::new(""), None);
        assert_eq!(Passcode::new("12 34"), None);
        assert_eq!(Passcode::new("1234567890123456789"), None);
        assert_eq!(Passcode::new("пароль"), None);
    }
}
