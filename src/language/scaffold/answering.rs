//! What a policy says of how surfaces show a reset, for all rows together: on its way, done, in the way of another.

use crate::domain::expectation::Expectation;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::reset::{Effect, ResetState};
use crate::domain::surface::SurfaceId;
use crate::language::catalogue::instructions::{act, answer, attempt, sees, unlocks, user_action};
use crate::language::plan::{Act, Check, Instruction, KnownPasscode, SurfaceAction};
use crate::language::scaffold::clause_keywords::ClauseKeywords;
use crate::language::scaffold::draft::Draft;
use crate::language::scaffold::setting::{DEVICE, Setting, named};
use crate::policy::checked::OfflineDevice;
use crate::policy::surfaces::Surface;

/// The scenarios about what the surface shows, on the first device that it knows.
pub(crate) fn drafts<'p>(settings: &[Setting<'p>], id: SurfaceId) -> Vec<Draft<'p>> {
    let Some(surface) = settings.first().and_then(|setting| setting.policy.surface(id)) else {
        return Vec::new();
    };
    let Some(setting) = Setting::known_to(settings, surface) else { return Vec::new() };
    let Some(place) = setting.user(id) else { return Vec::new() };
    let mut drafts = Vec::new();
    if surface.is_console() {
        drafts.push(before_any_reset(setting, place, surface));
        let removes = |setting: &&Setting<'_>| {
            surface.manages(setting.key.management()) && setting.row.effect == Effect::Removed
        };
        drafts.extend(settings.iter().find(removes).and_then(|it| instead(it, place, surface)));
    } else if setting.offers(id) {
        drafts.push(how_far(setting, place, surface));
    }
    drafts.extend(setting.offers(id).then(|| second(setting, place, surface)));
    drafts
}

fn before_any_reset<'p>(setting: &Setting<'p>, place: Place, surface: &Surface) -> Draft<'p> {
    let mut draft = setting.draft(&format!("no reset is on record in {}", surface.name));
    let look = |what| sees(named(place), DEVICE, what);
    let about = vec![ClauseKeywords::of(&["no reset state"]).at(setting.policy, place.surface)];
    draft.then(&look(Expectation::State(ResetState::None)), about.clone());
    match surface.says.no_reset_state.map(|text| setting.text(text)) {
        Some(text) => {
            let about = about.into_iter().chain([ClauseKeywords::quote(text)]).collect();
            draft.then(&look(Expectation::Says(text.into())), about);
        }
        None => draft.then(&look(Expectation::SaysNothing), Vec::new()),
    }
    draft
}

/// What is shown in the place of a passcode that was removed.
fn instead<'p>(setting: &Setting<'p>, place: Place, surface: &Surface) -> Option<Draft<'p>> {
    let start = *setting.starts().first()?;
    let name = format!("what {} shows in the place of a passcode", surface.name);
    let mut draft = setting.before(start, &name);
    setting.reset(&mut draft, start);
    let (what, about) = match surface.says.removed_passcode.map(|text| setting.text(text)) {
        Some(text) => {
            (Expectation::WordsForPasscode(text.into()), vec![ClauseKeywords::quote(text)])
        }
        None => (Expectation::NothingForPasscode, Vec::new()),
    };
    draft.then(&sees(named(place), DEVICE, what), about);
    Some(draft)
}

/// What a portal says while a reset is on its way, and how soon it is done.
fn how_far<'p>(setting: &Setting<'p>, place: Place, surface: &Surface) -> Draft<'p> {
    let mut draft = setting.before(place, &format!("{} says how far a reset is", surface.name));
    setting.request(&mut draft, place);
    let quoted = |text: Option<_>| {
        text.map(|text| ClauseKeywords::quote(setting.text(text))).into_iter().collect()
    };
    let pending = setting.state_seen(place, ResetState::Pending);
    draft.then(&sees(named(place), DEVICE, pending), quoted(surface.says.pending));
    let within = Check::Sees {
        at: named(place),
        device: DEVICE,
        what: setting.state_seen(place, ResetState::Done),
        within: Some(setting.policy.completes_within),
    };
    draft.then(&Instruction::Check(within), quoted(surface.says.succeeded));
    draft
}

/// A second reset while one is in flight.
fn second<'p>(setting: &Setting<'p>, place: Place, surface: &Surface) -> Draft<'p> {
    let name = format!("a second reset is refused in {} while one is in flight", surface.name);
    let mut draft = setting.before(place, &name);
    setting.request(&mut draft, place);
    draft.when(&attempt(vec![user_action(named(place), DEVICE, SurfaceAction::SelectReset)]));
    let about = || {
        vec![ClauseKeywords::of(&["second reset|one reset at a time|already pending|in flight"])]
    };
    draft.then(&Instruction::Check(Check::Refused(Refusal::AlreadyPending)), about());
    let says = surface.says.already_pending.map(|text| setting.text(text));
    let what = says.map_or(Expectation::SaysNothing, |says| Expectation::Says(says.into()));
    let quoted = says.map(ClauseKeywords::quote).into_iter().chain(about()).collect();
    draft.then(&sees(named(place), DEVICE, what), quoted);
    draft
}

/// A device that is offline, in the first place where anyone can reset one without its own browser.
pub(crate) fn offline<'p>(settings: &[Setting<'p>]) -> Option<Draft<'p>> {
    let (setting, start) = settings.iter().find_map(|setting| {
        let start = setting.starts().into_iter().find(|start| !setting.is_locked_out(*start))?;
        Some((setting, start))
    })?;
    let waits = setting.policy.offline_device == OfflineDevice::Waits;
    let name = match waits {
        true => "the reset of an offline device waits",
        false => "the reset of an offline device fails",
    };
    let mut draft = setting.before(start, name);
    let connect = |online| act(vec![Act::Connect { device: DEVICE, online }]);
    draft.given(&connect(false));
    setting.request(&mut draft, start);
    draft.when(&act(vec![Act::Wait(setting.policy.completes_within)]));
    let about = || vec![ClauseKeywords::of(&["offline"])];
    let look = |state| sees(named(start), DEVICE, setting.state_seen(start, state));
    let state = if waits { ResetState::Pending } else { ResetState::Failed };
    draft.then(&look(state), about());
    draft.then(&unlocks(DEVICE, KnownPasscode::Old, true), about());
    if waits {
        draft.when(&connect(true));
        draft.when(&act(vec![answer(DEVICE)]));
        draft.then(&look(ResetState::Done), about());
    }
    Some(draft)
}
