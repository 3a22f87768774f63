//! `$filter`: comparisons of a property with a text, joined by `and`.

use serde_json::Value;

/// A condition on a property.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Condition {
    property: String,
    kind: Comparison,
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    StartsWith,
    Contains,
}

/// Conditions that have to hold together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filter(Vec<Condition>);

impl Filter {
    /// Reads `userPrincipalName eq 'a' and startswith(deviceName,'b')`; nothing where it cannot be read.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut conditions = Vec::new();
        let mut rest = text.trim();
        loop {
            let (condition, behind) = condition(rest)?;
            conditions.push(condition);
            let behind = behind.trim_start();
            if behind.is_empty() {
                return Some(Self(conditions));
            }
            rest = behind.strip_prefix("and ")?.trim_start();
        }
    }

    /// Whether all conditions hold; a property that is not there is null, and equals nothing.
    pub(crate) fn holds(&self, item: &Value) -> bool {
        self.0.iter().all(|condition| {
            let found = item.get(&condition.property).and_then(Value::as_str);
            match condition.kind {
                Comparison::Equal => {
                    found.is_some_and(|it| it.eq_ignore_ascii_case(&condition.text))
                }
                Comparison::NotEqual => {
                    !found.is_some_and(|it| it.eq_ignore_ascii_case(&condition.text))
                }
                Comparison::StartsWith => {
                    found.is_some_and(|it| it.to_lowercase().starts_with(&condition.lower()))
                }
                Comparison::Contains => {
                    found.is_some_and(|it| it.to_lowercase().contains(&condition.lower()))
                }
            }
        })
    }

    /// The properties that it names.
    pub(crate) fn properties(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|condition| condition.property.as_str())
    }
}

impl Condition {
    fn lower(&self) -> String {
        self.text.to_lowercase()
    }
}

fn condition(text: &str) -> Option<(Condition, &str)> {
    for (name, kind) in
        [("startswith(", Comparison::StartsWith), ("contains(", Comparison::Contains)]
    {
        let begins = text.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name));
        if begins {
            let (property, rest) = text.get(name.len()..)?.split_once(',')?;
            let (found, rest) = literal(rest.trim_start())?;
            let rest = rest.trim_start().strip_prefix(')')?;
            let property = property.trim().to_owned();
            return Some((Condition { property, kind, text: found }, rest));
        }
    }
    let (property, rest) = text.split_once(' ')?;
    let (operator, rest) = rest.trim_start().split_once(' ')?;
    let kind = match operator {
        "eq" => Comparison::Equal,
        "ne" => Comparison::NotEqual,
        _ => return None,
    };
    let (found, rest) = literal(rest.trim_start())?;
    Some((Condition { property: property.to_owned(), kind, text: found }, rest))
}

/// A text in single quotes, where two of them are one, and what is behind it.
fn literal(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('\'')?;
    let mut found = String::new();
    loop {
        let (part, behind) = rest.split_once('\'')?;
        found += part;
        match behind.strip_prefix('\'') {
            Some(more) => {
                found.push('\'');
                rest = more;
            }
            None => return Some((found, behind)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn conditions_are_joined_and_quotes_are_doubled() {
        let item = json!({ "user": "O'Neil@example.com", "name": "main-1" });
        for (filter, holds) in [
            ("user eq 'o''neil@example.com'", true),
            ("user eq 'other'", false),
            ("user ne 'other' and startswith(name,'MAIN')", true),
            ("contains(name, 'n-1') and user eq 'x'", false),
            ("absent eq ''", false),
        ] {
            assert_eq!(Filter::read(filter).map(|it| it.holds(&item)), Some(holds), "{filter}");
        }
    }

    #[test]
    fn what_is_no_filter_is_refused() {
        for text in [
            "",
            "user",
            "user eq",
            "user eq other",
            "user eq 'a",
            "user like 'a'",
            "user eq 'a' or user eq 'b'",
            "startswith(user 'a')",
            "é",
        ] {
            assert_eq!(Filter::read(text), None, "{text}");
        }
    }
}
