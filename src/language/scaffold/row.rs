//! What a policy says of one row: what becomes of the passcode, who sees it where, what the device says.

use crate::domain::action::Action;
use crate::domain::actor::Actor;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::domain::reset::{Effect, ResetState};
use crate::domain::span::Span;
use crate::domain::surface::Surface;
use crate::language::catalogue::flow;
use crate::language::catalogue::flow::sees;
use crate::language::plan::{Act, Check, Instruction, KnownPasscode};
use crate::language::scaffold::clause_keywords::ClauseKeywords;
use crate::language::scaffold::draft::DraftScenario;
use crate::language::scaffold::flow::{IN_PORTAL, Place, Start};
use crate::policy::checked::{Limit, Superseded};
use crate::policy::row::{Otherwise, PasscodeRule};
use crate::policy::table::Earlier;

/// How statements say that administrators reset passcodes somewhere.
pub(crate) const RESETS_THERE: &str = "administrator can reset|administrators can reset|\
    administrator may reset|administrator resets|offers a reset|offers the same reset";

/// The scenarios of one row.
pub(crate) fn drafts(place: &Place<'_>) -> Vec<DraftScenario> {
    let starts = place.starts();
    let mut drafts: Vec<DraftScenario> = Vec::new();
    for start in &starts {
        drafts.push(seen(place, *start, None));
    }
    for start in starts.iter().filter(|start| earlier_matters(place, **start)) {
        drafts.extend(starts.iter().map(|before| seen(place, *start, Some(*before))));
    }
    drafts.extend(again(place));
    drafts.extend(starts.iter().find_map(|start| superseded(place, *start)));
    match starts.first() {
        Some(first) => {
            drafts.push(on_device(place, *first));
            drafts.extend(follow_up(place, *first));
        }
        None => drafts.push(nobody_resets(place)),
    }
    drafts
}

/// Who sees what once somebody has reset the passcode, for the first time or again.
fn seen(place: &Place<'_>, start: Start, before: Option<Start>) -> DraftScenario {
    let name = named(start);
    let mut draft = match before {
        None => place.before(start, &name),
        Some(before) => after(place, before, &name),
    };
    let earlier = before.map_or(Earlier::None, |before| Earlier::None.and(before.who));
    place.reset(&mut draft, start);
    if start == IN_PORTAL {
        let says = place.text(place.policy.portal.says.succeeded);
        let what = Expectation::Says(says.into());
        draft.then(&sees(start.who, start.at, what), vec![ClauseKeywords::quote(says)]);
    } else {
        let what = Expectation::State(ResetState::Done);
        let about = ClauseKeywords::of(&[RESETS_THERE]).at(start.at);
        let state =
            ClauseKeywords::of(&["administrator", "can reset|resets", "state"]).at(start.at);
        draft.then(&sees(start.who, start.at, what), vec![about, state.surely()]);
    }
    let mut unlocks = false;
    for observation in place.observations() {
        let shown = place.shows(observation, start.who, earlier);
        let what = place.passcode_seen(shown);
        draft.then(
            &sees(observation.who, observation.at, what),
            passcode_words(place, observation, shown, before),
        );
        unlocks |= shown;
        let without = place.row.passcode.as_ref().filter(|_| shown).map(left_out);
        if let Some(left_out) = without.filter(|left_out| !left_out.is_empty()) {
            let what = Expectation::PasscodeWithout(left_out.as_str().into());
            draft.then(
                &sees(observation.who, observation.at, what),
                vec![ClauseKeywords::of(&["look alike|looks like|look-alikes|confused"])],
            );
        }
    }
    if unlocks {
        let about = vec![ClauseKeywords::of(&["new passcode", "unlocks|opens"]).surely()];
        draft.then(&flow::unlocks(KnownPasscode::Seen, true), about);
        only(place, &mut draft, start.who, earlier);
    } else if place.row.effect == Effect::Replaced {
        let nobody = Instruction::Check(Check::NobodySees { device: DeviceId::FIRST });
        let about = vec![
            ClauseKeywords::of(&["nobody|no one|no-one", "passcode"]),
            ClauseKeywords::of(&["only if", "before|earlier"]),
        ];
        draft.then(&nobody, about);
    }
    draft
}

