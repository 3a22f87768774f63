//! The passcodes of one scenario: what is written down has their shapes instead, and where one is found it is a finding.

use std::borrow::Cow;

use crate::domain::passcode::Passcode;

/// The passcodes that crossed the pipe in one scenario.
#[derive(Default)]
pub(crate) struct Secrets {
    known: Vec<Known>,
}

struct Known {
    characters: String,
    shape: String,
}

impl Secrets {
    /// Takes note of a passcode, whatever it is made of.
    pub(crate) fn learn(&mut self, characters: &str) {
        if characters.is_empty() || self.known.iter().any(|it| it.characters == characters) {
            return;
        }
        let shape = Passcode::new(characters).map_or_else(
            || format!("other, {}", characters.chars().count()),
            |passcode| passcode.shape().to_string(),
        );
        self.known.push(Known { characters: characters.to_owned(), shape });
        // The longest first, so that none is cut in two by another one.
        self.known.sort_by_key(|it| std::cmp::Reverse(it.characters.len()));
    }

    /// The text with the shape of each passcode in its place.
    pub(crate) fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut text = Cow::Borrowed(text);
        for Known { characters, shape } in &self.known {
            if text.contains(characters.as_str()) {
                text = Cow::Owned(text.replace(characters.as_str(), &format!("[{shape}]")));
            }
        }
        text
    }

    /// The shape of a passcode that is a whole word of the text.
    pub(crate) fn found_in(&self, text: &str) -> Option<&str> {
        let is_whole = |characters: &str, at: usize| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let after = text.get(at + characters.len()..).and_then(|after| after.chars().next());
            ![before, after].into_iter().flatten().any(char::is_alphanumeric)
        };
        let mut known = self.known.iter();
        let found = known.find(|Known { characters, .. }| {
            text.match_indices(characters.as_str()).any(|(at, _)| is_whole(characters, at))
        });
        found.map(|it| it.shape.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(known: &[&str]) -> Secrets {
        let mut secrets = Secrets::default();
        known.iter().for_each(|characters| secrets.learn(characters));
        secrets
    }

    #[test]
    fn each_passcode_is_replaced_by_its_shape_wherever_it_is() {
        let secrets = secrets(&["7351", "7351kQ", "p@ss word"]);
        let text = secrets.redact("was 7351, is 7351kQ; pin7351. p@ss word");
        assert_eq!(text, "was [numeric, 4], is [alphanumeric, 6]; pin[numeric, 4]. [other, 9]");
    }

    #[test]
    fn digits_of_a_longer_number_are_no_passcode() {
        let secrets = secrets(&["7351"]);
        assert_eq!(secrets.found_in("at 1735100 ms"), None);
        assert_eq!(secrets.found_in("at 17351 7351ms"), None);
        assert_eq!(secrets.found_in("at 17351: pin=7351"), Some("numeric, 4"));
    }
}
