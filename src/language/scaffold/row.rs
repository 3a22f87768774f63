//! What a policy says of one row: what happens to the passcode, who sees it where, what the device says.

use crate::domain::actor::ActorId;
use crate::domain::expectation::Expectation;
use crate::domain::place::Place;
use crate::domain::reset::{Effect, ResetScope, ResetState};
use crate::domain::span::Span;
use crate::language::catalogue::instructions::{act, device_shows, sees, unlocks, unlocks_profile};
use crate::language::plan::{Act, Check, Instruction, KnownPasscode};
use crate::language::scaffold::clause_keywords::ClauseKeywords;
use crate::language::scaffold::draft::Draft;
use crate::language::scaffold::setting::{DEVICE, Setting, named};
use crate::policy::checked::Superseded;
use crate::policy::row::{Otherwise, PasscodeRule};
use crate::policy::surfaces::Limit;
use crate::policy::table::Earlier;

/// The scenarios of one device.
pub(crate) fn drafts<'p>(setting: &Setting<'p>) -> Vec<Draft<'p>> {
    let starts = setting.starts();
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    for start in &starts {
        drafts.push(seen(setting, *start, None));
    }
    for start in starts.iter().filter(|start| earlier_matters(setting, **start)) {
        drafts.extend(starts.iter().map(|before| seen(setting, *start, Some(*before))));
    }
    drafts.extend(again(setting));
    drafts.extend(starts.iter().find_map(|start| until_replaced(setting, *start)));
    drafts.extend(superseded(setting));
    if let Some(first) = starts.first() {
        drafts.push(on_device(setting, *first));
        drafts.extend(follow_up(setting, *first));
    }
    drafts
}

/// What an earlier reset by this actor makes of later ones.
fn once_reset_by(setting: &Setting<'_>, actor: ActorId) -> Earlier {
    Earlier::None.and(setting.policy.role(actor))
}

/// Who sees what once the passcode has been reset, for the first time or again.
fn seen<'p>(setting: &Setting<'p>, start: Place, before: Option<Place>) -> Draft<'p> {
    let name = named_reset(setting, start);
    let mut draft = match before {
        None => setting.before(start, &name),
        Some(before) => after(setting, before, &name),
    };
    let earlier = before.map_or(Earlier::None, |before| once_reset_by(setting, before.actor));
    setting.reset(&mut draft, start);
    let says = setting.surface(start).and_then(|surface| surface.says.succeeded);
    let about = match says.filter(|_| setting.is_portal(start)) {
        Some(says) => vec![ClauseKeywords::quote(setting.text(says))],
        None => {
            let resets = ClauseKeywords::of(&[&setting.resets_there(start)]);
            let name = setting.called(start.actor);
            let state = ClauseKeywords::of(&[name, "can reset|resets", "state"]);
            let at = |it: ClauseKeywords| it.at(setting.policy, start.surface);
            vec![at(resets), at(state).surely()]
        }
    };
    let done = setting.state_seen(start, ResetState::Done);
    draft.then(&sees(named(start), DEVICE, done), about);
    // Where the last passcode is shown as superseded: no sentence is about that.
    let is_marked = |observation: &Place| {
        let last = before.filter(|_| setting.policy.superseded == Superseded::Marked);
        last.is_some_and(|last| setting.shows(*observation, last.actor, Earlier::None))
            && !setting.shows(*observation, start.actor, earlier)
    };
    let mut observations = setting.observations();
    let count = observations.len();
    observations.retain(|observation| !is_marked(observation));
    let none_is_marked = observations.len() == count;
    let mut opens = false;
    for observation in observations {
        let shown = setting.shows(observation, start.actor, earlier);
        let look = |what| sees(named(observation), DEVICE, what);
        let about = passcode_words(setting, observation, shown, before);
        draft.then(&look(setting.passcode_seen(shown)), about);
        opens |= shown;
        let without = setting.row.passcode.as_ref().filter(|_| shown).map(left_out);
        if let Some(left_out) = without.filter(|left_out| !left_out.is_empty()) {
            let about = ClauseKeywords::of(&["look alike|looks like|look-alikes|confused"]);
            draft.then(&look(Expectation::PasscodeWithout(left_out.as_str().into())), vec![about]);
        }
    }
    if opens {
        let about = vec![ClauseKeywords::of(&["new passcode", "unlocks|opens"]).surely()];
        draft.then(&new_one_opens(setting), about);
        if none_is_marked {
            only(setting, &mut draft, start.actor, earlier);
        }
    } else if setting.row.effect == Effect::Replaced && none_is_marked {
        let about = vec![
            ClauseKeywords::of(&["nobody|no one|no-one", "passcode"]),
            ClauseKeywords::of(&["only if", "before|earlier"]),
        ];
        draft.then(&Instruction::Check(Check::NobodySees { device: DEVICE }), about);
    }
    draft
}

