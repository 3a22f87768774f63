//! Where in a document something is: the way down to a value, and the words for it.

use std::fmt;

use crate::document::sanitized::quoted;

/// What messages call an entry of a list or mapping, by its key, in any kind of document.
const NOUNS: [(&str, &str); 8] = [
    ("policies", "policy"),
    ("rows", "row"),
    ("waivers", "waiver"),
    ("clauses", "clause"),
    ("assumptions", "assumption"),
    ("actors", "actor"),
    ("surfaces", "surface"),
    ("dimensions", "dimension"),
];

fn noun(key: &str) -> Option<&'static str> {
    NOUNS.iter().find(|(plural, _)| *plural == key).map(|(_, noun)| *noun)
}

/// One step down into a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PathStep {
    /// To the value of a key.
    Key(String),
    /// To an entry of a list, counted from zero.
    Index(usize),
}

/// The way from the document's root to a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Path(Vec<PathStep>);

impl Path {
    /// The way to the document itself.
    pub(crate) const fn root() -> Self {
        Self(Vec::new())
    }

    /// The way on to the value of `key`.
    pub(crate) fn key(&self, key: &str) -> Self {
        self.then(PathStep::Key(key.to_owned()))
    }

    /// The way on to entry `index`.
    pub(crate) fn index(&self, index: usize) -> Self {
        self.then(PathStep::Index(index))
    }

    /// This way, and `step` after it.
    pub(crate) fn then(&self, step: PathStep) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// The way to the owner of the value.
    pub(crate) fn parent(&self) -> Self {
        let mut steps = self.0.clone();
        steps.pop();
        Self(steps)
    }

    /// The key at the end of the way.
    pub(crate) fn last_key(&self) -> Option<&str> {
        match self.0.last() {
            Some(PathStep::Key(key)) => Some(key),
            Some(PathStep::Index(_)) | None => None,
        }
    }

    /// The steps, from the root down.
    pub(crate) fn steps(&self) -> &[PathStep] {
        &self.0
    }

    /// The way on from here along the path that serde tracked.
    pub(crate) fn follow(&self, tracked: &serde_path_to_error::Path) -> Self {
        use serde_path_to_error::Segment;

        let steps = tracked.iter().filter_map(|segment| match segment {
            Segment::Seq { index } => Some(PathStep::Index(*index)),
            Segment::Map { key } => Some(PathStep::Key(key.clone())),
            Segment::Enum { .. } | Segment::Unknown => None,
        });
        Self(self.0.iter().cloned().chain(steps).collect())
    }

    /// The way to the value, whichever entries of lists it goes through: `rows[].passcode.length`.
    pub(crate) fn pattern(&self) -> String {
        let mut pattern = String::new();
        for step in &self.0 {
            match step {
                PathStep::Key(key) if pattern.is_empty() => pattern.push_str(key),
                PathStep::Key(key) => {
                    pattern.push('.');
                    pattern.push_str(key);
                }
                PathStep::Index(_) => pattern.push_str("[]"),
            }
        }
        pattern
    }

    /// What a message calls the value: `a row's effect`, `portal.sign_in_again.limit` in backticks.
    pub(crate) fn in_words(&self) -> String {
        let (owner, rest) = match self.0.as_slice() {
            [] => return "the document".to_owned(),
            [PathStep::Key(list), PathStep::Index(_), rest @ ..] => match noun(list) {
                Some(noun) => (format!("a {noun}"), rest),
                None => (format!("an entry of `{list}`"), rest),
            },
            [PathStep::Key(map), PathStep::Key(id), rest @ ..] => match noun(map) {
                Some(noun) => (format!("the {noun} {}", quoted(id)), rest),
                None => return quoted(&self.to_string()),
            },
            [_, ..] => return quoted(&self.to_string()),
        };
        let keys: Vec<&str> = rest
            .iter()
            .filter_map(|step| match step {
                PathStep::Key(key) => Some(key.as_str()),
                PathStep::Index(_) => None,
            })
            .collect();
        if keys.is_empty() { owner } else { format!("{owner}'s {}", keys.join(".")) }
    }
}

/// `rows[3].visible`
impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                PathStep::Key(key) if position == 0 => formatter.write_str(key)?,
                PathStep::Key(key) => write!(formatter, ".{key}")?,
                PathStep::Index(index) => write!(formatter, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// What of a document a label points at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NodePart {
    /// The value at the end of the way; the first line of it where it has several.
    Value(Path),
    /// The key at the end of the way.
    Key(Path),
    /// The same key, where it is for the second time.
    KeyAgain(Path),
    /// A byte of the text: for text that is no document yet.
    Byte(usize),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_the_owner_and_leaves_the_numbers_to_the_label() {
        let row = Path::root().key("rows").index(3);
        let at = row.key("visible").index(1).key("at");
        assert_eq!(row.in_words(), "a row");
        assert_eq!(at.in_words(), "a row's visible.at");
        assert_eq!(at.to_string(), "rows[3].visible[1].at");
        let limit = Path::root().key("portal").key("limit");
        assert_eq!(limit.in_words(), "`portal.limit`");
        let evidence = Path::root().key("clauses").key("one").key("evidence");
        assert_eq!(evidence.in_words(), "the clause `one`'s evidence");
    }
}
