//! Words that belong together: a paragraph, a comment, a text or a name, with the line of each word.

/// A word in lower case.
pub struct Word {
    pub text: String,
    pub line: usize,
    /// Whether nothing but a blank or markup separates it from the word before.
    pub joined: bool,
}

/// Words in which a phrase may be found.
#[derive(Default)]
pub struct Unit {
    pub words: Vec<Word>,
    /// Whether it is a name in the source, of which some words may not be used in prose, and the reverse.
    pub is_name: bool,
    separated: bool,
}

impl Unit {
    pub fn name(text: &str, line: usize) -> Self {
        let mut name = Self { is_name: true, ..Self::default() };
        name.push(text, line);
        name
    }

    /// Appends text that begins in a line, split at everything that is no letter and where a capital follows a small
    /// letter.
    pub fn push(&mut self, text: &str, mut line: usize) {
        let mut word = String::new();
        let mut before = ' ';
        let mut signs = text.chars().peekable();
        while let Some(sign) = signs.next() {
            let inside = sign == '\'' && signs.peek().is_some_and(|next| next.is_alphabetic());
            if sign.is_uppercase() && before.is_lowercase() {
                self.end(&mut word, line);
            }
            if sign.is_alphabetic() || (inside && !word.is_empty()) {
                word.extend(sign.to_lowercase());
            } else {
                self.end(&mut word, line);
                self.separated |= !sign.is_whitespace() && !"*_-`\"".contains(sign);
            }
            line += usize::from(sign == '\n');
            before = sign;
        }
        self.end(&mut word, line);
    }

    /// What follows is not one phrase with what is there.
    pub fn separate(&mut self) {
        self.separated = true;
    }

    fn end(&mut self, word: &mut String, line: usize) {
        if word.is_empty() {
            return;
        }
        let text = word.strip_suffix("'s").unwrap_or(word).to_owned();
        self.words.push(Word { text, line, joined: !self.separated });
        self.separated = false;
        word.clear();
    }
}
