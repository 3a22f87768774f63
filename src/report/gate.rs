//! The gate, part by part: figures in a line where a part passes, and the verdict on the whole.

use crate::conformance::conclusion::Conclusion;
use crate::conformance::coverage::Coverage;
use crate::conformance::gate::{Gate, GatePart};
use crate::conformance::gate_figures::Figures;
use crate::conformance::mutation::Mutation;
use crate::conformance::sweeping::SweepResult;
use crate::recording::gate_result::{GatePartResult, GateResult};
use crate::report::coverage;
use crate::report::exploration;
use crate::report::finding::{found_in_words, swept_in_words};
use crate::report::gate_verdict::gate_sentence;
use crate::report::mutation;
use crate::report::paint::Paint;
use crate::report::results::Results;
use crate::report::summary::summary;
use crate::run::explore::explored::Exploration;

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

/// How the gate ended, as reports of its run say it. A part that was interrupted has neither passed nor failed.
pub(crate) fn gate_result(gate: &Gate, results: &Results<'_>) -> GateResult {
    let part = |part: &GatePart| GatePartResult {
        name: part.name.name().to_owned(),
        passed: part.conclusion.conforms(),
        findings: if part.conclusion.conforms() {
            figures(part, results)
        } else {
            why(part, results)
        },
    };
    let whole = |part: &&GatePart| part.conclusion != Conclusion::Interrupted;
    GateResult {
        parts: gate.parts.iter().filter(whole).map(part).collect(),
        interrupted: gate.interrupted.map(|part| part.name().to_owned()),
        left_out: gate.left_out(),
    }
}

/// The last line of the gate.
pub(crate) fn gate_conclusion(gate: &GateResult, paint: Paint) -> String {
    let line = format!("{}\n", gate_sentence(gate));
    if gate.passed() { paint.good(&line) } else { paint.bad(&line) }
}

/// Why a part failed, a line for each reason.
fn why(part: &GatePart, results: &Results<'_>) -> Vec<String> {
    let mut lines = figures(part, results);
    match &part.figures {
        Figures::Recording | Figures::Inputs(_) | Figures::Repetition => {}
        Figures::Coverage(all) => lines.extend(all.iter().flat_map(coverage::uncovered)),
        Figures::Mutation(all) => {
            let survivors = all.iter().flat_map(Mutation::survivors);
            lines.extend(survivors.map(|mutant| format!("survived: {}", mutant.name)));
        }
        Figures::Sweep(result) => {
            let back = result.reappeared.iter();
            lines.extend(
                back.map(|kept| {
                    format!("{} is back: {}", kept.path, found_in_words(&kept.finding))
                }),
            );
            lines.extend(result.swept.found.values().map(|found| {
                let scenario = &found.trial.plan.scenario;
                let words = found_in_words(&found.finding);
                format!(
                    "{words}, in {}:{} with seed {}",
                    scenario.path, scenario.line, found.trial.seed
                )
            }));
        }
        Figures::Exploration(all) => lines.extend(all.iter().flat_map(exploration::broken)),
    }
    lines.extend(part.figures.checked_nothing().map(str::to_owned));
    lines
}

/// What the part `twice` found.
pub(crate) fn repetition(same: bool) -> &'static str {
    if same { "two runs give the same recording" } else { "two runs with one seed differ" }
}

/// `hostile: 125 scenarios under 200 seeds · …`
pub(crate) fn sweep_figures(result: &SweepResult) -> Vec<String> {
    let SweepResult { swept, scenario_count, seeds_done, profile, kept_fixed, .. } = result;
    let fixed = kept_fixed.iter().map(|path| {
        format!("{path} is fixed: what it keeps does not occur any more, and it can be removed")
    });
    let figures = swept_in_words(swept, *scenario_count, *seeds_done, *profile);
    fixed.chain([figures]).collect()
}

/// The figures of a part, a line for each policy where there are several.
fn figures(part: &GatePart, results: &Results<'_>) -> Vec<String> {
    match &part.figures {
        Figures::Recording => summary(results, Paint::Plain).lines().map(str::to_owned).collect(),
        Figures::Inputs(missing) if missing.is_empty() => {
            vec!["every file is read, and every table is approved".to_owned()]
        }
        Figures::Inputs(missing) => missing.clone(),
        Figures::Repetition => vec![repetition(part.conclusion.conforms()).to_owned()],
        Figures::Coverage(all) => {
            let line = |one: &Coverage| format!("{} · {}", one.policy.id, coverage::counts(one));
            all.iter().map(line).collect()
        }
        Figures::Mutation(all) => all.iter().map(mutation::counts).collect(),
        Figures::Sweep(result) if result.is_complete() => sweep_figures(result),
        Figures::Sweep(result) => {
            sweep_figures(result).iter().map(|line| format!("interrupted: {line}")).collect()
        }
        Figures::Exploration(all) => {
            let line = |one: &Exploration| {
                format!("{} · {}", one.policy.id, exploration::summary(one, Paint::Plain))
            };
            all.iter().map(line).collect()
        }
    }
}
