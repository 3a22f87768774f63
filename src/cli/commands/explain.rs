//! `passgate explain`: runs one scenario and prints everything that happens in it.

use crate::cli::args::recorded::ExplainArgs;
use crate::cli::args::run::RunArgs;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::terminal::Output;
use crate::cli::project::execution::ExecutionOptions;
use crate::cli::project::selection::select;
use crate::report;
use crate::report::missing::absence_lines;

/// Explains the scenarios at a path, each from its beginning to its end.
pub(crate) fn explain(args: ExplainArgs, output: &Output) -> Result<Exit, CliError> {
    let everything = RunArgs { sut: args.sut, ..RunArgs::of_everything(args.run) };
    let selected =
        select(&RunArgs { paths: vec![args.path], name: args.name, ..everything }, output)?;
    output.to_stderr(&absence_lines(&selected.header.absences));
    output.to_stderr(&selected.root.note());
    let run = selected.execute(ExecutionOptions::default(), output);
    let recording = &run.recording;
    for (index, case) in recording.cases.iter().enumerate() {
        if index > 0 {
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
    let undefined = recording.cases.iter().any(|case| !case.diagnostics.is_empty());
    Ok(if undefined { Exit::DoesNotConform } else { Exit::Conforms })
}
