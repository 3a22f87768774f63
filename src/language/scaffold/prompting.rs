//! What a policy says of the prompts of a surface: what each asks for, and what happens when it is not done.

use crate::domain::expectation::Expectation;
use crate::domain::place::Place;
use crate::domain::prompt::PromptKind;
use crate::domain::refusal::Refusal;
use crate::domain::reset::ResetState;
use crate::domain::span::Span;
use crate::domain::surface::SurfaceId;
use crate::language::catalogue::instructions::{act, attempt, sees, unlocks, user_action};
use crate::language::plan::{Act, Check, Instruction, KnownPasscode, SurfaceAction};
use crate::language::scaffold::clause_keywords::ClauseKeywords;
use crate::language::scaffold::draft::Draft;
use crate::language::scaffold::row::around;
use crate::language::scaffold::setting::{DEVICE, Setting, doing, named};
use crate::policy::surfaces::{MeasuredFrom, Prompt, SignInAgain};

/// The scenarios about what the surface asks for, on the first device that it knows.
pub(crate) fn drafts<'p>(settings: &[Setting<'p>], id: SurfaceId) -> Vec<Draft<'p>> {
    let surface = settings.first().and_then(|setting| setting.policy.surface(id));
    let setting = surface.and_then(|surface| Setting::known_to(settings, surface));
    let Some((setting, place)) = setting.and_then(|it| Some((it, it.user(id)?))) else {
        return Vec::new();
    };
    let flow = setting.flow(place);
    if flow.is_empty() {
        return Vec::new();
    }
    let mut drafts = vec![one_by_one(setting, place), canceled(setting, place)];
    for (position, prompt) in flow.iter().enumerate() {
        match (prompt.asked.kind, prompt.window) {
            (PromptKind::SignInAgain, Some(window)) => {
                drafts.extend(back_in_time(setting, place, position, window));
            }
            (PromptKind::EnterCode, _) => drafts.push(wrong_code(setting, place, position)),
            (PromptKind::Choose, _) => {
                drafts.extend(other_option(setting, place, (position, prompt)));
            }
            (PromptKind::SignInAgain | PromptKind::Confirm, _) => {}
        }
    }
    drafts
}

fn asks(setting: &Setting<'_>, place: Place, prompt: &Prompt, yes: bool) -> Instruction {
    let words = setting.text(prompt.asked.words).into();
    sees(named(place), DEVICE, Expectation::Asks(words, yes))
}

/// How statements say what a prompt asks for.
fn says(setting: &Setting<'_>, prompt: &Prompt) -> Vec<ClauseKeywords> {
    let asked = ClauseKeywords::quote(setting.text(prompt.asked.words)).surely();
    match prompt.asked.kind {
        PromptKind::SignInAgain => {
            vec![ClauseKeywords::of(&["asks|asked", "sign out", "sign in again"]).surely(), asked]
        }
        PromptKind::Confirm | PromptKind::EnterCode | PromptKind::Choose => vec![asked],
    }
}

fn there(setting: &Setting<'_>, place: Place) -> String {
    setting.policy.in_surface(place.surface)
}

/// Every prompt is asked for when those before it are done, and nothing is sent before.
fn one_by_one<'p>(setting: &Setting<'p>, place: Place) -> Draft<'p> {
    let name = format!("what is asked {}, one after the other", there(setting, place));
    let mut draft = setting.before(place, &name);
    draft.when(&doing(place, SurfaceAction::SelectReset));
    let flow = setting.flow(place);
    let first = || flow.first().map(|prompt| says(setting, prompt)).unwrap_or_default();
    for (position, prompt) in flow.iter().enumerate() {
        let about = if position == 0 { says(setting, prompt) } else { first() };
        draft.then(&asks(setting, place, prompt, position == 0), about);
    }
    draft.then(&unlocks(DEVICE, KnownPasscode::Old, true), first());
    for (prompt, next) in flow.iter().zip(flow.iter().skip(1)) {
        setting.answer(&mut draft, place, prompt);
        draft.then(&asks(setting, place, next, true), says(setting, next));
    }
    draft
}

