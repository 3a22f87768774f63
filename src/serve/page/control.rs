//! Buttons: each posts one step to a world, and comes back to the page that it is on.

use maud::{Markup, html};

use crate::document::sanitized::on_one_line;

/// What the buttons of a page need to know.
#[derive(Clone, Debug)]
pub(crate) struct Controls {
    /// The world that they act in.
    pub(crate) world: String,
    /// The token that shows that they are from a page of this service.
    pub(crate) token: String,
    /// The page to come back to.
    pub(crate) back: String,
}

impl Controls {
    /// What is posted with every button.
    pub(crate) fn hidden(&self) -> Markup {
        html! {
            input type="hidden" name="token" value=(self.token);
            input type="hidden" name="back" value=(self.back);
        }
    }

    /// Where a button posts to.
    pub(crate) fn target(&self, what: &str) -> String {
        format!("/w/{}/{what}", self.world)
    }

    /// Some controls that post to this world.
    pub(crate) fn posting(&self, content: &Markup) -> Markup {
        html! {
            form method="post" action=(self.target("do")) autocomplete="off" {
                (self.hidden())
                (content)
            }
        }
    }

    /// A button that takes a step.
    pub(crate) fn button(&self, step: &str, words: &str) -> Markup {
        self.button_named(step, words, None)
    }

    /// The same, with a name for those who hear it alone.
    pub(crate) fn button_named(&self, step: &str, words: &str, name: Option<&str>) -> Markup {
        let id = format!("{}-{step}", self.world);
        self.posting(&html! {
            button id=(id) name="step" value=(step) aria-label=[name] { (on_one_line(words)) }
        })
    }
}
