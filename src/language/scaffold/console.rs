//! What a policy says of the administrators' consoles for all rows together.

use crate::domain::action::UserAction;
use crate::domain::actor::Actor;
use crate::domain::expectation::Expectation;
use crate::domain::refusal::Refusal;
use crate::domain::reset::{Effect, ResetState};
use crate::language::catalogue::flow;
use crate::language::catalogue::flow::sees;
use crate::language::plan::{Check, Instruction};
use crate::language::scaffold::clause_keywords::ClauseKeywords;
use crate::language::scaffold::draft::DraftScenario;
use crate::language::scaffold::flow::{Setting, Start};
use crate::language::scaffold::portal;
use crate::language::scaffold::row::RESETS_THERE;
use crate::policy::checked::Console;

/// The scenarios about each console, on the first row that it knows, and on the first that it does not.
pub(crate) fn drafts(settings: &[Setting<'_>]) -> Vec<DraftScenario> {
    let mut drafts = Vec::new();
    for setting in settings.first().into_iter() {
        for console in &setting.policy.consoles {
            let knows = |setting: &&Setting<'_>| console.manages.contains(&setting.management);
            let known = settings.iter().find(knows);
            drafts.extend(known.map(|setting| before_any_reset(setting, console)));
            drafts.extend(known.filter(|_| console.offers_reset).map(|it| second(it, console)));
            let removed = settings.iter().filter(knows).find(|it| it.row.effect == Effect::Removed);
            drafts.extend(removed.and_then(|setting| instead(setting, console)));
            let stranger = settings.iter().find(|setting| !knows(setting));
            drafts.extend(stranger.map(|setting| unknown(setting, console)));
        }
    }
    drafts
}

fn before_any_reset(setting: &Setting<'_>, console: &Console) -> DraftScenario {
    let surface = console.surface;
    let mut draft = setting.draft(&format!("no reset is on record in {}", surface.in_a_sentence()));
    let look = |what| sees(Actor::Administrator, surface, what);
    let about = vec![ClauseKeywords::of(&["no reset state"]).at(surface)];
    draft.then(&look(Expectation::State(ResetState::None)), about.clone());
    match console.says.no_reset_state.map(|text| setting.text(text)) {
        Some(text) => {
            let about = about.into_iter().chain([ClauseKeywords::quote(text)]).collect();
            draft.then(&look(Expectation::Says(text.into())), about);
        }
        None => draft.then(&look(Expectation::SaysNothing), Vec::new()),
    }
    let offers = Expectation::Offers(console.offers_reset);
    let about = vec![ClauseKeywords::of(&[RESETS_THERE]).at(surface)];
    draft.then(&look(offers), about);
    draft
}

fn second(setting: &Setting<'_>, console: &Console) -> DraftScenario {
    let (surface, who) = (console.surface, Actor::Administrator);
    let name = format!("a second reset is refused in {}", surface.in_a_sentence());
    let mut draft = setting.draft(&name);
    let start = Start { who, at: surface };
    setting.request(&mut draft, start);
    draft.when(&flow::attempt(vec![flow::user_action(who, surface, UserAction::Reset)]));
    let says = console.says.already_pending.map(|text| setting.text(text));
    portal::refused(&mut draft, start, says);
    draft
}

/// What is shown in the place of a passcode that was removed.
fn instead(setting: &Setting<'_>, console: &Console) -> Option<DraftScenario> {
    let start = *setting.starts().first()?;
    let surface = console.surface;
    let name = format!("what {} shows in the place of a passcode", surface.in_a_sentence());
    let mut draft = setting.before(start, &name);
    setting.reset(&mut draft, start);
    let (what, about) = match console.says.removed_passcode.map(|text| setting.text(text)) {
        Some(text) => {
            (Expectation::WordsForPasscode(text.into()), vec![ClauseKeywords::quote(text)])
        }
        None => (Expectation::NothingForPasscode, Vec::new()),
    };
    draft.then(&sees(Actor::Administrator, surface, what), about);
    Some(draft)
}

/// A device that the console does not know.
fn unknown(setting: &Setting<'_>, console: &Console) -> DraftScenario {
    let surface = console.surface;
    let name = format!("{} does not know the device", surface.in_a_sentence());
    let mut draft = setting.draft(&name);
    let reset = flow::user_action(Actor::Administrator, surface, UserAction::Reset);
    draft.when(&flow::attempt(vec![reset]));
    let about = vec![ClauseKeywords::of(&["only|not", setting.management.name()]).at(surface)];
    draft.then(&Instruction::Check(Check::Refused(Refusal::NotAllowed)), about);
    draft
}