/// The new passcode that was seen opens what it is for.
fn new_one_opens(setting: &Setting<'_>) -> Instruction {
    match setting.row.scope {
        ResetScope::Device => unlocks(DEVICE, KnownPasscode::Seen, true),
        ResetScope::WorkProfile => unlocks_profile(DEVICE, KnownPasscode::Seen, true),
    }
}

/// Where one person alone sees the new passcode, on one surface: it appears nowhere else.
fn only(setting: &Setting<'_>, draft: &mut Draft<'_>, by: ActorId, earlier: Earlier) {
    let mut places = setting.observations();
    places.retain(|observation| setting.shows(*observation, by, earlier));
    if let [place] = places.as_slice() {
        let about = vec![ClauseKeywords::of(&["passcode", "nowhere else|anywhere else|in a log"])];
        let only = Check::OnlySees { at: named(*place), device: DEVICE };
        draft.then(&Instruction::Check(only), about);
    }
}

/// A scenario on whose device a reset has been performed before.
fn after<'p>(setting: &Setting<'p>, before: Place, name: &str) -> Draft<'p> {
    let (by, there) =
        (setting.policy.actor_name(before.actor), setting.policy.in_surface(before.surface));
    let mut draft =
        setting.before(before, &format!("{name}, after an earlier reset by {by} {there}"));
    draft.given(&setting.whole_reset(before));
    draft
}

/// A reset whose passcode no one sees, and one by someone else that helps.
fn again<'p>(setting: &Setting<'p>) -> Option<Draft<'p>> {
    let starts = setting.starts();
    let first = *starts.first()?;
    let seen = |observation: &Place| setting.shows(*observation, first.actor, Earlier::None);
    let earlier = once_reset_by(setting, first.actor);
    let helps =
        |start: &Place| start.actor != first.actor && setting.shows(*start, start.actor, earlier);
    if setting.row.effect != Effect::Replaced || setting.observations().iter().any(seen) {
        return None;
    }
    let start = *starts.iter().find(|start| helps(start))?;
    let name = setting.policy.actor_name(start.actor);
    let mut draft =
        setting.before(first, &format!("no one sees the passcode until {name} resets again"));
    setting.reset(&mut draft, first);
    let called = setting.called(start.actor);
    let about = || vec![ClauseKeywords::of(&[called, "another reset|resets again|reset again"])];
    draft.then(&Instruction::Check(Check::NobodySees { device: DEVICE }), about());
    setting.reset(&mut draft, start);
    draft.then(&sees(named(start), DEVICE, setting.passcode_seen(true)), about());
    draft.then(&new_one_opens(setting), Vec::new());
    Some(draft)
}

/// Until a newer reset is done, the passcode of the last one is the device's.
fn until_replaced<'p>(setting: &Setting<'p>, start: Place) -> Option<Draft<'p>> {
    if !setting.shows(start, start.actor, Earlier::None) || setting.is_locked_out(start) {
        return None;
    }
    let mut draft = setting.before(start, "the passcode is shown until a newer reset is done");
    setting.reset(&mut draft, start);
    let look = sees(named(start), DEVICE, setting.passcode_seen(true));
    draft.then(&look, Vec::new());
    setting.request(&mut draft, start);
    draft.then(&look, Vec::new());
    draft.then(&new_one_opens(setting), Vec::new());
    Some(draft)
}

/// A newer reset by someone else, whose passcode is not shown where the last one was. No sentence is about a marked one.
fn superseded<'p>(setting: &Setting<'p>) -> Option<Draft<'p>> {
    if setting.policy.superseded == Superseded::Marked {
        return None;
    }
    let mut starts = setting.starts();
    starts.retain(|start| !setting.is_locked_out(*start));
    let observations = setting.observations();
    let pairs = starts.iter().flat_map(|first| starts.iter().map(move |newer| (*first, *newer)));
    let (first, newer, place) = pairs
        .flat_map(|(first, newer)| observations.iter().map(move |place| (first, newer, *place)))
        .find(|(first, newer, place)| {
            setting.shows(*place, first.actor, Earlier::None)
                && !setting.shows(*place, newer.actor, once_reset_by(setting, first.actor))
        })?;
    let mut draft = setting.before(first, "a newer reset hides the passcode");
    let look = |shown| sees(named(place), DEVICE, setting.passcode_seen(shown));
    setting.reset(&mut draft, first);
    draft.then(&look(true), Vec::new());
    setting.reset(&mut draft, newer);
    let about =
        vec![ClauseKeywords::of(&["passcode", "newer reset|superseded|out of sight|disappears"])];
    draft.then(&look(false), about);
    Some(draft)
}

