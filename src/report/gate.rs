//! The gate, part by part: figures in a line where a part passes, and the verdict on the whole.

use crate::conformance::conclusion::Conclusion;
use crate::conformance::gate::{Figures, Gate, GatePart};
use crate::conformance::sweeping::SweepResult;
use crate::document::wording::counted;
use crate::report::coverage;
use crate::report::exploration;
use crate::report::finding::swept_in_words;
use crate::report::mutation;
use crate::report::paint::Paint;
use crate::report::results::Results;
use crate::report::summary::summary;

/// How many columns the name of a part takes.
const MARGIN: usize = 12;

/// `✔ mutate    220 mutants …`, with further figures below; `results` are those of the run.
pub(crate) fn passed_part(part: &GatePart, results: &Results<'_>, paint: Paint) -> String {
    let figures = figures(part, results).join(&format!("\n{:MARGIN$}", ""));
    format!("{} {:<9} {figures}\n", paint.good("✔"), part.name.name())
}

/// `- mutate    interrupted: 220 mutants …`: what was found until then.
pub(crate) fn interrupted_part(part: &GatePart, results: &Results<'_>, paint: Paint) -> String {
    let figures = figures(part, results).join(&format!("\n{:MARGIN$}", ""));
    format!("{} {:<9} {figures}\n", paint.bad("-"), part.name.name())
}

/// `✘ mutate`, with everything that was found below.
pub(crate) fn failed_part(part: &GatePart, found: &str, paint: Paint) -> String {
    format!("{} {}\n{found}\n", paint.bad("✘"), part.name.name())
}

/// `the gate passed: 7 parts`
pub(crate) fn gate_conclusion(gate: &Gate, paint: Paint) -> String {
    let failed: Vec<&str> = gate.failed().iter().map(|part| part.name()).collect();
    if let Some(part) = gate.interrupted {
        let whole = |part: &&GatePart| part.conclusion != Conclusion::Interrupted;
        let after = counted(gate.parts.iter().filter(whole).count(), "part");
        let mut line = format!("the gate was interrupted in `{}`, after {after}", part.name());
        if !failed.is_empty() {
            line += &format!("; failed: {}", failed.join(", "));
        }
        return paint.bad(&(line + "\n"));
    }
    match gate.conclusion() {
        Conclusion::Conforms => paint.good(&format!("the gate passed: {}\n", parts(gate))),
        Conclusion::Interrupted | Conclusion::DoesNotConform | Conclusion::Broken => {
            paint.bad(&format!("the gate failed: {}\n", failed.join(", ")))
        }
    }
}

/// What the part `twice` found.
pub(crate) fn repetition(same: bool) -> &'static str {
    if same { "two runs give the same recording" } else { "two runs with one seed differ" }
}

/// `hostile: 125 scenarios under 200 seeds · …`
pub(crate) fn sweep_figures(result: &SweepResult) -> String {
    let SweepResult { swept, scenario_count, seeds_done, profile, .. } = result;
    swept_in_words(swept, *scenario_count, *seeds_done, *profile)
}

fn parts(gate: &Gate) -> String {
    counted(gate.parts.len(), "part")
}

/// The figures of a part, a line for each policy where there are several.
fn figures(part: &GatePart, results: &Results<'_>) -> Vec<String> {
    match &part.figures {
        Figures::Recording => summary(results, Paint::Plain).lines().map(str::to_owned).collect(),
        Figures::Repetition => vec![repetition(part.conclusion.conforms()).to_owned()],
        Figures::Coverage(all) => all.iter().map(coverage::counts).collect(),
        Figures::Mutation(all) => all.iter().map(mutation::counts).collect(),
        Figures::Sweep(result) if result.is_complete() => vec![sweep_figures(result)],
        Figures::Sweep(result) => vec![format!("interrupted: {}", sweep_figures(result))],
        Figures::Exploration(all) => {
            all.iter().map(|one| exploration::summary(one, Paint::Plain)).collect()
        }
    }
}
