//! `passgate explain`: plays one scenario and tells all that happened in it.

use crate::cli::Exit;
use crate::cli::args::ExplainArgs;
use crate::cli::args::RunArgs;
use crate::cli::error::CliError;
use crate::cli::output::Output;
use crate::cli::playing::Watch;
use crate::cli::plays::{everything, prepare};
use crate::report;

/// Tells the scenarios at a place, each from its beginning to its end.
pub(super) fn explain(args: ExplainArgs, output: &Output) -> Result<Exit, CliError> {
    let run = RunArgs { paths: vec![args.place], name: args.name, ..everything(args.play) };
    let played = prepare(&run)?.play(Watch::default(), output);
    let recording = &played.recording;
    for (position, case) in recording.cases.iter().enumerate() {
        if position > 0 {
            output.write("\n");
        }
        if args.mermaid {
            output.write(&format!("```mermaid\n{}```\n", report::mermaid(recording, case)));
        } else {
            let (paint, width) = (output.paint(), output.width());
            output.write(&report::explanation(recording, case, paint, width));
        }
    }
    let unplayable = recording.cases.iter().any(|case| !case.troubles.is_empty());
    Ok(if unplayable { Exit::DoesNotConform } else { Exit::Conforms })
}
