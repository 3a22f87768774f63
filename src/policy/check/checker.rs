//! What every check shares: the problems found, the texts collected, and how names, texts and times are written.

use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::suggestion::did_you_mean;
use crate::document::yaml::path::{NodePart, Path};
use crate::document::yaml::prose::wrong_prose;
use crate::domain::span::{Span, SpanError};
use crate::domain::text_table::{TextId, TextTable};
use crate::policy::duration::Duration;

/// Where a surface puts a new passcode into its text.
pub(crate) const SLOT: &str = "{passcode}";

/// Whether a text has the slot for a new passcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    Once,
    Never,
}

/// Collects problems and texts while a document is checked.
#[derive(Debug)]
pub(crate) struct Checker {
    findings: Vec<Finding>,
    texts: TextTable,
}

impl Checker {
    pub(crate) fn new(findings: Vec<Finding>) -> Self {
        Self { findings, texts: TextTable::default() }
    }

    /// The texts, and all that is wrong.
    pub(crate) fn finish(self) -> (TextTable, Vec<Finding>) {
        (self.texts, self.findings)
    }

    /// Takes a problem down.
    pub(crate) fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Takes down that the document declares no such name.
    pub(crate) fn report_unknown<'n>(
        &mut self,
        code: &'static str,
        what: &str,
        name: &str,
        known: impl Iterator<Item = &'n str>,
        place: NodePart,
    ) {
        self.report(
            Finding::new(code, format!("this policy declares no {what} {}", quoted(name)))
                .help(did_you_mean(name, known))
                .at(place),
        );
    }

    /// Checks a name that tags and command lines use.
    pub(crate) fn check_id(&mut self, code: &'static str, what: &str, id: &str, place: NodePart) {
        let word = |word: &str| {
            let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
            !word.is_empty() && word.bytes().all(plain)
        };
        if !id.split('-').all(word) {
            self.report(
                Finding::new(code, format!("{what} cannot be {}", quoted(id)))
                    .help(
                        "use lower-case letters, digits and single hyphens: `tablet-passcode-removed`",
                    )
                    .at(place),
            );
        }
    }

    /// Checks a text that people read in reports.
    pub(crate) fn prose(&mut self, text: String, path: &Path) -> String {
        self.findings.extend(wrong_prose(&text, path));
        text
    }

    /// Checks a text that a surface says, and keeps it once.
    pub(crate) fn said(&mut self, text: String, slot: Slot, path: &Path) -> TextId {
        let text = self.prose(text, path);
        let wrong = match (slot, text.matches(SLOT).count()) {
            (Slot::Once, 1) | (Slot::Never, 0) => None,
            (Slot::Once, 0) => Some("has no place for the passcode"),
            (Slot::Once, _) => Some("holds the passcode more than once"),
            (Slot::Never, _) => Some("cannot hold the passcode"),
        };
        if let Some(wrong) = wrong {
            let help = match slot {
                Slot::Once => "write `{passcode}` exactly once: `\"New Passcode: {passcode}\"`",
                Slot::Never => "only `new_passcode` of a portal holds `{passcode}`; remove it here",
            };
            self.report(
                Finding::new("policy::passcode_slot", format!("{} {wrong}", path.in_words()))
                    .help(help)
                    .at(NodePart::Value(path.clone())),
            );
        }
        self.texts.number(&text)
    }

    /// The number of a text that needs no check here.
    pub(crate) fn text(&mut self, text: &str) -> TextId {
        self.texts.number(text)
    }

    /// Checks a length of time that has to be above zero.
    pub(crate) fn span(&mut self, written: Duration, path: &Path) -> Option<Span> {
        let (message, help) = match written.0 {
            Ok(span) if span > Span::ZERO => return Some(span),
            Ok(_) => (
                format!("{} cannot be zero", path.in_words()),
                "write a time above zero, such as `5 minutes`",
            ),
            Err(error) => (error.to_string(), SpanError::HELP),
        };
        self.report(
            Finding::new("policy::duration", message).help(help).at(NodePart::Value(path.clone())),
        );
        None
    }
}
