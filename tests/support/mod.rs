//! What several tests need: policies, and a run of features under them.
#![expect(unreachable_pub, clippy::unwrap_used, reason = "a test stops where it fails")]

use std::sync::Arc;

use passgate::internals::language::{Catalogue, Feature, Scenario, Translator, Vocabulary};
use passgate::internals::policy::Policy;
use passgate::internals::run::{self, Job, Options, Record};

mod texts;

pub use texts::{policy_text, root};

/// The policy that most tests are about.
pub const INTUNE: &str = "intune-2015-12";

/// A bundled policy.
pub fn policy(name: &str) -> Arc<Policy> {
    Arc::new(Policy::parse(name, &policy_text(name)).unwrap())
}

/// Reads features, each scenario under the policy that it names.
pub fn read(features: &[(String, String)], policies: &[Arc<Policy>]) -> Vec<Arc<Scenario>> {
    let mut vocabulary = Vocabulary { assumed: Some(INTUNE.into()), ..Vocabulary::default() };
    policies.iter().for_each(|policy| vocabulary.learn(policy));
    let mut translator = Translator::new(Catalogue::bundled(), &vocabulary);
    let mut scenarios = Vec::new();
    for (path, text) in features {
        let feature = Feature::read(path, text).unwrap();
        scenarios.extend(translator.translate(feature).unwrap().into_scenarios());
    }
    scenarios
}

/// Runs features under the policies that their scenarios name.
pub fn run(features: &[(String, String)], policies: &[Arc<Policy>], seed: u64) -> Vec<Record> {
    let jobs = read(features, policies)
        .into_iter()
        .map(|scenario| {
            let name = scenario.policy.as_deref().unwrap_or(INTUNE);
            let policy = policies.iter().find(|policy| &*policy.id == name).unwrap();
            Job::new(Arc::clone(&scenario), Arc::clone(policy), seed)
        })
        .collect();
    run::run(jobs, Options::at_once(64))
}
