//! What a policy says of one row: what happens to the passcode, who sees it where, what the device says.

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
use crate::language::scaffold::flow::{IN_PORTAL, Setting, Start};
use crate::policy::checked::{Limit, Superseded};
use crate::policy::row::{Otherwise, PasscodeRule};
use crate::policy::table::Earlier;

/// How statements say that administrators reset passcodes somewhere.
pub(crate) const RESETS_THERE: &str = "administrator can reset|administrators can reset|\
    administrator may reset|administrator resets|offers a reset|offers the same reset";

/// The scenarios of one row.
pub(crate) fn drafts(setting: &Setting<'_>) -> Vec<DraftScenario> {
    let starts = setting.starts();
    let mut drafts: Vec<DraftScenario> = Vec::new();
    for start in &starts {
        drafts.push(seen(setting, *start, None));
    }
    for start in starts.iter().filter(|start| earlier_matters(setting, **start)) {
        drafts.extend(starts.iter().map(|before| seen(setting, *start, Some(*before))));
    }
    drafts.extend(again(setting));
    drafts.extend(starts.iter().find_map(|start| superseded(setting, *start)));
    match starts.first() {
        Some(first) => {
            drafts.push(on_device(setting, *first));
            drafts.extend(follow_up(setting, *first));
        }
        None => drafts.push(no_one_resets(setting)),
    }
    drafts
}

