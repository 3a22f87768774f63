//! What a policy says of one row: what becomes of the passcode, who sees it where, what the device says.

use crate::domain::{
    Action, Browser, DeviceId, Effect, Expectation, ResetState, Span, Surface, Viewer,
};
use crate::language::catalogue::flow::{self, sees};
use crate::language::plan::{Act, Check, Instruction, KnownPasscode};
use crate::language::scaffold::flow::{IN_PORTAL, Place, Start};
use crate::language::scaffold::mention::Mention;
use crate::language::scaffold::sketch::Sketch;
use crate::policy::{Earlier, Limit, Otherwise, PasscodeRule, Superseded};

/// How statements say that administrators reset passcodes somewhere.
pub(super) const RESETS_THERE: &str = "administrator can reset|administrators can reset|\
    administrator may reset|administrator resets|offers a reset|offers the same reset";

/// The scenarios of one row.
pub(super) fn sketches(place: &Place<'_>) -> Vec<Sketch> {
    let starts = place.starts();
    let mut sketches: Vec<Sketch> = Vec::new();
    for start in &starts {
        sketches.push(seen(place, *start, None));
    }
    for start in starts.iter().filter(|start| earlier_matters(place, **start)) {
        sketches.extend(starts.iter().map(|before| seen(place, *start, Some(*before))));
    }
    sketches.extend(again(place));
    sketches.extend(starts.iter().find_map(|start| superseded(place, *start)));
    match starts.first() {
        Some(first) => {
            sketches.push(on_device(place, *first));
            sketches.extend(follow_up(place, *first));
        }
        None => sketches.push(nobody_resets(place)),
    }
    sketches
}

/// Who sees what once somebody has reset the passcode, for the first time or again.
fn seen(place: &Place<'_>, start: Start, before: Option<Start>) -> Sketch {
    let name = named(start);
    let mut sketch = match before {
        None => place.before(start, &name),
        Some(before) => after(place, before, &name),
    };
    let earlier = before.map_or(Earlier::None, |before| Earlier::None.and(before.who));
    place.reset(&mut sketch, start);
    if start == IN_PORTAL {
        let says = place.text(place.policy.portal.says.succeeded);
        let what = Expectation::Says(says.into());
        sketch.then(&sees(start.who, start.at, what), vec![Mention::quote(says)]);
    } else {
        let what = Expectation::State(ResetState::Done);
        let about = Mention::of(&[RESETS_THERE]).at(start.at);
        let state = Mention::of(&["administrator", "can reset|resets", "state"]).at(start.at);
        sketch.then(&sees(start.who, start.at, what), vec![about, state.surely()]);
    }
    let mut unlocks = false;
    for sight in place.sights() {
        let shown = place.shows(sight, start.who, earlier);
        let what = place.passcode_seen(shown);
        sketch.then(&sees(sight.who, sight.at, what), passcode_words(place, sight, shown, before));
        unlocks |= shown;
        let without = place.row.passcode.as_ref().filter(|_| shown).map(left_out);
        if let Some(left_out) = without.filter(|left_out| !left_out.is_empty()) {
            let what = Expectation::PasscodeWithout(left_out.as_str().into());
            sketch.then(
                &sees(sight.who, sight.at, what),
                vec![Mention::of(&["look alike|looks like|look-alikes|confused"])],
            );
        }
    }
    if unlocks {
        let about = vec![Mention::of(&["new passcode", "unlocks|opens"]).surely()];
        sketch.then(&flow::unlocks(KnownPasscode::Seen, true), about);
        only(place, &mut sketch, start.who, earlier);
    } else if place.row.effect == Effect::Replaced {
        let nobody = Instruction::Check(Check::NobodySees { device: DeviceId::FIRST });
        let about = vec![
            Mention::of(&["nobody|no one|no-one", "passcode"]),
            Mention::of(&["only if", "before|earlier"]),
        ];
        sketch.then(&nobody, about);
    }
    sketch
}

