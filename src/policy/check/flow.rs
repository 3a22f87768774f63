//! Checks what a surface asks for before it sends a reset.

use std::sync::Arc;

use crate::document::finding::Finding;
use crate::document::sanitized::quoted;
use crate::document::suggestion::did_you_mean;
use crate::document::yaml::path::{NodePart, Path};
use crate::domain::prompt::Asked;
use crate::domain::text_table::TextId;
use crate::policy::check::checker::{Checker, Slot};
use crate::policy::check::names::{self, NameKind};
use crate::policy::flow_document::{ChooseEntry, PromptEntry, SignInAgainEntry};
use crate::policy::surfaces::{Prompt, SignInAgain};

/// The most prompts that a person goes through.
const PROMPTS_MAX: usize = 8;

/// Checks the prompts, which are asked for one after the other.
pub(crate) fn check(
    checker: &mut Checker,
    entries: Vec<PromptEntry>,
    path: &Path,
) -> Arc<[Prompt]> {
    if entries.len() > PROMPTS_MAX {
        checker.report(
            Finding::new(
                "policy::too_many_prompts",
                format!("{} asks for more than {PROMPTS_MAX} things", path.in_words()),
            )
            .help("leave some of the prompts out: no person would get through")
            .at(NodePart::Key(path.clone())),
        );
    }
    check_lists(checker, &entries, path);
    let entries = entries.into_iter().enumerate();
    entries.map(|(index, entry)| prompt(checker, entry, &path.index(index))).collect()
}

/// Checks that an option which two lists have is at the same place in both: a sentence names it by its words alone.
fn check_lists(checker: &mut Checker, entries: &[PromptEntry], path: &Path) {
    let mut known: Vec<(&str, usize)> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let PromptEntry::Choose(list) = entry else { continue };
        for (at, option) in list.options.iter().enumerate() {
            if known.iter().any(|(other, first)| other == option && *first != at) {
                let path = path.index(index).key(entry.kind().name()).key("options").index(at);
                checker.report(
                    Finding::new(
                        "policy::options",
                        format!("{} is at another place in another list", quoted(option)),
                    )
                    .help("put it at the same place in both, or give it other words in one")
                    .at(NodePart::Value(path)),
                );
            }
            known.push((option, at));
        }
    }
}

fn prompt(checker: &mut Checker, entry: PromptEntry, path: &Path) -> Prompt {
    let kind = entry.kind();
    let path = path.key(kind.name());
    let prompt = |asks, checker: &mut Checker| Prompt {
        asked: Asked { kind, words: asks_for(checker, asks, &path) },
        window: None,
        options: Vec::new(),
        right: 0,
    };
    match entry {
        PromptEntry::Confirm(entry) => prompt(entry.asks, checker),
        PromptEntry::EnterCode(entry) => prompt(entry.asks, checker),
        PromptEntry::SignInAgain(SignInAgainEntry { asks, within, limit, measured_from }) => {
            let plain = prompt(asks, checker);
            let within = checker.span(within, &path.key("within"));
            let window = within.map(|within| SignInAgain { within, limit, measured_from });
            Prompt { window, ..plain }
        }
        PromptEntry::Choose(ChooseEntry { asks, options, right }) => {
            let plain = prompt(asks, checker);
            let right = choice(checker, &options, &right, &path);
            let options = options.into_iter().enumerate();
            let said =
                |(index, text)| checker.said(text, Slot::Never, &path.key("options").index(index));
            Prompt { options: options.map(said).collect(), right, ..plain }
        }
    }
}

fn asks_for(checker: &mut Checker, asks: String, path: &Path) -> TextId {
    let path = path.key("asks");
    let place = NodePart::Value(path.clone());
    names::check(checker, NameKind::Prompt, &asks, &place);
    checker.said(asks, Slot::Never, &path)
}

