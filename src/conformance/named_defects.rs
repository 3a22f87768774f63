//! Reads a policy whose clauses name seeded defects: the policy itself knows none.

use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::source_file::SourceFile;
use crate::document::suggestion::did_you_mean;
use crate::document::yaml::document_errors::DocumentErrors;
use crate::document::yaml::outline::Outline;
use crate::document::yaml::path::{NodePart, Path};
use crate::policy::checked::Policy;
use crate::simulation::defect::Defect;

/// Reads the policy that is written in `text`; problems call it `name`.
///
/// # Errors
///
/// Everything that is wrong with the document, or every defect that it names and that does not exist.
pub(crate) fn read_policy(name: &str, text: &str) -> Result<Policy, DocumentErrors> {
    let policy = Policy::parse(name, text)?;
    let mut findings = Vec::new();
    for clause in &policy.clauses {
        let defects = clause.about.iter().flat_map(|about| about.defects.iter().enumerate());
        for (index, defect) in defects.filter(|(_, it)| Defect::from_name(it).is_none()) {
            let path = Path::root().key("clauses").key(&clause.id).key("about").key("defects");
            let known = Defect::all().map(Defect::name);
            let message = format!("there is no seeded defect {}", quoted(defect));
            let finding = Finding::new("policy::unknown_defect", message);
            let finding = finding.help(did_you_mean(defect, known));
            findings.push(finding.at(NodePart::Value(path.index(index))));
        }
    }
    if findings.is_empty() {
        return Ok(policy);
    }
    let source = SourceFile::new(name, text);
    let outline = Outline::new(source.text());
    Err(DocumentErrors::new("policy", source, &outline, findings))
}
