//! What a page embeds, and what its addresses are made of.

/// A JSON text as it may be inside a `script` element: nothing in it ends the element or begins a comment.
pub(crate) fn embeddable(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// A name as one word of an address: letters and digits in lower case, hyphens for everything else.
pub(crate) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for character in name.chars().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() {
            slug.push(character);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// One of several slugs, with its number among those that are spelled like it, so that no other is.
pub(crate) fn unique(slugs: impl IntoIterator<Item = String>, position: usize) -> String {
    let mut before: Vec<String> = slugs.into_iter().take(position.saturating_add(1)).collect();
    let Some(slug) = before.pop() else { return String::new() };
    match before.iter().filter(|other| **other == slug).count() {
        0 if !slug.is_empty() => slug,
        count => format!("{slug}-{}", count + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_embedded_json_ends_its_element() {
        assert_eq!(embeddable("\"</script><!--\u{2028}\""), r#""\u003c/script>\u003c!--\u2028""#);
    }

    #[test]
    fn no_two_names_are_called_the_same() {
        let slugs = ["a", "", "a", ""].map(str::to_owned);
        let all: Vec<String> = (0..4).map(|position| unique(slugs.clone(), position)).collect();
        assert_eq!(all, ["a", "-1", "a-2", "-2"]);
    }

    #[test]
    fn a_slug_has_no_sign_that_an_address_reads() {
        assert_eq!(slug("Shared Tablet 8.1"), "shared-tablet-8-1");
        assert_eq!(slug(" &cell=#x "), "cell-x");
    }
}