/// The position of the option that goes on with the reset.
fn choice(checker: &mut Checker, options: &[String], right: &str, path: &Path) -> u8 {
    if options.len() < 2 || options.len() > usize::from(u8::MAX) {
        checker.report(
            Finding::new(
                "policy::options",
                format!("{} leaves nothing to choose", path.key("options").in_words()),
            )
            .help("list at least two options")
            .at(NodePart::Value(path.key("options"))),
        );
    }
    for (index, option) in options.iter().enumerate() {
        if options.iter().take(index).any(|other| other == option) {
            checker.report(
                Finding::new(
                    "policy::repeated_name",
                    format!("{} is an option twice", quoted(option)),
                )
                .help("remove one of them")
                .at(NodePart::Value(path.key("options").index(index))),
            );
        }
    }
    let position = options.iter().position(|option| option == right);
    if position.is_none() {
        let known = options.iter().map(String::as_str);
        checker.report(
            Finding::new(
                "policy::right_option",
                format!("{} is none of the options: no one could go on", quoted(right)),
            )
            .help(did_you_mean(right, known))
            .at(NodePart::Value(path.key("right"))),
        );
    }
    position.and_then(|position| u8::try_from(position).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::document::diagnostic::Diagnostic;
    use crate::domain::prompt::PromptKind;
    use crate::domain::span::Span;
    use crate::policy::checked::Policy;
    use crate::policy::samples::PLAIN;
    use crate::policy::surfaces::Prompt;

    /// What the page of the policy asks for with this prompt in the place of the first one; otherwise what is wrong.
    fn first(prompt: &str) -> Result<(Policy, Prompt), String> {
        let is_first = |line: &&str| line.trim_start().starts_with("- sign in again:");
        let line = PLAIN.lines().find(is_first).unwrap();
        let text = PLAIN.replace(line, &format!("      - {prompt}"));
        let in_words = |it: &Diagnostic| format!("{}: {}", it.message(), it.help().unwrap());
        let policy = Policy::parse("plain.yaml", &text)
            .map_err(|errors| errors.iter().map(in_words).collect::<Vec<_>>().join("; "))?;
        let page = policy.surface(policy.surface_named("the page").unwrap()).unwrap();
        let flow = page.flow.clone().unwrap();
        assert_eq!(flow.len(), 2);
        Ok((policy, flow[0].clone()))
    }

    #[test]
    fn a_list_has_its_options_and_the_right_one() {
        for (right, position) in [("one", 0), ("two", 1), ("three", 2)] {
            let list = "{ asks: say why, options: [one, two, three]";
            let (policy, prompt) = first(&format!("choose: {list}, right: {right} }}")).unwrap();
            let options: Vec<&str> = prompt.options.iter().map(|text| policy.text(*text)).collect();
            assert_eq!((options, prompt.right), (vec!["one", "two", "three"], position));
            assert_eq!((prompt.asked.kind, prompt.window), (PromptKind::Choose, None));
            assert_eq!(policy.text(prompt.asked.words), "say why");
        }
    }

    #[test]
    fn a_person_has_so_long_to_sign_in_again() {
        let prompt = "{ asks: go, within: 90 seconds, limit: exclusive, measured_from: request }";
        let (_, prompt) = first(&format!("sign in again: {prompt}")).unwrap();
        assert_eq!(prompt.window.unwrap().within, Span::from_milliseconds(90_000));
        assert!(prompt.options.is_empty());
    }

    #[test]
    fn a_list_without_a_choice_is_wrong_and_so_is_a_prompt_that_is_none() {
        let wrong = |prompt: &str| first(prompt).unwrap_err();
        let one = wrong("choose: { asks: say why, options: [one], right: one }");
        assert!(one.contains("leaves nothing to choose: list at least two options"), "{one}");
        let twice = wrong("choose: { asks: say why, options: [one, two, one], right: two }");
        assert!(twice.contains("`one` is an option twice: remove one of them"), "{twice}");
        let none = wrong("choose: { asks: say why, options: [one, two], right: thre }");
        assert!(none.contains("`thre` is none of the options: no one could go on"), "{none}");
        let word = wrong("confirm");
        let example = "write a prompt, such as `confirm: { asks: reset the passcode }`";
        assert_eq!(
            word,
            format!("the surface `the page`'s reset cannot be the text `confirm`: {example}")
        );
    }
}
