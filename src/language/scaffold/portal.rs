//! What a policy says of the portal for all rows together: its offer, its prompts, its window, its texts.

use crate::domain::action::{Action, UserAction};
use crate::domain::actor::Actor;
use crate::domain::browser::Browser;
use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::domain::refusal::Refusal;
use crate::domain::span::Span;
use crate::domain::surface::Surface;
use crate::domain::view::Prompt;
use crate::language::catalogue::flow;
use crate::language::catalogue::flow::sees;
use crate::language::plan::{Act, Check, Instruction, KnownPasscode};
use crate::language::scaffold::clause_keywords::ClauseKeywords;
use crate::language::scaffold::draft::DraftScenario;
use crate::language::scaffold::flow::{IN_PORTAL, Setting, Start};
use crate::language::scaffold::row::around;
use crate::policy::checked::{MeasuredFrom, OfflineDevice, OpenTo};

const PORTAL: Surface = Surface::CompanyPortal;

/// The scenarios about the portal, on the first row.
pub(crate) fn drafts(settings: &[Setting<'_>]) -> Vec<DraftScenario> {
    let Some(setting) = settings.first() else { return Vec::new() };
    let mut drafts = vec![offer(setting), stranger(setting)];
    if setting.policy.portal.offers_reset {
        drafts.extend([prompts(setting), cancelled(setting)]);
        drafts.extend(window(setting));
        drafts.extend([pending(setting), second(setting)]);
    }
    drafts.extend(settings.iter().find_map(|setting| {
        let first = *setting.starts().first()?;
        Some(offline(setting, first))
    }));
    drafts.push(elsewhere(setting));
    drafts
}

fn offer(setting: &Setting<'_>) -> DraftScenario {
    let offers = setting.policy.portal.offers_reset;
    let name = if offers { "the portal offers a reset" } else { "the portal offers no reset" };
    let mut draft = setting.in_portal(name);
    let about = match offers {
        true => {
            ClauseKeywords::of(&["end user is offered|end user can|end users can", "reset|resets"])
        }
        false => ClauseKeywords::of(&["not offered|cannot|only an administrator"]),
    };
    draft.then(&sees(Actor::EndUser, PORTAL, Expectation::Offers(offers)), vec![about]);
    draft
}

fn stranger(setting: &Setting<'_>) -> DraftScenario {
    let mut draft = setting.draft("another end user is refused");
    let reset = flow::request(Actor::AnotherEndUser, PORTAL, setting.browser());
    let about = || vec![ClauseKeywords::of(&["another end user|somebody else|other end users"])];
    draft.then(&sees(Actor::AnotherEndUser, PORTAL, Expectation::Offers(false)), about());
    draft.when(&flow::attempt(reset));
    let refusal = match setting.policy.portal.open_to {
        OpenTo::AnyBrowser => Refusal::NotOffered,
        OpenTo::TheDevice => Refusal::SignedOut,
    };
    draft.then(&Instruction::Check(Check::Refused(refusal)), about());
    draft.then(&flow::unlocks(KnownPasscode::Old, true), about());
    draft
}

fn prompts(setting: &Setting<'_>) -> DraftScenario {
    let mut draft = setting.in_portal("the first Reset Passcode sends nothing yet");
    draft.when(&setting.user_action(UserAction::SelectReset));
    let asks = |prompt, yes| sees(Actor::EndUser, PORTAL, Expectation::Asks(prompt, yes));
    let about = || vec![ClauseKeywords::of(&["asks|asked", "sign out", "sign in again"]).surely()];
    draft.then(&asks(Prompt::SignOutAndIn, true), about());
    draft.then(&asks(Prompt::ResetPasscode, false), about());
    draft.then(&flow::unlocks(KnownPasscode::Old, true), about());
    draft
}

fn cancelled(setting: &Setting<'_>) -> DraftScenario {
    let mut draft = setting.in_portal("canceling resets nothing");
    draft.when(&setting.user_action(UserAction::SelectReset));
    draft.when(&setting.user_action(UserAction::Cancel));
    wait(&mut draft, setting.policy.portal.completes_within);
    let about = || {
        vec![
            ClauseKeywords::of(&["cancels|cancel|leaving|leaves", "sends nothing|resets nothing"])
                .surely(),
        ]
    };
    draft.then(&sees(Actor::EndUser, PORTAL, Expectation::SaysNothing), about());
    draft.then(&flow::unlocks(KnownPasscode::Old, true), about());
    draft
}

/// Being back in the last moment, and in the first that is too late; and from when the window is measured.
fn window(setting: &Setting<'_>) -> Vec<DraftScenario> {
    let window = setting.policy.portal.sign_in_again;
    let about = || {
        let time = |words: &[&str]| ClauseKeywords::of(words).within(window.within);
        vec![time(&["sign|signed|signing|signs"])]
    };
    let asked = |yes| sees(Actor::EndUser, PORTAL, Expectation::Asks(Prompt::ResetPasscode, yes));
    let back_after = |span: Span, yes: bool| {
        let when = if yes { "in time" } else { "too late" };
        let mut draft = setting.in_portal(&format!("back {span} after signing out is {when}"));
        draft.when(&setting.user_action(UserAction::SelectReset));
        setting.back_after(&mut draft, span);
        let mut about = about();
        if !yes {
            about.push(ClauseKeywords::of(&["sign|signs|signing", "later|late|lapses"]));
        }
        draft.then(&asked(yes), about);
        draft
    };
    let (in_time, late) = around(window.within, window.limit);
    let from_request = window.measured_from == MeasuredFrom::Request;
    let name = if from_request { "the first Reset Passcode" } else { "the sign-out" };
    let mut measured = setting.in_portal(&format!("the window opens at {name}"));
    measured.when(&setting.user_action(UserAction::SelectReset));
    wait(&mut measured, late);
    setting.back_after(&mut measured, Span::ZERO);
    measured.then(&asked(!from_request), about());
    vec![back_after(in_time, true), back_after(late, false), measured]
}

/// What the portal says while a reset is on its way, and how soon it is done.
fn pending(setting: &Setting<'_>) -> DraftScenario {
    let says = setting.policy.portal.says;
    let mut draft = setting.in_portal("the portal says how far a reset has come");
    setting.request(&mut draft, IN_PORTAL);
    let (pending, succeeded) = (setting.text(says.pending), setting.text(says.succeeded));
    let what = Expectation::Says(pending.into());
    draft.then(&sees(Actor::EndUser, PORTAL, what), vec![ClauseKeywords::quote(pending)]);
    let within = Check::Sees {
        actor: Actor::EndUser,
        surface: PORTAL,
        device: DeviceId::FIRST,
        what: Expectation::Says(succeeded.into()),
        within: Some(setting.policy.portal.completes_within),
    };
    draft.then(&Instruction::Check(within), vec![ClauseKeywords::quote(succeeded)]);
    draft
}

/// A second reset in the portal while one is in flight.
fn second(setting: &Setting<'_>) -> DraftScenario {
    let mut draft = setting.in_portal("a second reset is refused while one is in flight");
    setting.request(&mut draft, IN_PORTAL);
    let portal = flow::user_action(Actor::EndUser, PORTAL, UserAction::SelectReset);
    draft.when(&flow::attempt(vec![portal]));
    let says = setting.text(setting.policy.portal.says.already_pending);
    refused(&mut draft, IN_PORTAL, Some(says));
    draft
}

/// What is expected of a reset that is refused because one is in flight.
pub(crate) fn refused(draft: &mut DraftScenario, start: Start, says: Option<&str>) {
    let about = || {
        vec![ClauseKeywords::of(&["second reset|one reset at a time|already pending|in flight"])]
    };
    draft.then(&Instruction::Check(Check::Refused(Refusal::AlreadyPending)), about());
    let what = match says {
        Some(says) => Expectation::Says(says.into()),
        None => Expectation::SaysNothing,
    };
    let quoted = says.map(ClauseKeywords::quote).into_iter().chain(about()).collect();
    draft.then(&sees(start.who, start.at, what), quoted);
}

/// A device that is offline.
fn offline(setting: &Setting<'_>, start: Start) -> DraftScenario {
    let waits = setting.policy.offline_device == OfflineDevice::Waits;
    let name = match waits {
        true => "the reset of an offline device waits",
        false => "the reset of an offline device fails",
    };
    let mut draft = setting.before(start, name);
    let connect =
        |online| flow::act(vec![Act::Plain(Action::Connect { device: DeviceId::FIRST, online })]);
    draft.given(&connect(false));
    setting.request(&mut draft, start);
    wait(&mut draft, setting.policy.portal.completes_within);
    let about = || vec![ClauseKeywords::of(&["offline"])];
    let state = |done| match (start == IN_PORTAL, done, waits) {
        (true, true, _) => {
            Expectation::Says(setting.text(setting.policy.portal.says.succeeded).into())
        }
        (true, false, true) => {
            Expectation::Says(setting.text(setting.policy.portal.says.pending).into())
        }
        (true, false, false) => {
            Expectation::Says(setting.text(setting.policy.portal.says.failed).into())
        }
        (false, true, _) => Expectation::State(crate::domain::reset::ResetState::Done),
        (false, false, true) => Expectation::State(crate::domain::reset::ResetState::Pending),
        (false, false, false) => Expectation::State(crate::domain::reset::ResetState::Failed),
    };
    draft.then(&sees(start.who, start.at, state(false)), about());
    draft.then(&flow::unlocks(KnownPasscode::Old, true), about());
    if waits {
        draft.when(&connect(true));
        draft.when(&flow::act(vec![flow::answer()]));
        draft.then(&sees(start.who, start.at, state(true)), about());
    }
    draft
}

/// A browser on another device: the portal is open to it or not.
fn elsewhere(setting: &Setting<'_>) -> DraftScenario {
    let (portal, from) = (&setting.policy.portal, Browser::OnAnotherDevice);
    let open = portal.open_to == OpenTo::AnyBrowser;
    let name = if open { "is allowed" } else { "is refused" };
    let mut draft = setting.draft(&format!("a browser on another device {name}"));
    draft.when(&flow::attempt(vec![flow::user_action(
        Actor::EndUser,
        PORTAL,
        UserAction::SignIn { from },
    )]));
    let about = vec![ClauseKeywords::of(&["browser|browsers|device itself"])];
    if open {
        let offers = Expectation::Offers(portal.offers_reset);
        draft.then(&sees(Actor::EndUser, PORTAL, offers), about);
    } else {
        draft.then(&Instruction::Check(Check::Refused(Refusal::NotAllowed)), about);
    }
    draft
}

pub(crate) fn wait(draft: &mut DraftScenario, span: Span) {
    draft.when(&flow::act(vec![Act::Plain(Action::Wait(span))]));
}
