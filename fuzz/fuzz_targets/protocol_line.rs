//! Any lines as questions to a system under test and as its answers: each question gets one answer of one line, which
//! the harness can read, and each answer is read or refused.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use passgate::internals::sut::BothSides;
use passgate_fuzz::BUNDLED;

fuzz_target!(|text: &str| {
    let mut both = BothSides::new(vec![Arc::clone(&BUNDLED)]);
    for line in text.lines().take(200) {
        let answer = both.answer(line);
        assert!(!answer.contains('\n'));
        BothSides::read(&answer).expect("the harness reads what the simulation answers");
        if let Err(why) = BothSides::read(line) {
            assert!(!why.is_empty() && !why.contains('\n'));
        }
    }
});
