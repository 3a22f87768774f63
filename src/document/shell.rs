//! Words of a command line as a shell takes them.

use std::borrow::Cow;

/// A word as one that is pasted into a POSIX shell means itself.
pub(crate) fn shell_word(word: &str) -> Cow<'_, str> {
    let plain = |letter: char| letter.is_alphanumeric() || "_-./:@%+=,".contains(letter);
    if !word.is_empty() && word.chars().all(plain) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(format!("'{}'", word.replace('\'', r"'\''")))
}

/// A path as a word that no program takes for an option or a list.
pub(crate) fn shell_path(path: &str) -> Cow<'_, str> {
    if path.starts_with(['-', '@']) {
        return Cow::Owned(shell_word(&format!("./{path}")).into_owned());
    }
    shell_word(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_each_word_back_as_it_was() {
        for word in ["features/a.feature:3", "our phones/it's #1.feature:3", "", "$HOME `x`", "ü"]
        {
            assert_eq!(shlex::split(&shell_word(word)).unwrap(), [word], "{word}");
        }
        assert_eq!(shell_path("-dash.feature:3"), "./-dash.feature:3");
        assert_eq!(shell_path("a b"), "'a b'");
    }
}
