//! What is around the content of every page: head, style, script, navigation.

use maud::{DOCTYPE, Markup, html};

use crate::document::sanitized::on_one_line;

/// The look of every page.
pub(crate) const STYLE: &str = include_str!("style.css");

/// What keeps a page up to date; every page works without it.
pub(crate) const SCRIPT: &str = include_str!("script.js");

/// Where a page is among others.
#[derive(Clone, Debug, Default)]
pub(crate) struct PagePlace<'p> {
    /// The world that it is about.
    pub(crate) world: Option<&'p str>,
    /// Where to learn that the world has changed.
    pub(crate) events: Option<String>,
}

/// A page. Its title holds nothing that anyone is shown.
pub(crate) fn page(title: &str, place: &PagePlace<'_>, main: &Markup) -> Markup {
    let title = on_one_line(title);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · passgate" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="/passgate.css";
                script src="/passgate.js" defer {}
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                header.top {
                    nav aria-label="Pages" {
                        a href="/" { "passgate" }
                        @if let Some(world) = place.world {
                            a href={ "/w/" (world) } { "World " (world) }
                            a href={ "/w/" (world) "/scenario" } { "As a scenario" }
                            a href={ "/w/" (world) "/clients" } { "Clients" }
                        }
                    }
                }
                main #main tabindex="-1" data-events=[place.events.as_deref()] { (main) }
            }
        }
    }
}

/// A page for what went wrong.
pub(crate) fn error_page(status: u16, message: &str) -> Markup {
    let title = match status {
        404 => "There is nothing here",
        403 | 421 => "Not from there",
        _ => "That did not work",
    };
    let main = html! {
        h1 { (title) }
        p.bad role="alert" { (on_one_line(message)) }
        p { a href="/" { "All worlds" } }
    };
    page(title, &PagePlace::default(), &main)
}
