//! Many scenarios of one outline: the bundled behaviour table, its rows repeated.

use std::fs;
use std::path::Path;

/// The outline whose rows are repeated.
const MODEL: &str = include_str!("../../features/intune-2015-12/behaviour-table.feature");

/// Writes `count` scenarios below `folder`, `a_file` of them in each file.
pub(crate) fn write(folder: &Path, count: usize, a_file: usize) {
    let (outline, examples) = MODEL.split_once("    Examples:").unwrap();
    let lines: Vec<&str> =
        examples.lines().filter(|line| line.trim_start().starts_with('|')).collect();
    let head = lines.first().unwrap();
    let first_cell = |line: &str| line.split('|').nth(1).map(|cell| cell.trim().to_owned());
    let is_head = |line: &str| first_cell(line) == first_cell(head);
    // Each table of the model has the same columns, and its own head.
    let rows: Vec<&str> = lines.iter().copied().filter(|line| !is_head(line)).collect();
    fs::create_dir_all(folder).unwrap();
    let mut rows = rows.iter().cycle();
    for (number, first) in (0..count).step_by(a_file).enumerate() {
        let size = a_file.min(count.saturating_sub(first));
        // Each feature has a name of its own, as it would have in a real project.
        let outline = outline.replacen("Feature: ", &format!("Feature: {number}, "), 1);
        let mut text = format!("{outline}    Examples:\n{head}\n");
        for row in rows.by_ref().take(size) {
            text += row;
            text += "\n";
        }
        fs::write(folder.join(format!("table-{number:04}.feature")), text).unwrap();
    }
}
