//! Drafts of scenarios, from what a policy says: a start for people to edit.
//!
//! This room only writes them down. Whether they pass, and which clause each covers, is for others to judge.

pub(crate) mod clause_keywords;
pub(crate) mod console;
pub(crate) mod draft;
pub(crate) mod flow;
pub(crate) mod portal;
pub(crate) mod row;

use crate::domain::platform::{Management, Platform};
use crate::language::scaffold::draft::DraftScenario;
use crate::policy::checked::Policy;

use crate::language::scaffold::flow::Setting;

/// Every scenario for these rows that the catalogue has sentences for, in the order of the rows; `whole` adds those
/// about what the policy says of all rows together, about the first row that allows it.
pub(crate) fn drafts(
    policy: &Policy,
    rows: &[(Platform, Management)],
    whole: bool,
) -> Vec<DraftScenario> {
    let settings: Vec<Setting<'_>> = rows
        .iter()
        .filter_map(|(platform, management)| Setting::new(policy, platform, *management))
        .collect();
    let mut drafts: Vec<DraftScenario> = settings.iter().flat_map(row::drafts).collect();
    if whole {
        drafts.extend(portal::drafts(&settings));
        drafts.extend(console::drafts(&settings));
    }
    drafts.retain(DraftScenario::is_worth_writing);
    drafts
}
