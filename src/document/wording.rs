//! Numbers and articles that agree with their nouns, for every sentence that is made of parts.

/// `1 clause`, `2 clauses`, `3 entries`
pub(crate) fn counted(count: impl TryInto<usize>, noun: &str) -> String {
    let count = count.try_into().unwrap_or(usize::MAX);
    if count == 1 {
        return format!("1 {noun}");
    }
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{count} {stem}ies"),
        Some(_) | None => format!("{count} {noun}s"),
    }
}

/// The word that agrees with a number: `is` with 1, `are` with any other.
pub(crate) const fn agreeing<'w>(count: usize, one: &'w str, many: &'w str) -> &'w str {
    if count == 1 { one } else { many }
}

/// `a` or `an`, as people say it before the word: `an open device`.
pub(crate) fn article(word: &str) -> &'static str {
    if word.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']) { "an" } else { "a" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_agrees_with_its_number() {
        let words = [(0, "day"), (1, "entry"), (2, "entry"), (3, "clause")];
        let counted = words.map(|(count, noun)| counted(count, noun));
        assert_eq!(counted, ["0 days", "1 entry", "2 entries", "3 clauses"]);
    }

    #[test]
    fn an_article_agrees_with_the_sound_of_its_word() {
        let words = ["iPad", "Apple device", "Windows device", "user", "earlier reset"];
        assert_eq!(words.map(article), ["an", "an", "a", "a", "an"]);
    }
}
