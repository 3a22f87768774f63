//! What can be wrong with any value of an adapter's file, in words.

use crate::adapter::template::unknown_names;
use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::suggestion::did_you_mean;
use crate::document::yaml::map_reader::MapReader;
use crate::document::yaml::path::{NodePart, Path};

/// Reports what is wrong with the value of a key.
pub(crate) fn wrong(
    document: &mut MapReader<'_>,
    key: &str,
    code: &'static str,
    message: String,
    help: String,
) {
    let path = NodePart::Value(document.path().key(key));
    document.report(Finding::new(code, message).help(help).at(path));
}

/// Reports a name that is none of those that are known.
pub(crate) fn unknown<'k>(
    document: &mut MapReader<'_>,
    place: NodePart,
    message: String,
    (given, known): (&str, impl Iterator<Item = &'k str>),
) {
    let finding = Finding::new("adapter::unknown_name", message);
    document.report(finding.help(did_you_mean(given, known)).at(place));
}

/// Reports each name in braces that nothing is known by.
pub(crate) fn check_braces(
    document: &mut MapReader<'_>,
    path: &Path,
    text: &str,
    known: &[String],
) {
    for name in unknown_names(text, known) {
        let message = format!("nothing here is called {}", quoted(&format!("{{{name}}}")));
        let place = NodePart::Value(path.clone());
        unknown(document, place, message, (&name, known.iter().map(String::as_str)));
    }
}

/// A variable that the environment does not have.
pub(crate) fn absent(variable: &str) -> Finding {
    let message = format!("the environment has no {}", quoted(variable));
    Finding::new("adapter::no_variable", message)
        .help("set it to the token, which belongs into no file, before the adapter is started")
}
