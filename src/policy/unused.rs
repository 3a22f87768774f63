//! Rows and clauses of a policy that no scenario is about.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::document::finding::Finding;
use crate::document::source_file::SourceFile;
use crate::document::yaml::document_errors::DocumentErrors;
use crate::document::yaml::outline::Outline;
use crate::document::yaml::path::{NodePart, Path};
use crate::domain::key::Key;
use crate::policy::checked::Policy;

/// What the scenarios about a policy make use of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// The rows that their devices have.
    pub rows: BTreeSet<Key>,
    /// The clauses that they cite.
    pub clauses: BTreeSet<Arc<str>>,
    /// How many scenarios there are.
    pub scenarios: usize,
}

impl Policy {
    /// The warnings about what `used` leaves out, placed in the document `text` that the policy was read from and
    /// that problems call `name`; none when everything is used.
    pub fn unused(&self, used: &Usage, name: &str, text: &str) -> Option<DocumentErrors> {
        let findings =
            if used.scenarios == 0 { vec![self.unused_as_a_whole()] } else { self.left_out(used) };
        (!findings.is_empty()).then(|| {
            let source = SourceFile::new(name, text);
            let outline = Outline::new(source.text());
            DocumentErrors::new("policy", source, &outline, findings)
        })
    }

    fn unused_as_a_whole(&self) -> Finding {
        let id = &self.id;
        Finding::new("policy::unused", format!("no scenario is about the policy `{id}`"))
            .warning()
            .help(format!("write `@policy:{id}` above the features that describe it"))
            .at(NodePart::Value(Path::root().key("policy")))
    }

    fn left_out(&self, used: &Usage) -> Vec<Finding> {
        let mut findings = Vec::new();
        for clause in self.clauses.iter().filter(|clause| !used.clauses.contains(&clause.id)) {
            let id = &clause.id;
            let message = format!("no scenario cites the clause `{id}`");
            let finding = Finding::new("policy::unused_clause", message)
                .warning()
                .help(format!("write `@clause:{id}` above a scenario that shows it"));
            findings.push(finding.at(NodePart::Key(Path::root().key("clauses").key(id))));
        }
        for covered in
            self.keys.as_slice().iter().filter(|covered| !used.rows.contains(&covered.key))
        {
            let row = usize::from(covered.row.0);
            let management = self.rows.get(row).and_then(|row| {
                row.management.iter().position(|it| **it == *covered.key.management())
            });
            let path = Path::root().key("rows").index(row).key("management");
            let message = format!("no scenario is about {}", covered.key);
            let help = "write a scenario about such a device, or remove the row";
            let finding = Finding::new("policy::unused_row", message).warning().help(help);
            findings.push(finding.at(NodePart::Value(path.index(management.unwrap_or_default()))));
        }
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::samples::{PLAIN, key, plain};

    /// The warnings about what is left out, each with the text at its place and its line.
    fn unused(used: &Usage) -> Vec<(String, String, usize)> {
        let errors = plain().unused(used, "plain.yaml", PLAIN);
        let warning = |it: &crate::document::diagnostic::Diagnostic| {
            let range = it.labels()[0].range.clone();
            (
                it.message().to_owned(),
                PLAIN.get(range).unwrap().to_owned(),
                it.position().unwrap().0,
            )
        };
        errors.iter().flatten().map(warning).collect()
    }

    fn line(text: &str) -> usize {
        PLAIN.lines().position(|line| line.trim_start().starts_with(text)).unwrap() + 1
    }

    /// Everything is used by one scenario, but for these rows.
    fn all_but(rows: &[Key]) -> Usage {
        let all = plain();
        let used = all.keys.as_slice().iter().map(|covered| covered.key.clone());
        let rows = used.filter(|key| !rows.contains(key)).collect();
        Usage { rows, clauses: ["everything".into()].into(), scenarios: 1 }
    }

    #[test]
    fn a_device_that_no_scenario_is_about_is_shown_at_its_management() {
        assert_eq!(unused(&all_but(&[])), []);
        let first = line("- platform: Gone") + 1;
        for (management, text) in [("single", "single"), ("joint", "joint")] {
            let missing = key("Gone", management);
            let message = format!("no scenario is about {missing}");
            assert_eq!(unused(&all_but(&[missing])), [(message, text.to_owned(), first)]);
        }
        let missing = key("Letters", "joint");
        let expected = (
            format!("no scenario is about {missing}"),
            "joint".to_owned(),
            line("- platform: Letters") + 1,
        );
        assert_eq!(unused(&all_but(&[missing])), [expected]);
    }

    #[test]
    fn a_clause_that_no_scenario_cites_and_a_policy_without_scenarios_are_shown() {
        let uncited = Usage { clauses: BTreeSet::new(), ..all_but(&[]) };
        let message = "no scenario cites the clause `everything`".to_owned();
        assert_eq!(unused(&uncited), [(message, "everything".to_owned(), line("everything:"))]);
        let message = "no scenario is about the policy `plain`".to_owned();
        assert_eq!(
            unused(&Usage::default()),
            [(message, "plain".to_owned(), line("policy: plain"))]
        );
    }
}
