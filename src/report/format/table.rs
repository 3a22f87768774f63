//! The two tables of each policy.

use crate::report::behaviour::behaviour_table;
use crate::report::layout::Width;
use crate::report::results::Results;
use crate::report::system::system_lines;
use crate::report::visibility::visibility_table;

/// What happens to the passcode and who sees it, a blank line between tables.
pub(crate) fn tables(results: &Results<'_>, width: Width) -> String {
    let with_rows = results.tallies.iter().filter(|tally| !tally.behaviour.is_empty());
    let mut tables: Vec<String> = results.gaps.iter().map(|gaps| format!("{gaps}\n")).collect();
    let system = system_lines(results);
    if !system.is_empty() {
        tables.push(system.join("\n") + "\n");
    }
    for tally in with_rows {
        tables.push(behaviour_table(tally, width));
        tables.push(visibility_table(tally, width));
    }
    tables.join("\n")
}
