//! How much a feature file may expand to: few lines can say the product of their steps and their rows.

use crate::language::expansion::example_row::ExampleRow;
use crate::language::gherkin::tree::{Block, GherkinStep};

/// How many steps the scenarios of a file may have in all.
pub(crate) const STEPS_MAX: usize = 500_000;

/// How many mebibytes these steps may say, with the words of the rows in them.
pub(crate) const MEBIBYTES_MAX: usize = 64;

/// How much a file may still expand to.
pub(crate) struct Room {
    steps: usize,
    bytes: usize,
}

/// How much a scenario or outline expands to at most, for each of its rows.
pub(crate) struct TemplateSize {
    steps: usize,
    /// Its own words.
    bytes: usize,
    /// How many placeholders it has at most.
    placeholders: usize,
}

impl Room {
    /// That of a whole file.
    pub(crate) const fn whole() -> Self {
        Self { steps: STEPS_MAX, bytes: MEBIBYTES_MAX * 1024 * 1024 }
    }

    /// Takes what a scenario needs, with the words of its row if it has one; false if there is not so much left.
    pub(crate) fn take(&mut self, size: &TemplateSize, row: Option<&ExampleRow<'_>>) -> bool {
        let filled = size.placeholders.saturating_mul(row.map_or(0, ExampleRow::longest_cell));
        let bytes = size.bytes.saturating_add(filled);
        if size.steps > self.steps || bytes > self.bytes {
            return false;
        }
        self.steps -= size.steps;
        self.bytes -= bytes;
        true
    }
}

impl TemplateSize {
    /// The size of a scenario below a background of `background` steps.
    pub(crate) fn new(block: &Block<'_>, background: usize) -> Self {
        let mut size = Self { steps: background, bytes: 0, placeholders: 0 };
        size.add(block.name.text);
        for step in &block.steps {
            size.add_step(step);
        }
        size
    }

    fn add_step(&mut self, step: &GherkinStep<'_>) {
        self.steps = self.steps.saturating_add(1);
        self.add(step.text.text);
        step.doc_string.iter().for_each(|text| self.add(&text.content));
        for cell in step.table.iter().flat_map(|row| &row.cells) {
            // A table can give its sentence a step for each cell.
            self.steps = self.steps.saturating_add(1);
            self.add(&cell.text);
        }
    }

    fn add(&mut self, text: &str) {
        self.bytes = self.bytes.saturating_add(text.len());
        self.placeholders = self.placeholders.saturating_add(text.matches('<').count());
    }
}

#[cfg(test)]
mod tests {
    use crate::language::feature::Feature;
    use crate::language::problem::FeatureErrors;

    fn outline(steps: &str, cell: &str, rows: usize) -> String {
        let rows = format!("| {cell} |\n").repeat(rows);
        format!("Feature: F\nScenario Outline: O\n{steps}\nExamples:\n| n |\n{rows}")
    }

    #[track_caller]
    fn check(text: &str, scenarios: Option<usize>) {
        let read = Feature::read("a.feature", text);
        let found = read.as_ref().map(|feature| feature.scenarios.len());
        let codes = |errors: &FeatureErrors| -> Vec<String> {
            errors.problems().iter().map(|problem| problem.code().to_owned()).collect()
        };
        match scenarios {
            Some(count) => assert_eq!(found.ok(), Some(count)),
            None => assert_eq!(codes(read.as_ref().unwrap_err()), ["language::too_large"]),
        }
    }

    #[test]
    fn the_product_of_steps_and_rows_has_a_bound() {
        let steps = "Given x\n".repeat(1000);
        check(&outline(&steps, "1", 500), Some(500));
        check(&outline(&steps, "1", 501), None);
        let scenarios = "Scenario: S\nGiven x\n".repeat(1000);
        check(&format!("Feature: F\nBackground:\n{steps}\n{scenarios}"), None);
    }

    #[test]
    fn the_words_of_rows_in_all_their_steps_have_a_bound() {
        let long = "x".repeat(10_000);
        let placeholders = "<n>".repeat(3000);
        check(&outline(&format!("Given {placeholders}"), &long, 2), Some(2));
        check(&outline(&format!("Given {placeholders}"), &long, 3), None);
        let table = format!("Given x\n|{placeholders}|\n\"\"\"\n{placeholders}\n\"\"\"");
        check(&outline(&table, &long, 2), None);
    }
}
