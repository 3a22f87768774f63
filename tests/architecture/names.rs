//! One name for each type, and few names that several rooms share.

use std::collections::BTreeMap;

use crate::assert_none;
use crate::source::{File, files};

/// File names that occur in more than one room, each with the reason why that helps a reader.
const SHARED_STEMS: &[(&str, &str)] = &[];

#[test]
fn no_two_types_share_a_name() {
    assert_none(&homonyms(&files()));
}

#[test]
fn a_file_name_in_several_rooms_has_a_reason() {
    let shared = shared_stems(&files());
    for (stem, rooms) in &shared {
        let reason = SHARED_STEMS.iter().find(|(listed, _)| listed == stem);
        eprintln!("{stem}: {} ({})", rooms.join(", "), reason.map_or("no reason", |(_, why)| why));
    }
    let found: Vec<&str> = shared.keys().map(String::as_str).collect();
    let listed: Vec<&str> = SHARED_STEMS.iter().map(|(stem, _)| *stem).collect();
    assert_eq!(found, listed, "shared file names, and those with a reason");
    assert!(SHARED_STEMS.iter().all(|(_, reason)| !reason.is_empty()));
}

/// Types that are visible outside their own file and share their name with another such type.
pub(crate) fn homonyms(files: &[File]) -> Vec<String> {
    let mut places: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        for (number, line) in file.code_lines() {
            if let Some(name) = visible_type(line) {
                places.entry(name).or_default().push(format!("{}:{number}", file.path));
            }
        }
    }
    places
        .into_iter()
        .filter(|(_, places)| places.len() > 1)
        .map(|(name, places)| format!("`{name}`: {}", places.join(", ")))
        .collect()
}

/// The type that a line defines, if others may see it.
fn visible_type(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix("pub")?;
    let rest = match rest.strip_prefix('(') {
        Some(inside) => inside.split_once(')')?.1,
        None => rest,
    };
    let mut words = rest.split_whitespace();
    let kind = words.find(|word| *word != "unsafe")?;
    if !matches!(kind, "struct" | "enum" | "trait" | "type" | "union") {
        return None;
    }
    words.next()?.split(|one: char| !one.is_alphanumeric() && one != '_').next()
}

/// The names of files that occur in more than one room, with those rooms.
pub(crate) fn shared_stems(files: &[File]) -> BTreeMap<String, Vec<String>> {
    let mut rooms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.is_rust() && !file.room.is_empty()) {
        let stem = file.module.rsplit("::").next().unwrap_or_default();
        // A file that is named after its folder's door or its tests names nothing of its own.
        if stem == file.room || stem == "tests" {
            continue;
        }
        let listed = rooms.entry(stem.to_owned()).or_default();
        if !listed.contains(&file.room) {
            listed.push(file.room.clone());
        }
    }
    rooms.retain(|_, rooms| rooms.len() > 1);
    rooms
}
