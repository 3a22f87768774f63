//! Any bytes as a recording: they are read or refused, and what is read can be reported in every format.
#![no_main]

use libfuzzer_sys::fuzz_target;
use passgate::internals::recording::read;
use passgate::internals::report::{Format, Look, Paint, Results, Width, render};

fuzz_target!(|bytes: &[u8]| {
    let Ok(recording) = read("run.ndjson", bytes) else { return };
    let results = Results::of(&recording);
    for format in Format::ALL {
        for (paint, width) in
            [(Paint::Plain, Width::Unbounded), (Paint::Colour, Width::Columns(40))]
        {
            let text = render(*format, &results, Look { paint, width });
            assert_eq!(text, render(*format, &results, Look { paint, width }));
        }
    }
});
