//! What every watched file contained at one time, and what has changed since then.

use std::collections::BTreeMap;

use twox_hash::XxHash64;

/// More files than this are counted, not named.
const NAMED_MAX: usize = 3;

/// What was found, by name.
#[derive(Default, PartialEq, Eq)]
pub(crate) struct Inventory {
    found: BTreeMap<String, Found>,
}

/// What was found at one path. A text is kept as its hash, so that large suites need little memory.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Folder,
    Text(u64),
    Unreadable(u64),
}

/// What happened to one file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    Changed,
    New,
    Gone,
}

impl Inventory {
    /// Adds a folder that exists.
    pub(crate) fn add_folder(&mut self, label: String) {
        self.found.insert(label, Found::Folder);
    }

    /// Adds the content of a file.
    pub(crate) fn add_text(&mut self, label: String, text: &str) {
        self.found.insert(label, Found::Text(XxHash64::oneshot(0, text.as_bytes())));
    }

    /// Adds something that cannot be read, and why.
    pub(crate) fn add_unreadable(&mut self, label: String, why: &str) {
        self.found.insert(label, Found::Unreadable(XxHash64::oneshot(0, why.as_bytes())));
    }

    /// What has changed since `before`, in words; nothing if nothing has.
    pub(crate) fn since(&self, before: &Self) -> Option<String> {
        let mut changes: Vec<(Change, &str)> = Vec::new();
        for (label, found) in &self.found {
            match before.found.get(label) {
                Some(other) if other == found => {}
                Some(_) => changes.push((Change::Changed, label)),
                None => changes.push((Change::New, label)),
            }
        }
        let gone = before.found.keys().filter(|label| !self.found.contains_key(*label));
        changes.extend(gone.map(|label| (Change::Gone, label.as_str())));
        // A folder that appeared or disappeared with its files is not listed in addition.
        let whole = changes.clone();
        changes.retain(|(_, label)| {
            !whole.iter().any(|(_, other)| {
                other.strip_prefix(label).is_some_and(|rest| rest.starts_with('/'))
            })
        });
        if changes.is_empty() { None } else { Some(self.in_words(before, &changes)) }
    }

    fn in_words(&self, before: &Self, changes: &[(Change, &str)]) -> String {
        if let [(Change::New, new), (Change::Gone, gone)] = changes
            && self.found.get(*new) == before.found.get(*gone)
        {
            return format!("{gone} is now {new}");
        }
        let mut words = Vec::new();
        for (change, ending) in
            [(Change::Changed, "changed"), (Change::New, "new"), (Change::Gone, "gone")]
        {
            let labels: Vec<&str> = changes
                .iter()
                .filter(|(other, _)| *other == change)
                .map(|(_, label)| *label)
                .collect();
            let is = match (change, labels.len()) {
                (_, 0) => continue,
                (Change::Changed, _) => "",
                (Change::New | Change::Gone, 1) => "is ",
                (Change::New | Change::Gone, _) => "are ",
            };
            words.push(format!("{} {is}{ending}", listed(&labels)));
        }
        words.join(", ")
    }
}

/// `a`, `a and b`, `a, b, c and 4 more`
fn listed(labels: &[&str]) -> String {
    let mut named: Vec<String> =
        labels.iter().take(NAMED_MAX).map(|label| (*label).to_owned()).collect();
    let more = labels.len().saturating_sub(NAMED_MAX);
    if more > 0 {
        named.push(format!("{more} more"));
    }
    match named.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inventory(files: &[(&str, &str)]) -> Inventory {
        let mut inventory = Inventory::default();
        inventory.add_folder("features".to_owned());
        files.iter().for_each(|(label, text)| inventory.add_text((*label).to_owned(), text));
        inventory
    }

    #[track_caller]
    fn check(before: &[(&str, &str)], after: &[(&str, &str)], words: Option<&str>) {
        assert_eq!(inventory(after).since(&inventory(before)).as_deref(), words);
    }

    #[test]
    fn saving_the_same_text_changes_nothing() {
        check(&[("a", "1"), ("b", "2")], &[("a", "1"), ("b", "2")], None);
    }

    #[test]
    fn each_kind_of_change_is_listed_with_its_files() {
        check(&[("a", "1")], &[("a", "2")], Some("a changed"));
        check(&[], &[("a", "2")], Some("a is new"));
        check(&[("a", "1"), ("b", "1")], &[], Some("a and b are gone"));
        check(
            &[("a", "1"), ("b", "1")],
            &[("b", "2"), ("c", "1")],
            Some("b changed, c is new, a is gone"),
        );
    }

    #[test]
    fn a_file_with_the_same_text_elsewhere_was_renamed() {
        check(&[("a", "1")], &[("b", "1")], Some("a is now b"));
        check(&[("a", "1")], &[("b", "2")], Some("b is new, a is gone"));
    }

    #[test]
    fn many_files_are_counted() {
        let after = [("a", "1"), ("b", "1"), ("c", "1"), ("d", "1"), ("e", "1")];
        check(&[], &after, Some("a, b, c and 2 more are new"));
    }

    #[test]
    fn a_folder_that_appears_with_its_files_is_not_listed() {
        let mut before = Inventory::default();
        before.add_text("policy.yaml".to_owned(), "1");
        let mut after = inventory(&[("features/a.feature", "1")]);
        after.add_text("policy.yaml".to_owned(), "1");
        assert_eq!(after.since(&before).as_deref(), Some("features/a.feature is new"));
        let mut empty = inventory(&[]);
        empty.add_text("policy.yaml".to_owned(), "1");
        assert_eq!(empty.since(&before).as_deref(), Some("features is new"));
    }
}
