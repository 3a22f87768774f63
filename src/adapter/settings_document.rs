//! The keys of an adapter's file, and how messages speak of it.

use crate::document::yaml::raw_document::DocumentKind;

/// The version of the format that this engine reads.
pub(crate) const SCHEMA: i64 = 1;

const GRAPH_KEYS: &[&str] = &[
    "schema",
    "name",
    "version",
    "dimensions",
    "actors",
    "devices",
    "faults",
    "names",
    "hooks",
    "api",
];
const PORTAL_KEYS: &[&str] = &[
    "schema",
    "name",
    "version",
    "dimensions",
    "actors",
    "devices",
    "faults",
    "names",
    "hooks",
    "script",
    "pages",
];
/// The hooks that there are.
pub(crate) const HOOK_KEYS: &[&str] = &[
    "begin",
    "end",
    "enrol",
    "connect",
    "enter",
    "open-work-profile",
    "set",
    "look",
    "advance",
    "inject",
];
/// What a page shows.
pub(crate) const TEXT_KEYS: &[&str] = &[
    "says",
    "asks",
    "prompts",
    "state",
    "passcode",
    "characters",
    "instead",
    "superseded",
    "nothing",
    "refused",
    "reasons",
];

/// The file of `passgate adapter graph`.
pub(crate) static GRAPH: DocumentKind = kind("the file of a Graph adapter", GRAPH_KEYS);
/// The file of `passgate adapter portal`.
pub(crate) static PORTAL: DocumentKind = kind("the file of a portal adapter", PORTAL_KEYS);

const fn kind(noun: &'static str, keys: &'static [&'static str]) -> DocumentKind {
    let start = "copy one of fixtures/adapters to start from";
    DocumentKind { family: "adapter", noun, start, schema: SCHEMA, keys }
}

/// What buttons of a page can do. A list to choose from has `choose-0`, `choose-1` and so on.
pub(crate) const ACTIONS: [&str; 8] = [
    "select-reset",
    "sign-out",
    "sign-in",
    "sign-in-on-the-device",
    "confirm",
    "enter-code",
    "enter-wrong-code",
    "cancel",
];
