//! Drafts of scenarios, from what a policy says: a start for people to edit.
//!
//! This room only writes them down. Whether they pass, and which clause each covers, is for others to judge.

pub(crate) mod answering;
pub(crate) mod clause_keywords;
pub(crate) mod draft;
pub(crate) mod offering;
pub(crate) mod prompting;
pub(crate) mod row;
pub(crate) mod setting;
pub(crate) mod without_support;

use crate::domain::key::Key;
use crate::language::scaffold::draft::{Draft, DraftScenario};
use crate::language::scaffold::setting::Setting;
use crate::policy::checked::Policy;

/// Every scenario for these keys that the catalogue has sentences for, in their order; `whole` adds those about what
/// the policy says of all rows together, about the first key that allows it.
pub(crate) fn drafts(policy: &Policy, keys: &[Key], whole: bool) -> Vec<DraftScenario> {
    let settings: Vec<Setting<'_>> =
        keys.iter().filter_map(|key| Setting::new(policy, key)).collect();
    let mut drafts: Vec<Draft<'_>> = settings.iter().flat_map(row::drafts).collect();
    drafts.extend(settings.iter().flat_map(without_support::drafts));
    if whole {
        for (id, _) in policy.declared_surfaces() {
            drafts.extend(offering::drafts(&settings, id));
            drafts.extend(prompting::drafts(&settings, id));
            drafts.extend(answering::drafts(&settings, id));
        }
        drafts.extend(answering::offline(&settings));
    }
    drafts.into_iter().map(|draft| draft.scenario).filter(DraftScenario::is_worth_writing).collect()
}

#[cfg(test)]
mod tests;
