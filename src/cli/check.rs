//! `passgate check`: tells everything that is wrong, without playing anything.

use crate::cli::Exit;
use crate::cli::args::{CheckArgs, CheckFormat};
use crate::cli::error::CliError;
use crate::cli::output::Output;
use crate::cli::policies::counted;
use crate::cli::survey::Survey;
use crate::report::{
    Diagnosis, Severity, diagnostic, problems_as_json, problems_as_sarif, problems_for_github,
};

/// Nobody reads more problems than this at once.
const PROBLEMS_MAX: usize = 100;

/// Checks what the command line asks for. What is wrong is the result, and goes to standard output.
pub(super) fn check(args: &CheckArgs, output: &Output) -> Result<Exit, CliError> {
    let survey = Survey::of(args)?;
    if survey.collection.bundled {
        output.to_stderr("no features/ in this folder: checking the bundled features\n");
    }
    match args.format {
        CheckFormat::Text => tell(&survey, output),
        CheckFormat::Json => {
            output.write(&problems_as_json(&diagnoses(&survey), survey.collection.count()));
        }
        CheckFormat::Sarif => output.write(&problems_as_sarif(&diagnoses(&survey))),
        CheckFormat::Github => output.write(&problems_for_github(&diagnoses(&survey))),
    }
    let worst = survey.noted.iter().map(|noted| noted.exit).max_by_key(|exit| exit.code());
    Ok(match worst {
        None => Exit::Conforms,
        Some(Exit::Conforms) if args.deny_warnings => Exit::DoesNotConform,
        Some(worst) => worst,
    })
}

fn diagnoses(survey: &Survey) -> Vec<Diagnosis> {
    survey.noted.iter().map(|noted| noted.diagnosis.clone()).collect()
}

fn tell(survey: &Survey, output: &Output) {
    for noted in survey.noted.iter().take(PROBLEMS_MAX) {
        output.write(&diagnostic(noted.report.as_ref(), output.paint(), output.width()));
        output.write("\n");
    }
    let more = survey.noted.len().saturating_sub(PROBLEMS_MAX);
    if more > 0 {
        output.write(&format!("… and {more} more; `--format json` tells all of them\n\n"));
    }
    let verdict = verdict(survey.count(Severity::Error), survey.count(Severity::Warning));
    let paint = output.paint();
    let verdict = if survey.noted.is_empty() { paint.good(&verdict) } else { paint.bad(&verdict) };
    output.write(&format!("{} · {verdict}\n", read(survey).join(" · ")));
}

/// `10 features · 125 scenarios · 2 policies · passgate.yaml`
fn read(survey: &Survey) -> Vec<String> {
    let collection = &survey.collection;
    let mut parts = Vec::new();
    if !collection.features.is_empty() {
        parts.push(counted(collection.features.len(), "feature"));
        parts.push(counted(survey.scenario_count, "scenario"));
    }
    match collection.policies.len() {
        0 => {}
        1 => parts.push("1 policy".to_owned()),
        count => parts.push(format!("{count} policies")),
    }
    parts.extend(collection.configurations.iter().map(|source| source.label.clone()));
    match collection.others {
        0 => {}
        1 => parts.push("1 other YAML file left alone".to_owned()),
        count => parts.push(format!("{count} other YAML files left alone")),
    }
    if parts.is_empty() {
        parts.push("nothing was read".to_owned());
    }
    parts
}

fn verdict(errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (0, 0) => "no problems".to_owned(),
        (0, _) => counted(warnings, "warning"),
        (_, 0) => counted(errors, "error"),
        (_, _) => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    }
}
