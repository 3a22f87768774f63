//! Feature files from outside: what is refused says where and how to mend it, what is accepted is the same
//! however it is written.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use insta::{Settings, assert_snapshot};
use miette::{GraphicalReportHandler, GraphicalTheme};
use passgate::domain::{Management, Platform};
use passgate::language::{
    Catalogue, Feature, Lexicon, PolicyWords, Problem, Scenario, Selector, Translator,
};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The words of two policies, as far as the fixtures use them.
fn lexicon() -> Lexicon {
    use Management::{Hybrid, Standalone};
    let mut lexicon = Lexicon::default();
    let mut learn = |id: &str, rows: &[(&str, Management)], clauses: &[&str]| {
        let rows = rows.iter().map(|(name, kind)| (Platform::new(name), *kind)).collect();
        let clauses: BTreeSet<Arc<str>> = clauses.iter().map(|clause| Arc::from(*clause)).collect();
        lexicon.policies.insert(id.into(), PolicyWords { rows, clauses });
    };
    learn(
        "intune-2015-12",
        &[
            ("iOS", Standalone),
            ("iOS", Hybrid),
            ("Windows Phone 8.1", Standalone),
            ("Windows Phone 8.1", Hybrid),
            ("Android", Standalone),
            ("Android", Hybrid),
        ],
        &["ios-passcode-removed", "wp81-hybrid-console-only"],
    );
    learn("intune-2015-10", &[("iOS", Hybrid)], &["portal-offers-no-reset"]);
    lexicon
}

/// Everything that is wrong with a feature file: with the file, or with its scenarios.
fn problems(path: &str, text: &str) -> Vec<Problem> {
    let lexicon = lexicon();
    let read = Feature::read(path, text)
        .and_then(|feature| Translator::new(Catalogue::bundled(), &lexicon).translate(feature));
    match read {
        Ok(feature) => feature.problems(),
        Err(errors) => errors.problems().to_vec(),
    }
}

fn drawn(problems: &[Problem]) -> String {
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor())
        .with_width(100)
        .with_links(false);
    let mut text = String::new();
    for problem in problems {
        handler.render_report(&mut text, problem).unwrap();
        text.push('\n');
    }
    text
}

fn features_in(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "feature"));
    paths.sort();
    paths
}

#[test]
fn every_broken_feature_is_explained() {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../snapshots/language");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for path in features_in(&Path::new(ROOT).join("fixtures/broken-features")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let problems = problems(name, &text);
        assert!(!problems.is_empty(), "{name} is not broken");
        let stem = path.file_stem().unwrap().to_str().unwrap();
        settings.bind(|| assert_snapshot!(stem, drawn(&problems)));
    }
}
