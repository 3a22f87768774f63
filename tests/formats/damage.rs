//! Recordings that were edited by hand: whatever can be read can be rendered in every format.

use passgate::internals::conformance::Verdict;
use passgate::internals::recording::{self, StepStatus};
use passgate::internals::report::Format;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{fixture, rendered};

/// Texts that something might stumble over.
const TEXTS: [&str; 8] =
    ["", "\n", "a:b:c", "\u{0}\u{1b}[31m", "]]></x>", "é\u{10ffff}\u{202e}", "::error::", "-- %0A"];

/// Changes one thing of a line that leaves it readable, mostly.
fn edited(value: &mut Value, key: &str, choice: u64, mut at: usize) -> Result<(), usize> {
    let pick = |count: usize| usize::try_from(choice).unwrap_or(0) % count;
    match value {
        Value::Object(fields) => {
            for (key, field) in fields.iter_mut() {
                at = match edited(field, key, choice, at) {
                    Ok(()) => return Ok(()),
                    Err(left) => left,
                };
            }
            Err(at)
        }
        Value::Array(values) => {
            if at == 0 && !values.is_empty() {
                match pick(3) {
                    0 => values.clear(),
                    1 => _ = values.pop(),
                    _ => values.push(values[0].clone()),
                }
                return Ok(());
            }
            at = at.saturating_sub(1);
            for value in values {
                at = match edited(value, key, choice, at) {
                    Ok(()) => return Ok(()),
                    Err(left) => left,
                };
            }
            Err(at)
        }
        leaf if at == 0 => {
            *leaf = match (&*leaf, key) {
                (_, "verdict") => json!(Verdict::ALL[pick(Verdict::ALL.len())]),
                (_, "status") => json!(StepStatus::ALL[pick(StepStatus::ALL.len())]),
                (Value::Number(_), _) => {
                    json!([0, 1, 7, 1 << 16, u64::MAX >> 1, u64::MAX][pick(6)])
                }
                (Value::Bool(flag), _) => json!(!flag),
                _ => json!(TEXTS[pick(TEXTS.len())]),
            };
            Ok(())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Err(at - 1),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_recording_makes_a_format_panic(
        edits in proptest::collection::vec((0_usize..14, any::<u64>(), 0_usize..400), 1..12),
    ) {
        // What the journal and the footer say of one another would be checked first.
        let text = fixture();
        let mut lines: Vec<Value> = text
            .lines()
            .filter(|line| !line.starts_with("{\"footer\""))
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        for (line, choice, at) in edits {
            let count = lines.len();
            let line = &mut lines[line % count];
            if line.get("policy").is_none() {
                let before = line.clone();
                _ = edited(line, "", choice, at);
                // One edit that makes a line unreadable would hide all others.
                let alone: Vec<String> = before_and(&text, line);
                if recording::read("run.ndjson", alone.join("\n").as_bytes()).is_err() {
                    *line = before;
                }
            }
        }
        let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
        let Ok(recording) = recording::read("run.ndjson", (lines.join("\n") + "\n").as_bytes()) else {
            return Ok(());
        };
        for &format in Format::ALL {
            rendered(&recording, format);
        }
    }
}

/// The opening lines of the fixture and one more, each with its end.
fn before_and(text: &str, line: &Value) -> Vec<String> {
    let mut lines: Vec<String> = text.lines().take(3).map(str::to_owned).collect();
    if line.get("record").is_some() {
        lines[0] = line.to_string();
    } else {
        lines.push(line.to_string());
    }
    lines.push(String::new());
    lines
}
