//! Any text as a policy: it is read or refused, and what is read can be printed and examined.
#![no_main]

use libfuzzer_sys::fuzz_target;
use passgate::internals::policy::{Policy, Usage};
use passgate::internals::report::{Width, policy_table};
use passgate_fuzz::check_problems;

fuzz_target!(|text: &str| {
    match Policy::parse("a.yaml", text) {
        Ok(policy) => {
            assert!(!policy_table(&policy, Width::Columns(80)).is_empty());
            let unused = policy.unused(&Usage::default(), "a.yaml", text);
            check_problems(text, unused.iter().flatten());
        }
        Err(errors) => {
            assert!(errors.iter().next().is_some());
            check_problems(text, errors.iter());
        }
    }
});
