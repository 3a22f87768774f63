//! Any text as a kept finding: it is read or refused, written as it was read, and can be run.
#![no_main]

use libfuzzer_sys::fuzz_target;
use passgate::internals::run::{Regression, Worker};
use passgate_fuzz::{BUNDLED, PLANS};

fuzz_target!(|text: &str| {
    let Ok(regression) = Regression::read(text) else { return };
    let again = Regression::read(&regression.write()).expect("it was written");
    assert_eq!(again, regression);
    if let Ok(trial) = regression.trial(&PLANS) {
        let mut worker = Worker::new(&BUNDLED);
        let found = trial.run(&mut worker);
        assert_eq!(trial.run(&mut worker), found, "it is the same each time");
    }
});
