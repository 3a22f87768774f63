//! Texts with names in braces, which are replaced by what they are in this scenario.

use std::collections::BTreeMap;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// What the names in braces are.
pub(crate) type Names = BTreeMap<String, Value>;

/// A text with every name replaced; what `in_address` is asked for is encoded as a part of an address.
pub(crate) fn filled(text: &str, names: &Names, in_address: bool) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        filled += before;
        let found =
            behind.split_once('}').and_then(|(name, after)| Some((names.get(name)?, after)));
        match found {
            Some((value, after)) => {
                let plain = plain(value);
                if in_address {
                    filled.extend(utf8_percent_encode(&plain, NON_ALPHANUMERIC));
                } else {
                    filled += &plain;
                }
                rest = after;
            }
            None => {
                filled.push('{');
                rest = behind;
            }
        }
    }
    filled + rest
}

/// The names in braces that are none of those that are known.
pub(crate) fn unknown_names(text: &str, known: &[String]) -> Vec<String> {
    let behind = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    let is_name = |name: &&str| {
        let fits = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
        !name.is_empty() && name.chars().all(fits)
    };
    let names = behind.map(|(name, _)| name).filter(is_name).map(str::to_owned);
    names.filter(|name| !known.contains(name)).collect()
}

/// A document with every name replaced. A text that is one name alone becomes what it is: a number, true or false.
pub(crate) fn filled_document(document: &Value, names: &Names) -> Value {
    match document {
        Value::String(text) => {
            let alone = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
            let alone = alone.and_then(|name| names.get(name));
            alone.cloned().unwrap_or_else(|| Value::String(filled(text, names, false)))
        }
        Value::Array(items) => items.iter().map(|item| filled_document(item, names)).collect(),
        Value::Object(fields) => {
            let field =
                |(name, value): (&String, &Value)| (name.clone(), filled_document(value, names));
            Value::Object(fields.iter().map(field).collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => document.clone(),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_are_replaced_and_others_stay() {
        let names = Names::from([("ms".to_owned(), json!(5)), ("who".to_owned(), json!("a b"))]);
        assert_eq!(filled("/x/{who}?t={ms}&{other}", &names, true), "/x/a%20b?t=5&{other}");
        let document = json!({ "ms": "{ms}", "text": "{who}, {ms}", "list": ["{who}", true] });
        let expected = json!({ "ms": 5, "text": "a b, 5", "list": ["a b", true] });
        assert_eq!(filled_document(&document, &names), expected);
    }
}