/// Where one person alone sees the new passcode, on one surface: it stands nowhere else.
fn only(place: &Place<'_>, draft: &mut DraftScenario, by: Actor, earlier: Earlier) {
    let observations = place
        .observations()
        .into_iter()
        .filter(|observation| place.shows(*observation, by, earlier));
    if let [observation] = observations.collect::<Vec<_>>().as_slice() {
        let (actor, surface, device) = (observation.who, observation.at, DeviceId::FIRST);
        let about = vec![ClauseKeywords::of(&["passcode", "nowhere else|anywhere else|in a log"])];
        draft.then(&Instruction::Check(Check::OnlySees { actor, surface, device }), about);
    }
}

/// A scenario on whose device somebody has performed a reset before.
fn after(place: &Place<'_>, before: Start, name: &str) -> DraftScenario {
    let name = format!("{name}, after an earlier reset by {} in {}", before.who, at(before));
    let mut draft = place.before(before, &name);
    if before == IN_PORTAL && !place.is_plain() {
        place.reset(&mut draft, before);
    } else {
        draft.given(&flow::act(flow::reset(before.who, before.at, Browser::OnAnotherDevice)));
    }
    draft
}

/// An end user's reset whose passcode nobody sees, and an administrator's, which helps.
fn again(place: &Place<'_>) -> Option<DraftScenario> {
    let (user, administrator) = (Actor::EndUser, Actor::Administrator);
    let replaced = place.row.effect == Effect::Replaced;
    let seen = |observation: &Start| place.shows(*observation, user, Earlier::None);
    let own = Earlier::None.and(user);
    let helps = |start: &Start| *start != IN_PORTAL && place.shows(*start, administrator, own);
    let starts = place.starts();
    if !replaced || starts.first() != Some(&IN_PORTAL) || place.observations().iter().any(seen) {
        return None;
    }
    let start = *starts.iter().find(|start| helps(start))?;
    let mut draft =
        place.in_portal("nobody sees the passcode until the administrator resets again");
    place.reset(&mut draft, IN_PORTAL);
    let about =
        || vec![ClauseKeywords::of(&["administrator", "another reset|resets again|reset again"])];
    let nobody = Check::NobodySees { device: DeviceId::FIRST };
    draft.then(&Instruction::Check(nobody), about());
    place.reset(&mut draft, start);
    draft.then(&sees(start.who, start.at, place.passcode_seen(true)), about());
    draft.then(&flow::unlocks(KnownPasscode::Seen, true), Vec::new());
    Some(draft)
}

/// A newer reset, which takes the passcode of the last one out of sight. No sentence tells a marked one.
fn superseded(place: &Place<'_>, start: Start) -> Option<DraftScenario> {
    let sees_it = place.shows(start, start.who, Earlier::None);
    if place.policy.superseded == Superseded::Marked || !sees_it || is_locked_out(place, start) {
        return None;
    }
    let mut draft = place.before(start, "a newer reset takes the passcode out of sight");
    place.reset(&mut draft, start);
    draft.then(&sees(start.who, start.at, place.passcode_seen(true)), Vec::new());
    place.request(&mut draft, start);
    let about =
        vec![ClauseKeywords::of(&["passcode", "newer reset|superseded|out of sight|disappears"])];
    draft.then(&sees(start.who, start.at, place.passcode_seen(false)), about);
    Some(draft)
}

/// Whether the end user cannot begin a second reset: the portal is open to the device alone, which is locked.
fn is_locked_out(place: &Place<'_>, start: Start) -> bool {
    start == IN_PORTAL && place.browser() == Browser::OnTheDevice
}

/// What becomes of the device.
fn on_device(place: &Place<'_>, start: Start) -> DraftScenario {
    let mut draft = place.before(start, "what becomes of the device");
    place.reset(&mut draft, start);
    let removed = place.row.effect == Effect::Removed;
    let about = match place.row.effect {
        Effect::Removed => vec![ClauseKeywords::of(&["passcode", "removed|removes"])],
        Effect::Replaced => Vec::new(),
        Effect::Unchanged => vec![ClauseKeywords::of(&["passcode", "unchanged|keeps|kept|stays"])],
    };
    let device = |what| sees(Actor::EndUser, Surface::Device, what);
    draft.then(&device(Expectation::HasPasscode(!removed)), about.clone());
    match place.row.on_device {
        Some(notice) => {
            let says = place.text(notice.says);
            let about = vec![ClauseKeywords::quote(says)];
            draft.then(&device(Expectation::Says(says.into())), about);
        }
        None => {
            let about = vec![ClauseKeywords::of(&["device says nothing|device shows nothing"])];
            draft.then(&device(Expectation::SaysNothing), about);
        }
    }
    let kept = place.row.effect == Effect::Unchanged;
    let old = if kept { about } else { vec![ClauseKeywords::of(&["old passcode"])] };
    draft.then(&flow::unlocks(KnownPasscode::Old, kept), old);
    draft
}

