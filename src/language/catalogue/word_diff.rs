//! A sentence with the words in brackets that another one does not have, so that the eye finds the difference.

/// More words than any sentence has; a longer text is not compared word by word.
const WORDS_MAX: usize = 60;

/// `candidate` with every run of words in brackets that `given` does not have in that order. Words that only
/// `given` has are listed after it where nothing else differs.
///
/// Without a word in common, or when there are too many of them, nothing is marked.
pub(crate) fn marked(given: &str, candidate: &str) -> String {
    let old: Vec<&str> = given.split_whitespace().take(WORDS_MAX.saturating_add(1)).collect();
    let new: Vec<&str> = candidate.split_whitespace().collect();
    if old.len() > WORDS_MAX || new.len() > WORDS_MAX {
        return candidate.to_owned();
    }
    let kept = common(&old, &new);
    if kept.is_empty() {
        return candidate.to_owned();
    }
    let is_new = |at: usize| kept.iter().all(|(_, right)| *right != at);
    let mut text = String::with_capacity(candidate.len());
    for (at, word) in new.iter().enumerate() {
        let before = at.checked_sub(1).is_some_and(is_new);
        text.push_str(if at > 0 { " " } else { "" });
        text.push_str(if is_new(at) && !before { "[" } else { "" });
        text.push_str(word);
        let after = at.saturating_add(1);
        let ends = after == new.len() || !is_new(after);
        text.push_str(if is_new(at) && ends { "]" } else { "" });
    }
    if kept.len() == new.len() {
        let is_old = |at: &usize| kept.iter().all(|(left, _)| left != at);
        let extra: Vec<&str> =
            (0..old.len()).filter(is_old).filter_map(|at| old.get(at).copied()).collect();
        if !extra.is_empty() {
            text = format!("{text} [without: {}]", extra.join(" "));
        }
    }
    text
}

/// The longest sequence of words that both have, as pairs of positions from the last one to the first: of several
/// that are equally long the one whose words are nearest to the end, where sentences name the surface.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let width = new.len().saturating_add(1);
    // How many words the beginnings up to a pair of positions have in common.
    let mut counts = vec![0_usize; width.saturating_mul(old.len().saturating_add(1))];
    let cell = |left: usize, right: usize| left.saturating_mul(width).saturating_add(right);
    let at = |counts: &[usize], left, right| counts.get(cell(left, right)).copied().unwrap_or(0);
    for (left, word) in (1_usize..).zip(old) {
        for (right, other) in (1_usize..).zip(new) {
            let (above, left_of) = (left.saturating_sub(1), right.saturating_sub(1));
            let count = if word == other {
                at(&counts, above, left_of).saturating_add(1)
            } else {
                at(&counts, above, right).max(at(&counts, left, left_of))
            };
            if let Some(slot) = counts.get_mut(cell(left, right)) {
                *slot = count;
            }
        }
    }
    let (mut left, mut right) = (old.len(), new.len());
    let mut pairs = Vec::new();
    while let (Some(above), Some(left_of)) = (left.checked_sub(1), right.checked_sub(1)) {
        if old.get(above) == new.get(left_of) {
            pairs.push((above, left_of));
            (left, right) = (above, left_of);
        } else if at(&counts, above, right) >= at(&counts, left, left_of) {
            left = above;
        } else {
            right = left_of;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_differ_are_in_brackets() {
        let candidate = "the sales clerk resets the passcode in the portal";
        let check = |given: &str, expected: &str| assert_eq!(marked(given, candidate), expected);
        check(
            "the manager resets their pin on the portal",
            "the [sales clerk] resets [the passcode in] the portal",
        );
        check(
            "the sales clerk resets the passcode in the web",
            "the sales clerk resets the passcode in the [portal]",
        );
        check(candidate, candidate);
        check("nothing alike", candidate);
        check(
            "the sales clerk quickly resets the passcode in the portal now",
            "the sales clerk resets the passcode in the portal [without: quickly now]",
        );
        check(&"the ".repeat(1000), candidate);
    }
}