/// Who sees what once the passcode has been reset, for the first time or again.
fn seen(setting: &Setting<'_>, start: Start, before: Option<Start>) -> DraftScenario {
    let name = named(start);
    let mut draft = match before {
        None => setting.before(start, &name),
        Some(before) => after(setting, before, &name),
    };
    let earlier = before.map_or(Earlier::None, |before| Earlier::None.and(before.who));
    setting.reset(&mut draft, start);
    if start == IN_PORTAL {
        let says = setting.text(setting.policy.portal.says.succeeded);
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
    for observation in setting.observations() {
        let shown = setting.shows(observation, start.who, earlier);
        let what = setting.passcode_seen(shown);
        draft.then(
            &sees(observation.who, observation.at, what),
            passcode_words(setting, observation, shown, before),
        );
        unlocks |= shown;
        let without = setting.row.passcode.as_ref().filter(|_| shown).map(left_out);
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
        only(setting, &mut draft, start.who, earlier);
    } else if setting.row.effect == Effect::Replaced {
        let no_one = Instruction::Check(Check::NobodySees { device: DeviceId::FIRST });
        let about = vec![
            ClauseKeywords::of(&["nobody|no one|no-one", "passcode"]),
            ClauseKeywords::of(&["only if", "before|earlier"]),
        ];
        draft.then(&no_one, about);
    }
    draft
}

/// Where one person alone sees the new passcode, on one surface: it appears nowhere else.
fn only(setting: &Setting<'_>, draft: &mut DraftScenario, by: Actor, earlier: Earlier) {
    let observations = setting
        .observations()
        .into_iter()
        .filter(|observation| setting.shows(*observation, by, earlier));
    if let [observation] = observations.collect::<Vec<_>>().as_slice() {
        let (actor, surface, device) = (observation.who, observation.at, DeviceId::FIRST);
        let about = vec![ClauseKeywords::of(&["passcode", "nowhere else|anywhere else|in a log"])];
        draft.then(&Instruction::Check(Check::OnlySees { actor, surface, device }), about);
    }
}

/// A scenario on whose device a reset has been performed before.
fn after(setting: &Setting<'_>, before: Start, name: &str) -> DraftScenario {
    let name = format!("{name}, after an earlier reset by {} in {}", before.who, at(before));
    let mut draft = setting.before(before, &name);
    if before == IN_PORTAL && !setting.is_plain() {
        setting.reset(&mut draft, before);
    } else {
        draft.given(&flow::act(flow::reset(before.who, before.at, Browser::OnAnotherDevice)));
    }
    draft
}

/// An end user's reset whose passcode no one sees, and an administrator's, which helps.
fn again(setting: &Setting<'_>) -> Option<DraftScenario> {
    let (user, administrator) = (Actor::EndUser, Actor::Administrator);
    let replaced = setting.row.effect == Effect::Replaced;
    let seen = |observation: &Start| setting.shows(*observation, user, Earlier::None);
    let own = Earlier::None.and(user);
    let helps = |start: &Start| *start != IN_PORTAL && setting.shows(*start, administrator, own);
    let starts = setting.starts();
    if !replaced || starts.first() != Some(&IN_PORTAL) || setting.observations().iter().any(seen) {
        return None;
    }
    let start = *starts.iter().find(|start| helps(start))?;
    let mut draft =
        setting.in_portal("no one sees the passcode until the administrator resets again");
    setting.reset(&mut draft, IN_PORTAL);
    let about =
        || vec![ClauseKeywords::of(&["administrator", "another reset|resets again|reset again"])];
    let no_one = Check::NobodySees { device: DeviceId::FIRST };
    draft.then(&Instruction::Check(no_one), about());
    setting.reset(&mut draft, start);
    draft.then(&sees(start.who, start.at, setting.passcode_seen(true)), about());
    draft.then(&flow::unlocks(KnownPasscode::Seen, true), Vec::new());
    Some(draft)
}

/// A newer reset, which hides the passcode of the last one. No sentence is about a marked one.
fn superseded(setting: &Setting<'_>, start: Start) -> Option<DraftScenario> {
    let sees_it = setting.shows(start, start.who, Earlier::None);
    if setting.policy.superseded == Superseded::Marked || !sees_it || is_locked_out(setting, start)
    {
        return None;
    }
    let mut draft = setting.before(start, "a newer reset hides the passcode");
    setting.reset(&mut draft, start);
    draft.then(&sees(start.who, start.at, setting.passcode_seen(true)), Vec::new());
    setting.request(&mut draft, start);
    let about =
        vec![ClauseKeywords::of(&["passcode", "newer reset|superseded|out of sight|disappears"])];
    draft.then(&sees(start.who, start.at, setting.passcode_seen(false)), about);
    Some(draft)
}

/// Whether the end user cannot begin a second reset: the portal is open to the device alone, which is locked.
fn is_locked_out(setting: &Setting<'_>, start: Start) -> bool {
    start == IN_PORTAL && setting.browser() == Browser::OnTheDevice
}

/// What happens to the device.
fn on_device(setting: &Setting<'_>, start: Start) -> DraftScenario {
    let mut draft = setting.before(start, "what happens to the device");
    setting.reset(&mut draft, start);
    let removed = setting.row.effect == Effect::Removed;
    let about = match setting.row.effect {
        Effect::Removed => vec![ClauseKeywords::of(&["passcode", "removed|removes"])],
        Effect::Replaced => Vec::new(),
        Effect::Unchanged => vec![ClauseKeywords::of(&["passcode", "unchanged|keeps|kept|stays"])],
    };
    let device = |what| sees(Actor::EndUser, Surface::Device, what);
    draft.then(&device(Expectation::HasPasscode(!removed)), about.clone());
    match setting.row.on_device {
        Some(notice) => {
            let says = setting.text(notice.says);
            let about = vec![ClauseKeywords::quote(says)];
            draft.then(&device(Expectation::Says(says.into())), about);
        }
        None => {
            let about = vec![ClauseKeywords::of(&["device says nothing|device shows nothing"])];
            draft.then(&device(Expectation::SaysNothing), about);
        }
    }
    let kept = setting.row.effect == Effect::Unchanged;
    let old = if kept { about } else { vec![ClauseKeywords::of(&["old passcode"])] };
    draft.then(&flow::unlocks(KnownPasscode::Old, kept), old);
    draft
}

/// How long the end user has to set a new passcode: the last moment in time, the first that is late.
fn follow_up(setting: &Setting<'_>, start: Start) -> Vec<DraftScenario> {
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

/// A row whose passcode no one can reset.
fn no_one_resets(setting: &Setting<'_>) -> DraftScenario {
    let mut draft = setting.draft("no one is offered a reset");
    for observation in setting.observations() {
        let about =
            vec![ClauseKeywords::of(&["not offered|cannot reset|no reset|only an administrator"])];
        draft.then(&sees(observation.who, observation.at, Expectation::Offers(false)), about);
    }
    let about = vec![ClauseKeywords::of(&["old passcode"])];
    draft.then(&flow::unlocks(KnownPasscode::Old, true), about);
    draft
}

/// Whether some earlier reset changes what is seen of one that begins here.
fn earlier_matters(setting: &Setting<'_>, start: Start) -> bool {
    let differs = |observation: &Start| {
        let shown = |earlier| setting.shows(*observation, start.who, earlier);
        setting
            .starts()
            .iter()
            .any(|before| shown(Earlier::None.and(before.who)) != shown(Earlier::None))
    };
    !is_locked_out(setting, start) && setting.observations().iter().any(differs)
}

/// What the clauses that an expectation about a new passcode covers have to name.
fn passcode_words(
    setting: &Setting<'_>,
    observation: Start,
    shown: bool,
    before: Option<Start>,
) -> Vec<ClauseKeywords> {
    let passcode = "passcode|new passcode|numeric passcode|alphanumeric passcode";
    let new = "new passcode|numeric passcode|alphanumeric passcode|the passcode|its passcode";
    let mut about = Vec::new();
    if shown {
        if let Some(rule) = &setting.row.passcode {
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
