//! `passgate gate`: everything that a change has to pass, as one command with one exit code.

use std::rc::Rc;

use crate::cli::args::explore::STATES_MAX;
use crate::cli::args::gate::GateArgs;
use crate::cli::args::run::{RunArgs, ScenarioRunArgs, SeedArgs};
use crate::cli::commands::explore::limits;
use crate::cli::commands::sweep;
use crate::cli::exit::Exit;
use crate::cli::output::error::CliError;
use crate::cli::output::formats::ReportOutputs;
use crate::cli::output::terminal::Output;
use crate::cli::project::execution::ExecutionOptions;
use crate::cli::project::input_paths::InputPaths;
use crate::cli::project::root::SuiteRoot;
use crate::cli::project::selection::{SelectedRun, select_all};
use crate::cli::project::snapshots::compare_run;
use crate::cli::project::suite::{
    FeatureChoice, PolicyChoice, ProjectSuite, SuiteChoice, equivalents,
};
use crate::cli::project::{last_failed, recordings, regressions};
use crate::cli::signals;
use crate::conformance::conclusion::Conclusion;
use crate::conformance::config::checked::Thresholds;
use crate::conformance::gate::{Gate, GateHost, GateInputs, GatePart, JOBS};
use crate::conformance::gate_figures::Figures;
use crate::conformance::gate_part_name::GatePartName;
use crate::conformance::sweeping::plans;
use crate::recording::ends::{ClauseNote, MutationNote};
use crate::recording::gate_result::GateResult;
use crate::recording::tables::{NotCompared, TableComparison};
use crate::recording::whole::Recording;
use crate::report;
use crate::report::coverage::coverage_table;
use crate::report::format::{Format, Look, render};
use crate::report::layout::Width;
use crate::report::missing::{AbsenceNote, absence_in_words};
use crate::report::mutation::mutation;
use crate::report::paint::Paint;
use crate::report::results::Results;
use crate::run::progress::Progress;
use crate::simulation::fault::Profile;

/// The seed of the runs that are compared with the snapshots.
const SEED: u64 = 2015;

/// Executes every part, and prints one line for each that passes, and everything about one that does not.
pub(crate) fn gate(args: &GateArgs, output: &Output) -> Result<Exit, CliError> {
    let outputs = ReportOutputs::files_only(&args.reporting)?;
    outputs.check_inputs(&InputPaths::of_suite(
        &SuiteRoot::here(),
        &args.config,
        &args.reporting,
    ))?;
    let baseline = recordings::baseline(args.reporting.baseline.as_deref(), output)?;
    let choice = SuiteChoice {
        features: FeatureChoice::Project,
        policy: PolicyChoice::Own,
        config: Some(&args.config),
    };
    let suite = ProjectSuite::load(choice, output)?;
    let thresholds =
        Thresholds { seeds: args.seeds.unwrap_or(suite.thresholds.seeds), ..suite.thresholds };
    let depth = args.depth.unwrap_or_else(|| thresholds.explore_depth.into());
    let jobs = suite.jobs(&suite.scenarios, SEED);
    let inputs = GateInputs {
        suites: suite.by_policy(),
        waivers: &suite.waivers,
        equivalents: &equivalents(&suite.root)?,
        kept: &regressions::load(&plans(&jobs, Profile::Hostile), &suite.root)?,
        jobs: &jobs,
        thresholds,
        explore: limits(depth, STATES_MAX)?,
        seed: SEED,
        stop: &signals::stop_flag(),
    };
    let mut host = Host { suite: &suite, args, output, recording: None, compared: Exit::Conforms };
    let gate = Gate::execute(&inputs, &mut host)?;
    let mut ended = GateResult {
        interrupted: gate.interrupted.map(|part| part.name().to_owned()),
        ..GateResult::default()
    };
    let mut exit = Exit::from(gate.conclusion()).worst(host.compared);
    if let Some(mut recording) = host.recording {
        ended = report::gate::gate_result(&gate, &Results::of(&recording));
        note_figures(&mut recording, &gate);
        if let Some(footer) = &mut recording.footer {
            footer.gate = Some(ended.clone());
        }
        let results = args.reporting.label(Results::of(&recording));
        let results = match &baseline {
            Some(baseline) => results.since(baseline),
            None => results,
        };
        exit = exit.worst(outputs.write_files(&results, output));
    }
    output.write_lines(&report::gate::gate_conclusion(&ended, output.paint()));
    Ok(exit)
}

/// Executes the suite for the gate, and prints each part as it ends.
struct Host<'a> {
    suite: &'a ProjectSuite,
    args: &'a GateArgs,
    output: &'a Output,
    recording: Option<Recording>,
    /// Whether the approved tables could be read.
    compared: Exit,
}

impl Host<'_> {
    fn selected(&self, jobs: usize) -> Result<SelectedRun, CliError> {
        let run = ScenarioRunArgs {
            policy: None,
            random: SeedArgs { seed: SEED },
            jobs: u16::try_from(jobs).ok(),
            config: self.args.config.clone(),
        };
        select_all(self.suite.clone(), &RunArgs::of_everything(run))
    }

    fn recorded(&self, jobs: usize) -> Result<Recording, CliError> {
        let mut run = self.selected(jobs)?.execute(ExecutionOptions::default(), self.output);
        run.recording.footer =
            Some(run.footer(TableComparison::NotCompared(NotCompared::PartOfTheScenarios)));
        Ok(run.recording)
    }
}