/// Where one person alone sees the new passcode, on one surface: it stands nowhere else.
fn only(place: &Place<'_>, sketch: &mut Sketch, by: Viewer, earlier: Earlier) {
    let sights = place.sights().into_iter().filter(|sight| place.shows(*sight, by, earlier));
    if let [sight] = sights.collect::<Vec<_>>().as_slice() {
        let (viewer, surface, device) = (sight.who, sight.at, DeviceId::FIRST);
        let about = vec![Mention::of(&["passcode", "nowhere else|anywhere else|in a log"])];
        sketch.then(&Instruction::Check(Check::OnlySees { viewer, surface, device }), about);
    }
}

/// A scenario on whose device somebody has performed a reset before.
fn after(place: &Place<'_>, before: Start, name: &str) -> Sketch {
    let name = format!("{name}, after an earlier reset by {} in {}", before.who, at(before));
    let mut sketch = place.before(before, &name);
    if before == IN_PORTAL && !place.is_plain() {
        place.reset(&mut sketch, before);
    } else {
        sketch.given(&flow::act(flow::reset(before.who, before.at, Browser::OnAnotherDevice)));
    }
    sketch
}

/// An end user's reset whose passcode nobody sees, and an administrator's, which helps.
fn again(place: &Place<'_>) -> Option<Sketch> {
    let (user, administrator) = (Viewer::EndUser, Viewer::Administrator);
    let replaced = place.row.effect == Effect::Replaced;
    let seen = |sight: &Start| place.shows(*sight, user, Earlier::None);
    let own = Earlier::None.and(user);
    let helps = |start: &Start| *start != IN_PORTAL && place.shows(*start, administrator, own);
    let starts = place.starts();
    if !replaced || starts.first() != Some(&IN_PORTAL) || place.sights().iter().any(seen) {
        return None;
    }
    let start = *starts.iter().find(|start| helps(start))?;
    let mut sketch =
        place.in_portal("nobody sees the passcode until the administrator resets again");
    place.reset(&mut sketch, IN_PORTAL);
    let about = || vec![Mention::of(&["administrator", "another reset|resets again|reset again"])];
    let nobody = Check::NobodySees { device: DeviceId::FIRST };
    sketch.then(&Instruction::Check(nobody), about());
    place.reset(&mut sketch, start);
    sketch.then(&sees(start.who, start.at, place.passcode_seen(true)), about());
    sketch.then(&flow::unlocks(KnownPasscode::Seen, true), Vec::new());
    Some(sketch)
}

/// A newer reset, which takes the passcode of the last one out of sight. No sentence tells a marked one.
fn superseded(place: &Place<'_>, start: Start) -> Option<Sketch> {
    let sees_it = place.shows(start, start.who, Earlier::None);
    if place.policy.superseded == Superseded::Marked || !sees_it || is_locked_out(place, start) {
        return None;
    }
    let mut sketch = place.before(start, "a newer reset takes the passcode out of sight");
    place.reset(&mut sketch, start);
    sketch.then(&sees(start.who, start.at, place.passcode_seen(true)), Vec::new());
    place.request(&mut sketch, start);
    let about = vec![Mention::of(&["passcode", "newer reset|superseded|out of sight|disappears"])];
    sketch.then(&sees(start.who, start.at, place.passcode_seen(false)), about);
    Some(sketch)
}

/// Whether the end user cannot begin a second reset: the portal is open to the device alone, which is locked.
fn is_locked_out(place: &Place<'_>, start: Start) -> bool {
    start == IN_PORTAL && place.browser() == Browser::OnTheDevice
}

/// What becomes of the device.
fn on_device(place: &Place<'_>, start: Start) -> Sketch {
    let mut sketch = place.before(start, "what becomes of the device");
    place.reset(&mut sketch, start);
    let removed = place.row.effect == Effect::Removed;
    let about = match place.row.effect {
        Effect::Removed => vec![Mention::of(&["passcode", "removed|removes"])],
        Effect::Replaced => Vec::new(),
        Effect::Unchanged => vec![Mention::of(&["passcode", "unchanged|keeps|kept|stays"])],
    };
    let device = |what| sees(Viewer::EndUser, Surface::Device, what);
    sketch.then(&device(Expectation::HasPasscode(!removed)), about.clone());
    match place.row.on_device {
        Some(notice) => {
            let says = place.text(notice.says);
            let about = vec![Mention::quote(says)];
            sketch.then(&device(Expectation::Says(says.into())), about);
        }
        None => {
            let about = vec![Mention::of(&["device says nothing|device shows nothing"])];
            sketch.then(&device(Expectation::SaysNothing), about);
        }
    }
    let kept = place.row.effect == Effect::Unchanged;
    let old = if kept { about } else { vec![Mention::of(&["old passcode"])] };
    sketch.then(&flow::unlocks(KnownPasscode::Old, kept), old);
    sketch
}

