//! The word that somebody probably meant.

/// How alike two words have to be before one is suggested for the other.
const LIKENESS_MIN: f64 = 0.6;

/// The one of `known` that is most like `given`; the first of several that are equally so.
pub(crate) fn nearest<'a>(
    given: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let mut best: Option<(f64, &str)> = None;
    for candidate in known {
        let likeness = likeness(given, candidate);
        if likeness >= LIKENESS_MIN && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// From 0 for words with nothing in common to 1 for equal ones; case counts little.
pub(crate) fn likeness(given: &str, candidate: &str) -> f64 {
    let (left, right) = (given.to_lowercase(), candidate.to_lowercase());
    let spelled = strsim::normalized_damerau_levenshtein(&left, &right);
    // People leave words out: `the portal` for `the Company Portal website`.
    let short = left.strip_prefix("the ").unwrap_or(&left);
    let part = short.chars().count() > 2
        && right.split(' ').any(|word| word == short || word.trim_matches('`') == short);
    let shortened = short.chars().count() > 5 && right.contains(short);
    if part || shortened { spelled.max(0.9) } else { spelled }
}

/// The help for an unknown word: the nearest, then all of them.
pub(crate) fn did_you_mean(given: &str, known: &[&str]) -> String {
    let listed = known.join(", ");
    match nearest(given, known.iter().copied()) {
        Some(candidate) => format!("did you mean `{candidate}`? known: {listed}"),
        None => format!("known: {listed}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_and_a_word_left_out_are_both_recognised() {
        let surfaces = ["Company Portal website", "ConfigMgr console"];
        assert_eq!(nearest("Company Protal website", surfaces), Some("Company Portal website"));
        assert_eq!(nearest("the portal", surfaces), Some("Company Portal website"));
        assert_eq!(nearest("configmgr Console", surfaces), Some("ConfigMgr console"));
        assert_eq!(nearest("refrigerator", surfaces), None);
    }
}
