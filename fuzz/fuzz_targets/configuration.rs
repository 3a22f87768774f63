//! Any text as `passgate.yaml`: it is read or refused, and its waivers are found or missed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use passgate::internals::conformance::{Config, Date, LoadedScenarios};
use passgate_fuzz::{BUNDLED, SCENARIOS, check_problems};

fuzz_target!(|text: &str| {
    let loaded = LoadedScenarios { scenarios: SCENARIOS.clone(), whole: true };
    let read = Config::parse("passgate.yaml", text).and_then(|config| {
        config.waivers(loaded, [&**BUNDLED], Date::after_1970(17_000)).map(|_| ())
    });
    if let Err(errors) = read {
        assert!(errors.iter().next().is_some());
        check_problems(text, errors.iter());
    }
});
