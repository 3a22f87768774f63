//! One name for each type, and few names that several rooms share.

use std::collections::BTreeMap;

use crate::assert_none;
use crate::source::{File, files};

/// File names that occur in more than one room, each with the reason why that helps a reader.
const SHARED_STEMS: &[(&str, &str)] = &[
    ("assumptions", "checked in policy, shown on the page"),
    ("behaviour", "a table: conformance computes it, report draws it"),
    ("check", "the command, and the rules of a policy"),
    ("checked", "the checked form of a document: of a policy, of passgate.yaml"),
    ("clauses", "conformance counts their citations, report shows them"),
    ("config", "conformance has its meaning, cli finds its file"),
    ("counterexample", "run finds it, report writes it as a scenario"),
    ("coverage", "conformance computes it, report draws it, cli has the command"),
    ("device", "its number, its sentences, its simulation"),
    ("diagnostic", "document has the type, report draws it"),
    ("document", "what a document contains as written: a policy, passgate.yaml, the JSON report"),
    ("evidence", "policy has the kinds, the page links a cell to scenarios"),
    ("execution", "run has one scenario under way, cli a whole selection"),
    ("explore", "the command, the search, and what the simulation gives a search"),
    ("failure", "run has the cause of a failed step, report words it"),
    ("fault", "domain has the kinds, simulation injects them"),
    ("features", "cli reads them, the messages contain them"),
    ("finding", "document has a problem without its place, report words what a sweep found"),
    ("formats", "cli writes reports in them, report has those of two policies"),
    ("gate", "conformance has its order, report its words, cli the command"),
    ("known", "names that are known: of scenarios and clauses, of sentences"),
    ("mutation", "policy makes mutants, conformance runs them, report words the results"),
    ("passcode", "the secret itself, and the rule for a new one"),
    ("policy", "report draws its rows, cli has the arguments of its commands"),
    ("policy_diff", "report words the differences, cli has the command"),
    ("pool", "of the processes of a system, of the texts of the page"),
    ("progress", "run has the trait, cli displays it, report has the format of this name"),
    ("reading", "conformance reads passgate.yaml, recording a recording"),
    ("resetting", "its sentences, and how the harness carries a reset through"),
    ("row", "a row of a policy, and one of examples"),
    ("run", "the command and its arguments, and the messages of a run"),
    ("scaffold", "language drafts scenarios, cli has the command"),
    ("schema", "of the protocol, and the command that prints one"),
    ("screen", "the terminal while watching, and what a person saw"),
    ("search", "of the catalogue, and of states"),
    ("selection", "language has tags and names, cli the whole command line"),
    ("session", "of a watched terminal, and of a person on a surface"),
    ("steps", "report lists the catalogue, cli has the command"),
    ("sweep", "run has the loop, cli the command"),
    ("system", "cli starts an outside system, report words what it is"),
    ("table", "the compiled table of visibility, the layout of text, the command"),
    ("tables", "recording compares them, the page draws them"),
    ("text", "the written form of a journal, of a recording, of the catalogue"),
    ("unused", "policy has the rule, cli asks it of a project"),
    ("verdict", "conformance has it, the page draws it"),
    ("visibility", "a table: conformance computes it, report draws it"),
];

#[test]
fn no_two_types_share_a_name() {
    assert_none(&homonyms(&files()));
}

#[test]
fn a_file_name_in_several_rooms_has_a_reason() {
    let shared = shared_stems(&files());
    let mut listing = String::new();
    for (stem, rooms) in &shared {
        let reason = SHARED_STEMS.iter().find(|(listed, _)| listed == stem);
        listing += &format!(
            "{stem}: {} ({})\n",
            rooms.join(", "),
            reason.map_or("no reason", |(_, why)| why)
        );
    }
    let found: Vec<&str> = shared.keys().map(String::as_str).collect();
    let listed: Vec<&str> = SHARED_STEMS.iter().map(|(stem, _)| *stem).collect();
    assert_eq!(found, listed, "file names that several rooms share:\n{listing}");
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
