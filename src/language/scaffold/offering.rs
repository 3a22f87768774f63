//! What a policy says of a surface for all rows together: who may use it, and to whom it offers a reset.

use crate::domain::browser::Browser;
use crate::domain::expectation::Expectation;
use crate::domain::place::Place;
use crate::domain::refusal::Refusal;
use crate::domain::surface::SurfaceId;
use crate::language::catalogue::instructions::{attempt, request, sees, unlocks, user_action};
use crate::language::plan::{Check, Instruction, KnownPasscode, SurfaceAction};
use crate::language::scaffold::clause_keywords::ClauseKeywords;
use crate::language::scaffold::draft::Draft;
use crate::language::scaffold::setting::{DEVICE, Setting, named};
use crate::policy::surfaces::{OpenTo, Surface};

/// The scenarios about the surface, on the first device that it knows, and on the first that it does not.
pub(crate) fn drafts<'p>(settings: &[Setting<'p>], id: SurfaceId) -> Vec<Draft<'p>> {
    let Some(surface) = settings.first().and_then(|setting| setting.policy.surface(id)) else {
        return Vec::new();
    };
    let mut drafts = Vec::new();
    if let Some(setting) = Setting::known_to(settings, surface) {
        let user = setting.user(id);
        drafts.extend(user.map(|place| offer(setting, place, surface)));
        if surface.is_portal() {
            drafts.extend(stranger(setting, id, surface));
            drafts.extend(user.map(|place| elsewhere(setting, place, surface)));
        }
    }
    let stranger = settings.iter().find(|setting| !surface.manages(setting.key.management()));
    drafts.extend(stranger.and_then(|setting| unknown(setting, id, surface)));
    drafts
}

/// Whether the surface offers a reset, as an expectation.
pub(crate) fn offered(setting: &Setting<'_>, surface: &Surface, yes: bool) -> Expectation {
    Expectation::Offers(setting.text(surface.button).into(), yes)
}

fn offer<'p>(setting: &Setting<'p>, place: Place, surface: &Surface) -> Draft<'p> {
    let offers = setting.offers(place.surface);
    let what = if offers { "offers a reset" } else { "offers no reset" };
    let mut draft = setting.before(place, &format!("{} {what}", surface.name));
    let name = setting.called(place.actor);
    let about = match (offers, surface.is_portal()) {
        (true, true) => {
            let can = format!("{name} is offered|{name} can|{name}s can");
            ClauseKeywords::of(&[&can, "reset|resets"])
        }
        (true, false) => {
            ClauseKeywords::of(&[&setting.resets_there(place)]).at(setting.policy, place.surface)
        }
        (false, _) => ClauseKeywords::of(&["not offered|cannot|only an|only the"]),
    };
    draft.then(&sees(named(place), DEVICE, offered(setting, surface, offers)), vec![about]);
    draft
}

/// Someone whose device it is not.
fn stranger<'p>(setting: &Setting<'p>, id: SurfaceId, surface: &Surface) -> Option<Draft<'p>> {
    let policy = setting.policy;
    let owner = policy.owner();
    let is_other = |actor: &_| *actor != owner && policy.role(*actor).owns_devices();
    let actor = policy.actor_ids().find(is_other)?;
    let place = Place::new(actor, id);
    let name = policy.actor_name(actor);
    let mut draft = setting.draft(&format!("{name} is refused in {}", surface.name));
    let says = format!("{name}|somebody else|other {}s", setting.called(owner));
    let about = || vec![ClauseKeywords::of(&[&says])];
    draft.then(&sees(named(place), DEVICE, offered(setting, surface, false)), about());
    draft.when(&attempt(request(named(place), DEVICE, setting.browser(place))));
    let refusal = match surface.open_to {
        _ if !surface.people.contains(&actor) => Refusal::NotAllowed,
        OpenTo::AnyBrowser => Refusal::NotOffered,
        OpenTo::TheDevice => Refusal::SignedOut,
    };
    draft.then(&Instruction::Check(Check::Refused(refusal)), about());
    draft.then(&unlocks(DEVICE, KnownPasscode::Old, true), about());
    Some(draft)
}

/// A browser on another device: the surface is open to it or not.
fn elsewhere<'p>(setting: &Setting<'p>, place: Place, surface: &Surface) -> Draft<'p> {
    let open = surface.open_to == OpenTo::AnyBrowser;
    let is = if open { "is allowed" } else { "is refused" };
    let name = format!("a browser on another device {is} in {}", surface.name);
    let mut draft = setting.draft(&name);
    let sign_in = SurfaceAction::SignIn(Browser::OnAnotherDevice);
    draft.when(&attempt(vec![user_action(named(place), DEVICE, sign_in)]));
    let about = vec![ClauseKeywords::of(&["browser|browsers|device itself"])];
    if open {
        let offers = offered(setting, surface, setting.offers(place.surface));
        draft.then(&sees(named(place), DEVICE, offers), about);
    } else {
        draft.then(&Instruction::Check(Check::Refused(Refusal::NotAllowed)), about);
    }
    draft
}

/// A device that the surface does not know.
fn unknown<'p>(setting: &Setting<'p>, id: SurfaceId, surface: &Surface) -> Option<Draft<'p>> {
    let place = setting.user(id)?;
    let mut draft = setting.draft(&format!("{} does not know the device", surface.name));
    draft.when(&attempt(vec![user_action(named(place), DEVICE, SurfaceAction::SelectReset)]));
    let about = ClauseKeywords::of(&["only|not", setting.key.management()])
        .at(setting.policy, place.surface);
    draft.then(&Instruction::Check(Check::Refused(Refusal::NotAllowed)), vec![about]);
    Some(draft)
}
