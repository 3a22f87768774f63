//! The sentences that stand for several acts: a whole reset, and parts of its flow.

use crate::domain::action::{Action, UserAction};
use crate::domain::actor::Actor;
use crate::domain::browser::Browser;
use crate::domain::surface::Surface;
use crate::language::catalogue::flow;
use crate::language::plan::{Act, Instruction, WhenRefused};

/// The sentence that these acts make together.
pub(crate) fn say(acts: &[Act], refused: WhenRefused) -> Option<String> {
    let tries = refused == WhenRefused::GoesOn;
    if acts.is_empty() {
        let nothing = "no passcode reset has been performed on the device before";
        return (!tries).then(|| nothing.to_owned());
    }
    if let Some((who, at)) =
        person(|who, at| flow::reset(who, at, Browser::OnAnotherDevice) == acts)
    {
        let verb = if tries { "tries to reset" } else { "resets" };
        return Some(format!("{who} {verb} the passcode in {}", at.in_a_sentence()));
    }
    if let Some((who, at)) =
        person(|who, at| flow::request(who, at, Browser::OnAnotherDevice) == acts)
    {
        let verb = if tries { "tries to ask" } else { "asks" };
        return Some(format!("{who} {verb} for a passcode reset in {}", at.in_a_sentence()));
    }
    if tries { None } else { in_portal(acts) }
}

/// What one does in the portal alone, and nobody merely tries.
fn in_portal(acts: &[Act]) -> Option<String> {
    let portal = Surface::CompanyPortal;
    for &who in Actor::ALL {
        if let [_, Act::Plain(Action::Wait(span)), _] = acts
            && flow::sign_out_and_in(who, *span, Browser::OnAnotherDevice) == acts
        {
            return Some(format!("{who} signs out and signs in again after {span}"));
        }
        for &from in Browser::ALL {
            let first = [UserAction::SignOut, UserAction::SignIn { from }]
                .map(|it| flow::user_action(who, portal, it));
            if acts.strip_prefix(&first) == Some(flow::reset(who, portal, from).as_slice()) {
                let reset = format!("{who} resets the passcode in {}", portal.in_a_sentence());
                return Some(format!("{reset} from a browser on {from}"));
            }
        }
    }
    None
}

fn person(fits: impl Fn(Actor, Surface) -> bool) -> Option<(Actor, Surface)> {
    let places = |who: &Actor| flow::RESETTING.map(|at| (*who, at));
    Actor::ALL.iter().flat_map(places).find(|(who, at)| fits(*who, *at))
}

/// The sentence for something that has happened before the scenario begins.
pub(crate) fn say_before(instruction: &Instruction) -> Option<String> {
    let Instruction::Act { acts, refused: WhenRefused::Fails } = instruction else { return None };
    let whole = |who, at| flow::reset(who, at, Browser::OnAnotherDevice) == *acts;
    let (who, at) = person(whole)?;
    Some(format!("{who} has reset the passcode in {} before", at.in_a_sentence()))
}
