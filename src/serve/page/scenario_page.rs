//! What was done in a world as a scenario, with the expectations to be ticked.

use maud::{Markup, html};

use crate::serve::page::control::Controls;
use crate::serve::page::frame::{PagePlace, page};
use crate::serve::served::recorded_scenario::{LineText, RecordedScenario};

/// What the page shows.
pub(crate) struct ScenarioPage<'p> {
    /// Its buttons.
    pub(crate) controls: &'p Controls,
    /// The name that the user gave the scenario.
    pub(crate) name: &'p str,
    /// What was done, with every expectation that there could be; nothing if that was too much to be kept.
    pub(crate) recorded: Option<&'p RecordedScenario>,
    /// The feature, once the user has asked for it, and what became of it.
    pub(crate) feature: Option<(String, String)>,
}

impl ScenarioPage<'_> {
    /// The page.
    pub(crate) fn draw(&self) -> Markup {
        let world = &self.controls.world;
        let main = html! {
            h1 { "As a scenario" }
            @match self.recorded {
                None => p { "Too much was done here to be one scenario: begin another world." },
                Some(recorded) if recorded.lines.is_empty() => {
                    p { "Nothing has been done yet in " a href={ "/w/" (world) } { "world " (world) } "." }
                }
                Some(recorded) => (self.ticking(recorded))
            }
            @if let Some((feature, note)) = &self.feature {
                section aria-labelledby="feature" {
                    h2 #feature { "The feature" }
                    p role="status" { (note) }
                    pre tabindex="0" #text { (feature) }
                }
            }
        };
        let place = PagePlace { world: Some(world), events: None };
        page(&format!("As a scenario, world {world}"), &place, &main)
    }

    fn ticking(&self, recorded: &RecordedScenario) -> Markup {
        html! {
            p { "Tick what the scenario should expect. What would not hold with another seed is left out, and a comment says so." }
            form method="post" action=(self.controls.target("scenario")) autocomplete="off" {
                (self.controls.hidden())
                label for="name" { "Name of the scenario" }
                input #name name="name" maxlength="100" required value=(self.name);
                ol.steps {
                    @for (index, line) in recorded.lines.iter().enumerate() {
                        @match (&line.text, line.from) {
                            (LineText::Sentence(role, sentence, _), (step, Some(seen))) => {
                                li.check {
                                    input type="checkbox" #(format!("tick-{index}")) name="tick"
                                        value={ (step) "." (seen) } checked[line.ticked];
                                    label for={ "tick-" (index) } { (role.name()) " " (sentence) }
                                }
                            }
                            (LineText::Sentence(role, sentence, _), (_, None)) => {
                                li { (role.name()) " " (sentence) }
                            }
                            (LineText::Comment(words), _) => li.none { "# " (words) }
                        }
                    }
                }
                div.actions {
                    button name="do" value="write" #write { "Write the scenario" }
                    button name="do" value="save" #save { "Save it into features/" }
                }
            }
        }
    }
}
