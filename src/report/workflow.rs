//! The workflow commands of GitHub Actions: what must not be in their texts.

use crate::document::sanitized::sanitized;

/// A message, with the three characters that GitHub reads otherwise, since a line break would end the command; and
/// without any that commands a terminal.
pub(crate) fn in_message(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    sanitized(&text).into_owned()
}

/// A property's value, with the two more that end one.
pub(crate) fn in_property(text: &str) -> String {
    in_message(text).replace(':', "%3A").replace(',', "%2C")
}
