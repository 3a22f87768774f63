//! The commands that a step of GitHub Actions gives on its standard output: what must not stand in them.

/// A message, with the three characters that GitHub reads otherwise: a line break would end the command.
pub(crate) fn in_message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value, with the two more that end one.
pub(crate) fn in_property(text: &str) -> String {
    in_message(text).replace(':', "%3A").replace(',', "%2C")
}
