//! How clients reach a world: addresses, tokens, what they are answered with, and what they did.

use maud::{Markup, html};

use crate::document::wording::counted;
use crate::policy::checked::Policy;
use crate::serve::client::client_record::ClientRecord;
use crate::serve::client::expected::ClientRule;
use crate::serve::graph::bearer::{Permission, token};
use crate::serve::page::control::Controls;
use crate::serve::page::frame::{PagePlace, page};
use crate::serve::service_secret::ServiceSecret;

/// The page for those who try a client.
pub(crate) fn clients(
    policy: &Policy,
    controls: &Controls,
    secret: &ServiceSecret,
    address: &str,
    record: &ClientRecord,
) -> Markup {
    let world = &controls.world;
    let main = html! {
        h1 { "Clients" }
        p { "The Graph API of this world is at " code { (address) "/w/" (world) "/graph/v1.0" } "." }
        section aria-labelledby="tokens" {
            h2 #tokens { "Bearer tokens" }
            div.scroll tabindex="0" role="region" aria-labelledby="tokens" {
                table {
                    thead { tr { th scope="col" { "Person" } th scope="col" { "May" } th scope="col" { "Token" } } }
                    tbody {
                        @for actor in policy.actor_ids() {
                            @for permission in Permission::ALL {
                                tr {
                                    td { (policy.actor_name(actor)) }
                                    td { (permission.name()) }
                                    td { code { (token(secret, world, actor, *permission)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
        (answering(controls))
        (verdicts(world, record))
    };
    page(&format!("Clients, world {world}"), &PagePlace { world: Some(world), events: None }, &main)
}

fn answering(controls: &Controls) -> Markup {
    html! {
        section aria-labelledby="answers" {
            h2 #answers { "Answer the next reset with an error" }
            p { "The service accepts the reset; only its answer is another." }
            div.actions {
                @for status in ["429", "503", "504"] {
                    (controls.button(&format!("answer{status}"), status))
                }
            }
        }
    }
}

fn verdicts(world: &str, record: &ClientRecord) -> Markup {
    html! {
        section aria-labelledby="did" {
            h2 #did { "What the clients did" }
            p { (counted(record.request_count, "request")) }
            ul {
                // Before the first request there is nothing to judge.
                @for rule in ClientRule::ALL.iter().filter(|_| record.request_count > 0) {
                    li {
                        @match rule.check(record) {
                            Ok(()) => { "✔ " (rule.title()) }
                            Err((_, seen)) => { "✘ " (rule.title()) ": " (seen) }
                        }
                    }
                }
            }
            p { a href={ "/w/" (world) "/report" } { "The verdict as a recording" } ", for " code { "passgate report" } }
        }
    }
}