/// What happens to the device.
fn on_device<'p>(setting: &Setting<'p>, start: Place) -> Draft<'p> {
    let mut draft = setting.before(start, "what happens to the device");
    setting.reset(&mut draft, start);
    let of_device = setting.row.scope == ResetScope::Device;
    let removed = setting.row.effect == Effect::Removed && of_device;
    let about = match setting.row.effect {
        Effect::Removed => vec![ClauseKeywords::of(&["passcode", "removed|removes"])],
        Effect::Replaced => Vec::new(),
        Effect::Unchanged => vec![ClauseKeywords::of(&["passcode", "unchanged|keeps|kept|stays"])],
    };
    let device = |what| device_shows(DEVICE, what);
    draft.then(&device(Expectation::HasPasscode(!removed)), about.clone());
    match setting.row.on_device {
        Some(notice) => {
            let says = setting.text(notice.says);
            let about = vec![ClauseKeywords::quote(says)];
            draft.then(&device(Expectation::Notice(notice.kind, says.into())), about);
        }
        None => {
            let about = vec![ClauseKeywords::of(&["device says nothing|device shows nothing"])];
            draft.then(&device(Expectation::SaysNothing), about);
        }
    }
    let kept = setting.row.effect == Effect::Unchanged || !of_device;
    let old = if kept && of_device { about } else { vec![ClauseKeywords::of(&["old passcode"])] };
    draft.then(&unlocks(DEVICE, KnownPasscode::Old, kept), old);
    draft
}

/// How long the owner has to set a new passcode: the last moment in time, the first that is late.
fn follow_up<'p>(setting: &Setting<'p>, start: Place) -> Vec<Draft<'p>> {
    let Some(follow_up) = setting.row.follow_up else { return Vec::new() };
    let allowed = follow_up.set_passcode_within;
    let blocks = follow_up.otherwise == Otherwise::AppsBlocked;
    let about = || {
        let time = |words| ClauseKeywords::of(words).within(allowed);
        vec![time(&["set|choose"]), time(&["apps"])]
    };
    let at_limit = |span: Span, late: bool| {
        let when = if late { "too late" } else { "in time" };
        let mut draft = setting.before(start, &format!("{span} without a passcode is {when}"));
        setting.reset(&mut draft, start);
        draft.when(&act(vec![Act::WaitSinceRemoved { device: DEVICE, span }]));
        draft.then(&device_shows(DEVICE, Expectation::AppsBlocked(late && blocks)), about());
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

/// Whether some earlier reset changes what is seen of one that begins here.
fn earlier_matters(setting: &Setting<'_>, start: Place) -> bool {
    let differs = |observation: &Place| {
        let shown = |earlier| setting.shows(*observation, start.actor, earlier);
        setting
            .starts()
            .iter()
            .any(|before| shown(once_reset_by(setting, before.actor)) != shown(Earlier::None))
    };
    !setting.is_locked_out(start) && setting.observations().iter().any(differs)
}

/// What the clauses that an expectation about a new passcode covers have to name.
fn passcode_words(
    setting: &Setting<'_>,
    observation: Place,
    shown: bool,
    before: Option<Place>,
) -> Vec<ClauseKeywords> {
    let passcode = "passcode|new passcode|numeric passcode|alphanumeric passcode";
    let new = "new passcode|numeric passcode|alphanumeric passcode|the passcode|its passcode";
    let mut about = Vec::new();
    if shown {
        if let Some(rule) = &setting.row.passcode {
            about.push(ClauseKeywords::of(&["new", rule.alphabet.name(), "passcode"]));
        }
        let sees = "shown|shows|sees|see|available|finds|reads";
        about.push(ClauseKeywords::of(&[new, sees]).at(setting.policy, observation.surface));
        if before.is_some() {
            about.push(ClauseKeywords::of(&[new, "sees|shown|see", "before|earlier"]));
        }
    } else {
        let none = "without a passcode|no passcode|no new passcode";
        about.push(ClauseKeywords::of(&[none]).at(setting.policy, observation.surface).surely());
        about.push(ClauseKeywords::of(&[passcode, "only", "sees|see|shown|available"]));
    }
    about
}

/// The characters that a passcode of this alphabet never has.
fn left_out(rule: &PasscodeRule) -> String {
    let all = rule.alphabet.characters().chars();
    all.filter(|character| !rule.characters.contains(*character)).collect()
}

fn named_reset(setting: &Setting<'_>, start: Place) -> String {
    let policy = setting.policy;
    let (who, there) = (policy.actor_name(start.actor), policy.in_surface(start.surface));
    format!("{who} resets the passcode {there}")
}
