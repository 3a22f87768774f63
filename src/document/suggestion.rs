//! "Did you mean": the name that was probably meant, found and written in one way everywhere.

use crate::document::lookalike::unseen_difference;

/// How alike two words have to be before one is suggested for the other.
pub(crate) const LIKENESS_MIN: f64 = 0.7;

/// The longest name, and the most names, that are compared: more is no slip of the pen.
const NAME_MAX: usize = 100;
const NAMES_MAX: usize = 1000;

/// How many known names are listed.
const LISTED_MAX: usize = 16;

/// The one of `known` that is most like `given`; the first of several that are equally so.
pub(crate) fn nearest<'a>(
    given: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if given.len() > NAME_MAX {
        return None;
    }
    let mut best: Option<(f64, &str)> = None;
    for candidate in known.into_iter().filter(|name| name.len() <= NAME_MAX).take(NAMES_MAX) {
        let looks_the_same = unseen_difference(given, candidate).is_some();
        let likeness = if looks_the_same { 1.0 } else { likeness(given, candidate) };
        if likeness >= LIKENESS_MIN && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// From 0 for words with nothing in common to 1 for equal ones; case counts little.
pub(crate) fn likeness(given: &str, candidate: &str) -> f64 {
    let spelled = spelled_alike(given, candidate);
    let (left, right) = (given.to_lowercase(), candidate.to_lowercase());
    // People leave words out: `the desk` for `the front desk website`.
    let short = left.strip_prefix("the ").unwrap_or(&left);
    let part = short.chars().count() > 2
        && right.split(' ').any(|word| word == short || word.trim_matches('`') == short);
    let shortened = short.chars().count() > 5 && right.contains(short);
    if part || shortened { spelled.max(0.9) } else { spelled }
}

/// The same by the letters alone.
pub(crate) fn spelled_alike(given: &str, candidate: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(&given.to_lowercase(), &candidate.to_lowercase())
}

/// The same if it is enough for a suggestion. Most texts have too few letters in common, which is seen at once.
pub(crate) fn spelled_nearly_alike(given: &str, candidate: &str) -> Option<f64> {
    let (given, candidate) = (given.to_lowercase(), candidate.to_lowercase());
    let mut unlike = [0_i32; 64];
    for (text, by) in [(&given, 1), (&candidate, -1)] {
        for letter in text.chars() {
            let kind = usize::try_from(u32::from(letter) % 64).unwrap_or_default();
            if let Some(count) = unlike.get_mut(kind) {
                *count = count.saturating_add(by);
            }
        }
    }
    // A wrong letter changes two of these counts at most.
    let wrong: u32 = unlike.iter().map(|count| count.unsigned_abs()).sum::<u32>() / 2;
    let longest = given.chars().count().max(candidate.chars().count());
    let wrong_max = f64::from(u32::try_from(longest).unwrap_or(u32::MAX)) * (1.0 - LIKENESS_MIN);
    (f64::from(wrong) <= wrong_max)
        .then(|| strsim::normalized_damerau_levenshtein(&given, &candidate))
        .filter(|likeness| *likeness >= LIKENESS_MIN)
}

/// How many letters of `given` are wrong, missing or too many; two that are swapped count once.
pub(crate) fn wrong_letters(given: &str, meant: &str) -> usize {
    strsim::damerau_levenshtein(given, meant)
}

/// The help for an unknown name: the nearest one, then all of them.
pub(crate) fn did_you_mean<N: AsRef<str>>(
    given: &str,
    known: impl IntoIterator<Item = N>,
) -> String {
    let known: Vec<N> = known.into_iter().collect();
    let known: Vec<&str> = known.iter().map(AsRef::as_ref).collect();
    if known.is_empty() {
        return "there is none".to_owned();
    }
    let first: Vec<&str> = known.iter().copied().take(LISTED_MAX).collect();
    let first = format!("known: {}", first.join(", "));
    match (nearest(given, known.iter().copied()), known.len().saturating_sub(LISTED_MAX)) {
        (Some(candidate), 0) => format!("{} {first}", meant(given, candidate)),
        (Some(candidate), _) => meant(given, candidate),
        (None, 0) => first,
        (None, more) => format!("{first}, and {more} more"),
    }
}

/// The same with other words than the known names after the question, or instead of it.
pub(crate) fn asked<'a>(
    given: &str,
    known: impl IntoIterator<Item = &'a str>,
    otherwise: &str,
) -> String {
    match nearest(given, known) {
        Some(candidate) => format!("{} {otherwise}", meant(given, candidate)),
        None => otherwise.to_owned(),
    }
}

/// The question, with what makes `given` another name where that cannot be seen.
fn meant(given: &str, candidate: &str) -> String {
    match unseen_difference(given, candidate) {
        Some(difference) => format!("{} {difference};", question(candidate)),
        None => question(candidate),
    }
}

/// ``did you mean `removed`?``
pub(crate) fn question(candidate: &str) -> String {
    format!("did you mean `{candidate}`?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_and_a_word_left_out_are_both_recognised() {
        let surfaces = ["front desk website", "Fleet console"];
        assert_eq!(nearest("front dsek website", surfaces), Some("front desk website"));
        assert_eq!(nearest("the desk", surfaces), Some("front desk website"));
        assert_eq!(nearest("fleet Console", surfaces), Some("Fleet console"));
        assert_eq!(nearest("refrigerator", surfaces), None);
    }

    #[test]
    fn the_nearest_name_is_suggested_and_a_far_one_is_not() {
        let known = ["removed", "replaced", "unchanged"];
        let help = did_you_mean("remved", known);
        assert_eq!(help, "did you mean `removed`? known: removed, replaced, unchanged");
        assert_eq!(did_you_mean("x", known), "known: removed, replaced, unchanged");
        assert_eq!(did_you_mean("x", [""; 0]), "there is none");
        let many = ["yes"; 18];
        assert_eq!(did_you_mean("yess", many), "did you mean `yes`?");
        assert!(did_you_mean("x", many).ends_with("yes, yes, and 2 more"));
    }
}