fn canceled<'p>(setting: &Setting<'p>, place: Place) -> Draft<'p> {
    let name = format!("canceling {} resets nothing", there(setting, place));
    let mut draft = setting.before(place, &name);
    draft.when(&doing(place, SurfaceAction::SelectReset));
    draft.when(&doing(place, SurfaceAction::Cancel));
    draft.when(&act(vec![Act::Wait(setting.policy.completes_within)]));
    let about = || {
        let words = ["cancels|cancel|leaving|leaves", "sends nothing|resets nothing"];
        vec![ClauseKeywords::of(&words).surely()]
    };
    let nothing = setting.state_seen(place, ResetState::None);
    draft.then(&sees(named(place), DEVICE, nothing), about());
    draft.then(&unlocks(DEVICE, KnownPasscode::Old, true), about());
    draft
}

fn wrong_code<'p>(setting: &Setting<'p>, place: Place, position: usize) -> Draft<'p> {
    let name = format!("a wrong code {}, at prompt {}", there(setting, place), position + 1);
    let mut draft = setting.before(place, &name);
    setting.walk(&mut draft, place, position);
    let wrong = SurfaceAction::EnterCode { right: false };
    draft.when(&attempt(vec![user_action(named(place), DEVICE, wrong)]));
    let about = || vec![ClauseKeywords::of(&["wrong code"])];
    draft.then(&Instruction::Check(Check::Refused(Refusal::WrongCode)), about());
    draft.then(&unlocks(DEVICE, KnownPasscode::Old, true), about());
    draft
}

/// An entry of a list that does not go on with the reset.
fn other_option<'p>(
    setting: &Setting<'p>,
    place: Place,
    (position, prompt): (usize, &Prompt),
) -> Option<Draft<'p>> {
    let other = (0..).zip(&prompt.options).find(|(option, _)| *option != prompt.right);
    let (option, text) = other?;
    let text = setting.text(*text);
    let name =
        format!("{text} {} leads nowhere, at prompt {}", there(setting, place), position + 1);
    let mut draft = setting.before(place, &name);
    setting.walk(&mut draft, place, position);
    draft.when(&doing(place, SurfaceAction::Choose(option)));
    let about = || vec![ClauseKeywords::quote(text)];
    draft.then(&asks(setting, place, prompt, false), about());
    draft.then(&unlocks(DEVICE, KnownPasscode::Old, true), about());
    Some(draft)
}

/// Being back in the last moment, and in the first that is too late; and from when the window is measured.
fn back_in_time<'p>(
    setting: &Setting<'p>,
    place: Place,
    position: usize,
    window: SignInAgain,
) -> Vec<Draft<'p>> {
    let about = || {
        let time = |words: &[&str]| ClauseKeywords::of(words).within(window.within);
        vec![time(&["sign|signed|signing|signs"])]
    };
    let goes_on = |yes: bool| match setting.flow(place).get(position + 1) {
        Some(next) => asks(setting, place, next, yes),
        None => {
            let state = if yes { ResetState::Pending } else { ResetState::None };
            sees(named(place), DEVICE, setting.state_seen(place, state))
        }
    };
    let there = there(setting, place);
    let back_after = |span: Span, yes: bool| {
        let when = if yes { "in time" } else { "too late" };
        let mut draft =
            setting.before(place, &format!("back {span} after signing out is {when} {there}"));
        setting.walk(&mut draft, place, position);
        setting.back_after(&mut draft, place, span);
        let mut about = about();
        if !yes {
            about.push(ClauseKeywords::of(&["sign|signs|signing", "later|late|lapses"]));
        }
        draft.then(&goes_on(yes), about);
        draft
    };
    let (in_time, late) = around(window.within, window.limit);
    let from_request = window.measured_from == MeasuredFrom::Request;
    let opens = if from_request { "the button" } else { "the sign-out" };
    let mut measured =
        setting.before(place, &format!("the time to sign in again begins at {opens} {there}"));
    setting.walk(&mut measured, place, position);
    measured.when(&act(vec![Act::Wait(late)]));
    setting.back_after(&mut measured, place, Span::ZERO);
    measured.then(&goes_on(!from_request), about());
    vec![back_after(in_time, true), back_after(late, false), measured]
}
