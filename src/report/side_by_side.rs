//! The rows of several policies next to each other, without a run.

use std::sync::Arc;

use crate::policy::alignment::{AlignedKey, align, dimensions};
use crate::policy::checked::Policy;
use crate::policy::row::RowId;
use crate::report::columns::capitalised;
use crate::report::layout;
use crate::report::layout::Width;
use crate::report::policy::{HEADINGS, row_cells};

/// What is in the cells of a row that a policy does not have.
const NOT_COVERED: &str = "not covered";

/// What each policy says of each device: a line for each of a row's cells, a column for each policy.
pub(crate) fn policies_table(policies: &[&Policy], width: Width) -> String {
    let dimensions = dimensions(policies);
    let mut text = String::new();
    for policy in policies {
        text += &format!("{}: {} (as of {})\n", policy.id, policy.title, policy.as_of);
    }
    let own = dimensions.iter().map(|dimension| capitalised(dimension)).chain([String::new()]);
    let headings: Vec<String> =
        own.chain(policies.iter().map(|policy| policy.id.to_string())).collect();
    let groups = groups(policies);
    let rows: Vec<Vec<String>> =
        groups.iter().flat_map(|group| lines(policies, &dimensions, group)).collect();
    text + &layout::table(&headings, &rows, width)
}

/// Devices for which each policy has one row.
struct SameRows {
    keys: Vec<AlignedKey>,
    rows: Vec<Option<RowId>>,
}

fn groups(policies: &[&Policy]) -> Vec<SameRows> {
    let mut groups: Vec<SameRows> = Vec::new();
    for key in align(policies) {
        let of = |(policy, id): (&&Policy, &Option<_>)| Some(policy.covered((*id)?)?.row);
        let rows: Vec<Option<RowId>> = policies.iter().zip(&key.keys).map(of).collect();
        match groups.iter_mut().find(|group| group.rows == rows) {
            Some(group) => group.keys.push(key),
            None => groups.push(SameRows { keys: vec![key], rows }),
        }
    }
    groups
}

/// The lines of a group: the key next to the first one.
fn lines(policies: &[&Policy], dimensions: &[Arc<str>], group: &SameRows) -> Vec<Vec<String>> {
    let said: Vec<Vec<String>> = policies
        .iter()
        .zip(&group.rows)
        .map(|(policy, id)| {
            let row = id.and_then(|id| policy.row(id));
            row.map_or_else(
                || vec![NOT_COVERED.to_owned(); HEADINGS.len()],
                |row| row_cells(policy, row),
            )
        })
        .collect();
    let line = |(position, heading): (usize, &&str)| {
        let key = dimensions
            .iter()
            .map(|dimension| if position == 0 { values(group, dimension) } else { String::new() });
        let cells = said.iter().map(|cells| cells.get(position).cloned().unwrap_or_default());
        key.chain([(*heading).to_owned()]).chain(cells).collect()
    };
    HEADINGS.iter().enumerate().map(line).collect()
}

/// The values of the devices in a dimension.
fn values(group: &SameRows, dimension: &Arc<str>) -> String {
    let mut values: Vec<&str> = Vec::new();
    for value in group.keys.iter().filter_map(|key| key.values.get(dimension)) {
        if !values.contains(&&**value) {
            values.push(value);
        }
    }
    values.join(", ")
}
