//! Any text as a tag expression: it is read or refused, and what is read selects the same each time.
#![no_main]

use libfuzzer_sys::fuzz_target;
use passgate::internals::language::Selector;
use passgate_fuzz::{SCENARIOS, check_problems};

fuzz_target!(|text: &str| {
    match Selector::new(Some(text), None) {
        Ok(selector) => {
            let selected = || SCENARIOS.iter().filter(|it| selector.admits(it)).count();
            assert_eq!(selected(), selected());
        }
        Err(problem) => check_problems(text, [&problem]),
    }
});