impl GateHost for Host<'_> {
    type Problem = CliError;

    fn run(&mut self) -> Result<Conclusion, CliError> {
        let selected = self.selected(JOBS)?;
        self.output.to_stderr(&selected.notes());
        if let Some(nothing) = selected.nothing {
            return Err(CliError::nothing(nothing));
        }
        let mut recording = self.recorded(JOBS)?;
        let (tables, compared) = compare_run(&recording, &self.suite.root, self.output);
        self.compared = compared;
        if let Some(footer) = &mut recording.footer {
            footer.tables = tables;
        }
        last_failed::save(&recording, &self.suite.root, self.output);
        let conclusion = recording.conclusion(false);
        self.recording = Some(recording);
        Ok(conclusion)
    }

    fn missing(&self) -> Vec<String> {
        let Some(recording) = &self.recording else { return Vec::new() };
        let absences = recording.header.absences.iter().map(absence_in_words);
        let absences = absences.map(|AbsenceNote { title, remedy }| format!("{title}; {remedy}"));
        let tables = recording.footer.iter().flat_map(|footer| footer.tables.missing());
        let tables = tables.map(|path| {
            format!("`{path}` does not exist: no table was compared with it; `passgate approve` makes it")
        });
        absences.chain(tables).collect()
    }

    fn is_repeated(&mut self) -> Result<bool, CliError> {
        let mut again = self.recorded(1)?;
        let Some(first) = &self.recording else { return Ok(false) };
        let snapshot = first.footer.iter().map(|footer| &footer.tables);
        for (footer, compared) in again.footer.iter_mut().zip(snapshot) {
            footer.tables = compared.clone();
        }
        let text = |recording: &Recording| {
            let look = Look { paint: Paint::Plain, width: Width::Unbounded };
            render(Format::Record, &Results::of(recording), look)
        };
        Ok(text(&again) == text(first))
    }

    fn begins(&mut self, part: GatePartName) -> Rc<dyn Progress> {
        match part {
            // A run has a display of its own.
            GatePartName::Run | GatePartName::Inputs | GatePartName::Twice => {
                self.output.no_progress()
            }
            GatePartName::Coverage
            | GatePartName::Mutate
            | GatePartName::Benign
            | GatePartName::Hostile
            | GatePartName::Explore => self.output.progress(part.name()),
        }
    }

    fn ends(&mut self, part: &GatePart) {
        let Some(recording) = &self.recording else { return };
        let results = Results::of(recording);
        let paint = self.output.paint();
        let nothing = part.figures.checked_nothing();
        let nothing = nothing.map_or_else(String::new, |why| format!("  {why}\n"));
        self.output.write_lines(&match part.conclusion {
            Conclusion::Conforms => report::gate::passed_part(part, &results, paint),
            Conclusion::Interrupted => report::gate::interrupted_part(part, &results, paint),
            Conclusion::DoesNotConform | Conclusion::Broken => {
                let found = found(part, &results, self.output) + &nothing;
                report::gate::failed_part(part, &found, paint)
            }
        });
        // Someone may be waiting for the next part; that its reader may be gone is found out at the end.
        let _ = self.output.flush();
    }
}

/// Everything that a part found, as the command for it prints it.
fn found(part: &GatePart, results: &Results<'_>, output: &Output) -> String {
    let width = output.width();
    match &part.figures {
        Figures::Recording => render(Format::Pretty, results, Look { paint: Paint::Plain, width }),
        Figures::Inputs(missing) => missing.iter().map(|line| format!("  {line}\n")).collect(),
        Figures::Repetition => format!("{}\n", report::gate::repetition(false)),
        Figures::Coverage(all) => {
            let tables: Vec<String> = all.iter().map(|one| coverage_table(one, width)).collect();
            tables.join("\n")
        }
        Figures::Mutation(all) => all.iter().map(|one| mutation(one, Paint::Plain)).collect(),
        Figures::Sweep(result) => sweep::in_words(
            result,
            sweep::bundled_option(results.recording.header.bundled),
            Paint::Plain,
        ),
        Figures::Exploration(all) => all
            .iter()
            .map(|one| report::exploration::exploration(one, width, Paint::Plain))
            .collect(),
    }
}

/// Adds to the recording what the gate found out about the scenarios, for reports. Of a part that was interrupted
/// nothing is added: it would say that what is left was found to be missing.
fn note_figures(recording: &mut Recording, gate: &Gate) {
    let Some(footer) = &mut recording.footer else { return };
    footer.interrupted |= gate.interrupted.is_some();
    let whole = gate.parts.iter().filter(|part| part.conclusion != Conclusion::Interrupted);
    for part in whole {
        match &part.figures {
            Figures::Coverage(all) => {
                footer.coverage = all.iter().flat_map(ClauseNote::all).collect()
            }
            Figures::Mutation(all) => footer.mutation = all.iter().map(MutationNote::of).collect(),
            Figures::Recording
            | Figures::Inputs(_)
            | Figures::Repetition
            | Figures::Sweep(_)
            | Figures::Exploration(_) => {}
        }
    }
}
