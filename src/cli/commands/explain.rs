//! `passgate explain`: plays one scenario and tells all that happened in it.

use crate::cli::args::reading::ExplainArgs;
use crate::cli::args::run::RunArgs;
use crate::cli::commands::execute::Watch;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::plan::{everything, prepare};
use crate::report;

/// Tells the scenarios at a place, each from its beginning to its end.
pub(crate) fn explain(args: ExplainArgs, output: &Output) -> Result<Exit, CliError> {
    let run = RunArgs { paths: vec![args.place], name: args.name, ..everything(args.run) };
    let played = prepare(&run)?.run(Watch::default(), output);
    let recording = &played.recording;
    for (position, case) in recording.cases.iter().enumerate() {
        if position > 0 {
            output.write("\n");
        }
        if args.mermaid {
            output.write(&format!(
                "```mermaid\n{}```\n",
                report::explanation::mermaid(recording, case)
            ));
        } else {
            let (paint, width) = (output.paint(), output.width());
            output.write(&report::explanation::explanation(recording, case, paint, width));
        }
    }
    let unplayable = recording.cases.iter().any(|case| !case.diagnostics.is_empty());
    Ok(if unplayable { Exit::DoesNotConform } else { Exit::Conforms })
}
