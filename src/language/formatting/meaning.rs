//! What a feature says, without where it says it.

use cucumber::gherkin;
use cucumber::gherkin::{Background, LineCol, Span, Step, Table};

/// The parsed feature without places and without the blanks that a description may have anywhere.
pub(crate) fn meaning(mut feature: gherkin::Feature) -> gherkin::Feature {
    forget(&mut feature.span, &mut feature.position);
    prose(&mut feature.description);
    feature.background.iter_mut().for_each(background);
    scenarios(&mut feature.scenarios);
    for rule in &mut feature.rules {
        forget(&mut rule.span, &mut rule.position);
        prose(&mut rule.description);
        rule.background.iter_mut().for_each(background);
        scenarios(&mut rule.scenarios);
    }
    feature
}

fn scenarios(scenarios: &mut [gherkin::Scenario]) {
    for scenario in scenarios {
        forget(&mut scenario.span, &mut scenario.position);
        prose(&mut scenario.description);
        steps(&mut scenario.steps);
        for examples in &mut scenario.examples {
            forget(&mut examples.span, &mut examples.position);
            prose(&mut examples.description);
            examples.table.iter_mut().for_each(table);
        }
    }
}

fn background(background: &mut Background) {
    forget(&mut background.span, &mut background.position);
    prose(&mut background.description);
    steps(&mut background.steps);
}

fn steps(steps: &mut [Step]) {
    for step in steps {
        forget(&mut step.span, &mut step.position);
        step.table.iter_mut().for_each(table);
    }
}

fn table(table: &mut Table) {
    forget(&mut table.span, &mut table.position);
}

fn forget(span: &mut Span, position: &mut LineCol) {
    (*span, *position) = (Span::default(), LineCol::default());
}

fn prose(description: &mut Option<String>) {
    if let Some(text) = description {
        let lines: Vec<&str> =
            text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        *text = lines.join("\n");
    }
}