/// How long the end user has to set a new passcode: the last moment in time, the first that is late.
fn follow_up(place: &Place<'_>, start: Start) -> Vec<Sketch> {
    let Some(follow_up) = place.row.follow_up else { return Vec::new() };
    let allowed = follow_up.set_passcode_within;
    let blocks = follow_up.otherwise == Otherwise::AppsBlocked;
    let about = || {
        let time = |words| Mention::of(words).within(allowed);
        vec![time(&["set|choose"]), time(&["apps"])]
    };
    let at_limit = |span: Span, late: bool| {
        let when = if late { "too late" } else { "in time" };
        let mut sketch = place.before(start, &format!("{span} without a passcode is {when}"));
        place.reset(&mut sketch, start);
        let device = DeviceId::FIRST;
        let wait = Action::WaitSinceApplied { device, span };
        sketch.when(&flow::act(vec![Act::Plain(wait)]));
        let what = Expectation::AppsBlocked(late && blocks);
        sketch.then(&sees(Viewer::EndUser, Surface::Device, what), about());
        sketch
    };
    let (in_time, late) = around(allowed, follow_up.limit);
    vec![at_limit(in_time, false), at_limit(late, true)]
}

/// The last span that a limit admits, and the first that it does not, a second apart where there is room.
pub(super) fn around(allowed: Span, limit: Limit) -> (Span, Span) {
    let step = if allowed.milliseconds() >= 2000 { 1000 } else { 1 };
    let milliseconds = allowed.milliseconds();
    match limit {
        Limit::Inclusive => (allowed, Span::from_milliseconds(milliseconds.saturating_add(step))),
        Limit::Exclusive => (Span::from_milliseconds(milliseconds.saturating_sub(step)), allowed),
    }
}

/// A row whose passcode nobody can reset.
fn nobody_resets(place: &Place<'_>) -> Sketch {
    let mut sketch = place.sketch("nobody is offered a reset");
    for sight in place.sights() {
        let about = vec![Mention::of(&["not offered|cannot reset|no reset|only an administrator"])];
        sketch.then(&sees(sight.who, sight.at, Expectation::Offers(false)), about);
    }
    let about = vec![Mention::of(&["old passcode"])];
    sketch.then(&flow::unlocks(KnownPasscode::Old, true), about);
    sketch
}

/// Whether some earlier reset changes what anybody sees of one that begins here.
fn earlier_matters(place: &Place<'_>, start: Start) -> bool {
    let differs = |sight: &Start| {
        let shown = |earlier| place.shows(*sight, start.who, earlier);
        place
            .starts()
            .iter()
            .any(|before| shown(Earlier::None.and(before.who)) != shown(Earlier::None))
    };
    !is_locked_out(place, start) && place.sights().iter().any(differs)
}

/// The clauses that an expectation about a new passcode bears, by what they say.
fn passcode_words(
    place: &Place<'_>,
    sight: Start,
    shown: bool,
    before: Option<Start>,
) -> Vec<Mention> {
    let passcode = "passcode|new passcode|numeric passcode|alphanumeric passcode";
    let new = "new passcode|numeric passcode|alphanumeric passcode|the passcode|its passcode";
    let mut about = Vec::new();
    if shown {
        if let Some(rule) = &place.row.passcode {
            about.push(Mention::of(&["new", rule.alphabet.name(), "passcode"]));
        }
        let sees = "shown|shows|sees|see|available|finds|reads";
        about.push(Mention::of(&[new, sees]).at(sight.at));
        if before.is_some() {
            about.push(Mention::of(&[new, "sees|shown|see", "before|earlier"]));
        }
    } else {
        let none = "without a passcode|no passcode|no new passcode";
        about.push(Mention::of(&[none]).at(sight.at).surely());
        about.push(Mention::of(&[passcode, "only", "sees|see|shown|available"]));
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