/// How long the end user has to set a new passcode: the last moment in time, the first that is late.
fn follow_up(place: &Place<'_>, start: Start) -> Vec<DraftScenario> {
    let Some(follow_up) = place.row.follow_up else { return Vec::new() };
    let allowed = follow_up.set_passcode_within;
    let blocks = follow_up.otherwise == Otherwise::AppsBlocked;
    let about = || {
        let time = |words| ClauseKeywords::of(words).within(allowed);
        vec![time(&["set|choose"]), time(&["apps"])]
    };
    let at_limit = |span: Span, late: bool| {
        let when = if late { "too late" } else { "in time" };
        let mut draft = place.before(start, &format!("{span} without a passcode is {when}"));
        place.reset(&mut draft, start);
        let device = DeviceId::FIRST;
        let wait = Action::WaitSinceApplied { device, span };
        draft.when(&flow::act(vec![Act::Plain(wait)]));
        let what = Expectation::AppsBlocked(late && blocks);
        draft.then(&sees(Actor::EndUser, Surface::Device, what), about());
        draft
    };
    let (in_time, late) = around(allowed, follow_up.limit);
    vec![at_limit(in_time, false), at_limit(late, true)]
}

/// The last span that a limit admits, and the first that it does not, a second apart where there is room.
pub(crate) fn around(allowed: Span, limit: Limit) -> (Span, Span) {
    let step = if allowed.milliseconds() >= 2000 { 1000 } else { 1 };
    let milliseconds = allowed.milliseconds();
    match limit {
        Limit::Inclusive => (allowed, Span::from_milliseconds(milliseconds.saturating_add(step))),
        Limit::Exclusive => (Span::from_milliseconds(milliseconds.saturating_sub(step)), allowed),
    }
}

/// A row whose passcode nobody can reset.
fn nobody_resets(place: &Place<'_>) -> DraftScenario {
    let mut draft = place.draft("nobody is offered a reset");
    for observation in place.observations() {
        let about =
            vec![ClauseKeywords::of(&["not offered|cannot reset|no reset|only an administrator"])];
        draft.then(&sees(observation.who, observation.at, Expectation::Offers(false)), about);
    }
    let about = vec![ClauseKeywords::of(&["old passcode"])];
    draft.then(&flow::unlocks(KnownPasscode::Old, true), about);
    draft
}

/// Whether some earlier reset changes what anybody sees of one that begins here.
fn earlier_matters(place: &Place<'_>, start: Start) -> bool {
    let differs = |observation: &Start| {
        let shown = |earlier| place.shows(*observation, start.who, earlier);
        place
            .starts()
            .iter()
            .any(|before| shown(Earlier::None.and(before.who)) != shown(Earlier::None))
    };
    !is_locked_out(place, start) && place.observations().iter().any(differs)
}

/// The clauses that an expectation about a new passcode bears, by what they say.
fn passcode_words(
    place: &Place<'_>,
    observation: Start,
    shown: bool,
    before: Option<Start>,
) -> Vec<ClauseKeywords> {
    let passcode = "passcode|new passcode|numeric passcode|alphanumeric passcode";
    let new = "new passcode|numeric passcode|alphanumeric passcode|the passcode|its passcode";
    let mut about = Vec::new();
    if shown {
        if let Some(rule) = &place.row.passcode {
            about.push(ClauseKeywords::of(&["new", rule.alphabet.name(), "passcode"]));
        }
        let sees = "shown|shows|sees|see|available|finds|reads";
        about.push(ClauseKeywords::of(&[new, sees]).at(observation.at));
        if before.is_some() {
            about.push(ClauseKeywords::of(&[new, "sees|shown|see", "before|earlier"]));
        }
    } else {
        let none = "without a passcode|no passcode|no new passcode";
        about.push(ClauseKeywords::of(&[none]).at(observation.at).surely());
        about.push(ClauseKeywords::of(&[passcode, "only", "sees|see|shown|available"]));
    }
    about
}

/// The characters that a passcode of this alphabet never has.
fn left_out(rule: &PasscodeRule) -> String {
    let all = rule.alphabet.characters().chars();
    all.filter(|character| !rule.characters.contains(*character)).collect()
}

fn named(start: Start) -> String {
    format!("{} resets the passcode in {}", start.who, at(start))
}

fn at(start: Start) -> &'static str {
    start.at.in_a_sentence()
}
