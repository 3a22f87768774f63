//! What a policy says of the administrators' consoles for all rows together.

use crate::domain::{Deed, Effect, Expectation, Refusal, ResetState, Viewer};
use crate::language::catalogue::flow::{self, sees};
use crate::language::plan::{Check, Instruction};
use crate::language::scaffold::flow::{Place, Start};
use crate::language::scaffold::mention::Mention;
use crate::language::scaffold::portal;
use crate::language::scaffold::row::RESETS_THERE;
use crate::language::scaffold::sketch::Sketch;
use crate::policy::Console;

/// The scenarios about each console, on the first row that it knows, and on the first that it does not.
pub(super) fn sketches(places: &[Place<'_>]) -> Vec<Sketch> {
    let mut sketches = Vec::new();
    for place in places.first().into_iter() {
        for console in &place.policy.consoles {
            let knows = |place: &&Place<'_>| console.manages.contains(&place.management);
            let known = places.iter().find(knows);
            sketches.extend(known.map(|place| before_any_reset(place, console)));
            sketches.extend(known.filter(|_| console.offers_reset).map(|it| second(it, console)));
            let removed = places.iter().filter(knows).find(|it| it.row.effect == Effect::Removed);
            sketches.extend(removed.and_then(|place| instead(place, console)));
            let stranger = places.iter().find(|place| !knows(place));
            sketches.extend(stranger.map(|place| unknown(place, console)));
        }
    }
    sketches
}

fn before_any_reset(place: &Place<'_>, console: &Console) -> Sketch {
    let surface = console.surface;
    let mut sketch = place.sketch(&format!("no reset is on record in {}", surface.in_a_sentence()));
    let look = |what| sees(Viewer::Administrator, surface, what);
    let about = vec![Mention::of(&["no reset state"]).at(surface)];
    sketch.then(&look(Expectation::State(ResetState::None)), about.clone());
    match console.says.no_reset_state.map(|text| place.text(text)) {
        Some(text) => {
            let about = about.into_iter().chain([Mention::quote(text)]).collect();
            sketch.then(&look(Expectation::Says(text.into())), about);
        }
        None => sketch.then(&look(Expectation::SaysNothing), Vec::new()),
    }
    let offers = Expectation::Offers(console.offers_reset);
    let about = vec![Mention::of(&[RESETS_THERE]).at(surface)];
    sketch.then(&look(offers), about);
    sketch
}

fn second(place: &Place<'_>, console: &Console) -> Sketch {
    let (surface, who) = (console.surface, Viewer::Administrator);
    let name = format!("a second reset is refused in {}", surface.in_a_sentence());
    let mut sketch = place.sketch(&name);
    let start = Start { who, at: surface };
    place.request(&mut sketch, start);
    sketch.when(&flow::attempt(vec![flow::deed(who, surface, Deed::Reset)]));
    let says = console.says.already_pending.map(|text| place.text(text));
    portal::refused(&mut sketch, start, says);
    sketch
}

/// What stands in the place of a passcode that was removed.
fn instead(place: &Place<'_>, console: &Console) -> Option<Sketch> {
    let start = *place.starts().first()?;
    let surface = console.surface;
    let name = format!("what {} shows in the place of a passcode", surface.in_a_sentence());
    let mut sketch = place.before(start, &name);
    place.reset(&mut sketch, start);
    let (what, about) = match console.says.removed_passcode.map(|text| place.text(text)) {
        Some(text) => (Expectation::WordsForPasscode(text.into()), vec![Mention::quote(text)]),
        None => (Expectation::NothingForPasscode, Vec::new()),
    };
    sketch.then(&sees(Viewer::Administrator, surface, what), about);
    Some(sketch)
}

/// A device that the console does not know.
fn unknown(place: &Place<'_>, console: &Console) -> Sketch {
    let surface = console.surface;
    let name = format!("{} does not know the device", surface.in_a_sentence());
    let mut sketch = place.sketch(&name);
    let reset = flow::deed(Viewer::Administrator, surface, Deed::Reset);
    sketch.when(&flow::attempt(vec![reset]));
    let about = vec![Mention::of(&["only|not", place.management.name()]).at(surface)];
    sketch.then(&Instruction::Check(Check::Refused(Refusal::NotLetIn)), about);
    sketch
}
