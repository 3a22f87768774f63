//! A whole number of a configuration, within its bounds.

use crate::document::finding::Finding;
use crate::document::yaml::map_reader::MapReader;
use crate::document::yaml::path::NodePart;

/// The number at a key, if it is there and within its bounds.
pub(crate) fn number(
    gate: &mut MapReader<'_>,
    key: &'static str,
    min: u32,
    max: u32,
) -> Option<u32> {
    let given = gate.optional::<i64>(key)?;
    let number = u32::try_from(given).ok().filter(|number| (min..=max).contains(number));
    if number.is_none() {
        let path = gate.path().key(key);
        gate.report(
            Finding::new(
                "config::out_of_range",
                format!("{} cannot be `{given}`", path.in_words()),
            )
            .help(format!("write a number from {min} to {max}"))
            .at(NodePart::Value(path)),
        );
    }
    number
}
