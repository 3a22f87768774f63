//! Passcodes that people enter: which of those that a world knows it is, and what a sentence calls it.

use crate::domain::actor::ActorId;
use crate::domain::device::DeviceId;
use crate::domain::expectation::Expectation;
use crate::domain::passcode::Passcode;
use crate::domain::place::Place;
use crate::language::plan::{Check, KnownPasscode, NamedDevice, NamedPlace};
use crate::run::executor::Executor;
use crate::serve::served::step::EnteredPasscode;
use crate::simulation::Simulation;

/// Which of the passcodes of a world it is.
pub(crate) fn role(executor: &Executor<Simulation>, passcode: &Passcode) -> EnteredPasscode {
    let position = executor.passcodes.iter().position(|known| known == passcode);
    let ordinal = position.and_then(|position| u8::try_from(position + 1).ok());
    ordinal.map_or(EnteredPasscode::Wrong, EnteredPasscode::Known)
}

/// The passcode itself; for a wrong one, some that the world does not know.
pub(crate) fn passcode(
    executor: &Executor<Simulation>,
    entered: EnteredPasscode,
) -> Option<Passcode> {
    match entered {
        EnteredPasscode::Known(ordinal) => {
            executor.passcodes.get(usize::from(ordinal.checked_sub(1)?)).copied()
        }
        EnteredPasscode::Wrong => {
            let mut others =
                (0..10_000).filter_map(|number| Passcode::new(&format!("{number:04}")));
            others.find(|other| !executor.passcodes.contains(other))
        }
    }
}

/// The passcodes that a page offers to enter on a device, by what people call them. The new one is there only while
/// someone is shown it.
pub(crate) fn offered(
    executor: &Executor<Simulation>,
    device: DeviceId,
) -> Vec<(String, EnteredPasscode)> {
    let mut offered = Vec::new();
    let known = executor.devices.get(device.index());
    if let Some(old) = known.and_then(|known| known.old) {
        offered.push(("the old one".to_owned(), role(executor, &old)));
    }
    for place in executor.policy.places() {
        let view = executor.view(*place, device);
        if let Some(new) = view.new_passcode() {
            let entered = role(executor, new);
            if offered.iter().all(|(_, other)| *other != entered) {
                offered.push(("the new one".to_owned(), entered));
            }
        }
    }
    let chosen = known.into_iter().flat_map(|known| known.chosen.iter().flatten());
    for chosen in chosen {
        offered.push(("the one that was set last".to_owned(), role(executor, chosen)));
    }
    offered.push(("a wrong one".to_owned(), EnteredPasscode::Wrong));
    offered
}

/// How a sentence calls a passcode, and the check that has to find it first; nothing where no sentence can.
pub(crate) fn named(
    executor: &Executor<Simulation>,
    who: ActorId,
    device: DeviceId,
    passcode: &Passcode,
) -> Option<(KnownPasscode, Option<Check>)> {
    let known = executor.devices.get(device.index())?;
    if known.old.as_ref() == Some(passcode) {
        return Some((KnownPasscode::Old, None));
    }
    if known.chosen.get(who.index()).copied().flatten().as_ref() == Some(passcode) {
        return Some((KnownPasscode::Chosen(who), None));
    }
    let mut places = executor.policy.places().iter();
    let place =
        places.find(|place| executor.view(**place, device).new_passcode() == Some(passcode))?;
    Some((KnownPasscode::Seen, Some(finds(*place, device, passcode))))
}

/// The check that finds a new passcode in a place.
pub(crate) fn finds(place: Place, device: DeviceId, passcode: &Passcode) -> Check {
    let shape = passcode.shape();
    Check::Sees {
        at: NamedPlace { actor: place.actor, surface: Some(place.surface) },
        device: NamedDevice::Numbered(device),
        what: Expectation::NewPasscode { alphabet: shape.alphabet, length: Some(shape.length) },
        within: None,
    }
}
